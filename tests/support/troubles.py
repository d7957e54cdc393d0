"""Ways in which a database fails in real life, brought about on real databases, and taken back.

Each works on an app that goes on running: nothing of it is restarted, before or after.
"""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from psycopg.sql import SQL, Identifier
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

from quizapp.extensions import WRITES, db
from quizapp.models import Base
from support.databases import Backend, Postgres

Trouble = Callable[[Flask, Backend], AbstractContextManager[None]]

#: How long to wait for a lock, in milliseconds: while it is held, and otherwise.
SHORT, LONG = 30, 15_000
TABLES = [table.name for table in Base.metadata.sorted_tables]


def engine_of(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@contextmanager
def said_to_all(app: Flask, now: str, later: str) -> Iterator[None]:
    """Say something to every connection before it is used, and something else to it after the end."""
    key, ended = object(), False

    def tell(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        if ended and record.info.pop(key, None) is None:
            return
        connection.cursor().execute(later if ended else now)
        connection.commit()
        if not ended:
            record.info[key] = True

    event.listen(engine_of(app), "checkout", tell)
    try:
        yield
    finally:
        ended = True


@contextmanager
def writer(app: Flask) -> Iterator[None]:
    """Hold what every other writer needs."""
    with app.app_context():
        connection = db.engine.connect().execution_options(**{WRITES: True})
    with connection as other, other.begin():
        if other.dialect.name == "postgresql":
            for table in TABLES:
                other.exec_driver_sql(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


# ---- SQLite


def file_of(app: Flask) -> Path:
    return Path(engine_of(app).url.database or "")


@contextmanager
def sqlite_locked(app: Flask, _: Backend) -> Iterator[None]:
    with said_to_all(app, f"PRAGMA busy_timeout = {SHORT}", f"PRAGMA busy_timeout = {LONG}"), writer(app):
        yield


@contextmanager
def sqlite_full(app: Flask, _: Backend) -> Iterator[None]:
    """Let the file grow no more; what is left of its pages is still filled."""
    with closing(sqlite3.connect(file_of(app), isolation_level=None)) as other:
        other.execute("VACUUM")
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    with said_to_all(app, f"PRAGMA max_page_count = {pages}", f"PRAGMA max_page_count = {2**31}"):
        yield


@contextmanager
def sqlite_read_only(app: Flask, _: Backend) -> Iterator[None]:
    with said_to_all(app, "PRAGMA query_only = ON", "PRAGMA query_only = OFF"):
        yield


@contextmanager
def sqlite_away(app: Flask, _: Backend) -> Iterator[None]:
    """Put a folder where the file was, as somebody does who mounts the wrong disk."""
    engine_of(app).dispose()
    file = file_of(app)
    moved = file.rename(file.with_suffix(".moved"))
    file.mkdir()
    try:
        yield
    finally:
        file.rmdir()
        moved.rename(file)


@contextmanager
def sqlite_broken(_: Flask, __: Backend) -> Iterator[None]:
    """Let no file grow: the disk fails in the middle of a write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ---- PostgreSQL


def administrator(app: Flask, database: str | None = None) -> "psycopg.Connection[tuple[object, ...]]":
    url = engine_of(app).url
    name = database or url.database
    return psycopg.connect(f"host={url.query['host']} user=quizapp dbname={name}", autocommit=True)


@contextmanager
def postgres_locked(app: Flask, _: Backend) -> Iterator[None]:
    with said_to_all(app, f"SET lock_timeout = {SHORT}", f"SET lock_timeout = {LONG}"), writer(app):
        yield


@contextmanager
def postgres_full(app: Flask, _: Backend) -> Iterator[None]:
    with administrator(app) as other:
        other.execute(
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$"
        )
        for table in TABLES:
            statement = (
                "CREATE TRIGGER no_space BEFORE INSERT OR UPDATE OR DELETE ON {} EXECUTE FUNCTION disk_full()"
            )
            other.execute(SQL(statement).format(Identifier(table)))
        try:
            yield
        finally:
            other.execute("DROP FUNCTION disk_full() CASCADE")


@contextmanager
def postgres_read_only(app: Flask, _: Backend) -> Iterator[None]:
    """Make it what a standby is."""
    with administrator(app, "postgres") as other:
        name = Identifier(engine_of(app).url.database or "")
        other.execute(SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
        throw_out(app, other)
        try:
            yield
        finally:
            other.execute(SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))
            throw_out(app, other)


@contextmanager
def postgres_away(app: Flask, _: Backend) -> Iterator[None]:
    """Let nobody in, and throw everybody out."""
    with administrator(app, "postgres") as other:
        name = Identifier(engine_of(app).url.database or "")
        other.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        throw_out(app, other)
        try:
            yield
        finally:
            other.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


@contextmanager
def postgres_broken(_: Flask, backend: Backend) -> Iterator[None]:
    """End the server as a crash does."""
    assert isinstance(backend, Postgres)
    backend.halt()
    try:
        yield
    finally:
        backend.start()


def throw_out(app: Flask, other: "psycopg.Connection[tuple[object, ...]]") -> None:
    """End the connections to the app's database."""
    other.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
        [engine_of(app).url.database],
    )


TROUBLES: dict[str, dict[str, Trouble]] = {
    "sqlite": {
        "locked": sqlite_locked,
        "full": sqlite_full,
        "read-only": sqlite_read_only,
        "away": sqlite_away,
        "broken": sqlite_broken,
    },
    "postgresql": {
        "locked": postgres_locked,
        "full": postgres_full,
        "read-only": postgres_read_only,
        "away": postgres_away,
        "broken": postgres_broken,
    },
}
#: Those in which nothing at all is written.
NOTHING_WRITTEN = ("locked", "read-only", "away", "broken")
#: Where nothing can be read either.
NOTHING_READ = {("sqlite", "away"), ("postgresql", "away"), ("postgresql", "broken")}


def trouble(name: str, app: Flask, backend: Backend) -> AbstractContextManager[None]:
    """Return a trouble of the kind of database that an app runs on, to be entered."""
    return TROUBLES[backend.name][name](app, backend)


def read_only_address(app: Flask) -> str:
    """Return an address by which an app's database may only be read, for another app."""
    url = engine_of(app).url
    if url.get_backend_name() == "sqlite":
        # Its log is folded into the file first: whoever may only read can't do that.
        engine_of(app).dispose()
        return f"sqlite:///file:{url.database}?mode=ro&uri=true"
    with administrator(app) as connection:
        connection.execute("DROP ROLE IF EXISTS reader")
        connection.execute("CREATE ROLE reader LOGIN SUPERUSER")
        connection.execute("ALTER ROLE reader SET default_transaction_read_only = on")
    return url.set(username="reader").render_as_string()
