"""Ways to log in, apart from the account: a password today, later what other providers vouch for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session

from quizapp.models import Identity, User
from quizapp.services.accounts.names import email_key, name_key


class Provider(StrEnum):
    """Who vouches for a person."""

    #: Ourselves, by a password.
    PASSWORD = "password"  # noqa: S105 -- a provider, not a password


#: The condition that an account has a password.
HAS_PASSWORD = exists().where(Identity.user_id == User.id, Identity.provider == Provider.PASSWORD)


def find_account(session: Session, login: str) -> tuple[User, str | None] | None:
    """Return the account of a user name or a confirmed email address, locked, and its password hash.

    A user name wins over an equal address. None where there is no such account; one statement finds out,
    whatever was typed.
    """
    is_name = User.user_name_key == name_key(login)
    is_address = and_(User.email_key == email_key(login), User.email_confirmed_at.is_not(None))
    its_password = and_(Identity.user_id == User.id, Identity.provider == Provider.PASSWORD)
    row = session.execute(
        select(User, Identity.secret)
        .outerjoin(Identity, its_password)
        .where(or_(is_name, is_address))
        .order_by(is_name.desc())
        .limit(1)
        .with_for_update(of=User)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def put_password(session: Session, user_id: int, password_hash: str, now: datetime) -> None:
    """Give an account its first or another password."""
    identity = session.scalar(
        select(Identity).where(Identity.user_id == user_id, Identity.provider == Provider.PASSWORD)
    )
    if identity is None:
        identity = Identity(user_id=user_id, provider=Provider.PASSWORD, subject=str(user_id), created_at=now)
        session.add(identity)
    identity.secret = password_hash


def replace_hash(session: Session, user_id: int, before: str, after: str) -> None:
    """Store the hash of the same password anew; if the password was changed meanwhile, the new one stays."""
    of_password = (Identity.user_id == user_id, Identity.provider == Provider.PASSWORD)
    session.execute(update(Identity).where(*of_password, Identity.secret == before).values(secret=after))
