"""`quizapp attempts`: look after attempts at quizzes."""

from datetime import UTC, datetime

import click

from quizapp.cli.with_app import with_app
from quizapp.services.quizzes import closing


@click.group()
def attempts() -> None:
    """Look after attempts at quizzes."""


@attempts.command("close-expired")
@with_app
def close_expired() -> None:
    """Finish every attempt whose time is up, with that moment as its end; `quizapp work` does so too."""
    closed = closing.close_expired(datetime.now(UTC))
    click.echo("1 attempt closed." if closed == 1 else f"{closed:,} attempts closed.")
