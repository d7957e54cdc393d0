"""What learners read of their results in lists and beside an attempt: once they may, and never too much."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.answers import right
from support.assigning import answer_all, begin
from support.courses import put_in
from support.marking import essays, write_essay
from support.people import a_browser, a_person
from support.setting import Taught, taught
from support.wording import words

from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import closing

DAY = timedelta(days=1)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def take(course: Taught, quiz: int) -> int:
    now = datetime.now(UTC)
    with course.app.app_context():
        attempt_id = begin(course.ada, course.id, quiz, now)
        answer_all(course.ada, attempt_id, right, now)
        closing.finish(course.ada, attempt_id, now)
    return attempt_id


def set_result(course: Taught, quiz: int, result: str, percent: str = "") -> None:
    form = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}/results/{quiz}").forms["set-result"]
    form["result"], form["percent"], form["reason"] = result, percent, "A secret reason"
    form.submit(status=303)


def listed(course: Taught) -> str:
    """Return what the course says to its learner of what is set."""
    return words(course.learner.get(f"/courses/{course.id}"), "main").replace("\xa0", " ")


def test_the_list_of_a_course_tells_a_result_from_its_release(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.EXAM, due_at=datetime.now(UTC) + DAY))
    attempt = take(course, quiz)
    set_result(course, quiz, "percent", "40")
    result = f"/quizzes/{attempt}/result"
    assert "Midterm submitted" in listed(course)
    assert "40 %" not in words(course.learner.get(result), "main").replace("\xa0", " ")
    with course.app.app_context():
        assignments.release(course.ines, course.id, quiz, datetime.now(UTC))
    assert "Midterm 40 %, set by your instructor" in listed(course)
    told = words(course.learner.get(result), "main").replace("\xa0", " ")
    assert "Your instructor set your result for this assignment: 40 %." in told
    assert "secret" not in told
    set_result(course, quiz, "attempts")
    assert "Midterm 100 %" in listed(course)
    assert "set by your instructor" not in listed(course)


def test_the_chart_of_quizzes_leaves_out_marks_that_are_not_told(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.EXAM, due_at=datetime.now(UTC) + DAY))
    take(course, quiz)
    held = course.learner.get("/progress").html.select("figure")
    assert not [figure for figure in held if "Midterm" in figure.get_text()]
    with course.app.app_context():
        assignments.release(course.ines, course.id, quiz, datetime.now(UTC))
    (chart,) = (one for one in course.learner.get("/progress").html.select("figure") if "Midterm" in one.text)
    assert len(chart.select("circle")) == len(chart.select("tbody tr")) == 1


def test_homework_tells_its_result_when_it_is_submitted(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.HOMEWORK, attempts=1))
    take(course, quiz)
    assert "Midterm 100 %" in listed(course)


def test_an_i_dont_know_waits_for_nobody_where_answers_stay_closed(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        ada = a_person(now, "Ada")
        quiz = essays(now, [], Terms(shows=Shows.SEALED, attempts=1))
        put_in(quiz.course, ada, CourseRole.LEARNER, now)
        attempt = write_essay(ada, quiz.course, quiz.assignment, now, None)
        assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    told = words(a_browser(app, ada).get(f"/quizzes/{attempt}/result"), "main")
    assert "Question 1 The question and your answer aren't shown." in told
    assert "0 of 10 points" in told
    assert not [word for word in ("marked", "still to mark", "so far") if word in told]


def test_a_result_that_waits_for_marks_is_not_told_as_final(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        ada = a_person(now, "Ada")
        quiz = essays(now, [ada], Terms(shows=Shows.EXAM, attempts=1))
        assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    browser = a_browser(app, ada)
    for address in ("/quizzes", "/progress"):
        assert "1 answer to be marked" in words(browser.get(address), "main")
    assert "submitted, not marked yet" in words(browser.get(f"/courses/{quiz.course}"), "main")
