"""The pages of people, which only administrators see."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from support.entering import is_logged_in, log_in
from support.http import without_tokens
from support.people import a_browser, a_person, everything_stored, logged_in, somebody

from quizapp.address import note_address
from quizapp.services.accounts import people, visitors
from quizapp.services.permissions import Role

NEW = "eight white swans"


@pytest.fixture
def boss(app: Flask) -> webtest.TestApp:
    """Return an administrator's browser."""
    return logged_in(app, Role.ADMINISTRATOR, "The Boss")


def key_of(app: Flask, name: str) -> int:
    with app.app_context():
        return people.list_people(name).items[0].id


def names_on(page: webtest.TestResponse) -> list[str]:
    return [cell.text.strip() for cell in page.html.select("tbody th")]


def test_people_are_listed_and_found(boss: webtest.TestApp, app: Flask, anna: str) -> None:
    logged_in(app, Role.VISITOR)
    page = boss.get("/people")
    assert names_on(page) == [anna, "The Boss"]
    form = page.forms["search"]
    form["q"] = "aNN"
    assert names_on(form.submit()) == [anna]
    form["q"] = "<b>%"
    page = form.submit()
    assert "Nobody of that name." in page
    assert "&lt;b&gt;%" in page


def test_a_name_is_text_wherever_it_stands(boss: webtest.TestApp, app: Flask) -> None:
    with app.app_context():
        evil = a_person(datetime.now(UTC), "<script>alert(1)</script>")
    for url in ("/people", f"/people/{evil.id}"):
        assert "<script>alert" not in boss.get(url)
    assert "<script>alert" not in a_browser(app, evil).get("/settings")


def test_many_people_come_in_pages(boss: webtest.TestApp, app: Flask) -> None:
    with app.app_context():
        for number in range(people.PAGE_SIZE):
            a_person(datetime.now(UTC), f"Person {number:02}")
    page = boss.get("/people")
    assert len(names_on(page)) == people.PAGE_SIZE
    assert names_on(boss.get(page.html.select_one("a[rel=next]")["href"])) == ["The Boss"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=10000000000000000000000",
        "page=" + "9" * 5000,
        "q=" + "x" * 3000,
        "page=&q=",
    ],
)
def test_a_query_that_makes_no_sense_shows_a_list_all_the_same(query: str, boss: webtest.TestApp) -> None:
    assert boss.get(f"/people?{query}").status_int == 200


def test_the_list_takes_the_same_statements_for_three_people_as_for_thirty(
    boss: webtest.TestApp, app: Flask
) -> None:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    counts = []
    for size in (3, 30):
        with app.app_context():
            for _ in range(size):
                a_person(datetime.now(UTC))
        statements.clear()
        event.listen(Engine, "before_cursor_execute", note)
        try:
            boss.get("/people")
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_role_is_changed_and_said(boss: webtest.TestApp, app: Flask, anna: str) -> None:
    url = f"/people/{key_of(app, anna)}"
    form = boss.get(url).forms["change-role"]
    assert form["role"].value == "learner"
    form["role"] = "instructor"
    page = form.submit().follow()
    assert "Anna is now an instructor." in page
    assert page.forms["change-role"]["role"].value == "instructor"


@pytest.mark.parametrize("role", ["", "visitor", "anonymous", "king", "LEARNER", "x" * 10_000])
def test_what_is_no_role_is_refused(role: str, boss: webtest.TestApp, app: Flask, anna: str) -> None:
    url = f"/people/{key_of(app, anna)}"
    token = boss.get(url).forms["change-role"]["csrf_token"].value
    with app.app_context():
        before = everything_stored()
    boss.post(f"{url}/role", {"csrf_token": token, "role": role}, status=422)
    with app.app_context():
        assert everything_stored() == before


def test_nobody_changes_their_own_role_whatever_they_send(boss: webtest.TestApp, app: Flask) -> None:
    url = f"/people/{key_of(app, 'The Boss')}"
    page = boss.get(url)
    assert "role" not in page.forms
    token = page.forms[0]["csrf_token"].value
    page = boss.post(f"{url}/role", {"csrf_token": token, "role": "learner"}, status=403)
    assert "Nobody can change their own role. Another administrator can." in page
    # The advice for pages that are somebody else's would be none.
    assert "ask the administrator" not in page
    assert boss.get("/people").status_int == 200


def test_who_loses_the_role_loses_its_pages_at_once(boss: webtest.TestApp, app: Flask) -> None:
    with app.app_context():
        other = a_person(datetime.now(UTC), "Bo", Role.ADMINISTRATOR)
    form = boss.get(f"/people/{other.id}").forms["change-role"]
    form["role"] = "learner"
    form.submit()
    assert a_browser(app, other).get("/people", status=403)


