"""One person's failure stays theirs: a connection that goes back to the pool remembers nothing of it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask, stream_with_context
from sqlalchemy import func, select
from support import databases
from support.apps import make_app
from support.troubles import engine_of
from werkzeug.test import create_environ

from quizapp.models import User
from quizapp.services.permissions import Permission
from quizapp.services.transaction import reading, writing
from quizapp.web.access import needs
from quizapp.web.scopes import shared

# psycopg warns of a cursor that nobody closed, though PostgreSQL has ended it with its transaction.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

#: So few rows at once that a result which is left early has more to come.
PEOPLE, AT_ONCE = 20, 2


class Unforeseen(Exception):  # noqa: N818 -- what it is called matters to nobody
    pass


@pytest.fixture
def kept() -> Iterator[list[object]]:
    """Hold what refers to a result that was left: an error that is yet to be reported, say."""
    kept: list[object] = []
    yield kept
    kept.clear()
    gc.collect()


@pytest.fixture
def beside(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """Give another process's app on the same database, whose writes go by no connection of the first."""
    databases.write_settings(tmp_path / "beside", engine_of(app).url.render_as_string())
    beside = make_app(tmp_path / "beside")
    yield beside
    databases.close(beside)


def add_people(app: Flask, now: datetime) -> None:
    with app.app_context(), writing() as session:
        session.add_all(User(session_token="t", role="visitor", created_at=now) for _ in range(PEOPLE))


def count_people(app: Flask) -> int:
    with app.app_context():
        return reading().scalar(select(func.count()).select_from(User)) or 0


def ids() -> Iterator[int]:
    yield from reading().scalars(select(User.id), execution_options={"yield_per": AT_ONCE})


def half_read() -> Iterator[int]:
    """Read a few rows of many and stop; whoever keeps what this returns keeps the rest unread."""
    rows = ids()
    next(rows)
    return rows


def fail_while_reading() -> None:
    rows = ids()
    for number, _ in enumerate(rows):
        if number == AT_ONCE:
            raise Unforeseen


def leave_half_read(kept: list[object]) -> None:
    kept.append(half_read())


def fail(kept: list[object]) -> None:
    # Flask keeps what failed in a circle of references, which the garbage collector opens at some later time.
    try:
        fail_while_reading()
    except Unforeseen as error:
        kept.append(error)


def leave_and_roll_back(kept: list[object]) -> None:
    kept.append(half_read())
    reading().rollback()


WAYS = [leave_half_read, fail, leave_and_roll_back]


@pytest.mark.parametrize("leave", WAYS)
def test_whoever_gets_a_connection_next_sees_and_writes_what_there_is_now(
    leave: Callable[[list[object]], None], app: Flask, beside: Flask, kept: list[object], now: datetime
) -> None:
    add_people(app, now)
    with app.app_context():
        leave(kept)
    add_people(beside, now)
    assert count_people(app) == 2 * PEOPLE
    add_people(app, now)
    assert count_people(app) == count_people(beside) == 3 * PEOPLE


def test_a_connection_on_which_something_failed_unforeseen_is_used_no_more(app: Flask) -> None:
    def fail_with(connections: list[object]) -> None:
        with app.app_context():
            connections.append(reading().connection().connection.driver_connection)
            raise Unforeseen

    failed: list[object] = []
    for _ in range(3):
        with suppress(Unforeseen):
            fail_with(failed)
    assert len(set(map(id, failed))) == 3
    used = []
    for _ in range(3):
        with app.app_context():
            used.append(reading().connection().connection.driver_connection)
    assert len(set(map(id, used))) == 1
    assert engine_of(app).pool.checkedout() == 0  # type: ignore[attr-defined]


@pytest.fixture
def streaming(app: Flask, kept: list[object]) -> Flask:
    """Give an app with a page that is streamed from the database, and one that fails on the way."""

    @app.get("/streamed")
    @needs(Permission.VISIT_SITE, shared)
    def streamed() -> object:
        rows = ids()
        kept.append(rows)
        return app.response_class(stream_with_context(f"{one}\n" for one in rows))

    @app.get("/broken")
    @needs(Permission.VISIT_SITE, shared)
    def broken() -> object:
        def lines() -> Iterator[str]:
            yield "first line"
            fail_while_reading()

        return app.response_class(stream_with_context(lines()))

    return app


@pytest.mark.parametrize("address", ["/streamed", "/broken"])
def test_a_stream_that_ends_too_soon_leaves_nothing_behind(
    address: str, streaming: Flask, kept: list[object], beside: Flask, now: datetime
) -> None:
    add_people(beside, now)
    body = streaming.wsgi_app(create_environ(address), lambda *_: lambda _: None)
    try:
        for _, _line in zip(range(AT_ONCE), body, strict=False):
            pass
    except Unforeseen as error:
        kept.append(error)
    # As a server does whose client is gone.
    body.close()  # type: ignore[attr-defined]
    add_people(beside, now)
    assert count_people(streaming) == 2 * PEOPLE
    add_people(streaming, now)
    assert engine_of(streaming).pool.checkedout() == 0  # type: ignore[attr-defined]
