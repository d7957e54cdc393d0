"""The loop that does jobs, one after the other, and waits where there is none; and chores, every so often."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.services.jobs import claims
from quizapp.services.jobs.job import ClaimedJob, GiveUpError, Handlers, TryAgainError
from quizapp.services.transaction import DATABASE_AWAY, reason_of

log = logging.getLogger(__name__)

#: How long an idle worker waits before it looks again, in seconds.
BETWEEN_LOOKS = 1.0
#: The longest wait for a database that is away, in seconds.
LONGEST_AWAY = 30.0
#: How often a lease is renewed, in seconds: a few may fail before it runs out.
RENEWED_EVERY = claims.LEASE.total_seconds() / 4

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Chore:
    """What a worker does every so often, whatever waits; done by several at once it does no harm."""

    do: Callable[[datetime], object]
    every: timedelta


CLEARING = Chore(claims.clear, timedelta(hours=1))


def work(
    handlers: Handlers,
    worker: str,
    clock: Clock,
    pause: Callable[[float], bool],
    chores: Sequence[Chore] = (CLEARING,),
) -> None:
    """Do jobs as they fall due until `pause` says to stop, and the chores when it is time for each.

    `pause(seconds)` waits for so long and returns whether to go on; `worker` is a name that no other
    worker has. While it waits, no transaction is open.
    """
    seconds, due = 0.0, [clock()] * len(chores)
    while pause(seconds):
        try:
            for place, chore in enumerate(chores):
                if clock() >= due[place]:
                    chore.do(clock())
                    due[place] = clock() + chore.every
            seconds = 0.0 if do_next(handlers, worker, clock) else BETWEEN_LOOKS
        except DATABASE_AWAY as error:
            seconds = min(max(seconds * 2, BETWEEN_LOOKS), LONGEST_AWAY)
            log.warning("the database can't be used: %s; looking again in %g s", reason_of(error), seconds)


def do_next(handlers: Handlers, worker: str, clock: Clock, renewed_every: float = RENEWED_EVERY) -> bool:
    """Do the job that has been due longest; return False where none is due.

    What its handler raises is noted with the job. Where the worker itself is told to stop (SystemExit,
    KeyboardInterrupt), the job is given back.
    """
    job = claims.claim(worker, clock())
    if job is None:
        return False
    try:
        with _lease_renewed(job, clock, renewed_every):
            _handle(handlers, job, clock())
    except TryAgainError as error:
        log.error("job %d (%s): %s", job.id, job.name, error)  # noqa: TRY400 -- the sentence says it
        claims.put_off(job, str(error), clock())
    except GiveUpError as error:
        log.error("job %d (%s): %s", job.id, job.name, error)  # noqa: TRY400 -- likewise
        claims.give_up(job, str(error), clock())
    except Exception as error:
        log.exception("job %d (%s) failed", job.id, job.name)
        claims.put_off(job, f"{type(error).__name__}: {error}", clock())
    except BaseException:
        claims.release(job, clock())
        raise
    else:
        claims.finish(job, clock())
    return True


def _handle(handlers: Handlers, job: ClaimedJob, now: datetime) -> None:
    # Rows hold names as text: a version after or before this one may have written them.
    handler = {str(name): handler for name, handler in handlers.items()}.get(job.name)
    if handler is None:
        raise TryAgainError(f"This version of quizapp has nothing that does {job.name}.")
    handler(job, now)


@contextmanager
def _lease_renewed(job: ClaimedJob, clock: Clock, every: float) -> Iterator[None]:
    """Renew a job's lease every so many seconds while it runs, from a thread of its own."""
    is_over = threading.Event()

    def renew() -> None:
        while not is_over.wait(every):
            try:
                claims.renew(job, clock())
            except DATABASE_AWAY:
                log.warning("the lease of job %d could not be renewed", job.id)

    # In a copy of this context the thread finds the app's database.
    thread = threading.Thread(target=copy_context().run, args=(renew,), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
