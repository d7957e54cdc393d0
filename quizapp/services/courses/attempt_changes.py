"""What the staff does about attempts: annuls one, lets it count again, reopens it, gives more time.

Each is refused rather than done twice: forms carry what they were made from. What an attempt has taught the
memory of its learner stays, since that log is never taken back; an annulled one teaches nothing more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from quizapp.assignments import timing
from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, Attempt, AuditEvent, Course
from quizapp.quizzes.timing import overdue_since
from quizapp.services.assignments.learner_terms import refresh
from quizapp.services.assignments.resolved import find_resolved, summary_of
from quizapp.services.courses import assignments, attempts, audit, groups
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.whom import is_learner, sees
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.quizzes import ways
from quizapp.services.transaction import reading
from quizapp.translation.texts import _, lazy

#: How much time may be given at once, and to one attempt in all, in minutes.
MOST_MINUTES: Final = 7 * 24 * 60
_MOST_IN_ALL: Final = 365 * 24 * 60
GONE = lazy("This learner isn't in the course any more.")
NO_END = lazy("The attempt has no end, so it needs no more time.")
SUBMITTED = lazy("The attempt is submitted already. Reopen it instead.")
TOLD = lazy(
    "This attempt can't be reopened: its right answers were shown, or reviews already use its answers. "
    "Give the learner another attempt with an override."
)
ANOTHER_OPEN = lazy("This learner has another open attempt. Wait until it is submitted, or annul it first.")
GIVEN_MEANWHILE = lazy("Time was given since you opened the page.")


@dataclass(frozen=True, slots=True)
class OpenAttempts:
    """How many attempts more time would go to now, and what a form that gives it is made from."""

    count: int
    version: int


@dataclass(frozen=True, slots=True)
class _Held:
    """An attempt that is held for a change, with all that decides about it."""

    session: Session
    course: Course
    assignment: Assignment
    attempt: Attempt

    def find_terms(self) -> Terms:
        """Return the terms of its learner. Raises `InvalidError` for no learner of the course now."""
        terms = find_resolved(self.session, self.assignment, self.attempt.user_id)
        if terms is None:
            raise InvalidError(GONE)
        return terms

    def has_another_open(self) -> bool:
        """Tell whether the learner has another attempt open, which two never are at once."""
        another = exists().where(
            Attempt.assignment_id == self.assignment.id,
            Attempt.user_id == self.attempt.user_id,
            Attempt.id != self.attempt.id,
            Attempt.finished_at.is_(None),
            Attempt.annulled_at.is_(None),
            ~Attempt.is_preview,
        )
        return bool(self.session.scalar(select(another)))

    def write(self, person: Person, action: AuditAction, reason: str, now: datetime, **after: Any) -> None:
        """Write a change of the attempt down, with what follows from it for its learner."""
        self.session.flush()
        refresh(self.session, self.assignment, now, [self.attempt.user_id])
        change = Change(
            action,
            subject_id=self.attempt.user_id,
            after={"number": self.attempt.number, **after},
            reason=reason,
            assignment_id=self.assignment.id,
        )
        audit.note(self.session, self.course, person, change, now)


def annul(
    person: Person,
    course_id: int,
    assignment_id: int,
    attempt_id: int,
    reason: str,
    now: datetime,
    *,
    gives_another: bool = True,
    was_open: bool = True,
) -> None:
    """Let an attempt count no more, with another in its place or without; annulled twice it is annulled once.

    Raises `StaleError` where it is open, and `was_open` says that the person saw one that was submitted;
    `NotFoundError`.
    """
    with _held(person, course_id, assignment_id, attempt_id) as held:
        if not was_open and summary_of(held.attempt).is_open(now):
            raise StaleError(_("The attempt was reopened since you opened the page."))
        if held.attempt.annulled_at is None:
            held.attempt.annulled_at = now
            held.attempt.is_forfeited = not gives_another
            said = {} if gives_another else {"gives_another": False}
            held.write(person, AuditAction.ATTEMPT_ANNULLED, reason, now, **said)


def restore(
    person: Person, course_id: int, assignment_id: int, attempt_id: int, reason: str, now: datetime
) -> None:
    """Let an annulled attempt count again, be there others or not. Raises `InvalidError`, `NotFoundError`."""
    with _held(person, course_id, assignment_id, attempt_id) as held:
        if held.attempt.annulled_at is None:
            return
        if held.attempt.finished_at is None and held.has_another_open():
            raise InvalidError(ANOTHER_OPEN)
        held.attempt.annulled_at, held.attempt.is_forfeited = None, False
        held.write(person, AuditAction.ATTEMPT_RESTORED, reason, now)


def reopen(
    person: Person,
    course_id: int,
    assignment_id: int,
    attempt_id: int,
    minutes: int | None,
    reason: str,
    now: datetime,
) -> None:
    """Let a learner go on with an attempt that was submitted, for some minutes or until the close.

    Where questions come one after the other, they go on at the one where it ended.

    Raises `StaleError` where it is open already, `InvalidError` where right answers were told, another
    attempt is open, or there is no such end; `NotFoundError`.
    """
    with _held(person, course_id, assignment_id, attempt_id) as held:
        attempt = held.attempt
        if attempt.annulled_at is not None:
            raise InvalidError(_("The attempt is annulled. Restore it first."))
        if attempt.finished_at is None:
            raise StaleError(_("The attempt is open already."))
        if attempts.is_told(attempt):
            raise InvalidError(TOLD)
        if held.has_another_open():
            raise InvalidError(ANOTHER_OPEN)
        attempt.extra_seconds = _extra_for(held.find_terms(), attempt, minutes, now)
        attempt.finished_at = attempt.finished_by = attempt.released_at = attempt.settled_at = None
        attempt.points = attempt.full_points = None
        attempt.to_mark = 0
        ways.reopen(held.session.connection(), attempt.id)
        held.write(person, AuditAction.ATTEMPT_REOPENED, reason, now, minutes=minutes)


def add_minutes(
    person: Person,
    course_id: int,
    assignment_id: int,
    attempt_id: int,
    minutes: int,
    made_from: int,
    reason: str,
    now: datetime,
) -> None:
    """Give an open attempt more time, by a form made from the seconds that it was given before.

    The same form sent twice gives them once. Raises `StaleError` where it was given others meanwhile,
    `InvalidError` where it isn't open or has no end, `NotFoundError`.
    """
    with _held(person, course_id, assignment_id, attempt_id) as held:
        attempt = held.attempt
        if not summary_of(attempt).is_open(now):
            raise InvalidError(SUBMITTED)
        if attempt.ends_at is None:
            raise InvalidError(NO_END)
        if attempt.extra_seconds != made_from:
            last = audit.find_last(held.session, assignment_id, AuditAction.TIME_ADDED)
            mine = {"number": attempt.number, "minutes": minutes}
            if attempt.extra_seconds == made_from + minutes * 60 and _is_mine(
                last, person, mine, reason, attempt.user_id
            ):
                return
            raise StaleError(GIVEN_MEANWHILE)
        # Nobody's end follows the terms who isn't in the course.
        held.find_terms()
        _add(attempt, minutes)
        held.write(person, AuditAction.TIME_ADDED, reason, now, minutes=minutes)


def find_open(
    person: Person, course_id: int, assignment_id: int, now: datetime, group_id: int | None = None
) -> OpenAttempts:
    """Return to how many attempts `add_minutes_to_all` would give time now."""
    session = reading()
    conditions = _open(person, course_id, assignment_id, group_id, now)
    count = session.scalar(select(func.count()).select_from(Attempt).where(*conditions)) or 0
    return OpenAttempts(count, _version(session, assignment_id))


def add_minutes_to_all(
    person: Person,
    course_id: int,
    assignment_id: int,
    minutes: int,
    made_from: int,
    reason: str,
    now: datetime,
    group_id: int | None = None,
) -> int:
    """Give more time to each open attempt, all or those of a group; return how many there were.

    The same form sent twice gives it once. Raises `StaleError` where time was given to anybody since
    `made_from`, `InvalidError` where none is open,
    `NotFoundError`.
    """
    held = assignments.changing(person, course_id, assignment_id, Permission.CHANGE_COURSE_ATTEMPT)
    with held as (session, course, assignment):
        group = None if group_id is None else groups.group_of(session, course_id, group_id).name
        if _version(session, assignment_id) != made_from:
            if given := _given_already(session, person, assignment_id, minutes, made_from, reason, group):
                return given
            raise StaleError(GIVEN_MEANWHILE)
        conditions = _open(person, course_id, assignment_id, group_id, now)
        going_on = session.scalars(select(Attempt).where(*conditions).with_for_update()).all()
        if not going_on:
            raise InvalidError(_("No attempt with an end is open."))
        for attempt in going_on:
            _add(attempt, minutes)
        session.flush()
        refresh(session, assignment, now, [attempt.user_id for attempt in going_on])
        after = {"minutes": minutes, "attempts": len(going_on)} | ({"group": group} if group else {})
        change = Change(AuditAction.TIME_ADDED, after=after, reason=reason, assignment_id=assignment.id)
        audit.note(session, course, person, change, now)
        return len(going_on)


@contextmanager
def _held(person: Person, course_id: int, assignment_id: int, attempt_id: int) -> Iterator[_Held]:
    """Hold the course, the assignment and the attempt, in this order, for a change by the staff."""
    held = assignments.changing(person, course_id, assignment_id, Permission.CHANGE_COURSE_ATTEMPT)
    with held as (session, course, assignment):
        attempt = attempts.find_row(session, person, course_id, assignment_id, attempt_id)
        yield _Held(session, course, assignment, attempt)


def _extra_for(terms: Terms, attempt: Attempt, minutes: int | None, now: datetime) -> int:
    """Return the extra seconds by which an attempt ends as it should; less than 0 where that is early."""
    usual = timing.ends_at(terms, attempt.started_at)
    if usual is None:
        if minutes is not None:
            raise InvalidError(_("The attempt has no time limit and never closes. Reopen it without an end."))
        return 0
    if minutes is not None:
        end = now + timedelta(minutes=minutes)
    elif terms.closes is None or terms.closes <= now:
        raise InvalidError(_("No closing time is still to come. Give some minutes instead."))
    else:
        end = terms.closes
    return ceil((end - usual).total_seconds())


def _add(attempt: Attempt, minutes: int) -> None:
    attempt.extra_seconds += minutes * 60
    if attempt.extra_seconds > _MOST_IN_ALL * 60:
        raise InvalidError(_("That is more than a year in all."))


def _open(
    person: Person, course_id: int, assignment_id: int, group_id: int | None, now: datetime
) -> tuple[ColumnElement[bool], ...]:
    conditions = (
        Attempt.assignment_id == assignment_id,
        Attempt.finished_at.is_(None),
        Attempt.annulled_at.is_(None),
        ~Attempt.is_preview,
        Attempt.ends_at >= overdue_since(now),
        is_learner(course_id, Attempt.user_id),
        sees(person, course_id, Attempt.user_id),
    )
    return conditions if group_id is None else (*conditions, attempts.is_in_group(group_id))


def _is_mine(
    event: AuditEvent | None, person: Person, after: dict[str, Any], reason: str, user_id: int | None = None
) -> bool:
    """Tell whether an entry of the record is of what is sent now: a form that was sent twice."""
    return event is not None and (event.by_id, event.subject_id, event.after, event.reason) == (
        *(person.id, user_id),
        *(after, reason),
    )


def _given_already(
    session: Session,
    person: Person,
    assignment_id: int,
    minutes: int,
    made_from: int,
    reason: str,
    group: str | None,
) -> int:
    """Return to how many attempts this very form gave time, where that is the last that was given; else 0."""
    last = audit.find_last(session, assignment_id, AuditAction.TIME_ADDED)
    if last is None or _version(session, assignment_id, before=last.id) != made_from:
        return 0
    given = (last.after or {}).get("attempts", 0)
    after = {"minutes": minutes, "attempts": given} | ({"group": group} if group else {})
    return given if _is_mine(last, person, after, reason) else 0


def _version(session: Session, assignment_id: int, before: int | None = None) -> int:
    """Return the key of the last entry of the record that tells of time given; 0 where there is none."""
    given = [AuditEvent.assignment_id == assignment_id, AuditEvent.action == AuditAction.TIME_ADDED]
    if before is not None:
        given.append(AuditEvent.id < before)
    return session.scalar(select(func.max(AuditEvent.id)).where(*given)) or 0
