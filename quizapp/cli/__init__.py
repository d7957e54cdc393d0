"""The command `quizapp`: the same services from a shell."""

import click
from flask.cli import ScriptInfo

from quizapp.cli import bank_files
from quizapp.cli.demo import demo
from quizapp.cli.memory import memory
from quizapp.cli.serve import serve
from quizapp.cli.sync import sync


@click.group()
@click.version_option(package_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Quizzes and flashcards from one bank of questions."""
    # The factory is named, not imported: it stands above the shell, and `bank check` needs no app.
    context.obj = context.obj or ScriptInfo(app_import_path="quizapp.app:create_app")


@main.group()
def bank() -> None:
    """Check, show and sync banks of questions."""


for command in (bank_files.check, bank_files.show, bank_files.schema, sync):
    bank.add_command(command)
for command in (serve, demo, memory):
    main.add_command(command)
