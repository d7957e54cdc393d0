"""`quizapp serve`: bring the installation up to date, then serve it with the production server."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from quizapp.services import accounts


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--questions",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("questions"),
    show_default=True,
    help="Folder of banks to sync before serving.",
)
@with_appcontext
def serve(host: str, port: int, workers: int, questions: Path) -> None:
    """Migrate the database, sync the questions and serve the app."""
    upgrade()
    url = f"http://{host}:{port}"
    click.echo(f"quizapp is at {url}")
    if token := accounts.make_administrator_link(datetime.now(UTC)):
        click.echo(f"Become the administrator, once: {url}/welcome/{token}")
    sys.stdout.flush()
    os.execv(  # noqa: S606 -- the server replaces this process, so that signals reach it
        sys.executable,
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "quizapp.app:create_app",
            "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4",
            "--log-level", "warning", "--no-ws", "--respawn-failed-workers",
        ],
    )  # fmt: skip
