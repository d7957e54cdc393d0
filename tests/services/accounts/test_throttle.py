"""Guessing is slowed down, and nobody is locked out by what others do elsewhere."""

import time
import timeit
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine
from support.parallel import at_once
from support.people import (
    CONTEXT,
    ELSEWHERE,
    HASHER,
    HOME,
    PASSWORD,
    a_person,
    confirm_email,
    everything_stored,
)

from quizapp.models import LogIn
from quizapp.services.accounts import people, recovery, registration, throttle
from quizapp.services.accounts.authentication import AuthenticationContext, authenticate
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.accounts.throttle import Action
from quizapp.services.errors import ThrottledError, WrongPasswordError
from quizapp.services.permissions import Role
from quizapp.services.transaction import reading, writing

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("in_app")


def fail(now: datetime, name: str = "Anna", address: str = ELSEWHERE, times: int = 1) -> None:
    for _ in range(times):
        assert authenticate(name, "a wrong guess", AuthenticationContext(address, HASHER), now) is None


def count() -> int:
    return reading().scalar(select(func.count()).select_from(LogIn)) or 0


def address(number: int) -> str:
    return f"203.0.{number // 250}.{number % 250 + 1}"


def test_the_sixth_try_within_a_quarter_of_an_hour_is_refused_even_with_the_right_password(
    now: datetime,
) -> None:
    a_person(now, "Anna")
    fail(now, times=5)
    with pytest.raises(ThrottledError, match="15 minutes") as refused:
        authenticate("Anna", PASSWORD, AuthenticationContext(ELSEWHERE, HASHER), now)
    assert refused.value.wait_seconds == 15 * 60


def test_a_name_that_nobody_has_is_refused_alike(now: datetime) -> None:
    fail(now, "Nobody", times=5)
    with pytest.raises(ThrottledError, match="15 minutes"):
        authenticate("nobody", "x", AuthenticationContext(ELSEWHERE, HASHER), now)


def test_an_address_gives_nobody_further_tries(now: datetime) -> None:
    """What is typed for one account counts together: from one place, and from everywhere."""
    anna = a_person(now, "Anna", email="anna@example.org")
    confirm_email(anna, now)
    fail(now, "anna@example.org", times=3)
    fail(now, "Anna", times=2)
    for login in ("Anna", "anna@example.org"):
        with pytest.raises(ThrottledError, match="15 minutes"):
            authenticate(login, PASSWORD, AuthenticationContext(ELSEWHERE, HASHER), now)
    for number in range(95):
        fail(now, ("Anna", "anna@example.org")[number % 2], address(number))
    for login in ("Anna", "anna@example.org"):
        with pytest.raises(ThrottledError, match="60 minutes"):
            fail(now, login, address(100))


@pytest.mark.parametrize("login", ["nobody@example.org", "bo@example.org", "anna@example.org"])
def test_an_unknown_an_unconfirmed_and_a_confirmed_address_are_refused_alike(
    login: str, now: datetime
) -> None:
    a_person(now, "Bo", email="bo@example.org")
    confirm_email(a_person(now, "Anna", email="anna@example.org"), now)
    fail(now, login, times=5)
    with pytest.raises(ThrottledError, match=r"^There were too many tries. Please wait 15 minutes\.$"):
        fail(now, login.upper())


def test_whoever_came_in_by_the_address_is_known_by_the_name_too(now: datetime) -> None:
    anna = a_person(now, "Anna", email="anna@example.org")
    confirm_email(anna, now)
    assert authenticate("anna@example.org", PASSWORD, through(PHONE, HOME), now) == anna
    attack(now)
    for login in ("Anna", "anna@example.org"):
        assert authenticate(login, PASSWORD, through(PHONE, address(101)), now) == anna


def test_a_refused_try_is_not_counted(now: datetime) -> None:
    fail(now, times=5)
    before = count()
    for minute in range(15):
        with pytest.raises(ThrottledError):
            authenticate("Anna", "x", AuthenticationContext(ELSEWHERE, HASHER), now + minute * MINUTE)
    assert count() == before
    fail(now + 15 * MINUTE)


def test_the_wait_shrinks_as_time_goes_by(now: datetime) -> None:
    for minute in range(5):
        fail(now + minute * MINUTE)
    with pytest.raises(ThrottledError) as refused:
        fail(now + 5 * MINUTE)
    assert refused.value.wait_seconds == 10 * 60
    with pytest.raises(ThrottledError, match="a minute"):
        fail(now + 15 * MINUTE - timedelta(seconds=0.5))
    # One of the five has left the quarter of an hour; four and this one have not.
    fail(now + 15 * MINUTE)
    with pytest.raises(ThrottledError):
        fail(now + 15 * MINUTE)


