"""What comes before any form: cookies, hosts and headers that nobody's browser sends."""

from urllib.parse import urljoin, urlsplit

import pytest
from support.people import signed
from support.world import ADMINISTRATOR, ANONYMOUS, LEARNER, World
from werkzeug.test import EnvironBuilder

from quizapp.web.access import SignedIn

#: Cookies that name nobody, whatever they say.
COOKIES = [
    "session=", "session=x", "session=.", "session=..", "session=.eJx.a.b", "session=\xff\xfe.a.b",
    "session=" + "a" * 1_000_000, "session=x; " * 1000, ';;;=;==\x80;session="\\377\\000"',
    "remember_token=", "remember_token=1", "remember_token=1.x|x", "remember_token=1.x|\xe9",
    "remember_token=\xe9|\xe9", "remember_token=" + "|" * 10_000, "\xff=\xff", "=",
]  # fmt: skip
#: Sessions that only whoever has the secret key could write: what an older version wrote, say.
SESSIONS = [
    {"_user_id": "1"}, {"_user_id": "."}, {"_user_id": "-1.x"}, {"_user_id": "\u00b2.x"},
    {"_user_id": "x" * 3000}, {"_user_id": f"{'9' * 3000}.x"},
    {"_user_id": f"{10**20}.x"}, {"_user_id": f"{'0' * 30}{10**20}.x"}, {"_user_id": f"{2**63}.x"},
    {"_user_id": "987654321.x"}, {"csrf_token": "\u00e9"}, {"unknown": ["x"]},
]  # fmt: skip
#: Hosts that can't be.
HOSTS = [
    "x" * 300, "x" * 64 + ".example", "a..b", ".", "..", "", " ", "\xff", "a b", "[::1", "[x]", "[1.2.3.4]",
    "evil.example:99999", "evil.example:x", 'localhost"><script>', "evil.example/@localhost", "a,b", "a@b",
]  # fmt: skip
#: Hosts that are somebody else's.
EVIL = ["evil.example", "evil.example:8000", "[2001:db8::1]", "203.0.113.9"]
HEADERS = {
    "HTTP_RANGE": ["bytes=99999999-", "bytes=a-b", "bytes=0-" + ",1-" * 1000],
    "HTTP_IF_MODIFIED_SINCE": ["x", "Mon, 99 Foo 99999 99:99:99 GMT"],
    "HTTP_IF_NONE_MATCH": ['"\xff', "*", "W/"],
    "HTTP_X_FORWARDED_FOR": ["\xff", "evil.example, " * 1000],
    "HTTP_USER_AGENT": ["\xff" * 1000],
    "HTTP_ACCEPT_LANGUAGE": ["\xff;q=x"],
    "REMOTE_ADDR": ["", "x" * 5000, "\xff", "fe80::1%eth0"],
    "CONTENT_LENGTH": ["-1", "x", "1e3", "9" * 30],
}


@pytest.mark.parametrize("cookie", COOKIES, ids=lambda cookie: ascii(cookie)[:30])
def test_a_cookie_that_is_no_session_of_ours_is_nobodys(cookie: str, inhabited: World) -> None:
    for method, path in (("GET", "/"), ("GET", "/sign-up"), ("GET", "/static/quizapp.css")):
        assert inhabited.send(LEARNER, method, path, HTTP_COOKIE=cookie).status_code == 200
    response = inhabited.send(LEARNER, "GET", "/settings", HTTP_COOKIE=cookie)
    assert (response.status_code, response.location) == (302, "/log-in?next=/settings")


def test_a_broken_cookie_is_taken_away(inhabited: World) -> None:
    response = inhabited.send(LEARNER, "GET", "/", HTTP_COOKIE="remember_token=1.x|\xe9")
    assert any(
        cookie.startswith("remember_token=;") and "Expires=Thu, 01 Jan 1970" in cookie
        for cookie in response.headers.getlist("Set-Cookie")
    )


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: ascii(session)[:30])
def test_a_session_that_names_nobody_is_nobodys(session: dict[str, object], inhabited: World) -> None:
    cookie = f"session={signed(inhabited.app, session)}"
    response = inhabited.send(LEARNER, "GET", "/settings", HTTP_COOKIE=cookie)
    assert (response.status_code, response.location) == (302, "/log-in?next=/settings")


