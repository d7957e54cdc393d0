"""Moments as people type them on a course's clocks, also in the nights in which those change.

In such a night an hour is skipped, or comes twice. A time that is skipped is taken as long after the change
as it would have been; of two hours of the same name, an opening is the first and an end the second, so that
nobody has less time by it. Either way the person who typed it is told what was taken.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum


class ClockChange(StrEnum):
    """What is odd about a time in the night of a change."""

    SKIPPED = "skipped"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class TakenTime:
    """The moment that was taken for a time on the clocks."""

    moment: datetime
    change: ClockChange | None = None


def take(local: datetime, zone: tzinfo, *, is_end: bool) -> TakenTime:
    """Return the moment that a time without a zone means on the clocks of a zone."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return TakenTime(first)
    if first.astimezone(zone).replace(tzinfo=None) != local:
        # By the offset from before the change: as long after it as it would have been.
        return TakenTime(first, ClockChange.SKIPPED)
    return TakenTime(second if is_end else first, ClockChange.TWICE)


def shown(moment: datetime, zone: tzinfo) -> datetime:
    """Return what the clocks of a zone show at a moment, to the minute."""
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


def which_of_two(moment: datetime, zone: tzinfo) -> int | None:
    """Return 1 or 2 where clocks show the time of this moment twice in their night, and None elsewhere."""
    local = moment.astimezone(zone)
    first, second = (local.replace(fold=fold) for fold in (0, 1))
    return None if first.utcoffset() == second.utcoffset() else local.fold + 1
