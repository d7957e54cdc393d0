"""The cache of what an assignment comes to for each learner, and what else follows when that changes.

A change of terms, overrides, accommodations, groups or members calls `refresh` in its own transaction,
and `note_attempts` where a learner begins or ends an attempt. Ends of open attempts follow their terms: later
at once; what would end earlier is told before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.assignments import timing
from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.releasing import embargo_of, release_at
from quizapp.assignments.standing import may_still_begin
from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, Attempt, LearnerTerms
from quizapp.quizzes.timing import GRACE
from quizapp.services.assignments.resolved import (
    attempts_of,
    latest_end,
    learners_of,
    overrides_of,
    resolved_for,
    zone_of,
)
from quizapp.services.assignments.rows import terms_of

# Built once: building a statement takes longer than running it.
_CHANGED = update(LearnerTerms).where(
    LearnerTerms.assignment_id == bindparam("of"), LearnerTerms.user_id == bindparam("whose")
)


@dataclass(frozen=True, slots=True)
class MovedEnd:
    """An open attempt that ends at another moment than before; None is never."""

    attempt_id: int
    user_id: int
    before: datetime | None
    after: datetime | None

    @property
    def is_earlier(self) -> bool:
        """Tell whether its learner loses time."""
        return self.after is not None and (self.before is None or self.after < self.before)


def hold(session: Session, assignment_id: int, *, is_change: bool) -> None:
    """Keep an assignment as it is until the transaction ends; for a change, keep all others from it too.

    Any number of learners may hold it at once; a change waits for them, and they for it. It comes before any
    row of an attempt, so that no two wait for each other. On SQLite one transaction writes at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(Assignment.id).where(Assignment.id == assignment_id).with_for_update(read=not is_change)
        )


def refresh(
    session: Session, assignment: Assignment, now: datetime, user_ids: Collection[int] | None = None
) -> tuple[MovedEnd, ...]:
    """Bring up to date what an assignment comes to, for all its learners or some; return the ends that moved.

    A draft that isn't published comes to nothing for anybody.
    """
    hold(session, assignment.id, is_change=user_ids is None)
    mine = LearnerTerms.assignment_id == assignment.id
    gone = delete(LearnerTerms).where(mine)
    if user_ids is not None:
        gone = gone.where(LearnerTerms.user_id.in_(user_ids))
    session.execute(gone, execution_options={"synchronize_session": False})
    if assignment.published_at is None:
        return ()
    terms = terms_of(assignment)
    attempts = attempts_of(session, assignment.id, user_ids)
    overrides, zone = overrides_of(session, assignment.id), zone_of(session, assignment.course_id)
    resolved = {
        learner.user_id: resolved_for(terms, overrides, learner, zone)
        for learner in learners_of(session, assignment.course_id, user_ids)
    }
    moved = _move_ends(session, assignment, resolved)
    if moved:
        attempts = attempts_of(session, assignment.id, user_ids)
    rows = [
        _row(assignment.id, user_id, own, attempts.get(user_id, []), now) for user_id, own in resolved.items()
    ]
    if rows:
        session.execute(insert(LearnerTerms), rows)
    closes = session.scalars(select(LearnerTerms.closes_at).where(mine)).all()
    assignment.results_from = release_at(terms, closes, assignment.released_at)
    return moved


def refresh_course(
    session: Session, course_id: int, now: datetime, user_ids: Collection[int] | None = None
) -> tuple[MovedEnd, ...]:
    """Bring up to date what each assignment of a course comes to, for all its learners or for some."""
    published = select(Assignment).where(
        Assignment.course_id == course_id,
        Assignment.published_at.is_not(None),
        Assignment.archived_at.is_(None),
    )
    moved = [refresh(session, one, now, user_ids) for one in session.scalars(published).all()]
    return tuple(end for ends in moved for end in ends)


def note_attempts(
    session: Session,
    assignment_id: int,
    user_id: int,
    terms: Terms,
    attempts: list[AttemptSummary],
    now: datetime,
) -> None:
    """Bring up to date what an assignment comes to for a learner whose attempts alone have changed.

    Their terms stay, and with them ends and the release: nothing has to be read of anybody else.
    """
    row = _row(assignment_id, user_id, terms, attempts, now)
    if not session.connection().execute(_CHANGED, row | {"of": assignment_id, "whose": user_id}).rowcount:
        session.execute(insert(LearnerTerms), [row])


def _row(
    assignment_id: int, user_id: int, terms: Terms, attempts: list[AttemptSummary], now: datetime
) -> dict[str, object]:
    embargo = embargo_of(terms, attempts, now)
    return {
        "assignment_id": assignment_id,
        "user_id": user_id,
        "opens_at": terms.opens_at,
        "due_at": terms.due_at,
        "closes_at": terms.closes,
        "done_at": done_at(terms, attempts, now),
        "holds": embargo.scope,
        "held_from": embargo.starts_at,
    }


def done_at(terms: Terms, attempts: list[AttemptSummary], now: datetime) -> datetime | None:
    """Return from when a learner can neither begin nor go on with an attempt; None: that has no end yet.

    Where the clock ends it, that is when no answer on its way counts any more.
    """
    if may_still_begin(terms, attempts, now):
        return terms.closes and terms.closes + GRACE
    going_on = [attempt for attempt in attempts if attempt.is_open(now)]
    if going_on:
        ends_at = going_on[0].ends_at
        return ends_at and ends_at + GRACE
    end = latest_end(attempts, now)
    by_clock = any(attempt.ends_at == end for attempt in attempts)
    return (end + GRACE if by_clock else end) if end else terms.closes or now


def _move_ends(session: Session, assignment: Assignment, resolved: dict[int, Terms]) -> tuple[MovedEnd, ...]:
    open_attempts = select(Attempt).where(
        Attempt.assignment_id == assignment.id,
        Attempt.user_id.in_(resolved),
        Attempt.finished_at.is_(None),
        Attempt.annulled_at.is_(None),
        ~Attempt.is_preview,
    )
    moved = []
    for attempt in session.scalars(open_attempts.with_for_update()).all():
        before, after = attempt.ends_at, end_of(resolved[attempt.user_id], attempt)
        if before != after:
            attempt.ends_at = after
            moved.append(MovedEnd(attempt.id, attempt.user_id, before, after))
    session.flush()
    return tuple(moved)


def end_of(terms: Terms, attempt: Attempt) -> datetime | None:
    """Return when an attempt ends by the terms of its learner, with the time that staff gave it alone.

    A close that was moved before its beginning ends it there: no attempt ends before it began.
    """
    end = timing.ends_at(terms, attempt.started_at)
    return end and max(end + timedelta(seconds=attempt.extra_seconds), attempt.started_at)
