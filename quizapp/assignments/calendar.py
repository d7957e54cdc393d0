"""Moments moved by days: "3 days later" is at the same hour on the course's clocks, also where those change.

Of a span, its whole days are counted on the calendar of the course's time zone, and the rest of it is exact:
23:59 three days later is 23:59, and 90 minutes are 90 minutes, whatever the clocks do in between. A moment
that the clocks skip is as long after the change as it would have been.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_ONE_DAY: Final = timedelta(days=1)


def add_days(moment: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the moment some days later, or earlier, at the same hour in a time zone."""
    # Adding nothing would still choose the first of two hours of the same name.
    return (moment.astimezone(zone) + days * _ONE_DAY).astimezone(UTC) if days else moment


def shift(moment: datetime, span: timedelta, zone: tzinfo) -> datetime:
    """Return a moment moved by a span."""
    days = int(span / _ONE_DAY)
    return add_days(moment, days, zone) + (span - days * _ONE_DAY)


def move_alike(moment: datetime, before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return a moment moved as another was that moved from `before` to `after`."""
    by_the_clock = after.astimezone(zone).replace(tzinfo=None) - before.astimezone(zone).replace(tzinfo=None)
    days = int(by_the_clock / _ONE_DAY)
    return add_days(moment, days, zone) + (after - add_days(before, days, zone))
