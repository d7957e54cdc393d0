"""The app's connections to its database, and the file that they lead to on SQLite."""

from pathlib import Path

from quizapp.extensions import db
from quizapp.services.backups import sqlite_file


def database_file() -> Path | None:
    """Return the file of the database; None where it is on a server, or its address has options."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.query:
        return None
    return Path(url.database).absolute()


def close_all() -> None:
    """Close all connections to the database."""
    db.session.remove()
    db.engine.dispose()


def close_and_fold() -> None:
    """Close all connections; the last process to do so leaves the file whole on its own."""
    close_all()
    if file := database_file():
        sqlite_file.fold(file)