def test_failures_elsewhere_never_lock_the_owner_out(now: datetime) -> None:
    anna = a_person(now, "Anna")
    for number in range(100):
        fail(now, address=address(number))
    with pytest.raises(ThrottledError):
        fail(now, address=address(100))
    # From where she signed up she comes in, however many guess elsewhere.
    assert authenticate("Anna", PASSWORD, CONTEXT, now) == anna


def test_a_name_is_not_guessed_at_from_ever_new_addresses(now: datetime) -> None:
    a_person(now, "Anna")
    for number in range(100):
        fail(now + number * timedelta(seconds=1), address=address(number))
    with pytest.raises(ThrottledError) as refused:
        authenticate(
            "Anna", PASSWORD, AuthenticationContext(address(100), HASHER), now + 100 * timedelta(seconds=1)
        )
    assert refused.value.wait_seconds == 60 * 60 - 100
    assert authenticate("Anna", PASSWORD, AuthenticationContext(address(100), HASHER), now + 60 * MINUTE)


def test_failures_from_the_owners_own_address_dont_count_for_strangers(now: datetime) -> None:
    a_person(now, "Anna")
    for minute in range(60):
        if minute % 15 < 5:
            fail(now + minute * MINUTE, address=HOME)
    for number in range(100):
        fail(now + 59 * MINUTE, address=address(number))


def test_an_address_is_refused_after_fifty_failures_over_all_names(now: datetime) -> None:
    a_person(now, "Anna")
    for number in range(50):
        fail(now, name=f"Name {number}")
    with pytest.raises(ThrottledError):
        authenticate("Anna", PASSWORD, AuthenticationContext(ELSEWHERE, HASHER), now)
    assert authenticate("Anna", PASSWORD, CONTEXT, now)


def test_successes_are_no_failures(now: datetime) -> None:
    a_person(now, "Anna")
    for _ in range(60):
        assert authenticate("Anna", PASSWORD, CONTEXT, now)


def test_guessing_beside_a_session_counts_as_guessing_at_the_log_in(now: datetime) -> None:
    anna = a_person(now, "Anna")
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            recovery.change_password(anna, "a wrong guess", "eight white swans", CONTEXT, now)
    with pytest.raises(ThrottledError):
        recovery.change_password(anna, PASSWORD, "eight white swans", CONTEXT, now)


@pytest.mark.parametrize("action", throttle.FROM_ADDRESS)
def test_what_takes_no_proof_is_refused_after_so_many_an_hour_from_one_address(
    action: Action, now: datetime
) -> None:
    limit = throttle.FROM_ADDRESS[action]
    for _ in range(limit.tries):
        throttle.admit(action, HOME, now)
    before = count()
    with pytest.raises(ThrottledError, match="60 minutes") as refused:
        throttle.admit(action, HOME, now)
    assert refused.value.wait_seconds == 60 * 60
    assert count() == before
    # Others elsewhere, an hour later, or with something else in mind are not held up.
    throttle.admit(action, ELSEWHERE, now)
    throttle.admit(action, HOME, now + limit.within)
    for other in set(throttle.FROM_ADDRESS) - {action}:
        throttle.admit(other, HOME, now)
    fail(now, address=HOME)


def test_a_school_behind_one_address_can_begin_in_one_lesson() -> None:
    classes = 3 * 30
    assert throttle.FROM_ADDRESS[Action.SIGN_UP].tries >= classes
    assert throttle.FROM_ADDRESS[Action.TRY_OUT].tries >= 2 * classes


def test_a_success_takes_no_failures_away(now: datetime) -> None:
    """Who owns an account could otherwise log in to it whenever the count is nearly full."""
    a_person(now, "Anna")
    a_person(now, "Eve")
    eve = AuthenticationContext(ELSEWHERE, HASHER)
    for number in range(50):
        fail(now, name=f"Name {number}")
        if number % 5 == 0:
            assert authenticate("Eve", PASSWORD, eve, now)
    with pytest.raises(ThrottledError):
        fail(now)
    fail(now + 16 * MINUTE, times=4)
    assert authenticate("Anna", PASSWORD, eve, now + 16 * MINUTE)
    fail(now + 16 * MINUTE)
    with pytest.raises(ThrottledError):
        fail(now + 16 * MINUTE)


# ---- the browser in which somebody came in before

PHONE, TABLET = "a phone of Anna's", "a tablet of Anna's"


