"""The only commit and rollback in the project: a use case that writes is one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.orm import Session

from quizapp.extensions import WRITES, Turn, db, take_turn, waiting_to_write
from quizapp.models import User
from quizapp.services.errors import NotFoundError
from quizapp.translation.texts import _

#: What is raised when the database is locked, full, read-only (to PostgreSQL an internal error) or
#: away, or when every connection is in use.
DATABASE_AWAY = (OperationalError, InterfaceError, InternalError, NoConnectionLeft)
#: Of what is raised for a database, that which `is_damaged` tells from the rest.
MAYBE_DAMAGED = DatabaseError
#: What SQLite says of a file that is damaged, or isn't one of its own.
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

# Their key stays: a transaction that only refers to them, such as one by the staff of a course, needn't wait
# for this one, so that no two wait for each other.
_HELD_KEY = select(User.id).where(User.id == bindparam("user_id")).with_for_update(key_share=True)
_HELD = select(User).where(User.id == bindparam("user_id")).with_for_update(key_share=True)


def is_damaged(error: MAYBE_DAMAGED) -> bool:
    """Tell whether an error says that the file of the database is damaged."""
    return getattr(error.orig, "sqlite_errorcode", None) in _DAMAGED


def reason_of(error: Exception) -> str:
    """Return what the database itself said, in one line."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def reading() -> Session:
    """Return the session for reading: one snapshot, which ends with the request or command."""
    session = db.session()
    if not session.in_transaction() and session.get_bind().dialect.name == "postgresql":
        # SQLite's readers see one moment anyway; here each statement would see a later one.
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session


def reading_rows() -> Connection:
    """Return the connection of `reading`, for statements that select columns and no objects.

    The session would look for objects to make all the same, and take three times as long.
    """
    return reading().connection()


@contextmanager
def reading_briefly() -> Iterator[Session]:
    """Open one snapshot that ends here: for processes that live longer than a request or a command."""
    session = reading()
    try:
        yield session
    finally:
        session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """Open a transaction that writes; commit at its end, or leave nothing behind if it fails.

    What was read before it is read again, since others may have written meanwhile. Raises RuntimeError
    within another such transaction: a use case is one.
    """
    session = db.session()
    if session.info.get(WRITES):
        raise RuntimeError("a use case that writes can't call another one")
    session.rollback()
    session.info[WRITES] = True
    try:
        session.connection(execution_options={WRITES: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info[WRITES]


def count_alone(session: Session) -> None:
    """Let nobody else count until the end of this transaction, which writes what it has counted.

    Transactions that count rows and then add one would all find room for the same last one.
    """
    with waiting_to_write():
        take_turn(session.connection(), Turn.COUNTING)


@contextmanager
def writing_apart() -> Iterator[Connection]:
    """Open a transaction that writes on a connection of its own, beside whatever the session does.

    For a thread that shares the app's context, and so the session, with the one that works.
    """
    with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def writing_own(user_id: int) -> Iterator[Session]:
    """Open a transaction like `writing_for`, where the use case needs no row of the person.

    It finds what it writes among the person's own, so that somebody who is gone has nothing to be found.
    """
    with writing() as session:
        # SQLite lets one transaction write at a time, for all people.
        if session.get_bind().dialect.name == "postgresql":
            with waiting_to_write():
                session.connection().execute(_HELD_KEY, {"user_id": user_id})
        yield session


@contextmanager
def writing_for(user_id: int) -> Iterator[tuple[Session, User]]:
    """Open a transaction that writes what belongs to one person, one such at a time a person.

    Raises `NotFoundError` where that person is gone.
    """
    with writing() as session:
        with waiting_to_write():
            user = session.scalar(_HELD, {"user_id": user_id})
        if user is None:
            raise NotFoundError(_("This account no longer exists."))
        yield session, user
