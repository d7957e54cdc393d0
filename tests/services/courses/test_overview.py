"""A course at a glance: who is named and why, how far assignments are, what the class knows."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import a_course, put_in
from support.marking import essays
from support.people import a_history, a_person
from support.statements import statements

from quizapp.assignments.attention import Concern
from quizapp.assignments.terms import Terms
from quizapp.models import LateAnswer, Slot
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import groups, overview
from quizapp.services.courses.learner_record import Study, find_record
from quizapp.services.courses.overview import MOST_NAMED, Attention, Overview
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)


@pytest.fixture
def course(ines: Person, ada: Person, bank: int, now: datetime) -> int:
    course_id = a_course(ines, now, banks=[bank])
    for person in (ada, a_person(now, "Bob")):
        put_in(course_id, person, CourseRole.LEARNER, now)
    return course_id


def a_quiz(ines: Person, course: int, bank: int, now: datetime, days: float = 5) -> int:
    terms = Terms(shows=Shows.EXAM, due_at=now + days * DAY)
    return assign(ines, course, settings_of(bank, terms), now)


def glance(asker: Person, course: int, now: datetime) -> Overview:
    reading().rollback()
    return overview.find_overview(asker, course, now)


def named(found: Overview, concern: Concern) -> list[tuple[str | None, list[str]]]:
    """Return who is named for a reason, by the title of the assignment."""
    return [
        (one.assignment and one.assignment.title, [learner.name for learner in one.named])
        for one in found.attention
        if one.concern is concern
    ]


def test_a_new_course_needs_no_attention(ines: Person, course: int, now: datetime) -> None:
    found = glance(ines, course, now)
    assert (found.learners, found.attention, found.assignments, found.topics) == (2, (), (), ())


def test_who_has_not_begun_is_named_two_days_before_the_end(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = a_quiz(ines, course, bank, now)
    assert named(glance(ines, course, now), Concern.NOT_BEGUN) == []
    begin(ada, course, quiz, now)
    assert named(glance(ines, course, now + 4 * DAY), Concern.NOT_BEGUN) == [("Midterm", ["Bob"])]
    (progress,) = glance(ines, course, now).assignments
    assert (progress.learners, progress.begun, progress.submitted) == (2, 1, 0)


def test_who_did_nothing_for_a_week_is_named(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    assert named(glance(ines, course, now + 6 * DAY), Concern.INACTIVE) == []
    assert named(glance(ines, course, now + 7 * DAY), Concern.INACTIVE) == [(None, ["Ada", "Bob"])]
    # Reviews in a bank of the course are study for it.
    a_history(ada, bank, now + 5 * DAY)
    assert named(glance(ines, course, now + 8 * DAY), Concern.INACTIVE) == [(None, ["Bob"])]


def test_who_falls_behind_is_named(ines: Person, ada: Person, course: int, bank: int, now: datetime) -> None:
    for _ in range(2):
        attempt_id = begin(ada, course, a_quiz(ines, course, bank, now), now)
        answer_all(ada, attempt_id, wrong, now)
        closing.finish(ada, attempt_id, now)
    assert named(glance(ines, course, now), Concern.FALLING_BEHIND) == [(None, ["Ada"])]
    # Two that were missed are as bad as two in vain.
    assert named(glance(ines, course, now + 6 * DAY), Concern.FALLING_BEHIND) == [(None, ["Ada", "Bob"])]
    found = glance(ines, course, now)
    assert all(one.share == 0 for one in found.topics)
    assert sum(one.answers for one in found.topics) >= 10


def test_the_weakest_topic_comes_first(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    attempt_id = begin(ada, course, a_quiz(ines, course, bank, now), now)
    answer_all(ada, attempt_id, right, now)
    assert glance(ines, course, now).topics == ()
    closing.finish(ada, attempt_id, now)
    topics = glance(ines, course, now).topics
    assert [one.share for one in topics] == sorted(one.share for one in topics)
    assert {one.share for one in topics} == {1}


def test_what_arrived_late_is_named_with_its_attempt(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    attempt_id = begin(ada, course, a_quiz(ines, course, bank, now), now)
    closing.finish(ada, attempt_id, now)
    with writing() as session:
        for slot_id in session.scalars(select(Slot.id).where(Slot.attempt_id == attempt_id).limit(2)):
            session.add(LateAnswer(slot_id=slot_id, response="x", arrived_at=now))
    (one,) = (one for one in glance(ines, course, now).attention if one.concern is Concern.ARRIVED_LATE)
    assert [(learner.name, learner.attempt_id) for learner in one.named] == [("Ada", attempt_id)]


def test_what_waits_to_be_marked_is_counted(now: datetime) -> None:
    marked = essays(now, [a_person(now, "Ada"), a_person(now, "Bob")])
    (one,) = glance(marked.ines, marked.course, now).attention
    assert (one.concern, one.more) == (Concern.TO_BE_MARKED, 2)
    (progress,) = glance(marked.ines, marked.course, now).assignments
    assert (progress.submitted, progress.to_mark) == (2, 2)


def test_ten_are_named_and_the_others_counted(ines: Person, course: int, bank: int, now: datetime) -> None:
    for number in range(10):
        put_in(course, a_person(now, f"Learner {number}"), CourseRole.LEARNER, now)
    a_quiz(ines, course, bank, now, days=1)
    (one,) = glance(ines, course, now).attention
    assert isinstance(one, Attention)
    assert (len(one.named), one.more) == (MOST_NAMED, 2)


def test_assistants_in_a_group_hear_of_its_learners_alone(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    asa = a_person(now, "Asa")
    put_in(course, asa, CourseRole.ASSISTANT, now)
    group = groups.make(ines, course, "Lab", now)
    for person in (asa, ada):
        groups.put_member(ines, course, person.id, frozenset({group}), now)
    a_quiz(ines, course, bank, now, days=1)
    found = glance(asa, course, now)
    assert (found.learners, named(found, Concern.NOT_BEGUN)) == (1, [("Midterm", ["Ada"])])


def test_of_study_a_course_sees_its_own_alone(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    """A quiz that somebody takes alone is nobody's business, and neither is another bank."""
    a_history(ada, bank, now - 3 * DAY)
    reading().rollback()
    study = find_record(ines, course, ada.id, now).study
    assert study.answers == 0
    assert 1 <= study.days <= 2
    attempt_id = begin(ada, course, a_quiz(ines, course, bank, now), now)
    answer_all(ada, attempt_id, right, now)
    assert find_record(ines, course, ada.id, now).study == Study(study.days + 1, study.reviews, 5)
    reading().rollback()
    elsewhere = a_course(ines, now)
    put_in(elsewhere, ada, CourseRole.LEARNER, now)
    assert find_record(ines, elsewhere, ada.id, now).study == Study(0, 0, 0)


def test_a_large_class_takes_no_more_statements(ines: Person, course: int, bank: int, now: datetime) -> None:
    def cost() -> int:
        reading().rollback()
        return statements(lambda: overview.find_overview(ines, course, now + 8 * DAY))

    a_quiz(ines, course, bank, now)
    small = cost()
    for number in range(4):
        put_in(course, a_person(now, f"Learner {number}"), CourseRole.LEARNER, now)
        a_quiz(ines, course, bank, now)
    assert cost() == small <= 15