def through(browser: str | None, address: str) -> AuthenticationContext:
    return AuthenticationContext(address, HASHER, browser)


def attack(now: datetime) -> None:
    """Guess at Anna's password from everywhere, until nobody strange is heard."""
    for number in range(100):
        fail(now, address=address(number))
    with pytest.raises(ThrottledError):
        fail(now, address=address(100))


def test_a_browser_that_was_let_in_before_is_heard_from_anywhere(now: datetime) -> None:
    anna = a_person(now, "Anna")
    assert authenticate("Anna", PASSWORD, through(PHONE, HOME), now)
    attack(now)
    with pytest.raises(ThrottledError):
        authenticate("Anna", PASSWORD, through(TABLET, "192.0.2.77"), now)
    # On her way, at an address that nobody has seen, and at the very one from which they guess.
    for place in ("192.0.2.77", address(7)):
        assert authenticate("Anna", PASSWORD, through(PHONE, place), now) == anna


def test_a_browser_is_known_from_signing_up_and_from_a_link_on(now: datetime) -> None:
    registration.sign_up(NewAccount("Anna", PASSWORD), through(PHONE, HOME), now)
    boss = a_person(now, "Bo", Role.ADMINISTRATOR)
    attack(now)
    anna = authenticate("Anna", PASSWORD, through(PHONE, address(101)), now)
    assert anna
    # The link lets her in on a new device too, while strangers are not even heard.
    link = people.make_password_link(boss, anna.id, now)
    new = "eight white swans"
    assert recovery.choose_password(link.token, new, through(TABLET, address(102)), now).id == anna.id
    assert authenticate("Anna", new, through(TABLET, address(103)), now)


def test_a_classmate_at_the_same_address_holds_nobody_up_in_their_own_browser(now: datetime) -> None:
    anna = a_person(now, "Anna")
    assert authenticate("Anna", PASSWORD, through(PHONE, HOME), now)
    for _ in range(5):
        assert authenticate("Anna", "a wrong guess", through(TABLET, HOME), now) is None
    for number in range(45):
        fail(now, name=f"Name {number}", address=HOME)
    with pytest.raises(ThrottledError):
        fail(now, name="Name", address=HOME)
    assert authenticate("Anna", PASSWORD, through(PHONE, HOME), now) == anna


def test_in_a_known_browser_guessing_is_slowed_down_as_elsewhere_and_counts_for_it_alone(
    now: datetime,
) -> None:
    a_person(now, "Anna")
    assert authenticate("Anna", PASSWORD, through(PHONE, HOME), now)
    for number in range(5):
        assert authenticate("Anna", "a wrong guess", through(PHONE, address(number)), now) is None
    with pytest.raises(ThrottledError, match="15 minutes"):
        authenticate("Anna", PASSWORD, through(PHONE, address(5)), now)
    assert authenticate("Anna", PASSWORD, through(None, HOME), now)
    for number in range(100):
        fail(now, address=address(number))


def test_a_browser_is_known_for_those_alone_who_came_in_by_it(now: datetime) -> None:
    a_person(now, "Anna")
    a_person(now, "Eve")
    assert authenticate("Eve", PASSWORD, through(PHONE, ELSEWHERE), now)
    attack(now)
    with pytest.raises(ThrottledError):
        authenticate("Anna", PASSWORD, through(PHONE, ELSEWHERE), now)


@pytest.mark.parametrize("by_link", [True, False])
def test_a_new_password_makes_all_other_browsers_strange(by_link: bool, now: datetime) -> None:  # noqa: FBT001
    """Whoever had the old one could have made a thousand known, and guess five times in each."""
    anna = a_person(now, "Anna")
    for browser in (PHONE, TABLET):
        assert authenticate("Anna", PASSWORD, through(browser, HOME), now)
    new = "eight white swans"
    if by_link:
        token = people.make_password_link(a_person(now, "Bo", Role.ADMINISTRATOR), anna.id, now).token
        recovery.choose_password(token, new, through(PHONE, HOME), now)
    else:
        recovery.change_password(anna, PASSWORD, new, through(PHONE, HOME), now)
    attack(now)
    assert authenticate("Anna", new, through(PHONE, address(101)), now)
    with pytest.raises(ThrottledError):
        authenticate("Anna", new, through(TABLET, address(102)), now)


def test_the_database_alone_makes_no_browser_known(now: datetime) -> None:
    a_person(now, "Anna")
    assert authenticate("Anna", PASSWORD, through(PHONE, HOME), now)
    assert PHONE not in str(everything_stored())


