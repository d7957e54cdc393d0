"""Nothing is changed by a form that isn't the person's own: no token, or another's, is refused."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.people import a_browser, a_person, everything_stored, logged_in
from support.routes import Call, calls

from quizapp.services.permissions import Role


def posts(app: Flask) -> list[Call]:
    found = [call for call in calls(app) if call.method == "POST"]
    assert len(found) > 15
    return found


def token_of(browser: webtest.TestApp) -> str:
    token = browser.get("/settings").forms["study"]["csrf_token"].value
    assert token
    return str(token)


@pytest.fixture
def boss(app: Flask) -> webtest.TestApp:
    """Return the browser of somebody who may do everything."""
    return logged_in(app, Role.ADMINISTRATOR)


def test_every_method_that_changes_something_is_a_post(app: Flask) -> None:
    assert {call.method for call in calls(app)} == {"GET", "POST"}


def test_no_post_is_taken_without_a_token(app: Flask, boss: webtest.TestApp) -> None:
    refused(app, boss, None)


@pytest.mark.parametrize("token", ["", "x", "x" * 100_000, "IjEi.x.y", "\u00e9", "null"])
def test_no_post_is_taken_with_a_made_up_token(token: str, app: Flask, boss: webtest.TestApp) -> None:
    token_of(boss)
    refused(app, boss, token)


def test_no_post_is_taken_with_another_persons_token(app: Flask, boss: webtest.TestApp) -> None:
    token_of(boss)
    refused(app, boss, token_of(logged_in(app, Role.ADMINISTRATOR)))


def test_no_post_is_taken_with_a_token_from_before_the_log_in(app: Flask) -> None:
    with app.app_context():
        person = a_person(datetime.now(UTC))
    browser = a_browser(app)
    before = browser.get("/log-in").forms["log-in"]["csrf_token"].value
    browser = a_browser(app, person)
    token_of(browser)
    refused(app, browser, before)


def test_a_token_in_the_address_counts_for_nothing(app: Flask, boss: webtest.TestApp) -> None:
    token = token_of(boss)
    for call in posts(app):
        assert "too old" in boss.post(f"{call.path}?csrf_token={token}", status=400), call


def refused(app: Flask, browser: webtest.TestApp, token: str | None) -> None:
    """Send every form, filled in plausibly, with this token; nothing may come of it."""
    with app.app_context():
        before = everything_stored()
    for call in posts(app):
        fields = {
            "name": "Bo",
            "password": "seven grey geese",
            "role": "learner",
            "response": "0",
            "rating": "3",
        }
        page = browser.post(call.path, fields | ({} if token is None else {"csrf_token": token}), status="*")
        assert page.status_int == 400, call
        assert "too old" in page, call
    with app.app_context():
        assert everything_stored() == before
