"""The Flask extensions, not yet bound to an app, and how each database connection is set up."""

import sqlite3
from time import monotonic, sleep
from typing import Any
from weakref import WeakSet

from flask import Flask, current_app
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, event
from sqlalchemy.engine import Dialect, Engine
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


class SqliteConnection(sqlite3.Connection):
    """A connection that can end the results that somebody began to read and never read to the end.

    Such a result outlives even a rollback, for as long as anything refers to it, such as the traceback of an
    error. Until then the connection would show whoever gets it next the database as it was back then, and
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
        """End every result; whoever still reads one gets a `sqlite3.ProgrammingError`."""
        for cursor in list(self._cursors):
            cursor.close()

    def close(self) -> None:
        """Close the connection; a result left open would keep it, and its view of the file, alive."""
        self.end_results()
        super().close()


def install(app: Flask) -> None:
    """Bind the database to `app`; a connection on which something failed unforeseen is used no more."""
    db.init_app(app)
    # Of such functions the last one comes first: when this one is called there is still a session.
    app.teardown_appcontext(_drop_connection)


def _drop_connection(error: BaseException | None) -> None:
    if error is not None:
        db.session().invalidate()


@event.listens_for(Engine, "do_connect")
def _choose_connection(dialect: Dialect, _entry: object, _arguments: object, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options["factory"] = SqliteConnection


@event.listens_for(Engine, "reset")
def _end_results(connection: Any, _entry: ConnectionPoolEntry, _state: PoolResetState) -> None:
    """End what was left unread before a connection goes back to the pool."""
    if isinstance(connection, SqliteConnection):
        connection.end_results()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own idea of when to begin loses updates; `_begin_sqlite` begins instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {current_app.config['DATABASE_PATIENCE']}",
        "journal_mode = WAL",
        f"synchronous = {current_app.config['SQLITE_SYNCHRONOUS']}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    # A transaction that reads first and writes later can't wait for another writer; one that says so at
    # once can.
    if connection.get_execution_options().get(WRITES, False):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Begin a transaction that writes as soon as no other does, or fail after the usual patience.

    SQLite itself looks ever more seldom the longer it waits: whoever came last would go first, and
    somebody would wait for seconds while dozens pass.
    """
    driver: Any = connection.connection.driver_connection
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    until = monotonic() + patience / 1000
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while monotonic() < until:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                    break
                sleep(BETWEEN_LOOKS)
            else:
                return
        # Now a failure is raised as SQLAlchemy's own.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience}")
