"""Assignments as the staff of a course sets them: made, changed, published, released, archived.

A change follows through to every learner in its own transaction: what the terms come to for each, and the
ends of attempts that are under way. Where somebody would lose time by it, nothing is changed until the staff
has seen who.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from quizapp.assignments.stage import Stage, stage_of
from quizapp.assignments.terms import Terms, faults
from quizapp.models import (
    Assignment,
    AssignmentQuestion,
    Attempt,
    BankRecord,
    Course,
    CourseBank,
)
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE
from quizapp.quizzes.composition import Composition, from_json, to_json
from quizapp.services.assignments.learner_terms import MovedEnd, hold, refresh
from quizapp.services.assignments.rows import BY_DATE, columns_of, terms_of
from quizapp.services.banks.pools import find_pool
from quizapp.services.courses.assignment_record import note, snapshot
from quizapp.services.courses.audit import AuditAction
from quizapp.services.courses.losses import check_losses
from quizapp.services.courses.roles import hold_course
from quizapp.services.courses.under_way import check_nobody_is_under_way
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _, lazy

LONGEST_TITLE = 200
ASKS_NOTHING = lazy("The assignment has no questions yet. Add questions or random questions.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSettings:
    """What the staff decides of an assignment."""

    title: str
    #: Markdown, shown before the start.
    instructions: str
    bank_id: int
    composition: Composition
    terms: Terms
    #: The ready quiz that it was made from.
    quiz_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentView:
    """An assignment as its staff sees it."""

    id: int
    course_id: int
    settings: AssignmentSettings
    bank_title: str
    published_at: datetime | None
    released_at: datetime | None
    results_from: datetime | None
    #: How many attempts were begun at it.
    attempts: int
    version: int

    def stage(self, now: datetime) -> Stage:
        """Return how far it is for the class."""
        return stage_of(self.settings.terms, self.published_at, self.results_from, now)


def list_assignments(course_id: int) -> tuple[AssignmentView, ...]:
    """Return the assignments of a course that aren't archived: drafts last, the others by their dates."""
    session = reading()
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.course_id == course_id, Assignment.archived_at.is_(None))
        .order_by(
            Assignment.published_at.is_(None),
            *BY_DATE,
        )
    ).all()
    return tuple(_view(session, row) for row in rows)


def find(course_id: int, assignment_id: int) -> AssignmentView:
    """Return an assignment of a course. Raises `NotFoundError`."""
    session = reading()
    return _view(session, find_row(session, course_id, assignment_id))


