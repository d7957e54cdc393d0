"""Signing up, logging in and out, as people meet them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import webtest
from flask import Flask
from flask_login import encode_cookie
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.entering import is_logged_in, log_in, sign_up
from support.people import (
    ELSEWHERE,
    HASHER,
    HOME,
    PASSWORD,
    a_browser,
    a_person,
    everything_stored,
    logged_in,
    signed,
)

from quizapp.services.accounts import identities, people, sessions, throttle, visitors
from quizapp.services.accounts.throttle import Action
from quizapp.services.person import Person
from quizapp.services.transaction import writing
from quizapp.web.access import SignedIn

# ---- signing up


def test_somebody_signs_up_and_is_logged_in_and_greeted(pages: webtest.TestApp) -> None:
    page = sign_up(pages)
    assert page.status_int == 303
    assert page.location == "/"
    assert "Welcome, Anna." in page.follow()
    assert is_logged_in(pages)


def test_staying_logged_in_is_offered_at_log_in_alone_and_not_ticked(app: Flask) -> None:
    browser = a_browser(app)
    assert browser.get("/sign-up").html.select("input[type=checkbox]") == []
    cookies = sign_up(browser, name="Bea").headers.getall("Set-Cookie")
    assert [cookie for cookie in cookies if cookie.startswith("session") and "Expires" in cookie] == []
    (stay,) = a_browser(app).get("/log-in").html.select("input[type=checkbox]")
    assert not stay.has_attr("checked")


def test_a_name_says_before_it_is_given_who_sees_it(anna: str, app: Flask, pages: webtest.TestApp) -> None:
    seen = "Administrators see it, and the staff of your courses."
    assert seen in a_browser(app).get("/sign-up")
    log_in(pages, anna)
    assert seen in pages.get("/settings/display-name")


def test_the_browsers_time_zone_is_taken_and_any_other_text_is_utc(app: Flask) -> None:
    for number, (zone, taken) in enumerate(
        [("Asia/Tashkent", "Asia/Tashkent"), ("Mars", "UTC"), ("", "UTC")]
    ):
        browser = webtest.TestApp(app)
        sign_up(browser, name=f"Anna {number}", time_zone=zone)
        assert browser.get("/settings").forms["study"]["time_zone"].value == taken


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "what you would like to be called"),
        ({"name": "x" * 81}, "at most 80"),
        ({"name": "A\u202enna"}, "can't be seen"),
        ({"password": "short"}, "at least 10"),
        ({"password": "Anna Schmidt", "name": "anna schmidt"}, "not your name"),
        (
            {"password": "password123"},
            "easy to guess. This is a very common password. Three or four words",
        ),
        (
            {"password": "anna.schmidt99", "email": "anna.schmidt@example.org"},
            "little more than your name or address",
        ),
        ({"email": "anna"}, "look like an email address"),
    ],
)
def test_what_cant_be_is_said_beside_its_field_and_nothing_is_written(
    fields: dict[str, str], sentence: str, app: Flask, pages: webtest.TestApp
) -> None:
    page = sign_up(pages, status=422, **fields)
    assert sentence in page.html.select_one(".field-error").text
    assert page.forms["sign-up"]["password"].value == ""
    with app.app_context():
        assert everything_stored()["users"] == []


def test_a_taken_name_is_an_error_of_its_field(anna: str, pages: webtest.TestApp) -> None:
    page = sign_up(pages, status=422, name=f" {anna.upper()} ")
    assert "has this user name already" in page.html.select_one("#name-error").text
    assert not is_logged_in(pages)


def test_signing_up_goes_on_to_where_one_wanted_to(pages: webtest.TestApp) -> None:
    assert sign_up(pages, url="/sign-up?next=/progress").location == "/progress"


def test_whoever_is_logged_in_is_not_asked_to_sign_up_or_log_in(app: Flask) -> None:
    browser = logged_in(app)
    for url in ("/sign-up", "/log-in"):
        assert browser.get(url).location == "/"


def test_a_visitor_who_signs_up_stays_the_same_person(app: Flask) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(datetime.now(UTC))
    browser = a_browser(app, visitor)
    sign_up(browser)
    with app.app_context():
        (user,) = everything_stored()["users"]
    assert (user["id"], user["user_name"]) == (visitor.id, "Anna")
    # The cookie from before says nothing any more.
    assert not is_logged_in(a_browser(app, visitor))


def test_a_visitor_who_logs_in_is_the_account_and_the_visitor_is_left_to_the_purge(
    anna: str, app: Flask
) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(datetime.now(UTC))
    browser = a_browser(app, visitor)
    log_in(browser, anna)
    assert is_logged_in(browser)
    with app.app_context():
        assert sessions.find_person(visitor.id) == visitor


# ---- logging in and out


def test_a_password_that_would_be_refused_today_goes_on_working(anna: str, app: Flask) -> None:
    with app.app_context(), writing() as session:
        identities.put_password(session, anna_of(app).id, HASHER.hash("password123"), datetime.now(UTC))
    browser = a_browser(app)
    log_in(browser, anna, "password123", status=303)
    assert is_logged_in(browser)


def test_a_name_and_its_password_log_in(anna: str, pages: webtest.TestApp) -> None:
    assert log_in(pages, f" {anna.upper()} ").location == "/"
    assert is_logged_in(pages)


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(anna: str, pages: webtest.TestApp) -> None:
    known = log_in(pages, anna, "a wrong guess", status=422)
    unknown = log_in(pages, "Nobody", "a wrong guess", status=422)
    without = [re.sub(r'value="[^"]*"', "", page.text) for page in (known, unknown)]
    assert without[0] == without[1]
    assert "email address or password is wrong" in known.html.select_one(".error-summary").text
    assert known.forms["log-in"]["name"].value == anna
    assert known.forms["log-in"]["password"].value == ""


def test_too_many_failures_are_told_how_long_to_wait(anna: str, pages: webtest.TestApp) -> None:
    for _ in range(5):
        log_in(pages, anna, "a wrong guess", status=422)
    page = log_in(pages, anna, status=429)
    assert_waits(page, "Please wait 15 minutes", 15)
    assert page.forms["log-in"]["name"].value == anna
    assert not is_logged_in(pages)


def assert_waits(page: webtest.TestResponse, sentence: str, minutes: int) -> None:
    assert sentence in page.html.select_one(".error-summary").text
    assert (minutes - 1) * 60 < int(page.headers["Retry-After"]) <= minutes * 60


def test_signing_up_too_often_keeps_what_was_typed_and_writes_nothing(app: Flask) -> None:
    use_up(app, Action.SIGN_UP, HOME)
    page = sign_up(a_browser(app), status=429, name="Zoe", email="zoe@example.org")
    assert_waits(page, "Very many people have signed up from your network", 60)
    form = page.forms["sign-up"]
    assert [form[name].value for name in ("name", "email", "password")] == ["Zoe", "zoe@example.org", ""]
    with app.app_context():
        assert everything_stored()["users"] == []
    elsewhere = webtest.TestApp(app, extra_environ={"REMOTE_ADDR": ELSEWHERE})
    assert sign_up(elsewhere).status_int == 303


def test_a_name_that_is_taken_counts_too_so_that_nobody_tries_out_who_is_here(
    anna: str, app: Flask, pages: webtest.TestApp
) -> None:
    with app.app_context():
        before = len(everything_stored()["log_ins"])
    sign_up(pages, status=422, name=anna)
    with app.app_context():
        assert len(everything_stored()["log_ins"]) == before + 1


def use_up(app: Flask, action: Action, address: str) -> None:
    with app.app_context():
        for _ in range(throttle.FROM_ADDRESS[action].tries):
            throttle.admit(action, address, datetime.now(UTC))


def test_a_browser_that_was_let_in_is_known_again_at_another_address(anna: str, app: Flask) -> None:
    browser = a_browser(app)
    log_in(browser, anna)
    assert browser.post("/log-out", {"csrf_token": token_of(browser)}).status_int == 303
    stranger = webtest.TestApp(app, extra_environ={"REMOTE_ADDR": ELSEWHERE})
    for _ in range(5):
        log_in(stranger, anna, "a wrong guess", status=422)
    log_in(stranger, anna, status=429)
    browser.extra_environ["REMOTE_ADDR"] = ELSEWHERE
    assert log_in(browser, anna).location == "/"


@pytest.mark.parametrize("choices", [{}, {"remember": True}])
def test_a_copy_of_a_cookie_opens_nothing_once_its_session_is_logged_out(
    choices: dict[str, bool], anna: str, app: Flask
) -> None:
    browser, phone, thief = a_browser(app), a_browser(app), a_browser(app)
    for device in (browser, phone):
        log_in(device, anna, **choices)
    for name, value in browser.cookies.items():
        thief.set_cookie(name, value)
    assert thief.get("/settings").status_int == 200
    browser.post("/log-out", {"csrf_token": token_of(browser)})
    assert thief.get("/settings").location == "/log-in?next=/settings"
    assert phone.get("/settings").status_int == 200


def test_a_copy_of_a_cookie_from_before_sessions_had_names_opens_nothing_either(
    anna: str, app: Flask
) -> None:
    assert anna
    person = anna_of(app)
    nameless = signed(app, {"_user_id": f"{person.id}.{person.session_token}", "_fresh": True})
    browser, thief, phone = a_browser(app), a_browser(app), a_browser(app, person)
    for device in (browser, thief):
        device.set_cookie("session", nameless)
    assert thief.get("/settings").status_int == 200
    browser.post("/log-out", {"csrf_token": token_of(browser)})
    again = a_browser(app)
    again.set_cookie("session", nameless)
    assert again.get("/settings").location == "/log-in?next=/settings"
    assert phone.get("/settings").status_int == 200


def token_of(browser: webtest.TestApp) -> str:
    return str(browser.get("/settings").forms["study"]["csrf_token"].value)


def test_a_browser_keeps_its_name_whoever_logs_in_and_out(anna: str, app: Flask) -> None:
    with app.app_context():
        a_person(datetime.now(UTC), "Bo")
    browser = a_browser(app)
    page = log_in(browser, anna)
    cookie = next(value for value in page.headers.getall("Set-Cookie") if value.startswith("browser="))
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={365 * 86400}"))
    name = browser.cookies["browser"]
    assert len(name) == 43
    browser.post("/log-out", {"csrf_token": token_of(browser)})
    log_in(browser, "Bo")
    assert browser.cookies["browser"] == name


@pytest.mark.parametrize("forged", ["", "x", "x" * 43 + "y", "\xe9" * 43, "\u0663" * 43, "x" * 4000])
def test_a_name_that_we_gave_to_no_browser_is_replaced(forged: str, anna: str, app: Flask) -> None:
    browser = a_browser(app)
    browser.extra_environ["HTTP_COOKIE"] = f"browser={forged}".encode().decode("latin-1")
    form = browser.get("/log-in").forms["log-in"]
    del browser.extra_environ["HTTP_COOKIE"]
    session = browser.cookies["session"]
    form["name"], form["password"] = anna, PASSWORD
    cookie = f"session={session}; browser={forged}".encode().decode("latin-1")
    page = form.submit(extra_environ={"HTTP_COOKIE": cookie}, status=303)
    (given,) = re.findall("browser=([^;]+)", " ".join(page.headers.getall("Set-Cookie")))
    assert re.fullmatch(r"[\w-]{43}", given)
    assert given != forged


def test_the_throttle_counts_the_address_that_a_trusted_proxy_names(
    install: Callable[..., Flask], app: Flask, anna: str
) -> None:
    proxied = install("TRUSTED_PROXIES = 1")
    for number in range(8):
        browser = webtest.TestApp(
            proxied, extra_environ={"HTTP_X_FORWARDED_FOR": f"203.0.113.99, 203.0.113.{number}"}
        )
        log_in(browser, anna, "a wrong guess", status=422)
    with app.app_context():
        tried = {row["address"] for row in everything_stored()["log_ins"]}
    assert tried == {HOME, *(f"203.0.113.{number}" for number in range(8))}


def test_a_forged_header_moves_nobody_to_another_address(anna: str, app: Flask) -> None:
    for number in range(6):
        browser = webtest.TestApp(
            app, extra_environ={"REMOTE_ADDR": ELSEWHERE, "HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        )
        log_in(browser, anna, "a wrong guess", status=422 if number < 5 else 429)


def test_a_session_that_was_planted_before_the_log_in_is_worth_nothing(anna: str, app: Flask) -> None:
    victim, attacker = a_browser(app), a_browser(app)
    attacker.get("/log-in")
    planted = attacker.cookies["session"]
    victim.set_cookie("session", planted)
    before = victim.get("/log-in").forms["log-in"]["csrf_token"].value
    log_in(victim, anna)
    assert not is_logged_in(attacker)
    # The token for forms that the attacker knows is another from now on.
    assert victim.cookies["session"] != planted
    assert victim.post("/log-out", {"csrf_token": before}, status=400)


def test_logging_out_ends_the_session_also_where_one_wanted_to_stay(
    anna: str, pages: webtest.TestApp
) -> None:
    log_in(pages, anna, remember=True)
    page = pages.get("/settings").forms[0].submit()
    assert page.request.path == "/log-out"
    assert "You are logged out." in page.follow()
    assert not is_logged_in(pages)


def test_who_stays_logged_in_still_is_when_the_browser_was_closed(anna: str, pages: webtest.TestApp) -> None:
    page = log_in(pages, anna, remember=True)
    cookie = next(value for value in page.headers.getall("Set-Cookie") if value.startswith("session"))
    expires = datetime.strptime(re.search("Expires=([^;]+)", cookie)[1], "%a, %d %b %Y %H:%M:%S %Z").replace(
        tzinfo=UTC
    )  # type: ignore[index]
    assert timedelta(days=59) < expires - datetime.now(UTC) <= timedelta(days=60)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    pages.cookiejar.clear_session_cookies()
    assert is_logged_in(pages)


def test_who_doesnt_ask_to_stay_is_forgotten_with_the_session(anna: str, pages: webtest.TestApp) -> None:
    log_in(pages, anna)
    # What is left lets nobody in: it is the browser's own name.
    assert set(pages.cookies) == {"session", "browser"}
    pages.cookiejar.clear_session_cookies()
    assert set(pages.cookies) == {"browser"}
    assert not is_logged_in(pages)


def test_the_next_person_at_a_computer_is_not_followed_by_the_last(
    anna: str, app: Flask, pages: webtest.TestApp
) -> None:
    """A log-in without staying takes away a cookie with which somebody else stayed."""
    log_in(pages, anna, remember=True)
    with app.test_request_context():
        stayed = encode_cookie(SignedIn(anna_of(app)).get_id())
    with app.app_context():
        a_person(datetime.now(UTC), "Bo")
    other = a_browser(app)
    form = other.get("/log-in").forms["log-in"]
    other.set_cookie("remember_token", stayed)
    with app.app_context():
        sessions.end_all_sessions(anna_of(app))
    form["name"], form["password"] = "Bo", PASSWORD
    form.submit()
    assert "remember_token" not in other.cookies
    other.cookiejar.clear_session_cookies()
    assert not is_logged_in(other)


def anna_of(app: Flask) -> Person:
    with app.app_context():
        listed = people.list_people("Anna").items[0]
        person = sessions.find_person(listed.id)
    assert person
    return person


@pytest.mark.parametrize("cookie", ["", "1", "1.", "1.x", "x.1", "-1.x", "9" * 30 + ".x"])
def test_a_session_that_names_nobody_rightly_is_nobodys(cookie: str, anna: str, app: Flask) -> None:
    assert anna
    browser = a_browser(app)
    browser.set_cookie("session", signed(app, {"_user_id": cookie, "_fresh": True}))
    assert browser.get("/settings").location == "/log-in?next=/settings"


def test_a_page_that_needs_an_account_comes_after_the_log_in(anna: str, pages: webtest.TestApp) -> None:
    page = pages.get("/settings/email?a=1%26b")
    form = page.follow().forms["log-in"]
    form["name"], form["password"] = anna, PASSWORD
    assert form.submit().location == "/settings/email?a=1%26b"


# ---- bad input

HUGE = "x" * 1_000_000
POSTS = ["/sign-up", "/log-in", "/forgotten-password", "/log-out"]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("text", [HUGE, "\0", "\ud800", "10" * 100_000])
def test_monstrous_texts_are_refused_and_nothing_is_written(
    path: str, text: str, app: Flask, pages: webtest.TestApp
) -> None:
    token = pages.get("/log-in").forms["log-in"]["csrf_token"].value
    fields = {"csrf_token": token, **dict.fromkeys(["name", "password", "email", "who", "time_zone"], text)}
    body = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in fields.items())
    page = pages.post(path, body, status="*")
    assert 400 <= page.status_int < 500 or path in ("/log-out", "/forgotten-password")
    assert page.status_int < 500
    with app.app_context():
        assert everything_stored()["users"] == []


def test_what_changes_something_is_no_link(pages: webtest.TestApp) -> None:
    assert pages.get("/log-out", status=405)


@given(
    st.dictionaries(
        st.sampled_from(["name", "password", "email", "time_zone", "remember", "x"]), st.text(max_size=100)
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_form_of_accounts_fails_whatever_is_sent(app: Flask, fields: dict[str, str]) -> None:
    browser = webtest.TestApp(app)
    token = browser.get("/log-in").forms["log-in"]["csrf_token"].value
    for path in ("/sign-up", "/log-in"):
        page = browser.post(path, {"csrf_token": token, **fields}, status="*")
        assert page.status_int in {303, 400, 422, 429}
