"""What learners decide touches their own row only."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update
from support.people import DOOR, PASSWORD, a_history, a_person, everything_stored

from quizapp.models import User
from quizapp.services import accounts, preferences
from quizapp.services.passwords import WrongPasswordError
from quizapp.services.preferences import Preferences
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")

NEW = Preferences("Pacific/Apia", 23, 0.97, 0, 9999)


def test_what_is_saved_is_what_the_person_has(now: datetime) -> None:
    anna = a_person(now, "Anna")
    preferences.save(anna, NEW)
    again = accounts.find_person(anna.id)
    assert again
    assert preferences.preferences_of(again) == NEW


def test_a_change_touches_nothing_but_the_persons_own_row(bank: int, now: datetime) -> None:
    bo = a_person(now, "Bo")
    anna = a_person(now, "Anna")
    for person in (anna, bo):
        a_history(person, bank, now)
    before = everything_stored()
    preferences.save(anna, NEW)
    after = everything_stored()
    others = [user for user in after.pop("users") if user["id"] != anna.id]
    assert others == [user for user in before.pop("users") if user["id"] != anna.id]
    assert after == before


def test_a_zone_that_this_machine_no_longer_knows_counts_as_utc(now: datetime) -> None:
    anna = a_person(now, "Anna")
    with writing() as session:
        session.execute(update(User).where(User.id == anna.id).values(time_zone="Europe/Atlantis"))
    again = accounts.find_person(anna.id)
    assert again
    assert again.clock == replace(anna.clock, time_zone="UTC")


@pytest.mark.parametrize(
    ("typed", "stored"), [(" anna@example.org ", "anna@example.org"), ("", None), (None, None)]
)
def test_the_address_is_changed_or_removed_with_the_password(
    typed: str | None, stored: str | None, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    preferences.change_email(anna, typed, PASSWORD, DOOR, now)
    assert preferences.email_of(anna) == stored


@pytest.mark.parametrize(
    ("typed", "password"), [("new@example.org", "a wrong guess"), ("not an address", PASSWORD)]
)
def test_otherwise_the_address_stays(typed: str, password: str, now: datetime) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    with pytest.raises((WrongPasswordError, ValueError)):
        preferences.change_email(anna, typed, password, DOOR, now)
    assert preferences.email_of(anna) == "old@example.org"
