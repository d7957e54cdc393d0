"""The Flask extensions, not yet bound to an app, and how each database connection is set up."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import IntEnum
from threading import Condition
from time import monotonic, sleep
from typing import Any
from weakref import WeakSet

import psycopg
from flask import Flask, current_app, has_request_context
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import TimeoutError as NoTurnError
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

from quizapp.models import Base

db = SQLAlchemy(model_class=Base)
migrate = Migrate(db=db, directory="migrations")
login_manager = LoginManager()
csrf = CSRFProtect()

#: The execution option by which a transaction says that it will write.
WRITES = "quizapp_writes"

#: How often a writer looks whether it is its turn, in seconds.
BETWEEN_LOOKS = 0.002
#: The part of SQLite's error codes that isn't a detail.
_PRIMARY_CODE = 0xFF
#: What SQLite says of a file, folder or disk that can be read and not written.
_UNWRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)


class Turn(IntEnum):
    """What is done by one transaction at a time; the numbers are PostgreSQL's names of the locks."""

    MIGRATION = 7_184_301
    SYNC = 7_184_302
    COUNTING = 7_184_303


class SqliteConnection(sqlite3.Connection):
    """A connection that can end the results that somebody began to read and never read to the end.

    Such a result outlives even a rollback, for as long as anything refers to it, such as the traceback of an
    error. Until then the connection would show its next user the database as it was back then, and
    could write nothing.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any) -> Any:
        """Return a cursor, as every statement uses one, and remember it."""
        cursor = super().cursor(*arguments)
        self._cursors.add(cursor)
        return cursor

    def end_results(self) -> None:
        """End every result; code that still reads one gets a `sqlite3.ProgrammingError`."""
        for cursor in list(self._cursors):
            cursor.close()

    def close(self) -> None:
        """Close the connection; a result left open would keep it, and its view of the file, alive."""
        self.end_results()
        super().close()


class PostgresConnection(psycopg.Connection[Any]):
    """A connection that waits for an answer no longer than its patience, in seconds; for ever with None.

    PostgreSQL's own time-outs do nothing for a client that waits for a server that is stopped or cut off.
    """

    patience: float | None = None
    #: Whether somebody has it; before that it is only tried.
    is_in_use = False
    #: Its patience with the server until it is known to be there, and with a statement of a page.
    until_there: float
    until_answered: float

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server; out of patience close and raise `psycopg.OperationalError`."""
        try:
            with nullcontext() if self.is_in_use else _waiting_for_the_server():
                return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            # A late answer would be taken for that to the next statement.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class WaitingRoom:
    """Where requests of this process wait for the same: a few as long as it takes, the others while it helps.

    Each takes a thread with it while it waits. In a crowd turns come quickly, and everybody gets one. But
    where nobody's turn has come for a while, it may be long in coming; then further ones are sent away at
    once, so that threads are left for those who don't need it.
    """

    def __init__(self, awaited: str, places: int, patience: float) -> None:
        """Take `places` of them at a time, others for `patience` seconds after somebody's turn came last."""
        self._awaited, self._places, self._patience = awaited, places, patience
        self._moved = Condition()
        self._waiting = 0
        self._last_turn = 0.0

    @contextmanager
    def wait(self) -> Iterator[Callable[[], None]]:
        """Wait within for a turn; what it gives is called when it is seen that somebody else had theirs.

        Raises SQLAlchemy's `TimeoutError` where there is no hope of one.
        """
        with self._moved:
            if not self._waiting:
                self._last_turn = monotonic()
            while self._waiting >= self._places:
                left = self._last_turn + self._patience - monotonic()
                if left <= 0:
                    raise NoTurnError(f"too many requests wait for {self._awaited} already")
                self._moved.wait(left)
            self._waiting += 1
        try:
            yield self._note_turn
            self._note_turn()
        finally:
            with self._moved:
                self._waiting -= 1
                self._moved.notify_all()

    def _note_turn(self) -> None:
        self._last_turn = monotonic()


#: Half of the threads of a process that serves (`cli/web_worker.py`).
_PLACES = 2
_FOR_A_LOCK = WaitingRoom("a lock", _PLACES, patience=0.7)
#: A server that is far away may take a second to let somebody in.
_FOR_THE_SERVER = WaitingRoom("the database's server", _PLACES, patience=2)


