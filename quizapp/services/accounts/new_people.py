"""Accounts that administrators make for others, who choose their password by a link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import letters, links, names
from quizapp.services.accounts.letters import Letter
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.people import PasswordLink, check_administrator
from quizapp.services.accounts.sessions import new_token
from quizapp.services.errors import TakenError
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import Permission, Role, can_be_given
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import writing
from quizapp.translation.texts import _, lazy

LETTER = Letter(
    purpose=Purpose.PASSWORD,
    subject=lazy("Your account at quizapp"),
    lasts=links.NEW_ACCOUNT_LASTS,
    text=lazy(
        """\
Hello %(name)s,

You have a new account with the user name %(user_name)s. Choose a password here:

%(link)s

The link works once, within a week. If you don't know what this is about, do nothing.
"""
    ),
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What an administrator enters for a new account."""

    user_name: str
    #: If it is empty, the user name stands in for it.
    display_name: str
    email: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class AddedPerson:
    """A new account, and the link to hand over, with which its person chooses a password."""

    user_id: int
    display_name: str
    link: PasswordLink
    #: The address to which a link is mailed as well; None if there is none.
    mailed_to: str | None


def add(
    administrator: Person, new: NewPerson, now: datetime, *, link_beginning: str | None = None
) -> AddedPerson:
    """Make an account without a password, and a link with which its person chooses one.

    With `link_beginning`, the URL of a link up to its token, another link is mailed to the address, and
    proves it.

    Raises `InvalidError` for a name or address that isn't accepted, `TakenError` for a name that somebody
    has, `NotAllowedError`.
    """
    if not can_be_given(new.role):
        raise ValueError(f"nobody can be made {new.role.value!r}")
    name, email = names.clean_user_name(new.user_name), names.clean_email(new.email)
    shown = names.clean_name(new.display_name) if new.display_name.strip() else name
    key, expires_at = names.name_key(name), now + links.NEW_ACCOUNT_LASTS
    mailed_to = email if link_beginning else None
    try:
        with writing() as session:
            check_administrator(session, administrator, Permission.ADD_PERSON)
            if session.scalar(select(exists().where(User.user_name_key == key))):
                raise _taken()
            user = User(
                created_at=now,
                role=new.role,
                user_name=name,
                user_name_key=key,
                display_name=shown,
                display_name_key=names.name_key(shown),
                email=email,
                email_key=names.email_key(email) if email else None,
                # Until they choose another: most live where their administrator does.
                time_zone=administrator.preferences.time_zone,
                session_token=new_token(),
            )
            session.add(user)
            session.flush()
            token = links.new_link(session, Purpose.PASSWORD, expires_at, user.id)
            if link_beginning and email:
                letters.enqueue(session, JobName.ACCOUNT_LETTER, user.id, link_beginning, now)
            added = AddedPerson(user.id, shown, PasswordLink(token, expires_at), mailed_to)
    except IntegrityError as error:
        # Somebody took the name at the same moment.
        raise _taken() from error
    security_log.note(SecurityEvent.ACCOUNT_MADE, added.user_id)
    security_log.note(SecurityEvent.PASSWORD_LINK_MADE, added.user_id, way="by hand")
    return added


def _taken() -> TakenError:
    return TakenError(_("Somebody has this user name already. Please choose another."))
