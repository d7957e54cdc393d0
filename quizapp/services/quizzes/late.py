"""Answers that arrive after the end of an attempt at an assignment: kept apart until the staff decides.

The line was cut, say, and the browser kept what was typed. One is kept for each question: the last. Nothing
is kept of an attempt that its learner submitted, or that told right answers, or that was annulled.

An answer within the grace isn't late: it counts, even if a look at the attempt has finished that before.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from quizapp.models import Attempt, LateAnswer, LearnerTerms
from quizapp.question_types.base import Response
from quizapp.quizzes import disclosure, timing
from quizapp.quizzes.certainty import Certainty
from quizapp.services.assignments.learner_terms import hold
from quizapp.services.errors import ClosedError
from quizapp.services.person import Person
from quizapp.services.quizzes.attempt_rows import (
    DISCLOSURE_COLUMNS,
    RULES_COLUMNS,
    disclose,
    rules_of,
    shows_of,
)
from quizapp.services.quizzes.closing import FinishedBy
from quizapp.services.transaction import reading_rows
from quizapp.translation.texts import lazy

#: How long after the close of the assignment, or the end of an attempt that has none, answers are kept.
KEPT_FOR: Final = timedelta(days=7)
#: What `takes` needs of a row beside the columns of a slot.
LATE_COLUMNS = (
    Attempt.assignment_id,
    Attempt.user_id,
    Attempt.annulled_at,
    Attempt.is_preview,
    Attempt.finished_by,
)

# Built once: building a statement takes longer than running it.
_HELD = select(Attempt.id).where(Attempt.id == bindparam("attempt_id")).with_for_update()
_CLOSE = select(LearnerTerms.closes_at).where(
    LearnerTerms.assignment_id == bindparam("assignment_id"), LearnerTerms.user_id == bindparam("user_id")
)
_ATTEMPT = select(Attempt.ends_at, *LATE_COLUMNS, *RULES_COLUMNS, *DISCLOSURE_COLUMNS).where(
    Attempt.id == bindparam("attempt_id"), Attempt.user_id == bindparam("user_id")
)
_THERE = select(LateAnswer.response, LateAnswer.certainty, LateAnswer.decided_at).where(
    LateAnswer.slot_id == bindparam("slot_id")
)
_REPLACED = (
    update(LateAnswer)
    .where(LateAnswer.slot_id == bindparam("of_slot"), LateAnswer.decided_at.is_(None))
    .values(
        response=bindparam("given", type_=LateAnswer.response.type),
        certainty=bindparam("sure"),
        arrived_at=bindparam("at"),
    )
    .returning(LateAnswer.id)
)
_DECIDED = lazy("Your instructor has already decided about a late answer to this question.")


def still_counts(row: Row[Any], now: datetime) -> bool:
    """Tell whether an answer still counts in the attempt of this row, although time has finished it.

    A look at the result finishes an attempt as soon as its time is up, and a worker may have
    finished it while this answer waited. It doesn't once marks show, with whose help it could be given.
    """
    is_by_time = row.finished_by == FinishedBy.TIME and not timing.is_over(row.ends_at, now)
    if row.assignment_id is None or not is_by_time or row.annulled_at is not None:
        return False
    return not disclose(row, is_answered=True).is_final


def hold_finished(session: Session, row: Row[Any]) -> None:
    """Keep a finished attempt at an assignment as it is: the staff may mark or change it at any moment."""
    hold(session, row.assignment_id, is_change=False)
    session.connection().execute(_HELD, {"attempt_id": row.attempt_id})


def takes(connection: Connection, row: Row[Any], now: datetime) -> bool:
    """Tell whether an answer to the slot of this row that doesn't count arrives late, and would be kept."""
    # Where marks show, it may be finished within the grace: what is on its way then isn't lost.
    is_over = row.finished_by == FinishedBy.TIME or timing.is_over(row.ends_at, now)
    if row.assignment_id is None or not is_over or row.annulled_at is not None or row.is_preview:
        return False
    if row.finished_by == FinishedBy.LEARNER or _tells(row):
        return False
    values = {"assignment_id": row.assignment_id, "user_id": row.user_id}
    ends: list[datetime] = [row.ends_at, *filter(None, [connection.scalar(_CLOSE, values)])]
    return now <= max(ends) + KEPT_FOR


def are_taken(person: Person, attempt_id: int, now: datetime) -> bool:
    """Tell whether answers to an attempt of a person would arrive late now, and be kept."""
    connection = reading_rows()
    row = connection.execute(_ATTEMPT, {"attempt_id": attempt_id, "user_id": person.id}).one_or_none()
    return row is not None and takes(connection, row, now)


def keep(
    connection: Connection,
    slot_id: int,
    response: Response | None,
    certainty: Certainty | None,
    now: datetime,
) -> None:
    """Keep an answer in place of the one that arrived before; the same one again stays as it arrived.

    Raises `ClosedError` once the staff has decided.
    """
    there = connection.execute(_THERE, {"slot_id": slot_id}).one_or_none()
    if there is None:
        row = {"slot_id": slot_id, "response": response, "certainty": certainty, "arrived_at": now}
        connection.execute(insert(LateAnswer).values(row))
        return
    is_same = there.decided_at is None and (there.response, there.certainty) == (response, certainty)
    values = {"of_slot": slot_id, "given": response, "sure": certainty, "at": now}
    # Between the look and this, the staff may have decided.
    if not is_same and connection.execute(_REPLACED, values).one_or_none() is None:
        raise ClosedError(str(_DECIDED))


def _tells(row: Row[Any]) -> bool:
    """Tell whether the learner knows more than marks, or would with the next look at the attempt."""
    told = disclosure.disclose(
        rules_of(row),
        is_answered=True,
        is_finished=True,
        shows=shows_of(row),
        is_released=row.released_at is not None,
        is_settled=row.settled_at is not None,
    )
    return told.feedback or told.right_answer