def waiting_to_write() -> AbstractContextManager[Callable[[], None]]:
    """Wait within for a lock that others may have, as in a `WaitingRoom`; commands and jobs take no room."""
    return _FOR_A_LOCK.wait() if has_request_context() else nullcontext(lambda: None)


def _waiting_for_the_server() -> AbstractContextManager[object]:
    """Wait within for a server that may be stopped, in the same way: else a crowd waits in turn for it."""
    return _FOR_THE_SERVER.wait() if has_request_context() else nullcontext()


def install(app: Flask) -> None:
    """Bind the database to `app`; a connection on which something failed unforeseen is used no more."""
    db.init_app(app)
    # Of such functions the last one comes first: when this one is called there is still a session.
    app.teardown_appcontext(_drop_connection)


def _drop_connection(error: BaseException | None) -> None:
    if error is not None:
        db.session().invalidate()


@event.listens_for(Engine, "do_connect")
def _choose_connection(
    dialect: Dialect, _entry: object, arguments: list[Any], options: dict[str, Any]
) -> PostgresConnection | None:
    if dialect.name == "sqlite":
        options["factory"] = SqliteConnection
    if dialect.driver != "psycopg":
        return None
    with _waiting_for_the_server():
        connection = PostgresConnection.connect(*arguments, **options)
    settings = current_app.config
    connection.patience = connection.until_there = settings["DATABASE_CONNECT_PATIENCE"] / 1000
    # The server itself gives up a second earlier, if it can, and says why.
    connection.until_answered = settings["DATABASE_STATEMENT_PATIENCE"] / 1000 + 1
    return connection


@event.listens_for(Engine, "checkout")
def _wait_for_statements(connection: Any, _entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Let a page wait for a statement as long as the settings say, and a command for as long as it takes."""
    if isinstance(connection, PostgresConnection):
        connection.is_in_use = True
        connection.patience = connection.until_answered if has_request_context() else None


@event.listens_for(Engine, "checkin")
def _wait_for_ping(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Let the next user of the connection find out soon whether it still works."""
    if isinstance(connection, PostgresConnection):
        connection.is_in_use = False
        connection.patience = connection.until_there


@event.listens_for(Engine, "reset")
def _end_results(connection: Any, _entry: ConnectionPoolEntry, _state: PoolResetState) -> None:
    """End what was left unread before a connection goes back to the pool."""
    if isinstance(connection, SqliteConnection):
        connection.end_results()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own idea of when to begin loses updates; `_begin` begins instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {current_app.config['DATABASE_PATIENCE']}",
        f"synchronous = {current_app.config['SQLITE_SYNCHRONOUS']}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection, current_app.config["DATABASE_PATIENCE"])


def _write_ahead(connection: sqlite3.Connection, patience: int) -> None:
    """Let readers and a writer go on beside each other, as far as the file can be written.

    One on a full or read-only disk stays as it is, and can be read. While another process switches the file,
    this one waits, up to `patience` milliseconds: SQLite itself doesn't.
    """
    until = monotonic() + patience / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            code = error.sqlite_errorcode & _PRIMARY_CODE
            if code in _UNWRITABLE:
                return
            if code != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(BETWEEN_LOOKS)
        else:
            return


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait until no other transaction has this turn, and have it until this one ends.

    On SQLite a transaction that says that it writes has every turn already.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({int(turn)})")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "postgresql" and not has_request_context():
        # A migration or a check of the whole memory takes as long as it takes.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    if connection.dialect.name != "sqlite":
        return
    # A transaction that reads first and writes later can't wait for another writer; one that says so at
    # once can.
    if connection.get_execution_options().get(WRITES, False):
        with waiting_to_write() as note_turn:
            _begin_writing(connection, note_turn)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection, note_turn: Callable[[], None]) -> None:
    """Begin a transaction that writes as soon as no other does, or fail after the usual patience.

    `note_turn` is called whenever another one, of whichever process, has ended.

    SQLite itself looks less often the longer it waits: the last to come would go first, and somebody would
    wait for seconds while dozens pass.
    """
    driver: Any = connection.connection.driver_connection
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    until = monotonic() + patience / 1000
    version = None
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while monotonic() < until:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                    break
                version, before = driver.execute("PRAGMA data_version").fetchone(), version
                if version != before:
                    note_turn()
                sleep(BETWEEN_LOOKS)
            else:
                return
        # Now a failure is raised as SQLAlchemy's own.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience}")
