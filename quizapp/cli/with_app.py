"""Commands that need the app, its settings and its database."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from flask.cli import ScriptInfo

P = ParamSpec("P")
T = TypeVar("T")


def load_app(context: click.Context) -> Flask:
    """Make the app, or return the one that a test has put into the context."""
    # The factory is named, not imported, for it stands above the shell.
    info = context.find_object(ScriptInfo) or ScriptInfo(app_import_path="quizapp.app:create_app")
    return info.load_app()


def with_app(command: Callable[P, T]) -> Callable[P, T]:
    """Run a command within the context of the app."""

    @functools.wraps(command)
    def within(*arguments: P.args, **options: P.kwargs) -> T:
        with load_app(click.get_current_context()).app_context():
            return command(*arguments, **options)

    return within
