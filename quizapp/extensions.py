"""The Flask extensions, not yet bound to an app, and how each database connection is set up."""

import sqlite3
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
    if connection.dialect.name == "sqlite":
        # A transaction that reads first and writes later can't wait for another writer; one that
        # says so at once can.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
