"""The jobs as administrators see them, and another try for those that were given up."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, exists, func, select

from quizapp.models import Job
from quizapp.services.errors import NotFoundError
from quizapp.services.paging import Page, paginate
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _

log = logging.getLogger(__name__)

PAGE_SIZE = 50
#: A job that has been due for this long is a sign that no worker is running.
UNATTENDED_AFTER = timedelta(minutes=2)

#: What failed needs somebody, what is open comes next, what is done is history.
_RANK = case({"failed": 0, "running": 1, "waiting": 2}, value=Job.state, else_=3)
_COLUMNS = (
    *(Job.id, Job.name, Job.state, Job.attempts),
    *(Job.created_at, Job.run_at, Job.claimed_at, Job.finished_at, Job.last_error),
)


@dataclass(frozen=True, slots=True)
class JobSummary:
    """A job without what it works on. `name` is a `JobName`, or one of another version's."""

    id: int
    name: str
    state: str
    attempts: int
    created_at: datetime
    run_at: datetime
    claimed_at: datetime | None
    finished_at: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class JobsOverview:
    """One page of jobs, how many there are in each state, and whether they wait in vain."""

    page: Page[JobSummary]
    counts: dict[str, int]
    is_unattended: bool


def list_jobs(now: datetime, page: int = 1) -> JobsOverview:
    """Return one page of jobs: failed, running and waiting ones, then those done, the latest first."""
    session = reading()
    by_state = select(Job.state, func.count()).group_by(Job.state)
    counts = dict(session.execute(by_state).all())
    overdue = Job.finished_at.is_(None), Job.run_at < now - UNATTENDED_AFTER
    is_unattended = bool(session.scalar(select(exists().where(*overdue))))
    statement = select(*_COLUMNS).order_by(_RANK, Job.finished_at.desc(), Job.run_at, Job.id).limit(PAGE_SIZE)
    found = paginate(
        sum(counts.values()),
        PAGE_SIZE,
        page,
        lambda offset: (JobSummary(*row) for row in session.execute(statement.offset(offset))),
    )
    return JobsOverview(found, counts, is_unattended)


def retry(job_id: int, now: datetime) -> None:
    """Have a failed job tried again from the start; one that didn't fail is left alone.

    Raises `NotFoundError`.
    """
    with writing() as session:
        job = session.get(Job, job_id, with_for_update=True)
        if job is None:
            raise NotFoundError(_("This job is no longer kept."))
        if job.state == "failed":
            log.info("job %d (%s) is tried again", job.id, job.name)
            job.state, job.attempts, job.run_at, job.finished_at = "waiting", 0, now, None
