"""What the staff may not have thought of, said before an assignment is published and where points are set."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.assigning import assign, settings_of
from support.courses import a_course
from support.marking import QUESTIONS, essay_bank
from support.people import a_browser
from support.setting import Taught, taught

from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments

DAY = timedelta(days=1)
ASKS = Composition((Section((FixedItem("height-of-mont-blanc", 1.0),)),))


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def look(course: Taught, quiz: int) -> str:
    """Return what the page before publishing says is worth a second look."""
    heading = course.open(quiz, "publish").html.find(id="warnings-heading")
    return " ".join(heading.parent.get_text(" ").split()).replace(" .", ".") if heading else ""


def publish(course: Taught, terms: Terms) -> int:
    with course.app.app_context():
        return assign(course.ines, course.id, settings_of(course.bank, terms, ASKS), datetime.now(UTC))


def test_questions_that_another_assignment_asks_too_are_told(course: Taught) -> None:
    now = datetime.now(UTC)
    draft = course.draft(Terms(due_at=now + DAY), ASKS)
    assert "may also be asked in" not in look(course, draft)
    course.draft(Terms(due_at=now + DAY), ASKS)
    assert "may also be asked in" not in look(course, draft), "no draft is asked anybody"
    publish(course, Terms(opens_at=now + DAY, due_at=now + 2 * DAY))
    assert "1 question may also be asked in Midterm. That one opens on" in look(course, draft)
    other = publish(course, Terms(due_at=now + DAY))
    assert "Midterm. That one is open." in look(course, draft)
    with course.app.app_context():
        assignments.release(course.ines, course.id, other, now)
    assert "learners have seen the answers" in look(course, draft)


def test_a_sealed_exam_that_is_over_gives_nothing_away(course: Taught) -> None:
    now = datetime.now(UTC)
    draft = course.draft(Terms(due_at=now + DAY), ASKS)
    terms = Terms(shows=Shows.SEALED, opens_at=now - 3 * DAY, due_at=now - 2 * DAY)
    publish(course, terms)
    assert "may also be asked in" not in look(course, draft)


def test_hints_are_told_in_an_exam_alone(course: Taught) -> None:
    due_at = datetime.now(UTC) + DAY
    exam = course.draft(Terms(shows=Shows.EXAM, due_at=due_at))
    assert "Hints are offered: 2 questions of this exam have some" in look(course, exam)
    assert "Hints" not in look(course, course.draft(Terms(due_at=due_at)))


def test_where_points_are_set_it_says_what_the_rubric_of_an_essay_comes_to(
    app: Flask, course: Taught
) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        bank = essay_bank(now)
        course_id = a_course(course.ines, now, banks=[bank])
        asks = Composition((Section(tuple(FixedItem(str(one["id"]), 1.0) for one in QUESTIONS)),))
        quiz = assignments.create(course.ines, course_id, settings_of(bank, Terms(), asks), now)
    page = a_browser(app, course.ines).get(f"/courses/{course_id}/assignments/{quiz}/questions")
    essay, other = page.html.select("#asked li")
    assert "Its rubric has 2.5 points, scaled to 1 here." in essay.get_text()
    assert "rubric" not in other.get_text()
