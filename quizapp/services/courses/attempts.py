"""Attempts of learners at an assignment as the staff sees them: the list, and one with all that was given.

Staff who don't see a learner (`whom.py`) find none of their attempts, and nobody finds a preview here.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.scoring import points_of
from quizapp.assignments.terms import Terms
from quizapp.assignments.timing import ON_TIME, is_late, late_percent
from quizapp.models import (
    Assignment,
    Attempt,
    GroupMember,
    LateAnswer,
    Membership,
    Slot,
    User,
)
from quizapp.quizzes.disclosure import Disclosure
from quizapp.quizzes.navigation import Way
from quizapp.services.assignments.resolved import learners_of, overrides_of, resolved_for, summary_of, zone_of
from quizapp.services.assignments.rows import terms_of
from quizapp.services.courses import assignments, groups
from quizapp.services.courses.attempt_history import Annulment, AttemptQuestion, annulment_of, questions_of
from quizapp.services.courses.roster_names import ROSTER, called, in_order, on_roster
from quizapp.services.courses.whom import sees
from quizapp.services.errors import NotFoundError
from quizapp.services.paging import Page, paginate
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes.attempt_rows import disclose
from quizapp.services.quizzes.closing import FinishedBy
from quizapp.services.quizzes.slots import LostSlot, find_slots
from quizapp.services.transaction import reading, writing, writing_for
from quizapp.translation.texts import _

PAGE_SIZE = 100
#: Those who teach see everything at once.
TOLD_TO_STAFF: Final = Disclosure(response=True, mark=True, feedback=True, right_answer=True)
_BY_NAME = (in_order(), User.id, Attempt.number)

_waits = (
    select(func.count())
    .select_from(LateAnswer)
    .join(Slot, Slot.id == LateAnswer.slot_id)
    .where(Slot.attempt_id == Attempt.id, LateAnswer.decided_at.is_(None))
    .correlate(Attempt)
    .scalar_subquery()
    .label("late_answers")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAttempt:
    """An attempt of a learner at an assignment in short."""

    id: int
    user_id: int
    name: str
    summary: AttemptSummary
    #: None while it is open.
    finished_by: FinishedBy | None
    #: Whether it takes answers now, or one that is on its way.
    is_open: bool
    #: After lateness; None while it is open or waits to be marked.
    points: float | None
    is_late: bool
    #: What lateness leaves of its points, in percent.
    late_percent: int
    to_mark: int
    #: How many answers that arrived late wait to be accepted or not.
    late_answers: int

    @property
    def percent(self) -> float | None:
        """Return its points after lateness in percent of the full points; None where these are 0 too."""
        full = self.summary.full_points
        return None if self.points is None or not full else 100 * (self.points / full)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAttempt:
    """An attempt of a learner as the staff sees it."""

    listed: ListedAttempt
    #: None where it counts.
    annulment: Annulment | None
    #: Time that the staff gave it alone; forms that give more are made from it.
    extra_seconds: int
    #: What decides until when an attempt goes on that is reopened; None for no learner of the course now.
    terms: Terms | None
    #: Whether its learner knows right answers of it, or their memory has learnt from it.
    is_told: bool
    #: How far its learner has come.
    way: Way
    questions: tuple[AttemptQuestion, ...]
    #: Those whose wording can't be read any more.
    lost: tuple[LostSlot, ...]

    @property
    def late_waiting(self) -> tuple[AttemptQuestion, ...]:
        """Return the questions with an answer that arrived late and waits to be accepted or not."""
        return tuple(one for one in self.questions if one.late and one.late.is_accepted is None)


def list_attempts(
    person: Person,
    course_id: int,
    assignment_id: int,
    now: datetime,
    group_id: int | None = None,
    page: int = 1,
) -> Page[ListedAttempt]:
    """Return one page of the attempts at an assignment that somebody of the staff sees, by learner.

    With a group, those of its members alone. Raises `NotFoundError`.
    """
    session = reading()
    assignment = assignments.find_row(session, course_id, assignment_id)
    conditions = [*_of(person, course_id, assignment_id)]
    if group_id is not None:
        groups.group_of(session, course_id, group_id)
        conditions.append(is_in_group(group_id))
    total = session.scalar(select(func.count()).select_from(Attempt).where(*conditions)) or 0
    statement = _listed(*conditions).order_by(*_BY_NAME).limit(PAGE_SIZE)

    def fetch(offset: int) -> Iterable[ListedAttempt]:
        rows = session.execute(statement.offset(offset)).all()
        terms = _terms_of(session, assignment, {row.Attempt.user_id for row in rows})
        return [_list(row, terms.get(row.Attempt.user_id) or terms_of(assignment), now) for row in rows]

    return paginate(total, PAGE_SIZE, page, fetch)


def titles_under_way(course_id: int, user_id: int, now: datetime) -> tuple[str, ...]:
    """Return the titles of the assignments that somebody is in the middle of."""
    its = (
        *(Assignment.course_id == course_id, Attempt.user_id == user_id, ~Attempt.is_preview),
        *(Attempt.finished_at.is_(None), Attempt.annulled_at.is_(None)),
        or_(Attempt.ends_at.is_(None), Attempt.ends_at > now),
    )
    found = select(Assignment.title).join(Attempt, Attempt.assignment_id == Assignment.id).where(*its)
    return tuple(reading().scalars(found.order_by(Attempt.started_at)))


def find_attempt(
    person: Person, course_id: int, assignment_id: int, attempt_id: int, now: datetime
) -> CourseAttempt:
    """Return an attempt at an assignment with all that was given, and all that the staff did about it.

    Raises `NotFoundError`, also for what the person doesn't see.
    """
    session = reading()
    assignment = assignments.find_row(session, course_id, assignment_id)
    row = session.execute(
        _listed(*_of(person, course_id, assignment_id), Attempt.id == attempt_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such attempt."))
    attempt = row.Attempt
    slots, lost = find_slots(session.connection(), attempt.user_id, attempt_id, TOLD_TO_STAFF)
    terms = _terms_of(session, assignment, {attempt.user_id}).get(attempt.user_id)
    return CourseAttempt(
        listed=_list(row, terms or terms_of(assignment), now),
        annulment=annulment_of(session, attempt),
        extra_seconds=attempt.extra_seconds,
        terms=terms,
        is_told=is_told(attempt),
        way=Way(len(slots) + len(lost), attempt.reached, attempt.only_forward),
        questions=questions_of(session, attempt, slots),
        lost=lost,
    )


def find_row(
    session: Session, person: Person, course_id: int, assignment_id: int, attempt_id: int
) -> Attempt:
    """Return the row of an attempt for a change, locked. Raises `NotFoundError`."""
    attempt: Attempt | None = session.scalar(
        select(Attempt)
        .where(*_of(person, course_id, assignment_id), Attempt.id == attempt_id)
        .with_for_update()
    )
    if attempt is None:
        raise NotFoundError(_("There is no such attempt."))
    return attempt


@contextmanager
def writing_with_learner(attempt_id: int | ScalarSelect[int]) -> Iterator[tuple[Session, Person | None]]:
    """Open a transaction of the staff that may write to the memory of the learner of an attempt.

    The learner is held first, as by everything that writes to a memory; the course comes after. Without such
    an attempt there is no learner (None).
    """
    user_id = reading().scalar(select(Attempt.user_id).where(Attempt.id == attempt_id))
    if user_id is None:
        with writing() as session:
            yield session, None
    else:
        with writing_for(user_id) as (session, user):
            yield session, person_of(user)


def is_told(attempt: Attempt) -> bool:
    """Tell whether the learner knows right answers of an attempt, or their memory has learnt from it."""
    return attempt.settled_at is not None or (
        attempt.finished_at is not None and disclose(attempt, is_answered=True).right_answer
    )


def is_in_group(group_id: int) -> ColumnElement[bool]:
    """Return the condition that the learner of an attempt is in a group of the course."""
    return exists().where(
        GroupMember.group_id == group_id,
        GroupMember.membership_id == Membership.id,
        Membership.user_id == Attempt.user_id,
    )


def _of(person: Person, course_id: int, assignment_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Attempt.assignment_id == assignment_id,
        ~Attempt.is_preview,
        sees(person, course_id, Attempt.user_id),
    )


def _listed(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(Attempt, called(), _waits)
        .join(User, User.id == Attempt.user_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(ROSTER, on_roster(Assignment.course_id))
        .where(*conditions)
    )


def _terms_of(session: Session, assignment: Assignment, user_ids: set[int]) -> Mapping[int, Terms]:
    """Return the terms that hold for each of these people who is a learner of the course now."""
    terms, overrides = terms_of(assignment), overrides_of(session, assignment.id)
    zone = zone_of(session, assignment.course_id)
    return {
        learner.user_id: resolved_for(terms, overrides, learner, zone)
        for learner in learners_of(session, assignment.course_id, user_ids)
    }


def _list(row: Row[Any], terms: Terms, now: datetime) -> ListedAttempt:
    attempt = row.Attempt
    summary = summary_of(attempt)
    handed_in_at = summary.handed_in_at(now)
    return ListedAttempt(
        id=attempt.id,
        user_id=attempt.user_id,
        name=row.called or "",
        summary=summary,
        finished_by=FinishedBy(attempt.finished_by) if attempt.finished_by else None,
        is_open=summary.is_open(now),
        points=points_of(terms, summary, now),
        is_late=handed_in_at is not None and is_late(terms, handed_in_at),
        late_percent=ON_TIME if handed_in_at is None else late_percent(terms, handed_in_at),
        to_mark=attempt.to_mark,
        late_answers=row.late_answers,
    )