def create(person: Person, course_id: int, settings: AssignmentSettings, now: datetime) -> int:
    """Make a draft, which no learner sees yet; return its key.

    Raises `InvalidError` for terms with a fault, or a bank that isn't the course's.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_ASSIGNMENT)
        assignment = Assignment(course_id=course_id, created_at=now, version=1)
        _put(session, assignment, settings)
        session.add(assignment)
        session.flush()
        note(session, course, person, AuditAction.ASSIGNMENT_CREATED, assignment, now)
        return assignment.id


def change(
    person: Person,
    course_id: int,
    assignment_id: int,
    settings: AssignmentSettings,
    version: int,
    now: datetime,
    *,
    may_take_time: bool = False,
) -> tuple[MovedEnd, ...]:
    """Change an assignment, from a page that showed this version of it; return the ends that moved.

    What it asks can't be changed once somebody has begun. What is so already, such as by a form that was sent
    twice, is no change. Raises `StaleError` where it was changed to something else meanwhile,
    `LosesTimeError` where learners would lose time and that isn't confirmed, and `InvalidError`.
    """
    with changing(person, course_id, assignment_id) as (session, course, assignment):
        if assignment.version != version:
            # What is sent twice comes from a page of an earlier version; 0 is none.
            if 0 < version < assignment.version and _is_as_sent(assignment, settings):
                return ()
            raise StaleError(_("Somebody else has changed this assignment in the meantime."))
        before = snapshot(assignment)
        if _is_begun(session, assignment) and not _asks_the_same(assignment, settings):
            raise InvalidError(_("Learners have started the assignment, so its questions can't be changed."))
        _put(session, assignment, settings)
        after = snapshot(assignment)
        if before == after:
            return ()
        assignment.version += 1
        session.flush()
        if assignment.published_at is not None:
            _put_pool(session, assignment)
        moved = refresh(session, assignment, now)
        check_losses(session, moved, may_take_time=may_take_time)
        note(session, course, person, AuditAction.ASSIGNMENT_CHANGED, assignment, now, before, after)
        return moved


def publish(person: Person, course_id: int, assignment_id: int, now: datetime) -> None:
    """Show an assignment to the learners of its course; published twice it is published once."""
    with changing(person, course_id, assignment_id) as (session, course, assignment):
        if assignment.published_at is not None:
            return
        if not from_json(assignment.composition).count:
            raise InvalidError(ASKS_NOTHING)
        if not _put_pool(session, assignment):
            raise InvalidError(_("No question of the bank matches the random questions of the assignment."))
        assignment.published_at = now
        session.flush()
        refresh(session, assignment, now)
        note(session, course, person, AuditAction.ASSIGNMENT_PUBLISHED, assignment, now)


def withdraw(person: Person, course_id: int, assignment_id: int, now: datetime) -> None:
    """Make a published assignment a draft again, as long as nobody has begun it. Raises `InvalidError`."""
    with changing(person, course_id, assignment_id) as (session, course, assignment):
        if assignment.published_at is None:
            return
        if _is_begun(session, assignment):
            raise InvalidError(
                _("Learners have started the assignment, so it can't become a draft again. Close it instead.")
            )
        assignment.published_at = None
        session.flush()
        refresh(session, assignment, now)
        note(session, course, person, AuditAction.ASSIGNMENT_WITHDRAWN, assignment, now)


def release(
    person: Person, course_id: int, assignment_id: int, now: datetime, *, while_under_way: bool = False
) -> None:
    """Release the results now; learners who may still begin see no answers by it. Released twice it is once.

    Raises `UnderWayError` where learners are in the middle of an attempt and that isn't confirmed.
    """
    with changing(person, course_id, assignment_id) as (session, course, assignment):
        if assignment.released_at is not None or assignment.published_at is None:
            return
        if not while_under_way:
            check_nobody_is_under_way(session, assignment, now)
        assignment.released_at = now
        session.flush()
        refresh(session, assignment, now)
        note(session, course, person, AuditAction.ASSIGNMENT_RELEASED, assignment, now)


def archive(person: Person, course_id: int, assignment_id: int, now: datetime) -> str:
    """Put an assignment away, and return its title; archived twice it is archived once.

    Its attempts stay, but nobody can begin or see it any more. Raises `InvalidError` while somebody is in the
    middle of an attempt.
    """
    with changing(person, course_id, assignment_id, may_be_archived=True) as (session, course, assignment):
        if assignment.archived_at is not None:
            return assignment.title
        under_way = exists().where(
            Attempt.assignment_id == assignment.id, Attempt.finished_at.is_(None), ~Attempt.is_preview
        )
        if session.scalar(select(under_way)):
            raise InvalidError(_("A learner has an open attempt. Wait until it is submitted."))
        assignment.archived_at = now
        note(session, course, person, AuditAction.ASSIGNMENT_ARCHIVED, assignment, now)
        return assignment.title


@contextmanager
def changing(
    person: Person,
    course_id: int,
    assignment_id: int,
    permission: Permission = Permission.CHANGE_ASSIGNMENT,
    *,
    may_be_archived: bool = False,
) -> Iterator[tuple[Session, Course, Assignment]]:
    """Open the transaction of a change by the staff, which holds the course and then the assignment.

    Raises `NotFoundError`, `NotAllowedError`.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, permission)
        assignment = find_row(
            session, course_id, assignment_id, for_change=True, may_be_archived=may_be_archived
        )
        yield session, course, assignment


