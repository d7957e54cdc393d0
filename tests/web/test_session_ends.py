"""When a session ends: the server says so, whatever the browser keeps, and costs no page a statement."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import webtest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_login import encode_cookie
from hypothesis import given
from hypothesis import strategies as st
from support.entering import is_logged_in, log_in
from support.people import a_browser, everything_stored, signed, somebody

from quizapp.services.permissions import Role
from quizapp.web.access import SignedIn
from quizapp.web.session_cookies import Lifetime

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(minutes=1), 3650 * DAY)


def contents(app: Flask, cookie: str) -> dict[str, Any]:
    """Return what is in a session's cookie, and when it was written."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer
    values, written_at = serializer.loads(cookie.strip('"'), return_timestamp=True)
    return {**values, "written_at": written_at}


def age(app: Flask, browser: webtest.TestApp, *, unused: timedelta, since: timedelta | None = None) -> None:
    """Make a browser's session one that was used last, and began, so long ago."""
    now = datetime.now(UTC)
    values = contents(app, browser.cookies["session"])
    del values["written_at"]
    values["begun"] = int((now - (since or unused)).timestamp())
    browser.set_cookie("session", signed(app, values, at=now - unused))


def entered(app: Flask, *, remember: bool) -> webtest.TestApp:
    browser = a_browser(app)
    log_in(browser, "Anna", remember=remember)
    return browser


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize(
    ("remember", "unused", "since", "holds"),
    [
        (False, 47 * HOUR, 47 * HOUR, True),
        (False, 49 * HOUR, 49 * HOUR, False),
        (False, HOUR, 13 * DAY, True),
        (False, HOUR, 14 * DAY, False),
        (True, 59 * DAY, 59 * DAY, True),
        (True, 60 * DAY, 60 * DAY, False),
        (True, HOUR, 364 * DAY, True),
        (True, HOUR, 365 * DAY, False),
        # A clock that was set back logs nobody out.
        (False, -5 * HOUR, -5 * HOUR, True),
        (True, -5 * HOUR, -5 * HOUR, True),
    ],
)
def test_a_session_ends_unused_and_in_any_case(
    app: Flask, *, remember: bool, unused: timedelta, since: timedelta, holds: bool
) -> None:
    browser = entered(app, remember=remember)
    age(app, browser, unused=unused, since=since)
    assert is_logged_in(browser) is holds


@pytest.mark.usefixtures("anna")
def test_settings_say_when(install: Callable[..., Flask]) -> None:
    app = install("SESSION_IDLE_HOURS = 3", "REMEMBERED_IDLE_DAYS = 7", "REMEMBERED_LONGEST_DAYS = 30")
    for remember, unused, since, holds in (
        (False, 2 * HOUR, 2 * HOUR, True),
        (False, 3 * HOUR, 3 * HOUR, False),
        (True, 6 * DAY, 29 * DAY, True),
        (True, 7 * DAY, 7 * DAY, False),
        (True, HOUR, 30 * DAY, False),
    ):
        browser = entered(app, remember=remember)
        age(app, browser, unused=unused, since=since)
        assert is_logged_in(browser) is holds


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("remember", [False, True])
def test_use_keeps_a_session_and_is_noted_once_an_hour_without_a_write(app: Flask, *, remember: bool) -> None:
    browser = entered(app, remember=remember)
    age(app, browser, unused=40 * HOUR, since=100 * HOUR)
    before = contents(app, browser.cookies["session"])
    with app.app_context():
        stored = everything_stored()
    page = browser.get("/settings")
    cookie = page.headers["Set-Cookie"]
    assert ("Expires=" in cookie) is remember
    after = contents(app, browser.cookies["session"])
    assert after["written_at"] - before["written_at"] >= 40 * HOUR
    assert after["begun"] == before["begun"]
    assert "Set-Cookie" not in browser.get("/settings").headers
    with app.app_context():
        assert everything_stored() == stored
    # What is for everybody takes no session along.
    age(app, browser, unused=40 * HOUR)
    style = page.html.select_one("link[rel=stylesheet]")["href"]
    assert "Set-Cookie" not in browser.get(style).headers


@pytest.mark.usefixtures("anna")
def test_a_copy_that_nobody_uses_ends_while_its_owner_goes_on(app: Flask) -> None:
    browser, thief = entered(app, remember=False), a_browser(app)
    age(app, browser, unused=40 * HOUR)
    copy = browser.cookies["session"].strip('"')
    assert is_logged_in(browser)
    values = contents(app, copy)
    written_at = values.pop("written_at")
    thief.set_cookie("session", signed(app, values, at=written_at - 9 * HOUR))
    assert is_logged_in(browser)
    assert not is_logged_in(thief)


