"""Figures of one number, with their power of ten or as a fraction, and what may be left of such."""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

import re
from decimal import Decimal
from typing import Final

from quizapp.question_types.base import MalformedError
from quizapp.translation.texts import _

_MOST_FIGURES: Final = 60
_POWER: Final = r"[+-]?\d{1,3})(?!\d)"
_FRACTION: Final = r"""
    (?:(?P<whole>\d{1,9})(?:[ ]|[ ]?-[ ]?|[ ]?\+[ ]?|[ ]and[ ]))?
    (?P<over>\d{1,9})[ ]?/[ ]?(?P<under>\d{1,9})(?:ths?|rds?)?(?![\d/.,'])
"""
_DECIMAL: Final = r"""(?:
      (?P<commas>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?)
    | (?P<spaces>[1-9]\d{0,2}(?:[ ']\d{3})+(?:\.\d+)?)
      # 11.000.000 can only be eleven million
    | (?P<points>[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+))
    | (?P<bare>\d+(?:\.\d+)?|\.\d+)
    )(?!\d|[.,']\d)
"""
FIGURES: Final = re.compile(
    rf"""(?:
      10[ ]?(?:\^|\*\*)[ ]?(?P<alone>{_POWER}
    | {_FRACTION}
    | {_DECIMAL}(?:e(?P<power>{_POWER}|[ ]?[x×·*х][ ]?10[ ]?(?:\^|\*\*)[ ]?(?P<raised>{_POWER})?
    )(?:(?<=\d)(?:st|nd|rd|th)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
COMMA_BEFORE_FRACTION: Final = re.compile(r"\d+(?:[. ']\d+)*,\d+")
#: With a mark in it that may stand before a fraction or between thousands.
DOUBTFUL: Final = re.compile(r"[1-9]\d{0,2}(?:(?P<point>\.)|,)\d{3}")
#: What becomes of 10²³ where a keyboard or a copy has no raised figures.
LOST_POWER: Final = re.compile(r"[x×·*х] ?10 ?(-?\d{1,2})(?!\d)", re.IGNORECASE)
_SIGN: Final = re.compile(r"(?:(?P<minus>-|minus |negative |минус )|\+|plus |positive ) ?", re.IGNORECASE)
_EXPONENT: Final = re.compile(r"\^-?\d+|(?<=[^\W\d_])-?\d(?!\d)")


def decimal_of(figures: re.Match[str]) -> Decimal:
    """Return the value of what `FIGURES` matched."""
    if figures["alone"]:
        return Decimal(1).scaleb(int(figures["alone"]))
    if figures["under"]:
        if not int(figures["under"]):
            raise MalformedError(_("Nothing can be divided by 0."))
        return int(figures["whole"] or 0) + Decimal(figures["over"]) / Decimal(figures["under"])
    written = re.sub("[,' ]", "", figures["commas"] or figures["spaces"] or figures["bare"] or "")
    if figures["points"]:
        written = figures["points"].replace(".", "").replace(",", ".")
    if len(written) > _MOST_FIGURES:
        raise MalformedError(_("That number is too long to be marked."))
    return Decimal(written).scaleb(int(figures["power"] or figures["raised"] or 0))


def has_figures(text: str) -> bool:
    """Tell whether there are figures in a text that are no exponents, such as that of m2."""
    return any(map(str.isdecimal, _EXPONENT.sub("", text)))


def sign_and_rest(text: str) -> tuple[str, str]:
    """Return "-", "+" or "", and what stands behind it."""
    sign = _SIGN.match(text)
    if not sign:
        return "", text
    return "-" if sign["minus"] else "+", text[sign.end() :]
