"""What learners decide for themselves. A change touches their own row only: no card moves by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from quizapp.models import User
from quizapp.scheduling.memory import checked_retention
from quizapp.scheduling.study_day import StudyClock
from quizapp.services.accounts import links, names
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing_for

#: The most cards a study day that a learner may wish for; the tables hold them to the same.
MOST_NEW, MOST_REVIEWS = 999, 9999


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a learner's days and cards are planned.

    `time_zone` is an IANA name, `day_starts_at` an hour from 0 to 23, `desired_retention` a share
    from 0.7 to 0.97; the limits count cards a study day. Raises ValueError for what lies outside.
    """

    time_zone: str
    day_starts_at: int
    desired_retention: float
    new_per_day: int
    reviews_per_day: int

    def __post_init__(self) -> None:
        StudyClock(self.time_zone, self.day_starts_at)
        checked_retention(self.desired_retention)
        if not (0 <= self.new_per_day <= MOST_NEW and 0 <= self.reviews_per_day <= MOST_REVIEWS):
            raise ValueError(f"{self.new_per_day} new cards and {self.reviews_per_day} reviews are no limits")


def preferences_of(person: Person) -> Preferences:
    """Return what a person has decided so far."""
    return Preferences(
        time_zone=person.clock.time_zone,
        day_starts_at=person.clock.day_starts_at,
        desired_retention=person.desired_retention,
        new_per_day=person.new_per_day,
        reviews_per_day=person.reviews_per_day,
    )


def save(person: Person, preferences: Preferences) -> None:
    """Keep what a person decides. Cards that are planned keep their days; the next review counts anew."""
    with writing_for(person.id) as (_, user):
        user.time_zone = preferences.time_zone
        user.day_starts_at = preferences.day_starts_at
        user.desired_retention = preferences.desired_retention
        user.new_per_day = preferences.new_per_day
        user.reviews_per_day = preferences.reviews_per_day


def email_of(person: Person) -> str | None:
    """Return the address to which a link for a forgotten password would be mailed."""
    return reading().scalar(select(User.email).where(User.id == person.id))


def change_email(
    person: Person, email: str | None, password: str, context: AuthenticationContext, now: datetime
) -> None:
    """Change or remove that address. Whoever has it can take the account: so the password is asked.

    Raises `InvalidError` for what can't be an address, `WrongPasswordError`, `ThrottledError`.
    """
    cleaned = names.clean_email(email)
    reauthenticate(person, password, context, now)
    with writing_for(person.id) as (session, user):
        user.email, user.email_key = cleaned, names.email_key(cleaned) if cleaned else None
        links.void_password_links(session, user.id)
