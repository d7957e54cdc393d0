"""When an attempt ends: a page that is open asks it all the time."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import bindparam, select

from quizapp.models import Attempt
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.quizzes.attempt_rows import DATE_COLUMNS, ended_at, zone_of
from quizapp.services.transaction import reading_rows
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class AttemptEnd:
    """When an attempt ends, where that is limited, and whether it has, be it because staff annulled it."""

    ends_at: datetime | None
    is_finished: bool
    #: On whose clocks its assignment has its dates.
    zone: tzinfo | None


# Built once: building a statement takes longer than running it.
_END = select(Attempt.ends_at, Attempt.finished_at, Attempt.annulled_at, *DATE_COLUMNS).where(
    Attempt.id == bindparam("attempt_id"), Attempt.user_id == bindparam("user_id")
)


def find_end(person: Person, attempt_id: int) -> AttemptEnd:
    """Return when a person's attempt ends: open pages ask it all the time. Raises `NotFoundError`."""
    row = reading_rows().execute(_END, {"attempt_id": attempt_id, "user_id": person.id}).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such quiz."))
    return AttemptEnd(row.ends_at, ended_at(row) is not None, zone_of(row))
