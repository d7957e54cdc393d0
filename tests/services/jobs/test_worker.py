"""Jobs are done once each, tried again where they fail, and taken up where their worker died."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from support.databases import Backend
from support.jobs import jobs
from support.parallel import PATIENCE, at_once
from support.people import a_person
from support.troubles import trouble

from quizapp.extensions import db
from quizapp.models import Job
from quizapp.services.jobs import claims, queue, worker
from quizapp.services.jobs.job import ClaimedJob, Handlers, JobName, TryAgainError
from quizapp.services.jobs.waits import MOST_ATTEMPTS, wait_after
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")

NAME = JobName.PASSWORD_LETTER
SECOND = timedelta(seconds=1)


def put(now: datetime, number: int = 1, run_at: datetime | None = None) -> None:
    with writing() as session:
        queue.enqueue(session, NAME, {"number": number}, now, run_at=run_at)


def the_job() -> Job:
    (job,) = jobs()
    return job


def do(handler: Callable[[ClaimedJob, datetime], None], now: datetime, name: str = "a worker") -> bool:
    return worker.do_next({NAME: handler}, name, lambda: now)


def do_nothing(_job: ClaimedJob, _now: datetime) -> None:
    pass


def fail(_job: ClaimedJob, _now: datetime) -> None:
    raise TryAgainError("The post office is closed.")


def test_a_job_is_done_once_with_what_it_was_given_and_then_forgets_it(now: datetime) -> None:
    seen: list[tuple[object, ...]] = []
    put(now, 7)
    assert do(lambda job, at: seen.append((job.payload["number"], job.attempt, at)), now)
    assert seen == [(7, 1, now)]
    assert (the_job().state, the_job().payload, the_job().finished_at) == ("done", {}, now)
    assert not do(lambda *_: pytest.fail("done twice"), now + timedelta(days=1))


def test_a_job_exists_exactly_when_its_cause_was_committed(now: datetime) -> None:
    def fail_after_all() -> None:
        with writing() as session:
            queue.enqueue(session, NAME, {}, now)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_all()
    assert jobs() == []
    assert not do(do_nothing, now)


def test_jobs_are_done_in_the_order_in_which_they_fall_due_and_none_before(now: datetime) -> None:
    done: list[int] = []
    for number, seconds in ((1, 20), (2, 10), (3, 0), (4, 0)):
        put(now, number, now + seconds * SECOND)
    for seconds in (0, 0, 9, 10, 19, 20):
        do(lambda job, _: done.append(job.payload["number"]), now + seconds * SECOND)
    assert done == [3, 4, 2, 1]


def test_a_handler_runs_outside_any_transaction_and_may_open_its_own(now: datetime) -> None:
    def write(job: ClaimedJob, at: datetime) -> None:
        with writing() as session:
            queue.enqueue(session, NAME, {"number": job.payload["number"] + 1}, at + SECOND)

    put(now, 1)
    assert do(write, now)
    assert [(job.state, job.payload) for job in jobs()] == [("done", {}), ("waiting", {"number": 2})]


def test_a_failed_job_is_tried_again_after_growing_waits_then_given_up_and_kept(now: datetime) -> None:
    put(now)
    at = now
    for attempt in range(1, MOST_ATTEMPTS):
        assert do(fail, at)
        wait = wait_after(attempt)
        assert wait
        job = the_job()
        assert (job.state, job.attempts, job.run_at) == ("waiting", attempt, at + wait)
        assert job.last_error == "The post office is closed."
        at += wait
        assert not do(fail, at - SECOND)
    assert do(fail, at)
    job = the_job()
    assert (job.state, job.finished_at, job.payload) == ("failed", at, {"number": 1})
    assert not do(fail, at + timedelta(days=30))


def test_a_job_that_works_the_second_time_is_done(now: datetime) -> None:
    put(now)
    do(fail, now)
    assert do(do_nothing, now + timedelta(hours=1))
    assert (the_job().state, the_job().attempts, the_job().last_error) == ("done", 2, None)


def test_what_nobody_expected_is_logged_with_its_place_and_noted(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(_job: ClaimedJob, _now: datetime) -> None:
        raise ZeroDivisionError("a" * 1000)

    put(now)
    assert do(stumble, now)
    assert the_job().state == "waiting"
    assert (the_job().last_error or "").startswith("ZeroDivisionError: aaa")
    assert "Traceback" in caplog.text


def test_a_handler_that_fails_within_a_transaction_leaves_nothing_of_it(now: datetime) -> None:
    def half(_job: ClaimedJob, at: datetime) -> None:
        with writing() as session:
            queue.enqueue(session, NAME, {"number": 2}, at)
            session.flush()
            raise TryAgainError("Not now.")

    put(now)
    assert do(half, now)
    assert the_job().last_error == "Not now."


def test_a_job_of_another_version_waits_for_one_that_knows_it(now: datetime) -> None:
    put(now)
    assert worker.do_next({}, "a worker", lambda: now)
    assert (the_job().state, the_job().last_error) == (
        "waiting",
        f"This version of quizapp has nothing that does {NAME}.",
    )


@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_a_worker_that_is_told_to_stop_gives_its_job_back(stop: type[BaseException], now: datetime) -> None:
    def interrupted(_job: ClaimedJob, _now: datetime) -> None:
        raise stop

    put(now)
    with pytest.raises(stop):
        do(interrupted, now)
    assert (the_job().state, the_job().attempts) == ("waiting", 0)
    assert do(do_nothing, now, "another")


def test_the_job_of_a_dead_worker_is_taken_up_when_its_lease_ends(now: datetime) -> None:
    put(now)
    assert claims.claim("dead", now)
    assert not do(do_nothing, now + claims.LEASE - SECOND)
    assert do(do_nothing, now + claims.LEASE)
    assert (the_job().state, the_job().attempts) == ("done", 2)


def test_a_job_that_kills_each_of_its_workers_is_given_up(now: datetime) -> None:
    put(now)
    for attempt in range(MOST_ATTEMPTS):
        assert claims.claim(f"worker {attempt}", now + attempt * claims.LEASE)
    end = now + MOST_ATTEMPTS * claims.LEASE
    put(end, 2)
    assert do(do_nothing, end)
    assert [job.state for job in jobs()] == ["failed", "done"]
    assert "The worker ended before the job did" in (jobs()[0].last_error or "")


def test_a_worker_that_was_taken_for_dead_changes_nothing_of_what_became_of_its_job(now: datetime) -> None:
    put(now)
    slow = claims.claim("slow", now)
    assert slow
    late = now + claims.LEASE
    assert do(fail, late, "quick")
    before = vars_of(the_job())
    for settle in (claims.finish, claims.release, claims.renew):
        settle(slow, late)
    claims.put_off(slow, "too late", late)
    assert vars_of(the_job()) == before


def vars_of(job: Job) -> dict[str, object]:
    return {column.key: getattr(job, column.key) for column in Job.__table__.columns}


def test_a_job_that_lasts_longer_than_a_lease_stays_its_workers(now: datetime) -> None:
    put(now)
    clock = [now]

    def last_long(job: ClaimedJob, _now: datetime) -> None:
        clock[0] += 2 * claims.LEASE
        until = time.monotonic() + PATIENCE
        while the_job().run_at != clock[0] + claims.LEASE:
            assert time.monotonic() < until, "nobody renews the lease"
        assert claims.claim("another", clock[0]) is None
        assert job.attempt == 1

    assert worker.do_next({NAME: last_long}, "a worker", lambda: clock[0], renewed_every=0.01)
    assert (the_job().state, the_job().attempts) == ("done", 1)


def test_many_workers_do_every_job_once(app: Flask, now: datetime) -> None:
    for number in range(30):
        put(now, number)
    done: list[int] = []

    def drain(name: str) -> Callable[[], None]:
        def work() -> None:
            while do(lambda job, _: done.append(job.payload["number"]), now, name):
                pass

        return work

    assert at_once([drain(f"worker {number}") for number in range(4)], app) == [None] * 4
    assert sorted(done) == list(range(30))
    assert {job.attempts for job in jobs()} == {1}


def test_a_job_that_another_worker_is_doing_is_passed_over(app: Flask, now: datetime) -> None:
    for number in (1, 2):
        put(now, number)
    begun, over = threading.Event(), threading.Event()

    def wait(_job: ClaimedJob, _now: datetime) -> None:
        begun.set()
        assert over.wait(PATIENCE)

    def slow() -> bool:
        return do(wait, now, "slow")

    def quick() -> list[int]:
        seen: list[int] = []
        assert begun.wait(PATIENCE)
        while do(lambda job, _: seen.append(job.payload["number"]), now, "quick"):
            pass
        over.set()
        return seen

    assert at_once([slow, quick], app) == [True, [2]]


def open_connections() -> int:
    return db.engine.pool.checkedout()  # type: ignore[attr-defined, no-any-return]


class Turns:
    """Stands for time: notes how long the worker would wait, and tells it to stop after so many waits."""

    def __init__(self, turns: int, between: Callable[[], None] = lambda: None) -> None:
        self.turns = turns
        self.between = between
        self.waited: list[float] = []
        self.connections = open_connections()

    def __call__(self, seconds: float) -> bool:
        assert open_connections() == self.connections, "a transaction is open while the worker waits"
        self.waited.append(seconds)
        self.between()
        return len(self.waited) <= self.turns


def test_an_idle_worker_looks_every_second_and_a_busy_one_at_once(now: datetime) -> None:
    for number in (1, 2):
        put(now, number)
    turns = Turns(5)
    worker.work({NAME: do_nothing}, "a worker", lambda: now, turns)
    assert turns.waited == [0, 0, 0, 1, 1, 1]
    assert {job.state for job in jobs()} == {"done"}


def test_each_chore_is_done_at_its_own_pace(now: datetime) -> None:
    done: list[str] = []
    chores = [
        worker.Chore(lambda _, name=name: done.append(name), timedelta(minutes=minutes))  # type: ignore[misc]
        for name, minutes in (("seldom", 60), ("often", 20))
    ]
    moments = [now]

    def pass_ten_minutes() -> None:
        moments.append(moments[-1] + timedelta(minutes=10))

    worker.work({}, "a worker", lambda: moments[-1], Turns(6, pass_ten_minutes), chores)
    assert done == ["seldom", "often", "often", "often"]


def test_a_worker_that_is_told_to_stop_begins_nothing_more(now: datetime) -> None:
    put(now)
    worker.work({NAME: do_nothing}, "a worker", lambda: now, Turns(0))
    assert the_job().state == "waiting"


def test_what_is_over_is_kept_for_a_while_and_then_cleared(now: datetime) -> None:
    put(now, 1)
    assert do(do_nothing, now)
    put(now, 2)
    for attempt in range(MOST_ATTEMPTS):
        assert do(fail, now + attempt * timedelta(hours=2))

    def left_after(days: int) -> list[str]:
        worker.work({}, "a worker", lambda: now + timedelta(days=days), Turns(1))
        return [job.state for job in jobs()]

    assert left_after(6) == ["done", "failed"]
    assert left_after(8) == ["failed"]
    assert left_after(89) == ["failed"]
    assert left_after(92) == []


def test_a_worker_outlives_a_database_that_is_away_and_asks_ever_more_seldom(
    app: Flask, backend: Backend, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    put(now)
    handlers: Handlers = {NAME: do_nothing}
    with trouble("locked", app, backend):
        turns = Turns(3)
        worker.work(handlers, "a worker", lambda: now, turns)
    assert turns.waited == [0, 1, 2, 4]
    assert "the database can't be used" in caplog.text
    worker.work(handlers, "a worker", lambda: now, Turns(1))
    assert the_job().state == "done"


def test_a_persons_jobs_can_be_taken_back_and_go_with_them(now: datetime) -> None:
    anna, bo = a_person(now), a_person(now)
    with writing() as session:
        for person in (anna, bo):
            queue.enqueue(session, NAME, {}, now, user_id=person.id)
    with writing() as session:
        assert (queue.count_open(session, NAME), queue.count_open(session, NAME, anna.id)) == (2, 1)
        queue.cancel(session, NAME, anna.id)
    assert the_job().user_id == bo.id
