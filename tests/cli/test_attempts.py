"""Attempts whose time is up, finished from the shell and in the background, as of their end."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.answers import right
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person
from support.shell import run

from quizapp.assignments.terms import Terms
from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.transaction import reading

HOUR = timedelta(hours=1)


@pytest.fixture
def attempts(app: Flask, bank: int) -> list[int]:
    """Begin attempts of three learners two hours ago: two had an hour, one has a day."""
    then = datetime.now(UTC) - 2 * HOUR
    with app.app_context():
        ines = a_person(then, role=Role.INSTRUCTOR)
        course = a_course(ines, then, banks=[bank])
        begun = []
        for minutes in (60, 60, 24 * 60):
            terms = Terms(rules=QuizRules(Feedback.END, time_limit=minutes), shows=Shows.EXAM)
            quiz = assign(ines, course, settings_of(bank, terms), then)
            learner = a_person(then)
            put_in(course, learner, CourseRole.LEARNER, then)
            begun.append(begin(learner, course, quiz, then))
            answer_all(learner, begun[-1], right, then)
        return begun


def finished(app: Flask, attempts: list[int]) -> list[object]:
    with app.app_context():
        rows = [reading().get_one(Attempt, attempt) for attempt in attempts]
        return [
            row.finished_at and (row.finished_at - row.started_at, row.finished_by, row.points)
            for row in rows
        ]


def test_what_is_overdue_is_finished_and_counted_and_the_second_time_there_is_none(
    app: Flask, attempts: list[int]
) -> None:
    said = run(app, "attempts", "close-expired")
    assert (said.exit_code, said.output) == (0, "2 attempts closed.\n")
    assert finished(app, attempts) == [(HOUR, "time", 5), (HOUR, "time", 5), None]
    assert run(app, "attempts", "close-expired").output == "0 attempts closed.\n"


def test_background_work_finishes_them_too(app: Flask, attempts: list[int]) -> None:
    assert run(app, "work", "--once").exit_code == 0
    assert finished(app, attempts) == [(HOUR, "time", 5), (HOUR, "time", 5), None]
