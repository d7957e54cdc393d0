"""The pages of a ready quiz in sections, whose questions are worth different points."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from support.people import a_browser, a_person, answer_right, logged_in
from support.resync import resync
from support.wording import words

from quizapp.bank.schema import QuizSection, ReadyQuiz, WholeQuizItem
from quizapp.models import QuestionRecord
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import beginning, closing
from quizapp.services.transaction import reading


@pytest.fixture
def composed(app: Flask, bank: int) -> tuple[Person, int]:
    """Give a learner and their quiz: two points for the first question, half a point for the others."""
    now = datetime.now(UTC)
    with app.app_context():
        statement = select(QuestionRecord.key).where(QuestionRecord.type.in_(("short", "number")))
        first, second = list(reading().scalars(statement.order_by(QuestionRecord.position)))[:2]
        reading().rollback()
        rest = QuizSection(
            heading="Figures & names",
            items=(WholeQuizItem(question=second, points=0.5), WholeQuizItem(count=6, points=0.5)),
        )
        sections = (QuizSection(items=(WholeQuizItem(question=first, points=2),)), rest)
        quiz = ReadyQuiz(id="parts", title="Parts", sections=sections, feedback="end")
        alone = ReadyQuiz(id="exam", title="The exam", count=2, only_assigned=True)
        resync(lambda question: question, now, quizzes=(quiz, alone))
        person = a_person(now)
        return person, beginning.begin_ready(person, bank, "parts", now, 1).attempt_id


def test_a_heading_stands_above_the_first_question_of_its_section_and_points_at_each(
    app: Flask, composed: tuple[Person, int]
) -> None:
    person, attempt = composed
    browser = a_browser(app, person)
    pages = [browser.get(f"/quizzes/{attempt}/{number}") for number in (1, 2, 3)]
    headings = [[one.get_text() for one in page.html.select("h2.section-heading")] for page in pages]
    assert headings == [[], ["Figures & names"], []]
    assert ["2 points" in words(page) for page in pages] == [True, False, False]
    assert ["0.5 points" in words(page) for page in pages] == [False, True, True]


def test_the_result_weighs_and_names_the_sections(app: Flask, composed: tuple[Person, int]) -> None:
    person, attempt = composed
    now = datetime.now(UTC)
    with app.app_context():
        answer_right(person, attempt, 1, now)
        closing.finish(person, attempt, now)
    browser = a_browser(app, person)
    page = browser.get(f"/quizzes/{attempt}/result")
    assert "2 of 5.5 points: 1 of 8 right." in words(page)
    assert [one.get_text() for one in page.html.select("h3.section-heading")] == ["Figures & names"]
    items = page.html.select(".result-list > li")
    assert "2 of 2 points" in items[0].get_text(" ", strip=True)
    assert "0 of 0.5 points" in items[2].get_text(" ", strip=True)
    quizzes = browser.get("/quizzes")
    assert "Last time 2 of 5.5" in words(quizzes)
    assert "8 questions · 5.5 points" in words(quizzes)


def test_a_quiz_that_only_courses_set_is_shown_to_the_staff_alone(
    app: Flask, bank: int, composed: tuple[Person, int]
) -> None:
    person, _ = composed
    assert "The exam" not in a_browser(app, person).get("/quizzes")
    page = logged_in(app, Role.INSTRUCTOR).get(f"/banks/{bank}")
    assert "The exam" in page
    assert "for assignments only" in words(page)


def test_a_quiz_without_points_says_nothing_of_them(app: Flask, bank: int) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        person = a_person(now)
        attempt = beginning.begin_ready(person, bank, "rivers", now, 1).attempt_id
    assert "point" not in words(a_browser(app, person).get(f"/quizzes/{attempt}/1"))
