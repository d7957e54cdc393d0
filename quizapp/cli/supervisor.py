"""What `quizapp serve` does while it serves: it keeps its workers at work, and stops them at the end.

They are forked, so that they share the app and all that was imported for it. No connection to the database
may be open by then. A worker that dies is replaced, and one that can't be started is tried again.
"""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from quizapp.cli.signals import STOPPING, Signals

log = logging.getLogger(__name__)

#: How long workers that were told to stop may take, in seconds.
PATIENCE = 5.0
#: The wait before a dead worker is replaced, in seconds: it doubles while they die young or can't be started.
FIRST_WAIT, LONGEST_WAIT, YOUNG = 0.5, 60.0, 60.0


@dataclass
class Worker:
    """A child process that should always be there."""

    #: What it does until it is told to stop or its parent, whose process id it gets, is gone.
    run: Callable[[int], None]
    process: BaseProcess | None = None
    began: float = 0.0
    wait: float = FIRST_WAIT
    #: When to start the next one, where this one has died or couldn't be started.
    due: float = 0.0

    def keep(self, now: float) -> float:
        """Start it where it is due; return for how many seconds nothing needs to be done, if it lives on."""
        if self.process is not None and not self.process.is_alive():
            self.wait = FIRST_WAIT if now - self.began > YOUNG else min(self.wait * 2, LONGEST_WAIT)
            self.process, self.due = None, now + self.wait
        if self.process is None and now >= self.due:
            try:
                self.process = self._start()
            except OSError:
                # The machine has no room for a further process; the other workers go on meanwhile.
                log.exception("A worker can't be started")
                self.wait = min(self.wait * 2, LONGEST_WAIT)
                self.due = now + self.wait
            self.began = now
        return LONGEST_WAIT if self.process else self.due - now

    def _start(self) -> BaseProcess:
        process = get_context("fork").Process(target=_run_child, args=(self.run, os.getpid()))
        # Until the child has handlers of its own, a signal would run those of the parent in it.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        return process

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.is_alive()

    def send(self, number: int) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.process.pid and self.process.is_alive():
            os.kill(self.process.pid, number)


def _run_child(run: Callable[[int], None], parent: int) -> None:
    signal.set_wakeup_fd(-1)
    for number in (*STOPPING, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    try:
        run(parent)
    except Exception:
        # In the log, where no text that somebody sent can forge a line.
        log.exception("A worker failed")
        sys.exit(1)


def supervise(workers: Sequence[Worker]) -> None:
    """Keep these workers at work until told to stop, then stop them all and wait for their ends."""
    # All that is there by now stays: the workers share it, and need not look again and again for what of it
    # could go. That took a third of the time of a page with thousands of cells, and copied what is shared.
    gc.collect()
    gc.freeze()
    signals = Signals()
    # The end of a child ends a wait.
    signal.signal(signal.SIGCHLD, lambda *_: None)
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
            worker.process.join()


def _send(workers: Iterable[Worker], number: int) -> None:
    for worker in workers:
        worker.send(number)
