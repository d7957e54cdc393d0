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
PASSWORD = "correct horse battery"


class Acknowledged(NamedTuple):
    """An answer that the server has said is saved."""

    attempt: int
    number: int
    sequence: int


class Learners:
    """Learners who change their answers until the server is gone."""

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
        with suppress(HTTPException, OSError):
            with over_http(self.url) as pages:
                path, fields = _begin_quiz(pages, name)
                cookie = self.cookie = pages.cookies["session"]
            self._change_answers(path, fields, cookie)

    def _change_answers(self, path: str, fields: dict[str, str], cookie: str) -> None:
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "autosave",
            "Cookie": f"session={cookie}",
        }
        _, _, attempt, number = path.split("/")
        try:
            while True:
                body = urlencode({**fields, "response": str(1900 + int(fields["sequence"]) % 100)})
                connection.request("POST", path, body, headers)
                said = json.loads(connection.getresponse().read())
                assert said["saved"], said
                fields["sequence"] = said["fields"]["sequence"]
                with self._enough:
                    self.acknowledged.append(Acknowledged(int(attempt), int(number), int(fields["sequence"])))
                    self._enough.notify_all()
        finally:
            connection.close()


def _begin_quiz(pages: webtest.TestApp, name: str) -> tuple[str, dict[str, str]]:
    """Sign up and begin a quiz; return the path and the fields of its first question with a typed answer."""
    form = pages.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = name, PASSWORD
    form.submit(status=303)
    form = pages.get("/quizzes").forms["begin"]
    form["count"], form["feedback"] = "40", "end"
    page = form.submit(status=303).maybe_follow()
    while True:
        field = page.forms["answer"].fields.get("response", [None])
        if len(field) == 1 and isinstance(field[0], webtest.forms.Text):
            fields = {name: str(value) for name, value in page.forms["answer"].submit_fields()}
            return page.request.path, fields
        page = pages.get(page.html.find("a", string="Skip")["href"])


@contextmanager
def learners_at(url: str) -> Iterator[Learners]:
    """Let learners answer; the server must be gone before the end, or they don't stop."""
    learners = Learners(url)
    learners.start()
    try:
        yield learners
    finally:
        learners.join()
