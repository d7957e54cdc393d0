"""The courses that somebody teaches, each with counts of what needs attention, as Today shows them.

The page of a course names the people (`overview`); here all courses together take two statements.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from quizapp.assignments.attention import SOON, Concern
from quizapp.models import (
    Assignment,
    Attempt,
    Course,
    LateAnswer,
    LearnerTerms,
    Membership,
    ResultOverride,
    Slot,
)
from quizapp.services.courses.mark_queue import WAITS_FOR_MARKS
from quizapp.services.courses.whom import is_learner, sees
from quizapp.services.permissions import CourseRole, is_of_staff
from quizapp.services.person import Person
from quizapp.services.transaction import reading_rows

_STAFF = [role for role in CourseRole if is_of_staff(role)]


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is of one concern in a course: answers, or learners who haven't begun."""

    concern: Concern
    count: int
    #: The assignment, where it is one alone.
    assignment_id: int | None


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course that somebody teaches, and what needs attention there."""

    id: int
    title: str
    concerns: tuple[Counted, ...]


def list_taught(person: Person, now: datetime) -> tuple[TaughtCourse, ...]:
    """Return the courses that somebody is on the staff of, by title, without those in the archive."""
    connection = reading_rows()
    taught = connection.execute(
        select(Course.id, Course.title, (Membership.role == CourseRole.ASSISTANT).label("assists"))
        .join(Membership, Membership.course_id == Course.id)
        .where(
            Membership.user_id == person.id,
            Membership.role.in_(_STAFF),
            Membership.left_at.is_(None),
            Course.archived_at.is_(None),
        )
        .order_by(func.lower(Course.title), Course.id)
    ).all()
    if not taught:
        return ()
    assisted = {row.id for row in taught if row.assists}
    whole = {row.id for row in taught} - assisted
    counted = _late(person, whole, assisted).union_all(
        _to_mark(person, whole, assisted), _not_begun(person, whole, assisted, now)
    )
    of_course: dict[int, dict[Concern, Counted]] = {row.id: {} for row in taught}
    for concern, course_id, count, least, most in connection.execute(counted):
        its = Counted(Concern(concern), int(count), least if least == most else None)
        of_course[course_id][its.concern] = its
    return tuple(
        TaughtCourse(
            row.id,
            row.title,
            tuple(of_course[row.id][concern] for concern in Concern if concern in of_course[row.id]),
        )
        for row in taught
    )


def _visible(
    person: Person, whole: Collection[int], assisted: Collection[int], user_id: SQLColumnExpression[int]
) -> ColumnElement[bool]:
    """Return the condition that an assignment is of a course, and its learner one whom the person sees."""
    return or_(
        Assignment.course_id.in_(whole),
        *(and_(Assignment.course_id == one, sees(person, one, user_id)) for one in assisted),
    )


def _counts(concern: Concern, count: ColumnElement[Any]) -> Select[Any]:
    least, most = func.min(Assignment.id), func.max(Assignment.id)
    return select(literal(concern.value), Assignment.course_id, count, least, most).group_by(
        Assignment.course_id
    )


def _late(person: Person, whole: Collection[int], assisted: Collection[int]) -> Select[Any]:
    return (
        _counts(Concern.ARRIVED_LATE, func.count())
        .select_from(LateAnswer)
        .join(Slot, Slot.id == LateAnswer.slot_id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            LateAnswer.decided_at.is_(None),
            is_learner(Assignment.course_id, Attempt.user_id),
            *_is_set(),
            ~Attempt.is_preview,
            _visible(person, whole, assisted, Attempt.user_id),
        )
    )


def _to_mark(person: Person, whole: Collection[int], assisted: Collection[int]) -> Select[Any]:
    return (
        _counts(Concern.TO_BE_MARKED, func.sum(Attempt.to_mark))
        .select_from(Attempt)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            WAITS_FOR_MARKS,
            *_is_set(),
            _visible(person, whole, assisted, Attempt.user_id),
        )
    )


def _not_begun(
    person: Person, whole: Collection[int], assisted: Collection[int], now: datetime
) -> Select[Any]:
    """Count as `attention.ends_soon` does: by what the terms come to for each learner."""
    ends = case((LearnerTerms.due_at > now, LearnerTerms.due_at), else_=LearnerTerms.closes_at)
    its = Attempt.assignment_id == LearnerTerms.assignment_id, Attempt.user_id == LearnerTerms.user_id
    is_used = Attempt.annulled_at.is_(None) | Attempt.is_forfeited
    begun = exists().where(*its, ~Attempt.is_preview, is_used)
    set_by_staff = (
        select(ResultOverride.is_excused | ResultOverride.percent.is_not(None))
        .where(
            ResultOverride.assignment_id == LearnerTerms.assignment_id,
            ResultOverride.user_id == LearnerTerms.user_id,
        )
        .order_by(ResultOverride.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        _counts(Concern.NOT_BEGUN, func.count(LearnerTerms.user_id.distinct()))
        .select_from(LearnerTerms)
        .join(Assignment, Assignment.id == LearnerTerms.assignment_id)
        .where(
            *_is_set(),
            is_learner(Assignment.course_id, LearnerTerms.user_id),
            or_(LearnerTerms.opens_at.is_(None), LearnerTerms.opens_at <= now),
            ends > now,
            ends <= now + SOON,
            ~begun,
            func.coalesce(set_by_staff, False).is_(False),
            _visible(person, whole, assisted, LearnerTerms.user_id),
        )
    )


def _is_set() -> tuple[ColumnElement[bool], ...]:
    return Assignment.published_at.is_not(None), Assignment.archived_at.is_(None)
