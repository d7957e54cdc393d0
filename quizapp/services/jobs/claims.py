"""A job taken by one worker, kept while it runs, and settled; each step is a transaction of its own.

A worker holds a job by a lease. One that dies stops renewing it, and once it has run out another
worker takes the job up.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, and_, delete, exists, or_, select, update

from quizapp.models import Job
from quizapp.services.jobs.job import ClaimedJob
from quizapp.services.jobs.waits import MOST_ATTEMPTS, wait_after
from quizapp.services.transaction import reading_briefly, writing, writing_apart

log = logging.getLogger(__name__)

#: How long a worker that shows no sign of life is taken to be at work.
LEASE = timedelta(minutes=1)
#: How long jobs that are done, and those that have failed, are kept.
DONE_KEPT, FAILED_KEPT = timedelta(days=7), timedelta(days=90)
LONGEST_ERROR = 500


def claim(worker: str, now: datetime) -> ClaimedJob | None:
    """Take the job that has been due longest, or None where none is; no other worker gets it meanwhile."""
    # What was made later than now was made before the server's clock was set back, and is late already.
    is_late = and_(Job.state == "waiting", Job.created_at > now)
    is_due = (Job.finished_at.is_(None), or_(Job.run_at <= now, is_late))
    with reading_briefly() as session:
        # Looking takes no lock; on SQLite, only a worker that has found something keeps writers waiting.
        if not session.scalar(select(exists().where(*is_due))):
            return None
    # Rows that another worker is just taking are passed over; SQLite, where one writes at a time, has none.
    first = select(Job).where(*is_due).order_by(Job.run_at, Job.id).limit(1)
    with writing() as session:
        while job := session.scalar(first.with_for_update(skip_locked=True)):
            if job.state == "running":
                log.warning("job %d (%s): its worker %s is gone", job.id, job.name, job.claimed_by)
                if job.attempts >= MOST_ATTEMPTS:
                    job.state, job.finished_at = "failed", now
                    job.last_error = "The worker ended before the job did, each time it was tried."
                    session.flush()
                    continue
            job.state, job.attempts = "running", job.attempts + 1
            job.claimed_by, job.claimed_at, job.run_at = worker, now, now + LEASE
            return ClaimedJob(job.id, job.name, job.user_id, job.payload, job.attempts, worker)
    return None


def renew(job: ClaimedJob, now: datetime) -> None:
    """Show that the worker is alive. May be called from another thread than the one that runs the job."""
    with writing_apart() as connection:
        connection.execute(_held(job).values(run_at=now + LEASE))


def finish(job: ClaimedJob, now: datetime) -> None:
    """Note that a job is done, and forget its payload."""
    _settle(job, state="done", finished_at=now, payload={}, last_error=None)


def put_off(job: ClaimedJob, error: str, now: datetime) -> None:
    """Note why a job could not be done, and when it is tried again; after the last try it has failed."""
    wait = wait_after(job.attempt)
    if wait is None:
        give_up(job, error, now)
    else:
        _settle(job, state="waiting", run_at=now + wait, last_error=error[:LONGEST_ERROR])


def give_up(job: ClaimedJob, error: str, now: datetime) -> None:
    """Note why a job has failed: it isn't tried again until an administrator says so."""
    log.error("job %d (%s) is given up after %d attempts", job.id, job.name, job.attempt)
    _settle(job, state="failed", finished_at=now, last_error=error[:LONGEST_ERROR])


def release(job: ClaimedJob, now: datetime) -> None:
    """Give back a job whose worker was told to stop: it is due at once, and doesn't count as tried."""
    _settle(job, state="waiting", run_at=now, attempts=job.attempt - 1)


def clear(now: datetime) -> None:
    """Delete what was done, or failed, long ago."""
    with writing() as session:
        for state, kept in (("done", DONE_KEPT), ("failed", FAILED_KEPT)):
            session.execute(delete(Job).where(Job.finished_at < now - kept, Job.state == state))


def _held(job: ClaimedJob) -> Update:
    """Begin a change of a job that holds only while the worker has it."""
    return update(Job).where(
        Job.id == job.id,
        Job.state == "running",
        Job.claimed_by == job.worker,
        Job.attempts == job.attempt,
    )


def _settle(job: ClaimedJob, **values: Any) -> None:
    with writing() as session:
        settled = session.execute(_held(job).values(**values).returning(Job.id)).all()
    if not settled:
        log.warning(
            "job %d (%s) is no longer this worker's: it was taken up again or deleted", job.id, job.name
        )
