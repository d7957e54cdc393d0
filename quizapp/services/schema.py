"""The tables as a whole: whether the database has those of this version, and how it gets them."""

import logging
from enum import Enum
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from quizapp.extensions import WRITES, db
from quizapp.extensions import migrate as migrations
from quizapp.models import Base


class Standing(Enum):
    """How the tables of a database stand to those that this version works with."""

    EMPTY = "empty"
    EARLIER = "earlier"
    CURRENT = "current"
    LATER = "later"
    FOREIGN = "foreign"


def standing() -> Standing:
    """Tell how the tables stand; nothing is written."""
    scripts = ScriptDirectory.from_config(_config())
    with db.engine.connect() as connection:
        # In this order: another process may make the tables, and their version, between the two.
        tables = set(inspect(connection).get_table_names())
        found = set(MigrationContext.configure(connection).get_current_heads())
    if not found:
        return Standing.FOREIGN if tables & set(Base.metadata.tables) else Standing.EMPTY
    if found == set(scripts.get_heads()):
        return Standing.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return Standing.EARLIER if found <= known else Standing.LATER


def migrate() -> None:
    """Make the tables, or bring them to this version, in one transaction; another process's is waited for."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(_config(), "head")


def try_writing() -> None:
    """Write something and take it back, to find out whether that can be done.

    Raises one of `quizapp.services.transaction.DATABASE_AWAY`.
    """
    probe = {"number": "probe"}
    with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:number)"), probe)
        connection.execute(text("DELETE FROM alembic_version WHERE version_num = :number"), probe)


def _config() -> Config:
    # Its stubs don't say that it is one of Alembic's.
    return cast("Config", migrations.get_config())
