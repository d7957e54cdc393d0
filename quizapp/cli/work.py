"""`quizapp work`: do what waits in the background, such as mail, until told to stop.

`quizapp serve` starts one of these by itself (`quizapp/cli/supervisor.py`); another may run beside it.
"""

import os
import secrets
import signal
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from flask import current_app

from quizapp.cli.signals import Signals
from quizapp.cli.with_app import refuse_tables, with_bare_app
from quizapp.services import schema
from quizapp.services.accounts import mail
from quizapp.services.job_handlers import job_handlers
from quizapp.services.jobs import worker
from quizapp.services.jobs.job import Handlers
from quizapp.services.jobs.worker import Chore
from quizapp.services.quizzes import closing
from quizapp.services.tidying import tidy
from quizapp.services.transaction import DATABASE_AWAY

#: How long a job may go on once the worker was told to stop, in seconds; then it is given back.
GRACE = 2.0
#: What is done every so often, whatever waits. An attempt whose time is up is finished with that end,
#: and nobody need look for it.
CHORES = (Chore(tidy, timedelta(hours=1)), Chore(closing.close_expired, timedelta(minutes=1)))


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is due: for a timer instead of a service.")
@with_bare_app
def work(*, once: bool) -> None:
    """Do background work, such as mail, until told to stop."""
    # A service waits for a database that is away; it couldn't do that for one of another version.
    with suppress(*() if once else DATABASE_AWAY):
        refuse_tables(schema.standing())
    do_background_work(once=once)


def do_background_work(parent: int | None = None, *, once: bool = False) -> None:
    """Do what waits until told to stop, or until the parent process is gone; `once` until nothing is due."""
    handlers = job_handlers(mail.server_of(current_app.config))
    name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
    stop = Stop(parent)
    try:
        if once:
            _work_once(handlers, name, stop)
        else:
            worker.work(handlers, name, _now, stop.pause, CHORES)
    finally:
        stop.interrupt_nothing_more()


def _work_once(handlers: Handlers, name: str, stop: "Stop") -> None:
    for chore in CHORES:
        chore.do(_now())
    while stop.pause(0) and worker.do_next(handlers, name, _now):
        pass


def _now() -> datetime:
    return datetime.now(UTC)


class Stop:
    """Waits, and tells when to stop: after SIGTERM or SIGINT, or when the parent process is gone.

    A job that is still running some time after the signal is interrupted by SystemExit.
    """

    def __init__(self, parent: int | None) -> None:
        self._parent = parent
        self._signals = Signals(when_told=lambda: signal.setitimer(signal.ITIMER_REAL, GRACE))
        signal.signal(signal.SIGALRM, self._insist)

    def pause(self, seconds: float) -> bool:
        """Wait, until the next signal at most, and return whether to go on."""
        if not self._signals.is_told_to_stop:
            self._signals.wait(seconds)
        return not self._signals.is_told_to_stop and self._parent in {None, os.getppid()}

    def interrupt_nothing_more(self) -> None:
        """Let the process end in its own time: nothing runs any more that could be interrupted."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _insist(self, _number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)
