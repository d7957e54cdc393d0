"""The command `quizapp`: the same services from a shell."""

import click
from flask.cli import ScriptInfo

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


bank.add_command(sync)
main.add_command(serve)
