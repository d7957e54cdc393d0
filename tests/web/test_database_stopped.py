"""A PostgreSQL server that is there and says nothing: people are told so in time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import webtest
from flask import Flask
from sqlalchemy import event, text
from support import databases
from support.apps import make_app
from support.databases import Backend, Postgres
from support.parallel import at_once
from support.people import a_browser, a_person
from support.troubles import engine_of

from quizapp.cli.web_worker import THREADS
from quizapp.services.permissions import Permission
from quizapp.services.transaction import reading
from quizapp.web.access import needs
from quizapp.web.scopes import shared

pytestmark = pytest.mark.skipif(not databases.has_postgres(), reason="PostgreSQL's programs are not here")

#: In seconds: what a person waits at most, whatever is the matter.
LONGEST = 10
SLOW = text("SELECT pg_sleep(1)")


@pytest.fixture
def postgres(backends: Callable[[str], Backend]) -> Postgres:
    backend = backends("postgresql")
    assert isinstance(backend, Postgres)
    return backend


@pytest.fixture
def postgres_app(postgres: Postgres, tmp_path: Path) -> Iterator[Flask]:
    databases.write_settings(tmp_path / "instance", postgres.fresh())
    app = make_app(tmp_path / "instance")
    yield app
    databases.close(app)


@pytest.fixture
def browser(postgres_app: Flask) -> webtest.TestApp:
    with postgres_app.app_context():
        person = a_person(datetime.now(UTC))
    return a_browser(postgres_app, person)


def refused_within(ask: Callable[[], webtest.TestResponse]) -> float:
    begun = time.monotonic()
    response = ask()
    assert int(response.headers["Retry-After"]) > 0
    assert "What you just sent was not saved." in response.text
    return time.monotonic() - begun


def test_a_server_that_is_stopped_is_told_of_in_time_and_found_again_at_once(
    browser: webtest.TestApp, postgres_app: Flask, postgres: Postgres
) -> None:
    page = browser.get("/settings", status=200)
    person = browser.cookies
    tabs = [a_browser(postgres_app) for _ in range(3)]
    for tab in tabs:
        tab.set_cookie("session", person["session"].strip('"'))
    with postgres.stopped():
        asked = [
            # By a connection that is there already, and by those that would have to be made.
            partial(browser.get, "/", status=503),
            *(partial(tab.get, "/progress", status=503) for tab in tabs),
        ]
        waits = at_once([partial(refused_within, ask) for ask in asked])
        assert [wait for wait in waits if not isinstance(wait, float)] == []
        assert max(wait for wait in waits if isinstance(wait, float)) < LONGEST
        send = partial(page.forms["study"].submit, status=503)
        assert refused_within(send) < LONGEST
        # Whoever needs no database isn't kept waiting.
        a_browser(postgres_app).get("/log-in", status=200)
    browser.get("/", status=200)
    page.forms["study"].submit(status=303)


def test_a_crowd_does_not_wait_for_a_stopped_server_one_after_another(
    browser: webtest.TestApp, postgres_app: Flask, postgres: Postgres
) -> None:
    browser.get("/", status=200)
    tabs = [a_browser(postgres_app) for _ in range(6 * THREADS)]
    for tab in tabs:
        tab.set_cookie("session", browser.cookies["session"].strip('"'))
    # As many at a time as a process has threads for them; the others stand in line.
    with postgres.stopped(), ThreadPoolExecutor(THREADS) as threads:
        begun = time.monotonic()
        asked = [threads.submit(refused_within, partial(tab.get, "/", status=503)) for tab in tabs]
        for one in asked:
            one.result()
        assert time.monotonic() - begun < LONGEST
    browser.get("/", status=200)


def test_a_server_that_stops_in_the_middle_of_a_page_is_told_of_in_time(
    browser: webtest.TestApp, postgres_app: Flask, postgres: Postgres
) -> None:
    browser.get("/progress", status=200)
    engine = engine_of(postgres_app)

    def stop(*_: object) -> None:
        postgres.hold_still()

    event.listen(engine, "before_cursor_execute", stop)
    try:
        with postgres.stopped():
            # It was there a moment ago, when the connection was tried.
            waited = refused_within(partial(browser.get, "/progress", status=503))
    finally:
        event.remove(engine, "before_cursor_execute", stop)
    assert waited < LONGEST
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    browser.get("/progress", status=200)


@pytest.fixture
def hasty_app(postgres: Postgres, tmp_path: Path) -> Iterator[Flask]:
    """Give an app that waits for a tenth of a second, and has a page that takes a whole one."""
    databases.write_settings(tmp_path / "hasty", postgres.fresh())
    with (tmp_path / "hasty" / "settings.toml").open("a") as file:
        file.write("DATABASE_STATEMENT_PATIENCE = 100\n")
    app = make_app(tmp_path / "hasty")

    @app.get("/slow")
    @needs(Permission.VISIT_SITE, shared)
    def slow() -> str:
        reading().execute(SLOW)
        return "done"

    yield app
    databases.close(app)


def test_a_statement_that_takes_too_long_is_given_up_on_a_page_and_not_by_a_command(hasty_app: Flask) -> None:
    browser = a_browser(hasty_app)
    assert refused_within(partial(browser.get, "/slow", status=503)) < 1
    with hasty_app.app_context():
        reading().execute(SLOW)
    assert refused_within(partial(browser.get, "/slow", status=503)) < 1
