"""What a person is to a course: asked before a page is made, and again in the transaction that writes."""

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from quizapp.extensions import waiting_to_write
from quizapp.models import Course, Membership, User
from quizapp.services.errors import NotAllowedError, NotFoundError
from quizapp.services.permissions import CourseRole, CourseScope, Permission, is_hidden, may
from quizapp.services.person import Person
from quizapp.services.transaction import reading_rows
from quizapp.translation.texts import _

#: Built once, and of plain columns: every page of a course asks for it.
_MEMBERSHIP = Membership.__table__
_ROLE = select(_MEMBERSHIP.c.role).where(
    _MEMBERSHIP.c.course_id == bindparam("course_id"),
    _MEMBERSHIP.c.user_id == bindparam("user_id"),
    _MEMBERSHIP.c.left_at.is_(None),
)


def role_of(person_id: int, course_id: int) -> CourseRole | None:
    """Return the role of a current member; None for everybody else, and for a course that never was."""
    role = reading_rows().scalar(_ROLE, {"course_id": course_id, "user_id": person_id})
    return None if role is None else CourseRole(role)


def hold_course(session: Session, person: Person, course_id: int, permission: Permission) -> Course:
    """Lock a course for a change by somebody who may make it.

    Of two changes at once one waits, and then finds what the other made of the course and of both people's
    roles. Raises `NotFoundError` where the course looks to the person as if it didn't exist, and
    `NotAllowedError`.
    """
    course = lock_course(session, course_id)
    is_theirs = and_(
        Membership.user_id == User.id, Membership.course_id == course_id, Membership.left_at.is_(None)
    )
    asker = session.execute(
        select(User.id, User.role, Membership.role.label("in_course"))
        .outerjoin(Membership, is_theirs)
        .where(User.id == person.id)
    ).one_or_none()
    if asker is None:
        raise NotFoundError(_("This account no longer exists."))
    scope = CourseScope(course_id, asker.in_course and CourseRole(asker.in_course))
    if is_hidden(asker, scope):
        raise NotFoundError(_("There is no such course."))
    if not may(asker, permission, scope):
        raise NotAllowedError(_("Your role in this course doesn't allow that."))
    return course


def lock_course(session: Session, course_id: int) -> Course:
    """Lock a course without asking for a permission. Raises `NotFoundError`."""
    with waiting_to_write():
        course = session.scalar(select(Course).where(Course.id == course_id).with_for_update())
    if course is None:
        raise NotFoundError(_("There is no such course."))
    return course


def check_not_archived(course: Course) -> None:
    """Raise `NotAllowedError` for a course that nobody can come into."""
    if course.archived_at:
        raise NotAllowedError(_("This course is archived, and nobody can join it. Unarchive it first."))
