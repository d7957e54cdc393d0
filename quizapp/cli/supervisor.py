"""The process that `quizapp serve` becomes: it listens, keeps its workers at work, and stops them at the end.

Some workers answer requests, all of them from the one socket that is opened here, and one does what waits in
the background. A worker that dies is replaced. Run as `python -m quizapp.cli.supervisor FACTORY`, where the
factory, as `module:function`, makes the app.
"""

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from quizapp.cli.installation import used
from quizapp.services.backups import sqlite_file

#: How long workers that were told to stop may take, in seconds.
PATIENCE = 5.0
#: The wait before a dead worker is replaced, in seconds: it doubles while workers die young.
FIRST_WAIT, LONGEST_WAIT, YOUNG = 0.5, 60.0, 60.0
#: Connections that wait to be accepted: a school's worth of browsers at the same moment.
BACKLOG = 1024


@dataclass
class Worker:
    """A child process that should always be there."""

    command: Sequence[str]
    #: The open sockets and files that it takes over, by their numbers.
    sockets: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    wait: float = FIRST_WAIT
    #: When to start the next one, where this one has died.
    due: float = 0.0

    def keep(self, now: float) -> float:
        """Start it where it is due; return for how many seconds nothing needs to be done, if it lives on."""
        if self.process is not None and self.process.poll() is not None:
            self.wait = FIRST_WAIT if now - self.began > YOUNG else min(self.wait * 2, LONGEST_WAIT)
            self.process, self.due = None, now + self.wait
        if self.process is None and now >= self.due:
            self.process = subprocess.Popen(  # noqa: S603 -- our own module
                self.command, stdin=subprocess.DEVNULL, pass_fds=self.sockets
            )
            self.began = now
        return LONGEST_WAIT if self.process else self.due - now

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.is_alive():
            self.process.send_signal(number)


class Signals:
    """Waits for a signal: that a child has ended, or that this process is told to stop."""

    def __init__(self) -> None:
        self.is_told_to_stop = False
        # A signal writes a byte into the pipe: one that comes just before the wait begins still ends it.
        self._reader, writer = os.pipe()
        for end in (self._reader, writer):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writer)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def wait(self, seconds: float) -> None:
        """Wait for so long, or until the next signal."""
        if select.select([self._reader], [], [], max(0, seconds))[0]:
            os.read(self._reader, 4096)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_told_to_stop = True


def supervise(workers: Sequence[Worker], signals: Signals) -> None:
    """Keep these workers at work until told to stop, then stop them all and wait for their ends."""
    while not signals.is_told_to_stop:
        now = time.monotonic()
        signals.wait(min(worker.keep(now) for worker in workers))
    _send(workers, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while any(worker.is_alive() for worker in workers) and time.monotonic() < until:
        signals.wait(until - time.monotonic())
    _send(workers, signal.SIGKILL)
    for worker in workers:
        if worker.process is not None:
            worker.process.wait()


def _send(workers: Iterable[Worker], number: int) -> None:
    for worker in workers:
        worker.send(number)


def supervisor_command(
    factory: str,
    host: str,
    port: int,
    workers: int,
    *,
    works_in_background: bool = False,
    instance: Path | None = None,
    database: Path | None = None,
) -> list[str]:
    """Return the command that serves an app: the one way in which production and benchmarks do.

    The folder `instance` counts as in use meanwhile; the SQLite file `database` is left whole on its own.
    """
    return [
        *(sys.executable, "-m", "quizapp.cli.supervisor", factory),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *(["--background"] if works_in_background else []),
        *(["--instance", str(instance)] if instance else []),
        *(["--database", str(database)] if database else []),
    ]


def main() -> None:
    """Serve the app that is named on the command line."""
    parser = argparse.ArgumentParser(prog="quizapp.cli.supervisor")
    parser.add_argument("factory")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--background", action="store_true")
    parser.add_argument("--instance", type=Path)
    parser.add_argument("--database", type=Path)
    given = parser.parse_args()
    signals = Signals()
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    with ExitStack() as stack:
        lock = stack.enter_context(used(given.instance)) if given.instance else None
        listening = stack.enter_context(
            socket.create_server((given.host, given.port), family=family, backlog=BACKLOG)
        )
        number = listening.fileno()
        # Should this process be killed, the installation is in use as long as one of them lives.
        passed = [number] if lock is None else [number, lock]
        # By which they see when this process is gone, be it killed.
        me = str(os.getpid())
        web = [sys.executable, "-m", "quizapp.cli.web_worker", given.factory, str(number), me]
        workers = [Worker(web, sockets=passed) for _ in range(given.workers)]
        if given.background:
            background = [sys.executable, "-m", "quizapp", "work", "--parent", me]
            workers.append(Worker(background))
        supervise(workers, signals)
        if given.database:
            sqlite_file.fold(given.database)


if __name__ == "__main__":
    main()