@pytest.mark.usefixtures("bank")
def test_a_visitor_can_not_log_in_again_and_so_lasts_as_one_who_stays(app: Flask) -> None:
    browser = a_browser(app)
    page = browser.get("/").forms["try"].submit(status=303).follow().follow()
    age(app, browser, unused=29 * DAY)
    assert browser.get(page.request.path, status="*").status_int == 200
    # Yet it ends with the browser: the next person at a computer finds nothing.
    browser.cookiejar.clear_session_cookies()
    assert browser.get(page.request.path, status="*").status_int == 302


# ---- from before sessions ended


def before_the_update(app: Flask, **values: Any) -> dict[str, Any]:
    with app.app_context():
        person = somebody(Role.LEARNER, "Bo")
    assert person
    return {"_user_id": SignedIn(person).get_id(), "_fresh": True, "begun": None} | values


@pytest.mark.parametrize(("unused", "holds"), [(30 * DAY, True), (31 * DAY, False)])
def test_a_session_from_before_lasts_as_it_did_and_gets_its_beginning(
    app: Flask, unused: timedelta, *, holds: bool
) -> None:
    old, browser = before_the_update(app), a_browser(app)
    browser.set_cookie("session", signed(app, old, at=datetime.now(UTC) - unused))
    assert is_logged_in(browser) is holds
    if holds:
        begun = datetime.fromtimestamp(contents(app, browser.cookies["session"])["begun"], UTC)
        assert datetime.now(UTC) - begun < HOUR
        assert is_logged_in(browser)


def test_somebody_who_stayed_logged_in_before_the_update_still_is(app: Flask) -> None:
    with app.test_request_context():
        token = encode_cookie(before_the_update(app)["_user_id"])
    browser = a_browser(app)
    browser.set_cookie("remember_token", token)
    page = browser.get("/settings", status=200)
    assert "remember_token" not in browser.cookies
    assert any(
        cookie.startswith("session=") and "Expires=" in cookie for cookie in page.headers.getall("Set-Cookie")
    )
    browser.cookiejar.clear_session_cookies()
    assert is_logged_in(browser)


def test_the_day_comes_when_cookies_from_before_count_no_more(
    install: Callable[..., Flask],
) -> None:
    app = install(f"OLD_COOKIES_UNTIL = {datetime.now(UTC):%Y-%m-%d}")
    old = before_the_update(app)
    with app.test_request_context():
        cookies = {"remember_token": encode_cookie(old["_user_id"]), "session": signed(app, old)}
    for name, value in cookies.items():
        browser = a_browser(app)
        browser.set_cookie(name, value)
        assert not is_logged_in(browser)


@pytest.mark.parametrize(("until", "holds"), [("2999-01-01", True), ("2020-01-01", False)])
def test_under_https_a_session_moves_once_to_a_name_that_is_bound_to_its_host(
    install: Callable[..., Flask], until: str, *, holds: bool
) -> None:
    app = install("HTTPS = true", f"OLD_COOKIES_UNTIL = {until}")
    cookie = signed(app, before_the_update(app) | {"begun": int(datetime.now(UTC).timestamp())})
    browser = webtest.TestApp(app, extra_environ={"wsgi.url_scheme": "https", "HTTP_HOST": "localhost"})
    page = browser.get("/settings", headers={"Cookie": f"session={cookie}"}, status="*")
    assert (page.status_int == 200) is holds
    if holds:
        moved, dropped = sorted(page.headers.getall("Set-Cookie"))
        assert moved.startswith("__Host-session=.")
        assert dropped.startswith("session=;")
        assert "Expires=Thu, 01 Jan 1970" in dropped
        name, _, value = moved.partition(";")[0].partition("=")
        again = browser.get("/settings", headers={"Cookie": f"{name}={value}"}, status=200)
        assert "Set-Cookie" not in again.headers


@given(SPANS, SPANS, MOMENTS, st.timedeltas(-DAY, 4000 * DAY), st.timedeltas(-DAY, 4000 * DAY))
def test_a_session_that_is_over_stays_over(
    idle: timedelta, longest: timedelta, used: datetime, later: timedelta, since: timedelta
) -> None:
    lifetime = Lifetime(idle, longest)
    now, begun = used + later, used - abs(since)
    assert lifetime.is_over(begun, used, now) == (later >= idle or now - begun >= longest)
    if lifetime.is_over(begun, used, now):
        assert lifetime.is_over(begun, used, now + HOUR)
    # A session in use is noted before it could end, and one that isn't worth it is young.
    if not lifetime.is_worth_noting(used, now):
        assert later < idle
