"""A server's clock that is set back by an hour: nobody is logged out, and what is typed is saved."""

from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from sqlalchemy import select, update
from support.answers import right, wrong
from support.clocks import set_back
from support.people import PASSWORD, a_browser
from support.quiz import Quiz, put

from quizapp.models import Answer, Attempt, Card, Review, User
from quizapp.quizzes.rules import Feedback
from quizapp.services.jobs import claims, queue
from quizapp.services.jobs.job import JobName
from quizapp.services.memory import check
from quizapp.services.transaction import reading, writing

AUTOSAVE = {"X-Requested-With": "autosave"}


def is_in(browser: webtest.TestApp) -> bool:
    return browser.get("/quizzes").status_int == 200


def filled(quiz: Quiz, number: int, page: webtest.TestResponse) -> webtest.Form:
    form, asked = page.forms["answer"], quiz.asked(number)
    put(form, asked.data(right(asked)))
    return form


def test_nobody_is_logged_out_and_what_was_typed_is_saved(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank, Feedback.END)
    forms = [filled(quiz, number, quiz.open(number)) for number in (1, 2)]
    set_back(app, quiz.browser)
    saved = quiz.browser.post(quiz.address(2), forms[1].submit_fields(), AUTOSAVE)
    assert saved.json["saved"] is True
    forms[0].submit(status=303)
    assert quiz.is_answered(1)
    assert is_in(quiz.browser)


@pytest.mark.parametrize("feedback", Feedback)
def test_no_attempt_ends_before_it_began_and_no_answer_comes_before_another(
    app: Flask, bank: int, feedback: Feedback
) -> None:
    quiz = Quiz(app, bank, feedback, count=3)
    quiz.fill(1, wrong)
    set_back(app, quiz.browser)
    for number in (2, 3):
        quiz.fill(number, right)
    if feedback is Feedback.END:
        quiz.fill(1, right)
    quiz.browser.get(quiz.address("finish")).maybe_follow()
    if feedback is Feedback.END:
        quiz.browser.get(quiz.address("finish")).forms["finish"].submit(status=303)
    with app.app_context():
        attempt = reading().scalars(select(Attempt)).one()
        given = list(reading().scalars(select(Answer.answered_at).order_by(Answer.id)))
        learnt = list(reading().scalars(select(Review.reviewed_at).order_by(Review.id)))
        assert attempt.finished_at
        assert check.check().differences == ()
    assert [attempt.started_at, *given] == sorted([attempt.started_at, *given])
    assert attempt.finished_at >= given[-1]
    assert learnt == sorted(learnt)


@pytest.mark.parametrize("hours", [12, 1], ids=["in one study day", "between study days"])
def test_no_review_comes_before_the_one_that_it_follows(app: Flask, bank: int, hours: int) -> None:
    quiz = Quiz(app, bank, count=1)
    with app.app_context(), writing() as session:
        session.execute(update(User).values(day_starts_at=(datetime.now(UTC).hour + hours) % 24))
    quiz.fill(1, wrong)  # a card, due at once
    question = quiz.asked(1).question_id

    def rate() -> None:
        form = quiz.browser.get(f"/review/{question}").forms["answer"]
        answer = form.submit("recalled", value="1").maybe_follow()
        answer.forms["rate"].submit("rating", value="1", status=303)

    rate()
    set_back(app, quiz.browser)
    rate()
    page = quiz.browser.get(f"/review/{question}")
    next(form for form in page.forms.values() if form.action.endswith("/undo")).submit(status=303)
    rate()
    with app.app_context():
        log = list(reading().scalars(select(Review.reviewed_at).order_by(Review.sequence)))
        assert check.check().differences == ()
        card = reading().scalars(select(Card)).one()
        assert card.version == len(log) == 5
    assert log == sorted(log)


def test_tries_from_before_keep_nobody_waiting_until_the_clock_is_there_again(app: Flask, anna: str) -> None:
    browser = a_browser(app)

    def log_in(password: str) -> webtest.TestResponse:
        form = browser.get("/log-in").forms["log-in"]
        form["name"], form["password"] = anna, password
        return form.submit(status="*")

    for _ in range(5):
        log_in("a wrong guess")
    assert log_in(PASSWORD).status_int == 429
    set_back(app, browser)
    assert log_in(PASSWORD).status_int == 303
    assert is_in(browser)


def test_a_job_from_before_is_done_at_once(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        with writing() as session:
            queue.enqueue(session, JobName.PASSWORD_LETTER, {}, now)
        job = claims.claim("one", now - timedelta(hours=1))
        assert job
        # While it runs it is its worker's.
        assert claims.claim("another", now - timedelta(hours=1)) is None
        claims.finish(job, now - timedelta(hours=1))
