"""An assignment as its staff tries it out: taken like a learner would, and counted nowhere.

A preview is an attempt (`Attempt.is_preview`) by somebody of the staff, on the terms of a learner or of the
class. Neither dates nor attempts, codes and networks keep anybody from it; what would stop the learner
is told. It is of no learner: results, lists, memory and embargo leave it out, and its answers are nobody's.
There is one a person and assignment, for a day.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, Attempt
from quizapp.quizzes import timing
from quizapp.quizzes.disclosure import disclose
from quizapp.services.assignments.resolved import find_resolved
from quizapp.services.assignments.rows import terms_of
from quizapp.services.courses.assignments import find_row
from quizapp.services.courses.overrides import Learner, find_learners
from quizapp.services.courses.roles import hold_course
from quizapp.services.errors import NotFoundError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.quizzes import assigned, attempts
from quizapp.services.quizzes.assigned import AssignedQuiz
from quizapp.services.quizzes.attempt_rows import shows_of
from quizapp.services.quizzes.attempts import Result
from quizapp.services.quizzes.slots import find_slots
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _

#: How long a preview is kept.
KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDoor:
    """What the staff finds before a preview."""

    #: The assignment as that learner finds it, or anybody for whom nothing differs.
    quiz: AssignedQuiz
    #: None: as the class.
    learner: Learner | None
    #: All as whom the person may look.
    learners: tuple[Learner, ...]
    #: The preview that there is already.
    attempt_id: int | None
    is_finished: bool


def find_door(
    person: Person, course_id: int, assignment_id: int, as_user_id: int | None, now: datetime
) -> PreviewDoor:
    """Return an assignment as it would be found by a learner, or by the class. Raises `NotFoundError`."""
    session = reading()
    assignment = find_row(session, course_id, assignment_id)
    learners = find_learners(session, person, course_id)
    learner = _chosen(learners, as_user_id)
    terms = _terms(session, assignment, learner)
    row = session.scalar(select(Attempt).where(_mine(person, assignment_id)))
    return PreviewDoor(
        quiz=assigned.view(session, assignment, terms, learner.user_id if learner else None, now),
        learner=learner,
        learners=learners,
        attempt_id=row.id if row else None,
        is_finished=row is not None and row.finished_at is not None,
    )


def begin(
    person: Person, course_id: int, assignment_id: int, as_user_id: int | None, now: datetime, seed: int
) -> int:
    """Begin a preview on the terms of a learner, or of the class, and return its key; one before is deleted.

    It has the whole time limit, whatever the window is. Raises `NotFoundError`, `NothingToAskError`.
    """
    with writing() as session:
        hold_course(session, person, course_id, Permission.PREVIEW_ASSIGNMENT)
        assignment = find_row(session, course_id, assignment_id)
        learner = _chosen(find_learners(session, person, course_id), as_user_id)
        terms = _terms(session, assignment, learner)
        _delete(session, person, assignment_id)
        whose = {"user_id": person.id, "number": 0, "is_preview": True}
        ends_at = timing.end_of(terms.rules, now)
        attempt = assigned.write_attempt(session, assignment, terms, now, seed, ends_at=ends_at, **whose)
        return attempt.id


def remove(person: Person, course_id: int, assignment_id: int) -> None:
    """Delete a person's preview of an assignment; where there is none it is deleted already."""
    with writing() as session:
        hold_course(session, person, course_id, Permission.PREVIEW_ASSIGNMENT)
        find_row(session, course_id, assignment_id)
        _delete(session, person, assignment_id)


def find_released(person: Person, course_id: int, assignment_id: int) -> Result | None:
    """Return the result of a person's preview as a learner sees theirs once results are released.

    None where there is no preview that is finished. Raises `NotFoundError`.
    """
    session = reading()
    find_row(session, course_id, assignment_id)
    attempt = session.scalar(select(Attempt).where(_mine(person, assignment_id)))
    if attempt is None or attempt.finished_at is None:
        return None
    result = attempts.result(person, attempt.id)
    told = disclose(
        result.rules,
        is_answered=True,
        is_finished=True,
        shows=shows_of(attempt),
        is_released=True,
        is_settled=True,
    )
    slots, lost = find_slots(session.connection(), person.id, attempt.id, told)
    return replace(result, items=slots, lost=lost, is_told=told.mark)


def clear(session: Session, now: datetime, at_most: int) -> int:
    """Delete at most so many previews of long ago; return how many."""
    is_old = and_(Attempt.is_preview, Attempt.started_at < now - KEPT)
    old = select(Attempt.id).where(is_old).order_by(Attempt.id).limit(at_most)
    gone = delete(Attempt).where(Attempt.id.in_(old)).returning(Attempt.id)
    return len(session.execute(gone, execution_options={"synchronize_session": False}).all())


def _chosen(learners: tuple[Learner, ...], user_id: int | None) -> Learner | None:
    """Return the learner with a key; None for none. Raises `NotFoundError`."""
    if user_id is None:
        return None
    learner = next((one for one in learners if one.user_id == user_id), None)
    if learner is None:
        raise NotFoundError(_("There is no such learner in this course."))
    return learner


def _terms(session: Session, assignment: Assignment, learner: Learner | None) -> Terms:
    resolved = find_resolved(session, assignment, learner.user_id) if learner else None
    return resolved or terms_of(assignment)


def _mine(person: Person, assignment_id: int) -> ColumnElement[bool]:
    return and_(Attempt.assignment_id == assignment_id, Attempt.user_id == person.id, Attempt.is_preview)


def _delete(session: Session, person: Person, assignment_id: int) -> None:
    gone = delete(Attempt).where(_mine(person, assignment_id))
    session.execute(gone, execution_options={"synchronize_session": False})