def test_a_link_for_a_new_password_is_shown_once_and_works_once(
    boss: webtest.TestApp, app: Flask, anna: str
) -> None:
    url = f"/people/{key_of(app, anna)}"
    (form,) = [form for form in boss.get(url).forms.values() if form.action.endswith("/password-link")]
    made = form.submit()
    assert made.status_int == 303
    link = made.follow().html.select_one("textarea[readonly]").text
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/new-password/[\w-]{43}", link)
    assert link not in boss.get(url)
    browser = a_browser(app)
    form = browser.get(link).forms["choose-password"]
    form["password"] = NEW
    form.submit()
    assert is_logged_in(browser)
    log_in(a_browser(app), anna, NEW)
    assert browser.get(link, status=410)


@pytest.mark.parametrize(
    ("settings", "site"), [((), "http://192.0.2.7:8123"), (('PUBLIC_URL = "http://q.org"',), "http://q.org")]
)
def test_a_link_leads_to_where_the_app_is_served_whatever_host_the_request_names(
    install: Callable[..., Flask], anna: str, settings: tuple[str, ...], site: str
) -> None:
    app = install(*settings)
    note_address(app, "http://192.0.2.7:8123")
    with app.app_context():
        a_person(datetime.now(UTC), "The Boss", Role.ADMINISTRATOR)
    forged = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    boss = webtest.TestApp(app, extra_environ=forged)
    log_in(boss, "The Boss")
    page = boss.get(f"/people/{key_of(app, anna)}")
    (form,) = [form for form in page.forms.values() if form.action.endswith("/password-link")]
    link = form.submit().follow().html.select_one("textarea[readonly]").text
    assert link.startswith(f"{site}/new-password/")


def test_a_link_is_shown_on_the_page_of_the_person_it_is_for(
    boss: webtest.TestApp, app: Flask, anna: str
) -> None:
    url = f"/people/{key_of(app, anna)}"
    (form,) = [form for form in boss.get(url).forms.values() if form.action.endswith("/password-link")]
    form.submit()
    assert not boss.get(f"/people/{key_of(app, 'The Boss')}").html.select_one("textarea[readonly]")
    boss.head(url)
    assert boss.get(url).html.select_one("textarea[readonly]")


def test_no_password_or_token_stands_on_any_page(boss: webtest.TestApp, app: Flask, anna: str) -> None:
    with app.app_context():
        secrets = [
            *(user["session_token"] for user in everything_stored()["users"]),
            *(identity["secret"] for identity in everything_stored()["identities"]),
        ]
    for url in ("/people", f"/people/{key_of(app, anna)}", "/settings"):
        page = boss.get(url)
        assert not any(secret in page for secret in secrets)


@pytest.mark.parametrize(
    "key", ["0", "-1", "999", "10000000000000000000000", "9223372036854775808", "x", "1.0", "%00", "1e3"]
)
def test_nobodys_page_is_missing_like_any_other(key: str, boss: webtest.TestApp) -> None:
    token = boss.get("/settings").forms["study"]["csrf_token"].value
    missing = without_tokens(boss.get("/nowhere", status=404).text)
    for path in (f"/people/{key}", f"/people/{key}/role", f"/people/{key}/password-link"):
        if path.endswith(key):
            page = boss.get(path, status=404)
        else:
            page = boss.post(path, {"csrf_token": token, "role": "learner"}, status=404)
        assert without_tokens(page.text) == missing


def test_a_visitor_has_no_page(boss: webtest.TestApp, app: Flask) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(datetime.now(UTC))
    assert boss.get(f"/people/{visitor.id}", status=404)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.INSTRUCTOR])
def test_others_see_none_of_it(role: Role, app: Flask) -> None:
    with app.app_context():
        person = somebody(role)
    browser = a_browser(app, person)
    for url in ("/people", "/people/1"):
        page = browser.get(url, status=403)
        # From there they go where they like, as from any other page.
        assert page.html.select_one("nav a[href='/progress']")
        assert page.html.select_one("#account-menu a[href='/settings']")
        assert not page.html.select_one("nav a[href='/people']")


def test_a_stranger_who_finds_nothing_can_still_log_in(app: Flask) -> None:
    assert a_browser(app).get("/no-such-page", status=404).html.select_one("header a[href='/log-in']")


@pytest.mark.parametrize("path", ["/people/1/role", "/people/1/password-link"])
def test_what_changes_something_is_no_link(path: str, boss: webtest.TestApp) -> None:
    assert boss.get(path, status=405)
