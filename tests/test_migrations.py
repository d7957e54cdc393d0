"""One history of the schema on both databases, which loses no row on the way."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, func, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import Column, Table

from quizapp.app import ROOT
from quizapp.extensions import db
from quizapp.models import Base
from quizapp.models.base import UtcDateTime

MOMENT = datetime(2026, 3, 2, 10, 0, 30, 123456, tzinfo=UTC)
#: What the checks of a table want, where a value made from the column's type alone wouldn't do.
WANTED = {
    ("users", "role"): "learner",
    ("users", "day_starts_at"): 4,
    ("users", "desired_retention"): 0.9,
    ("one_time_links", "purpose"): "password",
    ("log_ins", "action"): "log-in",
    ("jobs", "state"): "waiting",
    ("jobs", "finished_at"): None,
    ("attempts", "focus"): "weak",
    ("attempts", "feedback"): "each",
    ("attempts", "finished_by"): "time",
    ("attempts", "shows"): "exam",
    ("markings", "source"): "staff",
    ("markings", "credit"): 0.5,
    ("result_overrides", "is_excused"): False,
    ("late_answers", "certainty"): "sure",
    ("assignments", "feedback"): "end",
    ("assignments", "counts"): "best",
    ("assignments", "navigation"): "free",
    ("assignments", "shows"): "homework",
    ("assignments", "release"): "all-done",
    ("overrides", "group_id"): None,
    ("learner_terms", "holds"): "whole-pool",
    ("banks", "audience"): "public",
    ("memberships", "role"): "learner",
    ("memberships", "time_factor"): 1.5,
    ("invitations", "role"): "learner",
    ("answers", "credit"): 0.5,
    ("answers", "certainty"): "sure",
    ("answers", "emptied"): False,
    ("images", "media_type"): "image/png",
    ("cards", "phase"): "review",
    ("cards", "due_at"): None,
    ("reviews", "event"): "review",
    ("reviews", "rating"): 3,
    ("reviews", "due_at"): None,
    ("reviews", "undoes"): None,
}
#: A migration to come: SQLite can't alter a table, so each is rebuilt and its rows are copied.
LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in {tables}:
        with op.batch_alter_table(table, recreate="always" if sqlite else "never") as batch:
            batch.add_column(sa.Column("later", sa.Integer(), nullable=True))
    {last}
"""


@pytest.fixture
def later(tmp_path: Path) -> Any:
    """Return a function that writes a migration to come, and gives the folder with all of them."""

    def write(last: str = "") -> str:
        folder = shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
        head = ScriptDirectory(str(folder)).get_current_head()
        tables = [table.name for table in Base.metadata.sorted_tables]
        text = LATER.format(head=head, tables=tables, last=last)
        (folder / "versions" / "later.py").write_text(text)
        return str(folder)

    return write


def a_value(table: Table, column: Column[Any]) -> Any:
    if (table.name, column.name) in WANTED:
        return WANTED[table.name, column.name]
    if column.foreign_keys:
        return 1
    if isinstance(column.type, UtcDateTime):
        return MOMENT
    return {
        int: 7,
        float: 1 / 3,
        bool: True,
        str: "text",
        bytes: b"\x89PNG",
        date: MOMENT.date(),
        datetime: MOMENT,
        dict: {"prompt": "ü"},
        object: [],
    }[column.type.python_type]


def fill_every_table() -> None:
    """Write a row into every table but those that have one from the migrations."""
    for table in Base.metadata.sorted_tables:
        if db.session.scalar(select(func.count()).select_from(table)):
            continue
        values = {
            column.name: 1 if column.name == "id" else a_value(table, column) for column in table.columns
        }
        db.session.execute(insert(table), values)
    db.session.commit()


def all_rows() -> dict[str, list[Any]]:
    rows = {table.name: db.session.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    db.session.rollback()
    return {name: [tuple(row) for row in found] for name, found in rows.items()}


@pytest.mark.usefixtures("bare_app")
def test_the_history_leads_to_the_tables_that_the_models_describe() -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.usefixtures("bare_app")
def test_the_history_can_be_walked_back_and_forth() -> None:
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) >= set(Base.metadata.tables)


@pytest.mark.usefixtures("bare_app")
def test_a_later_migration_of_every_table_keeps_every_row(later: Any) -> None:
    flask_migrate.upgrade()
    fill_every_table()
    before = all_rows()
    assert all(len(rows) == 1 for rows in before.values())
    flask_migrate.upgrade(directory=later())
    assert all_rows() == before
    if db.engine.dialect.name == "sqlite":
        assert db.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.usefixtures("bare_app")
