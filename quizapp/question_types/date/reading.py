"""Read a date as people write it: "15 June 2001", "fall of 2000", "2001-06-15", "early 1990s", "221 BC".

A parser of our own, because the ones at hand fill what is missing with today's date. A date that may
be two (6/7/2001), or none (30 February), is asked back with what was understood and what is missing.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from babel.dates import format_date, format_skeleton
from rapidfuzz.distance import OSA

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.span import (
    Bound,
    DateSpan,
    bounded,
    of_day,
    of_month,
    of_season,
    of_year,
    of_years,
    part_of,
)
from quizapp.question_types.date.tokens import Token, date_characters, tokens_of
from quizapp.question_types.date.words import ENGLISH, DateWords, Kind, words_of
from quizapp.question_types.plain import plain_characters

#: What changes nothing around a date, and within it; a hyphen in front would be a minus.
_END: Final = " .,;:'\"?!()"
#: "'04" is a year cut short.
_BEGINNING: Final = ' .,;:"?!()~\N{ALMOST EQUAL TO}'
_GAP: Final = re.compile(r"[ ,.:/'\"()#-]*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR_FIGURES: Final = 4
_DAY_FIGURES: Final = 2
_MONTHS: Final = 12
_DAYS: Final = 31
_WINTER: Final = 12
_DECADE: Final = 10
_MOST_PARTS: Final = 3
#: How many figures a day has without any separators: 20040714, 140704.
_FIGURES_OF_A_DAY: Final = (6, 8)
#: The decade whose name is hardly ever meant for a century, which has only begun.
_DECADE_OF_NO_CENTURY: Final = 2000
#: Letters that a word needs before it may be one with a slip in it, or with two.
_LETTERS_FOR_A_SLIP: Final = (4, 6)
_ROMAN: Final = {
    tens + units: 10 * ten + unit
    for ten, tens in enumerate(("", "x", "xx"))
    for unit, units in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens + units
}
#: Cyrillic letters with which Roman figures are typed.
_CYRILLIC_ROMAN: Final = str.maketrans(
    {"\N{CYRILLIC SMALL LETTER HA}": "x", "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}": "i"}
)
#: What is joined to the figures of a century: XIXe siècle.
_ROMAN_ENDING: Final = re.compile(r"(?<=[ivx])(?:e|eme|th|st|nd|rd|o)$")

_WRITE_A_DATE: Final = "Write a date, such as 14 July 2004, July 2004 or 2004."
_TWO_FIGURES: Final = "Write the year in full, such as 2004: two figures may be of any century."
_MANY_FIGURES: Final = "A year has at most four figures: write it in full, such as 2004."
_NO_YEAR_0: Final = "There is no year 0: 1 BC is followed by AD 1."
_WHOLE_DECADE: Final = "Write the decade in full, such as 1960s: its century is missing."
_NO_DECADE: Final = "A decade begins with a year that ends in 0: write one such as 1960s, or the year alone."
_ONE_DATE: Final = "Write one date, not from when to when."
_ONE_ERA: Final = "You wrote both BC and AD: write one of them."
_NO_MINUS: Final = "Write BC behind a year before the year 1, such as 221 BC, and no minus in front."
_NO_DATE_BEHIND: Final = (
    "You wrote a word such as early or before without a date: add one, such as early 2004."
)
_WHICH_CENTURY: Final = "Write the number of the century too, such as 19th century."
_MONTH_AS_A_WORD: Final = "Write the month as a word, such as 14 July 2004."
#: The orders in which a date's parts may stand; the letters are those of `_LETTERS`.
_ORDERS: Final = frozenset({"DMY", "MDY", "YMD", "YDM", "MY", "YM", "SY", "YS", "Y"})
_DAY_MONTH: Final = "You wrote a month and a day: add the year, such as {day}."
#: What to tell a learner whose date lacks a part.
_HINTS: Final = {
    "M": "You wrote a month: add the year, such as {month}.",
    "S": "You wrote a season: add the year, such as summer 2004.",
    **dict.fromkeys(("DM", "MD"), _DAY_MONTH),
    **dict.fromkeys(("DMD", "MDD", "SD", "DS"), _TWO_FIGURES),
    **dict.fromkeys(("DY", "YD"), "You wrote a day and a year: add the month, such as {day}."),
    **dict.fromkeys(("MMY", "YMM", "DMMY"), "You wrote two months: write one, such as {month}."),
    **dict.fromkeys(("SSY", "YSS"), "You wrote two seasons: write one, such as summer 2004."),
    **dict.fromkeys(("DDMY", "MDDY"), "You wrote two days: write one, such as {day}."),
}
_LETTERS: Final[dict[str, str]] = {
    "year": "Y",
    "figures": "D",
    "cut year": "Q",
    "day": "D",
    "month": "M",
    "roman": "M",
    "season": "S",
}
_NUMBERS: Final = frozenset({"year", "figures", "cut year"})
#: What stands between the figures of a date, without spaces.
_SEPARATORS: Final = frozenset(
    {
        *((separator,) for separator in "-/."),
        *((separator, separator) for separator in ("-", "/", ".", "")),
        *((separator, "") for separator in "/."),
    }
)


class _Item(NamedTuple):
    """A word or figures with what they mean; figures have their number as they were typed as `text`."""

    kind: Kind | Literal["year", "figures", "cut year", "roman"]
    value: int | str
    text: str
    gap: str

    @property
    def number(self) -> int:
        return int(self.value)


@lru_cache(maxsize=4096)
def read(text: str, language: str = "en") -> DateSpan:
    """Return the days that a line names.

    Cached, because the answer is read anew for every response to it. Raises `MalformedError` for what isn't a
    date, may be two different ones, or lacks its year. What may be two, but is stored as one, has a `doubt`.
    """
    words = words_of(language)
    if words.accented:
        text = _WORD.sub(lambda word: words.accented.get(word[0], word[0]), plain_characters(text))
    items = _items(date_characters(text).lstrip(_BEGINNING).rstrip(_END), words)
    eras = {item.value for item in items if item.kind == "era"}
    if len(eras) > 1:
        raise MalformedError(_ONE_ERA)
    reader = _Reader(language, bool(eras), 0 in eras)
    return reader.span([item for item in items if item.kind != "era"])


def spelled(span: DateSpan, language: str = "en") -> str:
    """Return a day, month or year as the language writes it: "15 June 2001"."""
    (year, month, day), locale = span.start, words_of(language).locale
    shown = str(year) if year > 0 else f"{1 - year} BC"
    if span.precision == "year":
        return shown
    is_day = span.precision == "day"
    if locale is None or year <= 0:
        name = ENGLISH.months[month - 1]
        return f"{day} {name} {shown}" if is_day else f"{name} {shown}"
    first = date(year, month, day)
    text = (
        format_date(first, "long", locale)
        if is_day
        else format_skeleton("yMMMM", first, locale=locale, fuzzy=True)
    )
    with suppress(MalformedError):
        if read(text, language) == span:
            return text
    # What the CLDR writes has more than the words that can be read.
    return f"{year:04}-{month:02}-{day:02}" if is_day else f"{year:04}-{month:02}"


def _items(line: str, words: DateWords) -> list[_Item]:
    """Return what is in a line, without all that changes nothing. Raises `MalformedError`."""
    tokens, rest = tokens_of(line)
    found: list[_Item] = []
    gap, at = "", 0
    if tokens and tokens[0].gap.endswith("-"):
        raise MalformedError(_NO_MINUS if tokens[0].text.isdecimal() else _WRITE_A_DATE)
    if rest or not all(_GAP.fullmatch(token.gap) for token in tokens):
        raise MalformedError(_ONE_DATE if rest in {"-", " -"} and tokens else _WRITE_A_DATE)
    while at < len(tokens):
        token = tokens[at]
        meaning, count = words.longest_at(tokens, at)
        gap += token.gap
        at += count
        if meaning is None:
            item = _figures(token.text, gap) if token.text.isdecimal() else _unknown(token, gap, words)
        else:
            if meaning.kind == "ordinal" and found and found[-1].kind == "figures":
                found[-1] = found[-1]._replace(kind="day")
            if meaning.kind in {"ordinal", "filler"}:
                continue
            item = _Item(meaning.kind, meaning.value, token.text, gap)
        found.append(item)
        gap = ""
    return found


def _figures(text: str, gap: str) -> _Item:
    if len(text) > _YEAR_FIGURES:
        raise MalformedError(_MONTH_AS_A_WORD if len(text) in _FIGURES_OF_A_DAY else _MANY_FIGURES)
    if _is_year(text):
        return _Item("year", int(text), text, gap)
    return _Item("cut year" if gap.endswith("'") else "figures", int(text), text, gap)


def _unknown(token: Token, gap: str, words: DateWords) -> _Item:
    """Return Roman figures. Raises `MalformedError` for another word, with the name it may have been."""
    roman = _ROMAN_ENDING.sub("", token.text.translate(_CYRILLIC_ROMAN))
    if roman in _ROMAN:
        return _Item("roman", _ROMAN[roman], token.text, gap)
    if near := _near(token.text, words.names):
        raise MalformedError(f"Did you mean {' or '.join(near)}?")
    raise MalformedError(_WRITE_A_DATE)


def _near(word: str, names: dict[str, str]) -> list[str]:
    """Return the names in which a word has a slip or two; a short word begins as the name does."""
    for slips, letters in enumerate(_LETTERS_FOR_A_SLIP, start=1):
        if len(word) < letters:
            break
        near = [
            shown[:1].upper() + shown[1:]
            for name, shown in names.items()
            if OSA.distance(word, name, score_cutoff=slips) <= slips < len(name) - 1
            and (len(name) > letters or slips == 1)
            and (len(word) > _LETTERS_FOR_A_SLIP[0] or word[0] == name[0])
        ]
        if near:
            return list(dict.fromkeys(near))
    return []


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what is left of a line without its era and all that changes nothing."""

    language: str
    has_era: bool
    is_before_christ: bool

    def span(self, items: Sequence[_Item]) -> DateSpan:
        """Read "before 1997", "early 1990s", or a date."""
        if any(item.kind == "range" for item in items):
            raise MalformedError(_ONE_DATE)
        for item in items:
            if item.kind == "months":
                raise MalformedError(
                    f"Is that {item.value}? It depends on the language: write the month in English."
                )
        if len(items) == 1 and items[0].kind in {"bound", "behind", "part"}:
            raise MalformedError(_NO_DATE_BEHIND)
        if items and items[0].kind == "bound":
            is_said_twice = items[-1].kind == "behind" and items[-1].value == items[0].value
            return bounded(
                self._part(items[1:-1] if is_said_twice else items[1:]), cast("Bound", items[0].value)
            )
        if items and items[-1].kind == "behind":
            return bounded(self._part(items[:-1]), cast("Bound", items[-1].value))
        return self._part(items)

    def _part(self, items: Sequence[_Item]) -> DateSpan:
        if items and items[0].kind == "part":
            return part_of(self._date(items[1:]), items[0].number)
        return self._date(items)

    def _date(self, items: Sequence[_Item]) -> DateSpan:
        if years := self._several_years(items):
            return years
        if len(items) in {2, _MOST_PARTS} and all(item.kind in _NUMBERS for item in items):
            separators = tuple(item.gap.replace(" ", "") for item in items[1:])
            if separators in _SEPARATORS:
                return self._of_figures(items, separators[0])
        return self._of_items(items)

    def _several_years(self, items: Sequence[_Item]) -> DateSpan | None:
        """Read a decade or a century; None for anything else. Raises `MalformedError`."""
        match ["number" if item.kind in _NUMBERS else item.kind for item in items]:
            case ["number", "decade"]:
                return self._decade(items[0])
            case ["decades", "number"] | ["decades", "number", "decade"]:
                return replace(self._decade(items[1]), doubt=None)
            case ["number", "decades"] | ["number", "decade", "decades"]:
                return replace(self._decade(items[0]), doubt=None)
            case ["nineties"] | ["decades", "nineties"] | ["nineties", "decades"]:
                raise MalformedError(_WHOLE_DECADE)
            case [("number" | "day" | "roman"), "century"] | ["century", ("number" | "roman")]:
                counted = items[items[0].kind == "century"]
                return None if counted.kind == "year" else self._century(counted.number)
            case ["number", "number"] if "-" in items[1].gap and items[0].kind == items[1].kind == "year":
                return self._years(items[0].number, items[1].number)
        return None

    def _years(self, first: int, last: int) -> DateSpan:
        """Read 1990-1999, which is a decade. Raises `MalformedError` for other years."""
        low, high = sorted((first, last))
        if low % 10 or high + 1 - low != _DECADE or not low:
            raise MalformedError(_ONE_DATE)
        return self._span_of_decade(low)

    def _span_of_decade(self, number: int) -> DateSpan:
        if self.is_before_christ:
            return of_years(1 - number - 9, 1 - number, "decade")
        return of_years(number, number + 9, "decade")

    def _decade(self, item: _Item) -> DateSpan:
        """Read what stands before the "s" of "1990s"."""
        number = item.number
        if number % 10 or not number:
            raise MalformedError(_NO_DECADE)
        if not (self.has_era or item.kind == "year"):
            raise MalformedError(_WHOLE_DECADE)
        span = self._span_of_decade(number)
        if number % 100 or number == _DECADE_OF_NO_CENTURY:
            return span
        era = " BC" if self.is_before_christ else ""
        century, decade = f"{_ordinal(number // 100 + 1)} century{era}", f"{number}–{number + 9}{era}"
        doubt = f"Is that the {century} or the decade {decade}? Write “{century}” or “{decade}”."
        return replace(span, doubt=doubt)

    def _century(self, number: int) -> DateSpan:
        if not number:
            raise MalformedError("There is no century 0: write one such as 19th century.")
        if self.is_before_christ:
            return of_years(1 - 100 * number, -100 * (number - 1), "century")
        return of_years(100 * (number - 1) + 1, 100 * number, "century")

    def _of_figures(self, items: Sequence[_Item], separator: str) -> DateSpan:
        """Read 2001-06-15, 15.6.2001, 15/6/2001, 6/15/2001, 2001-06 or 06/2001."""
        first, second, *others = items
        if not others:
            return self._of_two(first, second, separator)
        third = others[0]
        if first.kind == "year" and third.kind != "year":
            return of_day(self._year(first), _small(second), _small(third))
        if not (third.kind == "year" or self.has_era):
            raise MalformedError(_TWO_FIGURES)
        year, one, two = self._year(third), _small(first), _small(second)
        if separator == "." or one == two or one > _MONTHS:
            return of_day(year, two, one)
        if two > _MONTHS:
            return of_day(year, one, two)
        readings = [
            spelled(of_day(year, month, day), self.language) for day, month in ((one, two), (two, one))
        ]
        raise MalformedError(f"Is that {readings[0]} or {readings[1]}? Write the month as a word.")

    def _of_two(self, first: _Item, second: _Item, separator: str) -> DateSpan:
        """Read 2001-06 or 06/2001."""
        if first.kind == second.kind == "year":
            raise MalformedError(_ONE_DATE)
        if first.kind == "year":
            year, last = self._year(first), _small(second)
            if (year + 1) % 100 != last or (separator == "-" and last <= _MONTHS):
                return of_month(year, last)
            if last > _MONTHS:
                raise MalformedError(_ONE_DATE)
            month = of_month(year, last)
            doubt = (
                f"Is that {spelled(month, self.language)} or the years {year} and {year + 1}?"
                " Write the month as a word, or one year."
            )
            return replace(month, doubt=doubt)
        if second.kind == "year" or self.has_era:
            return of_month(self._year(second), _small(first))
        raise MalformedError(
            _TWO_FIGURES if max(first.number, second.number) > _DAYS else self._hint(_DAY_MONTH)
        )

    def _year(self, item: _Item) -> int:
        """Return a year as astronomers count. Raises `MalformedError`."""
        if not item.number:
            raise MalformedError(_NO_YEAR_0)
        return 1 - item.number if self.is_before_christ else item.number

    def _of_items(self, items: Sequence[_Item]) -> DateSpan:
        """Return what items in one of the known orders name. Raises `MalformedError` for another order."""
        letters = "".join(_LETTERS.get(item.kind, "?") for item in items)
        if self.has_era and "Y" not in letters and letters[-1:] in {"D", "Q"}:
            letters = letters[:-1] + "Y"
        if letters in {"SYY", "SYD", "SYQ"} and _is_whole_winter(*(item.number for item in items)):
            letters, items = letters[:2], items[:2]
        if letters not in _ORDERS:
            raise MalformedError(self._missing(letters, items))
        part = dict(zip(letters, items, strict=True))
        year = self._year(part["Y"])
        if "D" in part:
            return of_day(year, part["M"].number, part["D"].number)
        if "M" in part:
            return of_month(year, part["M"].number)
        return of_season(year, part["S"].number) if "S" in part else of_year(year)

    def _missing(self, letters: str, items: Sequence[_Item]) -> str:
        """Return a hint: what was understood, and what is missing."""
        if "Q" in letters or any(item.kind == "figures" and item.number > _DAYS for item in items):
            return _TWO_FIGURES
        if letters == "D":
            if items[0].kind == "day":
                return self._hint("You wrote a day: add the month and the year, such as {day}.")
            return self._hint(
                f"You wrote {items[0].number} alone: add the month and the year, such as {{day}},"
                " or write the year in full, such as 2004."
            )
        if letters.count("Y") > 1:
            return _ONE_DATE
        if any(item.kind == "century" for item in items):
            return _WHICH_CENTURY
        return self._hint(_HINTS.get(letters, _WRITE_A_DATE))

    def _hint(self, text: str) -> str:
        # Some languages end a date with a full stop.
        return text.format(**_shown_examples(self.language)).replace("..", ".") if "{" in text else text


@lru_cache(maxsize=64)
def _shown_examples(language: str) -> dict[str, str]:
    return {
        "day": spelled(of_day(2004, 7, 14), language),
        "month": spelled(of_month(2004, 7), language),
    }


def _ordinal(number: int) -> str:
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _is_year(figures: str) -> bool:
    return _DAY_FIGURES < len(figures) <= _YEAR_FIGURES


def _small(item: _Item) -> int:
    """Return the number of a day or month. Raises `MalformedError`."""
    if item.kind == "year":
        raise MalformedError(_WRITE_A_DATE)
    return item.number


def _is_whole_winter(month: int, year: int, next_year: int) -> bool:
    """Tell whether this is a winter with both its years: 2000/2001, 2000/01."""
    return month == _WINTER and next_year in {year + 1, (year + 1) % 100}
