"""A course: made by those who teach, changed by its staff, archived instead of deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    delete,
    func,
    insert,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from quizapp.models import BankRecord, Course, CourseBank, Membership, User
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.banks.audience import ANYBODY, MAY_READ, asking
from quizapp.services.courses import audit, joining, members
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.losses import check_losses
from quizapp.services.courses.roles import hold_course
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from quizapp.services.permissions import (
    INSTALLATION,
    Asker,
    CourseRole,
    Permission,
    may,
)
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _, ngettext

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """What those who teach decide of a course."""

    title: str
    time_zone: str
    bank_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """A course in the list of one person's."""

    id: int
    title: str
    #: None for an administrator who isn't in it.
    role: CourseRole | None
    members: int
    is_archived: bool


@dataclass(frozen=True, slots=True)
class OfferedBank:
    """A bank that a course can learn from, or does."""

    id: int
    key: str
    title: str
    language: str
    audience: str


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course as its pages show it; its code and link aren't for everybody."""

    id: int
    title: str
    time_zone: str
    banks: tuple[OfferedBank, ...]
    join_code: str
    join_token: str
    joining_is_open: bool
    archived_at: datetime | None
    version: int

    @property
    def settings(self) -> CourseSettings:
        """Return what those who teach decided."""
        return CourseSettings(self.title, self.time_zone, frozenset(bank.id for bank in self.banks))


def clean_title(text: str) -> str:
    """Return the title of a course as it is stored. Raises `InvalidError` for what can't be one."""
    title = " ".join(text[: 2 * LONGEST_TITLE].split())
    if not title:
        raise InvalidError(_("Write a title for the course."))
    if len(title) > LONGEST_TITLE:
        raise InvalidError(
            ngettext(
                "Choose a title of at most %(count)s character.",
                "Choose a title of at most %(count)s characters.",
                LONGEST_TITLE,
                count=LONGEST_TITLE,
            )
        )
    if not title.isprintable():
        raise InvalidError(_("Leave out characters that can't be seen."))
    return title


def list_mine(person: Person) -> tuple[CourseSummary, ...]:
    """Return the courses that a person is in, archived ones last, each by its title."""
    is_theirs = and_(
        Membership.course_id == Course.id, Membership.user_id == person.id, Membership.left_at.is_(None)
    )
    return _summaries(_listed(Membership.role).join(Membership, is_theirs))


def list_others(administrator: Person) -> tuple[CourseSummary, ...]:
    """Return the courses that an administrator isn't in, in the same order."""
    theirs = select(Membership.course_id).where(
        Membership.user_id == administrator.id, Membership.left_at.is_(None)
    )
    return _summaries(_listed(null().label("role")).where(Course.id.not_in(theirs)))


def find(course_id: int) -> CourseView:
    """Return a course without asking for a permission. Raises `NotFoundError`."""
    session = reading()
    course = session.get(Course, course_id)
    if course is None:
        raise NotFoundError(_("There is no such course."))
    return CourseView(
        id=course.id,
        title=course.title,
        time_zone=course.time_zone,
        banks=_banks(session, _of_course(course_id)),
        join_code=course.join_code,
        join_token=course.join_token,
        joining_is_open=course.joining_is_open,
        archived_at=course.archived_at,
        version=course.version,
    )


def offered_banks(person: Person, course_id: int | None = None) -> tuple[OfferedBank, ...]:
    """Return the banks that somebody can give a course: those of the course, and all that they may read.

    Those are the public ones and those of the courses that they teach. The others, such as a bank for exams
    that was just synced, an administrator gives to its first course.
    """
    return _banks(reading(), _may_be_given(course_id), person)


def create(person: Person, settings: CourseSettings, now: datetime) -> int:
    """Make a course and return its key; who makes it is its owner.

    Raises `NotAllowedError`, and `InvalidError` for banks that the person can't give it.
    """
    with writing() as session:
        user = session.get(User, person.id)
        if user is None or not may(user, Permission.CREATE_COURSE, INSTALLATION):
            raise NotAllowedError(_("Only instructors and administrators can create courses."))
        course = Course(
            title=settings.title,
            time_zone=settings.time_zone,
            join_code=joining.unused_code(session),
            join_token=joining.new_token(),
            created_at=now,
        )
        session.add(course)
        session.flush()
        _put_banks(session, person, course, settings.bank_ids)
        members.add(session, course, person.id, CourseRole.OWNER, now)
        audit.note(
            session, course, person, Change(AuditAction.COURSE_CREATED, after=_told(session, course)), now
        )
        return course.id


