"""Commands that need the app, its settings and its database."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from flask.cli import ScriptInfo

from quizapp.config import ConfigurationError
from quizapp.services.transaction import DATABASE_AWAY

P = ParamSpec("P")
T = TypeVar("T")


def load_app(context: click.Context) -> Flask:
    """Make the app, or return the one that a test has put into the context.

    Raises `click.ClickException` for settings that can't be used.
    """
    # The factory is named, not imported, for it stands above the shell.
    info = context.find_object(ScriptInfo) or ScriptInfo(app_import_path="quizapp.app:create_app")
    try:
        return info.load_app()
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def with_app(command: Callable[P, T]) -> Callable[P, T]:
    """Run a command within the context of the app; a database that refuses is said in a sentence."""

    @functools.wraps(command)
    def within(*arguments: P.args, **options: P.kwargs) -> T:
        with load_app(click.get_current_context()).app_context():
            try:
                return command(*arguments, **options)
            except DATABASE_AWAY as error:
                reason = str(error).splitlines()[0]
                raise click.ClickException(
                    f"The database can't be used: {reason}. If it is new, `quizapp serve` makes its tables."
                ) from error

    return within
