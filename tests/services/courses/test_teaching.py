"""The courses that somebody teaches, with counts: the same as the pages of these courses tell."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.marking import essays
from support.people import a_person
from support.statements import statements

from quizapp.assignments.attention import Concern
from quizapp.assignments.scoring import SetResult
from quizapp.assignments.terms import Terms
from quizapp.models import Attempt, LateAnswer, Slot
from quizapp.services.courses import courses, groups, members, overview, result_overrides, teaching
from quizapp.services.courses.teaching import Counted
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ines(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ada")


@pytest.fixture
def course(ines: Person, ada: Person, bank: int, now: datetime) -> int:
    course_id = a_course(ines, now, banks=[bank])
    for person in (ada, a_person(now, "Bob")):
        put_in(course_id, person, CourseRole.LEARNER, now)
    return course_id


def a_quiz(ines: Person, course: int, bank: int, now: datetime, **terms: object) -> int:
    values = {"due_at": now + DAY, **terms}
    return assign(ines, course, settings_of(bank, Terms(**values)), now)  # type: ignore[arg-type]


def counted(person: Person, now: datetime) -> dict[str, tuple[Counted, ...]]:
    reading().rollback()
    return {one.title: one.concerns for one in teaching.list_taught(person, now)}


def not_begun(person: Person, course: int, now: datetime) -> int:
    """Return how many haven't begun; the page of the course has to say the same."""
    here = {one.concern: one.count for one in counted(person, now)["Geography"]}.get(Concern.NOT_BEGUN, 0)
    reading().rollback()
    found = overview.find_overview(person, course, now).attention
    assert here == len(
        {one.user_id for each in found if each.concern is Concern.NOT_BEGUN for one in each.named}
    )
    return here


def test_only_who_teaches_is_told(ines: Person, ada: Person, course: int, now: datetime) -> None:
    other = a_course(ines, now, "Algebra")
    assert counted(ines, now) == {"Algebra": (), "Geography": ()}
    assert list(counted(ines, now)) == ["Algebra", "Geography"]
    assert counted(ada, now) == {}
    courses.archive(ines, other, now)
    assert list(counted(ines, now)) == ["Geography"]
    asa = a_person(now, "Asa")
    put_in(course, asa, CourseRole.ASSISTANT, now)
    assert list(counted(asa, now)) == ["Geography"]
    members.remove(ines, course, asa.id, now)
    assert counted(asa, now) == {}


def test_learners_who_have_not_begun_are_counted(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = a_quiz(ines, course, bank, now, due_at=now + 5 * DAY, closes_at=now + 7 * DAY)
    assert not_begun(ines, course, now) == 0
    assert not_begun(ines, course, now + 3 * DAY) == 2
    assert counted(ines, now + 3 * DAY)["Geography"] == (Counted(Concern.NOT_BEGUN, 2, quiz),)
    assert not_begun(ines, course, now + 5 * DAY) == 2
    assert not_begun(ines, course, now + 7 * DAY) == 0
    a_quiz(ines, course, bank, now, due_at=now + 5 * DAY)
    assert counted(ines, now + 3 * DAY)["Geography"] == (Counted(Concern.NOT_BEGUN, 2, None),)
    a_quiz(ines, course, bank, now, opens_at=now + 4 * DAY, due_at=now + 4.5 * DAY)
    begin(ada, course, quiz, now)
    assert not_begun(ines, course, now + 3 * DAY) == 2
    assert not_begun(ines, course, now + 6 * DAY) == 1


@pytest.mark.parametrize("result", [SetResult(is_excused=True), SetResult(percent=80)])
def test_nothing_is_asked_of_whose_result_is_set(
    ines: Person, ada: Person, course: int, bank: int, now: datetime, result: SetResult
) -> None:
    quiz = a_quiz(ines, course, bank, now)
    result_overrides.set_result(ines, course, quiz, ada.id, result, "ill", 0, now)
    assert not_begun(ines, course, now) == 1
    result_overrides.set_result(ines, course, quiz, ada.id, SetResult(), "back", 1, now)
    assert not_begun(ines, course, now) == 2


def test_late_answers_are_counted(ines: Person, ada: Person, course: int, bank: int, now: datetime) -> None:
    quiz = a_quiz(ines, course, bank, now, due_at=now + 9 * DAY)
    attempt_id = begin(ada, course, quiz, now)
    closing.finish(ada, attempt_id, now)
    with writing() as session:
        for slot_id in session.scalars(select(Slot.id).where(Slot.attempt_id == attempt_id).limit(2)):
            session.add(LateAnswer(slot_id=slot_id, response="x", arrived_at=now))
    assert counted(ines, now)["Geography"] == (Counted(Concern.ARRIVED_LATE, 2, quiz),)


def test_answers_to_mark_are_counted(now: datetime) -> None:
    marked = essays(now, [a_person(now, "Cleo"), a_person(now, "Dan")])
    (concerns,) = counted(marked.ines, now).values()
    assert [(one.concern, one.count) for one in concerns] == [(Concern.TO_BE_MARKED, 2)]


def test_what_somebody_left_behind_who_left_the_course_waits_for_nobody(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = a_quiz(ines, course, bank, now, due_at=now + 9 * DAY)
    attempt_id = begin(ada, course, quiz, now)
    closing.finish(ada, attempt_id, now)
    with writing() as session:
        slot_id = session.scalars(select(Slot.id).where(Slot.attempt_id == attempt_id)).first()
        session.add(LateAnswer(slot_id=slot_id, response="x", arrived_at=now))
        session.get_one(Attempt, attempt_id).to_mark = 1
    both = {Concern.ARRIVED_LATE, Concern.TO_BE_MARKED}
    assert {one.concern for one in counted(ines, now)["Geography"]} == both
    assert {one.concern for one in overview.find_overview(ines, course, now).attention} == both
    members.remove(ines, course, ada.id, now)
    assert counted(ines, now)["Geography"] == ()
    assert overview.find_overview(ines, course, now).attention == ()


def test_assistants_in_a_group_hear_of_its_learners_alone(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    asa = a_person(now, "Asa")
    for one in (course, a_course(ines, now, "Algebra")):
        put_in(one, asa, CourseRole.ASSISTANT, now)
    a_quiz(ines, course, bank, now)
    assert not_begun(asa, course, now) == 2
    group = groups.make(ines, course, "Lab", now)
    for person in (asa, ada):
        groups.put_member(ines, course, person.id, frozenset({group}), now)
    assert not_begun(asa, course, now) == 1


def test_two_statements_are_enough_and_one_for_who_teaches_nothing(
    ines: Person, ada: Person, bank: int, course: int, now: datetime
) -> None:
    a_quiz(ines, course, bank, now)
    for number in range(4):
        put_in(a_course(ines, now, f"Course {number}"), ada, CourseRole.LEARNER, now)
    reading().rollback()
    reading().scalar(select(1))
    assert statements(lambda: teaching.list_taught(ines, now)) == 2
    assert statements(lambda: teaching.list_taught(ada, now)) == 1