def change(
    person: Person,
    course_id: int,
    settings: CourseSettings,
    version: int,
    now: datetime,
    *,
    may_take_time: bool = False,
) -> None:
    """Change what those who teach decide, from a page that showed this version of it.

    What is so already, such as by a form that was sent twice, is no change. Raises `StaleError` where it was
    changed to something else meanwhile, `InvalidError` for banks that the person
    can't give it, `LosesTimeError` where another time zone would take time from learners and that isn't
    confirmed, `NotFoundError`, `NotAllowedError`.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE)
        before = _told(session, course)
        if course.version != version:
            if _settings_of(session, course) == settings:
                return
            raise StaleError(_("Somebody else has changed the course in the meantime."))
        course.title, course.time_zone = settings.title, settings.time_zone
        _put_banks(session, person, course, settings.bank_ids)
        after = _told(session, course)
        if before != after:
            course.version += 1
            session.flush()
            # The days of overrides are counted on the clocks of its zone.
            moved = refresh_course(session, course_id, now)
            check_losses(session, moved, may_take_time=may_take_time)
            audit.note(
                session, course, person, Change(AuditAction.COURSE_CHANGED, before=before, after=after), now
            )


def archive(person: Person, course_id: int, now: datetime) -> None:
    """Put a course away: it stays as it is, at the end of lists, and nobody joins it any more."""
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.ARCHIVE_COURSE)
        if course.archived_at is None:
            course.archived_at = now
            audit.note(session, course, person, Change(AuditAction.COURSE_ARCHIVED), now)


def restore(person: Person, course_id: int, now: datetime) -> None:
    """Take a course out of the archive again."""
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.ARCHIVE_COURSE)
        if course.archived_at is not None:
            course.archived_at = None
            audit.note(session, course, person, Change(AuditAction.COURSE_RESTORED), now)


def _listed(role: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    member = aliased(Membership)
    counted = select(func.count()).where(member.course_id == Course.id, member.left_at.is_(None))
    return select(
        Course.id, Course.title, Course.archived_at, role, counted.scalar_subquery().label("members")
    ).order_by(Course.archived_at.is_not(None), func.lower(Course.title), Course.id)


def _summaries(statement: Select[*tuple[Any, ...]]) -> tuple[CourseSummary, ...]:
    return tuple(
        CourseSummary(
            id=row.id,
            title=row.title,
            role=CourseRole(row.role) if row.role else None,
            members=row.members,
            is_archived=row.archived_at is not None,
        )
        for row in reading().execute(statement)
    )


def _of_course(course_id: int | None) -> ColumnElement[bool]:
    return BankRecord.id.in_(select(CourseBank.bank_id).where(CourseBank.course_id == course_id))


def _may_be_given(course_id: int | None) -> ColumnElement[bool]:
    return or_(MAY_READ, _of_course(course_id))


def _banks(session: Session, which: ColumnElement[bool], asker: Asker = ANYBODY) -> tuple[OfferedBank, ...]:
    columns = BankRecord.id, BankRecord.key, BankRecord.title, BankRecord.language, BankRecord.audience
    rows = session.execute(
        select(*columns).where(which).order_by(func.lower(BankRecord.title), BankRecord.id), asking(asker)
    )
    return tuple(OfferedBank(*row) for row in rows)


def _put_banks(session: Session, person: Person, course: Course, bank_ids: frozenset[int]) -> None:
    may_be_given = BankRecord.id.in_(bank_ids) & _may_be_given(course.id)
    if {bank.id for bank in _banks(session, may_be_given, person)} != bank_ids:
        raise InvalidError(_("One of these banks can't be added to the course. Choose from the list."))
    session.execute(delete(CourseBank).where(CourseBank.course_id == course.id))
    if bank_ids:
        rows = [{"course_id": course.id, "bank_id": bank_id} for bank_id in sorted(bank_ids)]
        session.execute(insert(CourseBank), rows)


def _settings_of(session: Session, course: Course) -> CourseSettings:
    banks = frozenset(bank.id for bank in _banks(session, _of_course(course.id)))
    return CourseSettings(course.title, course.time_zone, banks)


def _told(session: Session, course: Course) -> dict[str, object]:
    """Return the settings of a course as the record of changes keeps them."""
    banks = _banks(session, _of_course(course.id))
    return {
        "title": course.title,
        "time_zone": course.time_zone,
        "banks": [bank.key for bank in banks],
    }
