"""A result that staff sets for a learner, whatever the attempts come to: append-only, with a reason."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from quizapp.assignments.scoring import SetResult
from quizapp.models import Assignment, Membership, ResultOverride, User
from quizapp.services.courses import assignments, audit, members
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.whom import sees
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.permissions import CourseRole, Permission
from quizapp.services.person import Person
from quizapp.translation.texts import _, lazy

LONGEST_REASON = 2_000
HIGHEST_PERCENT = 100
NOTHING_DIFFERS = lazy("This is already the result. Choose another one.")
NO_REASON = lazy("Write a reason. Only the staff of the course can see it.")


@dataclass(frozen=True, slots=True)
class ResultChange:
    """An entry of the log of what staff set as somebody's result."""

    #: 1 for the first.
    sequence: int
    result: SetResult
    reason: str
    #: None for somebody whose account is gone.
    by: str | None
    at: datetime


def find_changes(
    session: Session, user_id: int, assignment_id: int | None = None, *, course_id: int
) -> Mapping[int, tuple[ResultChange, ...]]:
    """Return all that staff set for a learner in a course, by assignment, the last first."""
    statement = (
        select(
            *(ResultOverride.assignment_id, ResultOverride.sequence, ResultOverride.percent),
            *(ResultOverride.is_excused, ResultOverride.reason, User.display_name, ResultOverride.at),
        )
        .join(Assignment, Assignment.id == ResultOverride.assignment_id)
        .outerjoin(User, User.id == ResultOverride.by_id)
        .where(ResultOverride.user_id == user_id, Assignment.course_id == course_id)
        .order_by(ResultOverride.sequence.desc())
    )
    if assignment_id is not None:
        statement = statement.where(ResultOverride.assignment_id == assignment_id)
    found = defaultdict(list)
    for row in session.connection().execute(statement):
        result = SetResult(row.percent, row.is_excused)
        change = ResultChange(row.sequence, result, row.reason, row.display_name, row.at)
        found[row.assignment_id].append(change)
    return {its_id: tuple(changes) for its_id, changes in found.items()}


def set_result(
    person: Person,
    course_id: int,
    assignment_id: int,
    user_id: int,
    result: SetResult,
    reason: str,
    sequence: int,
    now: datetime,
) -> None:
    """Set a result, excuse a learner, or let the attempts count again, from a page that showed this sequence.

    The same form sent twice sets it once. Raises `StaleError` where it was set meanwhile, `InvalidError`
    without a reason or where nothing differs, and `NotFoundError`.
    """
    held = assignments.changing(person, course_id, assignment_id, Permission.CHANGE_COURSE_RESULT)
    with held as (session, course, assignment):
        is_theirs = select(Membership.id).where(
            Membership.course_id == course_id,
            Membership.user_id == user_id,
            Membership.role == CourseRole.LEARNER,
            sees(person, course_id, Membership.user_id),
        )
        if session.scalar(is_theirs) is None:
            raise members.no_member()
        if assignment.published_at is None:
            raise NotFoundError(_("There is no such assignment."))
        last = session.scalar(_last(assignment_id, user_id))
        if (last.sequence if last else 0) != sequence:
            if last and _is_same(last, result, reason, sequence, person):
                return
            raise StaleError(_("Somebody else has changed this result in the meantime."))
        before = SetResult(last.percent, last.is_excused) if last else SetResult()
        _check(result, before, reason)
        session.add(
            ResultOverride(
                assignment_id=assignment_id,
                user_id=user_id,
                sequence=sequence + 1,
                percent=result.percent,
                is_excused=result.is_excused,
                reason=reason,
                by_id=person.id,
                at=now,
            )
        )
        change = Change(
            AuditAction.RESULT_CHANGED,
            subject_id=user_id,
            before=_told(before),
            after=_told(result),
            reason=reason,
            assignment_id=assignment_id,
        )
        audit.note(session, course, person, change, now)


def _last(assignment_id: int, user_id: int) -> Select[ResultOverride]:
    return (
        select(ResultOverride)
        .where(ResultOverride.assignment_id == assignment_id, ResultOverride.user_id == user_id)
        .order_by(ResultOverride.sequence.desc())
        .limit(1)
    )


def _is_same(last: ResultOverride, result: SetResult, reason: str, sequence: int, person: Person) -> bool:
    """Tell whether the last change is the one that is sent now: a form that was sent twice."""
    return (last.by_id, last.sequence, SetResult(last.percent, last.is_excused), last.reason) == (
        *(person.id, sequence + 1),
        *(result, reason),
    )


def _check(result: SetResult, before: SetResult, reason: str) -> None:
    if not reason:
        raise InvalidError(NO_REASON)
    if result.percent is not None and not 0 <= result.percent <= HIGHEST_PERCENT:
        raise InvalidError(_("Write a percentage from 0 to 100."))
    if result == before:
        raise InvalidError(NOTHING_DIFFERS)


def _told(result: SetResult) -> dict[str, object]:
    by_hand = "by the attempts" if result.percent is None else result.percent
    return {"result": "excused" if result.is_excused else by_hand}
