"""Where the app's database lies."""

from pathlib import Path

from quizapp.extensions import db
from quizapp.services.backups import sqlite_file


def database_file() -> Path | None:
    """Return the file of the database; None where it is on a server, or opened in a way of its own."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.query:
        return None
    return Path(url.database).absolute()


def disconnect() -> None:
    """Give back all connections to the database."""
    db.session.remove()
    db.engine.dispose()


def leave() -> None:
    """Give back all connections to the database; the last process out leaves its file whole on its own."""
    disconnect()
    if file := database_file():
        sqlite_file.fold(file)
