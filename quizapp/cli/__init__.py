"""The command `quizapp`: the same services from a shell.

Each command imports its modules only when it runs. So `bank check`, which authors run often, loads
neither Flask nor the database.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

import click
from typing_extensions import override


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """Import within: what modules hold stays, and to look for garbage in it takes a sixth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class LazyGroup(click.Group):
    """A group whose commands are named by `module:attribute` and imported on use."""

    def __init__(self, name: str, addresses: Mapping[str, str], help: str) -> None:  # noqa: A002 -- click's name
        super().__init__(name, help=help)
        self._addresses = addresses

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._addresses})

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._addresses:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._addresses[cmd_name].partition(":")
        with nothing_to_collect():
            command: click.Command = getattr(import_module(module), attribute)
        return command


bank = LazyGroup(
    "bank",
    {
        "check": "quizapp.cli.bank_files:check",
        "show": "quizapp.cli.bank_files:show",
        "schema": "quizapp.cli.bank_files:schema",
        "sync": "quizapp.cli.sync:sync",
    },
    "Check, show and sync banks of questions.",
)
main = LazyGroup(
    "quizapp",
    {
        "serve": "quizapp.cli.serve:serve",
        "demo": "quizapp.cli.demo:demo",
        "backup": "quizapp.cli.backup:backup",
        "restore": "quizapp.cli.backup:restore",
        "migrate": "quizapp.cli.migrate:migrate",
        "attempts": "quizapp.cli.attempts:attempts",
        "memory": "quizapp.cli.memory:memory",
        "work": "quizapp.cli.work:work",
        "password-link": "quizapp.cli.password_link:password_link",
    },
    "Quizzes and flashcards from one bank of questions.",
)
main.add_command(bank)
click.version_option(package_name="quizapp")(main)
