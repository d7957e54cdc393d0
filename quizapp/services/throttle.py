"""How often somebody may try to log in, so that guessing is hopeless and nobody is locked out by others.

Failures are counted for a name from one address, for an address over all names, and for a name
over all addresses from which nobody ever logged in to it. Only the last could be filled by others
elsewhere, and it never touches an address from which that person logged in before.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from quizapp.models import LogIn
from quizapp.services.errors import ThrottledError


class Kind(StrEnum):
    """What was tried."""

    LOG_IN = "log-in"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many failures within a while."""

    failures: int
    within: timedelta


NAME_AND_ADDRESS = Limit(5, timedelta(minutes=15))
ADDRESS = Limit(50, timedelta(minutes=15))
NAME_FROM_STRANGERS = Limit(100, timedelta(hours=1))
#: A class behind one address may forget its passwords, but nobody mails a whole school.
LINKS_TO_ADDRESS = Limit(20, timedelta(hours=1))

FAILURES_ARE_KEPT = timedelta(days=1)
#: For so long an address is known as one that a person comes from.
SUCCESSES_ARE_KEPT = timedelta(days=365)
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


def admit_log_in(session: Session, name_key: str, address: str, now: datetime) -> int:
    """Write down a try to log in as failed until `note_success`; return its key.

    It is counted before the password is looked at, so that many at once don't slip through.
    Raises `ThrottledError`, and nothing is counted, where there were too many before.
    """
    network_of = network(address)
    of_name, of_address = LogIn.name_key == name_key, LogIn.address == network_of
    waits = [
        _wait(session, NAME_AND_ADDRESS, Kind.LOG_IN, now, of_name, of_address),
        _wait(session, ADDRESS, Kind.LOG_IN, now, of_address),
    ]
    known = select(LogIn.address).where(of_name, LogIn.succeeded)
    if not session.scalar(select(exists(known.where(of_address)))):
        waits.append(
            _wait(session, NAME_FROM_STRANGERS, Kind.LOG_IN, now, of_name, LogIn.address.not_in(known))
        )
    return _admit(session, LogIn(kind=Kind.LOG_IN, name_key=name_key, address=network_of), waits, now)


def admit_forgotten(session: Session, name_key: str, address: str, now: datetime) -> None:
    """Write down that somebody asked for a link. Raises `ThrottledError` where that was too often."""
    network_of = network(address)
    wait = _wait(session, LINKS_TO_ADDRESS, Kind.FORGOTTEN, now, LogIn.address == network_of)
    _admit(session, LogIn(kind=Kind.FORGOTTEN, name_key=name_key, address=network_of), [wait], now)


def note_success(session: Session, log_in_id: int) -> None:
    """Write down that a try succeeded after all."""
    session.execute(update(LogIn).where(LogIn.id == log_in_id).values(succeeded=True))


def note_log_in(session: Session, name_key: str, address: str, now: datetime) -> None:
    """Write down that somebody came in by other means (signed up, used a link) from an address."""
    session.add(LogIn(kind=Kind.LOG_IN, name_key=name_key, address=network(address), at=now, succeeded=True))


def _admit(session: Session, log_in: LogIn, waits: list[timedelta], now: datetime) -> int:
    wait = max(waits)
    if wait > timedelta(0):
        raise ThrottledError(f"There were too many tries. Please wait {_in_words(wait)}.", _seconds(wait))
    _clear_old(session, now)
    log_in.at, log_in.succeeded = now, False
    session.add(log_in)
    session.flush()
    return log_in.id


def _wait(
    session: Session, limit: Limit, kind: Kind, now: datetime, *which: ColumnElement[bool]
) -> timedelta:
    """Return how long until fewer failures than the limit lie within its while; zero for now."""
    last_too_many = session.scalar(
        select(LogIn.at)
        .where(*which, LogIn.kind == kind, ~LogIn.succeeded, LogIn.at > now - limit.within)
        .order_by(LogIn.at.desc())
        .offset(limit.failures - 1)
        .limit(1)
    )
    return last_too_many + limit.within - now if last_too_many else timedelta(0)


def _clear_old(session: Session, now: datetime) -> None:
    for succeeded, kept in ((False, FAILURES_ARE_KEPT), (True, SUCCESSES_ARE_KEPT)):
        old = (
            select(LogIn.id)
            .where(LogIn.succeeded.is_(succeeded), LogIn.at < now - kept)
            .order_by(LogIn.at)
            .limit(CLEARED_AT_ONCE)
        )
        session.execute(
            delete(LogIn).where(LogIn.id.in_(old)), execution_options={"synchronize_session": False}
        )


def _seconds(wait: timedelta) -> int:
    return -int(-wait.total_seconds() // 1)


def _in_words(wait: timedelta) -> str:
    minutes = -(-_seconds(wait) // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
