"""A learner's quiz as their browser sees it, without JavaScript."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import webtest
from flask import Flask
from sqlalchemy import func, select

from quizapp.models import Answer, Attempt
from quizapp.question_types.base import Response
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading, writing
from support.people import a_browser, a_person


class Quiz:
    """A learner's quiz: their browser, and its questions as the service knows them."""

    def __init__(self, app: Flask, bank: int, feedback: Feedback = Feedback.EACH, count: int = 12) -> None:
        self.app, self.bank = app, bank
        with app.app_context():
            now = datetime.now(UTC)
            self.person: Person = a_person(now)
            request = QuizRequest(bank, (), count, rules=QuizRules(feedback))
            self.id = beginning.begin(self.person, request, now, 5).attempt_id
        self.browser = a_browser(app, self.person)

    def address(self, page: int | str) -> str:
        return f"/quizzes/{self.id}/{page}"

    def open(self, number: int) -> webtest.TestResponse:
        return self.browser.get(self.address(number))

    def asked(self, number: int) -> AskedQuestion:
        with self.app.app_context():
            return attempts.show(self.person, self.id, number).asked

    def is_answered(self, number: int) -> bool:
        with self.app.app_context():
            return attempts.show(self.person, self.id, number).is_answered

    def fill(
        self,
        number: int,
        choose: Callable[[AskedQuestion], Response],
        page: webtest.TestResponse | None = None,
    ) -> webtest.TestResponse:
        """Fill in the form of a question's page and send it."""
        asked = self.asked(number)
        form = (page or self.open(number)).forms["answer"]
        put(form, asked.data(choose(asked)))
        return form.submit()

    def answers(self) -> int:
        with self.app.app_context():
            return reading().scalar(select(func.count()).select_from(Answer)) or 0


class StartQuiz(Protocol):
    """Starts a learner's quiz on the example bank."""

    def __call__(self, feedback: Feedback = Feedback.EACH, count: int = 12) -> Quiz: ...


def let_time_pass(app: Flask, quiz: int, time: timedelta) -> None:
    """Put a quiz with a time limit so much further into the past."""
    with app.app_context(), writing() as session:
        row = session.get_one(Attempt, quiz)
        assert row.ends_at
        row.started_at, row.ends_at = row.started_at - time, row.ends_at - time


def put(form: Any, data: str | list[str] | None) -> None:
    """Fill in an answer field of any type."""
    if isinstance(data, list):
        for field in form.fields["response"]:
            field.checked = field._value in data  # noqa: SLF001 -- WebTest's only name for it
    else:
        form["response"] = data


def number_of(quiz: Quiz, type_: str) -> int:
    """Return the number of the first question of a type."""
    return next(number for number in range(1, 13) if quiz.asked(number).question.type == type_)
