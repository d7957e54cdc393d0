"""Work that must neither delay an answer nor be seen in its timing: done on a thread of its own."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from flask import Flask

log = logging.getLogger(__name__)

#: More than this is an attack or a mail server that hangs; then errands are dropped, and logged.
MOST_WAITING = 100

# Its thread begins with the first errand, after the server has made its processes.
_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="later")
_waiting = BoundedSemaphore(MOST_WAITING)


def later(app: Flask, errand: Callable[[], None]) -> None:
    """Do an errand soon, in the app's context, after those that wait already; failures are logged."""
    if not _waiting.acquire(blocking=False):
        log.error("too many errands wait: one was dropped")
        return
    _executor.submit(_do, app, errand)


def _do(app: Flask, errand: Callable[[], None]) -> None:
    try:
        with app.app_context():
            errand()
    except Exception:
        log.exception("an errand failed")
    finally:
        _waiting.release()
