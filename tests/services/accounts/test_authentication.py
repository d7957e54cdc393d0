"""A user name or a confirmed address lets somebody in with the password, and nothing else does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from support.people import (
    CONTEXT,
    HOME,
    PASSWORD,
    a_person,
    confirm_email,
    password_hash_of,
)

from quizapp.models import Identity, User
from quizapp.services.accounts import (
    deletion,
    email_address,
    identities,
    profile,
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


def test_a_hash_made_anew_gives_way_to_a_password_that_was_changed_meanwhile(now: datetime) -> None:
    anna = a_person(now, "Anna")
    changed = password_hash_of(anna)
    with writing() as session:
        identities.replace_hash(session, anna.id, before="the hash that was checked", after="the same anew")
    assert password_hash_of(anna) == changed


def test_a_confirmed_address_lets_in_as_the_user_name_does(now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    assert authenticate("anna@example.org", PASSWORD, CONTEXT, now) is None
    confirm_email(anna, now)
    assert authenticate(" Anna@EXAMPLE.org ", PASSWORD, CONTEXT, now) == anna
    assert authenticate("Anna", PASSWORD, CONTEXT, now) == anna
    assert authenticate("anna@example.org", "a wrong guess", CONTEXT, now) is None


def test_an_address_lets_in_its_owner_whoever_else_claims_it(now: datetime) -> None:
    anna, bo, _cleo = (a_person(now, name, email="family@example.org") for name in ("Anna", "Bo", "Cleo"))
    profile.change_display_name(anna, "family@example.org")
    confirm_email(bo, now)
    assert authenticate("family@example.org", PASSWORD, CONTEXT, now) == bo


def test_a_user_name_wins_over_an_equal_address(now: datetime) -> None:
    """Names with "@" are from before addresses counted; nobody loses theirs."""
    anna, bo = a_person(now, "Anna"), a_person(now, "Bo", email="anna@example.org")
    recovery.change_password(bo, PASSWORD, "eight white swans", CONTEXT, now)
    confirm_email(bo, now)
    with writing() as session:
        old = {"user_name": "Anna@example.org", "user_name_key": "anna@example.org"}
        session.execute(update(User).where(User.id == anna.id).values(old))
    renamed = authenticate("anna@example.org", PASSWORD, CONTEXT, now)
    assert renamed
    assert renamed.id == anna.id
    assert authenticate("anna@example.org", "eight white swans", CONTEXT, now) is None
    assert authenticate("Bo", "eight white swans", CONTEXT, now)


def test_an_address_lets_in_until_another_is_confirmed_or_it_is_removed(now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    confirm_email(anna, now)

    def lets_in(address: str) -> bool:
        return authenticate(address, PASSWORD, CONTEXT, now) is not None

    email_address.change_email(anna, "anna@example.net", PASSWORD, CONTEXT, now)
    assert (lets_in("anna@example.org"), lets_in("anna@example.net")) == (True, False)
    confirm_email(anna, now)
    assert (lets_in("anna@example.org"), lets_in("anna@example.net")) == (False, True)
    email_address.change_email(anna, None, PASSWORD, CONTEXT, now)
    assert (lets_in("anna@example.org"), lets_in("anna@example.net")) == (False, False)


def test_an_account_without_a_password_lets_nobody_in_by_one(now: datetime) -> None:
    anna = a_person(now, "Anna")
    with writing() as session:
        session.execute(delete(Identity).where(Identity.user_id == anna.id))
    for guess in ("", PASSWORD):
        assert authenticate("Anna", guess, CONTEXT, now) is None


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
    assert not dearer.is_outdated(password_hash_of(anna))
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
