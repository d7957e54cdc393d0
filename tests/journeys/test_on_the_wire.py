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
    "path",
    [b"//evil.example//", b"/\\evil.example//", b"//evil.example/%2e%2e//static//x", b"/static//quizapp.css"],
)
def test_a_redirect_never_leads_to_another_host(server: Server, path: bytes) -> None:
    head = tell(server, get(path)).partition(b"\r\n\r\n")[0]
    for line in head.splitlines():
        name, _, value = line.partition(b": ")
        if name.lower() == b"location":
            assert urlsplit(urljoin("http://localhost/", value.decode())).netloc == "localhost"
