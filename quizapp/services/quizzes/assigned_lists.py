"""The assignments of a learner in lists: those of a course, those that come up, and those just released.

All go by what the terms come to for the learner (`LearnerTerms`), so that they name what is theirs to take.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from quizapp.assignments.scoring import Result, ResultState
from quizapp.models import Assignment, Attempt, Course, LearnerTerms
from quizapp.quizzes.disclosure import marks_wait
from quizapp.quizzes.rules import Shows
from quizapp.services.assignments.set_results import IS_EXCUSED
from quizapp.services.person import Person
from quizapp.services.quizzes.assigned_results import results_at
from quizapp.services.transaction import reading, reading_rows

#: How long before they are due assignments are named that aren't open yet.
AHEAD: Final = timedelta(days=7)
#: How long after their release results stand on Today.
NEWS: Final = timedelta(days=7)
#: How many are named whose results are awaited: some may never be released.
MOST_AWAITED: Final = 3


class ListedState(StrEnum):
    """How an assignment stands for a learner, in a word."""

    NOT_OPEN_YET = "not open yet"
    #: It can be begun, for the first time or once more.
    OPEN = "open"
    #: An attempt is open to go on with.
    UNDER_WAY = "under way"
    SUBMITTED = "submitted"
    #: It closed without an attempt.
    CLOSED = "closed"
    #: Nothing is asked of the learner.
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class ListedAssignment:
    """An assignment of a learner in a list; its dates are shown on the clocks of its course."""

    id: int
    course_id: int
    course_title: str
    title: str
    zone: tzinfo
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    state: ListedState
    #: From when its results are released; None where nobody can tell yet.
    results_from: datetime | None = None
    #: Whether staff annulled all that the learner did at it.
    was_annulled: bool = False
    #: What it came to where it is over, as far as that may be known; not looked up for those that come up.
    result: Result | None = None


_now: BindParameter[datetime] = bindparam("now")
_ends_later = or_(LearnerTerms.done_at.is_(None), LearnerTerms.done_at > _now)
_by_date = func.coalesce(LearnerTerms.due_at, LearnerTerms.closes_at)
_of_learner = and_(
    Attempt.assignment_id == LearnerTerms.assignment_id,
    Attempt.user_id == LearnerTerms.user_id,
    ~Attempt.is_preview,
    Attempt.annulled_at.is_(None),
)
_any = aliased(Attempt)
_annulled = exists().where(
    _any.assignment_id == LearnerTerms.assignment_id,
    _any.user_id == LearnerTerms.user_id,
    ~_any.is_preview,
    _any.annulled_at.is_not(None),
)
_begun = select(func.count(Attempt.id)).where(_of_learner).scalar_subquery()
_finished = select(func.count(Attempt.finished_at)).where(_of_learner).scalar_subquery()
_COLUMNS: tuple[Any, ...] = (
    *(Assignment.id, Assignment.course_id, Assignment.title),
    *(Course.title.label("course_title"), Course.time_zone),
    *(LearnerTerms.opens_at, LearnerTerms.due_at, LearnerTerms.closes_at),
    _ends_later.label("ends_later"),
    _begun.label("begun"),
    _finished.label("finished"),
    IS_EXCUSED.label("is_excused"),
    *(Assignment.results_from, _annulled.label("has_annulled")),
)
# Built once: building a statement takes longer than running it.
_MINE = (
    select(*_COLUMNS)
    .join(Assignment, Assignment.id == LearnerTerms.assignment_id)
    .join(Course, Course.id == Assignment.course_id)
    .where(
        LearnerTerms.user_id == bindparam("user_id"),
        Assignment.archived_at.is_(None),
        Course.archived_at.is_(None),
    )
    .order_by(
        _by_date.is_(None),
        _by_date,
        Assignment.id,
    )
)
_IN_COURSE = _MINE.where(Assignment.course_id == bindparam("course_id"))
_COMING = _MINE.where(
    _ends_later,
    IS_EXCUSED.is_not(true()),
    or_(
        LearnerTerms.opens_at.is_(None),
        LearnerTerms.opens_at <= _now,
        LearnerTerms.due_at <= bindparam("soon"),
    ),
)

#: Without practice, which shows its results at once.
_RELEASED = (
    _MINE.where(Assignment.results_from.between(bindparam("since"), _now), Assignment.shows != Shows.PRACTICE)
    .order_by(None)
    .order_by(Assignment.results_from.desc(), Assignment.id)
)
_last_finished = select(func.max(Attempt.finished_at)).where(_of_learner).scalar_subquery()
_AWAITED = (
    _MINE.where(
        ~_ends_later,
        _finished > 0,
        Assignment.shows.in_([one for one in Shows if marks_wait(one)]),
        or_(Assignment.results_from.is_(None), Assignment.results_from > _now),
    )
    .order_by(None)
    .order_by(_last_finished.desc(), Assignment.id)
    .limit(MOST_AWAITED)
)
_CAME_TO_SOMETHING: Final = frozenset({ResultState.TO_BE_MARKED, ResultState.MARKED})


def list_in_course(person: Person, course_id: int, now: datetime) -> tuple[ListedAssignment, ...]:
    """Return what is set for a learner in a course, by its due date or its close; others come last."""
    values = {"user_id": person.id, "now": now, "course_id": course_id}
    listed = [_listed(row, now) for row in reading_rows().execute(_IN_COURSE, values)]
    over = [one.id for one in listed if one.state in {ListedState.SUBMITTED, ListedState.CLOSED}]
    results = results_at(reading(), person.id, over, now)
    return tuple(replace(one, result=results.get(one.id)) for one in listed)


def list_coming(person: Person, now: datetime) -> tuple[ListedAssignment, ...]:
    """Return what a learner can take now in any course, or has to within a week, in the same order."""
    values = {"user_id": person.id, "now": now, "soon": now + AHEAD}
    return tuple(_listed(row, now) for row in reading_rows().execute(_COMING, values))


def list_awaited(person: Person, now: datetime) -> tuple[ListedAssignment, ...]:
    """Return the last that a learner has submitted whose results are still to be released, the last first."""
    values = {"user_id": person.id, "now": now}
    listed = [_listed(row, now) for row in reading_rows().execute(_AWAITED, values)]
    results = results_at(reading(), person.id, [one.id for one in listed], now)
    found = [replace(one, result=results.get(one.id)) for one in listed]
    return tuple(one for one in found if one.result and one.result.state is ResultState.SUBMITTED)


def list_released(person: Person, now: datetime) -> tuple[ListedAssignment, ...]:
    """Return the assignments of a learner whose results were released within a week, the last first."""
    values = {"user_id": person.id, "now": now, "since": now - NEWS}
    rows = reading_rows().execute(_RELEASED, values)
    listed = [_listed(row, now) for row in rows]
    results = results_at(reading(), person.id, [one.id for one in listed], now)
    found = [replace(one, result=results.get(one.id)) for one in listed]
    return tuple(one for one in found if one.result and one.result.state in _CAME_TO_SOMETHING)


def _listed(row: Row[Any], now: datetime) -> ListedAssignment:
    return ListedAssignment(
        id=row.id,
        course_id=row.course_id,
        course_title=row.course_title,
        title=row.title,
        zone=ZoneInfo(row.time_zone),
        opens_at=row.opens_at,
        due_at=row.due_at,
        closes_at=row.closes_at,
        state=_state(row, now),
        results_from=row.results_from,
        was_annulled=row.has_annulled and not row.begun,
    )


def _state(row: Row[Any], now: datetime) -> ListedState:
    if row.is_excused:
        return ListedState.EXCUSED
    if row.ends_later:
        if row.begun > row.finished:
            return ListedState.UNDER_WAY
        if row.closes_at is not None and row.closes_at <= now:
            # A learner who has begun may have an answer on its way; nobody begins any more.
            return ListedState.SUBMITTED if row.begun else ListedState.CLOSED
        is_ahead = row.opens_at is not None and row.opens_at > now
        return ListedState.NOT_OPEN_YET if is_ahead else ListedState.OPEN
    return ListedState.SUBMITTED if row.begun else ListedState.CLOSED
