"""Accounts from the first visit to their end: who a cookie names, signing up, the first administrator."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.models import EndedSession, LogIn, User
from quizapp.scheduling.study_day import time_zones
from quizapp.services.accounts import links, names, passwords, people, throttle
from quizapp.services.accounts.authentication import Door, prove_again
from quizapp.services.accounts.links import Purpose
from quizapp.services.errors import NotAllowedError, SpentLinkError, TakenError
from quizapp.services.permissions import Role
from quizapp.services.person import PERSON_COLUMNS, Person, person_of
from quizapp.services.transaction import reading, writing, writing_for

#: How long somebody who tried a quiz without an account is remembered.
VISITORS_STAY = timedelta(days=30)
#: How many old visitors a new one takes away: more than it adds, and nobody waits long for it.
PURGED_AT_ONCE = 10
#: Built once, and of plain columns: every request of somebody who is logged in asks for it.
_ENDED = EndedSession.__table__
_PERSON = select(*PERSON_COLUMNS).where(
    User.__table__.c.id == bindparam("user_id"),
    ~exists().where(_ENDED.c.user_id == bindparam("user_id"), _ENDED.c.name == bindparam("session_name")),
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody who signs up says of themselves; an unknown time zone counts as UTC."""

    name: str
    password: str
    email: str | None = None
    time_zone: str = "UTC"


def find_person(user_id: int, session_name: str = "") -> Person | None:
    """Return the person with this key; None where there is none, or they ended the session of this name."""
    wanted = {"user_id": user_id, "session_name": session_name}
    row = reading().execute(_PERSON, wanted).one_or_none()
    return person_of(row) if row else None


def begin_visit(now: datetime, time_zone: str = "UTC") -> Person:
    """Make a visitor: somebody who tries a quiz before they have a name here; a few old ones go."""
    with writing() as session:
        _purge_visitors(session, now, PURGED_AT_ONCE)
        user = User(role=Role.VISITOR, created_at=now, session_token=_new_session_token())
        user.time_zone = known_zone(time_zone)
        session.add(user)
        session.flush()
        session.refresh(user)
        return person_of(user)


def purge_visitors(now: datetime) -> None:
    """Delete all visitors who came long ago and never signed up: at a start, when nobody waits for it."""
    with writing() as session:
        _purge_visitors(session, now)


def sign_up(
    new: NewAccount, door: Door, now: datetime, *, visitor: Person | None = None, welcome: str | None = None
) -> Person:
    """Make a learner's account, or the first administrator's where `welcome` is the token of their link.

    A visitor keeps their row, and with it what they answered.
    Raises `InvalidError` for a name, address or password that can't be, `TakenError` for a name that
    somebody has, `SpentLinkError` for a welcome that is over.
    """
    name, email = names.clean_name(new.name), names.clean_email(new.email)
    passwords.check(new.password, name)
    key = names.name_key(name)
    if reading().scalar(select(exists().where(User.name_key == key))):
        raise _taken()
    if welcome is not None:
        check_welcome(welcome, now)
    password_hash = door.hasher.hash(new.password)
    try:
        with writing() as session:
            if welcome is not None:
                _use_welcome(session, welcome, now)
            user = _row_of_visitor(session, visitor) or User(created_at=now)
            user.role = Role.LEARNER if welcome is None else Role.ADMINISTRATOR
            user.name, user.name_key, user.password_hash = name, key, password_hash
            user.email, user.email_key = email, names.email_key(email) if email else None
            user.time_zone = known_zone(new.time_zone)
            user.session_token = _new_session_token()
            session.add(user)
            throttle.note_log_in(session, key, door.address, door.browser, now)
            session.flush()
            session.refresh(user)
            return person_of(user)
    except IntegrityError as error:
        # Somebody else took the name while the password was hashed.
        raise _taken() from error


def make_administrator_link(now: datetime) -> str | None:
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


def check_welcome(token: str, now: datetime) -> None:
    """Raise `SpentLinkError` unless this link still makes the first administrator."""
    session = reading()
    links.open_link(session, Purpose.ADMINISTRATOR, token, now)
    _refuse_second_first(session)


def become_administrator(person: Person, token: str, now: datetime) -> Person:
    """Make a person who has an account the first administrator; the session token changes.

    Raises `SpentLinkError` for a welcome that is over, `NotAllowedError` for a visitor.
    """
    with writing_for(person.id) as (session, user):
        if user.role == Role.VISITOR:
            raise NotAllowedError("Please sign up first.")
        _use_welcome(session, token, now)
        user.role = Role.ADMINISTRATOR
        end_sessions(session, user)
        return person_of(user)


def log_out(person: Person, session_name: str) -> None:
    """End one session of a person for good, whoever has a copy of its cookie."""
    with writing_for(person.id) as (session, _):
        session.merge(EndedSession(user_id=person.id, name=session_name))


def log_out_everywhere(person: Person) -> Person:
    """End every session of a person; the returned one, with its new token, can begin another."""
    with writing_for(person.id) as (session, user):
        end_sessions(session, user)
        return person_of(user)


def delete_account(person: Person, password: str, door: Door, now: datetime) -> None:
    """Delete a person and all that is theirs: answers, cards, reviews, links, tries to log in.

    Raises `WrongPasswordError`, `ThrottledError`, and `NotAllowedError` for the last administrator.
    """
    prove_again(person, password, door, now)
    with writing() as session:
        if people.lock_administrators(session) == [person.id]:
            raise NotAllowedError(
                "You are the only administrator. Make somebody else one first, then delete your account."
            )
        session.execute(delete(LogIn).where(LogIn.name_key == names.name_key(person.name or "")))
        # The tables' own cascades take the rest along.
        session.execute(delete(User).where(User.id == person.id))


def known_zone(time_zone: str) -> str:
    """Return a time zone that can be stored: UTC for one that is unknown."""
    return time_zone if time_zone in time_zones() else "UTC"


def end_sessions(session: Session, user: User) -> None:
    """Give a person a fresh token, which ends every session that holds an older one."""
    user.session_token = _new_session_token()
    session.execute(delete(EndedSession).where(EndedSession.user_id == user.id))


def _new_session_token() -> str:
    return secrets.token_urlsafe(32)


def _purge_visitors(session: Session, now: datetime, at_most: int | None = None) -> None:
    is_old = (User.role == Role.VISITOR) & (User.created_at < now - VISITORS_STAY)
    old = select(User.id).where(is_old).order_by(User.created_at).limit(at_most)
    # It is asked again of each row: a visitor may be signing up right now.
    session.execute(
        delete(User).where(User.id.in_(old), is_old), execution_options={"synchronize_session": False}
    )


def _row_of_visitor(session: Session, visitor: Person | None) -> User | None:
    if visitor is None:
        return None
    row = select(User).where(User.id == visitor.id, User.role == Role.VISITOR).with_for_update()
    return session.scalar(row)


def _use_welcome(session: Session, token: str, now: datetime) -> None:
    links.use_link(session, Purpose.ADMINISTRATOR, token, now)
    _refuse_second_first(session)


def _refuse_second_first(session: Session) -> None:
    if people.has_administrator(session):
        raise SpentLinkError("There is an administrator already.")


def _taken() -> TakenError:
    return TakenError("Somebody has this name already. If it is you, log in; if not, please take another.")
