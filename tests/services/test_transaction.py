"""A use case is one transaction: all of it or nothing, and no writer loses another's work."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.models import LogIn, User
from quizapp.services.errors import NotFoundError
from quizapp.services.transaction import reading, writing, writing_for

WRITERS, TURNS = 8, 25


def a_user(now: datetime) -> User:
    return User(session_token="t", role="visitor", created_at=now)


def fail_halfway(now: datetime) -> None:
    with writing() as session:
        session.add(a_user(now))
        session.flush()
        raise ZeroDivisionError


@pytest.mark.usefixtures("in_app")
def test_what_fails_halfway_leaves_nothing_behind(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_halfway(now)
    assert reading().scalar(select(func.count()).select_from(User)) == 0


def call_another(now: datetime) -> None:
    with writing() as session:
        session.add(a_user(now))
        fail_halfway(now)


@pytest.mark.usefixtures("in_app")
def test_a_use_case_within_another_is_refused_and_loses_nothing_in_silence(now: datetime) -> None:
    with pytest.raises(RuntimeError, match="can't call another"):
        call_another(now)
    assert reading().scalar(select(func.count()).select_from(User)) == 0
    with writing() as session:
        session.add(a_user(now))
    assert reading().scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.usefixtures("in_app")
def test_writing_for_somebody_who_is_gone_is_refused() -> None:
    with pytest.raises(NotFoundError), writing_for(1):
        pass


def test_what_is_read_within_a_request_is_of_one_moment(app: Flask, now: datetime) -> None:
    count = select(func.count()).select_from(User)
    with app.app_context():
        assert reading().scalar(count) == 0
        with app.app_context(), writing() as session:
            session.add(a_user(now))
        assert reading().scalar(count) == 0
        reading().rollback()
        assert reading().scalar(count) == 1


def in_parallel(app: Flask, work: Callable[[int], None]) -> None:
    """Run `work(n)` in eight threads, each with its own connection; raise what any of them raised."""
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            for _ in range(TURNS):
                with app.app_context():
                    work(number)
        except BaseException as error:  # noqa: BLE001 -- handed to the test
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_eight_writers_to_one_row_lose_no_update(app: Flask, now: datetime) -> None:
    with app.app_context(), writing() as session:
        user = a_user(now)
        session.add(user)
        session.flush()
        user_id, before = user.id, user.new_per_day or 10

    def count_up(_: int) -> None:
        with writing_for(user_id) as (_session, user):
            user.new_per_day += 1

    in_parallel(app, count_up)
    with app.app_context():
        after = reading().scalar(select(User.new_per_day).where(User.id == user_id))
    assert after == before + WRITERS * TURNS


def test_eight_writers_of_new_rows_all_get_in(app: Flask, now: datetime) -> None:
    def add(number: int) -> None:
        with writing() as session:
            session.add(LogIn(name_key=str(number), address="::1", at=now, succeeded=False))

    in_parallel(app, add)
    with app.app_context():
        assert reading().scalar(select(func.count()).select_from(LogIn)) == WRITERS * TURNS
