"""The way back in from the shell."""

import re
from datetime import UTC, datetime

from flask import Flask
from support.people import a_browser, a_person, everything_stored
from support.shell import run

from quizapp.address import note_address
from quizapp.services.permissions import Role


def test_an_administrator_who_forgot_the_password_gets_a_link_from_the_shell(app: Flask) -> None:
    with app.app_context():
        a_person(datetime.now(UTC), "The Boss", Role.ADMINISTRATOR)
    said = run(app, "password-link", "the boss", "--url", "http://localhost/")
    assert said.exit_code == 0
    (link,) = re.findall(r"http://localhost/new-password/\S+", said.output)
    browser = a_browser(app)
    form = browser.get(link).forms["choose-password"]
    form["password"] = "eight white swans"
    form.submit()
    assert browser.get("/people").status_int == 200
    assert browser.get(link, status=410)


def test_a_link_leads_to_where_the_app_was_last_served(app: Flask) -> None:
    with app.app_context():
        a_person(datetime.now(UTC), "Ann")
        note_address(app, "http://127.0.0.1:8123")
    assert "UTC: http://127.0.0.1:8123/new-password/" in run(app, "password-link", "ann").output


def test_for_a_name_that_nobody_has_there_is_none(app: Flask) -> None:
    said = run(app, "password-link", "Nobody")
    assert said.exit_code == 1
    assert "There is nobody of that name." in said.output
    with app.app_context():
        assert everything_stored()["one_time_links"] == []
