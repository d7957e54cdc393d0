"""A person's email address: how it changes, and how a link that was mailed to it confirms it.

Until an address is confirmed it is anybody's claim: nobody logs in with it, and several accounts may name
it. A confirmed one belongs to one account, and stays in force until another is confirmed in its place: a
mistyped address takes nobody's way in.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import letters, links, names
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.accounts.letters import Letter
from quizapp.services.accounts.links import Purpose
from quizapp.services.errors import SpentLinkError, TakenError
from quizapp.services.jobs.job import JobName
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing, writing_for
from quizapp.translation.texts import _, lazy

LETTER = Letter(
    purpose=Purpose.EMAIL,
    subject=lazy("Confirm your email address for quizapp"),
    lasts=links.MAILED_LASTS,
    confirms_only=True,
    text=lazy(
        """\
Hello %(name)s,

Somebody, most likely you, gave this email address for the account %(user_name)s. Confirm it here:

%(link)s

The link works once, within 2 hours. If it wasn't you, do nothing: the address won't be used.
"""
    ),
)


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """The address of an account."""

    text: str
    is_confirmed: bool
    #: Another address that takes its place once it is confirmed.
    new: str | None = None

    @property
    def unconfirmed(self) -> str | None:
        """Return the address that a mailed link is to confirm, if there is one."""
        return self.new if self.is_confirmed else self.text


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link confirms: that an address belongs to an account."""

    user_id: int
    user_name: str
    email: str


def email_of(person: Person) -> EmailAddress | None:
    """Return the address to which a link for a forgotten password would be mailed."""
    columns = select(User.email, User.email_confirmed_at, User.new_email).where(User.id == person.id)
    row = reading().execute(columns).one_or_none()
    if row is None or not row.email:
        return None
    return EmailAddress(row.email, row.email_confirmed_at is not None, row.new_email)


def change_email(
    person: Person,
    email: str | None,
    password: str,
    context: AuthenticationContext,
    now: datetime,
    *,
    link_beginning: str | None = None,
) -> None:
    """Change or remove that address. Another one is unconfirmed at first, and waits beside a confirmed one.

    With `link_beginning`, the URL of a link up to its token, a link that confirms it is mailed. The password
    is asked because anybody who reads this mail can take the account.
    Raises `InvalidError` for what can't be an address, `WrongPasswordError`, `ThrottledError`.
    """
    cleaned = names.clean_email(email)
    reauthenticate(person, password, context, now)
    with writing_for(person.id) as (session, user):
        is_another = cleaned != user.email
        user.new_email = user.new_email_key = None
        if cleaned and is_another and user.email_confirmed_at:
            user.new_email, user.new_email_key = cleaned, names.email_key(cleaned)
        elif is_another:
            user.email_confirmed_at = None
            user.email, user.email_key = cleaned, names.email_key(cleaned) if cleaned else None
        links.void_password_links(session, user.id)
        enqueue_confirmation(session, user, link_beginning, now)
    if is_another:
        security_log.note(SecurityEvent.EMAIL_CHANGED, person.id)


def request_confirmation(person: Person, link_beginning: str, now: datetime) -> None:
    """Have a link mailed to a person's address that confirms it, where that is still to be done.

    `link_beginning` is the URL of a link up to its token.
    """
    with writing_for(person.id) as (session, user):
        enqueue_confirmation(session, user, link_beginning, now)


def enqueue_confirmation(session: Session, user: User, link_beginning: str | None, now: datetime) -> None:
    """Have that link mailed in the caller's transaction; None where this installation mails nothing."""
    if link_beginning and letters.unconfirmed_email(user):
        letters.enqueue(session, JobName.CONFIRMATION_LETTER, user.id, link_beginning, now)


def claim_behind(token: str, now: datetime) -> Claim:
    """Return what a link confirms, without using it.

    Raises `SpentLinkError`, also where the account has another address now.
    """
    session = reading()
    link = links.open_link(session, Purpose.EMAIL, token, now)
    user = session.get(User, link.user_id)
    if user is None or not link.email or link.email not in (user.email, user.new_email):
        raise SpentLinkError(_("This link no longer works."))
    return Claim(user.id, user.user_name or "", link.email)


def confirm_email(token: str, now: datetime) -> Claim:
    """Use a link up to confirm the address that it was mailed to.

    Raises `SpentLinkError`, and `TakenError`, with nothing changed, where it is another account's.
    """
    claim = claim_behind(token, now)
    with writing() as session:
        user, is_free = lock_claimant(session, claim.user_id, claim.email)
        links.use_link(session, Purpose.EMAIL, token, now)
        if user is None or claim.email not in (user.email, user.new_email):
            raise SpentLinkError(_("This link no longer works."))
        if not is_free:
            raise TakenError(
                _(
                    "Another account has confirmed this address already, "
                    "and an address belongs to one account. "
                    "Remove it there first, or give this account another address."
                )
            )
        _put_in_force(session, user, claim.email, now)
    security_log.note(SecurityEvent.EMAIL_CONFIRMED, claim.user_id)
    return claim


def confirm_reached(session: Session, user_id: int, email: str, now: datetime) -> bool:
    """Confirm an address that a letter has reached, in the caller's transaction; tell whether that was done.

    It is where the account names the address, unconfirmed, and no other account has confirmed it.
    """
    user, is_free = lock_claimant(session, user_id, email)
    if user is None or not is_free:
        return False
    named = letters.unconfirmed_email(user)
    if named is None or names.email_key(named) != names.email_key(email):
        return False
    _put_in_force(session, user, named, now)
    return True


def _put_in_force(session: Session, user: User, email: str, now: datetime) -> None:
    """Let an address that an account names be its confirmed one."""
    if email == user.new_email:
        # What was mailed to the address before opens nothing any more.
        links.void_password_links(session, user.id)
        user.email, user.email_key = user.new_email, user.new_email_key
        user.new_email = user.new_email_key = None
    user.email_confirmed_at = now


def lock_claimant(session: Session, user_id: int, email: str | None) -> tuple[User | None, bool]:
    """Lock an account, and all others that name an address, until the transaction ends.

    Returns the account, and whether no other has confirmed the address. They are locked in one order, so
    that of two who confirm it at once, one waits and then finds it taken.
    """
    claims, key = [User.id == user_id], names.email_key(email) if email else None
    if key:
        claims += [User.email_key == key, User.new_email_key == key]
    claimants = select(User).where(or_(*claims)).order_by(User.id)
    users = list(session.scalars(claimants.with_for_update()))
    others = [user for user in users if user.id != user_id]
    is_free = not any(user.email_confirmed_at and user.email_key == key for user in others)
    return next((user for user in users if user.id == user_id), None), is_free
