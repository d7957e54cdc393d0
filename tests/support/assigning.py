"""Assignments of a course, and learners who take them. All of it needs an app context."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, Membership
from quizapp.models import Override as OverrideRecord
from quizapp.question_types.base import Response
from quizapp.quizzes.composition import Composition, just_draw
from quizapp.quizzes.rules import Shows
from quizapp.services.assignments.learner_terms import refresh
from quizapp.services.assignments.rows import changes_of
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.courses import assignments
from quizapp.services.courses.assignments import AssignmentSettings
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, assigned, attempts, closing
from quizapp.services.quizzes.assigned import Entry
from quizapp.services.transaction import writing
from support.people import HOME

SEED = 7


def settings_of(bank: int, terms: Terms, asks: Composition | None = None) -> AssignmentSettings:
    """Return an assignment of five questions, unless it is to ask something else."""
    return AssignmentSettings(
        title="Midterm", instructions="", bank_id=bank, composition=asks or just_draw(5), terms=terms
    )


def assign(owner: Person, course_id: int, settings: AssignmentSettings, now: datetime) -> int:
    """Make an assignment, publish it, and return its key."""
    assignment_id = assignments.create(owner, course_id, settings, now)
    assignments.publish(owner, course_id, assignment_id, now)
    return assignment_id


def change_terms(
    owner: Person,
    course_id: int,
    assignment_id: int,
    now: datetime,
    *,
    may_take_time: bool = False,
    **terms: object,
) -> None:
    """Change some terms of an assignment."""
    view = assignments.find(course_id, assignment_id)
    changed = replace(view.settings.terms, **terms)  # type: ignore[arg-type]  # whatever terms there are
    settings = replace(view.settings, terms=changed)
    assignments.change(
        owner, course_id, assignment_id, settings, view.version, now, may_take_time=may_take_time
    )


def begin(person: Person, course_id: int, assignment_id: int, now: datetime, code: str = "") -> int:
    """Begin an attempt and return its key."""
    seed = SEED + assignment_id
    return assigned.begin_assigned(person, course_id, assignment_id, Entry(code, HOME), now, seed)


def answer_all(
    person: Person, attempt_id: int, choose: Callable[[AskedQuestion], Response], now: datetime
) -> None:
    """Answer all questions of an attempt in the same way."""
    for number in range(1, attempts.progress(person, attempt_id).questions + 1):
        slot = attempts.show(person, attempt_id, number)
        answering.answer(person, attempt_id, number, choose(slot.asked), slot.sequence, now)


def an_assignment(owner: Person, learner: Person, course_id: int, bank: int, now: datetime) -> int:
    """Set an assignment of which a learner has an override and an attempt; return its key."""
    terms = Terms(shows=Shows.PRACTICE, attempts=None)
    assignment_id = assign(owner, course_id, settings_of(bank, terms), now)
    override(course_id, assignment_id, learner, Override(attempts=2), now)
    closing.finish(learner, begin(learner, course_id, assignment_id, now), now)
    return assignment_id


def override(course_id: int, assignment_id: int, learner: Person, changes: Override, now: datetime) -> None:
    """Write terms that differ for a learner."""
    with writing() as session:
        its = Membership.course_id == course_id, Membership.user_id == learner.id
        membership_id = session.scalars(select(Membership.id).where(*its)).one()
        row = {"assignment_id": assignment_id, "membership_id": membership_id, "changed_at": now}
        session.add(OverrideRecord(**row, changes=changes_of(changes), version=1))
        session.flush()
        refresh(session, session.get_one(Assignment, assignment_id), now)
