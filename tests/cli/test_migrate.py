"""A database without tables, or with those of another version: a sentence, never a traceback."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import flask_migrate
import pytest
from flask import Flask
from support import databases
from support.databases import Backend
from support.http import over_http
from support.parallel import at_once
from support.resync import EXAMPLE_BANK
from support.server import Server, environment_of
from support.shell import run

from quizapp.cli import main
from quizapp.extensions import db
from quizapp.services import schema
from quizapp.services.schema import Standing

pytestmark = pytest.mark.every_database

#: Commands that work on files alone, have an installation of their own, or make the tables.
NEED_NO_TABLES = {"bank check", "bank show", "bank schema", "demo", "serve", "migrate", "backup", "restore"}
#: What the others are called with.
WORDS = {
    "attempts close-expired": [],
    "bank sync": [str(EXAMPLE_BANK)],
    "memory check": [],
    "password-link": ["Anna"],
    "work": ["--once"],
}


def commands(group: click.Group, *before: str) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)
        else:
            yield " ".join((*before, name))


def nothing() -> None:
    pass


def an_earlier_version() -> None:
    flask_migrate.upgrade(revision="0003")


def a_later_version() -> None:
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def something_else() -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE users (name TEXT)")


DATABASES: list[tuple[Callable[[], None], str]] = [
    (nothing, "The database has no tables yet: `quizapp migrate` makes them"),
    (
        an_earlier_version,
        "The database has the tables of an earlier version: `quizapp migrate` brings them up to",
    ),
    (a_later_version, "The database has the tables of a later version of quizapp."),
    (something_else, "The database holds another program's tables."),
]
OF_ANOTHER = DATABASES[2:]


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(db.inspect(connection).get_table_names())


@pytest.mark.parametrize("command", sorted(set(commands(main)) - NEED_NO_TABLES))
@pytest.mark.parametrize(("prepare", "said"), DATABASES)
def test_every_command_says_what_a_database_lacks(
    prepare: Callable[[], None], said: str, command: str, bare_app: Flask
) -> None:
    prepare()
    before = tables()
    result = run(bare_app, *command.split(), *WORDS[command])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert result.stderr.startswith(f"Error: {said}")
    assert tables() == before


@pytest.mark.parametrize("prepare", [nothing, an_earlier_version])
def test_migrate_makes_the_tables_and_then_has_nothing_to_do(
    prepare: Callable[[], None], bare_app: Flask
) -> None:
    prepare()
    assert run(bare_app, "migrate").output == "Done.\n"
    assert schema.standing() is Standing.CURRENT
    assert run(bare_app, "migrate").output == "Nothing to do: the tables are up to date.\n"
    assert run(bare_app, "bank", "sync", str(EXAMPLE_BANK)).exit_code == 0


@pytest.mark.parametrize("command", ["migrate", "serve"])
@pytest.mark.parametrize(("prepare", "said"), OF_ANOTHER)
def test_what_is_of_another_version_or_program_is_not_migrated(
    prepare: Callable[[], None], said: str, command: str, bare_app: Flask
) -> None:
    prepare()
    before = tables()
    result = run(bare_app, command)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert said in result.stderr
    assert tables() == before


def test_many_that_migrate_an_empty_database_at_once_wait_for_each_other(
    backend: Backend, tmp_path: Path
) -> None:
    databases.write_settings(tmp_path, backend.bare())
    command = [sys.executable, "-m", "quizapp", "migrate"]
    environment, pipe = environment_of(tmp_path), subprocess.PIPE
    started = [
        subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) for _ in range(4)
    ]
    said = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0] * 4, said


def test_two_servers_that_start_at_once_on_an_empty_database_both_serve(
    backend: Backend, tmp_path: Path
) -> None:
    databases.write_settings(tmp_path, backend.bare())
    servers = [Server(tmp_path, questions=EXAMPLE_BANK) for _ in range(2)]
    try:
        assert at_once([server.start for server in servers]) == [None, None]
        for server in servers:
            with over_http(server.url) as pages:
                assert "Log in" in pages.get("/log-in").text
    finally:
        at_once([server.stop for server in servers])
