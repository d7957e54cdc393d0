"""A date as the days it may be: the answer "fall 2000" is any day from 1 September to 30 November.

Days are counted in the calendar of today, backwards too, because `datetime.date` begins with the year 1.
"""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple

from quizapp.question_types.base import MalformedError
from quizapp.translation.texts import _

Precision = Literal[
    "century",
    "decade",
    "year",
    "season",
    "month",
    "day",
    "part of the century",
    "part of the decade",
    "part of the year",
    "part of the season",
    "part of the month",
    "bound",
]
Bound = Literal["before", "after", "since", "until"]

#: The first and the last year, AD or BC, that can be written.
LAST_YEAR: Final = 9999
_SEASON_MONTHS: Final = 3
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31
#: Years with the same calendar as those that `calendar` doesn't know lie so many years later.
_CYCLE: Final = 400
#: The early, the middle and the late ones, by the first of each and of what follows.
_MONTHS_OF_PARTS: Final = (1, 5, 9, 13)
_DAYS_OF_PARTS: Final = (1, 11, 21)
_YEARS_OF_PARTS: Final[dict[Precision, tuple[int, ...]]] = {
    "part of the decade": (0, 4, 7, 10),
    "part of the century": (0, 33, 67, 100),
}
#: What names no single year.
_SEVERAL_YEARS: Final = ("century", "decade", "part of the century", "part of the decade", "bound")


class Day(NamedTuple):
    """One day. The year before the year 1 is 0, as astronomers count: 221 BC is -220."""

    year: int
    month: int
    day: int


EARLIEST: Final = Day(-LAST_YEAR - 1, 1, 1)
LATEST: Final = Day(LAST_YEAR + 2, 12, 31)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days from `start` to `end`, both included, as a date of some precision names them.

    `bound` and `named` are what a date with a word like "until" in front is made of. `doubt` is what to ask
    somebody who types what may be another date too; stored answers were read as this one, and still are.
    `spelling` is how a name is spelled in which there was a slip. `says_era` tells whether it was written
    with BC or AD.
    """

    start: Day
    end: Day
    precision: Precision
    bound: "Bound | None" = field(default=None, compare=False)
    named: "DateSpan | None" = field(default=None, compare=False)
    doubt: str | None = field(default=None, compare=False)
    spelling: str | None = field(default=None, compare=False)
    says_era: bool = field(default=False, compare=False)

    def contains(self, other: "DateSpan") -> bool:
        """Tell whether every day of `other` is one of these."""
        return self.start <= other.start and other.end <= self.end

    def is_coarser_than(self, other: "DateSpan") -> bool:
        """Tell whether this is a less precise date, such as a year where `other` is a month."""
        return self.precision != other.precision and self.length > other.length

    @property
    def length(self) -> int:
        """Return about how many days it has, in months of 31."""
        years, months, days = (last - first for first, last in zip(self.start, self.end, strict=True))
        return (years * _MONTHS + months) * _LONGEST_MONTH + days + 1

    @property
    def year(self) -> int | None:
        """Return the year that is named; that of a winter is the one in which it begins."""
        return None if self.precision in _SEVERAL_YEARS else self.start.year

    @property
    def month(self) -> int | None:
        """Return the month that is named."""
        return self.start.month if self.precision in ("month", "part of the month", "day") else None


def of_day(year: int, month: int, day: int) -> DateSpan:
    """Return one day. Raises `MalformedError` for one that no calendar has."""
    whole = of_month(year, month)
    if not 1 <= day <= whole.end.day:
        raise MalformedError(
            _("There is no day %(day)s in that month: it has %(last)s days.", day=day, last=whole.end.day)
        )
    single = Day(year, month, day)
    return DateSpan(single, single, "day")


def of_month(year: int, month: int) -> DateSpan:
    """Return a month. Raises `MalformedError` for one that no calendar has."""
    if not 1 <= month <= _MONTHS:
        raise MalformedError(_("There is no month %(month)s. Write the month as a word.", month=month))
    return _months(year, month, 1, "month")


def of_season(year: int, month: int) -> DateSpan:
    """Return the season that begins in a month; the winter of 2000 ends in February 2001."""
    return _months(year, month, _SEASON_MONTHS, "season")


def of_year(year: int) -> DateSpan:
    """Return a year. Raises `MalformedError` for one that can't be reckoned with."""
    return _months(year, 1, _MONTHS, "year")


def of_years(first: int, last: int, precision: Precision) -> DateSpan:
    """Return the years from `first` to `last`. Raises `MalformedError` as `of_year` does."""
    return DateSpan(of_year(first).start, of_year(last).end, precision)


def part_of(span: DateSpan, part: int) -> DateSpan:
    """Return the early (0), the middle (1) or the late (2) days of a span. Raises `MalformedError`."""
    return replace(_part_of(span, part), doubt=span.doubt)


def _part_of(span: DateSpan, part: int) -> DateSpan:
    year, month, _day = span.start
    match span.precision:
        case "decade":
            return _some_years(year, "part of the decade", part)
        case "century":
            return _some_years(year, "part of the century", part)
        case "year":
            first, after = _MONTHS_OF_PARTS[part : part + 2]
            return _months(year, first, after - first, "part of the year")
        case "season":
            years_on, month = divmod(month + part - 1, _MONTHS)
            return _months(year + years_on, month + 1, 1, "part of the season")
        case "month":
            days = (*_DAYS_OF_PARTS, span.end.day + 1)
            return DateSpan(
                Day(year, month, days[part]), Day(year, month, days[part + 1] - 1), "part of the month"
            )
    raise MalformedError(_("Write early, mid or late before a month, a season, a year or a decade only."))


def bounded(span: DateSpan, bound: Bound) -> DateSpan:
    """Return all days before a span, or after it; `until` and `since` count the span itself in."""
    match bound:
        case "before":
            start, end = EARLIEST, _day_before(span.start)
        case "until":
            start, end = EARLIEST, span.end
        case "since":
            start, end = span.start, LATEST
        case "after":
            start, end = _day_after(span.end), LATEST
    return DateSpan(start, end, "bound", bound, span, span.doubt)


def _some_years(first: int, precision: Precision, part: int) -> DateSpan:
    begin, after = _YEARS_OF_PARTS[precision][part : part + 2]
    return of_years(first + begin, first + after - 1, precision)


def _last_of(year: int, month: int) -> int:
    return monthrange(year % _CYCLE + _CYCLE, month)[1]


def _day_before(day: Day) -> Day:
    if day.day > 1:
        return day._replace(day=day.day - 1)
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, _MONTHS)
    return Day(year, month, _last_of(year, month))


def _day_after(day: Day) -> Day:
    if day.day < _last_of(day.year, day.month):
        return day._replace(day=day.day + 1)
    years, month = divmod(day.month, _MONTHS)
    return Day(day.year + years, month + 1, 1)


def _months(year: int, month: int, count: int, precision: Precision) -> DateSpan:
    if not -LAST_YEAR < year <= LAST_YEAR:
        raise MalformedError(_("Write a year between 1 and %(last)s.", last=LAST_YEAR))
    years, last = divmod(month + count - 2, _MONTHS)
    end_year, end_month = year + years, last + 1
    return DateSpan(Day(year, month, 1), Day(end_year, end_month, _last_of(end_year, end_month)), precision)
