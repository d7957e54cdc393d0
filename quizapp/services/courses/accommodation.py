"""What holds for one person in each assignment of a course: more time, more attempts, more days."""

from dataclasses import dataclass

from quizapp.models import Membership

MOST_TIME_FACTOR = 10
#: The most that a form takes of minutes, attempts or days: what is larger is a slip.
MOST_EXTRA_MINUTES, MOST_EXTRA_ATTEMPTS, MOST_EXTRA_DAYS = 600, 100, 365


@dataclass(frozen=True, slots=True)
class Accommodation:
    """What a member gets beyond the terms of each assignment; by itself nothing."""

    time_factor: float = 1
    extra_minutes: int = 0
    extra_attempts: int = 0
    extra_days: int = 0


def accommodation_of(membership: Membership) -> Accommodation:
    """Return what a member's row says."""
    return Accommodation(
        membership.time_factor, membership.extra_minutes, membership.extra_attempts, membership.extra_days
    )
