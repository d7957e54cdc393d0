"""The headers of every page and every refusal: a strict policy, nothing kept, cookies out of reach."""

from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser

import pytest
import webtest
from flask import Flask
from support.people import PASSWORD, a_browser, a_history, a_person, logged_in
from support.routes import calls

from quizapp.services.permissions import Permission, Role
from quizapp.web.access import needs
from quizapp.web.scopes import shared

#: Each kind of content may come from us alone, or not at all; nothing unsafe, no wildcard, no other host.
ALLOWED_SOURCES = {"'self'", "'none'", "data:"}


class Inline(HTMLParser):
    """Collects what a strict policy would stop: scripts and styles that stand in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]


def policy_of(response: webtest.TestResponse) -> dict[str, list[str]]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in map(str.split, directives)}


def assert_strict(response: webtest.TestResponse) -> None:
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert {source for sources in policy.values() for source in sources} <= ALLOWED_SOURCES
    assert "data:" not in [*policy["script-src"], *policy["style-src"], *policy["connect-src"]]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def inline(response: webtest.TestResponse) -> list[str]:
    parser = Inline()
    if response.content_type == "text/html":
        parser.feed(response.text)
    return parser.found


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.VISITOR, Role.ADMINISTRATOR])
def test_every_route_answers_with_strict_headers_whatever_it_answers(app: Flask, role: Role) -> None:
    browser = logged_in(app, role)
    statuses = set()
    for call in calls(app):
        response = browser.request(call.path, method=call.method, status="*")
        assert_strict(response)
        assert inline(response) == [], f"{call} for {role}"
        if call.endpoint != "static":
            assert response.headers["Cache-Control"] == "no-store"
        statuses.add(response.status_int)
    # Pages, redirects and refusals were among them.
    assert statuses >= {200, 302, 400, 404}


def test_pages_with_a_history_have_nothing_inline(app: Flask, bank: int, now: datetime) -> None:
    with app.app_context():
        person = a_person(now)
        a_history(person, bank, now)
    browser = a_browser(app, person)
    for path in ("/", "/progress", "/quizzes", "/review", "/settings"):
        response = browser.get(path)
        assert_strict(response)
        assert inline(response) == [], path


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no/such/page", 404),
        ("GET", "/log-out", 405),
        ("POST", "/log-in", 400),
        ("GET", "/?q=%00", 400),
        ("GET", "/static/no-such-file.css", 404),
    ],
)
def test_refusals_have_the_same_headers(pages: webtest.TestApp, method: str, path: str, status: int) -> None:
    assert_strict(pages.request(path, method=method, status=status))


def test_a_body_too_large_and_a_fault_of_ours_have_the_same_headers(app: Flask) -> None:
    browser = webtest.TestApp(app)
    assert_strict(browser.post("/log-in", {"name": "x" * 1_000_000}, status=413))

    @needs(Permission.VISIT_SITE, shared)
    def fail() -> str:
        raise RuntimeError

    app.view_functions["accounts.link_sent"] = fail
    assert_strict(browser.get("/forgotten-password/sent", status=500, expect_errors=True))


def test_files_are_kept_for_long_under_the_same_policy(pages: webtest.TestApp) -> None:
    style = pages.get("/").html.find("link", rel="stylesheet")["href"]
    response = pages.get(style)
    assert_strict(response)
    assert "immutable" in response.headers["Cache-Control"]


def test_a_download_is_no_page(app: Flask) -> None:
    response = logged_in(app).get("/settings/my-data.json")
    assert_strict(response)
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_sessions_cookie_is_out_of_reach_of_scripts_and_other_sites(pages: webtest.TestApp) -> None:
    cookie = pages.get("/log-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("setting", "is_secure"),
    [
        ("HTTPS = true", True),
        ('PUBLIC_URL = "https://quiz.example.org"', True),
        ('PUBLIC_URL = "https://quiz.example.org"\nHTTPS = false', False),
        ('PUBLIC_URL = "http://quiz.example.org"', False),
        ("", False),
    ],
)
def test_where_people_come_by_https_every_cookie_insists_on_it(
    setting: str, *, is_secure: bool, anna: str, install: Callable[..., Flask]
) -> None:
    https = {"wsgi.url_scheme": "https", "HTTP_HOST": "localhost", "HTTP_REFERER": "https://localhost/"}
    form = webtest.TestApp(install(setting), extra_environ=https).get("/log-in").forms["log-in"]
    form["name"], form["password"], form["remember"] = anna, PASSWORD, True
    page = form.submit(status=303)
    cookies = page.headers.getall("Set-Cookie")
    host_only = "__Host-" if is_secure else ""
    assert {cookie.partition("=")[0] for cookie in cookies} == {f"{host_only}session", f"{host_only}browser"}
    assert {"; Secure" in cookie for cookie in cookies} == {is_secure}
    # Without both browsers refuse a name that is bound to its host.
    assert all("; Path=/" in cookie and "Domain" not in cookie for cookie in cookies)
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_browsers_are_told_of_https_on_all_hosts_below_where_an_installation_says_so(
    install: Callable[..., Flask],
) -> None:
    https = {"wsgi.url_scheme": "https"}
    pages = webtest.TestApp(install("HTTPS = true", "HSTS_SUBDOMAINS = true"), extra_environ=https)
    assert pages.get("/").headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