def test_the_key_of_another_person_with_ones_own_token_is_nobodys(inhabited: World) -> None:
    token = SignedIn(inhabited.person(LEARNER)).get_id().partition(".")[2]
    session = {"_user_id": f"{inhabited.person(ADMINISTRATOR).id}.{token}"}
    cookie = f"session={signed(inhabited.app, session)}"
    assert inhabited.send(LEARNER, "GET", "/people", HTTP_COOKIE=cookie).status_code == 302


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host[:20])
@pytest.mark.parametrize("path", ["/", "/no-such-page", "/static/quizapp.css", "//x//y"])
def test_a_host_that_cannot_be_is_refused_in_a_sentence(host: str, path: str, inhabited: World) -> None:
    response = inhabited.send(LEARNER, "GET", path, HTTP_HOST=host)
    assert response.status_code == 400
    assert response.text.startswith("That request could not be read.")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", EVIL)
def test_a_forged_host_stands_on_no_page(host: str, inhabited: World) -> None:
    for who, path in (
        (LEARNER, "/"),
        (ANONYMOUS, "/progress"),
        (ADMINISTRATOR, "/people"),
        (LEARNER, "/none"),
    ):
        response = inhabited.send(who, "GET", path, HTTP_HOST=host, HTTP_X_FORWARDED_HOST="evil.example")
        assert response.status_code in {200, 302, 404}
        assert host not in response.text + (response.location or "")
        assert "evil" not in response.text + (response.location or "")
        assert "<script>" not in response.text


def test_a_request_that_names_no_host_is_refused(inhabited: World) -> None:
    with inhabited.app.test_client() as client:
        builder = EnvironBuilder(path="/log-in")
        environ = builder.get_environ()
        del environ["HTTP_HOST"]
        assert client.run_wsgi_app(environ)[1] == "400 BAD REQUEST"


def test_an_address_that_is_mended_leads_nowhere_else(inhabited: World) -> None:
    response = inhabited.send(LEARNER, "GET", "/", PATH_INFO="/static//quizapp.css", HTTP_HOST="evil.example")
    assert (response.status_code, response.location) == (308, "/static/quizapp.css")


def test_no_header_that_nobody_sends_is_an_error_of_ours(inhabited: World) -> None:
    for name, values in HEADERS.items():
        for value in values:
            for method, path in (
                ("GET", "/static/quizapp.css"),
                ("GET", "/settings/my-data.json"),
                ("POST", "/log-in"),
            ):
                body = (
                    f"csrf_token={inhabited.token}&name=x&password=x".encode() if method == "POST" else None
                )
                response = inhabited.send(ANONYMOUS if body else LEARNER, method, path, body, **{name: value})
                assert response.status_code < 500, (name, value[:20], path)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/log-in", "next=/%0d%0aX-Evil:1"), ("/settings\r\nX-Evil: 1", ""), ("//static//\r\nX-Evil: 1", ""),
        ("/progress", "%0d%0aX-Evil:1"), ("/progress", "a=\r\nX-Evil: 1"), ("//evil.example//progress", ""),
        ("//evil.example/%2e%2e//", ""), ("/\\evil.example//", ""), ("///evil.example", "//evil.example"),
    ],
)  # fmt: skip
def test_nothing_that_was_sent_becomes_a_header(path: str, query: str, inhabited: World) -> None:
    response = inhabited.send(ANONYMOUS, "GET", "/", PATH_INFO=path, QUERY_STRING=query)
    assert response.status_code in {200, 302, 308, 400, 404}
    assert not any("\r" in value or "\n" in value for _, value in response.headers)
    assert "X-Evil" not in response.headers
    assert urlsplit(urljoin("http://localhost/", response.location or "/")).netloc == "localhost"
