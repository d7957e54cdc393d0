"""New passwords: changed by those who know the old one, or chosen through a link by those who don't."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import (
    email_address,
    identities,
    letters,
    links,
    names,
    passwords,
    sessions,
    throttle,
)
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.accounts.letters import Letter
from quizapp.services.accounts.links import Purpose
from quizapp.services.errors import SpentLinkError
from quizapp.services.jobs import queue
from quizapp.services.jobs.job import ClaimedJob, JobName
from quizapp.services.person import Person, person_of
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import count_alone, reading, writing, writing_for
from quizapp.translation.texts import _, lazy

log = logging.getLogger(__name__)

#: An address may belong to several people, such as a family: so many get a letter at most.
LETTERS_AT_ONCE = 5

#: More requests than this waiting is an attack, or nobody works: then further ones are dropped, and logged.
REQUESTS_AT_ONCE = 100

LETTER = Letter(
    purpose=Purpose.PASSWORD,
    subject=lazy("A new password for quizapp"),
    lasts=links.MAILED_LASTS,
    text=lazy(
        """\
Hello %(name)s,

Somebody, most likely you, has forgotten the password of the account %(user_name)s. Choose a new one here:

%(link)s

The link works once, within 2 hours. If it wasn't you, do nothing: your password stays as it is.
"""
    ),
)


def change_password(
    person: Person, old: str, new: str, context: AuthenticationContext, now: datetime
) -> Person:
    """Give a person who knows the old password a new one; the session token changes.

    Raises `InvalidError` for a new password that isn't good enough, `WrongPasswordError`, `ThrottledError`.
    """
    address = email_address.email_of(person)
    passwords.check(new, person.user_name, person.display_name, address.text if address else None)
    reauthenticate(person, old, context, now)
    password_hash = context.hasher.hash(new)
    with writing_for(person.id) as (session, user):
        _put_password(session, user, password_hash, context, now)
        changed = person_of(user)
    security_log.note(SecurityEvent.PASSWORD_CHANGED, changed.id, way="password")
    return changed


def request_letters(typed: str, link_beginning: str, now: datetime) -> None:
    """Have a link mailed to everybody whose name or mail address was typed.

    They are looked up in the background, so that nothing here tells whether there is anybody.
    `link_beginning` is the address of a link up to its token.
    """
    with writing() as session:
        count_alone(session)
        if queue.count_open(session, JobName.PASSWORD_REQUEST) >= REQUESTS_AT_ONCE:
            log.error("too many requests for a link wait: one was dropped")
            return
        request = {"typed": typed, "link_beginning": link_beginning}
        queue.enqueue(session, JobName.PASSWORD_REQUEST, request, now)


def enqueue_letters(job: ClaimedJob, now: datetime) -> None:
    """Enqueue a letter to each account that a request names: to its stored address, never the typed one."""
    with writing() as session:
        for user in _recipients(session, job.payload["typed"]):
            letters.enqueue(session, JobName.PASSWORD_LETTER, user.id, job.payload["link_beginning"], now)


@dataclass(frozen=True, slots=True)
class LinkOwner:
    """The person whose password a link sets, and where it was mailed."""

    user_id: int
    user_name: str
    #: What others know of the person: names, an email address.
    known: tuple[str | None, ...]
    email: str | None
    #: Whether it is their first password: an administrator made the account.
    is_first: bool


def owner_of(token: str, now: datetime) -> LinkOwner:
    """Return the person whose password a link sets. Raises `SpentLinkError`."""
    session = reading()
    link = links.open_link(session, Purpose.PASSWORD, token, now)
    row = session.execute(
        select(
            *(User.id, User.user_name, User.display_name, User.email),
            identities.HAS_PASSWORD.label("has_password"),
        ).where(User.id == link.user_id)
    ).one()
    known = (row.user_name, row.display_name, row.email)
    return LinkOwner(row.id, row.user_name, known, link.email, is_first=not row.has_password)


def choose_password(token: str, password: str, context: AuthenticationContext, now: datetime) -> Person:
    """Use a link up to set a new password, and return the person, whose older sessions end.

    A link that was mailed confirms the address too, unless it is another account's.
    Raises `InvalidError` for a password that isn't good enough, `SpentLinkError`.
    """
    owner = owner_of(token, now)
    passwords.check(password, *owner.known)
    password_hash = context.hasher.hash(password)
    with writing() as session:
        user, is_free = email_address.lock_claimant(session, owner.user_id, owner.email)
        link = links.use_link(session, Purpose.PASSWORD, token, now)
        if user is None:
            raise SpentLinkError(_("This link no longer works."))
        if link.email and link.email == user.email and is_free:
            user.email_confirmed_at = user.email_confirmed_at or now
        _put_password(session, user, password_hash, context, now)
        throttle.note_log_in(session, user.user_name_key or "", context.address, context.browser, now)
        person = person_of(user)
    security_log.note(SecurityEvent.PASSWORD_CHANGED, person.id, way="link")
    return person


def _put_password(
    session: Session, user: User, password_hash: str, context: AuthenticationContext, now: datetime
) -> None:
    identities.put_password(session, user.id, password_hash, now)
    sessions.replace_token(session, user)
    throttle.forget_browsers(session, user.user_name_key or "", but=context.browser)
    links.void_password_links(session, user.id)


def _recipients(session: Session, typed: str) -> list[User]:
    of_name, of_email = User.user_name_key == names.name_key(typed), User.email_key == names.email_key(typed)
    people = select(User).where(or_(of_name, of_email), User.email.is_not(None))
    # The account that has confirmed an address comes before those that merely name it.
    in_order = people.order_by(User.email_confirmed_at.is_(None), User.id)
    return list(session.scalars(in_order.limit(LETTERS_AT_ONCE)))
