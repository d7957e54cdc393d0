"""Background work, done at once by a worker in the test's own process, and the jobs as they are stored."""

import itertools
from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.models import Job
from quizapp.services.accounts.mail import MailServer
from quizapp.services.job_handlers import job_handlers
from quizapp.services.jobs.worker import do_next
from quizapp.services.transaction import reading_briefly

#: More jobs than this in a row are jobs that beget jobs for ever.
MOST = 200
NO_SERVER = MailServer("127.0.0.1", 1, "none", None, None, "quizapp@example.org")


def do_jobs(server: MailServer | None, now: datetime) -> None:
    """Do all that is due. Needs an app context."""
    for done in itertools.count():
        assert done < MOST
        if not do_next(job_handlers(server), "a worker", lambda: now):
            return


def do_jobs_for(server: MailServer | None, now: datetime, lasting: timedelta) -> None:
    """Do all that falls due within some time, each job at its moment. Needs an app context."""
    while (due := next_due()) and due <= now + lasting:
        do_jobs(server, max(due, now))


def next_due() -> datetime | None:
    """Return when the next job is due; None where all are done or given up."""
    with reading_briefly() as session:
        return session.scalar(
            select(Job.run_at).where(Job.finished_at.is_(None)).order_by(Job.run_at).limit(1)
        )


def jobs() -> list[Job]:
    """Return all jobs, the oldest first. Needs an app context."""
    with reading_briefly() as session:
        found = list(session.scalars(select(Job).order_by(Job.id).execution_options(populate_existing=True)))
        session.expunge_all()
        return found
