"""Read a date as people write it: "15 June 2001", "fall of 2000", "2001-06-15", "early 1990s", "221 BC".

A parser of our own, because the ones at hand fill what is missing with today's date. A date that may
be two (6/7/2001), or none (30 February), is asked back with what was understood and what is missing.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from babel.dates import format_date, format_skeleton

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date import hints
from quizapp.question_types.date.explanations import without_explanation
from quizapp.question_types.date.items import Item, is_from_abroad, items_of, lacking_its_year
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
from quizapp.question_types.date.words import ENGLISH, words_of
from quizapp.question_types.wording import either
from quizapp.translation.texts import _

_MONTHS: Final = 12
_DAYS: Final = 31
_WINTER: Final = 12
_DECADE: Final = 10
_MOST_PARTS: Final = 3
#: The decade whose name is hardly ever meant for a century, which has only begun.
_DECADE_OF_NO_CENTURY: Final = 2000

#: The orders in which a date's parts may stand; the letters are those of `_LETTERS`.
_ORDERS: Final = frozenset({"DMY", "MDY", "YMD", "YDM", "MY", "YM", "SY", "YS", "Y"})
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


def parse(text: str, language: str = "en", century: int | None = None) -> DateSpan:
    """Return the days that a line names; what it raises has examples to be filled in.

    A year cut short that is plainly one ('93, May 93) lies in the `century`, such as 1900, if one is given; 0
    for dates of which the era has to be said.
    """
    words = words_of(language)
    try:
        items = items_of(text, words)
    except MalformedError as error:
        head = without_explanation(text, words)
        if head is None:
            lacking = lacking_its_year(text, words) if str(error) == hints.WRITE_A_DATE else None
            raise (MalformedError(lacking) if lacking else error) from None
        items = items_of(head, words)
    eras = {item.value for item in items if item.kind == "era"}
    if len(eras) > 1:
        raise MalformedError(hints.ONE_ERA)
    reader = _Reader(language, bool(eras), 0 in eras, None if eras else century)
    span = reader.span([item for item in items if item.kind != "era"])
    spellings = [item.spelling for item in items if item.spelling]
    if not (spellings or eras):
        return span
    return replace(span, spelling=" ".join(spellings) or None, says_era=bool(eras))


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
        if parse(text, language) == span:
            return text
    # What the CLDR writes has more than the words that can be read.
    return f"{year:04}-{month:02}-{day:02}" if is_day else f"{year:04}-{month:02}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what is left of a line without its era and all that changes nothing."""

    language: str
    has_era: bool
    is_before_christ: bool
    #: In which years cut short lie.
    century: int | None

    def span(self, items: Sequence[Item]) -> DateSpan:
        """Read "before 1997", "early 1990s", or a date."""
        kinds = [item.kind for item in items]
        if "range" in kinds:
            raise MalformedError(hints.PERIOD)
        if "alternative" in kinds[1:-1]:
            raise MalformedError(_several(items))
        for item in items:
            if item.kind == "months":
                raise MalformedError(
                    _(
                        "Is that %(months)s? It depends on the language: write the month in English.",
                        months=item.value,
                    )
                )
        if len(items) == 1 and items[0].kind in {"bound", "behind", "part"}:
            raise MalformedError(hints.NO_DATE_BEHIND)
        if items and items[0].kind == "bound":
            is_said_twice = items[-1].kind == "behind" and items[-1].value == items[0].value
            return bounded(
                self._part(items[1:-1] if is_said_twice else items[1:]), cast("Bound", items[0].value)
            )
        if items and items[-1].kind == "behind":
            return bounded(self._part(items[:-1]), cast("Bound", items[-1].value))
        return self._part(items)

    def _part(self, items: Sequence[Item]) -> DateSpan:
        if items and items[0].kind == "part":
            return part_of(self._date(items[1:]), items[0].number)
        return self._date(items)

    def _date(self, items: Sequence[Item]) -> DateSpan:
        if years := self._several_years(items):
            return years
        if len(items) in {2, _MOST_PARTS} and all(item.kind in _NUMBERS for item in items):
            separators = tuple(item.gap.replace(" ", "") for item in items[1:])
            if separators in _SEPARATORS:
                return self._of_figures(items, separators[0])
        return self._of_items(items)

    def _several_years(self, items: Sequence[Item]) -> DateSpan | None:
        """Read a decade or a century; None for anything else. Raises `MalformedError`."""
        match ["number" if item.kind in _NUMBERS else item.kind for item in items]:
            case ["number", "decade"] | ["nineties"]:
                return self._decade(items[0])
            case ["decades", "number" | "nineties"] | ["decades", "number", "decade"]:
                return self._decade(items[1], items[0])
            case ["number" | "nineties", "decades"] | ["number", "decade", "decades"]:
                return self._decade(items[0], items[-1])
            case ["century"] if items[0].value:
                return self._century(items[0].number)
            case [("number" | "day" | "roman"), "century"] | ["century", ("number" | "roman")]:
                counted = items[items[0].kind == "century"]
                return None if counted.kind == "year" else self._century(counted.number)
        return None

    def _years(self, first: Item, last: Item) -> DateSpan:
        """Read 1990-1999, which is a decade. Raises `MalformedError` for other years."""
        low, high = sorted((first.number, last.number))
        if low % 10 or high + 1 - low != _DECADE or not low:
            raise MalformedError(_two_years(first, last))
        return self._span_of_decade(low)

    def _span_of_decade(self, number: int) -> DateSpan:
        if self.is_before_christ:
            return of_years(1 - number - 9, 1 - number, "decade")
        return of_years(number, number + 9, "decade")

    def _decade(self, item: Item, word: Item | None = None) -> DateSpan:
        """Read what stands before the "s" of "1990s"."""
        item = self._whole_year(item)
        number = item.number
        if number % 10 or not number:
            raise MalformedError(hints.NO_DECADE)
        if not (self.has_era or item.kind == "year"):
            raise MalformedError(hints.WHOLE_DECADE)
        span = self._span_of_decade(number)
        is_called_so = word is not None and word.value == "decade"
        if number % 100 or number == _DECADE_OF_NO_CENTURY or is_called_so:
            return span
        era = " BC" if self.is_before_christ else ""
        century, decade = f"{_ordinal(number // 100 + 1)} century{era}", f"{number}–{number + 9}{era}"
        return replace(span, doubt=hints.century_or_decade(century, decade))

    def _century(self, number: int) -> DateSpan:
        if not number:
            raise MalformedError(hints.NO_CENTURY_0)
        if self.is_before_christ:
            return of_years(1 - 100 * number, -100 * (number - 1), "century")
        return of_years(100 * (number - 1) + 1, 100 * number, "century")

    def _of_figures(self, items: Sequence[Item], separator: str) -> DateSpan:
        """Read 2001-06-15, 15.6.2001, 15/6/2001, 6/15/2001, 2001-06 or 06/2001."""
        first, second, *others = items
        if not others:
            return self._of_two(first, second, separator)
        third = others[0]
        if first.kind == "year" and third.kind != "year":
            return of_day(self._year(first), _small(second), _small(third))
        if not (third.kind == "year" or self.has_era):
            raise MalformedError(self._cut(third))
        year, one, two = self._year(third), _small(first), _small(second)
        if separator == "." or one == two or one > _MONTHS:
            return of_day(year, two, one)
        if two > _MONTHS:
            return of_day(year, one, two)
        readings = [
            spelled(of_day(year, month, day), self.language) for day, month in ((one, two), (two, one))
        ]
        raise MalformedError(_("Is that %(dates)s? Write the month as a word.", dates=either(readings)))

    def _of_two(self, first: Item, second: Item, separator: str) -> DateSpan:
        """Read 2001-06 or 06/2001."""
        if first.kind == second.kind == "year":
            return self._years(first, second)
        if first.kind == "year":
            year, last = self._year(first), _small(second)
            if (year + 1) % 100 != last or (separator == "-" and last <= _MONTHS):
                return of_month(year, last)
            if last > _MONTHS:
                raise MalformedError(_two_years(first, second))
            month = of_month(year, last)
            return replace(month, doubt=hints.month_or_years(spelled(month, self.language), year))
        if second.number > _DAYS and first.number <= _MONTHS:
            second = self._whole_year(second)
        if second.kind == "year" or self.has_era:
            return of_month(self._year(second), _small(first))
        greater = max(first, second, key=lambda item: item.number)
        raise MalformedError(self._cut(greater) if greater.number > _DAYS else hints.DAY_MONTH)

    def _cut(self, item: Item) -> str:
        """Return what to ask of a year in two figures."""
        return str(hints.TWO_FIGURES) if self.century != 0 else hints.which_era(item.number)

    def _whole_year(self, item: Item) -> Item:
        """Return a year cut short as a whole one where it is known of which century; else the same."""
        if not self.century or item.kind not in {"cut year", "figures", "nineties"}:
            return item
        return item._replace(kind="year", value=self.century + item.number)

    def _year(self, item: Item) -> int:
        """Return a year as astronomers count. Raises `MalformedError`."""
        if not item.number:
            raise MalformedError(hints.NO_YEAR_0)
        return 1 - item.number if self.is_before_christ else item.number

    def _of_items(self, items: Sequence[Item]) -> DateSpan:
        """Return what items in one of the known orders name. Raises `MalformedError` for another order."""
        if not any(item.kind == "year" for item in items):
            cut = [item for item in items if _is_cut_year(item)]
            items = [self._whole_year(item) if [item] == cut else item for item in items]
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

    def _missing(self, letters: str, items: Sequence[Item]) -> str:
        """Return a hint: what was understood, and what is missing."""
        kinds = [item.kind for item in items]
        if cut := next(filter(_is_cut_year, items), None):
            return self._cut(cut)
        if kinds == ["figures"]:
            return hints.NUMBER_ALONE.replace("{number}", items[0].text)
        if kinds == ["roman"]:
            return hints.ROMAN_ALONE
        if letters.count("Y") > 1:
            return _several(items)
        if "century" in kinds:
            return hints.WHICH_CENTURY
        # "10 years ago" names no month but in Spanish, Italian and Portuguese.
        is_ago = any(item.text == "ago" for item in items) and is_from_abroad("ago", words_of(self.language))
        missing = hints.WRITE_A_DATE if is_ago else hints.MISSING.get(letters, hints.WRITE_A_DATE)
        return self._cut(items[-1]) if missing == hints.TWO_FIGURES else missing


def _two_years(first: Item, last: Item) -> str:
    """Return a hint for two years with a sign between them: 1999/2000."""
    return hints.two_years(f"{first.text}{last.gap}{last.text}")


def _several(items: Sequence[Item]) -> str:
    """Return a hint for several dates: what they are."""
    each = [""]
    for item in items:
        letter = "s" if item.kind in {"decade", "nineties"} else _LETTERS.get(item.kind, "?")
        if item.kind == "alternative" or (letter == "Y" and each[-1] == "Y"):
            each.append("")
        each[-1] += letter if item.kind != "alternative" else ""
    return hints.several_dates(each)


def _ordinal(number: int) -> str:
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _is_cut_year(item: Item) -> bool:
    """Tell whether two figures are a year: behind an apostrophe, or more than a month has days."""
    return item.kind == "cut year" or (item.kind == "figures" and item.number > _DAYS)


def _small(item: Item) -> int:
    """Return the number of a day or month. Raises `MalformedError`."""
    if item.kind == "year":
        raise MalformedError(hints.WRITE_A_DATE)
    return item.number


def _is_whole_winter(month: int, year: int, next_year: int) -> bool:
    """Tell whether this is a winter with both its years: 2000/2001, 2000/01."""
    return month == _WINTER and next_year in {year + 1, (year + 1) % 100}
