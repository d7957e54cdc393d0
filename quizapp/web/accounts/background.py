"""Work that must neither delay an answer nor be seen in its timing: done on a thread of its own."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from flask import Flask

log = logging.getLogger(__name__)

#: More than this is an attack or a mail server that hangs; then tasks are dropped, and logged.
MOST_WAITING = 100

# Its thread begins with the first task, after the server has made its processes.
_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
_waiting = BoundedSemaphore(MOST_WAITING)


def run_in_background(app: Flask, task: Callable[[], None]) -> None:
    """Do a task soon, in the app's context, after those that wait already; failures are logged."""
    if not _waiting.acquire(blocking=False):
        log.error("too many background tasks wait: one was dropped")
        return
    _executor.submit(_run, app, task)


def _run(app: Flask, task: Callable[[], None]) -> None:
    try:
        with app.app_context():
            task()
    except Exception:
        log.exception("a background task failed")
    finally:
        _waiting.release()
