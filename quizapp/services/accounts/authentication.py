"""Proving by a password who one is: at the log-in, and again before what can't be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from quizapp.models import User
from quizapp.services.accounts import throttle
from quizapp.services.accounts.names import name_key
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.errors import WrongPasswordError
from quizapp.services.person import Person, person_of
from quizapp.services.transaction import writing


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody knocks: the address they come from, their browser, and how passwords are hashed here."""

    address: str
    hasher: Hasher
    #: The random name that their browser keeps from its first log-in on; None for one that keeps nothing.
    browser: str | None = None


def prove(name: str, password: str, door: Door, now: datetime) -> Person | None:
    """Return the person who has this name and password; None for every other pair.

    A name that nobody has takes the same way and the same time.
    Raises `ThrottledError`, without looking at the password, after too many failures.
    """
    key = name_key(name)
    with writing() as session:
        # The lock makes several tries at one account wait for each other, so that each is counted.
        user = session.scalar(select(User).where(User.name_key == key).with_for_update())
        log_in_id = throttle.admit_log_in(session, key, door.address, door.browser, now)
        person, stored = (person_of(user), user.password_hash) if user else (None, None)
    if not door.hasher.verify(stored, password) or person is None or stored is None:
        return None
    fresh = door.hasher.hash(password) if door.hasher.is_outdated(stored) else stored
    with writing() as session:
        throttle.note_success(session, log_in_id, door.browser)
        # If the password was changed meanwhile, the new one stays.
        session.execute(
            update(User).where(User.id == person.id, User.password_hash == stored).values(password_hash=fresh)
        )
    return person


def prove_again(person: Person, password: str, door: Door, now: datetime) -> None:
    """Make sure that the person of a session also knows the password.

    Raises `WrongPasswordError`, or `ThrottledError` as at the log-in.
    """
    proven = prove(person.name or "", password, door, now)
    if proven is None or proven.id != person.id:
        raise WrongPasswordError("That is not your password.")
