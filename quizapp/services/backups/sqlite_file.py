"""The file of an SQLite database as a file, apart from what is in its tables."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path


class DamagedError(Exception):
    """A file that isn't a sound database; the text says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a sound database: the revision of its tables, and how many rows each has."""

    revision: str
    rows: dict[str, int]


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, while others go on writing. Raises `sqlite3.Error`."""
    with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(target)) as other:
        # All at once: page by page it would start again after every write, and might never end.
        database.backup(other, pages=-1)
        other.execute("PRAGMA journal_mode = DELETE")


def look_over(file: Path) -> Contents:
    """Read a whole database and return what is in it. Raises `DamagedError`."""
    try:
        with closing(sqlite3.connect(file)) as database:
            (said, *_) = database.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                # A heading, "*** in database main ***", may come first.
                raise DamagedError(next((line for line in said.splitlines() if line[:3] != "***"), said))
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise DamagedError("rows refer to others that are missing")
            (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            names = sorted(name.replace('"', '""') for (name,) in tables)
            count = 'SELECT count(*) FROM "{}"'
            rows = {name: database.execute(count.format(name)).fetchone()[0] for name in names}
    except (sqlite3.Error, TypeError) as error:
        raise DamagedError(str(error)) from error
    return Contents(revision, rows)


def fold(file: Path) -> None:
    """Put the write-ahead log into the file, and remove it, if nobody uses the database.

    Then the file is whole on its own: it can be copied, and read where nothing can be written. A database
    that is in use, or can't be written to, stays as it is.
    """
    if not file.is_file():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
