"""A number, typed in any usual spelling."""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any, Final, Literal
from unicodedata import category

from typing_extensions import override

from quizapp.question_types.base import Example, Fault, MalformedError, Rule
from quizapp.question_types.number import reading
from quizapp.question_types.number.answer import Amount, NumberAnswer
from quizapp.question_types.number.hints import telling_no_answer
from quizapp.question_types.number.style import style_of
from quizapp.question_types.number.words import words_of
from quizapp.question_types.plain import plain_characters
from quizapp.question_types.typed import (
    Marker,
    TypedQuestion,
    TypedType,
    escaped,
    latex_faults,
    read_line,
)
from quizapp.translation.texts import _, lazy

_MOST_ZEROS: Final = 15
#: What authors write in full has fewer digits.
_MOST_DIGITS: Final = 500
#: What is no number, but a formula for one.
_FORMULA: Final = re.compile(
    r"[π√∛²³\\]|(?<![^\W\d_])(?:pi|e|sqrt|exp|ln|log|sin|cos|tan|[xyz])(?![^\W\d_])", re.IGNORECASE
)


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
    def read(self, answer: NumberAnswer, data: object) -> str:
        try:
            return super().read(answer, data)
        except MalformedError as error:
            raise MalformedError(telling_no_answer(str(error), *answer.ends)) from error

    @override
    def written(self, answer: NumberAnswer, text: str) -> Amount:
        line = read_line(text, self.most_characters)
        return self.value(answer, line) if answer.is_readable else answer.amount(line)

    @override
    def demand(self, answer: NumberAnswer, value: Amount) -> None:
        if value.doubt and not any(self._means(answer, one.response, value) for one in answer.feedback):
            raise MalformedError(value.doubt)
        if answer.unit_required and not value.has_unit:
            raise MalformedError(_("Write the unit too, such as %(unit)s.", unit=answer.shown_unit))

    @override
    def credit(self, answer: NumberAnswer, value: Amount) -> float:
        if not _is_right(answer, value):
            return 0.0
        return 1.0 if value.has_unit or not answer.units else answer.without_unit

    @override
    def remark(self, answer: NumberAnswer, value: Amount) -> str | None:
        """Tell a learner who left out a unit that counts, or whose limit was read as the number it is."""
        counts = answer.units and answer.without_unit < 1 and not value.has_unit
        if counts and _is_right(answer, value):
            unit = escaped(str(answer.shown_unit))
            return _("The number is right. Its unit is missing: %(unit)s.", unit=unit)
        if value.is_limit and not _is_right(answer, value):
            return _("You wrote “more than”, “less than” or the like: the number beside it was marked.")
        return None

    @override
    def credit_and_spelling(self, answer: NumberAnswer, value: Amount) -> tuple[float, str | None]:
        """Return the credit, and how a unit is spelled in which there was a slip."""
        return self.credit(answer, value), value.spelling

    @override
    def counts_slips(self, answer: NumberAnswer) -> bool:
        # A slip can only be in the unit.
        return answer.unit_required or answer.without_unit < 1

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
            yield Rule(_("Right"), (_("%(low)s to %(high)s", low=low, high=high),))
        if answer.units:
            factors = ((escaped(unit), answer.factor(unit)) for unit in answer.units)
            shown = escaped(answer.shown_unit or "")
            units = (unit if factor == 1 else f"{unit} = {factor} {shown}" for unit, factor in factors)
            yield Rule(_("Unit"), tuple(units))
            credit = f"{answer.without_unit:g}"
            lacking = (
                _("asked back") if answer.unit_required else _("%(credit)s of the points", credit=credit)
            )
            yield Rule(_("Without a unit"), (lacking,))

    @override
    def remedy(self, text: str, error: MalformedError) -> str:
        if not _FORMULA.search(text):
            return super().remedy(text, error)
        return "write the number, such as 3.1416, and a `tolerance`; a formula is an answer of type `short`"

    @override
    def faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        if answer.range is None:
            yield from super().faults(answer)
            yield from _fraction_faults(answer)
        else:
            yield from self._range_faults(answer, answer.range)
        yield from _unit_faults(answer)
        yield from self._doubt_faults(answer)
        if fault := self._tolerance_fault(answer):
            yield fault

    @override
    def remark_faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        # What is wrong nobody can tell where the tolerance can't be read.
        if self._tolerance_fault(answer) is None:
            yield from super().remark_faults(answer)

    def _doubt_faults(self, answer: NumberAnswer) -> Iterator[Fault]:
        """Yield what would be asked back of a learner who wrote it: "1.4 billion" in a German bank."""
        if not answer.is_readable:
            return
        own: list[tuple[tuple[str | int, ...], str]] = [(("answer",), answer.answer)]
        if answer.range is not None:
            own = [(("range", place), text) for place, text in enumerate(answer.range)]
        for path, text in own:
            if doubt := self.value(answer, text).doubt:
                yield Fault(path, f"“{text}” isn't clear", doubt)

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
                message = f"“{text}” can't be read as a number"
                yield Fault(("range", place), message, self.remedy(text, error))
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


def _fraction_faults(answer: NumberAnswer) -> Iterator[Fault]:
    """Yield a fraction that no decimals are equal to, unless its author says that there is no tolerance."""
    if "tolerance" in answer.model_fields_set or not answer.is_readable:
        return
    if len(answer.ends[0].as_tuple().digits) > _MOST_DIGITS:
        message = f"no decimals are equal to “{answer.answer}”, so that only a fraction is right"
        remedy = "add `tolerance: 1 %`, or `tolerance: 0` if a fraction is asked for"
        yield Fault(("answer",), message, remedy, "warning")


def _unit_faults(answer: NumberAnswer) -> Iterator[Fault]:
    """Yield units that a number before them would swallow, and what is said of units where there are none."""
    letters = words_of(answer.language).letters
    for place, unit in enumerate(answer.units):
        steps: dict[type, tuple[str | int, ...]] = {str: (), tuple: (place,), dict: (unit,)}
        yield from latex_faults(("unit", *steps[type(answer.unit)]), unit)
        first, *_ = [*plain_characters(unit).split(), ""]
        if not first or first[0].isdecimal() or (first in letters and len(first) > 2):  # noqa: PLR2004 -- m is a metre
            path = ("unit", *steps[type(answer.unit)])
            yield Fault(
                path,
                f"“{unit}” is part of a number",
                "write that in the answer: 11 million, unit people; a formula is an answer of type `short`",
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
    label = lazy("Number")
    model = NumberQuestion
    marker = NumberMarker()

    def asks(self, question: NumberAnswer) -> str:
        """Return what a learner has to know about the unit; "" where there is none."""
        unit = question.shown_unit
        if unit is None:
            return ""
        if question.unit_required or question.without_unit == 0:
            return _("Write the unit too, such as %(unit)s.", unit=unit)
        if question.without_unit < 1:
            return _("Write the unit too, such as %(unit)s: the number alone earns less.", unit=unit)
        return _("Unit: %(unit)s. You may leave it out.", unit=unit)

    examples = (
        Example(_POPULATION, "11,000,000", 1),
        Example(_POPULATION, "11m people", 1),
        Example(_POPULATION, "10.5 million inhabitants", 1),
        Example(_POPULATION, "about 11 mln", 1),
        Example(_POPULATION, "11 000", 0),
        Example(_POPULATION, "eleven", 0),
        Example(_POPULATION, "11,5 million", 1),
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
        Example(_GERMAN, "1.5 Millionen", 0),
    )
