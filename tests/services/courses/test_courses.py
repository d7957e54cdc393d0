"""Courses made, changed and put away by those who may, each change in the record."""

from datetime import datetime, timedelta

import pytest
from support.courses import a_course, join, put_in
from support.people import a_person, everything_stored

from quizapp.models import BankRecord
from quizapp.services.courses import audit, courses, roles
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

MINUTE = timedelta(minutes=1)


@pytest.fixture
def exam_bank() -> int:
    with writing() as session:
        bank = BankRecord(
            key="exams",
            title="Exams",
            audience="exam",
            language="en",
            description="",
            documents=[],
            topic_titles={},
            questions=0,
            topic_questions={},
            quiz_questions=0,
            topic_quiz_questions={},
        )
        session.add(bank)
        session.flush()
        return bank.id


def test_who_makes_a_course_owns_it(ines: Person, bank: int, now: datetime) -> None:
    course_id = courses.create(ines, CourseSettings("Geography", "Asia/Tashkent", frozenset({bank})), now)
    course = courses.find(course_id)
    assert (course.title, course.time_zone, course.version) == ("Geography", "Asia/Tashkent", 1)
    assert [one.key for one in course.banks] == ["example"]
    assert (course.joining_is_open, course.archived_at) == (True, None)
    assert roles.role_of(ines.id, course_id) is CourseRole.OWNER
    (summary,) = courses.list_mine(ines)
    assert (summary.title, summary.role, summary.members) == ("Geography", CourseRole.OWNER, 1)
    (made,) = audit.list_changes(course_id).items
    assert (made.action, made.by, made.at, made.after) == (
        "course:created",
        "Ines",
        now,
        {"title": "Geography", "time_zone": "Asia/Tashkent", "banks": ["example"]},
    )


def test_a_learner_makes_none(now: datetime) -> None:
    lea = a_person(now)
    before = everything_stored()
    with pytest.raises(NotAllowedError):
        a_course(lea, now)
    assert everything_stored() == before


def test_a_course_lists_its_members_of_now(ines: Person, now: datetime) -> None:
    lea = a_person(now, "Lea")
    for title in ("geology", "Art", "Biology"):
        join(a_course(ines, now, title), lea, now)
    mine = courses.list_mine(lea)
    assert [(one.title, one.members) for one in mine] == [("Art", 2), ("Biology", 2), ("geology", 2)]
    courses.archive(ines, mine[0].id, now)
    assert [one.title for one in courses.list_mine(lea)] == ["Biology", "geology", "Art"]
    courses.restore(ines, mine[0].id, now)
    assert [one.is_archived for one in courses.list_mine(lea)] == [False] * 3
    reading().rollback()
    assert courses.list_mine(a_person(now)) == ()


def test_of_two_who_change_a_course_the_second_is_told(ines: Person, bank: int, now: datetime) -> None:
    course_id = a_course(ines, now)
    shown = courses.find(course_id)
    changed = CourseSettings("Geography, spring", "UTC", frozenset({bank}))
    courses.change(ines, course_id, changed, shown.version, now + MINUTE)
    with pytest.raises(StaleError):
        courses.change(ines, course_id, CourseSettings("G", "UTC", frozenset()), shown.version, now)
    now_shown = courses.find(course_id)
    assert (now_shown.settings, now_shown.version) == (changed, 2)
    latest = audit.list_changes(course_id).items[0]
    assert latest.before == {"title": "Geography", "time_zone": "Asia/Tashkent", "banks": []}
    assert latest.after == {"title": "Geography, spring", "time_zone": "UTC", "banks": ["example"]}
    reading().rollback()
    courses.change(ines, course_id, changed, 2, now)
    assert courses.find(course_id).version == 2, "what changes nothing leaves no trace"


def test_only_those_who_teach_it_change_it_and_others_do_not_find_it(ines: Person, now: datetime) -> None:
    course_id = a_course(ines, now)
    stranger = a_person(now, "Stefan", Role.INSTRUCTOR)
    people = {role: a_person(now) for role in CourseRole}
    for role, person in people.items():
        put_in(course_id, person, role, now)
    settings = CourseSettings("Mine", "UTC", frozenset())
    before = everything_stored()
    for person, refusal in (
        (stranger, NotFoundError),
        (people[CourseRole.LEARNER], NotAllowedError),
        (people[CourseRole.ASSISTANT], NotAllowedError),
    ):
        with pytest.raises(refusal):
            courses.change(person, course_id, settings, 1, now)
    for person in (people[CourseRole.INSTRUCTOR], people[CourseRole.ASSISTANT]):
        with pytest.raises(NotAllowedError):
            courses.archive(person, course_id, now)
    with pytest.raises(NotFoundError):
        courses.change(ines, course_id + 1, settings, 1, now)
    assert everything_stored() == before
    courses.change(people[CourseRole.INSTRUCTOR], course_id, settings, 1, now)
    courses.archive(a_person(now, role=Role.ADMINISTRATOR), course_id, now)
    assert courses.find(course_id).archived_at == now


def test_a_bank_for_exams_is_given_by_administrators_and_by_those_who_teach_with_it(
    ines: Person, bank: int, exam_bank: int, now: datetime
) -> None:
    course_id = a_course(ines, now)
    assert [one.id for one in courses.offered_banks(ines, course_id)] == [bank]
    with_exams = CourseSettings("Geography", "UTC", frozenset({bank, exam_bank}))
    before = everything_stored()
    for wanted in (with_exams, CourseSettings("Geography", "UTC", frozenset({9999}))):
        with pytest.raises(InvalidError, match="can't be added"):
            courses.change(ines, course_id, wanted, 1, now)
    assert everything_stored() == before
    courses.change(a_person(now, role=Role.ADMINISTRATOR), course_id, with_exams, 1, now)
    assert {one.id for one in courses.offered_banks(ines)} == {bank, exam_bank}
    reading().rollback()
    assert a_course(ines, now, "Another", [exam_bank])
    assistant = a_person(now)
    put_in(course_id, assistant, CourseRole.ASSISTANT, now)
    assert [one.id for one in courses.offered_banks(assistant)] == [bank]


def test_the_record_is_read_page_by_page_the_latest_first(ines: Person, now: datetime) -> None:
    course_id = a_course(ines, now)
    for number in range(1, audit.PAGE_SIZE + 1):
        settings = CourseSettings(f"Geography {number}", "UTC", frozenset())
        courses.change(ines, course_id, settings, number, now + number * MINUTE)
    first, second = (audit.list_changes(course_id, page) for page in (1, 2))
    assert (first.total, first.pages, len(first.items)) == (audit.PAGE_SIZE + 1, 2, audit.PAGE_SIZE)
    assert [change.action for change in second.items] == ["course:created"]
    times = [change.at for change in (*first.items, *second.items)]
    assert times == sorted(times, reverse=True)
