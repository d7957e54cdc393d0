"""Courses and the people in them. All of it needs an app context."""

from collections.abc import Iterable
from datetime import datetime

from quizapp.assignments.resolving import Accommodation
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.courses import accommodations, courses, groups, invitations, joining, members
from quizapp.services.courses.accommodations import GivenAccommodation
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.roles import lock_course
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing


def a_course(owner: Person, now: datetime, title: str = "Geography", banks: Iterable[int] = ()) -> int:
    """Make a course and return its key."""
    return courses.create(owner, CourseSettings(title, "Asia/Tashkent", frozenset(banks)), now)


def put_in(course_id: int, person: Person, role: CourseRole, now: datetime) -> None:
    """Make somebody a member in a role, whoever could."""
    with writing() as session:
        members.add(session, lock_course(session, course_id), person.id, role, now)
        refresh_course(session, course_id, now, [person.id])


def join(course_id: int, person: Person, now: datetime) -> None:
    """Let somebody join by the link."""
    token = courses.find(course_id).join_token
    reading().rollback()
    joining.join_by_link(person, token, now)


def in_a_course(owner: Person, learner: Person, now: datetime, banks: Iterable[int] = ()) -> int:
    """Let a learner come into a new course by an invitation, with all that the staff can give."""
    course_id = a_course(owner, now, banks=banks)
    group_id = groups.make(owner, course_id, "Section A", now)
    accompany(owner, course_id, group_id, learner, now)
    return course_id


def accompany(owner: Person, course_id: int, group_id: int, learner: Person, now: datetime) -> None:
    """Invite a learner, and give them a group and an accommodation."""
    new = NewInvitation("anna.a@example.org", "Anna A.")
    token = invitations.invite_one(owner, course_id, new, now, link_beginning=None)
    assert token
    invitations.accept(learner, token, now)
    groups.put_member(owner, course_id, learner.id, frozenset({group_id}), now)
    more_time = GivenAccommodation(Accommodation(time_factor=1.5), "dyslexia")
    accommodations.change(owner, course_id, learner.id, more_time, now)
