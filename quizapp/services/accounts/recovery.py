"""New passwords: changed by those who know the old one, or chosen through a link by those who don't."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizapp.models import OneTimeLink, User
from quizapp.services.accounts import links, mail, names, passwords, sessions, throttle
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.mail import MailServer
from quizapp.services.person import Person, person_of
from quizapp.services.transaction import reading, writing, writing_for

log = logging.getLogger(__name__)

#: Of a person's links so many may wait unused; further ones are not mailed, and nobody is told.
LINKS_AT_ONCE = 3
#: An address may belong to several people, such as a family; so many get a letter.
LETTERS_AT_ONCE = 5

SUBJECT = "A new password for quizapp"
LETTER = """\
Hello {name},

somebody, most likely you, has forgotten the password of {name}. Choose a new one here:

{link}

The link works once, within two hours. If it wasn't you, do nothing: your password stays as it is.
"""


def change_password(
    person: Person, old: str, new: str, context: AuthenticationContext, now: datetime
) -> Person:
    """Give a person who knows the old password a new one; the session token changes.

    Raises `InvalidError` for a new password that can't be, `WrongPasswordError`, `ThrottledError`.
    """
    passwords.check(new, person.name or "")
    reauthenticate(person, old, context, now)
    password_hash = context.hasher.hash(new)
    with writing_for(person.id) as (session, user):
        _put_password(session, user, password_hash, context)
        return person_of(user)


def mail_links(typed: str, server: MailServer, address_of: Callable[[str], str], now: datetime) -> None:
    """Mail a link to everybody whose name or mail address was typed; failures are only logged.

    `address_of` makes the link of a token. It goes to the stored address, never to the typed one.
    """
    with writing() as session:
        letters = [
            (
                user.email,
                user.name,
                links.new_link(session, Purpose.PASSWORD, now + links.MAILED_LASTS, user.id),
            )
            for user in _recipients(session, typed)
            if _unused_links(session, user, now) < LINKS_AT_ONCE
        ]
    for email, name, token in letters:
        try:
            mail.send(server, email or "", SUBJECT, LETTER.format(name=name, link=address_of(token)), now)
        except mail.MAIL_FAILED as error:
            log.error("a letter could not be handed to %s:%s: %r", server.host, server.port, error)  # noqa: TRY400 -- one line says it


def name_behind(token: str, now: datetime) -> str:
    """Return whose password a link sets. Raises `SpentLinkError`."""
    return _owner(token, now)[1]


def choose_password(token: str, password: str, context: AuthenticationContext, now: datetime) -> Person:
    """Use a link up to set a new password, and return the person, whose older sessions end.

    Raises `InvalidError` for a password that can't be, `SpentLinkError`.
    """
    user_id, name = _owner(token, now)
    passwords.check(password, name)
    password_hash = context.hasher.hash(password)
    with writing_for(user_id) as (session, user):
        links.use_link(session, Purpose.PASSWORD, token, now)
        _put_password(session, user, password_hash, context)
        throttle.note_log_in(session, names.name_key(name), context.address, context.browser, now)
        return person_of(user)


def _owner(token: str, now: datetime) -> tuple[int, str]:
    session = reading()
    link = links.open_link(session, Purpose.PASSWORD, token, now)
    row = session.execute(select(User.id, User.name).where(User.id == link.user_id)).one()
    return row.id, row.name


def _put_password(session: Session, user: User, password_hash: str, context: AuthenticationContext) -> None:
    user.password_hash = password_hash
    sessions.replace_token(session, user)
    throttle.forget_browsers(session, user.name_key or "", but=context.browser)
    links.void_password_links(session, user.id)


def _recipients(session: Session, typed: str) -> list[User]:
    of_name, of_email = User.name_key == names.name_key(typed), User.email_key == names.email_key(typed)
    people = select(User).where(or_(of_name, of_email), User.email.is_not(None))
    return list(session.scalars(people.order_by(User.id).limit(LETTERS_AT_ONCE)))


def _unused_links(session: Session, user: User, now: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(OneTimeLink)
            .where(
                OneTimeLink.user_id == user.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now
            )
        )
        or 0
    )
