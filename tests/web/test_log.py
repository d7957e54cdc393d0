"""What the log says of requests: who did what, never what was typed, and no line that anybody forged."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from support.entering import log_in, sign_up
from support.people import PASSWORD, a_browser, a_person, logged_in

from quizapp.services.accounts import first_administrator, people
from quizapp.services.permissions import Permission, Role
from quizapp.web.access import needs
from quizapp.web.log import LineFormatter, shown
from quizapp.web.scopes import shared

SECRET = "typed in the wrong field"
NEW = "eight white swans"
LINE = re.compile(r"\[\d{4}-\d\d-\d\dT[\d:.]+\+00:00\] [A-Z]+ in [\w.]+ \([\w.-]+\): |    [\w.-]+ \| |\{")


class Log(io.StringIO):
    """What this process logs, in the form of the installation's log."""

    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines if line.startswith("{")]


@pytest.fixture
def log() -> Iterator[Log]:
    written = Log()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def ann(app: Flask) -> int:
    """Sign Ann up; return her key."""
    with app.app_context():
        return a_person(datetime.now(UTC), "Ann").id


def told(log: Log) -> list[tuple[Any, ...]]:
    """Return what happened, to whom and by whom, in order."""
    return [(line["event"], line["person"], line.get("by")) for line in log.events]


def test_log_ins_that_fail_are_written_down_by_known_keys_alone(app: Flask, ann: int, log: Log) -> None:
    browser = a_browser(app, address="203.0.113.9")
    log_in(browser, SECRET, status=422)
    page = log_in(browser, "Ann", SECRET, status=422)
    for _ in range(4):
        log_in(browser, "ann", SECRET, status=422)
    log_in(browser, "Ann", SECRET, status=429)
    elsewhere = a_browser(app)
    log_in(elsewhere, "Ann")
    assert told(log) == [
        ("log-in-failed", None, None),
        *[("log-in-failed", ann, None)] * 5,
        ("throttled", ann, None),
        ("logged-in", ann, None),
    ]
    assert log.events[1]["request"] == page.headers["X-Request-ID"]
    assert [line["address"] for line in log.events] == ["203.0.113.9"] * 7 + ["192.0.2.1"]
    assert all(datetime.fromisoformat(line["time"]).tzinfo for line in log.events)
    assert SECRET not in log.getvalue()


def test_what_somebody_does_with_their_account_is_written_down(app: Flask, log: Log) -> None:
    browser = a_browser(app)
    sign_up(browser, name="Bo")
    with app.app_context():
        key = people.list_people("Bo").items[0].id
    browser.get("/settings/my-data.json")
    browser.get("/settings/my-data.zip")

    def send(page: str, **fields: str) -> None:
        form = next(
            form
            for form in browser.get(page).forms.values()
            if form.action in {"", page} and form.method == "post"
        )
        for name, value in ({"current_password": PASSWORD} | fields).items():
            form[name] = value
        form.submit(status=303)

    send("/settings/email", email="bo@example.org")
    send("/settings/email", email="bo@example.org")
    send("/settings/password", new_password=NEW)
    send("/settings/delete", current_password=NEW)
    assert told(log) == [
        ("account-made", key, None),
        *[("data-exported", key, key)] * 2,
        ("email-changed", key, key),
        ("password-changed", key, key),
        ("account-deleted", key, key),
    ]
    assert [line.get("form") for line in log.events[1:3]] == ["json", "csv"]
    for typed in (PASSWORD, NEW, "bo@example.org", "Bo"):
        assert typed not in log.getvalue()


def test_what_administrators_do_and_what_others_may_not_is_written_down(
    app: Flask, ann: int, log: Log
) -> None:
    boss, learner = logged_in(app, Role.ADMINISTRATOR, "Boss"), logged_in(app, name="Cy")
    with app.app_context():
        boss_key, cy = (people.list_people(name).items[0].id for name in ("Boss", "Cy"))
    log.truncate(0)
    log.seek(0)
    form = boss.get(f"/people/{ann}").forms["change-role"]
    form["role"] = "instructor"
    form.submit(status=303)
    token = form["csrf_token"].value
    boss.post(f"/people/{ann}/password-link", {"csrf_token": token}, status=303)
    refused = learner.get("/people", status=403)
    learner.post("/settings/log-out-everywhere", {"csrf_token": "x"}, status=400)
    learner.post(
        "/settings/log-out-everywhere", {"csrf_token": learner.get("/settings").forms[0]["csrf_token"].value}
    )
    assert told(log) == [
        ("role-changed", ann, boss_key),
        ("password-link-made", ann, boss_key),
        ("permission-refused", None, cy),
        ("form-refused", None, cy),
        ("sessions-ended", cy, cy),
    ]
    changed, _, refusal, form_refusal, _ = log.events
    assert (changed["before"], changed["after"]) == ("learner", "instructor")
    assert (refusal["page"], refusal["request"]) == ("people.index", refused.headers["X-Request-ID"])
    assert form_refusal["page"] == "settings.log_out_everywhere"


