"""Bytes that no browser sends, to the real server: it answers with a refusal or hangs up, and goes on."""

import socket
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

import pytest
from support.http import over_http
from support.server import Server

CHUNKED = b"Transfer-Encoding: chunked"


def get(target: bytes, *headers: bytes, method: bytes = b"GET", version: bytes = b"1.1") -> bytes:
    first = method + b" " + target + b" HTTP/" + version
    return b"\r\n".join((first, b"Host: localhost", b"Connection: close", *headers, b"", b""))


def post(body: bytes, *headers: bytes) -> bytes:
    form = b"Content-Type: application/x-www-form-urlencoded"
    return get(b"/log-in", form, *headers, method=b"POST") + body


def tell(server: Server, request: bytes) -> bytes:
    """Send bytes and return what comes back until the server hangs up."""
    address = urlsplit(server.url)
    answer = b""
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=20) as connection:
        # Whoever says too much is hung up on before they have said it all.
        with suppress(ConnectionError):
            connection.sendall(request)
        with suppress(ConnectionError):
            while received := connection.recv(65536):
                answer += received
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {0, 400}),
        (b"GET\r\n\r\n", {0, 400}),
        (get(b"/", version=b"9.9"), {0, 200, 400, 505}),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {0, 400, 505}),
        (b"GET / HTTP/1.0\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", {400}),
        (get(b"/\xff\xfe"), {400, 404}),
        (get(b"/progress?a=\xff"), {400}),
        (get(b"/progress?a=%ff"), {400}),
        (get(b"/%00"), {404}),
        (get(b"/static/..%2f..%2fconfig.py"), {404}),
        (get(b"/static/../../config.py"), {404}),
        (get(b"http://evil.example/"), {200, 400, 404}),
        (get(b"http://evil.example"), {200, 308, 400, 404}),
        (get(b"//evil.example//x"), {308, 404}),
        (get(b"/log-in?next=/%0d%0aX-Evil:1"), {200}),
        (get(b"/", b"Host: evil.example"), {400}),
        (get(b"/", b"Cookie: remember_token=1.x|\xe9"), {200, 400}),
        (get(b"/", b"Cookie: session=" + b"x" * 10_000_000), {0, 400, 431}),
        (get(b"/", *[b"X: y"] * 5000), {0, 200, 400, 431}),
        (get(b"/", b"Upgrade: websocket"), {200, 400, 404}),
        (get(b"/?" + b"a" * 10_000_000), {0, 400, 414, 431}),
        (get(b"/?q=" + b"a" * 50_000), {200, 400, 414}),
        (b"GET / HTTP/1.1\r\nHost: a..b\r\nConnection: close\r\n\r\n", {400}),
        (get(b"/", method=b"BREW"), {400, 405}),
        (get(b"/", b"X-Evil: 1", method=b"TRACE"), {405}),
        (get(b"evil.example:443", method=b"CONNECT"), {0, 400, 404, 405}),
        (get(b"/", b"Cookie: " + b"a=;" * 100_000), {200, 400, 431}),
        (get(b"/" * 100_000 + b"log-in"), {0, 400, 414, 431}),
        (post(b"a=b", b"Content-Length: -1"), {0, 400}),
        (post(b"a=b", b"Content-Length: " + b"9" * 25), {0, 400, 413}),
        (post(b"a=b", b"Content-Length: 3", b"Content-Length: 30"), {0, 400}),
        (post(b"3\r\na=b\r\n0\r\n\r\n", CHUNKED), {400}),
        (post(b"zz\r\na=b\r\n", CHUNKED), {0, 400}),
        (post((b"10000\r\n" + b"x" * 65536 + b"\r\n") * 20 + b"0\r\n\r\n", CHUNKED), {0, 400, 413}),
    ],
    ids=lambda value: ascii(value)[:50] if isinstance(value, bytes) else "",
)
def test_what_no_browser_sends_is_refused(server: Server, request_: bytes, expected: set[int]) -> None:
    answer = tell(server, request_)
    head = answer.partition(b"\r\n\r\n")[0]
    assert status(answer) in expected, head[:300]
    assert b"x-evil" not in head.lower()
    with over_http(server.url) as pages:
        pages.get("/log-in", status=200)


@pytest.mark.parametrize(
    "request_",
    [
        post(b"a=" + b"x" * 600_000, b"Content-Length: 600002"),
        post(b"a=" + b"x" * 5_000_000, b"Content-Length: 5000002"),
        post(b"a=" + b"x" * 30_000_000, b"Content-Length: 30000002", b"Expect: 100-continue"),
        # So much isn't even waited for.
        post(b"a=", b"Content-Length: 999999999"),
        post((b"100000\r\n" + b"x" * 0x100000 + b"\r\n") * 2, CHUNKED),
    ],
    ids=["0.6 MB", "5 MB", "30 MB", "1 GB", "in pieces"],
)
def test_what_is_too_large_is_answered_with_a_page_that_says_how_much_may_be_sent(
    server: Server, request_: bytes
) -> None:
    answer = tell(server, request_).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert status(answer) == 413
    assert b"That was too much at once." in answer
    assert b"At most 0.5 MB can be sent here. Nothing was saved." in answer


def test_after_what_was_too_large_the_connection_goes_on(server: Server) -> None:
    large = post(b"a=" + b"x" * 3_000_000, b"Content-Length: 3000002").replace(b"Connection: close\r\n", b"")
    answer = tell(server, large + get(b"/log-in"))
    assert answer.count(b"HTTP/1.1 ") == 2
    assert answer.rindex(b"HTTP/1.1 200 OK") > answer.index(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "path",
    [b"//evil.example//", b"/\\evil.example//", b"//evil.example/%2e%2e//static//x", b"/static//quizapp.css"],
)
def test_a_redirect_never_leads_to_another_host(server: Server, path: bytes) -> None:
    head = tell(server, get(path)).partition(b"\r\n\r\n")[0]
    for line in head.splitlines():
        name, _, value = line.partition(b": ")
        if name.lower() == b"location":
            assert urlsplit(urljoin("http://localhost/", value.decode())).netloc == "localhost"
