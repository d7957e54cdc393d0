"""A course of Ines in which Ada learns; a file that needs another says so itself."""

from datetime import datetime

import pytest
from support.courses import a_course, put_in
from support.people import a_person

from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person


@pytest.fixture
def ines(now: datetime) -> Person:
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def ada(now: datetime) -> Person:
    return a_person(now, "Ada")


@pytest.fixture
def course(ines: Person, ada: Person, bank: int, now: datetime) -> int:
    course_id = a_course(ines, now, banks=[bank])
    put_in(course_id, ada, CourseRole.LEARNER, now)
    return course_id
