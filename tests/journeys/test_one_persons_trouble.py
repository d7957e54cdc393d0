"""One person's failing page is their own trouble: everybody else goes on, on the real server."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
import webtest
from support.databases import Backend
from support.http import over_http
from support.parallel import at_once
from support.server import Server

from quizapp.config import Settings
from quizapp.services.exports.personal_data import NOT_DESCRIBED

pytestmark = pytest.mark.every_database

BANKS = Path(__file__).parents[1] / "banks"
PASSWORD = "seven grey geese"
#: So many downloads that every connection of both processes may have served one.
DOWNLOADS, ROUNDS = 8, 25
#: How long a writer waits for a lock, unless an installation says otherwise.
LOCK_SECONDS = Settings().DATABASE_PATIENCE / 1000


@pytest.fixture
def database(backend: Backend) -> str:
    """Return the address of a database for one server."""
    return backend.bare()


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    instance = tmp_path / "instance"
    instance.mkdir()
    settings = f'DATABASE = "{database}"\nPASSWORD_MEMORY = 8\nPASSWORD_PASSES = 1\n'
    (instance / "settings.toml").write_text(settings)
    with Server(instance, questions=BANKS) as server:
        yield server


def sign_up(browser: webtest.TestApp, name: str) -> None:
    form = browser.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = name, PASSWORD
    form.submit(status=303)


def begin(browser: webtest.TestApp) -> str:
    form = browser.get("/quizzes", status=200).forms["begin"]
    form["feedback"] = "end"
    return str(form.submit(status=303).location)


@contextmanager
def opened(database: str) -> Iterator[Any]:
    """Open a database beside the server, without its manners; each statement stands for itself."""
    if database.startswith("sqlite"):
        file = database.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None, timeout=15)) as other:
            yield other
    else:
        with psycopg.connect(database.replace("+psycopg", ""), autocommit=True) as other:
            yield other


def plant_strange_answers(database: str) -> None:
    """Store answers that nobody can describe: far more than a download reads at once."""
    columns = "user_id, slot_id, response, credit, answered_at, study_day"
    copy = f"INSERT INTO answers ({columns}, sequence) SELECT {columns}, sequence + %d FROM answers"
    with opened(database) as other:
        for doubled in range(11):
            other.execute(copy % 2**doubled)
        other.execute("""UPDATE answers SET response = '{"a": 1}'""")


def test_downloads_of_what_nobody_can_describe_spoil_nobody_elses_pages(
    database: str, server: Server
) -> None:
    with over_http(server.url) as unlucky:
        sign_up(unlucky, "unlucky")
        quiz = begin(unlucky)
        unlucky.get(f"{quiz}/1").forms["answer"].submit("unknown", status=303)
        unlucky.get(f"{quiz}/finish").forms["finish"].submit(status=303)
        plant_strange_answers(database)
        downloads = [unlucky.get("/settings/my-data.json", status=[200, 500]) for _ in range(DOWNLOADS)]
    with over_http(server.url) as other:
        sign_up(other, "other")
        for _ in range(ROUNDS):
            quiz = begin(other)
            # Each request may come to the other process, by another connection.
            with over_http(server.url) as tab:
                tab.cookiejar = other.cookiejar
                tab.get(quiz, status=302)
                page = tab.get(f"{quiz}/1", status=200)
                page.forms["answer"].submit("unknown", status=303)
    for download in downloads:
        assert download.status_code == 200
        assert {one["response_in_words"] for one in download.json["answers"]} == {NOT_DESCRIBED}


@contextmanager
def lock_held(database: str) -> Iterator[None]:
    """Hold what every writer needs, from another process: a backup that hangs, say, or a stopped program."""
    with opened(database) as other:
        is_sqlite = isinstance(other, sqlite3.Connection)
        other.execute("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
        if not is_sqlite:
            other.execute("SELECT 1 FROM users FOR UPDATE")
        yield
        other.execute("ROLLBACK")


def seconds_for(server: Server, path: str, cookies: webtest.TestApp | None = None) -> float:
    with over_http(server.url) as tab:
        if cookies:
            tab.cookiejar = cookies.cookiejar
        begun = time.monotonic()
        tab.get(path, status=200)
        return time.monotonic() - begun


def test_writers_who_wait_for_a_lock_leave_threads_to_those_who_read(database: str, server: Server) -> None:
    with over_http(server.url) as learner:
        sign_up(learner, "learner")
        form = learner.get("/settings").forms["study"]

        def save(_: int) -> int:
            with over_http(server.url) as tab:
                tab.cookiejar = learner.cookiejar
                response = tab.post("/settings", form.submit_fields(), status=[303, 503])
                assert response.status_code == 303 or "was not saved" in response.text
                return int(response.status_code)

        asked = (("/log-in", None), ("/quizzes", learner), ("/progress", learner))
        for path, cookies in asked * 3:  # what a process does once: both compile their templates
            seconds_for(server, path, cookies)
        with ThreadPoolExecutor(20) as threads:
            with lock_held(database):
                said = [threads.submit(save, number) for number in range(20)]
                waits = [seconds_for(server, path, cookies) for path, cookies in asked * 5]
                # Two of each process may wait, and have their turn in the end; the others are told at once.
                refused = [one.result() for one in islice(as_completed(said, timeout=5), 16)]
            codes = [one.result() for one in said]
    assert max(waits) < LOCK_SECONDS / 2
    assert refused == [503] * 16
    assert 2 <= codes.count(303) <= 4


def test_thirty_who_answer_at_once_all_get_through(server: Server) -> None:
    with ExitStack() as stack:
        pages = []
        for number in range(30):
            browser = stack.enter_context(over_http(server.url))
            sign_up(browser, f"learner {number}")
            pages.append(browser.get(f"{begin(browser)}/1"))

        def answer(page: webtest.TestResponse) -> int:
            return int(page.forms["answer"].submit("unknown").status_code)

        assert at_once([partial(answer, page) for page in pages]) == [303] * 30
