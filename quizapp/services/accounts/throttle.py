"""How often somebody may try, so that guessing is hopeless, nobody is locked out, no script fills tables.

A try to log in counts for where it comes from: a browser in which that person logged in before, or
else the address. Failures are counted for a name from one such place, for an address over all names,
and for a name over all places that are strange to it. Only the last can be filled from elsewhere; it
touches no browser and no address from which that person came in before, and a link for a new password
lets them in from anywhere. A success takes no failures away: otherwise anybody with an account could log in
to it whenever the count of their address is nearly full.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from quizapp.models import LogIn
from quizapp.services import security_log
from quizapp.services.errors import ThrottledError
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import count_alone, writing
from quizapp.translation.texts import lazy, ngettext


class Action(StrEnum):
    """What was tried."""

    LOG_IN = "log-in"
    FORGOTTEN = "forgotten"
    SIGN_UP = "sign-up"
    TRY_OUT = "try-out"
    BEGIN = "begin"
    DOWNLOAD = "download"
    JOIN = "join"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries within a while; of those to log in only failures count."""

    tries: int
    within: timedelta


NAME_AND_PLACE = Limit(5, timedelta(minutes=15))
ADDRESS = Limit(50, timedelta(minutes=15))
NAME_FROM_STRANGERS = Limit(100, timedelta(hours=1))

#: From one address, behind which a whole school may sit. Several classes may forget their passwords,
#: sign up in one lesson or try twice; a script is left with what a server and its tables bear for years.
FROM_ADDRESS = {
    Action.FORGOTTEN: Limit(20, timedelta(hours=1)),
    Action.SIGN_UP: Limit(100, timedelta(hours=1)),
    Action.TRY_OUT: Limit(200, timedelta(hours=1)),
}
#: Sign-ups by the link of one course, whatever the address: a year of one subject behind one address.
BY_LINK = Limit(1_000, timedelta(hours=1))
#: By one person. Nobody who reads the questions begins so many quizzes.
FROM_PERSON = {
    Action.BEGIN: (Limit(100, timedelta(hours=1)), Limit(400, timedelta(days=1))),
    # One at a time: one that has ended no longer counts, and one that was cut off counts no longer than this.
    Action.DOWNLOAD: (Limit(1, timedelta(minutes=2)),),
}
#: Codes that nobody has, typed by one person and from one address: a class may mistype one together.
GUESSES = {
    Action.JOIN: (Limit(10, timedelta(minutes=15)), Limit(100, timedelta(minutes=15))),
    Action.ENTER: (Limit(10, timedelta(minutes=15)), Limit(100, timedelta(minutes=15))),
}
REFUSALS = {
    Action.LOG_IN: lazy("There were too many tries."),
    Action.FORGOTTEN: lazy("There were too many tries."),
    Action.SIGN_UP: lazy("Very many people have signed up from your network just now."),
    Action.TRY_OUT: lazy(
        "Very many people have started a quiz without an account from your network just now."
    ),
    Action.BEGIN: lazy("You have started very many quizzes just now."),
    Action.DOWNLOAD: lazy("Your data is being put together already."),
    Action.JOIN: lazy("There were too many wrong course codes."),
    Action.ENTER: lazy("There were too many wrong access codes."),
}

#: What lies further ahead than this was written before the server's clock was set back: it would keep people
#: waiting until the clock has come there again.
AHEAD = timedelta(minutes=1)
FAILURES_ARE_KEPT = timedelta(days=1)
#: How long an address or a browser counts as one that a person comes from.
SUCCESSES_ARE_KEPT = timedelta(days=365)
#: How many of them are kept for a name, so that a script that logs in again and again fills no table.
SUCCESSES_OF_A_NAME = 100
#: How many old rows one try clears away: more than it adds, and never a long transaction.
CLEARED_AT_ONCE = 50
#: The width of the column.
LONGEST_ADDRESS = 64


def network(address: str | None) -> str:
    """Return what an address is counted by: IPv4 whole, IPv6 by its /64, which one customer has.

    What is no address (a Unix socket has none) counts as one.
    """
    try:
        parsed = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, 64), strict=False))
    return str(parsed)


