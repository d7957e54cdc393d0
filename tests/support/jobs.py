"""Background work, done at once by a worker in the test's own process, and the jobs as they are stored."""

import itertools
from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.models import Job
from quizapp.services.accounts import recovery
from quizapp.services.accounts.mail import MailServer
from quizapp.services.job_handlers import job_handlers
from quizapp.services.jobs import queue
from quizapp.services.jobs.claims import claim
from quizapp.services.jobs.job import JobName
from quizapp.services.jobs.waits import MOST_ATTEMPTS
from quizapp.services.jobs.worker import do_next
from quizapp.services.transaction import reading_briefly, writing
from support.people import a_person

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


def a_failed_letter(name: str, now: datetime) -> None:
    """Let somebody ask for a link a day ago, and their letter be given up since."""
    yesterday = now - timedelta(days=1)
    recovery.request_letters(name, "https://quiz.example.org/new-password/", yesterday)
    do_jobs_for(NO_SERVER, yesterday, timedelta(hours=23))


def a_given_up_job(now: datetime) -> int:
    """Store a job that was given up, where a real worker may be about, and return its key."""
    with writing() as session:
        queue.enqueue(session, JobName.PASSWORD_REQUEST, {"typed": "Nobody", "link_beginning": ""}, now)
        session.flush()
        job = session.scalars(select(Job).order_by(Job.id.desc()).limit(1)).one()
        job.state, job.attempts, job.finished_at = "failed", MOST_ATTEMPTS, now
        job.last_error = "The post office is closed."
        return job.id


def jobs_of_each_state(now: datetime) -> None:
    """Have jobs that are done, failed, waiting, tried in vain and running. Needs an app context."""
    for name in ("Petra Post", "Paul Post", "Pia Post"):
        a_person(now - timedelta(days=2), name, email="post@example.org")
    a_failed_letter("Petra Post", now)
    recovery.request_letters("Paul Post", "https://quiz.example.org/new-password/", now)
    do_jobs(NO_SERVER, now)
    recovery.request_letters("Pia Post", "https://quiz.example.org/new-password/", now)
    assert claim("a worker", now)
    recovery.request_letters("Nobody", "https://quiz.example.org/new-password/", now)
