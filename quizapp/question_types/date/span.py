"""A date as the days it may be: the answer "fall 2000" is any day from 1 September to 30 November."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from quizapp.question_types.base import MalformedError

Precision = Literal["year", "season", "month", "day"]

#: The winter of the year after it would end in a year that `datetime.date` doesn't know.
LAST_YEAR: Final = 9998
_SEASON_MONTHS: Final = 3
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days from `start` to `end`, both included, as a date of some precision names them."""

    start: date
    end: date
    precision: Precision

    def contains(self, other: "DateSpan") -> bool:
        """Tell whether every day of `other` is one of these."""
        return self.start <= other.start and other.end <= self.end


def of_day(year: int, month: int, day: int) -> DateSpan:
    """Return one day. Raises `MalformedError` for one that no calendar has."""
    whole = of_month(year, month)
    if not 1 <= day <= whole.end.day:
        raise MalformedError(f"There is no day {day} in that month: it has {whole.end.day} days.")
    single = date(year, month, day)
    return DateSpan(single, single, "day")


def of_month(year: int, month: int) -> DateSpan:
    """Return a month. Raises `MalformedError` for one that no calendar has."""
    if not 1 <= month <= _MONTHS:
        raise MalformedError(f"There is no month {month}. Write the month as a word.")
    return _months(year, month, 1, "month")


def of_season(year: int, month: int) -> DateSpan:
    """Return the season that begins in a month; the winter of 2000 ends in February 2001."""
    return _months(year, month, _SEASON_MONTHS, "season")


def of_year(year: int) -> DateSpan:
    """Return a year. Raises `MalformedError` for one that can't be reckoned with."""
    return _months(year, 1, _MONTHS, "year")


def _months(year: int, month: int, count: int, precision: Precision) -> DateSpan:
    if not 1 <= year <= LAST_YEAR:
        raise MalformedError(f"Write a year between 1 and {LAST_YEAR}.")
    years, last = divmod(month + count - 2, _MONTHS)
    end_year, end_month = year + years, last + 1
    return DateSpan(
        date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), precision
    )
