"""`quizapp serve`: bring the installation up to date, then serve it with the production server."""

import logging
import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from quizapp.cli.sync import describe, read_banks
from quizapp.services import accounts, banks
from quizapp.services.errors import StaleError

#: How long somebody who tried a quiz without an account is remembered.
VISITORS_STAY = timedelta(days=30)

serving_options = (
    click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    click.option(
        "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
    ),
    click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes."),
    click.option(
        "--questions",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("questions"),
        show_default=True,
        help="Folder of banks to sync before serving.",
    ),
)


@click.command()
@with_appcontext
def serve(host: str, port: int, workers: int, questions: Path) -> None:
    """Migrate the database, sync the questions and serve the app."""
    bring_up_to_date(questions, datetime.now(UTC))
    start_server(host, port, workers)


for option in reversed(serving_options):
    serve = option(serve)


def bring_up_to_date(questions: Path, now: datetime) -> None:
    """Migrate, sync and tidy. Faults in the questions are printed; the last synced ones stay in use."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()
    accounts.purge_visitors(now - VISITORS_STAY)
    if not questions.is_dir():
        click.echo(f"There is no folder {questions}: the questions of the last sync stay in use.", err=True)
        return
    found, problems = read_banks(questions)
    if problems:
        for problem in problems:
            click.echo(problem, err=True)
        click.echo("The questions were not synced: those of the last sync stay in use.", err=True)
        return
    try:
        for plan in banks.sync(found, now):
            if not plan.changes_nothing:
                click.echo(describe(plan))
    except StaleError as error:
        click.echo(error, err=True)


def start_server(host: str, port: int, workers: int) -> None:
    """Print where the app is and become the server."""
    port = port or _free_port(host)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}"
    if token := accounts.make_administrator_link(datetime.now(UTC)):
        click.echo(f"Become the administrator (this link works once): {url}/welcome/{token}")
    click.echo(f"quizapp is at {url} – stop it with Ctrl+C")
    sys.stdout.flush()
    os.execv(  # noqa: S606 -- the server takes this process's place, so that signals reach it
        sys.executable,
        [
            *(sys.executable, "-m", "granian", "quizapp.app:create_app", "--factory", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
            *("--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
        ],
    )


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as server:
        return int(server.getsockname()[1])
