"""Trying five questions without an account, and keeping the result."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from support.answers import wrong
from support.people import HOME, a_browser, logged_in
from support.quiz import put
from support.wording import words

from quizapp.models import Attempt, User
from quizapp.services.accounts import throttle
from quizapp.services.accounts.throttle import Action
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes import attempts
from quizapp.services.transaction import reading

AUTOSAVE = {"X-Requested-With": "autosave"}


@pytest.mark.usefixtures("bank")
def test_a_stranger_tries_five_questions_and_keeps_the_result_by_signing_up(app: Flask) -> None:
    browser = a_browser(app, None)
    page = browser.get("/").forms["try"].submit(status=303).follow().follow()
    assert "1 of 5" in page
    while "answer" in page.forms:
        number = int(page.request.path.rsplit("/", 1)[1])
        with app.app_context():
            user = reading().scalars(select(User)).one()
            attempt = reading().scalars(select(Attempt)).one()
            assert (user.role, user.user_name) == ("visitor", None)
            from_service = attempts.show(a_visitor(user.id), attempt.id, number).asked
        put(page.forms["answer"], from_service.data(wrong(from_service)))
        page = page.forms["answer"].submit().follow()
        page = page.click("Next|See the result")
    assert "Keep this result" in page
    assert "Practise" not in page
    signing_up = page.click("Sign up", index=-1)
    form = signing_up.forms["sign-up"]
    form["name"] = "Ada"
    form["password"] = "seven grey geese"
    page = form.submit().follow()
    assert page.request.path == f"/quizzes/{attempt.id}/result"
    assert "5 questions that you missed are now in" in words(page)
    assert "0 of 5" in browser.get("/quizzes")


def a_visitor(user_id: int) -> Person:
    from_row = reading().get_one(User, user_id)
    return person_of(from_row)


@pytest.mark.usefixtures("bank")
def test_trying_again_goes_on_with_the_open_quiz(app: Flask) -> None:
    browser = a_browser(app, None)
    form = browser.get("/").forms["try"]
    form.submit(status=303)
    page = browser.get("/")
    assert "You have a quiz in progress" in page
    token = browser.get(page.click("Continue").location).forms["answer"]["csrf_token"].value
    browser.post("/try", {"csrf_token": token}, status=303)
    with app.app_context():
        assert len(reading().scalars(select(Attempt)).all()) == 1
        assert len(reading().scalars(select(User)).all()) == 1


@pytest.mark.parametrize("bank_id", ["999", "x", "1" + "0" * 20])
@pytest.mark.usefixtures("bank")
def test_trying_a_bank_that_is_not_there_takes_one_that_is(app: Flask, bank_id: str) -> None:
    browser = a_browser(app, None)
    token = browser.get("/").forms["try"]["csrf_token"].value
    page = browser.post(
        "/try", {"csrf_token": token, "bank": bank_id, "time_zone": "Mars/Olympus"}, status=303
    )
    assert "1 of 5" in page.follow().follow()


@pytest.mark.usefixtures("bank")
def test_trying_too_often_from_one_address_is_refused_and_makes_nobody(app: Flask) -> None:
    browser = a_browser(app, None)
    form = browser.get("/").forms["try"]
    with app.app_context():
        for _ in range(throttle.FROM_ADDRESS[Action.TRY_OUT].tries):
            throttle.admit(Action.TRY_OUT, HOME, datetime.now(UTC))
    page = form.submit(status=429)
    assert "started a quiz without an account from your network" in page
    assert 59 * 60 < int(page.headers["Retry-After"]) <= 60 * 60
    with app.app_context():
        assert reading().scalar(select(User)) is None
    # Who has an account is somebody: they may begin as many quizzes as they like.
    learner = logged_in(app)
    token = learner.get("/quizzes").forms["begin"]["csrf_token"].value
    assert learner.post("/try", {"csrf_token": token}, status=303)


@pytest.mark.usefixtures("bank")
def test_a_visitor_who_tries_again_and_again_is_counted_as_well(app: Flask) -> None:
    browser = logged_in(app, Role.VISITOR)
    with app.app_context():
        for _ in range(throttle.FROM_ADDRESS[Action.TRY_OUT].tries - 1):
            throttle.admit(Action.TRY_OUT, HOME, datetime.now(UTC))
    form = browser.get("/").forms["try"]
    form.submit(status=303)
    form.submit(status=429)


def test_without_questions_nobody_becomes_a_visitor(app: Flask) -> None:
    browser = a_browser(app, None)
    token = browser.get("/sign-up").forms["sign-up"]["csrf_token"].value
    assert "no questions to try yet" in browser.post("/try", {"csrf_token": token}, status=303).follow()
    with app.app_context():
        assert reading().scalar(select(User)) is None