def test_an_account_made_for_somebody_is_written_down_with_who_made_it(app: Flask, log: Log) -> None:
    boss = logged_in(app, Role.ADMINISTRATOR, "Boss")
    form = boss.get("/people/new").forms["new-person"]
    form["name"], form["email"], form["role"] = "Tom", "tom@example.org", "instructor"
    log.truncate(0)
    log.seek(0)
    form.submit(status=303)
    with app.app_context():
        boss_key, tom = (people.list_people(name).items[0].id for name in ("Boss", "Tom"))
    assert told(log) == [("account-made", tom, boss_key), ("password-link-made", tom, boss_key)]
    assert "Tom" not in log.getvalue()
    assert "tom@example.org" not in log.getvalue()


@pytest.mark.parametrize("has_account", [False, True])
def test_the_first_administrators_link_is_written_down_without_its_token(
    app: Flask, log: Log, *, has_account: bool
) -> None:
    browser = logged_in(app, name="Ann") if has_account else a_browser(app)
    with app.app_context():
        token = first_administrator.make_link(datetime.now(UTC))
    assert token
    if has_account:
        page = browser.get(f"/welcome/{token}")
        csrf = page.html.select_one("main input[name=csrf_token]")["value"]
        browser.post(f"/welcome/{token}", {"csrf_token": csrf}, status=303)
    else:
        sign_up(browser, url=f"/welcome/{token}", name="Ann", status=303)
    assert "first-administrator" in [event for event, *_ in told(log)]
    assert token not in log.getvalue()


def test_mailed_links_too(app: Flask, ann: int, log: Log) -> None:
    with app.app_context():
        token = people.make_password_link_for_name("Ann", datetime.now(UTC)).token
    form = a_browser(app).get(f"/new-password/{token}").forms["choose-password"]
    form["password"] = NEW
    form.submit(status=303)
    (event,) = log.events
    assert (event["event"], event["person"], event["way"]) == ("password-changed", ann, "link")
    assert token not in log.getvalue()


# ---- requests by name


def failing(app: Flask) -> webtest.TestApp:
    @needs(Permission.VISIT_SITE, shared)
    def fail(token: str = "") -> str:
        raise RuntimeError(
            f"failed\n[2026-01-01T00:00:00+00:00] INFO in root (x): forged\x1b[31m\r{token[3:]}\x85\u2028"
        )

    app.view_functions["accounts.choose_password"] = fail
    return webtest.TestApp(app)


def test_a_page_that_fails_names_its_request_and_so_does_each_line_of_the_log(app: Flask, log: Log) -> None:
    page = failing(app).get("/new-password/abc%0A%1B[2J%0D%C2%85", status=500, expect_errors=True)
    name = page.headers["X-Request-ID"]
    assert name in page.html.select_one("main").text
    assert len(log.lines) > 5
    assert all(name in line for line in log.lines)
    assert all(LINE.match(line) for line in log.lines)
    assert log.lines[0].endswith("a page failed: GET /new-password/…")
    # Nothing in it steers a terminal, or is taken for a line of its own.
    assert all(letter.isprintable() or letter == "\n" for letter in log.getvalue())
    assert not any(line.startswith("[2026-01-01") for line in log.lines)


@pytest.mark.parametrize(
    ("proxies", "sent", "is_taken"),
    [
        (1, "4f1c-abc.def_9", True),
        (0, "4f1c-abc.def_9", False),
        (1, "x" * 65, False),
        (1, "a b", False),
        (1, "a\n[forged]", False),
        (1, "\u00e4", False),
        (1, "", False),
    ],
)
def test_only_a_trusted_proxy_names_a_request(
    install: Callable[..., Flask], proxies: int, sent: str, *, is_taken: bool
) -> None:
    pages = webtest.TestApp(install(f"TRUSTED_PROXIES = {proxies}"), lint=False)
    named = pages.get("/log-in", extra_environ={"HTTP_X_REQUEST_ID": sent}).headers["X-Request-ID"]
    assert (named == sent) == is_taken
    assert re.fullmatch(r"[\w.-]{1,64}", named)


@given(st.text())
def test_every_text_becomes_one_printable_line(text: str) -> None:
    line = shown(text)
    assert line.isprintable()
    assert line.splitlines() in ([line], [])
    if text.isprintable() and len(text) < 1000:
        assert line == text
