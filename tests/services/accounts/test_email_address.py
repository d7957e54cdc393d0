"""An email address: changed with the password only."""

from datetime import datetime

import pytest
from support.people import CONTEXT, PASSWORD, a_person

from quizapp.services.accounts import email_address
from quizapp.services.errors import InvalidError, WrongPasswordError

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.mark.parametrize(
    ("typed", "stored"), [(" anna@example.org ", "anna@example.org"), ("", None), (None, None)]
)
def test_the_address_is_changed_or_removed_with_the_password(
    typed: str | None, stored: str | None, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    email_address.change_email(anna, typed, PASSWORD, CONTEXT, now)
    assert email_address.email_of(anna) == stored


@pytest.mark.parametrize(
    ("typed", "password"), [("new@example.org", "a wrong guess"), ("not an address", PASSWORD)]
)
def test_otherwise_the_address_stays(typed: str, password: str, now: datetime) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    with pytest.raises((WrongPasswordError, InvalidError)):
        email_address.change_email(anna, typed, password, CONTEXT, now)
    assert email_address.email_of(anna) == "old@example.org"
