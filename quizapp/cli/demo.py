"""`quizapp demo`: an installation of its own with a made-up class, served like a real one."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from quizapp.cli.serve import bring_up_to_date, serving_options, start_server
from quizapp.cli.with_app import load_app
from quizapp.services import demo as classes
from quizapp.services import memory_check, people
from quizapp.services.passwords import Hasher
from quizapp.services.proof import Door

#: Everybody's password: it guards nothing but invented answers.
PASSWORD = "made-up-class"  # noqa: S105 -- printed for whoever tries the demonstration
SEED = 1994


@click.command()
@serving_options
@click.pass_context
def demo(context: click.Context, host: str, port: int, workers: int, questions: Path) -> None:
    """Serve a made-up class of 24 learners with eight weeks of history, apart from your own data."""
    os.environ.setdefault("QUIZAPP_INSTANCE", str(Path("instance", "demo").resolve()))
    os.environ["QUIZAPP_DEMO"] = "true"
    # An invented history needs no care for the disk.
    os.environ["QUIZAPP_SQLITE_SYNCHRONOUS"] = '"OFF"'
    with load_app(context).app_context():
        now = datetime.now(UTC)
        bring_up_to_date(questions, now)
        if not people.list_people().total:
            click.echo("Making up a class (once, one to two minutes) …")
            hasher = Hasher(current_app.config["PASSWORD_MEMORY"], current_app.config["PASSWORD_PASSES"])
            classes.make_class(Door("127.0.0.1", hasher), PASSWORD, now, seed=SEED, report=click.echo)
            checked = memory_check.check()
            click.echo(
                f"{checked.cards:,} cards compared with their logs: {len(checked.differences)} differences."
            )
        click.echo("Log in as “Aigerim (made up)”, “Instructor (made up)” or “Administrator (made up)”;")
        click.echo(f"everybody's password is {PASSWORD}")
        start_server(host, port, workers)
