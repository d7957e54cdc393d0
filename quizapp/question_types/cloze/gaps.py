"""A gap: what an author writes of one, and how what a learner put into it is read and marked.

What is typed into a gap is marked as an answer of a question of its type would be.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BeforeValidator, Field
from typing_extensions import override

from quizapp.question_types.base import AuthorModel, Fault, MalformedError, Mark, Rule, Scalar
from quizapp.question_types.choices import (
    MOST_CHOICES,
    Choice,
    choice_faults,
    choice_rules,
    index_of,
    missing,
    seen,
    written_as,
)
from quizapp.question_types.counting import Count, count_offered
from quizapp.question_types.date.kind import Date, DateAnswer
from quizapp.question_types.number.answer import NumberAnswer
from quizapp.question_types.number.kind import Number
from quizapp.question_types.parts import count_empty
from quizapp.question_types.short.answer import ShortAnswer
from quizapp.question_types.short.kind import Short
from quizapp.question_types.typed import Marker


class Weighted(AuthorModel):
    """How much of the question a gap is, beside the others, and what its text prints around it."""

    weight: Annotated[float, Field(gt=0, le=100)] = 1
    _before: str = ""
    _behind: str = ""

    def stand_between(self, before: str, behind: str) -> None:
        """Say what is printed around the gap: a sign such as $ right before it, the words right behind."""
        self._before, self._behind = before, behind

    @property
    def behind(self) -> str:
        """Return the words printed right behind the gap."""
        return self._behind


class ShortGap(Weighted, ShortAnswer):
    """A gap for a few words."""

    type: Literal["short"] = "short"


class NumberGap(Weighted, NumberAnswer):
    """A gap for a number."""

    type: Literal["number"]

    @property
    @override
    def beside(self) -> str:
        return self._before


class DateGap(DateAnswer, Weighted):
    """A gap for a date."""

    type: Literal["date"]


class ChoiceGap(Weighted):
    """A drop-down; `answer` is the text of the right choice."""

    type: Literal["choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=MOST_CHOICES)]
    shuffle: bool = True
    answer: Scalar


WholeGap = ShortGap | NumberGap | DateGap | ChoiceGap


class FilledGap(NamedTuple):
    """A gap once it was answered: what the learner put there (None without a response), and what is right."""

    given: str | None
    right: str
    mark: Mark
    #: Whether both are Markdown, as the choices of a drop-down are.
    is_chosen: bool


def _whole(written: Any) -> Any:
    if isinstance(written, str):
        return {"type": "short", "answer": written}
    return {"type": "short", **written} if isinstance(written, dict) else written


def in_language(written: Any, language: str) -> Any:
    """Return what an author wrote of a gap with the language in which it is typed, if it says none."""
    whole = _whole(written)
    is_typed = isinstance(whole, dict) and whole["type"] != "choice"
    return {"language": language, **whole} if is_typed else written


#: A gap as authors write it: its answer alone, or all that a question of its type may say of the answer.
Gap = Annotated[
    WholeGap,
    Field(discriminator="type"),
    BeforeValidator(_whole, json_schema_input_type=Scalar | WholeGap),
]

_MARKERS: Final[dict[str, Marker[Any, Any]]] = {
    "short": Short.marker,
    "number": Number.marker,
    "date": Date.marker,
}


def read(gap: WholeGap, text: str) -> str:
    """Return what stands in a gap, as it is stored: a line, or the index of a choice by its text.

    Raises `MalformedError`.
    """
    if not isinstance(gap, ChoiceGap):
        return _MARKERS[gap.type].read(gap, text)
    return str(written_as(gap.choices, text))


def right(gap: WholeGap) -> str:
    """Return what is right in a gap, as it is stored. The gap has no `faults`."""
    if isinstance(gap, ChoiceGap):
        return read(gap, gap.answer)
    marker = _MARKERS[gap.type]
    return marker.read(gap, marker.example(gap))


def mark(gap: WholeGap, line: str) -> Mark:
    """Mark what stands in a gap; nothing earns nothing."""
    if not line:
        return Mark(0)
    if not isinstance(gap, ChoiceGap):
        marked = _MARKERS[gap.type].mark(gap, line)
        return marked if marked.credit else _without_printed(gap, line) or marked
    choice = gap.choices[int(line)]
    return Mark(float(seen(choice.text) == seen(gap.answer)), (choice.feedback,) if choice.feedback else ())


def _without_printed(gap: WholeGap, line: str) -> Mark | None:
    """Return the mark of a line without the words printed behind the gap; None if that earns nothing."""
    words = gap.behind.casefold().split()
    for count in range(len(words), 0, -1):
        bare = line[: -len(" ".join(words[:count]))].rstrip()
        if isinstance(gap, ShortGap) and bare and line.casefold().split()[-count:] == words[:count]:
            try:
                marked = _MARKERS[gap.type].mark(gap, read(gap, bare))
            except MalformedError:
                return None
            return marked if marked.credit else None
    return None


def names(gap: WholeGap) -> Iterator[tuple[str, ...]]:
    """Yield what may stand in a gap for words; texts of one tuple mean the same."""
    if isinstance(gap, ChoiceGap):
        yield from ((choice.text,) for choice in gap.choices)
    elif isinstance(gap, ShortGap):
        yield from gap.all_names()


def hint(gap: WholeGap) -> str:
    """Return what a learner has to know of the form of what belongs in a gap, if anything."""
    if isinstance(gap, DateGap):
        return Date().asks(gap)
    if isinstance(gap, NumberGap) and (gap.unit_required or gap.without_unit < 1):
        return Number().asks(gap)
    return ""


def text_of(gap: WholeGap, line: str) -> str:
    """Return what stands in a gap as a learner reads it."""
    return seen(gap.choices[int(line)].text) if line and isinstance(gap, ChoiceGap) else line


def answer_text(gap: WholeGap) -> str:
    """Return what is right in a gap as a learner reads it."""
    return seen(gap.answer) if isinstance(gap, ChoiceGap) else _MARKERS[gap.type].answer_text(gap)


def filled(gap: WholeGap, line: str | None) -> FilledGap:
    """Return a gap with what stands in it; None where there was no response."""
    given = None if line is None else text_of(gap, line)
    return FilledGap(given, answer_text(gap), mark(gap, line or ""), isinstance(gap, ChoiceGap))


def summary(gap: WholeGap, lines: Sequence[str], part: str) -> tuple[Count, ...]:
    """Return how many lines gave each answer, and how many none."""
    filled = [line for line in lines if line]
    if isinstance(gap, ChoiceGap):
        options = (
            (index, seen(choice.text), mark(gap, str(index)).credit)
            for index, choice in enumerate(gap.choices)
        )
        counts = count_offered(options, map(int, filled), part)
    else:
        counts = _MARKERS[gap.type].summary(gap, filled, part)
    return (*counts, *count_empty(len(lines) - len(filled), part))


def rules(gap: WholeGap) -> Iterator[Rule]:
    """Yield how a gap is marked beyond its answer."""
    if isinstance(gap, ChoiceGap):
        yield from choice_rules(gap.choices, shuffle=gap.shuffle)
    else:
        yield from _MARKERS[gap.type].rules(gap)


def faults(gap: WholeGap) -> Iterator[Fault]:
    """Yield what a gap can't be marked by."""
    if not isinstance(gap, ChoiceGap):
        yield from _MARKERS[gap.type].faults(gap)
        return
    if index_of(gap.choices, gap.answer) is None:
        yield missing(gap.choices, gap.answer, ("answer",))
    yield from choice_faults(gap.choices, shuffle=gap.shuffle)
