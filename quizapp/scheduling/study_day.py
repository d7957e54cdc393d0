"""A learner's study day: their time zone, and the hour at which their day begins.

Somebody who studies past midnight is still in the same evening, and somebody who comes back the
next morning has slept, however few hours have passed. The memory model counts these days.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

HOURS = range(24)
ONE_DAY = timedelta(days=1)


@cache
def time_zones() -> frozenset[str]:
    """Return the IANA names a learner may choose from (some 600)."""
    # Both of these are files rather than places; the first means something else on each machine.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def known_zone(time_zone: str) -> str:
    """Return a time zone that exists: UTC for one that doesn't."""
    return time_zone if time_zone in time_zones() else "UTC"


def to_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class StudyClock:
    """A learner's time zone (an IANA name) and the hour (0 to 23) at which their day begins.

    Raises ValueError for an unknown zone or another hour.
    """

    time_zone: str = "UTC"
    day_starts_at: int = 4

    def __post_init__(self) -> None:
        if self.time_zone not in time_zones():
            raise ValueError(f"{self.time_zone!r} is not an IANA time zone")
        if self.day_starts_at not in HOURS:
            raise ValueError(f"a day begins at an hour from 0 to 23, not {self.day_starts_at!r}")

    def begins(self, day: date) -> datetime:
        """Return the moment, in UTC, at which a study day begins.

        Where clocks go back over that hour it is the first of the two; where they skip it, it is
        as long after the change as the hour would have been. So begins(day) never decreases, and
        a day that the calendar leaves out (Apia, 30 December 2011) has no length at all.
        """
        return datetime.combine(day, time(self.day_starts_at), ZoneInfo(self.time_zone)).astimezone(UTC)

    def study_day(self, moment: datetime) -> date:
        """Return the study day of an aware moment: the last one that has begun.

        Raises ValueError for a naive moment.
        """
        moment = to_utc(moment)
        wall = moment.astimezone(ZoneInfo(self.time_zone))
        day = (wall.replace(tzinfo=None) - timedelta(hours=self.day_starts_at)).date()
        # The wall clock is right except in the hours around a change of clocks.
        while self.begins(day) > moment:
            day -= ONE_DAY
        while self.begins(day + ONE_DAY) <= moment:
            day += ONE_DAY
        return day
