"""The way through an attempt whose questions are taken one after the other: moved only by who leaves one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.orm import aliased

from quizapp.models import Attempt, Slot
from quizapp.quizzes import timing
from quizapp.quizzes.navigation import Way
from quizapp.services.errors import PassedError
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import ONE_SLOT, find_row, make_slot
from quizapp.services.transaction import writing_own
from quizapp.translation.texts import _

# Built once: building a statement takes longer than running it.
_every = aliased(Slot)
#: What `way_of` needs of a row.
WAY_COLUMNS: tuple[Any, ...] = (
    *(Attempt.reached, Attempt.only_forward),
    select(func.count())
    .where(_every.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
    .label("questions"),
)
_WAY = select(*WAY_COLUMNS).select_from(Attempt).where(Attempt.id == bindparam("attempt_id"))
_SLOT_TO_LEAVE = ONE_SLOT.add_columns(*WAY_COLUMNS)
_REACHED = update(Attempt).where(Attempt.id == bindparam("of_attempt")).values(reached=bindparam("now_at"))


def way_of(row: Row[Any]) -> Way:
    """Return how far the learner of an attempt has come."""
    return Way(row.questions, row.reached, row.only_forward)


def reopen(connection: Connection, attempt_id: int) -> None:
    """Put the learner of an attempt that is reopened back to its last question, if all were left."""
    row = connection.execute(_WAY, {"attempt_id": attempt_id}).one()
    connection.execute(_REACHED, {"of_attempt": attempt_id, "now_at": way_of(row).reopened().reached})


def check_is_open(way: Way, number: int) -> None:
    """Raise `PassedError` for a question that was left for good, or isn't reached yet."""
    if not way.is_open(number):
        raise PassedError(
            _("You have left question %(number)s, and there is no way back.", number=number)
            if way.is_behind(number)
            else _("Question %(number)s comes later: answer the ones before it first.", number=number)
        )


def go_on(connection: Connection, attempt_id: int, way: Way, number: int) -> None:
    """Write down that a question is left, where that is for good."""
    after = way.leave(number)
    if after != way:
        connection.execute(_REACHED, {"of_attempt": attempt_id, "now_at": after.reached})


def leave(person: Person, attempt_id: int, number: int, now: datetime) -> Way:
    """Leave a question for good, answered or not; left twice it is left once. Returns the way from there.

    Raises `NotFoundError`. A quiz that goes to and fro, or takes no answers any more, stays as it is.
    """
    with writing_own(person.id) as session:
        connection = session.connection()
        row = find_row(connection, _SLOT_TO_LEAVE, person, attempt_id, number)
        slot, way = make_slot(row), way_of(row)
        if slot.is_finished or timing.is_over(slot.ends_at, now):
            return way
        go_on(connection, attempt_id, way, number)
        return way.leave(number)
