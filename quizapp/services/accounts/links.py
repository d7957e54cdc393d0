"""Links that work once: 256 random bits, of which only the hash is stored.

Opening a link changes nothing, because mail programs open links to look at them; what the link
allows happens, once, when the page behind it is sent.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from quizapp.models import OneTimeLink
from quizapp.services.errors import SpentLinkError
from quizapp.services.jobs import queue
from quizapp.services.jobs.job import JobName
from quizapp.translation.texts import _


class Purpose(StrEnum):
    """What a link is for."""

    ADMINISTRATOR = "administrator"
    PASSWORD = "password"  # noqa: S105 -- a purpose, not a password
    EMAIL = "email"


#: A mailed link is used at once; one that is handed over in class, within a day.
MAILED_LASTS = timedelta(hours=2)
HANDED_OVER_LASTS = timedelta(days=1)
#: A new account holds nothing yet, so its link may wait.
NEW_ACCOUNT_LASTS = timedelta(days=7)
#: Each start of the server makes a fresh one while there is no administrator.
ADMINISTRATOR_LASTS = timedelta(days=7)
#: How long a link is kept after it has expired.
KEPT = timedelta(days=60)


def new_link(
    session: Session,
    purpose: Purpose,
    expires_at: datetime,
    user_id: int | None = None,
    *,
    email: str | None = None,
) -> str:
    """Make a link and return its token, which is stored nowhere.

    `email` is the address that it will be mailed to, if it is: using the link proves that address.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(
            token_hash=hash_token(token), purpose=purpose, user_id=user_id, email=email, expires_at=expires_at
        )
    )
    session.flush()
    return token


def clear(session: Session, now: datetime, at_most: int) -> int:
    """Delete at most so many links that expired long ago; return how many."""
    old = select(OneTimeLink.id).where(OneTimeLink.expires_at < now - KEPT).limit(at_most)
    gone = delete(OneTimeLink).where(OneTimeLink.id.in_(old)).returning(OneTimeLink.id)
    return len(session.execute(gone, execution_options={"synchronize_session": False}).all())


def open_link(session: Session, purpose: Purpose, token: str, now: datetime) -> OneTimeLink:
    """Return a link that still works, without using it. Raises `SpentLinkError`."""
    return _found(session.scalar(_of(purpose, token, now)))


def use_link(session: Session, purpose: Purpose, token: str, now: datetime) -> OneTimeLink:
    """Use a link up, in the caller's transaction. Raises `SpentLinkError`."""
    link = _found(session.scalar(_of(purpose, token, now).with_for_update()))
    link.used_at = now
    return link


def withdraw(session: Session, token: str) -> None:
    """Take away a link that didn't reach anybody."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.token_hash == hash_token(token)))


def count_unused(session: Session, purpose: Purpose, user_id: int, now: datetime) -> int:
    """Count a person's links for a purpose that still work."""
    return (
        session.scalar(
            select(func.count())
            .select_from(OneTimeLink)
            .where(
                OneTimeLink.purpose == purpose,
                OneTimeLink.user_id == user_id,
                OneTimeLink.used_at.is_(None),
                OneTimeLink.expires_at > now,
            )
        )
        or 0
    )


def void_administrator_links(session: Session) -> None:
    """Take away the links by which somebody could become the first administrator."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.purpose == Purpose.ADMINISTRATOR))


def void_password_links(session: Session, user_id: int) -> None:
    """Take away a person's unused links, also those yet to be mailed: after a new password or address."""
    for name in (JobName.PASSWORD_LETTER, JobName.ACCOUNT_LETTER):
        queue.cancel(session, name, user_id)
    session.execute(
        delete(OneTimeLink).where(
            OneTimeLink.user_id == user_id,
            OneTimeLink.purpose == Purpose.PASSWORD,
            OneTimeLink.used_at.is_(None),
        )
    )


def _of(purpose: Purpose, token: str, now: datetime) -> Select[OneTimeLink]:
    return select(OneTimeLink).where(
        OneTimeLink.token_hash == hash_token(token),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )


def _found(link: OneTimeLink | None) -> OneTimeLink:
    if link is None:
        raise SpentLinkError(_("This link no longer works."))
    return link


def hash_token(token: str) -> str:
    """Return what is stored of a link."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
