"""A class that sits an assignment at a running server: tabs that send what pages send, without reading them.

Everybody is logged in already. Many requests can so meet at one moment, which whole pages would spread.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from quizapp.app import create_app
from quizapp.assignments.terms import Terms
from quizapp.models import Answer, Attempt, Slot
from quizapp.quizzes.composition import just_draw
from quizapp.services.banks import catalogue
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading, reading_briefly
from quizapp.web.access import SignedIn
from support import databases
from support.assigning import assign, settings_of
from support.courses import a_course, put_in
from support.databases import Backend
from support.people import a_person, signed
from support.server import Server

QUESTIONS = 5
#: The answer to each question of the bank.
RIGHT = "1900"
BANK = "schema: 1\nbank: years\ntitle: Years\nquestions:\n" + "".join(
    f"  - {{id: q{n}, type: short, topics: [t], prompt: When was that {n}?, answer: '{RIGHT}'}}\n"
    for n in range(QUESTIONS)
)
CSRF = "one for all"
#: What a busy server may say instead of an answer: nothing was done.
BUSY = HTTPStatus.SERVICE_UNAVAILABLE


class Reply(NamedTuple):
    """What the server said; `attempt` is that to which it leads."""

    status: int
    attempt: int | None
    text: str

    @property
    def saved(self) -> int | None:
        """Return the sequence of what was saved; None where it wasn't."""
        said = json.loads(self.text) if self.status == HTTPStatus.OK else {}
        return int(said["fields"]["sequence"]) if said.get("saved") else None


class Tab:
    """A tab of somebody's browser: a connection of its own."""

    def __init__(self, url: str, cookie: str, token: str) -> None:
        address = urlsplit(url)
        self._connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
        self._headers = {"Cookie": f"session={cookie}"}
        self._token = token

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, None, {})

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Reply:
        body = urlencode({"csrf_token": self._token, **fields})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, kind | (headers or {}))

    def save(self, attempt: int, number: int, sequence: int, response: str) -> Reply:
        """Send an answer as a page does that saves by itself."""
        fields = {"sequence": str(sequence), "response": response}
        return self.post(f"/quizzes/{attempt}/{number}", {"X-Requested-With": "autosave"}, **fields)

    def finish(self, attempt: int) -> Reply:
        return self.post(f"/quizzes/{attempt}/finish")

    def sequence(self, attempt: int, number: int) -> int:
        """Return how many answers a question has, as its page says."""
        found = re.search(r'name="sequence"[^>]*value="(\d+)"', self.get(f"/quizzes/{attempt}/{number}").text)
        assert found
        return int(found[1])

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        self._connection.request(method, path, body, self._headers | headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        found = re.search(r"/quizzes/(\d+)", response.headers.get("Location", ""))
        return Reply(response.status, int(found[1]) if found else None, text)


@dataclass
class Sitting:
    """A course at a running server, its instructor and its learners."""

    server: Server
    app: Flask
    bank: int
    course: int
    instructor: Person
    learners: list[Person]
    tabs: list[Tab] = field(default_factory=list)

    def assign(self, terms: Terms) -> int:
        with self.app.app_context():
            settings = settings_of(self.bank, terms, just_draw(QUESTIONS))
            return assign(self.instructor, self.course, settings, datetime.now(UTC))

    def tab(self, learner: Person) -> Tab:
        session = {"_user_id": SignedIn(learner).get_id(), "_fresh": True, "csrf_token": CSRF}
        token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(CSRF)  # type: ignore[arg-type]  # it is one
        tab = Tab(self.server.url, signed(self.app, session), str(token))
        self.tabs.append(tab)
        return tab

    def begin(self, tab: Tab, assignment: int) -> Reply:
        return tab.post(f"/courses/{self.course}/assignments/{assignment}")

    def attempts(self, assignment: int) -> list[Attempt]:
        with self.app.app_context(), reading_briefly() as session:
            its = select(Attempt).where(Attempt.assignment_id == assignment).order_by(Attempt.id)
            found = list(session.scalars(its))
            session.expunge_all()
            return found

    def answers(self, attempt: int, number: int) -> dict[int, str]:
        """Return what is stored for a question, by its sequence."""
        with self.app.app_context():
            its = select(Answer.sequence, Answer.response).join(Slot, Slot.id == Answer.slot_id)
            rows = reading().execute(its.where(Slot.attempt_id == attempt, Slot.number == number))
            return {row.sequence: row.response for row in rows}


def write_bank(folder: Path) -> Path:
    """Write the bank whose questions all have the same answer; return the folder of banks."""
    (folder / "years").mkdir(parents=True)
    (folder / "years" / "bank.yaml").write_text(BANK)
    return folder


@contextmanager
def sitting_at(backend: Backend, folder: Path, learners: int) -> Iterator[Sitting]:
    """Serve a class on a database of its own, by two processes.

    They are as careful with the disk as they are by default, and nothing may go wrong unforeseen.
    """
    instance = folder / "instance"
    instance.mkdir()
    settings = f'DATABASE = "{backend.bare()}"\nPASSWORD_MEMORY = 8\nPASSWORD_PASSES = 1\n'
    (instance / "settings.toml").write_text(settings)
    server = Server(instance, "--workers", "2", questions=write_bank(folder / "questions"))
    with server:
        app = create_app(instance)
        sitting = settle(server, app, learners)
        try:
            yield sitting
        finally:
            for tab in sitting.tabs:
                tab.close()
            databases.close(app)
    assert "Traceback" not in server.said, server.said
    assert "deadlock" not in server.said


def settle(server: Server, app: Flask, learners: int) -> Sitting:
    """Let an instructor make a course on the only bank of a server, and learners come into it."""
    now = datetime.now(UTC)
    with app.app_context():
        instructor = a_person(now, role=Role.INSTRUCTOR)
        (bank,) = catalogue.list_banks()
        course = a_course(instructor, now, banks=[bank.id])
        people = [a_person(now) for _ in range(learners)]
        for one in people:
            put_in(course, one, CourseRole.LEARNER, now)
    return Sitting(server, app, bank.id, course, instructor, people)
