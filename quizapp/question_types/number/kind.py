"""A number, typed in any usual spelling."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self
from unicodedata import category

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from typing_extensions import override

from quizapp.question_types.base import Example, Fault, MalformedError, Rule, Scalar, Typed
from quizapp.question_types.number import reading
from quizapp.question_types.number.style import style_of
from quizapp.question_types.number.words import words_of
from quizapp.question_types.plain import plain_characters
from quizapp.question_types.typed import (
    Marker,
    TypedAnswer,
    TypedQuestion,
    TypedType,
    escaped,
    read_line,
)

_THOUSAND: Final = 1000
_A_GROUP: Final = 3
_MOST_ZEROS: Final = 15
_PERCENT: Final = ("%", "percent", "per cent", "pct")

#: How many of the answer's units one of this unit is.
Factor = Annotated[float, Field(gt=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Amount:
    """What a line says, in the unit of the answer. With or without its unit it is the same."""

    number: Decimal
    has_unit: bool = field(compare=False)


class NumberAnswer(TypedAnswer):
    """What is right: a number, give or take a tolerance (0.5, or "5 %" of it), or any in a range.

    Of several units the first is shown. Where they are given with their factors, the answer is in the one
    whose factor is 1.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["answer"]}, {"required": ["range"]}]}
    )

    answer: Annotated[Typed, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    range: Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=2)] | None = None
    tolerance: Scalar = "0"
    unit: Scalar | tuple[Scalar, ...] | dict[Scalar, Factor] = ()
    unit_required: bool = False
    without_unit: Annotated[float, Field(ge=0, le=1)] = 1
    #: Whether 1/2, "three quarters" and, for a part of one, "50 %" are read.
    fractions: bool = True

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if not self.answer and self.range is None:
            raise ValueError("missing `answer` (add `answer: …`, or `range: [from, to]`)")
        if self.answer and self.range is not None:
            raise ValueError("both `answer` and `range` say what is right (keep one of them)")
        return self

    @property
    def beside(self) -> str:
        """Return what the page says of the number; a unit that it asks for may be typed."""
        return ""

    @property
    def behind(self) -> str:
        """Return the words that the page prints right behind the field; they may be typed once more."""
        return ""

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Return the units that are accepted; the first is shown."""
        return (self.unit,) if isinstance(self.unit, str) else tuple(self.unit)

    @property
    def shown_unit(self) -> str | None:
        """Return the unit that the answer is in."""
        return next((unit for unit in self.units if self.factor(unit) == 1), None)

    def factor(self, unit: str) -> Decimal:
        """Return how many of the answer's units one of this unit is."""
        # By its shortest spelling, which is how the author wrote it.
        return Decimal(str(self.unit[unit])) if isinstance(self.unit, dict) else Decimal(1)

    def amount(self, text: str) -> Amount:
        """Return what a line says. Raises `MalformedError`."""
        return self._in_its_unit(reading.read(text, self._asked))

    def typed_amount(self, text: str) -> Amount:
        """Return what a learner's line says. Raises `MalformedError`, where it may be two numbers too."""
        quantity = reading.read(text, self._asked_of_learners)
        amount = self._in_its_unit(quantity)
        least, greatest = self.ends
        if quantity.otherwise and self._may_be(quantity.otherwise, amount.number / quantity.number):
            raise MalformedError(self._doubt(abs(quantity.number), quantity.otherwise))
        if quantity.is_fraction and least == greatest == least.to_integral_value() != amount.number:
            raise MalformedError("Is that a fraction, or two numbers? Write one number without a stroke.")
        return amount

    def _may_be(self, otherwise: Decimal, factor: Decimal) -> bool:
        """Tell whether the other reading of a number is of the answer's kind: thousands, or a small fraction.

        It hangs on the answer's kind alone, so that asking back doesn't tell whether a response is right.
        """
        least, greatest = self.ends
        thousand = _THOUSAND * abs(factor)
        if otherwise >= _THOUSAND:
            return least >= thousand or greatest <= -thousand
        return max(abs(least), abs(greatest)) < thousand and least != least.to_integral_value()

    def _in_its_unit(self, quantity: reading.Quantity) -> Amount:
        if not quantity.units:
            return Amount(quantity.number, has_unit=False)
        factors = {self.factor(unit) for unit in quantity.units}
        if len(factors) > 1:
            raise MalformedError("Two units are understood. Write the number in one of them.")
        with localcontext(reading.EXACT):
            return Amount(quantity.number * factors.pop(), has_unit=True)

    def _doubt(self, *readings: Decimal) -> str:
        whole, fraction = (f"{number.normalize():f}" for number in sorted(readings, reverse=True))
        if fraction[::-1].find(".") == _A_GROUP:
            fraction += "0"
        as_written = style_of(self.language).as_english(fraction)
        return f"That may be {whole} or {as_written}. Write the one or the other."

    @cached_property
    def _asked(self) -> reading.Asked:
        needs_unit = self.unit_required or self.without_unit < 1
        units = tuple(sorted(self.units, key=lambda unit: unit != self.shown_unit))
        return reading.Asked(units, self.language, self.beside, self.behind, needs_unit=needs_unit)

    @cached_property
    def _asked_of_learners(self) -> reading.Asked:
        """Return how learners' lines are read: where the answer is a part of one, "50 %" is a half."""
        least, greatest = self.ends
        is_share = not self.units and least >= -1 and greatest <= 1 and least != least.to_integral_value()
        return self._asked._replace(is_share=is_share and self.fractions, has_fractions=self.fractions)

    @cached_property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest number that is right. Raises `MalformedError`."""
        if self.range is not None:
            low, high = (self.amount(text).number for text in self.range)
            return low, high
        right = self.amount(self.answer).number
        with localcontext(reading.EXACT):
            allowed = self.allowed(right)
            return right - allowed, right + allowed

    @cached_property
    def is_readable(self) -> bool:
        """Tell whether it can be read what is right."""
        try:
            return bool(self.ends)
        except MalformedError:
            return False

    def allowed(self, right: Decimal) -> Decimal:
        """Return how far a response may lie from the right number. Raises `MalformedError`."""
        if plain_characters(self.tolerance).endswith(_PERCENT):
            percent = reading.read(self.tolerance, reading.Asked(("%",), self.language))
            return abs(right) * percent.number / 100
        return self.amount(self.tolerance).number


class NumberQuestion(NumberAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["number"]

    @property
    @override
    def beside(self) -> str:
        return self.prompt


class NumberMarker(Marker[NumberAnswer, Amount]):
    """Marks a number as right if it lies within the tolerance, or in the range."""

    #: Room for "nine hundred and ninety-nine million …", to the last unit and with what is counted.
    most_characters = 150

    @override
    def value(self, answer: NumberAnswer, text: str) -> Amount:
        return answer.typed_amount(text)

    @override
    def written(self, answer: NumberAnswer, text: str) -> Amount:
        line = read_line(text, self.most_characters)
        return self.value(answer, line) if answer.is_readable else answer.amount(line)

    @override
    def demand(self, answer: NumberAnswer, value: Amount) -> None:
        if answer.unit_required and not value.has_unit:
            raise MalformedError(f"Write the unit too, such as {answer.shown_unit}.")

    @override
    def credit(self, answer: NumberAnswer, value: Amount) -> float:
        if not _is_right(answer, value):
            return 0.0
        return 1.0 if value.has_unit or not answer.units else answer.without_unit

    @override
    def remark(self, answer: NumberAnswer, value: Amount) -> str | None:
        """Tell a learner who left out a unit that counts."""
        counts = answer.units and answer.without_unit < 1 and not value.has_unit
        if counts and _is_right(answer, value):
            return f"The number is right. Its unit is missing: {escaped(str(answer.shown_unit))}."
        return None

    @override
    def example(self, answer: NumberAnswer) -> str:
        return self._with_unit(answer, answer.answer if answer.range is None else answer.range[0])

    @override
    def answer_text(self, answer: NumberAnswer) -> str:
        style = style_of(answer.language)
        if answer.range is None:
            return self._with_unit(answer, style.in_groups(answer.answer))
        low, high = map(style.in_groups, answer.range)
        dash = "–" if f"{low}{high}".isdecimal() else " – "
        return f"{low}{dash}{self._with_unit(answer, high)}"

    def _with_unit(self, answer: NumberAnswer, text: str) -> str:
        """Return a number with its unit, unless it has that already."""
        unit = answer.shown_unit
        if unit is None or answer.amount(text).has_unit:
            return text
        return f"{unit}{text}" if category(unit[-1]) == "Sc" else f"{text} {unit}"

    @override
    def own_rules(self, answer: NumberAnswer) -> Iterator[Rule]:
        if answer.range is None and answer.ends[0] < answer.ends[1]:
            style = style_of(answer.language)
            with localcontext(reading.EXACT):
                low, high = (
                    style.in_groups(style.as_english(_written(end.normalize()))) for end in answer.ends
                )
            yield Rule("Right", (f"{low} to {high}",))
        if answer.units:
            factors = ((escaped(unit), answer.factor(unit)) for unit in answer.units)
            shown = escaped(answer.shown_unit or "")
            units = (unit if factor == 1 else f"{unit} = {factor} {shown}" for unit, factor in factors)
            yield Rule("Unit", tuple(units))
            lacking = "asked back" if answer.unit_required else f"{answer.without_unit:g} of the mark"
            yield Rule("Without a unit", (lacking,))

    @override
    def faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        if answer.range is None:
            yield from super().faults(answer)
        else:
            yield from self._range_faults(answer, answer.range)
        yield from _unit_faults(answer)
        if fault := self._tolerance_fault(answer):
            yield fault

    @override
    def remark_faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        # What is wrong nobody can tell where the tolerance can't be read.
        if self._tolerance_fault(answer) is None:
            yield from super().remark_faults(answer)

    def _tolerance_fault(self, answer: NumberAnswer) -> Fault | None:
        try:
            if answer.allowed(Decimal(1)) >= 0:
                return None
        except MalformedError as error:
            return Fault(("tolerance",), f"the tolerance can't be read: {error}", 'write 0.5 or "5 %"')
        return Fault(("tolerance",), "the tolerance is below zero", "write how far a response may lie away")

    def _range_faults(self, answer: NumberAnswer, ends: tuple[str, ...]) -> Iterator[Fault]:
        """Yield ends that can't be read or stand the wrong way round, and what a range has no use for."""
        numbers = []
        for place, text in enumerate(ends):
            try:
                numbers.append(self.written(answer, text).number)
            except MalformedError as error:
                yield Fault(("range", place), f"“{text}” can't be read as a number", str(error))
        if len(numbers) == len(ends):
            if numbers[0] > numbers[1]:
                yield Fault(("range",), "the range begins above its end", "write the smaller number first")
            yield from self.remark_faults(answer)
        if answer.tolerance != "0":
            remedy = "leave it out, and widen the range if need be"
            yield Fault(("tolerance",), "a range has no tolerance beyond its ends", remedy)


