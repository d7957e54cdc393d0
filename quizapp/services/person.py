"""The person a use case acts for: frozen, so that no page holds a row of the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from quizapp.models import User
from quizapp.scheduling.study_day import StudyClock
from quizapp.services.permissions import Role
from quizapp.services.preferences import PREFERENCE_COLUMNS, Preferences, preferences_of


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and the preferences by which their days and cards are planned."""

    id: int
    #: Both names are None for a visitor.
    user_name: str | None
    display_name: str | None
    role: Role
    session_token: str
    made_up: bool
    #: The key alone may be given again once an account is deleted.
    created_at: datetime
    preferences: Preferences

    @property
    def clock(self) -> StudyClock:
        """Return when the person's study days begin."""
        return self.preferences.clock


#: What `person_of` needs, for those who read no more than that.
PERSON_COLUMNS = (
    *(
        User.__table__.c[name]
        for name in ("id", "user_name", "display_name", "role", "session_token", "made_up", "created_at")
    ),
    *PREFERENCE_COLUMNS,
)


def person_of(user: User | Row[Any]) -> Person:
    """Make the person of a row."""
    return Person(
        id=user.id,
        user_name=user.user_name,
        display_name=user.display_name,
        role=Role(user.role),
        session_token=user.session_token,
        made_up=user.made_up,
        created_at=user.created_at,
        preferences=preferences_of(user),
    )
