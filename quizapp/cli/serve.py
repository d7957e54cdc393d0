"""`quizapp serve`: bring the installation up to date, then serve it with the production server."""

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from werkzeug.local import LocalProxy

from quizapp.address import link_to, note_address
from quizapp.cli.migrate import make_tables
from quizapp.cli.supervisor import Worker, supervise
from quizapp.cli.sync import about_gone, describe, read_banks
from quizapp.cli.web_worker import answer_requests
from quizapp.cli.with_app import with_bare_app
from quizapp.cli.work import do_background_work
from quizapp.services import schema
from quizapp.services.accounts import first_administrator
from quizapp.services.backups import connections
from quizapp.services.banks import sync
from quizapp.services.errors import ServiceError
from quizapp.services.tidying import tidy
from quizapp.services.transaction import DATABASE_AWAY, reason_of

#: Hosts that stand for every address of the machine, and where it is reached without a network.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- asked for by the administrator
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
#: Connections that wait to be accepted: a school's worth of browsers at the same moment.
BACKLOG = 1024
#: Addresses reserved for documentation: the route to them tells the machine's own address in its network.
BEYOND = {"0.0.0.0": "192.0.2.1", "::": "2001:db8::1"}  # noqa: S104


def serving_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a server."""
    folder = click.Path(path_type=Path, file_okay=False)
    ports = click.IntRange(0, 65535)
    processes = click.IntRange(1, 64)
    for option in (
        click.option("--questions", type=folder, default=Path("questions"), help="Banks to sync first."),
        click.option("--workers", type=processes, default=2, show_default=True, help="Processes."),
        click.option("--port", type=ports, default=8000, show_default=True, help="0 takes a free one."),
        click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    ):
        command = option(command)
    return command


@click.command()
@serving_options
@with_bare_app
def serve(host: str, port: int, workers: int, questions: Path) -> None:
    """Migrate the database, sync the questions and serve the app."""
    bring_up_to_date(questions, datetime.now(UTC))
    serve_app(host, port, workers)


def bring_up_to_date(questions: Path, now: datetime) -> None:
    """Migrate, sync and tidy, as far as the database can be written.

    Faults in the questions are printed; the last synced ones stay in use.
    """
    make_tables()
    try:
        schema.try_writing()
        tidy(now)
        _sync(questions, now)
    except DATABASE_AWAY as error:
        say(
            f"The database can't be written to ({reason_of(error)}): pages can be read, and what people send "
            "is refused until that is mended.",
            err=True,
        )


def _sync(questions: Path, now: datetime) -> None:
    if not questions.is_dir():
        say(f"There is no folder {questions}: the questions of the last sync stay in use.", err=True)
        return
    found, faults, _ = read_banks(questions)
    if faults:
        for problem in faults:
            say(str(problem), err=True)
        say("The questions were not synced: those of the last sync stay in use.", err=True)
        return
    try:
        plans = sync.sync(found, now)
    except ServiceError as error:
        say(f"{error} Until then the questions of the last sync stay in use.", err=True)
        return
    for plan in plans:
        if not plan.changes_nothing:
            say(describe(plan).partition("\n")[0])
    for sentence in about_gone(questions, found):
        say(sentence, err=True)


def say(text: str, *, err: bool = False) -> None:
    """Print a line where that can be done: a log on a full disk must not keep the app from being served."""
    with suppress(OSError):
        click.echo(text, err=err)


def serve_app(host: str, port: int, workers: int) -> None:
    """Print where the app is and answer requests until told to stop."""
    with _listen(host, port) as listening:
        _say_where(host, listening.getsockname()[1])
        # The workers are forked, and must share no open connection.
        connections.close_all()
        app = cast(LocalProxy[Flask], current_app)._get_current_object()  # noqa: SLF001 -- Werkzeug's own way
        supervise(
            [
                *(Worker(partial(answer_requests, app, listening)) for _ in range(workers)),
                *(
                    [Worker(partial(_work_in_background, listening))]
                    if app.config["BACKGROUND_WORKER"]
                    else []
                ),
            ]
        )


def _work_in_background(listening: socket.socket, parent: int) -> None:
    # A long job may outlive a server that was killed: the next one needs the port.
    listening.close()
    do_background_work(parent)


def _say_where(host: str, port: int) -> None:
    reached = _own_address(host) if host in EVERYWHERE else host
    address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"
    try:
        note_address(current_app, address)
    except OSError as error:
        say(
            f"Nothing can be written in {current_app.instance_path} ({error.strerror}): links that are made "
            f"in the shell may not begin with {address}.",
            err=True,
        )
    # Not `address_of`: where the address can't be noted, the note is of another start.
    site = str(current_app.config["PUBLIC_URL"] or address).rstrip("/")
    if not current_app.config["PUBLIC_URL"] and (
        host not in LOOPBACK or current_app.config["TRUSTED_PROXIES"]
    ):
        say(
            f"Links for new passwords begin with {site}. Where people reach quizapp at "
            "another address, set PUBLIC_URL to that."
        )
    if token := _administrator_token():
        say("\nBecome the administrator (this link works once, and until the next start):\n")
        say(f"    {link_to(current_app, 'accounts.welcome', token, site)}\n")
    say("The log, security events included, goes to standard error.")
    say(f"quizapp is at {site} – stop it with Ctrl+C")


def _administrator_token() -> str | None:
    """Return the token of the link that makes the first administrator; None where none can be made."""
    try:
        return first_administrator.make_link(datetime.now(UTC))
    except DATABASE_AWAY:
        return None


def _own_address(everywhere: str) -> str:
    """Return the machine's address in its network, or loopback where it is in none; nothing is sent."""
    family = socket.AF_INET6 if ":" in everywhere else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((BEYOND[everywhere], 9))
            return str(probe.getsockname()[0])
    except OSError:
        return EVERYWHERE[everywhere]


def _listen(host: str, port: int) -> socket.socket:
    """Listen on a port, or on any for 0. Raises `click.ClickException` where that can't be done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        message = f"Can't listen on {host}:{port} ({error.strerror}): choose another port with --port."
        raise click.ClickException(message) from error
