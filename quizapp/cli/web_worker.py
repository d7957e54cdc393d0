"""A process that answers requests.

Waitress reads a request as a whole before a thread gets to see it, so that slow clients take no threads. The
time that a client may be idle and that a request may take to arrive is bounded here.
"""

import logging
import os
import resource
import signal
import socket
import time
from types import FrameType
from typing import Any, NoReturn

from flask import Flask
from typing_extensions import override
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.utilities import RequestEntityTooLarge

from quizapp.cli.signals import STOPPING

#: The threads that work on requests. Python runs one at a time, so more of them would only wait.
THREADS = 4
#: How long a connection may be idle, and how long one request may take to arrive, in seconds.
IDLE_SECONDS, ARRIVAL_SECONDS = 60, 60
#: The address and the headers of a request together, in bytes: browsers and proxies stop well before.
LARGEST_HEAD = 64 * 1024
#: Up to so many bytes a request that is too large is read to its end, so that its browser shows the answer.
MOST_DISCARDED = 100_000_000
#: More than a process may have open where nobody raised that: a browser keeps up to six.
MOST_CONNECTIONS = 4096
#: Files and sockets that aren't connections.
OTHER_FILES = 64
#: How often it looks for clients that take too long, and whether the supervisor still lives, in seconds.
BETWEEN_LOOKS = 1.0
#: How long requests under way may take once the process was told to stop, in seconds.
GRACE = 3.0


class Parser(HTTPRequestParser):  # type: ignore[misc]  # as below
    """Hands on a request that is too large without its body, so that the app answers it with a page.

    The app sees the size in the headers. The body is read to its end and kept nowhere, since a browser shows
    no answer before it has sent everything. A body that is far too large, or doesn't say how large it is,
    isn't waited for: the connection ends with the page.
    """

    _left = 0

    @override
    def received(self, data: bytes) -> int:
        if self._left:
            taken = min(len(data), self._left)
            self._left -= taken
            self.completed = not self._left
            return taken
        taken = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge):
            self._go_without()
        return taken

    def _go_without(self) -> None:
        self.error = None
        if not self.chunked and self.content_length <= MOST_DISCARDED:
            self._left, self.completed = self.content_length, False
            return
        self.headers["CONNECTION"] = "close"
        if self.chunked:
            self.headers["CONTENT_LENGTH"] = str(self.body_bytes_received)


class Channel(HTTPChannel):  # type: ignore[misc]  # Waitress has no types
    """A connection that knows since when a request has been arriving."""

    parser_class = Parser
    arriving_since = 0.0

    @override
    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.arriving_since = time.monotonic()
        return bool(super().received(data))

    def is_late(self, now: float) -> bool:
        """Tell whether a request has been arriving for too long."""
        return self.request is not None and now - self.arriving_since > ARRIVAL_SECONDS

    def is_busy(self) -> bool:
        """Tell whether a request is being worked on, or its response is on its way."""
        return bool(self.requests or self.total_outbufs_len)


class WebWorker:
    """Answers the requests that come to a socket, until it is told to stop or its parent is gone."""

    def __init__(self, app: Flask, listening: socket.socket, parent: int) -> None:
        self._parent = parent
        self._connections: dict[int, Any] = {}
        self._server: BaseWSGIServer = create_server(
            app,
            map=self._connections,
            sockets=[listening],
            threads=THREADS,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=IDLE_SECONDS // 4,
            connection_limit=_raise_open_files() - OTHER_FILES,
            # Larger than the app takes anywhere: `Parser` keeps nothing of them.
            max_request_body_size=4 * app.config["MAX_CONTENT_LENGTH"],
            max_request_header_size=LARGEST_HEAD,
            asyncore_use_poll=True,
            # The app itself knows how many proxies to trust.
            clear_untrusted_proxy_headers=False,
            ident=None,
        )
        self._server.channel_class = Channel
        self._is_stopping = False

    def run(self) -> None:
        """Answer requests; once told to stop, finish those under way."""
        for number in STOPPING:
            signal.signal(number, self._stop)
        while not self._is_stopping and os.getppid() == self._parent:
            self._look_once()
        self._server.accepting = False
        until = time.monotonic() + GRACE
        while any(channel.is_busy() for channel in self._channels()) and time.monotonic() < until:
            self._look_once()

    def _look_once(self) -> None:
        wasyncore.loop(BETWEEN_LOOKS, use_poll=True, map=self._connections, count=1)
        now = time.monotonic()
        for channel in self._channels():
            if channel.is_late(now):
                channel.will_close = True

    def _channels(self) -> list[Channel]:
        return list(self._server.active_channels.values())

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True
        self._server.pull_trigger()


def _raise_open_files() -> int:
    """Let this process have as many connections as it may, up to a bound; return how many files that are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, MOST_CONNECTIONS)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def answer_requests(app: Flask, listening: socket.socket, parent: int) -> NoReturn:
    """Answer the requests that come to a socket with an app, and end this process when it is time to."""
    # That requests wait for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    WebWorker(app, listening, parent).run()
    # Threads that still work on something have had their time.
    os._exit(0)