def find_row(
    session: Session,
    course_id: int,
    assignment_id: int,
    *,
    for_change: bool = False,
    may_be_archived: bool = False,
) -> Assignment:
    """Return the row of an assignment, held if it is for a change. Raises `NotFoundError`.

    One that is archived counts as missing, unless it `may_be_archived`.
    """
    if for_change:
        # Nobody begins it between a look at who has begun and what is written then.
        hold(session, assignment_id, is_change=True)
    assignment = session.scalar(
        select(Assignment).where(Assignment.id == assignment_id, Assignment.course_id == course_id)
    )
    if assignment is None or (assignment.archived_at and not may_be_archived):
        raise NotFoundError(_("There is no such assignment."))
    return assignment


def _is_as_sent(assignment: Assignment, settings: AssignmentSettings) -> bool:
    """Tell whether what is sent is stored already."""
    stored = assignment.title, assignment.instructions, assignment.bank_id, assignment.quiz_key
    sent = settings.title, settings.instructions, settings.bank_id, settings.quiz_key
    return (
        stored == sent
        and from_json(assignment.composition) == settings.composition
        and columns_of(terms_of(assignment)) == columns_of(settings.terms)
    )


def _put(session: Session, assignment: Assignment, settings: AssignmentSettings) -> None:
    """Write what the staff decided. Raises `InvalidError`."""
    found = faults(settings.terms)
    if found:
        raise InvalidError(" ".join(fault.message for fault in found))
    is_of_course = exists().where(
        CourseBank.course_id == assignment.course_id, CourseBank.bank_id == settings.bank_id
    )
    if settings.bank_id != assignment.bank_id and not session.scalar(select(is_of_course)):
        raise InvalidError(_("This bank isn't in the course. Add it to the course first."))
    if assignment.published_at is not None and not settings.composition.count:
        raise InvalidError(ASKS_NOTHING)
    assignment.title, assignment.instructions = settings.title, settings.instructions
    assignment.bank_id, assignment.quiz_key = settings.bank_id, settings.quiz_key
    assignment.composition = to_json(settings.composition)
    for name, value in columns_of(settings.terms).items():
        setattr(assignment, name, value)


def _put_pool(session: Session, assignment: Assignment) -> int:
    """Write which questions may be asked, for the embargo; return how many there are."""
    composition = from_json(assignment.composition)
    pool = find_pool(session, assignment.bank_id, composition, types=MARKED | MARKED_BY_PEOPLE)
    mine = AssignmentQuestion.assignment_id == assignment.id
    session.execute(delete(AssignmentQuestion).where(mine), execution_options={"synchronize_session": False})
    if pool.questions:
        values = [{"assignment_id": assignment.id, "question_id": one.id} for one in pool.questions]
        session.execute(insert(AssignmentQuestion), values)
    return len(pool.questions)


def _is_begun(session: Session, assignment: Assignment) -> bool:
    begun = exists().where(Attempt.assignment_id == assignment.id, ~Attempt.is_preview)
    return bool(session.scalar(select(begun)))


def _asks_the_same(assignment: Assignment, settings: AssignmentSettings) -> bool:
    return (
        assignment.bank_id == settings.bank_id
        and from_json(assignment.composition) == settings.composition
        and assignment.shows == settings.terms.shows
        and assignment.navigation == settings.terms.navigation
        and assignment.feedback == settings.terms.rules.feedback
        and assignment.asks_certainty == settings.terms.rules.asks_certainty
    )


def _view(session: Session, row: Assignment) -> AssignmentView:
    begun = select(func.count()).where(Attempt.assignment_id == row.id, ~Attempt.is_preview)
    return AssignmentView(
        id=row.id,
        course_id=row.course_id,
        settings=AssignmentSettings(
            title=row.title,
            instructions=row.instructions,
            bank_id=row.bank_id,
            composition=from_json(row.composition),
            terms=terms_of(row),
            quiz_key=row.quiz_key,
        ),
        bank_title=session.scalars(select(BankRecord.title).where(BankRecord.id == row.bank_id)).one(),
        published_at=row.published_at,
        released_at=row.released_at,
        results_from=row.results_from,
        attempts=session.scalar(begun) or 0,
        version=row.version,
    )
