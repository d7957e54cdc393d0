"""A slot of an attempt as the tables have it: its question, and the answer that counts.

Nothing of this may be shown as it is: a `StoredSlot` knows how its answer went before its learner may.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select

from quizapp.bank.schema import MOST_QUESTIONS
from quizapp.models import Answer, Attempt, Bank, Question, Revision, Slot
from quizapp.question_types.base import Mark, Response
from quizapp.question_types.certainty import Certainty
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.questions import ASKED_COLUMNS, AskedQuestion, make_asked


class Feedback(StrEnum):
    """When a learner is told how it went."""

    EACH = "each"
    END = "end"


@dataclass(frozen=True, slots=True)
class StoredSlot:
    """A slot of an attempt as the tables have it: its question, and the answer that counts.

    `credit` is what that answer earned after `hints_used` hints, None where there is none; an answer
    without a `response` says "I don't know". `sequence` counts the answers so far.
    """

    attempt_id: int
    slot_id: int
    number: int
    feedback: Feedback
    asks_certainty: bool
    closes_at: datetime | None
    is_finished: bool
    asked: AskedQuestion
    hints_used: int
    sequence: int
    response: Response | None
    credit: float | None
    certainty: Certainty | None

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return self.credit is not None

    @property
    def is_revealed(self) -> bool:
        """Tell whether the learner may know how it went, so that nothing can be changed any more."""
        return self.is_finished or (self.is_answered and self.feedback is Feedback.EACH)

    @property
    def mark(self) -> Mark | None:
        """Return how the answer went in itself, whatever hints cost, or None where there is none."""
        if self.credit is None:
            return None
        if self.response is None:
            return Mark(self.credit)
        if self.hints_used:
            return self.asked.grade(self.response)
        # What it earned when it was given stands, should the grading ever learn better.
        return replace(self.asked.grade(self.response), credit=self.credit)


#: Joins a slot to the one of its answers that counts.
LAST_ANSWER = and_(Answer.slot_id == Slot.id, Answer.sequence == Slot.sequence)


# Built once: building a statement takes longer than running it.
_SLOT_COLUMNS: tuple[Any, ...] = (
    *(Attempt.id.label("attempt_id"), Attempt.feedback, Attempt.finished_at),
    *(Attempt.asks_certainty, Attempt.closes_at),
    *(Slot.id.label("slot_id"), Slot.number, Slot.seed, Slot.hints_used, Slot.sequence),
    *(Answer.response, Answer.credit, Answer.certainty),
    *ASKED_COLUMNS,
)
_SLOTS = (
    select(*_SLOT_COLUMNS)
    .join_from(Attempt, Slot, Slot.attempt_id == Attempt.id)
    .join(Revision, Revision.id == Slot.revision_id)
    .join(Question, Question.id == Revision.question_id)
    .join(Bank, Bank.id == Question.bank_id)
    .outerjoin(Answer, LAST_ANSWER)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.user_id == bindparam("user_id"))
    .order_by(Slot.number)
)
_SLOT = _SLOTS.where(Slot.number == bindparam("number"))


def find_slot(connection: Connection, person: Person, attempt_id: int, number: int) -> StoredSlot:
    """Return a slot of a person's attempt. Raises `NotFoundError`."""
    # A number that no quiz has never reaches the database, whose integers end somewhere.
    row = None
    if 1 <= number <= MOST_QUESTIONS:
        wanted = {"attempt_id": attempt_id, "user_id": person.id, "number": number}
        row = connection.execute(_SLOT, wanted).one_or_none()
    if row is None:
        raise NotFoundError("There is no such question in this quiz.")
    return _slot(row)


def find_slots(connection: Connection, person: Person, attempt_id: int) -> list[StoredSlot]:
    """Return all slots of a person's attempt, in order; none where there is no such attempt."""
    rows = connection.execute(_SLOTS, {"attempt_id": attempt_id, "user_id": person.id})
    return [_slot(row) for row in rows]


def _slot(row: Row[Any]) -> StoredSlot:
    return StoredSlot(
        attempt_id=row.attempt_id,
        slot_id=row.slot_id,
        number=row.number,
        feedback=Feedback(row.feedback),
        asks_certainty=row.asks_certainty,
        closes_at=row.closes_at,
        is_finished=row.finished_at is not None,
        asked=make_asked(row, row.seed),
        hints_used=row.hints_used,
        sequence=row.sequence,
        response=row.response,
        credit=row.credit,
        certainty=None if row.certainty is None else Certainty(row.certainty),
    )
