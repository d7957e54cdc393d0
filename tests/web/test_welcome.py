"""The link with which the first person becomes the administrator."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.entering import sign_up
from support.people import PASSWORD, everything_stored, logged_in

from quizapp.services.accounts import first_administrator


@pytest.fixture
def welcome(app: Flask) -> str:
    with app.app_context():
        return f"/welcome/{first_administrator.make_link(datetime.now(UTC))}"


def test_the_first_person_becomes_the_administrator(welcome: str, pages: webtest.TestApp) -> None:
    assert "You are the administrator." in sign_up(pages, url=welcome).follow()
    assert pages.get("/people").status_int == 200
    assert "no longer works" in pages.get(welcome, status=410)


def test_a_welcome_that_is_over_leads_home_or_to_the_log_in(welcome: str, pages: webtest.TestApp) -> None:
    page = pages.get(welcome)
    # Nobody else could help the first administrator.
    assert "quizapp password-link makes a link for you" in page
    sign_up(pages, url=welcome)
    assert pages.get(welcome, status=410).html.select_one("main a")["href"] == "/"
    pages.reset()
    assert pages.get(welcome, status=410).html.select_one("main a")["href"] == "/log-in"


def test_looking_at_the_welcome_or_failing_there_does_not_use_it(
    welcome: str, pages: webtest.TestApp
) -> None:
    sign_up(pages, url=welcome, status=422, password="short")
    sign_up(pages, url=welcome)
    assert pages.get("/people").status_int == 200


def test_a_learner_becomes_the_administrator_by_one_button(welcome: str, app: Flask) -> None:
    browser = logged_in(app)
    page = browser.get(welcome)
    assert browser.get("/people", status=403)
    (form,) = [form for form in page.forms.values() if form.action == welcome]
    assert "You are the administrator now." in form.submit().follow()
    assert browser.get("/people").status_int == 200


def test_who_logs_in_from_the_welcome_comes_back_to_it(
    welcome: str, anna: str, pages: webtest.TestApp
) -> None:
    page = pages.get(welcome).click("Log in", index=-1)
    form = page.forms["log-in"]
    form["name"], form["password"] = anna, PASSWORD
    assert form.submit().location == welcome


def test_an_open_welcome_is_over_once_somebody_else_was_faster(welcome: str, app: Flask) -> None:
    slow, fast = webtest.TestApp(app), webtest.TestApp(app)
    form = slow.get(welcome).forms["welcome"]
    sign_up(fast, url=welcome)
    form["name"], form["password"] = "Bo", PASSWORD
    assert "no longer works" in form.submit(status=410)
    with app.app_context():
        assert [user["user_name"] for user in everything_stored()["users"]] == ["Anna"]
