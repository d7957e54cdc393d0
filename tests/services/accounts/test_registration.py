"""Accounts from the first visit to their end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.people import DOOR, HASHER, HOME, PASSWORD, a_history, a_person, answer_right, everything_stored

from quizapp.models import Base, OneTimeLink, User
from quizapp.services.accounts import people, recovery, registration
from quizapp.services.accounts.authentication import Door, prove
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.errors import (
    InvalidError,
    NotAllowedError,
    SpentLinkError,
    TakenError,
    WrongPasswordError,
)
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

ANNA = NewAccount("Anna", PASSWORD, "anna@example.org", "Asia/Tashkent")
DAY = timedelta(days=1)
#: The tables in which a person's history adds rows.
OF_A_PERSON = {table.name for table in Base.metadata.sorted_tables} - {
    "banks",
    "images",
    "questions",
    "revisions",
}


def row(person: Person) -> User:
    user = reading().get(User, person.id, populate_existing=True)
    assert user
    return user


def ids_of_people() -> list[int]:
    return list(reading().scalars(select(User.id).order_by(User.id)))


def test_somebody_who_signs_up_is_a_learner_in_their_time_zone(now: datetime) -> None:
    anna = registration.sign_up(ANNA, DOOR, now)
    assert (anna.name, anna.role, anna.clock.time_zone) == ("Anna", Role.LEARNER, "Asia/Tashkent")
    assert registration.find_person(anna.id) == anna
    assert row(anna).email == "anna@example.org"


def test_the_password_is_stored_as_its_hash_only(now: datetime) -> None:
    anna = registration.sign_up(ANNA, DOOR, now)
    assert HASHER.verify(row(anna).password_hash, PASSWORD)
    assert PASSWORD not in str(everything_stored())


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "Asia/Tashkent\n", "../../etc/passwd", "x" * 1000, "localtime"]
)
def test_an_unknown_time_zone_counts_as_utc(zone: str, now: datetime) -> None:
    assert registration.sign_up(replace(ANNA, time_zone=zone), DOOR, now).clock.time_zone == "UTC"


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna ", "\uff21nna"])
def test_a_name_belongs_to_one_person(name: str, now: datetime) -> None:
    registration.sign_up(ANNA, DOOR, now)
    before = everything_stored()
    with pytest.raises(TakenError, match="log in"):
        registration.sign_up(NewAccount(name, PASSWORD), DOOR, now)
    assert everything_stored() == before


def test_of_many_who_take_a_name_at_once_one_gets_it(app: Flask, now: datetime) -> None:
    def sign_up(_: int) -> bool:
        with app.app_context():
            try:
                registration.sign_up(ANNA, DOOR, now)
            except TakenError:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(sign_up, range(8))) == 1
    assert reading().scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize(
    "new",
    [
        replace(ANNA, name=""),
        replace(ANNA, email="anna"),
        replace(ANNA, password="short"),
        replace(ANNA, password="anna", name="anna"),
    ],
)
def test_what_cant_be_an_account_is_refused_and_nothing_written(new: NewAccount, now: datetime) -> None:
    before = everything_stored()
    with pytest.raises(InvalidError, match=r"Please|Use at least|doesn't look"):
        registration.sign_up(new, DOOR, now)
    assert everything_stored() == before


def test_a_visitor_keeps_what_they_answered_when_they_sign_up(bank: int, now: datetime) -> None:
    visitor = registration.begin_visit(now, "Asia/Tashkent")
    assert visitor.role == Role.VISITOR
    attempt_id = beginning.begin_try_out(visitor, bank, now, 1).attempt_id
    answer_right(visitor, attempt_id, 1, now)
    anna = registration.sign_up(ANNA, DOOR, now, visitor=visitor)
    assert (anna.id, anna.role) == (visitor.id, Role.LEARNER)
    assert anna.session_token != visitor.session_token
    assert attempts.show(anna, attempt_id, 1).sequence == 1


def test_a_visitor_who_has_signed_up_meanwhile_is_not_taken_over(now: datetime) -> None:
    visitor = registration.begin_visit(now)
    anna = registration.sign_up(ANNA, DOOR, now, visitor=visitor)
    bo = registration.sign_up(NewAccount("Bo", PASSWORD), DOOR, now, visitor=visitor)
    assert bo.id != anna.id
    assert registration.find_person(anna.id) == anna


def test_a_visitor_who_was_purged_can_still_sign_up(now: datetime) -> None:
    visitor = registration.begin_visit(now - 31 * DAY)
    registration.purge_visitors(now)
    assert registration.find_person(visitor.id) is None
    assert registration.sign_up(ANNA, DOOR, now, visitor=visitor).name == "Anna"


def test_purging_takes_old_visitors_and_nobody_else(now: datetime) -> None:
    for _ in range(registration.PURGED_AT_ONCE + 3):
        registration.begin_visit(now - 31 * DAY)
    fresh = registration.begin_visit(now - 29 * DAY)
    anna = a_person(now - 31 * DAY, "Anna")
    registration.purge_visitors(now)
    assert ids_of_people() == [fresh.id, anna.id]
    registration.purge_visitors(now)
    assert ids_of_people() == [fresh.id, anna.id]


def test_each_visitor_takes_a_few_old_ones_away(bank: int, now: datetime) -> None:
    anna = a_person(now - 31 * DAY, "Anna")
    old = [registration.begin_visit(now - 31 * DAY) for _ in range(registration.PURGED_AT_ONCE + 3)]
    for visitor in old:
        beginning.begin_try_out(visitor, bank, now - 31 * DAY, seed=1)
    first = registration.begin_visit(now)
    assert ids_of_people() == [anna.id, *(visitor.id for visitor in old[-3:]), first.id]
    second = registration.begin_visit(now)
    assert ids_of_people() == [anna.id, first.id, second.id]
    assert everything_stored()["attempts"] == []


def test_a_name_and_its_password_let_in_however_the_name_is_spelt(now: datetime) -> None:
    anna = a_person(now, "Anna")
    assert prove(" ANNA", PASSWORD, DOOR, now) == anna


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
    assert prove(name, password, DOOR, now) is None


def test_a_visitor_cant_log_in(now: datetime) -> None:
    registration.begin_visit(now)
    assert prove("", "", DOOR, now) is None


def test_a_log_in_renews_a_hash_of_another_cost(now: datetime) -> None:
    anna = a_person(now, "Anna")
    dearer = Hasher(memory=16, passes=2)
    assert prove("Anna", PASSWORD, Door(HOME, dearer), now) == anna
    assert not dearer.is_outdated(row(anna).password_hash or "")
    assert prove("Anna", PASSWORD, Door(HOME, dearer), now) == anna


def test_a_session_that_is_logged_out_is_over_and_no_other(now: datetime) -> None:
    anna, bo = a_person(now, "Anna"), a_person(now, "Bo")
    for _ in range(2):
        registration.log_out(anna, "phone")
    assert registration.find_person(anna.id, "phone") is None
    assert registration.find_person(anna.id, "desk") == anna
    assert registration.find_person(bo.id, "phone") == bo
    registration.log_out_everywhere(anna)
    assert everything_stored()["ended_sessions"] == []


def test_logging_out_everywhere_changes_the_token_of_all_sessions(now: datetime) -> None:
    anna = a_person(now, "Anna")
    renewed = registration.log_out_everywhere(anna)
    assert renewed.session_token != anna.session_token
    assert registration.find_person(anna.id) == renewed


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
        door = Door(HOME, Watched(8, 1))
        anna = registration.sign_up(ANNA, door, now)
        assert prove("Anna", PASSWORD, Door(HOME, Watched(16, 1)), now)
        assert prove("Anna", "a wrong guess", door, now) is None
        recovery.change_password(anna, PASSWORD, "eight white swans", door, now)
        registration.delete_account(anna, "eight white swans", door, now)
    # Signing up; a log-in at another cost; a wrong guess; a change at the first cost; the end.
    assert Watched.work == ["hash", "verify", "hash", "verify", "verify", "hash", "hash", "verify"]


def test_the_first_administrator_signs_up_by_a_link_that_works_once(now: datetime) -> None:
    token = registration.make_administrator_link(now)
    assert token
    anna = registration.sign_up(ANNA, DOOR, now, welcome=token)
    assert anna.role == Role.ADMINISTRATOR
    with pytest.raises(SpentLinkError):
        registration.sign_up(NewAccount("Bo", PASSWORD), DOOR, now, welcome=token)
    assert registration.make_administrator_link(now) is None


def test_a_fresh_administrator_link_ends_the_earlier_one(now: datetime) -> None:
    earlier, later = registration.make_administrator_link(now), registration.make_administrator_link(now)
    assert earlier
    assert later
    assert earlier != later
    with pytest.raises(SpentLinkError):
        registration.check_welcome(earlier, now)
    registration.check_welcome(later, now)
    assert reading().scalar(select(func.count()).select_from(OneTimeLink)) == 1


def test_the_database_holds_no_link_that_could_be_used(now: datetime) -> None:
    token = registration.make_administrator_link(now)
    assert token
    assert len(token) == 43
    assert token not in str(everything_stored())


def test_an_administrator_link_ends_after_a_week(now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""
    with pytest.raises(SpentLinkError):
        registration.check_welcome(token, now + 7 * DAY)
    before = everything_stored()
    with pytest.raises(SpentLinkError):
        registration.sign_up(ANNA, DOOR, now + 7 * DAY, welcome=token)
    assert everything_stored() == before


def test_a_link_is_void_once_there_is_an_administrator_by_other_means(now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""
    a_person(now, "Bo", Role.ADMINISTRATOR)
    with pytest.raises(SpentLinkError):
        registration.sign_up(ANNA, DOOR, now, welcome=token)


def test_a_name_that_is_taken_leaves_the_administrator_link_unused(now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""
    registration.sign_up(ANNA, DOOR, now)
    with pytest.raises(TakenError):
        registration.sign_up(ANNA, DOOR, now, welcome=token)
    registration.check_welcome(token, now)


def test_a_learner_may_become_the_first_administrator(now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""
    anna = a_person(now, "Anna")
    promoted = registration.become_administrator(anna, token, now)
    assert promoted.role == Role.ADMINISTRATOR
    assert promoted.session_token != anna.session_token
    with pytest.raises(SpentLinkError):
        registration.become_administrator(a_person(now, "Bo"), token, now)


def test_a_visitor_may_not(now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""
    with pytest.raises(NotAllowedError):
        registration.become_administrator(registration.begin_visit(now), token, now)
    registration.check_welcome(token, now)


def test_of_many_who_use_the_link_at_once_one_becomes_administrator(app: Flask, now: datetime) -> None:
    token = registration.make_administrator_link(now) or ""

    def sign_up(number: int) -> bool:
        with app.app_context():
            try:
                registration.sign_up(NewAccount(f"Name {number}", PASSWORD), DOOR, now, welcome=token)
            except SpentLinkError:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(sign_up, range(8))) == 1


def test_deleting_an_account_takes_the_password(now: datetime) -> None:
    anna = a_person(now, "Anna")
    with pytest.raises(WrongPasswordError):
        registration.delete_account(anna, "a wrong guess", DOOR, now)
    assert registration.find_person(anna.id)


def test_the_last_administrator_cant_delete_their_account(now: datetime) -> None:
    anna = a_person(now, "Anna", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowedError, match="only administrator"):
        registration.delete_account(anna, PASSWORD, DOOR, now)
    a_person(now, "Bo", Role.ADMINISTRATOR)
    registration.delete_account(anna, PASSWORD, DOOR, now)
    assert registration.find_person(anna.id) is None


def test_with_an_account_everything_of_the_person_goes_and_nothing_else(bank: int, now: datetime) -> None:
    boss = a_person(now, "Bo", Role.ADMINISTRATOR)
    a_history(boss, bank, now)
    before = everything_stored()
    anna = a_person(now, "Anna", email="anna@example.org")
    a_history(anna, bank, now)
    people.make_password_link(boss, anna.id, now)
    prove("ANNA", "a wrong guess", DOOR, now)
    registration.log_out(anna, "phone")
    tables = everything_stored()
    assert all(len(tables[name]) > len(before[name]) for name in OF_A_PERSON)
    registration.delete_account(anna, PASSWORD, DOOR, now)
    assert everything_stored() == before


def test_a_deleted_name_is_free_and_unknown_again(now: datetime) -> None:
    anna = a_person(now, "Anna")
    for _ in range(4):
        prove("Anna", "a wrong guess", DOOR, now)
    registration.delete_account(anna, PASSWORD, DOOR, now)
    assert everything_stored()["log_ins"] == []
    assert registration.sign_up(ANNA, DOOR, now)


def test_two_administrators_who_leave_at_once_leave_one(app: Flask, now: datetime) -> None:
    both = [a_person(now, name, Role.ADMINISTRATOR) for name in ("Anna", "Bo")]

    def leave(person: Person) -> bool:
        with app.app_context():
            try:
                registration.delete_account(person, PASSWORD, DOOR, now)
            except NotAllowedError:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(leave, both)) == 1
