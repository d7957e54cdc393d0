"""Commands that need the app, its settings and its database."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from flask.cli import ScriptInfo

from quizapp.cli import nothing_to_collect
from quizapp.cli.installation import shared_lock
from quizapp.config import ConfigurationError
from quizapp.services import schema
from quizapp.services.backups import connections
from quizapp.services.schema import Standing
from quizapp.services.transaction import DATABASE_AWAY, MAYBE_DAMAGED, is_damaged, reason_of

P = ParamSpec("P")
T = TypeVar("T")

#: Why a command can't work with tables, and what to do.
REFUSED = {
    Standing.EMPTY: "The database has no tables yet: `quizapp migrate` makes them (so does `quizapp serve`).",
    Standing.EARLIER: (
        "The database has the tables of an earlier version: `quizapp migrate` brings them up to date "
        "(so does `quizapp serve`)."
    ),
    Standing.LATER: (
        "The database has the tables of a later version of quizapp. Nothing was changed: update quizapp, "
        "or restore a backup that this version can read."
    ),
    Standing.FOREIGN: (
        "The database holds another program's tables. Nothing was changed: name another database in the "
        "setting DATABASE."
    ),
}


def load_app(context: click.Context) -> Flask:
    """Make the app, or return the one that a test has put into the context.

    Raises `click.ClickException` for settings that can't be used.
    """
    # The database holds password hashes: what is made from here on is its owner's alone to read.
    os.umask(0o077)
    # The factory is named, not imported, for it stands above the shell.
    info = context.find_object(ScriptInfo) or ScriptInfo(app_import_path="quizapp.app:create_app")
    try:
        with nothing_to_collect():
            return info.load_app()
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def with_app(command: Callable[P, T]) -> Callable[P, T]:
    """Run a command within the context of the app, on a database with the tables of this version.

    Where it has others, or refuses, the command ends with a sentence that says so.
    """

    def checked(*arguments: P.args, **options: P.kwargs) -> T:
        refuse_tables(schema.standing())
        return command(*arguments, **options)

    return with_bare_app(functools.wraps(command)(checked))


def with_bare_app(command: Callable[P, T]) -> Callable[P, T]:
    """Run a command within the context of the app, whatever its database holds."""

    @functools.wraps(command)
    def within(*arguments: P.args, **options: P.kwargs) -> T:
        with at_work(load_app(click.get_current_context())):
            return command(*arguments, **options)

    return within


@contextmanager
def at_work(app: Flask) -> Iterator[None]:
    """Use the installation of an app within its context.

    Raises `click.ClickException` where its database can't be used.
    """
    with shared_lock(Path(app.instance_path)), app.app_context():
        try:
            yield
        except DATABASE_AWAY as error:
            raise click.ClickException(f"The database can't be used: {reason_of(error)}.") from error
        except MAYBE_DAMAGED as error:
            if not is_damaged(error):
                raise
            raise click.ClickException(
                f"The database is damaged ({reason_of(error)}): put a backup back with `quizapp restore`."
            ) from error
        finally:
            connections.close_and_fold()


def refuse_tables(found: Standing) -> None:
    """Raise `click.ClickException` for tables that this version can't work with."""
    if found in REFUSED:
        raise click.ClickException(REFUSED[found])
