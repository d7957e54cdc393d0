"""Gaps in running text: a few words, a number or a date to type, or a drop-down."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from itertools import repeat
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from quizapp.question_types.base import (
    Effort,
    Example,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Markdown,
    Question,
    Rule,
    Slug,
    Written,
    anew,
    shuffled,
)
from quizapp.question_types.choices import pinned_last, standing_at
from quizapp.question_types.cloze import gaps
from quizapp.question_types.cloze.gaps import ChoiceGap, FilledGap, Gap, ShortGap, WholeGap, in_language
from quizapp.question_types.cloze.text import cut, fill, holes_in, names_in, printed_around
from quizapp.question_types.counting import Count
from quizapp.question_types.parts import MOST_PARTS, Part, PartsType, in_one_line
from quizapp.translation.texts import _, lazy

#: What no line may begin with.
_MARKS: Final = re.compile("[.,;:!?)\\]%’”»…]*")


class ClozeQuestion(Question):
    """What an author writes; every gap of `text` has its answer in `gaps`."""

    type: Literal["cloze"]
    prompt: Markdown = "Fill in the gaps."
    text: Markdown
    gaps: Annotated[dict[Slug, Gap], Field(min_length=1, max_length=MOST_PARTS)]

    @model_validator(mode="before")
    @classmethod
    def _gaps_speak_its_language(cls, data: Any) -> Any:
        if not (isinstance(data, dict) and isinstance(data.get("gaps"), dict) and "language" in data):
            return data
        typed = {name: in_language(gap, data["language"]) for name, gap in data["gaps"].items()}
        return {**data, "gaps": typed}

    @model_validator(mode="after")
    def _gaps_know_their_place(self) -> Self:
        for named in names_in(self.text):
            if gap := self.gaps.get(named.name):
                gap.stand_between(*printed_around(self.text, named))
        return self

    @property
    @override
    def title(self) -> str:
        """Return the text in one line: many a cloze has the same prompt."""
        return " ".join(fill(self.text, repeat("…")).split())

    @cached_property
    def in_order(self) -> tuple[WholeGap, ...]:
        """Return the gaps as they stand in the text. The question has no `faults`."""
        return tuple(self.gaps[named.name] for named in names_in(self.text))


_BORDER: Final[dict[str, Any]] = {
    "id": "border-of-kazakhstan",
    "type": "cloze",
    "topics": ["agreements/border"],
    "text": "Kazakhstan has **{neighbours}** neighbours. Its border with {giant} is {length} long;"
    " it became independent in {independence}.",
    "gaps": {
        "neighbours": {"type": "number", "answer": "5"},
        "giant": {"answer": "Russia", "aliases": ["Russian Federation"], "weight": 2},
        "length": {
            "type": "choice",
            "choices": [{"text": "1,783 km", "feedback": "That is the one with China."}, "7,644 km"],
            "answer": "7,644 km",
        },
        "independence": {
            "type": "date",
            "answer": "1991",
            "feedback": [{"response": "1990", "text": "A year later."}],
        },
    },
}
_ONE: Final[dict[str, Any]] = {**_BORDER, "text": "The capital is {capital}.", "gaps": {"capital": "Astana"}}


class Cloze(PartsType[ClozeQuestion, list[str]]):
    """Gaps in running text.

    The response has a text for each gap as they stand in the text: the line that was typed, the index of a
    choice of the author's, or "" where it was left empty. The order is one of all choices of all drop-downs,
    counted through; each takes its own out of it.
    """

    name = "cloze"
    label = lazy("Gaps in a text")
    defaults = 3  # slips in names are forgiven without being asked for, and capitals count in symbols
    model = ClozeQuestion
    fill_in = lazy("Fill in at least one gap.")
    of_part = lazy("Gap %(number)s: %(hint)s")
    stands_still = True

    @override
    def faults(self, question: ClozeQuestion) -> Iterator[Fault]:
        """Yield gaps without an answer or not in the text, and answers that their own type refuses."""
        found: set[str] = set()
        for named in names_in(question.text):
            fault = None
            if named.name not in question.gaps:
                near = get_close_matches(named.name, question.gaps, n=1)
                fault = (
                    "has no answer",
                    f"did you mean `{{{near[0]}}}`?" if near else f"add `{named.name}: …` under `gaps`",
                )
            elif named.name in found:
                fault = "is in the text twice", "give one of them a name of its own"
            if fault:
                yield Fault(("text",), f"the gap `{{{named.name}}}` {fault[0]}", fault[1])
            found.add(named.name)
        for name, gap in question.gaps.items():
            path = ("gaps", name)
            if name not in found:
                yield Fault(
                    path, f"the gap `{name}` isn't in the text", f"write `{{{name}}}` where it belongs"
                )
            for inner in gaps.faults(gap):
                yield replace(inner, path=(*path, *inner.path))

    @override
    def rules(self, question: ClozeQuestion) -> Iterator[Rule]:
        """Yield how each gap is marked, and how much it counts."""
        asked = question.in_order
        if any(gap.weight != asked[0].weight for gap in asked):
            weights = (
                _("gap %(number)s counts %(weight)s", number=number, weight=f"{gap.weight:g}")
                for number, gap in enumerate(asked, start=1)
            )
            yield Rule(_("Weights"), tuple(weights))
        for number, gap in enumerate(asked, start=1):
            for rule in gaps.rules(gap):
                yield Rule(_("Gap %(number)s: %(rule)s", number=number, rule=rule.label), rule.lines)

    @override
    def rendered_faults(self, question: ClozeQuestion, render: Callable[[str], str]) -> Iterator[Fault]:
        """Yield gaps that aren't in the text any more once it is rendered, and what looks like one."""
        found = [hole.place for hole in holes_in(render(fill(question.text)))]
        asked = names_in(question.text)[:MOST_PARTS]
        lost = [named.name for place, named in enumerate(asked) if place not in found]
        for name in lost:
            message = f"the gap `{{{name}}}` stands where nothing can be filled in"
            remedy = "move it out of the link, the formula, the cell too many or the head of the code block"
            yield Fault(("text",), message, remedy)
        if not lost and found != [*range(len(asked))]:
            message = "the text has a character that is taken for a gap"
            yield Fault(("text",), message, "leave out what is written as `&#xE0…;`")

    @override
    def names(self, question: ClozeQuestion) -> Iterator[tuple[str, ...]]:
        """Yield what may stand in each gap."""
        for gap in question.gaps.values():
            yield from gaps.names(gap)

    @override
    def told_apart(self, question: ClozeQuestion, others: Callable[[Any], tuple[str, ...]]) -> ClozeQuestion:
        """Return the question with the other names of its bank in each gap for a few words."""
        own = question.gaps
        told = {
            name: gap.apart_from(others(gap)) if isinstance(gap, ShortGap) else gap
            for name, gap in own.items()
        }
        if all(told[name] is own[name] for name in own):
            return question
        return anew(question, gaps=told)

    @override
    def order(self, question: ClozeQuestion, seed: int) -> tuple[int, ...]:
        """Return the order of all choices of all drop-downs, counted through."""
        return shuffled(sum(map(_choices, question.in_order)), seed)

    def orders(self, question: ClozeQuestion, order: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Return the order of each gap's own choices; () for one that is typed."""
        split, begin = [], 0
        for gap in question.in_order:
            end = begin + _choices(gap)
            own: Iterable[int] = (index - begin for index in order if begin <= index < end)
            if isinstance(gap, ChoiceGap):
                own = pinned_last(gap.choices, own if gap.shuffle else range(end - begin))
            split.append(tuple(own))
            begin = end
        return tuple(split)

    @override
    def parts(self, question: ClozeQuestion, order: Sequence[int]) -> tuple[Part, ...]:
        """Return the gaps as they stand in the text."""
        asked = question.in_order
        parts = []
        for number, (gap, own) in enumerate(zip(asked, self.orders(question, order), strict=True), start=1):
            choices = gap.choices if isinstance(gap, ChoiceGap) else ()
            options = tuple((str(place), choices[index].text) for place, index in enumerate(own))
            parts.append(Part(_("Gap %(number)s of %(total)s", number=number, total=len(asked)), options))
        return tuple(parts)

    @override
    def parse(self, question: ClozeQuestion, data: FieldData, order: Sequence[int]) -> list[str]:
        """Read what stands in each gap; a line that means nothing there is malformed."""
        texts, orders = self.texts(question, data, order), self.orders(question, order)
        response = []
        for place, (gap, text, own) in enumerate(zip(question.in_order, texts, orders, strict=True)):
            try:
                if text and own:
                    response.append(str(standing_at(text, own, _("Choose one of the answers."))))
                else:
                    response.append(text and gaps.read(gap, text))
            except MalformedError as error:
                raise self.malformed(place, str(error)) from error
        return response

    @override
    def data(self, question: ClozeQuestion, response: list[str], order: Sequence[int]) -> list[str]:
        """Return what stands in each gap, a choice by its place."""
        return [
            str(own.index(int(text))) if text and own else text
            for text, own in zip(response, self.orders(question, order), strict=True)
        ]

    @override
    def read_written(self, question: ClozeQuestion, written: Written) -> list[str]:
        """Read a list of what stands in each gap, a choice by its text; one text where there is one gap."""
        texts = (written,) if isinstance(written, str) else written
        asked = question.in_order
        if len(texts) != len(asked) or not any(texts):
            raise MalformedError(
                f"Write a list of {len(asked)}: one for each gap, as they stand in the text."
            )
        response = []
        for number, (gap, text) in enumerate(zip(asked, texts, strict=True)):
            try:
                response.append(gaps.read(gap, text) if text else "")
            except MalformedError as error:
                raise self.malformed(number, str(error)) from error
        return response

    def filled(self, question: ClozeQuestion, response: list[str] | None) -> tuple[FilledGap, ...]:
        """Return each gap as it was answered."""
        asked = question.in_order
        lines = [None] * len(asked) if response is None else response
        return tuple(gaps.filled(gap, line) for gap, line in zip(asked, lines, strict=True))

    @override
    def grade(self, question: ClozeQuestion, response: list[str]) -> Mark:
        """Give the mean of what the gaps earn, each by its weight, and what is said of them."""
        asked = question.in_order
        marks = [gaps.mark(gap, line) for gap, line in zip(asked, response, strict=True)]
        earned = sum(gap.weight * mark.credit for gap, mark in zip(asked, marks, strict=True))
        told = tuple(text for mark in marks for text in mark.feedback)
        spellings = "; ".join(mark.spelling for mark in marks if mark.spelling)
        is_slip = any(mark.is_slip for mark in marks if mark.spelling)
        return Mark(earned / sum(gap.weight for gap in asked), told, spellings or None, is_slip)

    @override
    def describe(self, question: ClozeQuestion, response: list[str]) -> str:
        """Return what stands in each gap."""
        return in_one_line(map(gaps.text_of, question.in_order, response))

    @override
    def right_response(self, question: ClozeQuestion) -> list[str]:
        """Return what is right in each gap."""
        return list(map(gaps.right, question.in_order))

    @override
    def effort(self, question: ClozeQuestion) -> Effort | None:
        """Return how much work it is to fill all gaps, unless there is one to choose in."""
        if any(map(_choices, question.in_order)):
            return None
        read = len(question.prompt) + len(question.text)
        return Effort(read, sum(map(len, self.right_response(question))))

    @override
    def answer_text(self, question: ClozeQuestion) -> str:
        """Return what is right in each gap."""
        return in_one_line(map(gaps.answer_text, question.in_order))

    @override
    def summary(self, question: ClozeQuestion, responses: Sequence[list[str]]) -> tuple[Count, ...]:
        """Return for each gap how many responses gave each answer."""
        counts: list[Count] = []
        for place, gap in enumerate(question.in_order):
            counts += gaps.summary(gap, [response[place] for response in responses], f"Gap {place + 1}")
        return tuple(counts)

    def hints(self, question: ClozeQuestion) -> str:
        """Return what a learner has to know of the form of what belongs in the gaps."""
        hints = enumerate(map(gaps.hint, question.in_order), start=1)
        return " ".join(
            _("Gap %(number)s: %(hint)s", number=number, hint=hint) for number, hint in hints if hint
        )

    def with_holes(self, question: ClozeQuestion) -> str:
        """Return the text with a character for each gap, to be rendered and cut there by `pieces`."""
        return fill(question.text)

    def pieces(self, question: ClozeQuestion, rendered: str) -> list[tuple[str, str]]:
        """Return the rendered text in the pieces between the gaps, one more than there are gaps.

        Each is parted into the marks that belong to the gap before it, as the full stop does, and the rest.
        """
        pieces = cut(rendered, len(question.in_order))
        ends = [0, *(len(_MARKS.findall(piece)[0]) for piece in pieces[1:])]
        return [(piece[:end], piece[end:]) for piece, end in zip(pieces, ends, strict=True)]

    examples = (
        Example(_BORDER, ["5", "russian federation", "1", "1991"], 1),
        Example(_BORDER, ["five", "Russia", "1", "in 1991"], 1),
        Example(_BORDER, ["5", "", "1", ""], 2 / 5),
        Example(_BORDER, ["", "Russia", "", ""], 2 / 5),
        Example(_BORDER, ["6", "China", "0", "1990"], 0),
        Example(_BORDER, ["many", "Russia", "1", "1991"], None),
        Example(_BORDER, ["5", "Russia", "2", "1991"], None),
        Example(_BORDER, ["5", "Russia", "1"], None),
        Example(_BORDER, ["", " ", "", ""], None),
        Example(_BORDER, "5", None),
        Example(_BORDER, None, None),
        Example(_ONE, ["astana"], 1),
        Example(_ONE, ["Almaty"], 0),
        Example(_ONE, [""], None),
    )


def _choices(gap: WholeGap) -> int:
    return len(gap.choices) if isinstance(gap, ChoiceGap) else 0
