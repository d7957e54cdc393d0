"""Visitors: people who try a quiz before they have an account, and are forgotten after a month."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.models import User
from quizapp.scheduling.study_day import known_zone
from quizapp.services.accounts.sessions import new_token
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.transaction import writing

#: How long somebody who tried a quiz without an account is remembered.
KEPT = timedelta(days=30)
#: How many old visitors a new one takes away: more than it adds, and nobody waits long for it.
PURGED_AT_ONCE = 10


def begin_visit(now: datetime, time_zone: str = "UTC") -> Person:
    """Make a visitor: somebody who tries a quiz before they have a name here; a few old ones go."""
    with writing() as session:
        clear(session, now, PURGED_AT_ONCE)
        user = User(role=Role.VISITOR, created_at=now, session_token=new_token())
        user.time_zone = known_zone(time_zone)
        session.add(user)
        session.flush()
        session.refresh(user)
        return person_of(user)


def row_of(session: Session, visitor: Person) -> User | None:
    """Return a visitor's row, locked; None for a visitor who was purged or has signed up meanwhile."""
    row = select(User).where(User.id == visitor.id, User.role == Role.VISITOR).with_for_update()
    return session.scalar(row)


def clear(session: Session, now: datetime, at_most: int) -> int:
    """Delete at most so many visitors who came long ago and never signed up; return how many."""
    is_old = (User.role == Role.VISITOR) & (User.created_at < now - KEPT)
    old = select(User.id).where(is_old).order_by(User.created_at, User.id).limit(at_most)
    # It is asked again of each row: a visitor may be signing up right now.
    gone = delete(User).where(User.id.in_(old), is_old).returning(User.id)
    return len(session.execute(gone, execution_options={"synchronize_session": False}).all())
