"""All that became of the questions of an attempt: answers, marks by the staff, what arrived late."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.models import Answer, Attempt, AuditEvent, LateAnswer, Marking, Slot, User
from quizapp.question_types.base import Response
from quizapp.quizzes.certainty import Certainty
from quizapp.services.courses.audit import AuditAction
from quizapp.services.quizzes.marks import MarkSource
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.translation.texts import _

#: How many of the answers to one question are listed: a page saves one every 0.7 seconds while they type.
LONGEST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One of the answers to a question, in the order in which they were given."""

    sequence: int
    at: datetime
    is_emptied: bool
    #: In one line of plain text; None says "I don't know", or nothing where it was emptied.
    words: str | None
    certainty: Certainty | None


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark that somebody of the staff gave an answer."""

    #: Of which answer to the question.
    sequence: int
    credit: float
    #: The points for each criterion of the rubric; None where it has none.
    picks: tuple[float, ...] | None
    #: Whether a regrading gave it.
    is_regrade: bool
    #: None for somebody whose account is gone.
    by: str | None
    comment: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArrivedLate:
    """An answer that arrived after the end of its attempt."""

    id: int
    response: Response | None
    #: Whether what is stored isn't a response to the question, so that it can't be shown or accepted.
    is_unreadable: bool
    certainty: Certainty | None
    at: datetime
    #: How long after the end; None where the attempt has no end any more.
    after_the_end: timedelta | None
    #: Whether it was accepted; None until somebody decides.
    is_accepted: bool | None
    decided_at: datetime | None
    #: None for somebody whose account is gone.
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Annulment:
    """That somebody of the staff said that an attempt doesn't count."""

    at: datetime
    #: None for somebody whose account is gone.
    by: str | None
    reason: str
    #: Whether its learner may begin another in its place.
    gives_another: bool


@dataclass(frozen=True, slots=True)
class AttemptQuestion:
    """A question of an attempt with all that became of it."""

    slot: QuizSlot
    #: The latest of its answers, the first given first; `earlier` came before these.
    answers: tuple[GivenAnswer, ...]
    earlier: int
    #: The last mark counts, of the answer that counts.
    marks: tuple[GivenMark, ...]
    late: ArrivedLate | None


def questions_of(
    session: Session, attempt: Attempt, slots: tuple[QuizSlot, ...]
) -> tuple[AttemptQuestion, ...]:
    """Return the questions of an attempt with what became of each."""
    by_slot = {slot.slot_id: slot for slot in slots}
    given = _given(session, by_slot)
    marks, late = _marks(session, by_slot), _late(session, attempt, by_slot)
    return tuple(
        AttemptQuestion(
            slot=slot,
            answers=tuple(given[slot.slot_id]),
            earlier=max(0, slot.sequence - len(given[slot.slot_id])),
            marks=tuple(marks[slot.slot_id]),
            late=late.get(slot.slot_id),
        )
        for slot in slots
    )


def annulment_of(session: Session, attempt: Attempt) -> Annulment | None:
    """Return who annulled an attempt, when and why, as the record has it; None for one that counts."""
    if attempt.annulled_at is None:
        return None
    rows = session.execute(
        select(AuditEvent, User.display_name)
        .outerjoin(User, User.id == AuditEvent.by_id)
        .where(
            AuditEvent.assignment_id == attempt.assignment_id,
            AuditEvent.subject_id == attempt.user_id,
            AuditEvent.action == AuditAction.ATTEMPT_ANNULLED,
        )
        .order_by(AuditEvent.id.desc())
    )
    found = ((event, by) for event, by in rows if (event.after or {}).get("number") == attempt.number)
    event, by = next(found, (None, None))
    reason = event.reason if event else ""
    return Annulment(attempt.annulled_at, by, reason, gives_another=not attempt.is_forfeited)


def _given(session: Session, slots: Mapping[int, QuizSlot]) -> Mapping[int, list[GivenAnswer]]:
    rows = session.execute(
        select(
            Answer.slot_id,
            Answer.sequence,
            Answer.answered_at,
            Answer.emptied,
            Answer.response,
            Answer.certainty,
        )
        .join(Slot, Slot.id == Answer.slot_id)
        .where(Slot.id.in_(slots), Answer.sequence > Slot.sequence - LONGEST_HISTORY)
        .order_by(Answer.slot_id, Answer.sequence)
    )
    given = defaultdict(list)
    for row in rows:
        given[row.slot_id].append(
            GivenAnswer(
                row.sequence,
                row.answered_at,
                row.emptied,
                _in_words(slots[row.slot_id], row.response),
                Certainty(row.certainty) if row.certainty else None,
            )
        )
    return given


def _in_words(slot: QuizSlot, response: Response | None) -> str | None:
    if response is None:
        return None
    return slot.asked.describe(response) if slot.asked.reads(response) else _("Can't be shown any more")


def _marks(session: Session, slots: Mapping[int, QuizSlot]) -> Mapping[int, list[GivenMark]]:
    rows = session.execute(
        select(Marking, Answer.slot_id, Answer.sequence, User.display_name)
        .join(Answer, Answer.id == Marking.answer_id)
        .outerjoin(User, User.id == Marking.by_id)
        .where(Answer.slot_id.in_(slots))
        .order_by(Answer.sequence, Marking.sequence)
    )
    marks = defaultdict(list)
    for mark, slot_id, sequence, by in rows:
        marks[slot_id].append(
            GivenMark(
                sequence=sequence,
                credit=mark.credit,
                picks=None if mark.picks is None else tuple(mark.picks),
                is_regrade=mark.source == MarkSource.REGRADE,
                by=by,
                comment=mark.comment,
                reason=mark.reason,
                at=mark.marked_at,
            )
        )
    return marks


def _late(session: Session, attempt: Attempt, slots: Mapping[int, QuizSlot]) -> Mapping[int, ArrivedLate]:
    rows = session.execute(
        select(LateAnswer, User.display_name)
        .outerjoin(User, User.id == LateAnswer.decided_by_id)
        .where(LateAnswer.slot_id.in_(slots))
    )
    late = {}
    for row, by in rows:
        is_unreadable = row.response is not None and not slots[row.slot_id].asked.reads(row.response)
        late[row.slot_id] = ArrivedLate(
            id=row.id,
            response=None if is_unreadable else row.response,
            is_unreadable=is_unreadable,
            certainty=Certainty(row.certainty) if row.certainty else None,
            at=row.arrived_at,
            after_the_end=None if attempt.ends_at is None else row.arrived_at - attempt.ends_at,
            is_accepted=row.is_accepted,
            decided_at=row.decided_at,
            decided_by=by,
        )
    return late
