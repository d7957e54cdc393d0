"""Read a date as people write it: "15 June 2001", "June 2001", "fall of 2000", "2001-06-15", "1997".

A parser of our own, because the ones at hand fill what is missing with today's date. A date that may
be two (6/7/2001), or none (30 February), is asked back.
"""

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.span import DateSpan, of_day, of_month, of_season, of_year
from quizapp.question_types.date.words import DateWords, words_of
from quizapp.question_types.plain import plain_characters, without_about

#: Figures with one kind of separator: 2001-06-15, 15.6.2001, 6/15/2001, 06/2001, 2001.
_FIGURES: Final = re.compile(r"(\d+)(?: ?([-/.]) ?(\d+)(?: ?\2 ?(\d+))?)?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"(?P<figures>\d+)|(?P<word>[^\W\d_]+)")
_GAP: Final = re.compile(r"[ ,./'-]*")
_YEAR_FIGURES: Final = 4
_DAY_FIGURES: Final = 2
_MONTHS: Final = 12
_WINTER: Final = 12

_WRITE_A_DATE: Final = "Write a date, such as 24 March 1962, March 1962 or 1962."
_WHOLE_YEAR: Final = "Write the year in full, such as 1962."
_YEAR_TOO: Final = "Write the year too, such as 24 March 1962."
_ONE_DATE: Final = "Write one date, not from when to when."
#: The orders in which a date's parts may stand; the letters are those of `_shape`.
_ORDERS: Final = frozenset({"DMY", "MDY", "YMD", "MY", "YM", "SY", "YS", "Y"})
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
    line = _WORD.sub(lambda word: "" if word[0] in words.fillers else word[0], plain_characters(text))
    line = without_about(line.strip(" .,")).strip()
    figures = _FIGURES.fullmatch(line)
    if figures:
        first, separator, second, third = figures.groups()
        if third:
            return _of_three(first, second, third, separator)
        return _of_two(first, second) if second else _of_tokens(*_shape(line, words))
    return _of_tokens(*_shape(line, words))


def spelled(span: DateSpan, language: str = "en") -> str:
    """Return a day, month or year in words: "15 June 2001"."""
    month = words_of(language).months[span.start.month - 1].capitalize()
    match span.precision:
        case "day":
            return f"{span.start.day} {month} {span.start.year}"
        case "month":
            return f"{month} {span.start.year}"
    return str(span.start.year)


def _of_three(first: str, second: str, third: str, separator: str) -> DateSpan:
    """Read 2001-06-15, 15.6.2001, 15/6/2001 or 6/15/2001."""
    if _is_year(first) and not _is_year(third):
        return of_day(int(first), _small(second), _small(third))
    if not _is_year(third):
        raise MalformedError(_WHOLE_YEAR)
    year, one, two = int(third), _small(first), _small(second)
    if separator == "." or one == two or one > _MONTHS:
        return of_day(year, two, one)
    if two > _MONTHS:
        return of_day(year, one, two)
    readings = [spelled(of_day(year, month, day)) for day, month in ((one, two), (two, one))]
    raise MalformedError(f"Is that {readings[0]} or {readings[1]}? Write the month as a word.")


def _of_two(first: str, second: str) -> DateSpan:
    """Read 2001-06 or 06/2001."""
    if _is_year(first) and _is_year(second):
        raise MalformedError(_ONE_DATE)
    if _is_year(first):
        return of_month(int(first), _small(second))
    if _is_year(second):
        return of_month(int(second), _small(first))
    raise MalformedError(_YEAR_TOO)


def _is_year(figures: str) -> bool:
    return _DAY_FIGURES < len(figures) <= _YEAR_FIGURES


def _small(figures: str) -> int:
    """Return the number of a day or month. Raises `MalformedError`."""
    if len(figures) > _DAY_FIGURES:
        raise MalformedError(_WRITE_A_DATE)
    return int(figures)


def _shape(line: str, words: DateWords) -> tuple[str, list[int]]:
    """Return a line as one letter a token, and the tokens' numbers.

    Y is a year, D a day (or a year cut short), M a month, S the month in which a season begins.
    """
    letters, at, in_full = "", 0, False
    numbers: list[int] = []
    while at < len(line):
        token = _TOKEN.match(line, at)
        if token is None:
            raise MalformedError(_WRITE_A_DATE)
        if word := token["word"]:
            if word in words.eras:
                in_full = True
            else:
                letter, number = _of_word(word, words)
                letters, numbers = letters + letter, [*numbers, number]
        else:
            figures = token["figures"]
            if len(figures) > _YEAR_FIGURES:
                raise MalformedError(_WRITE_A_DATE)
            letters, numbers = letters + ("Y" if _is_year(figures) else "D"), [*numbers, int(figures)]
        gap = _GAP.match(line, token.end())
        at = gap.end() if gap else token.end()
    if in_full and letters.endswith("D"):
        letters = letters[:-1] + "Y"
    return letters, numbers


def _of_word(word: str, words: DateWords) -> tuple[str, int]:
    if word in words.month_numbers:
        return "M", words.month_numbers[word]
    if word in words.seasons:
        return "S", words.seasons[word]
    if word in words.modifiers:
        raise MalformedError("Write the day, the month, the season or the year alone, such as March 1962.")
    near = get_close_matches(word, [*words.months, *words.seasons], n=1)
    raise MalformedError(f"Did you mean {near[0].capitalize()}?" if near else _WRITE_A_DATE)


def _of_tokens(letters: str, numbers: list[int]) -> DateSpan:
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


def _is_whole_winter(month: int, year: int, next_year: int) -> bool:
    """Tell whether this is a winter with both its years: 2000/2001, 2000/01."""
    return month == _WINTER and next_year in {year + 1, (year + 1) % 100}
