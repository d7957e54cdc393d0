"""Administrators see what needs them first, and can have a failed job tried again."""

from datetime import datetime, timedelta

import pytest
from support.jobs import NO_SERVER, a_failed_letter, do_jobs, jobs, jobs_of_each_state
from support.people import a_person, everything_stored

from quizapp.services.errors import NotFoundError
from quizapp.services.jobs import overview, queue
from quizapp.services.jobs.job import JobName
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")


def test_jobs_stand_in_the_order_of_their_need(now: datetime) -> None:
    jobs_of_each_state(now)
    found = overview.list_jobs(now)
    assert [job.state for job in found.page.items] == [
        "failed",
        "running",
        "waiting",
        "waiting",
        "done",
        "done",
    ]
    assert found.counts == {"failed": 1, "running": 1, "waiting": 2, "done": 2}
    done = [job.finished_at for job in found.page.items if job.state == "done" and job.finished_at]
    assert done == sorted(done, reverse=True)
    assert "127.0.0.1:1 can't be reached" in (found.page.items[0].last_error or "")


def test_they_come_page_by_page(now: datetime) -> None:
    with writing() as session:
        for _ in range(overview.PAGE_SIZE + 1):
            queue.enqueue(session, JobName.PASSWORD_REQUEST, {}, now)
    pages = [overview.list_jobs(now, page).page for page in (1, 2)]
    assert [(page.total, len(page.items)) for page in pages] == [(51, 50), (51, 1)]


def test_open_jobs_are_counted(now: datetime) -> None:
    with writing() as session:
        assert queue.count_open(session, JobName.PASSWORD_REQUEST) == 0
        queue.enqueue(session, JobName.PASSWORD_REQUEST, {}, now)
        assert queue.count_open(session, JobName.PASSWORD_REQUEST) == 1
        assert queue.count_open(session, JobName.CONFIRMATION_LETTER) == 0


def test_jobs_that_nobody_begins_are_noticed(now: datetime) -> None:
    assert not overview.list_jobs(now).is_unattended
    with writing() as session:
        queue.enqueue(session, JobName.PASSWORD_REQUEST, {"typed": "Nobody", "link_beginning": ""}, now)
    assert not overview.list_jobs(now + timedelta(seconds=30)).is_unattended
    later = now + timedelta(minutes=5)
    assert overview.list_jobs(later).is_unattended
    do_jobs(NO_SERVER, later)
    assert not overview.list_jobs(later + timedelta(days=1)).is_unattended


def test_a_failed_job_is_tried_again_from_the_start(now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    a_failed_letter("Anna", now)
    letter = jobs()[-1]
    overview.retry(letter.id, now)
    again = jobs()[-1]
    assert (again.state, again.attempts, again.run_at, again.finished_at) == ("waiting", 0, now, None)
    assert again.payload == letter.payload


def test_a_job_that_did_not_fail_is_left_alone(now: datetime) -> None:
    jobs_of_each_state(now)
    before = everything_stored()
    for job in jobs():
        if job.state != "failed":
            overview.retry(job.id, now + timedelta(hours=1))
    assert everything_stored() == before


def test_a_job_that_is_gone_is_missing(now: datetime) -> None:
    with pytest.raises(NotFoundError):
        overview.retry(1, now)
