"""What is right where a number is typed, and what a line means beside it."""

from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from quizapp.question_types.base import MalformedError, Scalar, Typed
from quizapp.question_types.number import billions, reading
from quizapp.question_types.number.quantity import Asked, Quantity, unclear
from quizapp.question_types.number.style import style_of
from quizapp.question_types.plain import plain_characters
from quizapp.question_types.typed import (
    TypedAnswer,
)
from quizapp.translation.texts import _

_THOUSAND: Final = 1000
#: Below these an answer can't be meant by a letter that may be a unit: "5 m" of five states.
_SCALES: Final = {"k": 10, "m": 1000, "b": 10**6, "t": 10**6}
_A_GROUP: Final = 3
_PERCENT: Final = ("%", "percent", "per cent", "pct")

#: How many of the answer's units one of this unit is.
Factor = Annotated[float, Field(gt=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Amount:
    """What a line says, in the unit of the answer. With or without its unit it is the same."""

    number: Decimal
    has_unit: bool = field(compare=False)
    #: Whether it was called a limit, as in "more than 5".
    is_limit: bool = field(default=False, compare=False)
    #: How the unit is spelled in which there was a slip.
    spelling: str | None = field(default=None, compare=False)
    #: What a learner is asked who writes it; "" where it is clear.
    doubt: str = field(default="", compare=False)


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
        doubt = billions.doubt(text, self.language)
        try:
            quantity = reading.read(text, self._asked_of_learners)
        except MalformedError:
            if doubt:
                raise MalformedError(doubt) from None
            raise
        amount = self._in_its_unit(quantity)
        least, greatest = self.ends
        if quantity.otherwise and self._may_be(quantity.otherwise, amount.number / quantity.number):
            raise MalformedError(self._doubt(abs(quantity.number), quantity.otherwise))
        if quantity.letter and max(abs(least), abs(greatest)) < _SCALES[quantity.letter.lower()]:
            raise unclear(quantity.letter)
        if quantity.is_fraction and least == greatest == least.to_integral_value() != amount.number:
            raise MalformedError(_("Is that a fraction, or two numbers? Write one number without a stroke."))
        if not (quantity.is_part and least < 1 and greatest > -1):
            doubt = doubt or quantity.doubt
        return replace(amount, doubt=doubt)

    def _may_be(self, otherwise: Decimal, factor: Decimal) -> bool:
        """Tell whether the other reading of a number is of the answer's kind: thousands, or a small fraction.

        It hangs on the answer's kind alone, so that asking back doesn't tell whether a response is right.
        """
        least, greatest = self.ends
        thousand = _THOUSAND * abs(factor)
        if otherwise >= _THOUSAND:
            return least >= thousand or greatest <= -thousand
        return max(abs(least), abs(greatest)) < thousand and least != least.to_integral_value()

    def _in_its_unit(self, quantity: Quantity) -> Amount:
        if not quantity.units:
            return Amount(quantity.number, has_unit=False, is_limit=quantity.is_limit)
        factors = {self.factor(unit) for unit in quantity.units}
        if len(factors) > 1:
            raise MalformedError(_("Two units are understood. Write the number in one of them."))
        with localcontext(reading.EXACT):
            number = quantity.number * factors.pop()
        return Amount(number, has_unit=True, is_limit=quantity.is_limit, spelling=quantity.spelling)

    def _doubt(self, *readings: Decimal) -> str:
        whole, fraction = (f"{number.normalize():f}" for number in sorted(readings, reverse=True))
        if fraction[::-1].find(".") == _A_GROUP:
            fraction += "0"
        as_written = style_of(self.language).as_english(fraction)
        return _(
            "That may be %(whole)s or %(fraction)s. Write the one or the other.",
            whole=whole,
            fraction=as_written,
        )

    @cached_property
    def _asked(self) -> Asked:
        needs_unit = self.unit_required or self.without_unit < 1
        units = tuple(sorted(self.units, key=lambda unit: unit != self.shown_unit))
        return Asked(units, self.language, self.beside, self.behind, needs_unit=needs_unit)

    @cached_property
    def _asked_of_learners(self) -> Asked:
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
            percent = reading.read(self.tolerance, Asked(("%",), self.language))
            return abs(right) * percent.number / 100
        return self.amount(self.tolerance).number
