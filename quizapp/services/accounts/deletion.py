"""The end of an account: a person goes with everything that is theirs."""

from datetime import datetime

from sqlalchemy import delete, select

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import names, people, throttle
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.errors import NotAllowedError
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing


def is_needed(person: Person) -> bool:
    """Tell whether an account can't be deleted, because it is the only administrator's."""
    administrators = select(User.id).where(User.role == Role.ADMINISTRATOR).limit(2)
    return list(reading().scalars(administrators)) == [person.id]


def delete_account(person: Person, password: str, context: AuthenticationContext, now: datetime) -> None:
    """Delete a person and all that is theirs: answers, cards, reviews, links, attempts to log in.

    Raises `WrongPasswordError`, `ThrottledError`, and `NotAllowedError` for the last administrator.
    """
    reauthenticate(person, password, context, now)
    with writing() as session:
        if people.lock_administrators(session) == [person.id]:
            raise NotAllowedError(
                "You are the only administrator. Make somebody else one first, then delete your account."
            )
        throttle.forget(session, names.name_key(person.user_name or ""), person.id)
        # The tables' own cascades take the rest along.
        session.execute(delete(User).where(User.id == person.id))
    security_log.note(SecurityEvent.ACCOUNT_DELETED, person.id)
