"""How a line with a number is read, and what is read in it."""

from decimal import Decimal
from typing import Final, NamedTuple

from quizapp.question_types.base import MalformedError
from quizapp.translation.texts import _

#: Letters that multiply a number, and symbols of units too.
UNIT_OR_SCALE: Final = {
    "m": "million",
    "M": "million",
    "b": "billion",
    "B": "billion",
    "t": "trillion",
    "T": "trillion",
    "k": "thousand",
    "K": "thousand",
}


class Asked(NamedTuple):
    """What decides how a line is read: units, language, and what the page prints around the field."""

    units: tuple[str, ...] = ()
    language: str = "en"
    #: Words of the page that may name a unit: the prompt, or a sign before a gap; those right behind a gap.
    beside: str = ""
    behind: str = ""
    #: Whether "50 %" is 0.5.
    is_share: bool = False
    has_fractions: bool = True
    needs_unit: bool = False


class Quantity(NamedTuple):
    """A number, and those of the units that stood beside it, before and behind."""

    number: Decimal
    units: tuple[str, ...]
    #: What it is for those who write fractions and thousands the other way round; None where it can't be.
    otherwise: Decimal | None = None
    #: Whether it is written as 1/2 or ½.
    is_fraction: bool = False
    #: The letter behind it that multiplies it and may be a unit, as in "5 m"; "" for none.
    letter: str = ""
    #: Whether it was called a limit, as in "more than 5".
    is_limit: bool = False
    #: How the unit is spelled in which there was a slip.
    spelling: str | None = None
    #: Whether it is a part of a whole without a unit, as in "two thirds".
    is_part: bool = False
    #: What to ask a learner where it isn't a part of a whole, or no exact number, that is asked for.
    doubt: str = ""


def unclear(letter: str) -> MalformedError:
    """Return what to tell a learner whose number is followed by a letter that may be a unit."""
    word = UNIT_OR_SCALE[letter]
    return MalformedError(
        _(
            "Is “%(letter)s” a unit, or short for %(word)s? Write %(word)s in full, or leave the unit out.",
            letter=letter,
            word=word,
        )
    )
