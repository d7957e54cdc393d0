"""Read a date as people write it: "15 June 2001", "fall of 2000", "2001-06-15", "early 1990s", "221 BC".

A parser of our own, because the ones at hand fill what is missing with today's date. A date that may
be two (6/7/2001), or none (30 February), is asked back.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from babel.dates import format_date, format_skeleton

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.span import (
    DateSpan,
    bounded,
    of_day,
    of_month,
    of_season,
    of_year,
    of_years,
    part_of,
)
from quizapp.question_types.date.words import ENGLISH, DateWords, words_of
from quizapp.question_types.plain import plain_characters, without_about

#: Figures with one kind of separator: 2001-06-15, 15.6.2001, 6/15/2001, 06/2001, 2001.
_FIGURES: Final = re.compile(r"(\d+)(?: ?([-/.]) ?(\d+)(?: ?\2 ?(\d+))?)?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"(?P<figures>\d+)|(?P<word>[^\W\d_]+)")
#: A word before a date: "before", "mid-".
_BEFORE: Final = re.compile(r"([^\W\d_]+)[ -]+")
#: Years that are named together, and as what: 1990s, 1990's, 19th century, siglo 19.
_YEARS: Final = re.compile(r"(\d{1,4})[ .'-]*([^\W\d_]+)|([^\W\d_]+) (\d{1,2})")
_GAP: Final = re.compile(r"[ ,./'-]*")
_EDGE: Final = " .,'"
_YEAR_FIGURES: Final = 4
_DAY_FIGURES: Final = 2
_MONTHS: Final = 12
_DAYS: Final = 31
_WINTER: Final = 12

_WRITE_A_DATE: Final = "Write a date, such as 24 March 1962, March 1962 or 1962."
_WHOLE_YEAR: Final = "Write the year in full, such as 1962."
_YEAR_TOO: Final = "Write the year too, such as 24 March 1962."
_NO_YEAR_0: Final = "There is no year 0: 1 BC is followed by AD 1."
_WHOLE_DECADE: Final = "Write the decade in full, such as 1960s."
_ONE_DATE: Final = "Write one date, not from when to when."
#: The orders in which a date's parts may stand; the letters are those of `_shape`.
_ORDERS: Final = frozenset({"DMY", "MDY", "YMD", "YDM", "MY", "YM", "SY", "YS", "Y"})
#: What to tell a learner whose date lacks a part.
_HINTS: Final = {
    **dict.fromkeys(("D", "SD", "DMD", "MDD"), _WHOLE_YEAR),
    **dict.fromkeys(("M", "S", "DM", "MD"), _YEAR_TOO),
}


@lru_cache(maxsize=4096)
def read(text: str, language: str = "en") -> DateSpan:
    """Return the days that a line names.

    Cached, because the answer is read anew for every response to it. Raises `MalformedError` for
    what isn't a date, may be two different ones, or lacks its year.
    """
    words = words_of(language)
    line = plain_characters(text)
    era = words.eras.search(line)
    if era:
        line = f"{line[: era.start()]} {line[era.end() :]}"
    line = _WORD.sub(lambda word: "" if word[0] in words.fillers else word[0], line)
    line = " ".join(without_about(line.strip(_EDGE)).split()).strip(_EDGE)
    return _Reader(words, language, bool(era), bool(era and era["before"])).span(line)


def spelled(span: DateSpan, language: str = "en") -> str:
    """Return a day, month or year as the language writes it: "15 June 2001"."""
    (year, month, day), locale = span.start, words_of(language).locale
    shown = str(year) if year > 0 else f"{1 - year} BC"
    if span.precision == "year":
        return shown
    is_day = span.precision == "day"
    if locale is None or year <= 0:
        name = ENGLISH.months[month - 1].capitalize()
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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what is left of a line without its era and all that changes nothing."""

    words: DateWords
    language: str
    has_era: bool
    is_before_christ: bool

    def span(self, line: str) -> DateSpan:
        """Read "before 1997", "early 1990s", or a date."""
        word, rest = _first_word(line)
        if bound := self.words.bounds.get(word):
            return bounded(self._part(rest), bound)
        return self._part(line)

    def _part(self, line: str) -> DateSpan:
        word, rest = _first_word(line)
        part = self.words.parts.get(word)
        return self._date(line) if part is None else part_of(self._date(rest), part)

    def _date(self, line: str) -> DateSpan:
        if years := _YEARS.fullmatch(line):
            number, word = years[1] or years[4], years[2] or years[3]
            if word in self.words.decades and years[1]:
                return self._decade(number)
            if word in self.words.centuries:
                return self._century(int(number[:_DAY_FIGURES]))
        figures = _FIGURES.fullmatch(line)
        if figures and figures[3]:
            return self._of_three(figures[1], figures[3], figures[4], figures[2])
        return self._of_tokens(*self._shape(line))

    def _decade(self, figures: str) -> DateSpan:
        """Read what stands before the "s" of "1990s"."""
        number = int(figures[: _YEAR_FIGURES + 1])
        if number % 10 or not number:
            raise MalformedError(_WRITE_A_DATE)
        if not (self.has_era or _is_year(figures)):
            raise MalformedError(_WHOLE_DECADE)
        if self.is_before_christ:
            return of_years(1 - number - 9, 1 - number, "decade")
        return of_years(number, number + 9, "decade")

    def _century(self, number: int) -> DateSpan:
        if self.is_before_christ:
            return of_years(1 - 100 * number, -100 * (number - 1), "century")
        return of_years(100 * (number - 1) + 1, 100 * number, "century")

    def _of_three(self, first: str, second: str, third: str | None, separator: str) -> DateSpan:
        """Read 2001-06-15, 15.6.2001, 15/6/2001, 6/15/2001, 2001-06 or 06/2001."""
        if third is None:
            return self._of_two(first, second)
        if _is_year(first) and not _is_year(third):
            return of_day(self._year(first), _small(second), _small(third))
        if not (_is_year(third) or self.has_era):
            raise MalformedError(_WHOLE_YEAR)
        year, one, two = self._year(third), _small(first), _small(second)
        if separator == "." or one == two or one > _MONTHS:
            return of_day(year, two, one)
        if two > _MONTHS:
            return of_day(year, one, two)
        readings = [
            spelled(of_day(year, month, day), self.language) for day, month in ((one, two), (two, one))
        ]
        raise MalformedError(f"Is that {readings[0]} or {readings[1]}? Write the month as a word.")

    def _of_two(self, first: str, second: str) -> DateSpan:
        """Read 2001-06 or 06/2001."""
        if _is_year(first) and _is_year(second):
            raise MalformedError(_ONE_DATE)
        if _is_year(first):
            return of_month(self._year(first), _small(second))
        if _is_year(second) or self.has_era:
            return of_month(self._year(second), _small(first))
        raise MalformedError(_WHOLE_YEAR if int(second[:_DAY_FIGURES]) > _DAYS else _YEAR_TOO)

    def _year(self, figures: str) -> int:
        """Return a year as astronomers count. Raises `MalformedError`."""
        if len(figures) > _YEAR_FIGURES:
            raise MalformedError(_WRITE_A_DATE)
        number = int(figures)
        if not number:
            raise MalformedError(_NO_YEAR_0)
        return 1 - number if self.is_before_christ else number

    def _shape(self, line: str) -> tuple[str, list[int]]:
        """Return a line as one letter a token, and the tokens' numbers.

        Y is a year, D a day (or a year cut short), M a month, S the month in which a season begins.
        """
        letters, at = "", 0
        texts: list[str] = []
        numbers: list[int] = []
        while at < len(line):
            token = _TOKEN.match(line, at)
            if token is None:
                raise MalformedError(_WRITE_A_DATE)
            if word := token["word"]:
                letter, number = self._of_word(word)
            else:
                figures = token["figures"]
                letter, number = ("Y" if _is_year(figures) else "D"), int(figures[: _YEAR_FIGURES + 1])
            letters, numbers = letters + letter, [*numbers, number]
            texts.append(token[0])
            gap = _GAP.match(line, token.end())
            at = gap.end() if gap else token.end()
        if self.has_era and letters.endswith("D"):
            letters = letters[:-1] + "Y"
        for place, letter in enumerate(letters):
            if letter == "Y":
                numbers[place] = self._year(texts[place])
        return letters, numbers

    def _of_word(self, word: str) -> tuple[str, int]:
        words = self.words
        if word in words.month_numbers:
            return "M", words.month_numbers[word]
        if word in words.seasons:
            return "S", words.seasons[word]
        if word in words.ranges:
            raise MalformedError(_ONE_DATE)
        if word in words.parts or word in words.bounds or word in words.decades:
            raise MalformedError(_WRITE_A_DATE)
        near = get_close_matches(word, [*words.months, *words.seasons], n=1)
        raise MalformedError(f"Did you mean {near[0].capitalize()}?" if near else _WRITE_A_DATE)

    def _of_tokens(self, letters: str, numbers: list[int]) -> DateSpan:
        """Return what tokens in one of the known orders name. Raises `MalformedError` for another order."""
        if letters in {"SYY", "SYD"} and _is_whole_winter(*numbers):
            letters, numbers = letters[:2], numbers[:2]
        if letters not in _ORDERS:
            several_years = letters.count("Y") > 1
            raise MalformedError(_HINTS.get(letters, _ONE_DATE if several_years else _WRITE_A_DATE))
        part = dict(zip(letters, numbers, strict=True))
        if "D" in part:
            return of_day(part["Y"], part["M"], part["D"])
        if "M" in part:
            return of_month(part["Y"], part["M"])
        return of_season(part["Y"], part["S"]) if "S" in part else of_year(part["Y"])


def _first_word(line: str) -> tuple[str, str]:
    word = _BEFORE.match(line)
    return (word[1], line[word.end() :]) if word else ("", line)


def _is_year(figures: str) -> bool:
    return _DAY_FIGURES < len(figures) <= _YEAR_FIGURES


def _small(figures: str) -> int:
    """Return the number of a day or month. Raises `MalformedError`."""
    if len(figures) > _DAY_FIGURES:
        raise MalformedError(_WRITE_A_DATE)
    return int(figures)


def _is_whole_winter(month: int, year: int, next_year: int) -> bool:
    """Tell whether this is a winter with both its years: 2000/2001, 2000/01."""
    return month == _WINTER and next_year in {year + 1, (year + 1) % 100}
