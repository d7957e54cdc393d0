"""Authentication by password: at the log-in, and again before what can't be undone."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.services import security_log
from quizapp.services.accounts import identities, throttle
from quizapp.services.accounts.names import name_key
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.errors import ThrottledError, WrongPasswordError
from quizapp.services.person import Person, person_of
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import writing
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class AuthenticationContext:
    """Where a request comes from, and how passwords are hashed here."""

    #: The network address of the client.
    address: str
    hasher: Hasher
    #: The random name that the browser keeps from its first log-in on; None for one that keeps nothing.
    browser: str | None = None


def authenticate(login: str, password: str, context: AuthenticationContext, now: datetime) -> Person | None:
    """Return the person who has this user name or confirmed email address, and this password.

    None for every other pair. A name that nobody has takes the same steps and the same time. All that
    is typed for one account counts together, under its user name: an address gives nobody further tries.
    Raises `ThrottledError`, without looking at the password, after too many failures.
    """
    person = _prove(login, password, context, now)
    if person:
        security_log.note(SecurityEvent.LOGGED_IN, person.id)
    return person


def reauthenticate(person: Person, password: str, context: AuthenticationContext, now: datetime) -> None:
    """Make sure that the person of a session also knows the password.

    Raises `WrongPasswordError`, or `ThrottledError` as at the log-in.
    """
    proven = _prove(person.user_name or "", password, context, now)
    if proven is None or proven.id != person.id:
        raise WrongPasswordError(_("That is not your password."))


def _prove(login: str, password: str, context: AuthenticationContext, now: datetime) -> Person | None:
    person = None
    try:
        with writing() as session:
            user, stored = identities.find_account(session, login) or (None, None)
            person = person_of(user) if user else None
            key = (user.user_name_key if user else None) or name_key(login)
            log_in_id = throttle.admit_log_in(session, key, context.address, context.browser, now)
    except ThrottledError:
        _note(SecurityEvent.THROTTLED, person, action=throttle.Action.LOG_IN)
        raise
    if not context.hasher.verify(stored, password) or person is None or stored is None:
        _note(SecurityEvent.LOG_IN_FAILED, person)
        return None
    fresh = context.hasher.hash(password) if context.hasher.is_outdated(stored) else stored
    with writing() as session:
        throttle.note_success(session, log_in_id, context.browser)
        identities.replace_hash(session, person.id, stored, fresh)
    return person


def _note(event: SecurityEvent, person: Person | None, **details: str) -> None:
    """Log an event of an account, or of nobody's where nobody has the name."""
    security_log.note(event, person.id if person else None, **details)
