"""A number, typed in any usual spelling."""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any, Final, Literal
from unicodedata import category

from typing_extensions import override

from quizapp.question_types.base import Example, Fault, MalformedError, Scalar
from quizapp.question_types.number import reading
from quizapp.question_types.number.words import is_word
from quizapp.question_types.plain import plain_characters
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType

#: Figures that are easier to read in groups; with four of them they may be a year.
_LONG_FIGURES: Final = re.compile(r"-?\d{5,}(\.\d+)?", re.ASCII)


class NumberAnswer(TypedAnswer):
    """What is right; `tolerance` is absolute, or relative to the answer ("5 %")."""

    tolerance: Scalar = "0"
    unit: Scalar | tuple[Scalar, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Return the units that are accepted; the first is shown."""
        return (self.unit,) if isinstance(self.unit, str) else self.unit


class NumberQuestion(NumberAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["number"]


class NumberMarker(Marker[NumberAnswer, Decimal]):
    """Marks a number as right if it lies within the tolerance."""

    #: Room for "nine hundred and ninety-nine million …", to the last unit and with what is counted.
    most_characters = 150

    @override
    def value(self, answer: NumberAnswer, text: str) -> Decimal:
        return reading.read(text, answer.units)

    @override
    def credit(self, answer: NumberAnswer, value: Decimal) -> float:
        right = self.value(answer, answer.answer)
        with localcontext(reading.EXACT):
            return float(abs(value - right) <= allowed(answer, right))

    @override
    def answer_text(self, answer: NumberAnswer) -> str:
        text = answer.answer
        try:
            reading.read(text)
        except MalformedError:
            return text  # its unit is there already
        if _LONG_FIGURES.fullmatch(text):
            text = f"{Decimal(text):,}"
        if not answer.units:
            return text
        unit = answer.units[0]
        return f"{unit}{text}" if category(unit[-1]) == "Sc" else f"{text} {unit}"

    @override
    def faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        yield from super().faults(answer)
        yield from _unit_faults(answer)
        try:
            if allowed(answer, Decimal(1)) < 0:
                yield Fault(
                    ("tolerance",), "the tolerance is below zero", "write how far a response may lie away"
                )
        except MalformedError as error:
            yield Fault(("tolerance",), f"the tolerance can't be read: {error}", 'write 0.5 or "5 %"')


def allowed(answer: NumberAnswer, right: Decimal) -> Decimal:
    """Return how far a response may lie from the right number. Raises `MalformedError`."""
    written = answer.tolerance
    if plain_characters(written).endswith(reading.PERCENT):
        return abs(right) * reading.read(written, ("%",)) / 100
    return reading.read(written, answer.units)


def _unit_faults(answer: NumberAnswer) -> Iterator[Fault]:
    """Yield units that a number before them would swallow."""
    for place, unit in enumerate(answer.units):
        path = ("unit",) if isinstance(answer.unit, str) else ("unit", place)
        first, *_ = [*plain_characters(unit).split(), ""]
        if not first or first[0].isdecimal() or (is_word(first) and len(first) > 2):  # noqa: PLR2004 -- m is a metre
            yield Fault(
                path, f"“{unit}” is part of a number", "write it in the answer: 11 million, unit people"
            )


_POPULATION: Final[dict[str, Any]] = {
    "id": "uighurs-in-xinjiang",
    "type": "number",
    "topics": ["figures"],
    "prompt": "How many people live in the town?",
    "answer": "11 million",
    "tolerance": "5 %",
    "unit": ["people", "inhabitants"],
    "feedback": [{"response": "11000", "text": "That many live in one of its streets."}],
}
_SHARE: Final[dict[str, Any]] = {
    "id": "share-of-trade",
    "type": "number",
    "topics": ["figures"],
    "prompt": "What share of the trade crosses the pass?",
    "answer": "60",
    "unit": "%",
}


class Number(TypedType[NumberQuestion]):
    """A number."""

    name = "number"
    label = "Number"
    model = NumberQuestion
    marker = NumberMarker()

    examples = (
        Example(_POPULATION, "11,000,000", 1),
        Example(_POPULATION, "11m people", 1),
        Example(_POPULATION, "10.5 million inhabitants", 1),
        Example(_POPULATION, "about 11 mln", 1),
        Example(_POPULATION, "11 000", 0),
        Example(_POPULATION, "eleven", 0),
        Example(_POPULATION, "11,5 million", None),
        Example(_POPULATION, "11 million sheep", None),
        Example(_POPULATION, "many", None),
        Example(_POPULATION, "", None),
        Example(_SHARE, "sixty per cent", 1),
        Example(_SHARE, "60%", 1),
        Example(_SHARE, "0.6", 0),
        Example(_SHARE, "60 people", None),
        Example(_SHARE, "50-60", None),
    )
