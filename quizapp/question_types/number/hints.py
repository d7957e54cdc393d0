"""What is told of a line in which no single number is understood."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from quizapp.question_types.number.accepted import MOST_SHOWN, Accepted, quoted
from quizapp.question_types.number.inexact import names_limit
from quizapp.question_types.number.style import NumberStyle
from quizapp.question_types.number.words import ENGLISH

SEVERAL: Final = "You wrote more than one number. Write only the one that answers the question."

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

    told, such_as, examples = hint.rpartition("such as ")
    return told + such_as + _EXAMPLE.sub(wrong, examples) if such_as else hint


class Hints(NamedTuple):
    """Hints with the unit and with examples as the question has them."""

    accepted: Accepted
    style: NumberStyle

    def part(self, typed: str, *, is_limit: bool) -> str:
        """Return what to tell a learner who wrote a part of a whole where another number is asked for."""
        if is_limit or names_limit(typed):
            return self.vague(typed, "much")
        return f"You wrote a fraction, {quoted(typed)}. {self._wanted('the number')}"

    def vague(self, typed: str, how: str = "") -> str:
        """Return what to tell a learner whose line leaves open how many, or how much."""
        how = how or ("much" if self.accepted.is_percent(self.accepted.shown) else "many")
        return f"{quoted(typed)} doesn't say how {how}. {self._wanted('one number')}"

    def only_the_number(self, beside: str, *, needs_unit: bool) -> str:
        """Return what to tell a learner who wrote one number in words, and others before it."""
        understood = (
            f"{quoted(beside)} isn't understood."
            if len(beside) <= MOST_SHOWN
            else "The words around the number aren't understood."
        )
        how = f" in {self.accepted.shown}" if needs_unit else ", such as 250"
        return f"{understood} Write only the number{how}."

    def _wanted(self, number: str) -> str:
        """Return what to ask for where no number is understood."""
        unit = self.accepted.shown
        return f"Write {number} in {unit}." if self.accepted.is_measure(unit) else self.write_one

    @property
    def write_one(self) -> str:
        """Return how to ask for a number, whatever its unit is."""
        is_count = not self.accepted.is_measure(self.accepted.shown)
        return f"Write one number, such as {250 if is_count else self.such_as}."

    @property
    def such_as(self) -> str:
        """Return numbers as the language writes them."""
        return "250 or 2.5 thousand" if self.accepted.words is ENGLISH else self.figures

    @property
    def figures(self) -> str:
        """Return numbers in figures, as the language writes them."""
        return f"250 or {self.style.as_english('2.5')}"
