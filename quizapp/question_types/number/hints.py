"""What is told of a line in which no single number is understood."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from quizapp.question_types.number.accepted import MOST_SHOWN, Accepted, quoted
from quizapp.question_types.number.inexact import names_limit
from quizapp.question_types.number.style import NumberStyle
from quizapp.question_types.number.words import ENGLISH
from quizapp.question_types.wording import SUCH_AS
from quizapp.translation.texts import _, lazy

SEVERAL: Final = lazy("You wrote more than one number. Write only the one that answers the question.")

#: Numbers shown as examples, and those that are shown instead where one would be right.
_EXAMPLES: Final = {
    "250": (("250", 250), ("640", 640), ("18", 18)),
    "2.5 thousand": (("2.5 thousand", 2500), ("6.4 thousand", 6400), ("18 thousand", 18000)),
    "2.5": (("2.5", 2.5), ("6.4", 6.4), ("0.8", 0.8)),
    "2,5": (("2,5", 2.5), ("6,4", 6.4), ("0,8", 0.8)),
}
_EXAMPLE: Final = re.compile("|".join(map(re.escape, _EXAMPLES)))


def telling_no_answer(hint: str, least: Decimal, greatest: Decimal) -> str:
    """Return a hint with other examples than the answer, which lies between these."""

    def wrong(example: re.Match[str]) -> str:
        fitting = _EXAMPLES[example[0]]
        return next((shown for shown, number in fitting if not least <= number <= greatest), example[0])

    told, such_as, examples = hint.rpartition(str(SUCH_AS))
    return told + such_as + _EXAMPLE.sub(wrong, examples) if such_as else hint


def of_range(low: str, high: str) -> str:
    """Return what to tell a learner who wrote a range."""
    return _("You wrote a range, from %(low)s to %(high)s. Write one number.", low=low, high=high)


class Hints(NamedTuple):
    """Hints with the unit and with examples as the question has them."""

    accepted: Accepted
    style: NumberStyle

    def part(self, typed: str, *, is_limit: bool) -> str:
        """Return what to tell a learner who wrote a part of a whole where another number is asked for."""
        if is_limit or names_limit(typed):
            return self._vague_amount(typed)
        fraction = _("You wrote a fraction, %(text)s.", text=quoted(typed))
        unit = self._measure
        wanted = _("Write the number in %(unit)s.", unit=unit) if unit else self.write_one
        return f"{fraction} {wanted}"

    def vague(self, typed: str) -> str:
        """Return what to tell a learner whose line leaves open how many, or how much."""
        if self.accepted.is_percent(self.accepted.shown):
            return self._vague_amount(typed)
        how_many = _("%(text)s doesn't say how many.", text=quoted(typed))
        return f"{how_many} {self._wanted}"

    def _vague_amount(self, typed: str) -> str:
        how_much = _("%(text)s doesn't say how much.", text=quoted(typed))
        return f"{how_much} {self._wanted}"

    def only_the_number(self, beside: str, *, needs_unit: bool) -> str:
        """Return what to tell a learner who wrote one number in words, and others before it."""
        understood = (
            _("%(text)s isn't understood.", text=quoted(beside))
            if len(beside) <= MOST_SHOWN
            else _("The words around the number aren't understood.")
        )
        only = (
            _("Write only the number in %(unit)s.", unit=self.accepted.shown)
            if needs_unit
            else _("Write only the number, such as 250.")
        )
        return f"{understood} {only}"

    @property
    def _measure(self) -> str | None:
        """Return the unit of what is measured; None for what is counted."""
        unit = self.accepted.shown
        return unit if self.accepted.is_measure(unit) else None

    @property
    def _wanted(self) -> str:
        """Return what to ask for where no number is understood."""
        unit = self._measure
        return _("Write one number in %(unit)s.", unit=unit) if unit else self.write_one

    @property
    def write_one(self) -> str:
        """Return how to ask for a number, whatever its unit is."""
        is_count = not self.accepted.is_measure(self.accepted.shown)
        return _("Write one number, such as %(examples)s.", examples="250" if is_count else self.such_as)

    @property
    def such_as(self) -> str:
        """Return numbers as the language writes them."""
        if self.accepted.words is ENGLISH:
            return _("%(one)s or %(other)s", one="250", other="2.5 thousand")
        return self.figures

    @property
    def figures(self) -> str:
        """Return numbers in figures, as the language writes them."""
        return _("%(one)s or %(other)s", one="250", other=self.style.as_english("2.5"))

    @property
    def in_figures(self) -> str:
        """Return how to ask for figures."""
        return _("Write the number in figures, such as %(examples)s.", examples=self.figures)

    def all_in_figures(self, beside: str) -> str:
        """Return what to tell a learner who wrote a word beside figures that may multiply them."""
        another = _("“%(text)s” may make another number of it.", text=beside)
        all_of_it = _("Write all of it in figures, such as %(examples)s.", examples=self.figures)
        return f"{another} {all_of_it}"

    @property
    def in_decimal_figures(self) -> str:
        """Return what to tell a learner who wrote a hexadecimal number."""
        return _("Write the number in decimal figures, such as %(examples)s.", examples=self.such_as)

    @property
    def multiplied(self) -> str:
        """Return what to tell a learner who wrote a power behind a number, such as 5^8."""
        return _(
            "Write a power of ten behind a sign that multiplies, such as %(example)s × 10^8.",
            example=self.style.as_english("1.5"),
        )

    @property
    def no_fraction(self) -> str:
        """Return what to tell a learner who wrote a fraction where a decimal number is asked for."""
        return _(
            "The fraction is understood. Write it as a decimal number, such as %(example)s.",
            example=self.style.as_english("0.25"),
        )
