"""The migration that sets identities apart: everybody logs in as before, and nobody is logged out."""

from datetime import UTC, datetime
from typing import Any

import flask_migrate
import pytest
from sqlalchemy import Connection, MetaData, insert, literal_column, select
from sqlalchemy.schema import Table
from support.people import CONTEXT, HASHER, PASSWORD

from quizapp.extensions import db
from quizapp.services.accounts import sessions
from quizapp.services.accounts.authentication import authenticate

BEFORE, AFTER = "0006", "0007"
MOMENT = datetime(2026, 3, 2, 10, 0, 30, 123456, tzinfo=UTC)
#: A hash of "seven grey geese", made before passwords were set apart.
OLD_HASH = HASHER.hash(PASSWORD)
OLD_PEOPLE: tuple[dict[str, Any], ...] = (
    {"name": "Anna Schmidt", "name_key": "anna schmidt", "password_hash": OLD_HASH, "role": "learner"},
    {"name": "bo@example.org", "name_key": "bo@example.org", "password_hash": OLD_HASH,
     "role": "administrator", "email": "Bo@example.org", "email_key": "bo@example.org"},
    {"name": "Cleo", "name_key": "cleo", "password_hash": OLD_HASH, "role": "instructor",
     "email": "Bo@example.org", "email_key": "bo@example.org"},
    {"name": None, "name_key": None, "password_hash": None, "role": "visitor"},
)  # fmt: skip


def settle_old_people() -> dict[str, list[dict[str, Any]]]:
    """Fill the tables of accounts as they were, and return their rows."""
    with db.engine.begin() as connection:
        users, links, log_ins, ended = (
            a_table(name, connection) for name in ("users", "one_time_links", "log_ins", "ended_sessions")
        )
        for key, old in enumerate(OLD_PEOPLE, 7):
            row = {"id": key, "session_token": f"token {key}", "created_at": MOMENT, "email": None}
            connection.execute(insert(users), row | {"email_key": None, "new_per_day": key} | old)
        link = {"token_hash": "x", "purpose": "password", "user_id": 7, "expires_at": MOMENT, "used_at": None}
        connection.execute(insert(links), link)
        for number, kind in enumerate(("log-in", "forgotten", "sign-up", "try-out")):
            tried = {
                "kind": kind,
                "name_key": "cleo",
                "address": "::1",
                "at": MOMENT,
                "succeeded": number == 0,
            }
            connection.execute(insert(log_ins), tried)
        connection.execute(insert(ended), {"user_id": 7, "name": "phone"})
    return rows_of("users", "one_time_links", "log_ins", "ended_sessions")


def rows_of(*names: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of tables as the database has them now."""
    with db.engine.connect() as connection:
        return {
            name: [
                row._asdict()
                for row in connection.execute(select(a_table(name, connection)).order_by(literal_column("1")))
            ]
            for name in names
        }


@pytest.mark.usefixtures("bare_app")
def test_people_keep_their_names_and_passwords_where_identities_are_set_apart() -> None:
    flask_migrate.upgrade(revision=BEFORE)
    before = settle_old_people()
    flask_migrate.upgrade(revision=AFTER)
    after = rows_of("users", "identities", "one_time_links", "log_ins", "ended_sessions")
    expected = {name: [dict(row) for row in rows] for name, rows in before.items()}
    expected["identities"] = [
        {
            "id": number,
            "user_id": user["id"],
            "provider": "password",
            "subject": str(user["id"]),
            "secret": user["password_hash"],
            "created_at": user["created_at"],
        }
        for number, user in enumerate((user for user in before["users"] if user["password_hash"]), 1)
    ]
    for user in expected["users"]:
        del user["password_hash"]
        user["user_name"] = user["display_name"] = user.pop("name")
        user["user_name_key"] = user["display_name_key"] = user.pop("name_key")
        user["email_confirmed_at"] = None
    for link in expected["one_time_links"]:
        link["email"] = None
    for log_in in expected["log_ins"]:
        log_in["action"] = log_in.pop("kind")
    assert after == expected
    flask_migrate.downgrade(revision=BEFORE)
    assert rows_of(*before) == before


@pytest.mark.usefixtures("bare_app")
def test_people_of_an_old_database_log_in_as_before() -> None:
    flask_migrate.upgrade(revision=BEFORE)
    settle_old_people()
    flask_migrate.upgrade()
    for login, key in ((" ANNA  schmidt", 7), ("bo@example.org", 8), ("Cleo", 9)):
        person = authenticate(login, PASSWORD, CONTEXT, MOMENT)
        assert person
        assert (person.id, person.session_token) == (key, f"token {key}")
        # The cookie of a browser that was logged in names these two, and is as good as before.
        assert sessions.find_person(key) == person
    assert sessions.find_person(7, "phone") is None
    assert authenticate("Anna Schmidt", "a wrong guess", CONTEXT, MOMENT) is None


def a_table(name: str, connection: Connection) -> Table:
    """Return a table as the database has it now, whatever the models say."""
    return Table(name, MetaData(), autoload_with=connection)
