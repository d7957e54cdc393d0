"""The first administrator: a link printed at the start makes one, while there is none."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services import security_log
from quizapp.services.accounts import links, people
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.sessions import replace_token
from quizapp.services.errors import NotAllowedError, SpentLinkError
from quizapp.services.permissions import Role, has_account
from quizapp.services.person import Person, person_of
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing, writing_for
from quizapp.translation.texts import _


def make_link(now: datetime) -> str | None:
    """Make the one-time link of the first administrator and return its token; earlier ones end.

    None where there is an administrator already.
    """
    if people.has_administrator(reading()):
        return None
    with writing() as session:
        if people.has_administrator(session):
            return None
        links.void_administrator_links(session)
        return links.new_link(session, Purpose.ADMINISTRATOR, now + links.ADMINISTRATOR_LASTS)


def check_link(token: str, now: datetime) -> None:
    """Raise `SpentLinkError` unless this link still makes the first administrator."""
    session = reading()
    links.open_link(session, Purpose.ADMINISTRATOR, token, now)
    _refuse_second_first(session)


def use_link(session: Session, token: str, now: datetime) -> None:
    """Use the link up, in the caller's transaction. Raises `SpentLinkError`."""
    links.use_link(session, Purpose.ADMINISTRATOR, token, now)
    _refuse_second_first(session)


def promote(person: Person, token: str, now: datetime) -> Person:
    """Make a person who has an account the first administrator; the session token changes.

    Raises `SpentLinkError` for a link that no longer works, `NotAllowedError` for a visitor.
    """
    with writing_for(person.id) as (session, user):
        if not has_account(user):
            raise NotAllowedError(_("Please sign up first."))
        use_link(session, token, now)
        user.role = Role.ADMINISTRATOR
        replace_token(session, user)
        promoted = person_of(user)
    security_log.note(SecurityEvent.FIRST_ADMINISTRATOR, promoted.id)
    return promoted


def _refuse_second_first(session: Session) -> None:
    if people.has_administrator(session):
        raise SpentLinkError(_("There is an administrator already."))
