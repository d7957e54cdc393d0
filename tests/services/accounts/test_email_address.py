"""An email address: changed with the password only, and one account's once a mailed link confirmed it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from support.jobs import do_jobs, jobs
from support.mail import Mailbox
from support.people import (
    CONTEXT,
    PASSWORD,
    a_person,
    confirm_email,
    confirmation_token,
    everything_stored,
)

from quizapp.models import User
from quizapp.services.accounts import email_address, profile, recovery
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.accounts.email_address import EmailAddress
from quizapp.services.errors import InvalidError, SpentLinkError, TakenError, WrongPasswordError
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.mark.parametrize(
    ("typed", "stored"), [(" anna@example.org ", "anna@example.org"), ("", None), (None, None)]
)
def test_the_address_is_changed_or_removed_with_the_password(
    typed: str | None, stored: str | None, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    email_address.change_email(anna, typed, PASSWORD, CONTEXT, now)
    assert email_address.email_of(anna) == (EmailAddress(stored, is_confirmed=False) if stored else None)


@pytest.mark.parametrize(
    ("typed", "password"), [("new@example.org", "a wrong guess"), ("not an address", PASSWORD)]
)
def test_otherwise_the_address_stays(typed: str, password: str, now: datetime) -> None:
    anna = a_person(now, "Anna", email="old@example.org")
    with pytest.raises((WrongPasswordError, InvalidError)):
        email_address.change_email(anna, typed, password, CONTEXT, now)
    assert email_address.email_of(anna) == EmailAddress("old@example.org", is_confirmed=False)


# ---- confirming it

LINK = "https://quiz.example.org/confirm-email/"


def ask(mailbox: Mailbox, person: Person, now: datetime) -> str:
    """Have a link mailed, and return its token."""
    email_address.request_confirmation(person, LINK, now)
    do_jobs(mailbox.server, now)
    return token_of(mailbox.next().get_content())


def token_of(letter: str) -> str:
    found = re.search(rf"{LINK}(\S+)", letter)
    assert found
    return found[1]


def is_confirmed(person: Person) -> bool:
    email = email_address.email_of(person)
    return email is not None and email.is_confirmed


def test_a_mailed_link_confirms_the_address_once(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    token = ask(mailbox, anna, now)
    before = everything_stored()
    for _ in range(3):
        claim = email_address.claim_behind(token, now)
    assert (claim.user_name, claim.email) == ("Anna", "anna@example.org")
    assert everything_stored() == before
    email_address.confirm_email(token, now)
    assert is_confirmed(anna)
    with pytest.raises(SpentLinkError):
        email_address.confirm_email(token, now)


def test_the_email_names_the_account_and_goes_to_the_address(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "anna.s", email="anna@example.org")
    profile.change_display_name(anna, "Anna Schmidt")
    email_address.request_confirmation(anna, LINK, now)
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert letter["To"] == "anna@example.org"
    assert "Hello Anna Schmidt" in letter.get_content()
    assert "the account anna.s" in letter.get_content()


def test_a_link_to_confirm_ends_after_two_hours(mailbox: Mailbox, now: datetime) -> None:
    token = ask(mailbox, a_person(now, "Anna", email="anna@example.org"), now)
    email_address.claim_behind(token, now + timedelta(hours=2, seconds=-1))
    for use in (email_address.claim_behind, email_address.confirm_email):
        with pytest.raises(SpentLinkError):
            use(token, now + timedelta(hours=2))


def test_it_confirms_the_address_that_it_was_mailed_to_and_no_other(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    token = ask(mailbox, anna, now)
    email_address.change_email(anna, "anna@example.net", PASSWORD, CONTEXT, now)
    with pytest.raises(SpentLinkError):
        email_address.confirm_email(token, now)
    assert not is_confirmed(anna)


@pytest.mark.parametrize("other", ["anna@example.net", "ANNA@example.org"])
def test_a_confirmed_address_stays_in_force_until_another_is_confirmed(
    other: str, mailbox: Mailbox, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    confirm_email(anna, now)
    email_address.change_email(anna, other, PASSWORD, CONTEXT, now, link_beginning=LINK)
    assert email_address.email_of(anna) == EmailAddress("anna@example.org", is_confirmed=True, new=other)
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert letter["To"] == other
    # It logs in, and is where a link for a forgotten password goes.
    assert authenticate("anna@example.org", PASSWORD, CONTEXT, now) == anna
    recovery.request_letters("Anna", "https://quiz.example.org/new-password/", now)
    do_jobs(mailbox.server, now)
    forgotten = mailbox.next()
    assert forgotten["To"] == "anna@example.org"
    email_address.confirm_email(token_of(letter.get_content()), now)
    assert email_address.email_of(anna) == EmailAddress(other, is_confirmed=True)
    assert authenticate(other, PASSWORD, CONTEXT, now) == anna
    # What was mailed to the old one opens nothing any more.
    (token,) = re.findall(r"/new-password/(\S+)", forgotten.get_content())
    with pytest.raises(SpentLinkError):
        recovery.owner_of(token, now)


def test_an_address_that_was_replaced_is_free_for_others(mailbox: Mailbox, now: datetime) -> None:
    anna, bo = (a_person(now, name, email="family@example.org") for name in ("Anna", "Bo"))
    confirm_email(anna, now)
    email_address.change_email(anna, "anna@example.net", PASSWORD, CONTEXT, now)
    email_address.confirm_email(ask(mailbox, anna, now), now)
    assert authenticate("family@example.org", PASSWORD, CONTEXT, now) is None
    confirm_email(bo, now)
    assert is_confirmed(bo)


@pytest.mark.parametrize(
    ("again", "left"), [("anna@example.org", EmailAddress("anna@example.org", is_confirmed=True)), ("", None)]
)
def test_an_address_that_waits_is_given_up_with_the_confirmed_one_or_for_it(
    again: str, left: EmailAddress | None, mailbox: Mailbox, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    confirm_email(anna, now)
    email_address.change_email(anna, "typo@example.org", PASSWORD, CONTEXT, now)
    token = ask(mailbox, anna, now)
    email_address.change_email(anna, again, PASSWORD, CONTEXT, now)
    assert email_address.email_of(anna) == left
    with pytest.raises(SpentLinkError):
        email_address.confirm_email(token, now)


def test_an_address_that_waits_keeps_nobody_from_confirming_it(now: datetime) -> None:
    anna, bo = a_person(now, "Anna", email="anna@example.org"), a_person(now, "Bo", email="bo@example.org")
    confirm_email(anna, now)
    email_address.change_email(anna, "bo@example.org", PASSWORD, CONTEXT, now)
    confirm_email(bo, now)
    assert is_confirmed(bo)


def test_a_confirmed_address_is_one_accounts(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="family@example.org")
    bo = a_person(now, "Bo", email="Family@Example.org")
    confirm_email(anna, now)
    token = ask(mailbox, bo, now)
    before = everything_stored()
    with pytest.raises(TakenError, match="Another account has confirmed this address"):
        email_address.confirm_email(token, now)
    assert everything_stored() == before
    email_address.change_email(anna, "", PASSWORD, CONTEXT, now)
    email_address.confirm_email(token, now)
    assert is_confirmed(bo)


def test_of_many_who_confirm_an_address_at_once_one_gets_it(app: Flask, now: datetime) -> None:
    people = [a_person(now, email=f"somebody{number}@example.org") for number in range(8)]
    for person in people[::2]:
        confirm_email(person, now)
    for person in people:
        email_address.change_email(person, "family@example.org", PASSWORD, CONTEXT, now)

    tokens = {person.id: confirmation_token(person, now) for person in people}

    def confirm(person: Person) -> bool:
        with app.app_context():
            try:
                email_address.confirm_email(tokens[person.id], now)
            except TakenError:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(confirm, people)) == 1
    reading().rollback()  # what was read before is from before
    emails = [email_address.email_of(person) for person in people]
    assert sum(email == EmailAddress("family@example.org", is_confirmed=True) for email in emails) == 1


def test_the_tables_hold_a_confirmed_address_to_one_account(now: datetime) -> None:
    for name in ("Anna", "Bo"):
        a_person(now, name, email="family@example.org")
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(update(User).values(email_confirmed_at=now))


def test_no_more_than_three_links_wait_for_somebody_whatever_the_address(
    mailbox: Mailbox, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    bo = a_person(now, "Bo", email="bo@example.org")
    for number in range(5):
        email_address.change_email(anna, f"anna{number}@example.org", PASSWORD, CONTEXT, now)
        email_address.request_confirmation(anna, LINK, now)
        do_jobs(mailbox.server, now)
    email_address.request_confirmation(bo, LINK, now)
    do_jobs(mailbox.server, now)
    to = [mailbox.next()["To"] for _ in range(4)]
    assert to == ["anna0@example.org", "anna1@example.org", "anna2@example.org", "bo@example.org"]


def test_nothing_is_mailed_where_there_is_nothing_to_confirm(now: datetime) -> None:
    anna, bo = a_person(now, "Anna", email="anna@example.org"), a_person(now, "Bo")
    confirm_email(anna, now)
    for person in (anna, bo):
        email_address.request_confirmation(person, LINK, now)
    assert jobs() == []


def test_a_letter_that_became_pointless_while_it_waited_is_not_sent(mailbox: Mailbox, now: datetime) -> None:
    anna, bo = (a_person(now, name, email=f"{name}@example.org") for name in ("Anna", "Bo"))
    for person in (anna, bo):
        email_address.request_confirmation(person, LINK, now)
    confirm_email(anna, now)
    email_address.change_email(bo, "", PASSWORD, CONTEXT, now)
    do_jobs(mailbox.server, now)
    assert mailbox.is_empty


def test_it_goes_to_the_address_that_the_person_has_by_then(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    email_address.request_confirmation(anna, LINK, now)
    email_address.change_email(anna, "anna@example.net", PASSWORD, CONTEXT, now)
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert letter["To"] == "anna@example.net"
    email_address.confirm_email(token_of(letter.get_content()), now)
    assert email_address.email_of(anna) == EmailAddress("anna@example.net", is_confirmed=True)
