"""Accounts that administrators make for others: the link that is mailed, and who may make one."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.jobs import do_jobs
from support.mail import Mailbox
from support.people import CONTEXT, a_person, everything_stored

from quizapp.models import User
from quizapp.services.accounts import links, new_people, people, recovery
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.accounts.new_people import NewPerson
from quizapp.services.errors import NotAllowedError, SpentLinkError, TakenError
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

LINK = "https://quiz.example.org/new-password/"
NEW = "eight white swans"
TOM = NewPerson("Tom", "Tom Beck", "tom@example.org", Role.INSTRUCTOR)


@pytest.fixture
def boss(now: datetime) -> Person:
    return a_person(now, "The Boss", Role.ADMINISTRATOR)


def test_the_link_that_is_mailed_proves_the_address_and_ends_the_other(
    boss: Person, mailbox: Mailbox, now: datetime
) -> None:
    added = new_people.add(boss, TOM, now, link_beginning=LINK)
    assert added.mailed_to == "tom@example.org"
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert (letter["To"], letter["Subject"]) == ("tom@example.org", "Your account at quizapp")
    text = letter.get_content()
    assert "Hello Tom Beck" in text
    assert "user name Tom" in text
    found = re.search(re.escape(LINK) + r"(\S+)", text)
    assert found
    recovery.choose_password(found[1], NEW, CONTEXT, now)
    assert people.find(added.user_id).email_is_confirmed
    assert authenticate("tom@example.org", NEW, CONTEXT, now)
    with pytest.raises(SpentLinkError):
        recovery.owner_of(added.link.token, now)


def test_the_link_that_is_handed_over_lasts_a_week_and_proves_no_address(boss: Person, now: datetime) -> None:
    added = new_people.add(boss, TOM, now)
    assert added.mailed_to is None
    end = now + links.NEW_ACCOUNT_LASTS
    assert recovery.owner_of(added.link.token, end - timedelta(seconds=1)).is_first
    with pytest.raises(SpentLinkError):
        recovery.owner_of(added.link.token, end)
    reading().rollback()
    recovery.choose_password(added.link.token, NEW, CONTEXT, now)
    assert not people.find(added.user_id).email_is_confirmed


def test_another_link_ends_the_letter_that_waits(boss: Person, mailbox: Mailbox, now: datetime) -> None:
    added = new_people.add(boss, TOM, now, link_beginning=LINK)
    people.make_password_link(boss, added.user_id, now)
    do_jobs(mailbox.server, now)
    assert mailbox.is_empty
    with pytest.raises(SpentLinkError):
        recovery.owner_of(added.link.token, now)


def test_an_administrator_no_more_makes_nobody(boss: Person, now: datetime) -> None:
    other = a_person(now, "Bo", Role.ADMINISTRATOR)
    people.change_role(boss, other.id, Role.LEARNER)
    before = everything_stored()
    with pytest.raises(NotAllowedError):
        new_people.add(other, TOM, now)
    reading().rollback()
    assert everything_stored() == before


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ANONYMOUS])
def test_nobody_is_made_what_nobody_can_be_made(role: Role, boss: Person, now: datetime) -> None:
    with pytest.raises(ValueError, match="nobody can be made"):
        new_people.add(boss, replace(TOM, role=role), now)


def test_of_many_who_give_a_name_at_once_one_does(boss: Person, app: Flask, now: datetime) -> None:
    def add(_: int) -> bool:
        with app.app_context():
            try:
                new_people.add(boss, TOM, now)
            except TakenError:
                return False
            return True

    reading().rollback()
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(8))) == 1
    assert reading().scalar(select(func.count()).select_from(User)) == 2
