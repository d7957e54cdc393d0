"""Signing up: a new account, or a visitor's row turned into one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.people import (
    CONTEXT,
    HASHER,
    PASSWORD,
    a_person,
    answer_right,
    everything_stored,
    password_hash_of,
)

from quizapp.models import User
from quizapp.services.accounts import (
    profile,
    registration,
    sessions,
    visitors,
)
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.errors import (
    InvalidError,
    TakenError,
)
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.tidying import tidy
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

ANNA = NewAccount("Anna", PASSWORD, "anna@example.org", "Asia/Tashkent")
DAY = timedelta(days=1)


def row(person: Person) -> User:
    user = reading().get(User, person.id, populate_existing=True)
    assert user
    return user


def test_somebody_who_signs_up_is_a_learner_in_their_time_zone(now: datetime) -> None:
    anna = registration.sign_up(ANNA, CONTEXT, now)
    assert (anna.user_name, anna.role, anna.clock.time_zone) == ("Anna", Role.LEARNER, "Asia/Tashkent")
    assert sessions.find_person(anna.id) == anna
    assert row(anna).email == "anna@example.org"


def test_the_password_is_stored_as_its_hash_only(now: datetime) -> None:
    anna = registration.sign_up(ANNA, CONTEXT, now)
    assert HASHER.verify(password_hash_of(anna), PASSWORD)
    assert PASSWORD not in str(everything_stored())


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "Asia/Tashkent\n", "../../etc/passwd", "x" * 1000, "localtime"]
)
def test_an_unknown_time_zone_counts_as_utc(zone: str, now: datetime) -> None:
    assert registration.sign_up(replace(ANNA, time_zone=zone), CONTEXT, now).clock.time_zone == "UTC"


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna ", "\uff21nna"])
def test_a_name_belongs_to_one_person(name: str, now: datetime) -> None:
    registration.sign_up(ANNA, CONTEXT, now)
    before = everything_stored()
    with pytest.raises(TakenError, match="log in"):
        registration.sign_up(NewAccount(name, PASSWORD), CONTEXT, now)
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["anna@example.org", "@", "Anna \uff20 home", "Anna\ufe6b"])
def test_a_new_user_name_is_no_address(name: str, now: datetime) -> None:
    with pytest.raises(InvalidError, match="leave out “@”"):
        registration.sign_up(replace(ANNA, user_name=name), CONTEXT, now)


def test_the_display_name_is_the_user_name_at_first(now: datetime) -> None:
    anna = registration.sign_up(replace(ANNA, user_name=" Anna  Schmidt "), CONTEXT, now)
    assert (anna.user_name, anna.display_name) == ("Anna Schmidt", "Anna Schmidt")


def test_a_name_is_free_though_others_are_called_so(now: datetime) -> None:
    profile.change_display_name(a_person(now, "Bo"), "Anna")
    assert registration.sign_up(ANNA, CONTEXT, now)


def test_of_many_who_take_a_name_at_once_one_gets_it(app: Flask, now: datetime) -> None:
    def sign_up(_: int) -> bool:
        with app.app_context():
            try:
                registration.sign_up(ANNA, CONTEXT, now)
            except TakenError:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(sign_up, range(8))) == 1
    assert reading().scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize(
    "new",
    [
        replace(ANNA, user_name=""),
        replace(ANNA, email="anna"),
        replace(ANNA, password="short"),
        replace(ANNA, password="anna", user_name="anna"),
    ],
)
def test_what_cant_be_an_account_is_refused_and_nothing_written(new: NewAccount, now: datetime) -> None:
    before = everything_stored()
    with pytest.raises(InvalidError, match=r"Please|Use at least|doesn't look"):
        registration.sign_up(new, CONTEXT, now)
    assert everything_stored() == before


def test_a_visitor_keeps_what_they_answered_when_they_sign_up(bank: int, now: datetime) -> None:
    visitor = visitors.begin_visit(now, "Asia/Tashkent")
    assert visitor.role == Role.VISITOR
    attempt_id = beginning.begin_try_out(visitor, bank, now, 1).attempt_id
    answer_right(visitor, attempt_id, 1, now)
    anna = registration.sign_up(ANNA, CONTEXT, now, visitor=visitor)
    assert (anna.id, anna.role) == (visitor.id, Role.LEARNER)
    assert anna.session_token != visitor.session_token
    assert attempts.show(anna, attempt_id, 1).sequence == 1


def test_a_visitor_who_has_signed_up_meanwhile_is_not_taken_over(now: datetime) -> None:
    visitor = visitors.begin_visit(now)
    anna = registration.sign_up(ANNA, CONTEXT, now, visitor=visitor)
    bo = registration.sign_up(NewAccount("Bo", PASSWORD), CONTEXT, now, visitor=visitor)
    assert bo.id != anna.id
    assert sessions.find_person(anna.id) == anna


def test_a_visitor_who_was_purged_can_still_sign_up(now: datetime) -> None:
    visitor = visitors.begin_visit(now - 31 * DAY)
    tidy(now)
    assert sessions.find_person(visitor.id) is None
    assert registration.sign_up(ANNA, CONTEXT, now, visitor=visitor).user_name == "Anna"
