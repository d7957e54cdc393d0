"""What a question asks for, and what it shows before and after it is answered, type by type.

A type that isn't named here shows its prompt and its explanation alone, and asks for nothing that others
could give away.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import singledispatch
from typing import Final, NamedTuple

from quizapp.question_types.assigning import AssigningQuestion
from quizapp.question_types.base import Question
from quizapp.question_types.card.kind import CardQuestion
from quizapp.question_types.cloze.gaps import ChoiceGap, DateGap, NumberGap, WholeGap
from quizapp.question_types.cloze.kind import ClozeQuestion
from quizapp.question_types.cloze.text import fill
from quizapp.question_types.date.kind import Date, DateAnswer, DateQuestion
from quizapp.question_types.essay.kind import EssayQuestion
from quizapp.question_types.multiple.kind import MultipleQuestion
from quizapp.question_types.number.answer import NumberAnswer
from quizapp.question_types.number.kind import NumberQuestion
from quizapp.question_types.ordering.kind import OrderingQuestion
from quizapp.question_types.short.answer import ShortAnswer
from quizapp.question_types.short.kind import ShortQuestion
from quizapp.question_types.short.optional import wordings
from quizapp.question_types.single.kind import SingleQuestion
from quizapp.question_types.timeline.kind import TimelineQuestion

_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?:;])\s+")
#: What stands for a gap: no word of any language.
GAP: Final = "\N{HORIZONTAL ELLIPSIS}"


class Manner(StrEnum):
    """How an answer is given."""

    #: A name or a few words, from memory.
    TYPED = "typed"
    #: A number or a date, from memory.
    FIGURE = "figure"
    #: One of those that are offered.
    CHOSEN = "chosen"


class Sought(NamedTuple):
    """One answer that a question asks for: how it may be worded, and what it answers.

    `about` is None where the whole prompt asks for it.
    """

    wordings: tuple[str, ...]
    manner: Manner
    about: str | None = None
    #: What is counted, where the answer is a number.
    units: tuple[str, ...] = ()


@singledispatch
def sought(question: Question) -> Iterator[Sought]:  # noqa: ARG001 -- each type has its own below
    """Yield what a question asks for. The question has no faults."""
    yield from ()


@singledispatch
def offered(question: Question) -> Iterator[str]:  # noqa: ARG001 -- each type has its own below
    """Yield what a question offers to choose from."""
    yield from ()


@singledispatch
def stated(question: Question) -> Iterator[str]:
    """Yield what a question says to everybody before it is answered: its prompt, its items, its text."""
    yield question.prompt


@singledispatch
def explained(question: Question) -> Iterator[str]:
    """Yield what a question says once it is answered, or its card is turned."""
    yield question.explanation or ""


@explained.register
def _(question: CardQuestion) -> Iterator[str]:
    yield from (question.back, question.explanation or "")


@explained.register
def _(question: EssayQuestion) -> Iterator[str]:
    yield from (question.model_answer or "", question.explanation or "")


@sought.register
def _(question: SingleQuestion) -> Iterator[Sought]:
    yield Sought((question.answer,), Manner.CHOSEN)


@sought.register
def _(question: MultipleQuestion) -> Iterator[Sought]:
    yield from (Sought((answer,), Manner.CHOSEN) for answer in question.answer)


@sought.register
def _(question: ShortQuestion) -> Iterator[Sought]:
    yield Sought(_named(question), Manner.TYPED)


@sought.register
def _(question: NumberQuestion) -> Iterator[Sought]:
    yield _number(question)


@sought.register
def _(question: DateQuestion) -> Iterator[Sought]:
    yield Sought((_date(question),), Manner.FIGURE)


@sought.register
def _(question: ClozeQuestion) -> Iterator[Sought]:
    for gap, sentence in _gaps(question):
        match gap:
            case DateGap():
                yield Sought((_date(gap),), Manner.FIGURE, sentence)
            case NumberGap():
                yield _number(gap)._replace(about=sentence)
            case ChoiceGap():
                yield Sought((gap.answer,), Manner.CHOSEN, sentence)
            case _:
                yield Sought(_named(gap), Manner.TYPED, sentence)


@sought.register
def _(question: AssigningQuestion) -> Iterator[Sought]:
    for item, right in zip(question.items, question.right, strict=True):
        yield Sought((question.options[right],), Manner.CHOSEN, item)


@sought.register
def _(question: TimelineQuestion) -> Iterator[Sought]:
    for event in question.events:
        dated = DateAnswer(answer=event.date, language=question.language)
        yield Sought((_date(dated),), Manner.FIGURE, event.event)


@offered.register(SingleQuestion)
@offered.register(MultipleQuestion)
def _(question: SingleQuestion | MultipleQuestion) -> Iterator[str]:
    yield from (choice.text for choice in question.choices)


@stated.register
def _(question: ClozeQuestion) -> Iterator[str]:
    yield from (question.prompt, _with_gaps(question))


@stated.register
def _(question: AssigningQuestion) -> Iterator[str]:
    yield from (question.prompt, *question.items, *question.options)


@stated.register
def _(question: OrderingQuestion) -> Iterator[str]:
    yield from (question.prompt, *question.items)


@stated.register
def _(question: TimelineQuestion) -> Iterator[str]:
    yield from (question.prompt, *(event.event for event in question.events))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, as well as marks tell where they end."""
    return _BETWEEN_SENTENCES.split(text.strip())


def _with_gaps(question: ClozeQuestion) -> str:
    return fill(question.text, [GAP] * len(question.gaps))


def _gaps(question: ClozeQuestion) -> Iterator[tuple[WholeGap, str]]:
    """Yield each gap with the sentence in which it stands."""
    left = iter(question.in_order)
    for sentence in sentences(_with_gaps(question)):
        for _, gap in zip(range(sentence.count(GAP)), left, strict=False):
            yield gap, sentence


def _named(answer: ShortAnswer) -> tuple[str, ...]:
    texts = [one for text, credit in answer.accepted if credit == 1 for one in wordings(text)]
    if answer.names == "person" and not answer.full_name:
        texts.append(answer.surname or answer.answer.split()[-1])
    return tuple(dict.fromkeys(texts))


def _number(answer: NumberAnswer) -> Sought:
    return Sought((answer.answer,) if answer.answer else (), Manner.FIGURE, units=answer.units)


def _date(answer: DateAnswer) -> str:
    return Date.marker.answer_text(answer)
