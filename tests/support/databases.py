"""A fresh, migrated database for every test, on SQLite and on a private PostgreSQL cluster.

Each backend migrates once and copies the result: real files, real commits, no shared state.
"""

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString, Protocol

import flask_migrate
import psycopg
from flask import Flask
from sqlalchemy import QueuePool

from quizapp.app import create_app
from quizapp.extensions import db
from quizapp.models import Base

#: Rows that come with the migrations stay where a database is emptied.
KEPT = {"parameter_sets": "id <> 1"}
PROGRAMS = ("initdb", "pg_ctl")


def _emptying() -> str:
    """Return what empties the tables, with one question to those that nothing was written to."""
    deletions = (
        f'IF EXISTS (SELECT FROM "{name}"{kept}) THEN DELETE FROM "{name}"{kept}; END IF;'
        for table in reversed(Base.metadata.sorted_tables)
        for name, kept in [(table.name, f" WHERE {KEPT[table.name]}" if table.name in KEPT else "")]
    )
    return "\n".join(
        (
            "DO $$ BEGIN",
            "PERFORM pg_terminate_backend(pid) FROM pg_stat_activity",
            "WHERE datname = current_database() AND pid <> pg_backend_pid();",
            *deletions,
            # Keys begin anew: what is drawn by them must not depend on the tests before.
            "PERFORM setval(seqrelid::regclass, 2, false) FROM pg_sequence;",
            "END $$",
        )
    )


EMPTYING = _emptying()


class Backend(Protocol):
    name: str

    def fresh(self) -> str:
        """Return the address of a migrated, empty database that nobody else uses."""

    def bare(self) -> str:
        """Return the address of a database without tables."""

    def stop(self) -> None: ...


def write_settings(instance: Path, database: str) -> None:
    """Write an instance's settings: this database, and passwords that are cheap to hash."""
    instance.mkdir(parents=True, exist_ok=True)
    settings = (
        f'DATABASE = "{database}"\nPASSWORD_MEMORY = 8\nPASSWORD_PASSES = 1\nSQLITE_SYNCHRONOUS = "OFF"\n'
    )
    (instance / "settings.toml").write_text(settings)


def migrate(database: str, instance: Path) -> None:
    write_settings(instance, database)
    app = create_app(instance)
    with app.app_context():
        flask_migrate.upgrade()
    close(app)


def close(app: Flask) -> None:
    """Give back an app's connections, as a server does when it stops.

    What still holds one is found here: left to the garbage collector, it would fail any later test.
    """
    with app.app_context():
        pool = db.engine.pool
        assert not isinstance(pool, QueuePool) or pool.checkedout() == 0, pool.status()
        db.engine.dispose()


class Sqlite:
    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite"
        self.numbers = itertools.count(1)
        migrate(f"sqlite:///{self.template}", folder / "migrating")
        # Fold the write-ahead log into the file, so that copying the one file copies everything.
        with closing(sqlite3.connect(self.template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fresh(self) -> str:
        path = self.folder / f"{next(self.numbers)}.sqlite"
        shutil.copy(self.template, path)
        return f"sqlite:///{path}"

    def bare(self) -> str:
        return f"sqlite:///{self.folder / f'bare{next(self.numbers)}.sqlite'}"

    def stop(self) -> None:
        pass


class Postgres:
    """A cluster of our own on a socket in a temporary folder, gone with the run."""

    name = "postgresql"

    def __init__(self, folder: Path) -> None:
        # A socket's path may have 107 bytes, fewer than pytest's folders take.
        self.home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self.data = self.home / "data"
        self.numbers = itertools.count(1)
        self.connection: psycopg.Connection[Any] | None = None
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres")
        self._run(f"initdb -D {self.data} -A trust -E UTF8 -U quizapp")
        self.start()
        self._admin('CREATE DATABASE "tests"')
        migrate(self._address("tests"), folder / "migrating-postgresql")

    def start(self) -> None:
        options = f"-k {self.home} -c listen_addresses='' -c max_connections=200 -c autovacuum=off -F"
        self._run(f'pg_ctl -D {self.data} -w -o "{options}" -l {self.home}/log start')

    def halt(self) -> None:
        """End the server at once, in the middle of whatever it does; `start` brings it back."""
        self._run(f"pg_ctl -D {self.data} -m immediate -w stop")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Hold every process of the server still, as a machine does that swaps or waits for its disk."""
        self.hold_still()
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def hold_still(self) -> None:
        self._signal(signal.SIGSTOP)

    def _signal(self, number: int) -> None:
        postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            # One that is just ending needs no holding.
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def fresh(self) -> str:
        # To empty the tables of one database costs a fiftieth of making another, if one connection
        # is kept for it: a new one has to learn of every table first.
        try:
            self._emptying().execute(EMPTYING)
        except psycopg.OperationalError:
            # The test before stopped the server.
            self._emptying().execute(EMPTYING)
        return self._address("tests")

    def _emptying(self) -> psycopg.Connection[Any]:
        if self.connection is None or self.connection.broken or self.connection.closed:
            self.connection = self._connect("tests")
        return self.connection

    def bare(self) -> str:
        name = f"bare{next(self.numbers)}"
        self._admin(f'CREATE DATABASE "{name}"')
        return self._address(name)

    def stop(self) -> None:
        if self.connection:
            self.connection.close()
        self.halt()
        shutil.rmtree(self.home)

    def _address(self, database: str) -> str:
        return f"postgresql+psycopg://quizapp@/{database}?host={self.home}"

    def _connect(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(f"host={self.home} user=quizapp dbname={database}", autocommit=True)

    def _admin(self, statement: LiteralString) -> None:
        with self._connect("postgres") as connection:
            connection.execute(statement)

    def _run(self, command: str) -> None:
        """Run one of PostgreSQL's programs, as the user postgres where we are root: it refuses root."""
        full = ["su", "postgres", "-c", command] if os.geteuid() == 0 else ["sh", "-c", command]
        environment = {**os.environ, "PATH": search_path()}
        subprocess.run(full, check=True, capture_output=True, env=environment, cwd=self.home, timeout=60)


def search_path() -> str:
    """Return the PATH with the folders in which Debian hides PostgreSQL's programs."""
    hidden = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return os.pathsep.join([*map(str, hidden[:1]), os.environ["PATH"]])


def has_postgres() -> bool:
    return all(shutil.which(program, path=search_path()) for program in PROGRAMS)
