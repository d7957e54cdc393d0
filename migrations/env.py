"""Runs one history of the schema on SQLite and on PostgreSQL."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from quizapp.extensions import WRITES, Turn, take_turn
from quizapp.models import Base
from quizapp.models.base import UtcDateTime

#: How long one process waits for another that migrates the same database, in milliseconds: an hour, for with
#: years of answers it may take minutes.
PATIENCE = 3_600_000


def render_item(kind: str, item: Any, _autogen_context: Any) -> str | bool:
    """Write our own types as the plain ones beneath: a migration must outlive the models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def keep_empty_revisions_out(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no file where the tables are as the models say."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


def migrate(connection: Connection) -> None:
    """Run the migrations on a connection, all of them in one transaction, and one process at a time."""
    sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.driver_connection
    if sqlite:
        # A batch migration rebuilds a table: with foreign keys on, dropping the old one would
        # silently delete every child row by cascade. The switch works outside transactions only.
        driver.execute("PRAGMA foreign_keys = OFF")
        (usual_patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transactional_ddl=True,
            render_as_batch=True,
            render_item=render_item,
            process_revision_directives=keep_empty_revisions_out,
        )
        with connection.execution_options(**{WRITES: True}).begin():
            if not sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
                take_turn(connection, Turn.MIGRATION)
                connection.exec_driver_sql("SET LOCAL lock_timeout TO DEFAULT")
            # Whoever waited finds here that another has done it.
            context.run_migrations()
            if sqlite:
                orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if orphans:
                    raise RuntimeError(f"the migration would leave rows without their parents: {orphans[:5]}")
    finally:
        if sqlite:
            driver.execute(f"PRAGMA busy_timeout = {usual_patience}")
            driver.execute("PRAGMA foreign_keys = ON")


def main() -> None:
    """Migrate the database of the current app."""
    if context.is_offline_mode():
        raise SystemExit("Migrations run on a database only: leave --sql out.")
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        migrate(connection)


main()
