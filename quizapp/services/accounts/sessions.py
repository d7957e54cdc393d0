"""Sessions: the person behind a cookie, and how a session ends in one browser or in all of them."""

import secrets

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.orm import Session

from quizapp.models import EndedSession, User
from quizapp.services import security_log
from quizapp.services.person import PERSON_COLUMNS, Person, person_of
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing_for

#: How many sessions a person can end one by one; then all of theirs end, and their rows go.
MOST_ENDED = 500
#: Built once, and of plain columns: every request of somebody who is logged in asks for it.
_ENDED = EndedSession.__table__
_PERSON = select(*PERSON_COLUMNS).where(
    User.__table__.c.id == bindparam("user_id"),
    ~exists().where(_ENDED.c.user_id == bindparam("user_id"), _ENDED.c.name == bindparam("session_name")),
)


def find_person(user_id: int, session_name: str = "") -> Person | None:
    """Return the person with this key; None where there is none, or they ended the session of this name."""
    wanted = {"user_id": user_id, "session_name": session_name}
    row = reading().execute(_PERSON, wanted).one_or_none()
    return person_of(row) if row else None


def end_session(person: Person, session_name: str) -> None:
    """End one session of a person for good: copies of its cookie are worth nothing afterwards."""
    with writing_for(person.id) as (session, user):
        session.merge(EndedSession(user_id=person.id, name=session_name))
        session.flush()
        ended = select(func.count()).where(EndedSession.user_id == person.id)
        if (session.scalar(ended) or 0) > MOST_ENDED:
            replace_token(session, user)


def end_all_sessions(person: Person) -> Person:
    """End every session of a person; the returned one, with its new token, can begin another."""
    with writing_for(person.id) as (session, user):
        replace_token(session, user)
        renewed = person_of(user)
    security_log.note(SecurityEvent.SESSIONS_ENDED, renewed.id)
    return renewed


def new_token() -> str:
    """Return a fresh session token: 256 random bits."""
    return secrets.token_urlsafe(32)


def replace_token(session: Session, user: User) -> None:
    """Give a person a fresh token, which ends every session that holds an older one."""
    user.session_token = new_token()
    session.execute(delete(EndedSession).where(EndedSession.user_id == user.id))
