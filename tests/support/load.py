"""Several learners who answer at once over the network, and note what the server says is saved."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import webtest

from support.http import over_http

LEARNERS = 8
#: In each of their quizzes; the bank must have so many, all with a typed answer.
QUESTIONS = 100
PASSWORD = "correct horse battery"


class Acknowledged(NamedTuple):
    """An answer that the server has said is saved."""

    attempt: int
    number: int
    sequence: int


class Learners:
    """Learners who take quizzes until the server is gone."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acknowledged: list[Acknowledged] = []
        #: The cookie of one of them.
        self.cookie = ""
        self._enough = threading.Condition()
        self._threads = [
            threading.Thread(target=self._answer, args=(f"Learner {n}",)) for n in range(LEARNERS)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(60)

    def wait_for(self, answers: int, patience: float = 300) -> list[Acknowledged]:
        """Wait until so many answers are saved, and return those that are."""
        with self._enough:
            assert self._enough.wait_for(lambda: len(self.acknowledged) >= answers, patience)
            return list(self.acknowledged)

    def _answer(self, name: str) -> None:
        # The server goes while answers are under way, as it should.
        with suppress(HTTPException, OSError), over_http(self.url) as pages:
            _sign_up(pages, name)
            self.cookie = pages.cookies["session"]
            while True:
                self._answer_all(*_begin_quiz(pages), pages.cookies["session"])

    def _answer_all(self, path: str, fields: dict[str, str], cookie: str) -> None:
        """Give each question of a quiz, which starts at this path, its first answer."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "autosave",
            "Cookie": f"session={cookie}",
        }
        attempt = path.split("/")[2]
        try:
            for number in range(1, QUESTIONS + 1):
                body = urlencode({**fields, "response": str(1900 + number)})
                connection.request("POST", f"/quizzes/{attempt}/{number}", body, headers)
                said = json.loads(connection.getresponse().read())
                assert said["saved"], said
                with self._enough:
                    sequence = int(said["fields"]["sequence"])
                    self.acknowledged.append(Acknowledged(int(attempt), number, sequence))
                    self._enough.notify_all()
        finally:
            connection.close()


def _sign_up(pages: webtest.TestApp, name: str) -> None:
    form = pages.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = name, PASSWORD
    form.submit(status=303)


def _begin_quiz(pages: webtest.TestApp) -> tuple[str, dict[str, str]]:
    """Begin a quiz; return the path and the fields of its first question."""
    form = pages.get("/quizzes").forms["begin"]
    form["count"], form["feedback"] = str(QUESTIONS), "end"
    page = form.submit(status=303).maybe_follow()
    return page.request.path, {name: str(value) for name, value in page.forms["answer"].submit_fields()}


@contextmanager
def learners_at(url: str) -> Iterator[Learners]:
    """Let learners answer; the server must be gone before the end, or they don't stop."""
    learners = Learners(url)
    learners.start()
    try:
        yield learners
    finally:
        learners.join()