def _written(number: Decimal) -> str:
    """Return a number in figures, or as 6.626e-34 where they would be too many."""
    return f"{number:f}" if -_MOST_ZEROS < number.adjusted() < _MOST_ZEROS else f"{number:e}"


def _is_right(answer: NumberAnswer, value: Amount) -> bool:
    low, high = answer.ends
    return low <= value.number <= high


def _unit_faults(answer: NumberAnswer) -> Iterator[Fault]:
    """Yield units that a number before them would swallow, and what is said of units where there are none."""
    letters = words_of(answer.language).letters
    for place, unit in enumerate(answer.units):
        steps: dict[type, tuple[str | int, ...]] = {str: (), tuple: (place,), dict: (unit,)}
        first, *_ = [*plain_characters(unit).split(), ""]
        if not first or first[0].isdecimal() or (first in letters and len(first) > 2):  # noqa: PLR2004 -- m is a metre
            path = ("unit", *steps[type(answer.unit)])
            yield Fault(
                path, f"“{unit}” is part of a number", "write it in the answer: 11 million, unit people"
            )
    if answer.units and answer.shown_unit is None:
        remedy = "give the unit that the answer is in the factor 1"
        yield Fault(("unit",), "none of the units is that of the answer", remedy)
    for key, says in (("unit_required", answer.unit_required), ("without_unit", answer.without_unit < 1)):
        if says and not answer.units:
            yield Fault((key,), f"`{key}` says nothing where there is no unit", "add `unit`, or leave it out")
    if answer.unit_required and answer.without_unit < 1:
        message = "a response without its unit is asked back, so that it never earns anything"
        yield Fault(("without_unit",), message, "keep `without_unit` or `unit_required`")


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
_DISTANCE: Final[dict[str, Any]] = {
    "id": "length-of-the-pipeline",
    "type": "number",
    "topics": ["figures"],
    "prompt": "How long is the pipeline?",
    "answer": "1833",
    "tolerance": "1 %",
    "unit": {"km": 1, "kilometres": 1, "m": 0.001, "miles": 1.609344},
    "without_unit": 0.5,
}
_GERMAN: Final[dict[str, Any]] = {
    **_POPULATION,
    "language": "de",
    "range": ["10,5 Millionen", "11,5 Millionen"],
}
del _GERMAN["answer"], _GERMAN["tolerance"]


class Number(TypedType[NumberQuestion]):
    """A number."""

    name = "number"
    label = "Number"
    model = NumberQuestion
    marker = NumberMarker()

    def asks(self, question: NumberAnswer) -> str:
        """Return what a learner has to know about the unit; "" where there is none."""
        unit = question.shown_unit
        if unit is None:
            return ""
        if question.unit_required or question.without_unit == 0:
            return f"Write the unit too, such as {unit}."
        if question.without_unit < 1:
            return f"Write the unit too, such as {unit}: the number alone earns less."
        return f"Unit: {unit}. You may leave it out."

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
        Example(_DISTANCE, "1139 miles", 1),
        Example(_DISTANCE, "1,833,000 m", 1),
        Example(_DISTANCE, "1833", 0.5),
        Example(_DISTANCE, "1833 m", 0),
        Example(_DISTANCE, "1833 feet", None),
        Example(_GERMAN, "11.000.000", 1),
        Example(_GERMAN, "11,2 Mio.", 1),
        Example(_GERMAN, "12 Millionen", 0),
        Example(_GERMAN, "1.5 Millionen", None),
    )
