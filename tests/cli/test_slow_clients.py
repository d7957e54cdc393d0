"""Clients that are slow, on purpose or not, take nobody else's turn."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from support import databases
from support.server import Server

#: More than both processes have threads, and than a process may usually have files open.
CLIENTS = 1_200
#: Long before a connection that says nothing is closed.
SECONDS = 20
#: What is sent of a request before nothing more comes.
FORM = b"POST /log-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BEGINNINGS = {
    "nothing": b"",
    "half of a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Half",
    "half of a body": FORM + b"Content-Length: 1000\r\n\r\nname=Anna",
    "half of a chunk": FORM + b"Transfer-Encoding: chunked\r\n\r\nff\r\nname",
    "a request whose answer is never read": b"GET /static/favicon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    instance = tmp_path_factory.mktemp("instance")
    databases.write_settings(instance, f"sqlite:///{instance / 'quizapp.sqlite'}")
    with Server(instance, questions=Path("none")) as server:
        yield server


@pytest.mark.parametrize("sent", BEGINNINGS.values(), ids=BEGINNINGS)
def test_slow_clients_keep_nobody_waiting(sent: bytes, server: Server) -> None:
    address = urlsplit(server.url)
    with ExitStack() as connections:
        for _ in range(CLIENTS):
            client = connections.enter_context(socket.create_connection((address.hostname, address.port)))
            client.sendall(sent)
        for _ in range(20):
            with urlopen(f"{server.url}/log-in", timeout=SECONDS) as page:
                assert page.status == 200
