"""The child process of `quizapp serve` that keeps a worker at work: one that dies is replaced.

The server itself takes the place of `quizapp serve`, so nobody else looks after its children. It is run as
`python -m quizapp.cli.keeper PARENT` and ends, with its worker, when that process is gone or it is told to.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

#: How often it looks, in seconds, and how long a worker that was told to stop may take.
BETWEEN_LOOKS, PATIENCE = 1.0, 10.0
#: The wait before a dead worker is replaced, in seconds: it doubles while workers die young.
FIRST_WAIT, LONGEST_WAIT, YOUNG = 1.0, 60.0, 60.0


def start_keeper() -> None:
    """Start a keeper for the process that calls, and return at once."""
    command = [sys.executable, "-m", "quizapp.cli.keeper", str(os.getpid())]
    subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 -- our own module


def keep(command: Sequence[str], parent: int) -> None:
    """Run a command, and again whenever it ends, as long as the parent lives."""
    wait = FIRST_WAIT
    while os.getppid() == parent:
        began = time.monotonic()
        _run(command, parent)
        wait = FIRST_WAIT if time.monotonic() - began > YOUNG else min(wait * 2, LONGEST_WAIT)
        _sleep(wait, parent)


def _run(command: Sequence[str], parent: int) -> None:
    """Run a command to its end, or stop it when the parent is gone or this process is told to stop."""
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 -- our own command
    try:
        while os.getppid() == parent and worker.poll() is None:
            time.sleep(BETWEEN_LOOKS)
    finally:
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()


def _sleep(seconds: float, parent: int) -> None:
    until = time.monotonic() + seconds
    while os.getppid() == parent and time.monotonic() < until:
        time.sleep(BETWEEN_LOOKS)


def main() -> None:
    """Keep a worker for the process that is named on the command line."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit())
    keep([sys.executable, "-m", "quizapp", "work", "--parent", str(os.getpid())], int(sys.argv[1]))


if __name__ == "__main__":
    main()
