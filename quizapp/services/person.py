"""The person a use case acts for: frozen, so that no page holds a row of the database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from quizapp.models import User
from quizapp.scheduling.study_day import StudyClock, time_zones
from quizapp.services.permissions import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and the settings by which their days and cards are planned."""

    id: int
    #: None for a visitor.
    name: str | None
    role: Role
    session_token: str
    clock: StudyClock
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    made_up: bool


#: What `person_of` needs, for those who read no more than that.
PERSON_COLUMNS = tuple(
    User.__table__.c[name]
    for name in (
        *("id", "name", "role", "session_token", "made_up", "time_zone", "day_starts_at"),
        *("desired_retention", "new_per_day", "reviews_per_day"),
    )
)


def person_of(user: User | Row[Any]) -> Person:
    """Make the person of a row; their clock runs on UTC where this machine no longer knows their zone."""
    time_zone = user.time_zone if user.time_zone in time_zones() else "UTC"
    return Person(
        id=user.id,
        name=user.name,
        role=Role(user.role),
        session_token=user.session_token,
        clock=StudyClock(time_zone, user.day_starts_at),
        desired_retention=user.desired_retention,
        new_per_day=user.new_per_day,
        reviews_per_day=user.reviews_per_day,
        made_up=user.made_up,
    )