def admit(action: Action, address: str, now: datetime) -> None:
    """Count an action that takes no authentication, in a transaction of its own.

    Raises `ThrottledError`, and nothing is counted, where that was done too often from this address.
    """
    network_of = network(address)
    try:
        with writing() as session:
            count_alone(session)
            wait = _wait(session, FROM_ADDRESS[action], action, now, LogIn.address == network_of)
            _admit(session, LogIn(action=action, name_key="", address=network_of), [wait], now)
    except ThrottledError:
        security_log.note(SecurityEvent.THROTTLED, action=action)
        raise


def admit_by_link(course_id: int, now: datetime) -> None:
    """Count a sign-up by the link of a course, which isn't counted against its address.

    The staff of the course let them in; a class of 200 sits behind one address. Raises `ThrottledError`.
    """
    place = f"course {course_id}"
    with writing() as session:
        count_alone(session)
        wait = _wait(session, BY_LINK, Action.SIGN_UP, now, LogIn.address == place)
        _admit(session, LogIn(action=Action.SIGN_UP, name_key="", address=place), [wait], now)


def admit_person(session: Session, action: Action, person_id: int, now: datetime) -> int:
    """Count what a person does, in a transaction that holds them; return the key of what was counted.

    Raises `ThrottledError`, and nothing is counted, where they did that too often.
    """
    place = _place_of(person_id)
    waits = [_wait(session, limit, action, now, LogIn.address == place) for limit in FROM_PERSON[action]]
    return _admit(session, LogIn(action=action, name_key="", address=place), waits, now)


def check_guesses(session: Session, action: Action, name_key: str, address: str, now: datetime) -> None:
    """Count the wrong codes of a person and of an address; nobody else counts until the transaction ends.

    Raises `ThrottledError` where there were too many.
    """
    count_alone(session)
    of_person, of_address = GUESSES[action]
    waits = (
        _wait(session, of_person, action, now, LogIn.name_key == name_key),
        _wait(session, of_address, action, now, LogIn.address == network(address)),
    )
    _check(action, max(waits))


def note_guess(session: Session, action: Action, name_key: str, address: str, now: datetime) -> None:
    """Write down a code that nobody has; what was typed is stored nowhere."""
    clear(session, now, CLEARED_AT_ONCE)
    guess = LogIn(action=action, name_key=name_key, address=network(address))
    guess.at, guess.succeeded = now, False
    session.add(guess)


def forget(session: Session, name_key: str, person_id: int) -> None:
    """Delete all that was counted of a person whose account is deleted."""
    session.execute(
        delete(LogIn).where(or_(LogIn.name_key == name_key, LogIn.address == _place_of(person_id)))
    )


def _place_of(person_id: int) -> str:
    """Return what stands in place of an address where a person is counted, wherever they are."""
    return f"person {person_id}"


def note_end(session: Session, admitted: int) -> None:
    """Stop counting what somebody was admitted to: it has ended."""
    session.execute(delete(LogIn).where(LogIn.id == admitted))


def admit_log_in(session: Session, name_key: str, address: str, browser: str | None, now: datetime) -> int:
    """Write down a try to log in as failed until `note_success`; return its key.

    It is counted before the password is looked at, so that many at once don't slip through.
    Raises `ThrottledError`, and nothing is counted, where there were too many before.
    """
    count_alone(session)
    log_in = LogIn(action=Action.LOG_IN, name_key=name_key, address=network(address))
    of_name, of_address = LogIn.name_key == name_key, LogIn.address == log_in.address
    of_browser = LogIn.browser == _hash(browser)
    came_in = select(LogIn.address).where(of_name, LogIn.succeeded)
    if browser and session.scalar(select(exists(came_in.where(of_browser)))):
        log_in.browser = _hash(browser)
        wait = _wait(session, NAME_AND_PLACE, Action.LOG_IN, now, of_name, of_browser)
        return _admit(session, log_in, [wait], now)
    # What failed in a browser that is known counts for that browser alone.
    strange = LogIn.browser.is_(None)
    waits = [
        _wait(session, NAME_AND_PLACE, Action.LOG_IN, now, of_name, of_address, strange),
        _wait(session, ADDRESS, Action.LOG_IN, now, of_address, strange),
    ]
    if not session.scalar(select(exists(came_in.where(of_address)))):
        from_strangers = (of_name, LogIn.address.not_in(came_in), strange)
        waits.append(_wait(session, NAME_FROM_STRANGERS, Action.LOG_IN, now, *from_strangers))
    return _admit(session, log_in, waits, now)


