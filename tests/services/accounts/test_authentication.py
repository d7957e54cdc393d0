"""A name and its password, and nothing else, let somebody in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import select
from support.people import (
    CONTEXT,
    HOME,
    PASSWORD,
    a_person,
)

from quizapp.models import User
from quizapp.services.accounts import (
    deletion,
    recovery,
    registration,
    visitors,
)
from quizapp.services.accounts.authentication import AuthenticationContext, authenticate
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

ANNA = NewAccount("Anna", PASSWORD, "anna@example.org", "Asia/Tashkent")


def row(person: Person) -> User:
    user = reading().get(User, person.id, populate_existing=True)
    assert user
    return user


def test_a_name_and_its_password_let_in_however_the_name_is_spelt(now: datetime) -> None:
    anna = a_person(now, "Anna")
    assert authenticate(" ANNA", PASSWORD, CONTEXT, now) == anna


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Anna", "seven grey goose"),
        ("Anna", ""),
        ("Bo", PASSWORD),
        ("", PASSWORD),
        ("x" * 500_000, "x" * 500_000),
    ],
)
def test_no_other_pair_does(name: str, password: str, now: datetime) -> None:
    a_person(now, "Anna")
    assert authenticate(name, password, CONTEXT, now) is None


def test_a_visitor_cant_log_in(now: datetime) -> None:
    visitors.begin_visit(now)
    assert authenticate("", "", CONTEXT, now) is None


def test_a_log_in_renews_a_hash_of_another_cost(now: datetime) -> None:
    anna = a_person(now, "Anna")
    dearer = Hasher(memory=16, passes=2)
    assert authenticate("Anna", PASSWORD, AuthenticationContext(HOME, dearer), now) == anna
    assert not dearer.is_outdated(row(anna).password_hash or "")
    assert authenticate("Anna", PASSWORD, AuthenticationContext(HOME, dearer), now) == anna


def test_nothing_is_hashed_while_a_transaction_writes(app: Flask, now: datetime) -> None:
    def write() -> None:
        with app.app_context(), writing() as session:
            session.scalars(select(User).with_for_update()).all()

    class Watched(Hasher):
        """Lets somebody else write, to the same rows, whenever it is at work: who waits, waits in vain."""

        work: ClassVar[list[str]] = []

        def hash(self, password: str) -> str:
            self.let_others_write("hash")
            return super().hash(password)

        def verify(self, stored: str | None, password: str) -> bool:
            self.let_others_write("verify")
            return super().verify(stored, password)

        def let_others_write(self, work: str) -> None:
            self.work.append(work)
            threads.submit(write).result(timeout=5)

    with ThreadPoolExecutor(1) as threads:
        context = AuthenticationContext(HOME, Watched(8, 1))
        anna = registration.sign_up(ANNA, context, now)
        assert authenticate("Anna", PASSWORD, AuthenticationContext(HOME, Watched(16, 1)), now)
        assert authenticate("Anna", "a wrong guess", context, now) is None
        recovery.change_password(anna, PASSWORD, "eight white swans", context, now)
        deletion.delete_account(anna, "eight white swans", context, now)
    # Signing up; a log-in at another cost; a wrong guess; a change at the first cost; the end.
    assert Watched.work == ["hash", "verify", "hash", "verify", "verify", "hash", "hash", "verify"]
