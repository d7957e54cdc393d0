"""How a language writes figures: what stands before the fraction, and between thousands."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.numbers import get_decimal_symbol, get_group_symbol

from quizapp.question_types.locales import locale_of
from quizapp.translation.texts import _

#: Figures that are easier to read in groups; with four of them they may be a year.
_LONG_FIGURES: Final = re.compile(r"-?\d{5,}(\.\d+)?", re.ASCII)
#: A mark before figures, or between them.
_MARK: Final = re.compile(r"(?<![^\W\d_])[.,](?=\d)")
_POWER: Final = re.compile(r"(-?\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_OTHER: Final = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The marks of one language."""

    #: Whether a comma stands before the fraction, and points may stand between thousands.
    has_decimal_comma: bool
    group: str

    def as_english(self, text: str) -> str:
        """Return a text with its commas and points as English has them, and the other way round."""
        return _MARK.sub(lambda mark: _OTHER[mark[0]], text) if self.has_decimal_comma else text

    def in_groups(self, text: str) -> str:
        """Return long figures in groups of three, 1e30 as 1 × 10³⁰, any other text as it is."""
        english = self.as_english(text)
        if power := _POWER.fullmatch(english):
            raised = power[2].removeprefix("+").translate(_RAISED)
            return f"{self.as_english(power[1])} × 10{raised}"
        if not _LONG_FIGURES.fullmatch(english):
            return text
        whole, point, fraction = f"{Decimal(english):,}".partition(".")
        return whole.replace(",", self.group) + (self.as_english(point + fraction) if point else "")

    @property
    def rule(self) -> str:
        """Return what to tell a learner who took the one mark for the other."""
        if self.has_decimal_comma:
            return _("Write the fraction after a comma, such as 1,5, and points between thousands only.")
        return _("Write the fraction after a point, such as 1.5, and commas between thousands only.")


ENGLISH: Final = NumberStyle(has_decimal_comma=False, group=",")


@lru_cache(maxsize=64)
def style_of(language: str) -> NumberStyle:
    """Return the style of a language (a BCP 47 tag); that of English where the CLDR doesn't know it."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    return NumberStyle(get_decimal_symbol(locale) == ",", get_group_symbol(locale))
