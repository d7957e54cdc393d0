"""A backup made while many answer holds every answer that was acknowledged before, on both databases."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url
from support import databases
from support.databases import Backend, Postgres
from support.http import over_http
from support.load import QUESTIONS, Acknowledged, learners_at
from support.server import Server
from support.shell import run_bare

ANSWERS = 5_000
#: Questions with a typed answer alone.
BANK = "schema: 1\nbank: years\ntitle: Years\nquestions:\n" + "".join(
    f"  - {{id: q{n}, type: short, topics: [t], prompt: When was that {n}?, answer: '{1900 + n}'}}\n"
    for n in range(QUESTIONS)
)
STORED = (
    "SELECT slots.attempt_id, slots.number, answers.sequence FROM answers JOIN slots ON slot_id = slots.id"
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "questions" / "years"
    folder.mkdir(parents=True)
    (folder / "bank.yaml").write_text(BANK)
    return folder.parent


def lost(acknowledged: Sequence[Acknowledged], file: Path) -> set[Acknowledged]:
    with closing(sqlite3.connect(file)) as database:
        stored = {Acknowledged(*row) for row in database.execute(STORED)}
    return set(acknowledged) - stored


def lets_in(instance: Path, bank: Path, cookie: str) -> bool:
    """Tell whether somebody who was logged in when a backup was made still is."""
    with Server(instance, questions=bank) as server, over_http(server.url) as pages:
        pages.set_cookie("session", cookie)
        return bool(json.loads(pages.get("/settings/my-data.json").text)["answers"])


def test_on_sqlite_no_acknowledged_answer_is_lost(bank: Path, tmp_path: Path) -> None:
    instance, backup = tmp_path / "instance", tmp_path / "backup.zip"
    server = Server(instance, questions=bank)
    server.start()
    with learners_at(server.url) as learners:
        before = learners.wait_for(ANSWERS)
        made = run_bare(instance, "backup", str(backup))
        learners.wait_for(len(before) + 100)
        server.kill()
    assert made.returncode == 0, made.stderr
    assert len(set(before)) >= ANSWERS

    killed = shutil.copytree(instance, tmp_path / "killed")
    assert lost(learners.acknowledged, killed / "quizapp.sqlite") == set()

    empty = tmp_path / "empty"
    for folder in (empty, instance):
        restored = run_bare(folder, "restore", str(backup))
        assert restored.returncode == 0, restored.stderr
        assert lost(before, folder / "quizapp.sqlite") == set()
    assert lets_in(empty, bank, learners.cookie)
    (kept,) = instance.glob("before-restore-*")
    assert lost(learners.acknowledged, kept / "quizapp.sqlite") == set()


@pytest.fixture
def postgres(request: pytest.FixtureRequest) -> Backend:
    if not databases.has_postgres():
        pytest.skip("The programs of PostgreSQL are not on this machine.")
    backends = request.getfixturevalue("backends")
    backend: Backend = backends("postgresql")
    return backend


def address_for_postgres(database: str) -> str:
    return make_url(database).set(drivername="postgresql").render_as_string()


def postgres_program(*words: str) -> None:
    environment = {**os.environ, "PATH": databases.search_path()}
    subprocess.run(words, env=environment, check=True, capture_output=True, timeout=120)


def test_on_postgresql_no_acknowledged_answer_is_lost(bank: Path, tmp_path: Path, postgres: Postgres) -> None:
    instance, dump = tmp_path / "instance", tmp_path / "quizapp.dump"
    old, empty = postgres.bare(), postgres.bare()
    databases.write_settings(instance, old)
    server = Server(instance, questions=bank)
    server.start()
    with learners_at(server.url) as learners:
        before = learners.wait_for(ANSWERS)
        postgres_program("pg_dump", "--format=custom", f"--file={dump}", address_for_postgres(old))
        learners.wait_for(len(before) + 100)
        server.kill()
    assert len(set(before)) >= ANSWERS
    postgres.halt()
    postgres.start()
    with psycopg.connect(address_for_postgres(old)) as connection:
        stored = {Acknowledged(*row) for row in connection.execute(STORED)}
    assert set(learners.acknowledged) - stored == set()

    options = ("--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction")
    for number, database in enumerate((empty, old)):
        other = tmp_path / f"other{number}"
        databases.write_settings(other, database)
        shutil.copy(instance / "secret_key", other)
        postgres_program("pg_restore", *options, f"--dbname={address_for_postgres(database)}", str(dump))
        assert run_bare(other, "migrate").returncode == 0
        with psycopg.connect(address_for_postgres(database)) as connection:
            stored = {Acknowledged(*row) for row in connection.execute(STORED)}
        assert set(before) - stored == set()
    assert lets_in(tmp_path / "other0", bank, learners.cookie)
    refused = run_bare(instance, "backup", str(tmp_path / "backup.zip"))
    assert (refused.returncode, "pg_dump" in refused.stderr) == (1, True)
