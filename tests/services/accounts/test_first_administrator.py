"""One link makes the first administrator, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.people import (
    CONTEXT,
    PASSWORD,
    a_person,
    everything_stored,
)

from quizapp.models import OneTimeLink
from quizapp.services.accounts import (
    first_administrator,
    people,
    recovery,
    registration,
    visitors,
)
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.errors import (
    NotAllowedError,
    SpentLinkError,
    TakenError,
)
from quizapp.services.permissions import Role
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

ANNA = NewAccount("Anna", PASSWORD, "anna@example.org", "Asia/Tashkent")
DAY = timedelta(days=1)


def test_the_first_administrator_signs_up_by_a_link_that_works_once(now: datetime) -> None:
    token = first_administrator.make_link(now)
    assert token
    anna = registration.sign_up(ANNA, CONTEXT, now, administrator_token=token)
    assert anna.role == Role.ADMINISTRATOR
    with pytest.raises(SpentLinkError):
        registration.sign_up(NewAccount("Bo", PASSWORD), CONTEXT, now, administrator_token=token)
    assert first_administrator.make_link(now) is None


def test_a_fresh_administrator_link_ends_the_earlier_one(now: datetime) -> None:
    earlier, later = first_administrator.make_link(now), first_administrator.make_link(now)
    assert earlier
    assert later
    assert earlier != later
    with pytest.raises(SpentLinkError):
        first_administrator.check_link(earlier, now)
    first_administrator.check_link(later, now)
    assert reading().scalar(select(func.count()).select_from(OneTimeLink)) == 1


def test_a_fresh_administrator_link_leaves_the_links_of_others(now: datetime) -> None:
    a_person(now, "Anna")
    of_anna = people.make_password_link_for_name("Anna", now)
    assert first_administrator.make_link(now)
    assert recovery.owner_of(of_anna.token, now).user_name == "Anna"


def test_the_database_holds_no_link_that_could_be_used(now: datetime) -> None:
    token = first_administrator.make_link(now)
    assert token
    assert len(token) == 43
    assert token not in str(everything_stored())


def test_an_administrator_link_ends_after_a_week(now: datetime) -> None:
    token = first_administrator.make_link(now) or ""
    with pytest.raises(SpentLinkError):
        first_administrator.check_link(token, now + 7 * DAY)
    before = everything_stored()
    with pytest.raises(SpentLinkError):
        registration.sign_up(ANNA, CONTEXT, now + 7 * DAY, administrator_token=token)
    assert everything_stored() == before


def test_a_link_is_void_once_there_is_an_administrator_by_other_means(now: datetime) -> None:
    token = first_administrator.make_link(now) or ""
    a_person(now, "Bo", Role.ADMINISTRATOR)
    with pytest.raises(SpentLinkError):
        registration.sign_up(ANNA, CONTEXT, now, administrator_token=token)


def test_a_name_that_is_taken_leaves_the_administrator_link_unused(now: datetime) -> None:
    token = first_administrator.make_link(now) or ""
    registration.sign_up(ANNA, CONTEXT, now)
    with pytest.raises(TakenError):
        registration.sign_up(ANNA, CONTEXT, now, administrator_token=token)
    first_administrator.check_link(token, now)


def test_a_learner_may_become_the_first_administrator(now: datetime) -> None:
    token = first_administrator.make_link(now) or ""
    anna = a_person(now, "Anna")
    promoted = first_administrator.promote(anna, token, now)
    assert promoted.role == Role.ADMINISTRATOR
    assert promoted.session_token != anna.session_token
    with pytest.raises(SpentLinkError):
        first_administrator.promote(a_person(now, "Bo"), token, now)


def test_a_visitor_may_not(now: datetime) -> None:
    token = first_administrator.make_link(now) or ""
    with pytest.raises(NotAllowedError):
        first_administrator.promote(visitors.begin_visit(now), token, now)
    first_administrator.check_link(token, now)


def test_of_many_who_use_the_link_at_once_one_becomes_administrator(app: Flask, now: datetime) -> None:
    token = first_administrator.make_link(now) or ""

    def sign_up(number: int) -> bool:
        with app.app_context():
            try:
                registration.sign_up(
                    NewAccount(f"Name {number}", PASSWORD), CONTEXT, now, administrator_token=token
                )
            except SpentLinkError:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(sign_up, range(8))) == 1
