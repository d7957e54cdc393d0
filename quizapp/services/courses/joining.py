"""Coming to a course by its code, which is typed, or by its link.

Neither makes anybody more than a learner. A code that nobody has is a guess, and guesses are throttled.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.models import Course
from quizapp.services import security_log
from quizapp.services.accounts import throttle
from quizapp.services.accounts.names import name_key
from quizapp.services.accounts.throttle import Action
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.courses import audit, join_code, members
from quizapp.services.courses.audit import AuditAction, Change
from quizapp.services.courses.roles import hold_course, lock_course
from quizapp.services.errors import InvalidError, SpentLinkError, ThrottledError
from quizapp.services.permissions import CourseRole, Permission
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _, lazy

NO_SUCH_CODE = lazy("No course has this code. A code has 8 letters and digits, such as CDFG-3479.")
#: The longest token that is looked up.
LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class JoinedCourse:
    """The course that somebody is in now, and whether they were before."""

    id: int
    title: str
    was_member: bool


@dataclass(frozen=True, slots=True)
class LinkedCourse:
    """The course that a link leads into, as it is told to somebody who isn't in it."""

    id: int
    title: str


def join_by_code(person: Person, typed: str, address: str, now: datetime) -> JoinedCourse:
    """Make a person a learner of the course that has the code.

    Raises `InvalidError` where no course that can be joined has it, `ThrottledError` after too many of those.
    """
    code = join_code.fold_code(typed)
    key = name_key(person.user_name or "")
    try:
        with writing() as session:
            throttle.check_guesses(session, Action.JOIN, key, address, now)
            course_id = session.scalar(select(Course.id).where(Course.join_code == code, *_OPEN))
            if course_id is not None:
                return _join(session, lock_course(session, course_id), person, now)
            throttle.note_guess(session, Action.JOIN, key, address, now)
    except ThrottledError:
        security_log.note(SecurityEvent.THROTTLED, person.id, action=Action.JOIN)
        raise
    raise InvalidError(NO_SUCH_CODE)


def join_by_link(person: Person, token: str, now: datetime) -> JoinedCourse:
    """Make a person a learner of the course that has the link. Raises `SpentLinkError`."""
    with writing() as session:
        course = lock_course(session, _course_of(session, token).id)
        # It may have been renewed or closed meanwhile.
        _course_of(session, token)
        return _join(session, course, person, now)


def course_behind(token: str) -> LinkedCourse:
    """Return the course that a link leads into, without joining it. Raises `SpentLinkError`."""
    return _course_of(reading(), token)


def open_joining(person: Person, course_id: int, now: datetime) -> None:
    """Let people join by the code and the link again."""
    _set_open(person, course_id, now, is_open=True)


def close_joining(person: Person, course_id: int, now: datetime) -> None:
    """Let nobody join by the code or the link, until it is opened again."""
    _set_open(person, course_id, now, is_open=False)


def renew(person: Person, course_id: int, now: datetime, shown_code: str | None = None) -> bool:
    """Give a course another code and another link; the old ones lead nowhere.

    With `shown_code`, the code on the page that asks for it, nothing is done if the course has another one
    meanwhile. Tell whether it was renewed.
    """
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        if shown_code is not None and shown_code != course.join_code:
            return False
        course.join_code, course.join_token = unused_code(session), new_token()
        audit.note(session, course, person, Change(AuditAction.JOINING_RENEWED), now)
        return True


def unused_code(session: Session) -> str:
    """Return a code that no course has."""
    while session.scalar(select(Course.id).where(Course.join_code == (code := join_code.new_code()))):
        pass
    return code


def new_token() -> str:
    """Return the random part of a link."""
    return secrets.token_urlsafe(24)


#: What a course is that can be joined by itself.
_OPEN = (Course.joining_is_open, Course.archived_at.is_(None))


def _course_of(session: Session, token: str) -> LinkedCourse:
    found = select(Course.id, Course.title).where(Course.join_token == token[:LONGEST_TOKEN], *_OPEN)
    row = session.execute(found).one_or_none()
    if row is None:
        raise SpentLinkError(_("This link no longer works."))
    return LinkedCourse(row.id, row.title)


def _join(session: Session, course: Course, person: Person, now: datetime) -> JoinedCourse:
    added = members.add(session, course, person.id, CourseRole.LEARNER, now)
    refresh_course(session, course.id, now, [person.id])
    return JoinedCourse(course.id, course.title, was_member=not (added.is_new or added.was_back))


def _set_open(person: Person, course_id: int, now: datetime, *, is_open: bool) -> None:
    with writing() as session:
        course = hold_course(session, person, course_id, Permission.CHANGE_COURSE_PEOPLE)
        if course.joining_is_open != is_open:
            course.joining_is_open = is_open
            action = AuditAction.JOINING_OPENED if is_open else AuditAction.JOINING_CLOSED
            audit.note(session, course, person, Change(action), now)
