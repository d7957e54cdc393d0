"""What people decide about pages, days and cards: one value, read from and written to their row as a whole.

A field here is a column of the same name in `users`; nothing else copies the fields one by one.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Row

from quizapp.models import User
from quizapp.scheduling.context import checked_retention
from quizapp.scheduling.study_day import StudyClock, known_zone

#: The most cards a study day that a learner may ask for; the tables hold them to the same.
MOST_NEW, MOST_REVIEWS = 999, 9999


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person reads pages, and how their days and cards are planned.

    `language` is the tag of a language (BCP 47), empty where the browser decides. `time_zone` is an IANA
    name, `day_starts_at` an hour from 0 to 23, `desired_retention` a share from 0.7 to 0.97; the limits count
    cards per study day. Raises ValueError for what lies outside.
    """

    time_zone: str
    day_starts_at: int
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    language: str = ""

    def __post_init__(self) -> None:
        StudyClock(self.time_zone, self.day_starts_at)
        checked_retention(self.desired_retention)
        if not (0 <= self.new_per_day <= MOST_NEW and 0 <= self.reviews_per_day <= MOST_REVIEWS):
            raise ValueError(f"{self.new_per_day} new cards and {self.reviews_per_day} reviews are no limits")

    @property
    def clock(self) -> StudyClock:
        """Return when the learner's study days begin."""
        return StudyClock(self.time_zone, self.day_starts_at)


#: The columns that `preferences_of` needs.
PREFERENCE_COLUMNS = tuple(User.__table__.c[field.name] for field in fields(Preferences))


def preferences_of(user: User | Row[Any]) -> Preferences:
    """Read the preferences of a row; UTC stands for a zone that this machine no longer knows."""
    values = {column.name: getattr(user, column.name) for column in PREFERENCE_COLUMNS}
    return Preferences(**values | {"time_zone": known_zone(user.time_zone)})


def put_preferences(user: User, preferences: Preferences) -> None:
    """Write the preferences to a row, in the caller's transaction."""
    for name, value in asdict(preferences).items():
        setattr(user, name, value)