def test_a_migration_that_fails_at_its_end_changes_nothing(later: Any) -> None:
    flask_migrate.upgrade()
    fill_every_table()
    before = all_rows()
    with pytest.raises(ZeroDivisionError):
        flask_migrate.upgrade(directory=later(last="1 / 0"))
    assert all_rows() == before
    assert "later" not in {column["name"] for column in inspect(db.engine).get_columns("users")}


@pytest.mark.usefixtures("bare_app")
def test_a_migration_that_would_orphan_rows_is_refused(later: Any) -> None:
    flask_migrate.upgrade()
    fill_every_table()
    with pytest.raises((SystemExit, IntegrityError)):
        flask_migrate.upgrade(directory=later(last='op.execute("DELETE FROM banks")'))
    assert db.session.scalar(select(func.count()).select_from(Base.metadata.tables["banks"])) == 1


@pytest.mark.usefixtures("bare_app")
def test_attempts_keep_every_row_where_closes_at_becomes_ends_at() -> None:
    flask_migrate.upgrade(revision="0003")
    begun = MOMENT.replace(microsecond=0)
    limits = {1: 45, 2: 1, 3: None}
    with db.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for name in ("users", "banks"):
            table = tables.tables[name]
            values = {column.name: a_value(table, column) for column in table.c}
            connection.execute(insert(table), values | {"id": 1})
        attempts = tables.tables["attempts"]
        values = {column.name: a_value(attempts, column) for column in attempts.c}
        for key, minutes in limits.items():
            closes_at = minutes and begun + timedelta(minutes=minutes)
            row = {"id": key, "seed": key, "started_at": begun, "closes_at": closes_at, "finished_at": None}
            connection.execute(insert(attempts), values | row)
        before = {row.id: row._asdict() for row in connection.execute(select(attempts))}
    flask_migrate.upgrade(revision="0004")
    with db.engine.connect() as connection:
        after = {row.id: row._asdict() for row in connection.execute(select(a_table("attempts", connection)))}
        assert {key: row.pop("time_limit") for key, row in after.items()} == limits
        for row in before.values():
            row["ends_at"] = row.pop("closes_at")
        assert after == before
        (index,) = [
            index
            for index in inspect(connection).get_indexes("attempts")
            if index["name"] == "ix_attempts_open_and_limited"
        ]
        assert index["column_names"] == ["user_id", "ends_at"]
    flask_migrate.downgrade(revision="0003")
    with db.engine.connect() as connection:
        assert len(connection.execute(select(a_table("attempts", connection).c.closes_at)).all()) == len(
            limits
        )


@pytest.mark.usefixtures("bare_app")
def test_members_who_came_by_an_invitation_are_called_as_it_called_them() -> None:
    flask_migrate.upgrade(revision="0015")
    with db.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        named = {
            "name": "Fátima  ORAZ",
            "email": "Fatima@School.example",
            "email_key": "fatima@school.example",
        }
        rows = {
            "users": [{"id": 1}, {"id": 2}],
            "courses": [{"id": 1}],
            "memberships": [{"id": 1, "user_id": 1}, {"id": 2, "user_id": 2}],
            "invitations": [{"id": 1, "group_id": None, "accepted_by_id": 2, **named}],
        }
        for name, wanted in rows.items():
            table = tables.tables[name]
            for number, row in enumerate(wanted):
                values = {column.name: a_value(table, column) for column in table.c}
                folded = ("user_name_key", "email_key", "new_email_key") if name == "users" else ()
                unique = {column: f"{column} {number}" for column in folded}
                connection.execute(insert(table), values | unique | row)
    flask_migrate.upgrade(revision="0016")
    with db.engine.connect() as connection:
        members = a_table("memberships", connection)
        columns = (
            *(members.c.roster_name, members.c.roster_name_key),
            *(members.c.roster_email, members.c.roster_email_key),
        )
        found = [tuple(row) for row in connection.execute(select(*columns).order_by(members.c.id))]
    assert found == [
        ("", "", "", ""),
        ("Fátima  ORAZ", "fátima oraz", "Fatima@School.example", "fatima@school.example"),
    ]


@pytest.mark.usefixtures("bare_app")
@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("users", {"role": "learner", "user_name": None}),
        ("users", {"role": "visitor"}),
        ("users", {"display_name": None}),
        ("users", {"email": None}),
        ("one_time_links", {"purpose": "none"}),
        ("log_ins", {"action": "none"}),
        ("identities", {"provider": "password", "secret": None}),
    ],
)
def test_the_tables_of_accounts_hold_what_cant_be(table: str, values: dict[str, Any]) -> None:
    flask_migrate.upgrade()
    fill_every_table()
    with pytest.raises(IntegrityError):
        db.session.execute(update(Base.metadata.tables[table]).values(values))
    db.session.rollback()


def a_table(name: str, connection: Connection) -> Table:
    """Return a table as the database has it now, whatever the models say."""
    return Table(name, MetaData(), autoload_with=connection)
