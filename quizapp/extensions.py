"""The Flask extensions, not yet bound to an app, and how each database connection is set up."""

import sqlite3
from time import monotonic, sleep
from typing import Any

from flask import current_app
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

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
