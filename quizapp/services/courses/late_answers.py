"""Answers that arrived after the end of an attempt: the staff accepts them, or not.

An accepted one becomes the answer that counts, as though it had been given at the moment at which the attempt
ended; what it earns is counted anew. Memory learns from it with the others, once the results are settled;
where that has happened already, it learns from it at once, by the same rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from quizapp.models import Answer, Attempt, BankRecord, LateAnswer, QuestionRecord, Revision, Slot, User
from quizapp.quizzes import timing
from quizapp.services.banks.questions import ASKED_COLUMNS, make_asked
from quizapp.services.courses import assignments, attempts, audit
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.roles import hold_course
from quizapp.services.errors import InvalidError, StaleError, UnreadableError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes import scoring, settling
from quizapp.translation.texts import _, lazy

STILL_OPEN = lazy("The attempt is open again. Decide once it is submitted.")
ANNULLED = lazy("The attempt is annulled. Restore it first.")


@dataclass(frozen=True, slots=True)
class DecidedMeanwhile:
    """A late answer about which somebody else decided, or otherwise, before this could be done."""

    #: That of the question.
    number: int
    is_accepted: bool
    #: None for somebody whose account is gone.
    by: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision about late answers."""

    #: How many stand as the person decided, now or by the same form before.
    count: int
    meanwhile: tuple[DecidedMeanwhile, ...]


def decide(
    person: Person,
    course_id: int,
    assignment_id: int,
    attempt_id: int,
    chosen: Mapping[int, datetime],
    reason: str,
    now: datetime,
    *,
    is_accepted: bool,
) -> Decided:
    """Accept or refuse answers that arrived late, each named by its key and when it arrived.

    One that is decided already stays as it is, and is told. Raises `StaleError` where another one has
    arrived since, `InvalidError` where none can be accepted now, `NotFoundError`.
    """
    with attempts.writing_with_learner(attempt_id) as (session, learner):
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_ATTEMPT)
        assignment = assignments.find_row(session, course_id, assignment_id, for_change=True)
        attempt = attempts.find_row(session, person, course_id, assignment_id, attempt_id)
        if attempt.finished_at is None:
            raise InvalidError(STILL_OPEN)
        if attempt.annulled_at is not None:
            raise InvalidError(ANNULLED)
        decided = _decided(session, attempt, chosen)
        rows = _waiting(session, attempt, chosen)
        for row in rows:
            late, slot = row.LateAnswer, row.Slot
            if late.arrived_at != chosen[late.id]:
                raise StaleError(
                    _(
                        "Another answer to question %(number)s has arrived since you looked.",
                        number=slot.number,
                    )
                )
            if is_accepted:
                _accept(session, attempt, row)
            late.decided_at, late.decided_by_id, late.is_accepted = now, person.id, is_accepted
            change = Change(
                AuditAction.LATE_ANSWER_DECIDED,
                subject_id=attempt.user_id,
                after={"is_accepted": is_accepted, "question": slot.number, "number": attempt.number},
                reason=reason,
                assignment_id=assignment.id,
            )
            audit.note(session, course, person, change, now)
        session.flush()
        if is_accepted and rows:
            scoring.score(session, attempt)
            if learner is not None:
                for row in rows:
                    settling.learn_since(session, learner, attempt, row.Slot.id, now)
        mine = [one for one, by_id in decided if (one.is_accepted, by_id) == (is_accepted, person.id)]
        return Decided(len(rows) + len(mine), tuple(one for one, _by_id in decided if one not in mine))


def _decided(
    session: Session, attempt: Attempt, chosen: Mapping[int, datetime]
) -> list[tuple[DecidedMeanwhile, int | None]]:
    """Return those among the chosen about which somebody has decided, with who did."""
    rows = session.execute(
        select(Slot.number, LateAnswer.is_accepted, User.display_name, LateAnswer.decided_by_id)
        .join(Slot, Slot.id == LateAnswer.slot_id)
        .outerjoin(User, User.id == LateAnswer.decided_by_id)
        .where(Slot.attempt_id == attempt.id, LateAnswer.id.in_(chosen), LateAnswer.decided_at.is_not(None))
        .order_by(Slot.number)
    )
    return [
        (DecidedMeanwhile(row.number, bool(row.is_accepted), row.display_name), row.decided_by_id)
        for row in rows
    ]


def _waiting(session: Session, attempt: Attempt, chosen: Mapping[int, datetime]) -> list[Row[Any]]:
    """Return the answers among those chosen that nobody has decided about, with all that marking takes."""
    last_at = (
        select(func.max(Answer.answered_at))
        .where(Answer.slot_id == Slot.id)
        .correlate(Slot)
        .scalar_subquery()
    )
    statement = (
        select(LateAnswer, Slot, last_at.label("last_at"), *ASKED_COLUMNS)
        .join(Slot, Slot.id == LateAnswer.slot_id)
        .join(Revision, Revision.id == Slot.revision_id)
        .join(QuestionRecord, QuestionRecord.id == Revision.question_id)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .where(Slot.attempt_id == attempt.id, LateAnswer.id.in_(chosen), LateAnswer.decided_at.is_(None))
        .order_by(Slot.number)
        .with_for_update(of=LateAnswer)
    )
    return list(session.execute(statement).all())


def _accept(session: Session, attempt: Attempt, row: Row[Any]) -> None:
    """Append an answer as one given at the end of its attempt, never before the one that it changes."""
    late, slot = row.LateAnswer, row.Slot
    if row.last_at is not None and row.last_at > late.arrived_at:
        raise InvalidError(
            _("Question %(number)s was answered again since. That answer counts.", number=slot.number)
        )
    try:
        asked = make_asked(row, slot.seed)
    except UnreadableError:
        asked = None
    if asked is None or (late.response is not None and not asked.reads(late.response)):
        raise InvalidError(
            _("The late answer to question %(number)s can't be read any more.", number=slot.number)
        )
    learner = person_of(session.get_one(User, attempt.user_id))
    at = timing.not_before(attempt.ends_at or attempt.finished_at or late.arrived_at, row.last_at)
    slot.sequence += 1
    slot.draft = slot.marked_credit = None
    session.add(
        Answer(
            user_id=learner.id,
            slot_id=slot.id,
            sequence=slot.sequence,
            response=late.response,
            emptied=False,
            credit=asked.earn(late.response, slot.hints_used),
            certainty=late.certainty,
            answered_at=at,
            study_day=learner.clock.study_day(at),
        )
    )
