"""A forgotten password: links by mail, used once, that tell strangers nothing."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.jobs import NO_SERVER, do_jobs, do_jobs_for, jobs, next_due
from support.mail import Mailbox
from support.people import CONTEXT, ELSEWHERE, HASHER, PASSWORD, a_person, confirm_email, everything_stored

from quizapp.models import OneTimeLink, User
from quizapp.services.accounts import deletion, email_address, people, recovery
from quizapp.services.accounts.authentication import AuthenticationContext, authenticate
from quizapp.services.errors import InvalidError, SpentLinkError, WrongPasswordError
from quizapp.services.jobs.waits import MOST_ATTEMPTS
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

NEW = "eight white swans"
TWO_HOURS = timedelta(hours=2)


LINK = "https://quiz.example.org/new-password/"


def ask(mailbox: Mailbox, who: str, now: datetime) -> None:
    recovery.request_letters(who, LINK, now)
    do_jobs(mailbox.server, now)


def token_of(letter: str) -> str:
    found = re.search(r"https://quiz\.example\.org/new-password/(\S+)", letter)
    assert found
    return found[1]


@pytest.mark.parametrize("who", ["Anna", " ANNA ", "anna@example.org", "Anna@Example.ORG"])
def test_a_name_or_an_address_brings_a_letter_with_a_link(who: str, mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, who, now)
    letter = mailbox.next()
    assert letter["To"] == "anna@example.org"
    assert letter["From"] == mailbox.server.sender
    assert "Hello Anna" in letter.get_content()
    anna = recovery.choose_password(token_of(letter.get_content()), NEW, CONTEXT, now)
    assert anna.user_name == "Anna"
    assert authenticate("Anna", NEW, CONTEXT, now)


@pytest.mark.parametrize("who", ["Nobody", "nobody@example.org", "Bo", "", "x" * 300])
def test_nobody_and_somebody_without_an_address_get_none(who: str, mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    a_person(now, "Bo")
    ask(mailbox, who, now)
    ask(mailbox, "Anna", now)
    # Letters go out in order: the first to come is Anna's.
    assert mailbox.next()["To"] == "anna@example.org"
    assert mailbox.is_empty


def test_a_letter_goes_to_the_stored_address_not_to_one_that_only_folds_to_it(
    mailbox: Mailbox, now: datetime
) -> None:
    a_person(now, "Anna", email="anna@kilo.example")
    ask(mailbox, "anna@\u212ailo.example", now)
    assert mailbox.next()["To"] == "anna@kilo.example"


def test_a_family_with_one_address_gets_a_letter_each(mailbox: Mailbox, now: datetime) -> None:
    for name in ("Anna", "Bo"):
        a_person(now, name, email="family@example.org")
    ask(mailbox, "family@example.org", now)
    letters = [mailbox.next().get_content() for _ in range(2)]
    assert {recovery.owner_of(token_of(letter), now).user_name for letter in letters} == {"Anna", "Bo"}


def test_no_more_than_three_links_wait_for_somebody(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    a_person(now, "Bo", email="bo@example.org")
    for _ in range(5):
        ask(mailbox, "Anna", now)
    ask(mailbox, "Bo", now)
    assert [mailbox.next()["To"] for _ in range(4)] == ["anna@example.org"] * 3 + ["bo@example.org"]
    ask(mailbox, "Anna", now + TWO_HOURS)
    assert mailbox.next()["To"] == "anna@example.org"


def test_a_mailed_link_ends_after_two_hours(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    token = token_of(mailbox.next().get_content())
    assert recovery.owner_of(token, now + TWO_HOURS - timedelta(seconds=1)).user_name == "Anna"
    before = everything_stored()
    with pytest.raises(SpentLinkError):
        recovery.choose_password(token, NEW, CONTEXT, now + TWO_HOURS)
    assert everything_stored() == before


def test_looking_at_a_link_does_not_use_it(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    token = token_of(mailbox.next().get_content())
    before = everything_stored()
    for _ in range(3):
        recovery.owner_of(token, now)
    assert everything_stored() == before


def test_a_password_that_cant_be_leaves_the_link_unused(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    token = token_of(mailbox.next().get_content())
    with pytest.raises(InvalidError, match="at least 10"):
        recovery.choose_password(token, "short", CONTEXT, now)
    assert recovery.choose_password(token, NEW, CONTEXT, now)


def two_links(mailbox: Mailbox, now: datetime) -> tuple[str, str]:
    for _ in range(2):
        ask(mailbox, "Anna", now)
    first, second = (token_of(mailbox.next().get_content()) for _ in range(2))
    return first, second


def test_using_one_link_ends_the_others(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    first, second = two_links(mailbox, now)
    recovery.choose_password(second, NEW, CONTEXT, now)
    with pytest.raises(SpentLinkError):
        recovery.choose_password(first, NEW, CONTEXT, now)


def test_changing_the_password_ends_the_links(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    first, _ = two_links(mailbox, now)
    recovery.change_password(anna, PASSWORD, NEW, CONTEXT, now)
    with pytest.raises(SpentLinkError):
        recovery.owner_of(first, now)


def test_changing_the_address_ends_the_links_that_went_to_the_old_one(
    mailbox: Mailbox, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    first, _ = two_links(mailbox, now)
    email_address.change_email(anna, "anna@example.net", PASSWORD, CONTEXT, now)
    with pytest.raises(SpentLinkError):
        recovery.owner_of(first, now)


def test_a_link_for_one_purpose_serves_no_other(now: datetime) -> None:
    with writing() as session:
        token = recovery.links.new_link(session, recovery.Purpose.ADMINISTRATOR, now + TWO_HOURS)
    with pytest.raises(SpentLinkError):
        recovery.owner_of(token, now)


def test_whoever_used_a_link_comes_from_a_known_address(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    recovery.choose_password(
        token_of(mailbox.next().get_content()), NEW, AuthenticationContext(ELSEWHERE, HASHER), now
    )
    for number in range(100):
        authenticate("Anna", "a wrong guess", AuthenticationContext(f"203.0.113.{number}", HASHER), now)
    assert authenticate("Anna", NEW, AuthenticationContext(ELSEWHERE, HASHER), now)


def test_the_database_holds_no_token(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    token = token_of(mailbox.next().get_content())
    assert reading().scalars(select(OneTimeLink.token_hash)).one()
    assert token not in str(everything_stored())


def test_a_letter_that_no_server_takes_is_logged_and_sent_later_with_a_link_of_its_own(
    mailbox: Mailbox, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    a_person(now, "Anna", email="anna@example.org")
    recovery.request_letters("Anna", LINK, now)
    with caplog.at_level(logging.ERROR):
        do_jobs(NO_SERVER, now)
    assert "127.0.0.1:1 can't be reached" in caplog.text
    assert "https://" not in caplog.text
    assert everything_stored()["one_time_links"] == []
    again = next_due()
    assert again
    assert again > now
    do_jobs(mailbox.server, again)
    token = token_of(mailbox.next().get_content())
    assert recovery.owner_of(token, again + TWO_HOURS - timedelta(seconds=1)).user_name == "Anna"
    assert mailbox.is_empty


def test_a_letter_that_is_never_taken_is_given_up_and_stays_to_be_seen(now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    recovery.request_letters("Anna", LINK, now)
    do_jobs_for(NO_SERVER, now, timedelta(days=30))
    request, letter = jobs()
    assert (request.state, letter.state, letter.attempts) == ("done", "failed", MOST_ATTEMPTS)
    assert "127.0.0.1:1 can't be reached" in (letter.last_error or "")


def test_asking_again_while_a_letter_waits_brings_one(mailbox: Mailbox, now: datetime) -> None:
    a_person(now, "Anna", email="anna@example.org")
    for _ in range(3):
        recovery.request_letters("anna@example.org", LINK, now)
    do_jobs(NO_SERVER, now)
    do_jobs_for(mailbox.server, now, TWO_HOURS)
    assert mailbox.next()["To"] == "anna@example.org"
    assert mailbox.is_empty


def forget_the_address(anna: Person, now: datetime) -> None:
    email_address.change_email(anna, None, PASSWORD, CONTEXT, now)


def end_the_account(anna: Person, now: datetime) -> None:
    deletion.delete_account(anna, PASSWORD, CONTEXT, now)


def choose_another_password(anna: Person, now: datetime) -> None:
    recovery.change_password(anna, PASSWORD, NEW, CONTEXT, now)


@pytest.mark.parametrize("change", [forget_the_address, end_the_account, choose_another_password])
def test_a_letter_that_has_become_pointless_is_never_sent(
    change: Callable[[Person, datetime], None], mailbox: Mailbox, now: datetime
) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    a_person(now, "Bo", email="bo@example.org")
    recovery.request_letters("Anna", LINK, now)
    do_jobs(NO_SERVER, now)
    change(anna, now)
    later = now + TWO_HOURS
    ask(mailbox, "Bo", later)
    assert mailbox.next()["To"] == "bo@example.org"
    assert mailbox.is_empty
    assert {job.state for job in jobs()} == {"done"}


def test_what_was_typed_is_forgotten_once_it_was_looked_up(mailbox: Mailbox, now: datetime) -> None:
    ask(mailbox, "seven grey geese", now)
    assert "seven grey geese" not in str(everything_stored())


def test_no_more_than_a_hundred_requests_wait(
    mailbox: Mailbox, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(101):
        recovery.request_letters(f"Nobody {number}", LINK, now)
    assert len(jobs()) == 100
    assert "too many requests" in caplog.text
    do_jobs(mailbox.server, now)
    recovery.request_letters("Nobody", LINK, now)
    assert len(jobs()) == 101


def test_a_password_is_changed_by_who_knows_the_old_one(now: datetime) -> None:
    anna = a_person(now, "Anna")
    renewed = recovery.change_password(anna, PASSWORD, NEW, CONTEXT, now)
    assert renewed.session_token != anna.session_token
    assert authenticate("Anna", PASSWORD, CONTEXT, now) is None
    assert authenticate("Anna", NEW, CONTEXT, now) == renewed


@pytest.mark.parametrize(
    ("old", "new"), [("a wrong guess", NEW), (PASSWORD, "short"), (PASSWORD, "Anna Anna Anna")]
)
def test_otherwise_it_stays(old: str, new: str, now: datetime) -> None:
    anna = a_person(now, "Anna Anna Anna")
    with pytest.raises((WrongPasswordError, InvalidError)):
        recovery.change_password(anna, old, new, CONTEXT, now)
    assert stored(anna).session_token == anna.session_token
    assert authenticate("Anna Anna Anna", PASSWORD, CONTEXT, now)


def stored(person: Person) -> User:
    user = reading().get(User, person.id, populate_existing=True)
    assert user
    return user


def confirmed(person: Person) -> bool:
    email = email_address.email_of(person)
    return email is not None and email.is_confirmed


def test_a_mailed_link_that_is_used_confirms_the_address(mailbox: Mailbox, now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    ask(mailbox, "Anna", now)
    token = token_of(mailbox.next().get_content())
    recovery.owner_of(token, now)
    assert not confirmed(anna)
    recovery.choose_password(token, NEW, CONTEXT, now)
    assert confirmed(anna)


def test_one_that_was_handed_over_does_not(now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    token = people.make_password_link_for_name("Anna", now).token
    recovery.choose_password(token, NEW, CONTEXT, now)
    assert not confirmed(anna)


def test_another_accounts_address_stays_its_own_and_the_password_is_set(
    mailbox: Mailbox, now: datetime
) -> None:
    anna, bo = (a_person(now, name, email="family@example.org") for name in ("Anna", "Bo"))
    confirm_email(anna, now)
    ask(mailbox, "Bo", now)
    recovery.choose_password(token_of(mailbox.next().get_content()), NEW, CONTEXT, now)
    assert authenticate("Bo", NEW, CONTEXT, now)
    assert (confirmed(anna), confirmed(bo)) == (True, False)