def note_success(session: Session, log_in_id: int, browser: str | None) -> None:
    """Write down that a try succeeded after all; from now on the person is known to use this browser."""
    values = {"succeeded": True, "browser": _hash(browser)}
    changed = update(LogIn).where(LogIn.id == log_in_id).values(values).returning(LogIn.name_key)
    name_key = session.scalar(changed)
    its_own = LogIn.name_key == name_key, LogIn.succeeded
    kept = select(LogIn.at).where(*its_own).order_by(LogIn.at.desc()).offset(SUCCESSES_OF_A_NAME - 1).limit(1)
    older = delete(LogIn).where(*its_own, LogIn.at < kept.scalar_subquery())
    session.execute(older, execution_options={"synchronize_session": False})


def note_log_in(session: Session, name_key: str, address: str, browser: str | None, now: datetime) -> None:
    """Write down that somebody came in by other means: signed up, or used a link."""
    log_in = LogIn(action=Action.LOG_IN, name_key=name_key, address=network(address), browser=_hash(browser))
    log_in.at, log_in.succeeded = now, True
    session.add(log_in)


def forget_browsers(session: Session, name_key: str, but: str | None) -> None:
    """Forget the browsers of a name, all but one: after a new password.

    Somebody who had the old one could have made many browsers known, to go on guessing in each.
    """
    others = LogIn.browser != _hash(but or "")
    session.execute(
        update(LogIn).where(LogIn.name_key == name_key, LogIn.succeeded, others).values(browser=None)
    )


def _hash(browser: str | None) -> str | None:
    """Return what is stored of a browser's name: the database alone makes nobody known."""
    return None if browser is None else hashlib.sha256(browser.encode()).hexdigest()


def _admit(session: Session, log_in: LogIn, waits: list[timedelta], now: datetime) -> int:
    _check(Action(log_in.action), max(waits))
    clear(session, now, CLEARED_AT_ONCE)
    log_in.at, log_in.succeeded = now, False
    session.add(log_in)
    session.flush()
    return log_in.id


def _check(action: Action, wait: timedelta) -> None:
    if wait > timedelta(0):
        raise ThrottledError(f"{REFUSALS[action]} {_please_wait(wait)}", wait)


def _wait(
    session: Session, limit: Limit, action: Action, now: datetime, *which: ColumnElement[bool]
) -> timedelta:
    """Return how long until fewer tries than the limit lie within its while; zero for now."""
    last_too_many = session.scalar(
        select(LogIn.at)
        .where(
            *which,
            LogIn.action == action,
            ~LogIn.succeeded,
            LogIn.at > now - limit.within,
            LogIn.at <= now + AHEAD,
        )
        .order_by(LogIn.at.desc())
        .offset(limit.tries - 1)
        .limit(1)
    )
    return last_too_many + limit.within - now if last_too_many else timedelta(0)


def clear(session: Session, now: datetime, at_most: int) -> int:
    """Delete at most so many old failures, and as many old successes; return the larger number deleted."""
    deleted = []
    for succeeded, kept in ((False, FAILURES_ARE_KEPT), (True, SUCCESSES_ARE_KEPT)):
        old = (
            select(LogIn.id)
            .where(LogIn.succeeded.is_(succeeded), LogIn.at < now - kept)
            .order_by(LogIn.at)
            .limit(at_most)
        )
        gone = delete(LogIn).where(LogIn.id.in_(old)).returning(LogIn.id)
        deleted.append(len(session.execute(gone, execution_options={"synchronize_session": False}).all()))
    return max(deleted)


def _please_wait(wait: timedelta) -> str:
    minutes = ceil(wait / timedelta(minutes=1))
    if minutes > 2 * 60:
        hours = ceil(minutes / 60)
        return ngettext("Please wait an hour.", "Please wait %(count)s hours.", hours, count=hours)
    return ngettext("Please wait a minute.", "Please wait %(count)s minutes.", minutes, count=minutes)
