"""The end of an account: a person goes with everything that is theirs."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.models import Course, Membership, User
from quizapp.services import security_log
from quizapp.services.accounts import names, people, throttle
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.errors import NotAllowedError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _


def is_needed(person: Person) -> bool:
    """Tell whether an account can't be deleted, because it is the only administrator's."""
    administrators = select(User.id).where(User.role == Role.ADMINISTRATOR).limit(2)
    return list(reading().scalars(administrators)) == [person.id]


def delete_account(person: Person, password: str, context: AuthenticationContext, now: datetime) -> None:
    """Delete a person and all that is theirs: answers, cards, reviews, links, attempts to log in.

    Raises `WrongPasswordError`, `ThrottledError`, and `NotAllowedError` for the last administrator and for
    the last owner of a course that isn't archived.
    """
    reauthenticate(person, password, context, now)
    with writing() as session:
        if people.lock_administrators(session) == [person.id]:
            raise NotAllowedError(
                _(
                    "You are the only administrator. Make somebody else an administrator, "
                    "then delete your account."
                )
            )
        _check_no_course_is_left_alone(session, person)
        throttle.forget(session, names.name_key(person.user_name or ""), person.id)
        # The tables' own cascades take the rest along.
        session.execute(delete(User).where(User.id == person.id))
    security_log.note(SecurityEvent.ACCOUNT_DELETED, person.id)


def _check_no_course_is_left_alone(session: Session, person: Person) -> None:
    """Lock the courses of a person, so that of two owners who go at once one waits, and count the others."""
    theirs = (
        Membership.user_id == person.id,
        Membership.role == CourseRole.OWNER,
        Membership.left_at.is_(None),
    )
    owned = select(Membership.course_id).where(*theirs)
    courses = select(Course).where(Course.id.in_(owned), Course.archived_at.is_(None)).order_by(Course.id)
    for course in session.scalars(courses.with_for_update()).all():
        others = select(Membership.id).where(
            Membership.course_id == course.id,
            Membership.role == CourseRole.OWNER,
            Membership.left_at.is_(None),
            Membership.user_id != person.id,
        )
        if session.scalar(others.limit(1)) is None:
            raise NotAllowedError(
                _(
                    "You are the only owner of the course “%(course)s”. Make somebody else an owner, or "
                    "archive the course, then delete your account.",
                    course=course.title,
                )
            )
