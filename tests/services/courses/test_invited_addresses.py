"""What an invitation proves: a mailed one that its address is read by whoever came, one on paper nothing."""

from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from support.courses import a_course
from support.jobs import do_jobs
from support.mail import Mailbox
from support.parallel import at_once
from support.people import CONTEXT, PASSWORD, a_person, confirm_email

from quizapp.services.accounts import email_address
from quizapp.services.courses import invitations
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

BEGINNING = "https://quiz.example.org/invitations/"


@pytest.fixture
def ines(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def course(ines: Person, now: datetime) -> int:
    return a_course(ines, now)


def mailed_token(ines: Person, course: int, email: str, mailbox: Mailbox, now: datetime) -> str:
    invitations.invite_one(ines, course, NewInvitation(email), now, BEGINNING)
    do_jobs(mailbox.server, now)
    text = mailbox.next().get_content()
    return str(text.split(BEGINNING)[1].split()[0])


def is_confirmed(person: Person) -> bool:
    reading().rollback()
    address = email_address.email_of(person)
    return bool(address and address.is_confirmed)


def test_a_mailed_link_confirms_the_address_that_its_account_names(
    ines: Person, course: int, mailbox: Mailbox, now: datetime
) -> None:
    token = mailed_token(ines, course, "lea@example.org", mailbox, now)
    lea = a_person(now, "Lea", email="LEA@example.org")
    invitations.accept(lea, token, now)
    assert is_confirmed(lea)


def test_a_mailed_link_confirms_the_address_that_waits_beside_another(
    ines: Person, course: int, mailbox: Mailbox, now: datetime
) -> None:
    token = mailed_token(ines, course, "new@example.org", mailbox, now)
    lea = a_person(now, "Lea", email="old@example.org")
    confirm_email(lea, now)
    give_another(lea, "new@example.org", now)
    invitations.accept(lea, token, now)
    reading().rollback()
    assert email_address.email_of(lea) == email_address.EmailAddress("new@example.org", is_confirmed=True)


def give_another(person: Person, email: str, now: datetime) -> None:
    email_address.change_email(person, email, PASSWORD, CONTEXT, now)


def test_a_link_on_paper_proves_nothing(ines: Person, course: int, now: datetime) -> None:
    token = invitations.invite_one(ines, course, NewInvitation("lea@example.org"), now, None)
    lea = a_person(now, "Lea", email="lea@example.org")
    invitations.accept(lea, token or "", now)
    assert not is_confirmed(lea)


@pytest.mark.parametrize("email", [None, "other@example.org"])
def test_an_address_that_the_account_does_not_name_is_not_given_to_it(
    ines: Person, course: int, mailbox: Mailbox, email: str | None, now: datetime
) -> None:
    token = mailed_token(ines, course, "lea@example.org", mailbox, now)
    lea = a_person(now, "Lea", email=email)
    invitations.accept(lea, token, now)
    address = email_address.email_of(lea)
    assert (address and address.text) == email
    assert not is_confirmed(lea)


def test_an_address_that_another_account_has_stays_theirs(
    ines: Person, course: int, mailbox: Mailbox, now: datetime
) -> None:
    token = mailed_token(ines, course, "lea@example.org", mailbox, now)
    owner = a_person(now, "Owner", email="lea@example.org")
    confirm_email(owner, now)
    lea = a_person(now, "Lea", email="lea@example.org")
    assert not invitations.accept(lea, token, now).was_member
    assert not is_confirmed(lea)
    assert is_confirmed(owner)


def test_of_two_who_use_a_link_at_once_one_comes_in(
    app: Flask, ines: Person, course: int, mailbox: Mailbox, now: datetime
) -> None:
    token = mailed_token(ines, course, "lea@example.org", mailbox, now)
    both = [a_person(now, name, email="lea@example.org") for name in ("Lea", "Not Lea")]
    done = at_once([partial(invitations.accept, one, token, now) for one in both], app)
    assert sorted(type(one).__name__ for one in done) == ["JoinedCourse", "SpentLinkError"]
    assert sorted(map(is_confirmed, both)) == [False, True]
