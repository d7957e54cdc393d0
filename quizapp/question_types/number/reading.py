"""Read a number as people write it: "11 million", "11,000,000", "1.1e7", "$1.4bn", "fifty-one".

A reader of our own, because a response is hostile until it is read: nothing is evaluated, and a
number beyond 10^30 is refused before it costs anything. The marks are those of the language: in English
"1,5" is asked back, in German "1.5".
"""

import re
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from typing import Final, NamedTuple

from quizapp.question_types.base import MalformedError
from quizapp.question_types.number.style import NumberStyle, style_of
from quizapp.question_types.number.words import NumberWords, Piece, words_of
from quizapp.question_types.plain import plain_characters, without_about

#: Numbers between these, or 0, can be read.
LARGEST: Final = Decimal("1e30")
SMALLEST: Final = Decimal("1e-30")
#: Wide enough that nothing which can be read is ever rounded.
EXACT: Final = Context(prec=200)
_MOST_FIGURES: Final = 60

_FIGURES: Final = re.compile(
    r"""(?:
      (?P<commas>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?)
    | (?P<spaces>[1-9]\d{0,2}(?:[ ']\d{3})+(?:\.\d+)?)
    | (?P<points>[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?)    # 11.000.000 can only be eleven million
    | (?P<bare>\d+(?:\.\d+)?|\.\d+)
    )(?!\d|[.,']\d)
    (?:e(?P<power>[+-]?\d{1,3})(?!\d)|[ ]?[x×·*][ ]?10[ ]?\^[ ]?(?P<raised>[+-]?\d{1,3})(?!\d))?""",
    re.VERBOSE,
)
_WORD: Final = re.compile(r"([^\W\d_]+)\.?")
_GAP: Final = re.compile(r" ?-?(?=[^\W\d_])| ")
_COMMA_BEFORE_FRACTION: Final = re.compile(r"\d+(?:[. ']\d+)*,\d+")
#: Figures that are no part of a word such as m2.
_ANOTHER_NUMBER: Final = re.compile(r"(?<![^\W\d_^])\d")
_SIGN: Final = re.compile(r"(?:(?P<minus>-|minus |negative )|\+|plus |positive ) ?")

#: The spellings of the one unit that is a symbol and a word.
PERCENT: Final = ("%", "percent", "per cent", "pct")


class Quantity(NamedTuple):
    """A number, and those of the units that stood beside it, before and behind."""

    number: Decimal
    units: tuple[str, ...]


@lru_cache(maxsize=4096)
def read(text: str, units: tuple[str, ...] = (), language: str = "en") -> Quantity:
    """Return what a line says: a number, with one of the units or without.

    Cached, because the answer is read anew for every response to it. Raises `MalformedError` for
    what isn't one number, may be two different ones, or has another unit.
    """
    style = style_of(language)
    rest = style.as_english(without_about(plain_characters(text).rstrip(". ")))
    sign, rest = _sign_and_rest(rest)
    rest, found = _without_unit(rest, units)
    if not sign:
        sign, rest = _sign_and_rest(rest)
    with localcontext(EXACT):
        number = _amount(rest, units, style, words_of(language))
        if number and not SMALLEST <= number <= LARGEST:
            raise MalformedError("That number is too large or too small to be marked.")
        return Quantity(-number if sign == "-" else number, found)


@lru_cache(maxsize=1024)
def _unit_spellings(units: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the units in plain lower case: words in both numbers, "%" in words too, m² as m2; and the unit.

    Longer ones stand first, so that "m²" isn't read as "m".
    """
    spellings: dict[str, str] = {}
    for unit in units:
        plain = plain_characters(unit)
        forms = PERCENT if plain in PERCENT else (plain, plain.replace("^", ""))
        if plain.isalpha() and len(plain) > 2:  # noqa: PLR2004 -- "s" isn't the plural of ""
            forms = (*forms, plain.removesuffix("s") if plain.endswith("s") else plain + "s")
        for form in filter(None, forms):
            spellings.setdefault(form, unit)
    return tuple(sorted(spellings.items(), key=lambda item: len(item[0]), reverse=True))


def _sign_and_rest(text: str) -> tuple[str, str]:
    sign = _SIGN.match(text)
    if not sign:
        return "", text
    return "-" if sign["minus"] else "+", text[sign.end() :]


def _without_unit(text: str, units: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Leave out a unit before the number and one behind it, and tell which they are."""
    spellings = _unit_spellings(units)
    found: tuple[str, ...] = ()
    for spelling, unit in spellings:
        if text.startswith(spelling) and not (spelling[-1].isalpha() and text[len(spelling) :][:1].isalpha()):
            text, found = text[len(spelling) :].lstrip(), (unit,)
            break
    for spelling, unit in spellings:
        if text.endswith(spelling) and not (spelling[0].isalpha() and text[: -len(spelling)][-1:].isalpha()):
            return text[: -len(spelling)].rstrip(), (*found, unit)
    return text, found


def _amount(text: str, units: Sequence[str], style: NumberStyle, words: NumberWords) -> Decimal:
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        if figures := _FIGURES.match(text, at):
            pieces.append(_decimal(figures))
            at = figures.end()
        elif (word := _WORD.match(text, at)) and word[1] in words.letters:
            pieces.append(word[1])
            at = word.end()
        else:
            raise MalformedError(_hint(text[at:], pieces, units, style))
        if gap := _GAP.match(text, at):
            at = gap.end()
    number = words.compose(pieces)
    if number is None:
        raise MalformedError(f"Write one number, such as {_such_as(style)}.")
    return number


def _decimal(figures: re.Match[str]) -> Decimal:
    """Return the value of figures that `_FIGURES` matched."""
    written = re.sub("[,' ]", "", figures["commas"] or figures["spaces"] or figures["bare"] or "")
    if figures["points"]:
        written = figures["points"].replace(".", "").replace(",", ".")
    if len(written) > _MOST_FIGURES:
        raise MalformedError("That number is too long to be marked.")
    return Decimal(written).scaleb(int(figures["power"] or figures["raised"] or 0))


def _such_as(style: NumberStyle) -> str:
    return "250 or 2,5" if style.has_decimal_comma else "250 or 2.5 thousand"


def _hint(rest: str, pieces: Sequence[Piece], units: Sequence[str], style: NumberStyle) -> str:
    """Return what to tell a learner whose number can't be read from `rest` on."""
    if _COMMA_BEFORE_FRACTION.match(rest):
        return style.rule
    if not pieces or _ANOTHER_NUMBER.search(rest):
        return f"Write one number, such as {_such_as(style)}."
    if units:
        return f"Write the number in {units[0]}."
    return "Write the number alone, without a unit or other words."
