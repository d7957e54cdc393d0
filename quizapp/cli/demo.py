"""`quizapp demo`: an installation of its own with a made-up class, served like a real one."""

import logging
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from quizapp.cli.serve import bring_up_to_date, serve_app, serving_options
from quizapp.cli.with_app import at_work, load_app
from quizapp.config import INSTANCE_FOLDER, PREFIX, instance_folder
from quizapp.services import security_log
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.banks import catalogue
from quizapp.services.demo import course, learners
from quizapp.services.memory import check

#: Everybody's password: it guards nothing but invented answers.
PASSWORD = "made-up-class"  # noqa: S105 -- printed for people who try the demonstration
SEED = 1994
#: Marks a class that is complete: one that was interrupted is made again.
COMPLETE_FILE = "class-is-complete"


@click.command()
@serving_options
@click.pass_context
def demo(context: click.Context, host: str, port: int, workers: int, questions: Path) -> None:
    """Serve a made-up class of 24 learners with eight weeks of history, apart from your own data."""
    complete = _set_apart() / COMPLETE_FILE
    with at_work(load_app(context)):
        now = datetime.now(UTC)
        bring_up_to_date(questions, now)
        if not complete.exists():
            if not catalogue.list_quiz_banks():
                raise click.ClickException(
                    f"There are no questions in {questions} for a class to answer: it needs a bank with"
                    " `audience: public` that has a question of another type than `card` and `essay`."
                )
            _make_class(now)
            complete.touch()
        click.echo("Log in as “Aigerim (made up)”, “Instructor (made up)” or “Administrator (made up)”;")
        click.echo(f"everybody's password is {PASSWORD}")
        serve_app(host, port, workers)


def _set_apart() -> Path:
    """Point this process at an installation of its own, and clear one that was left half made."""
    folder = instance_folder(os.environ).resolve() / "demo"
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # another database's address among them
    if not (folder / COMPLETE_FILE).exists():
        shutil.rmtree(folder, ignore_errors=True)
    os.environ |= {
        INSTANCE_FOLDER: str(folder),
        f"{PREFIX}DEMO": "true",
        # An invented history needs no care for the disk.
        f"{PREFIX}SQLITE_SYNCHRONOUS": "OFF",
    }
    return folder


def _make_class(now: datetime) -> None:
    click.echo("Making up a class (once, one to two minutes) …")
    # Made-up sign-ups are nothing for the log.
    security_log.log.setLevel(logging.WARNING)
    hasher = Hasher(current_app.config["PASSWORD_MEMORY"], current_app.config["PASSWORD_PASSES"])
    context = AuthenticationContext("127.0.0.1", hasher)
    made_up = learners.make_class(context, PASSWORD, now, seed=SEED, report=click.echo)
    course.make_course(made_up, now, seed=SEED, report=click.echo)
    checked = check.check()
    click.echo(f"{checked.cards:,} cards compared with their logs: {len(checked.differences)} differences.")
