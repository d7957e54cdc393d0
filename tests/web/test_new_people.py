"""Accounts that an administrator makes for others in the browser."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.entering import is_logged_in, log_in
from support.people import a_browser, a_person, everything_stored, logged_in
from support.setting import fault_of

from quizapp.services.accounts import people
from quizapp.services.accounts.people import PersonSummary
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import Role

NEW = "eight white swans"


@pytest.fixture
def boss(app: Flask) -> webtest.TestApp:
    """Return an administrator's browser."""
    return logged_in(app, Role.ADMINISTRATOR, "The Boss")


def fill(boss: webtest.TestApp, **typed: str) -> webtest.forms.Form:
    form = boss.get("/people").click("Add a person").forms["new-person"]
    for name, value in ({"name": "Tom", "role": "instructor"} | typed).items():
        form[name] = value
    return form


def named(app: Flask, name: str) -> list[PersonSummary]:
    with app.app_context():
        return list(people.list_people(name).items)


def test_a_person_gets_an_account_and_chooses_the_password_by_a_link(
    boss: webtest.TestApp, app: Flask
) -> None:
    made = fill(boss, display_name="Tom Beck", email="tom@example.org").submit(status=303)
    page = made.follow()
    (tom,) = named(app, "Tom")
    assert (tom.user_name, tom.display_name, tom.role) == ("Tom", "Tom Beck", Role.INSTRUCTOR)
    assert (tom.email, tom.email_is_confirmed) == ("tom@example.org", False)
    link = page.html.select_one("textarea[readonly]").text
    assert link not in boss.get(f"/people/{tom.id}")
    assert "No password yet" in boss.get(f"/people/{tom.id}").text
    browser = a_browser(app)
    page = browser.get(link)
    assert page.html.h1.text == "Choose a password"
    form = page.forms["choose-password"]
    form["password"] = NEW
    form.submit()
    assert is_logged_in(browser)
    log_in(a_browser(app), "Tom", NEW)
    browser.get(link, status=410)
    assert "Forgotten password" in boss.get(f"/people/{tom.id}").text


def test_without_a_display_name_it_is_the_user_name(boss: webtest.TestApp, app: Flask) -> None:
    fill(boss).submit(status=303)
    (tom,) = named(app, "Tom")
    assert (tom.display_name, tom.email) == ("Tom", None)


def test_nobody_logs_in_before_a_password_is_chosen(boss: webtest.TestApp, app: Flask) -> None:
    fill(boss).submit(status=303)
    browser = a_browser(app)
    for password in ("", "None", NEW):
        form = browser.get("/log-in").forms["log-in"]
        form["name"], form["password"] = "Tom", password
        form.submit(status=422)
        assert not is_logged_in(browser)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "what you would like to be called"),
        ({"name": "tom@example.org"}, "name", "leave out"),
        ({"name": "the BOSS"}, "name", "Somebody has this user name already"),
        ({"display_name": "\u202eTom"}, "display_name", "can't be seen"),
        ({"email": "tom@"}, "email", "doesn't look like an email address"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_made(
    typed: dict[str, str], field: str, sentence: str, boss: webtest.TestApp, app: Flask
) -> None:
    form = fill(boss, **({"display_name": "Kept"} | typed))
    with app.app_context():
        before = everything_stored()
    page = form.submit(status=422)
    assert sentence in fault_of(page, field)
    assert page.forms["new-person"]["display_name"].value == typed.get("display_name", "Kept")
    with app.app_context():
        assert everything_stored() == before


@pytest.mark.parametrize("role", ["", "visitor", "anonymous", "king"])
def test_what_is_no_role_is_refused(role: str, boss: webtest.TestApp, app: Flask) -> None:
    form = fill(boss)
    form["role"].force_value(role)
    form.submit(status=422)
    assert named(app, "Tom") == []


def test_sent_twice_it_makes_one_account(boss: webtest.TestApp, app: Flask) -> None:
    form = fill(boss)
    form.submit(status=303)
    assert "Somebody has this user name already" in fault_of(form.submit(status=422), "name")
    assert len(named(app, "Tom")) == 1


def test_where_mail_is_sent_a_link_is_mailed_too(install: Callable[..., Flask]) -> None:
    app = install('SMTP_HOST = "localhost"', 'PUBLIC_URL = "http://q.org"')
    with app.app_context():
        a_person(datetime.now(UTC), "The Boss", Role.ADMINISTRATOR)
    boss = a_browser(app)
    log_in(boss, "The Boss")
    page = fill(boss, email="tom@example.org").submit(status=303).follow()
    assert "on its way to tom@example.org" in page.text
    assert page.html.select_one("textarea[readonly]")
    with app.app_context():
        (job,) = everything_stored()["jobs"]
    assert (job["name"], job["user_id"]) == (JobName.ACCOUNT_LETTER, named(app, "Tom")[0].id)
    fill(boss, name="Lea").submit(status=303)
    with app.app_context():
        assert len(everything_stored()["jobs"]) == 1


@pytest.mark.parametrize("role", [Role.LEARNER, Role.INSTRUCTOR])
def test_others_make_no_accounts(role: Role, app: Flask) -> None:
    logged_in(app, role).get("/people/new", status=403)
