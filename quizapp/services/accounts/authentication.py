"""Authentication by password: at the log-in, and again before what can't be undone."""

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
class AuthenticationContext:
    """Where a request comes from, and how passwords are hashed here."""

    #: The network address of the client.

    address: str
    hasher: Hasher
    #: The random name that the browser keeps from its first log-in on; None for one that keeps nothing.
    browser: str | None = None


def authenticate(name: str, password: str, context: AuthenticationContext, now: datetime) -> Person | None:
    """Return the person who has this name and password; None for every other pair.

    A name that nobody has takes the same way and the same time.
    Raises `ThrottledError`, without looking at the password, after too many failures.
    """
    key = name_key(name)
    with writing() as session:
        # The lock makes several tries at one account wait for each other, so that each is counted.
        user = session.scalar(select(User).where(User.name_key == key).with_for_update())
        log_in_id = throttle.admit_log_in(session, key, context.address, context.browser, now)
        person, stored = (person_of(user), user.password_hash) if user else (None, None)
    if not context.hasher.verify(stored, password) or person is None or stored is None:
        return None
    fresh = context.hasher.hash(password) if context.hasher.is_outdated(stored) else stored
    with writing() as session:
        throttle.note_success(session, log_in_id, context.browser)
        # If the password was changed meanwhile, the new one stays.
        session.execute(
            update(User).where(User.id == person.id, User.password_hash == stored).values(password_hash=fresh)
        )
    return person


def reauthenticate(person: Person, password: str, context: AuthenticationContext, now: datetime) -> None:
    """Make sure that the person of a session also knows the password.

    Raises `WrongPasswordError`, or `ThrottledError` as at the log-in.
    """
    proven = authenticate(person.name or "", password, context, now)
    if proven is None or proven.id != person.id:
        raise WrongPasswordError("That is not your password.")