def test_a_neighbour_in_the_same_ipv6_network_shares_the_count(now: datetime) -> None:
    for number in range(5):
        fail(now, address=f"2001:db8::{number}")
    with pytest.raises(ThrottledError):
        fail(now, address="2001:db8::abcd")
    fail(now, address="2001:db8:0:1::abcd")


def test_old_tries_are_forgotten_on_the_way_a_few_at_once(now: datetime) -> None:
    with writing() as session:
        for age in (timedelta(days=2), timedelta(days=400)):
            for succeeded in (True, False):
                session.add_all(
                    LogIn(name_key="bo", address=HOME, at=now - age, succeeded=succeeded) for _ in range(60)
                )
    fail(now)
    # 50 of the 120 old failures, 50 of the 60 old successes; and this try is new.
    assert count() == 240 - 50 - 50 + 1
    for _ in range(3):
        fail(now)
    kept = reading().execute(
        select(LogIn.name_key, LogIn.succeeded, func.count()).group_by(LogIn.name_key, LogIn.succeeded)
    )
    assert sorted(map(tuple, kept)) == [("anna", False, 4), ("bo", True, 60)]


def test_a_role_changes_nothing_about_it(now: datetime) -> None:
    a_person(now, "Anna", Role.ADMINISTRATOR)
    fail(now, times=5)
    with pytest.raises(ThrottledError):
        fail(now)


def heard_at_once(app: Flask, tries: list[Callable[[], object]]) -> int:
    """Return how many of several tries, all made at the same moment, weren't refused; those say the same."""
    said = at_once(tries, app)
    refused = [one for one in said if isinstance(one, Exception)]
    assert {type(one) for one in refused} <= {ThrottledError}
    assert len({str(one) for one in refused}) <= 1
    return len(said) - len(refused)


@pytest.mark.parametrize("login", ["Anna", "anna@example.org", "Nobody", "nobody@example.org"])
def test_of_many_tries_at_the_same_moment_no_more_than_five_are_heard_whoever_it_is(
    login: str, app: Flask, now: datetime
) -> None:
    confirm_email(a_person(now, "Anna", email="anna@example.org"), now)
    assert heard_at_once(app, [partial(fail, now, login)] * 16) == 5


def test_of_many_tries_at_the_same_moment_from_one_address_no_more_than_fifty_are_heard(
    app: Flask, now: datetime
) -> None:
    for number in range(45):
        fail(now, f"Name {number}")
    assert heard_at_once(app, [partial(fail, now, f"Other {number}") for number in range(16)]) == 5


@pytest.mark.parametrize("action", throttle.FROM_ADDRESS)
def test_of_many_at_the_same_moment_no_more_than_the_limit_are_let_through(
    action: Action, app: Flask, now: datetime
) -> None:
    left = 4
    for _ in range(throttle.FROM_ADDRESS[action].tries - left):
        throttle.admit(action, HOME, now)
    assert heard_at_once(app, [partial(throttle.admit, action, HOME, now)] * 16) == left


def test_an_unknown_name_takes_the_same_way_as_a_wrong_password(now: datetime) -> None:
    """Both count a try and verify one hash of the same cost, which is nearly all the time it takes."""

    class Noting(Hasher):
        verified: ClassVar[list[str | None]] = []

        def verify(self, stored: str | None, password: str) -> bool:
            self.verified.append(stored)
            return super().verify(stored, password)

    confirm_email(a_person(now, "Anna", email="anna@example.org"), now)
    a_person(now, "Bo", email="bo@example.org")
    logins = ("Anna", "Nobody", "anna@example.org", "bo@example.org", "nobody@example.org")
    statements: dict[str, list[str]] = {login: [] for login in logins}
    for name, noted in statements.items():

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            noted.append(statement)  # noqa: B023 -- taken away before the next round

        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert (
                authenticate(name, "a wrong guess", AuthenticationContext(ELSEWHERE, Noting(8, 1)), now)
                is None
            )
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert all(noted == statements["Anna"] for noted in statements.values())
    assert [bool(stored) for stored in Noting.verified] == [True, False, True, False, False]


def test_verifying_nobodys_password_takes_as_long_as_somebodys() -> None:
    """Measured as the thread's own time, at a cost high enough to be seen, the fastest of many tries."""
    hasher = Hasher(memory=4096, passes=2)
    stored = hasher.hash(PASSWORD)

    def fastest(hash_or_none: str | None) -> float:
        tries = timeit.repeat(
            lambda: hasher.verify(hash_or_none, "a wrong guess"), timer=time.thread_time, number=1, repeat=20
        )
        return min(tries)

    assert 0.5 < fastest(None) / fastest(stored) < 2
