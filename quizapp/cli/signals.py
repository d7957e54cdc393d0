"""How a process learns that it is told to stop."""

import os
import select
import signal
from collections.abc import Callable
from types import FrameType

#: From a service manager, and from Ctrl+C.
STOPPING = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """Waits, and tells whether this process was told to stop. A process has one of these at a time."""

    def __init__(self, when_told: Callable[[], object] = lambda: None) -> None:
        self.is_told_to_stop = False
        self._when_told = when_told
        # A signal writes a byte into the pipe: one that comes just before the wait begins still ends it.
        self._reader, writer = os.pipe()
        for end in (self._reader, writer):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writer)
        for number in STOPPING:
            signal.signal(number, self._stop)

    def wait(self, seconds: float) -> None:
        """Wait for so many seconds, or until the next signal with a handler."""
        if select.select([self._reader], [], [], max(0, seconds))[0]:
            os.read(self._reader, 4096)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_told_to_stop = True
        self._when_told()
