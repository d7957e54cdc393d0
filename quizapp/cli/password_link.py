"""`quizapp password-link`: the way back in for an administrator who forgot the password.

Everybody else asks an administrator, or gets the same link by mail. People who may run this can read
the database anyway.
"""

import sys
from datetime import UTC, datetime

import click
from flask import current_app

from quizapp.address import link_to
from quizapp.cli.with_app import with_app
from quizapp.services.accounts import people
from quizapp.services.errors import NotFoundError


@click.command("password-link")
@click.argument("name")
@click.option("--url", help="Where people reach the app.  [default: PUBLIC_URL, or where it was last served]")
@with_app
def password_link(name: str, url: str | None) -> None:
    """Make a link with which NAME, a user name or confirmed address, can choose a new password, once."""
    try:
        link = people.make_password_link_for_name(name, datetime.now(UTC))
    except NotFoundError as error:
        click.echo(error, err=True)
        sys.exit(1)
    address = link_to(current_app, "accounts.choose_password", link.token, url)
    click.echo(f"It works once, until {link.expires_at:%d %B %Y, %H:%M} UTC: {address}")
