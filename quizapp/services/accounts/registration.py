"""Signing up: a new account, or a visitor's row turned into one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from quizapp.models import User
from quizapp.scheduling.study_day import known_zone
from quizapp.services import security_log
from quizapp.services.accounts import (
    email_address,
    first_administrator,
    identities,
    names,
    passwords,
    throttle,
    visitors,
)
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.sessions import new_token
from quizapp.services.errors import TakenError
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody who signs up says of themselves; an unknown time zone counts as UTC."""

    user_name: str
    password: str
    email: str | None = None
    time_zone: str = "UTC"
    #: The user name where it is "".
    display_name: str = ""


def sign_up(
    new: NewAccount,
    context: AuthenticationContext,
    now: datetime,
    *,
    visitor: Person | None = None,
    administrator_token: str | None = None,
    link_beginning: str | None = None,
) -> Person:
    """Make a learner's account, or the first administrator's with the token of their link.

    A visitor keeps their row, and with it what they answered. Without a display name it is the user name.
    With `link_beginning`, the URL of a link up to its token, a link that confirms the address is mailed.
    Raises `InvalidError` for a name, address or password that isn't accepted, `TakenError` for a name that
    somebody has, `SpentLinkError` for a link that no longer works.
    """
    name, email = names.clean_user_name(new.user_name), names.clean_email(new.email)
    shown = names.clean_name(new.display_name) if new.display_name.strip() else name
    passwords.check(new.password, name, email)
    key = names.name_key(name)
    if reading().scalar(select(exists().where(User.user_name_key == key))):
        raise _taken()
    if administrator_token is not None:
        first_administrator.check_link(administrator_token, now)
    password_hash = context.hasher.hash(new.password)
    try:
        with writing() as session:
            if administrator_token is not None:
                first_administrator.use_link(session, administrator_token, now)
            user = (visitors.row_of(session, visitor) if visitor else None) or User(created_at=now)
            user.role = Role.LEARNER if administrator_token is None else Role.ADMINISTRATOR
            user.user_name, user.user_name_key = name, key
            user.display_name, user.display_name_key = shown, names.name_key(shown)
            user.email, user.email_key = email, names.email_key(email) if email else None
            user.time_zone = known_zone(new.time_zone)
            user.session_token = new_token()
            session.add(user)
            throttle.note_log_in(session, key, context.address, context.browser, now)
            session.flush()
            identities.put_password(session, user.id, password_hash, now)
            email_address.enqueue_confirmation(session, user, link_beginning, now)
            session.refresh(user)
            person = person_of(user)
    except IntegrityError as error:
        # Somebody else took the name while the password was hashed.
        raise _taken() from error
    security_log.note(SecurityEvent.ACCOUNT_MADE, person.id)
    if administrator_token is not None:
        security_log.note(SecurityEvent.FIRST_ADMINISTRATOR, person.id)
    return person


def _taken() -> TakenError:
    return TakenError(
        _("Somebody has this user name already. If it is you, log in. If not, choose another name.")
    )
