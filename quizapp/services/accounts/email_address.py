"""A person's email address: what it is, and how it changes."""

from datetime import datetime

from sqlalchemy import select

from quizapp.models import User
from quizapp.services.accounts import links, names
from quizapp.services.accounts.authentication import AuthenticationContext, reauthenticate
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing_for


def email_of(person: Person) -> str | None:
    """Return the address to which a link for a forgotten password would be mailed."""
    return reading().scalar(select(User.email).where(User.id == person.id))


def change_email(
    person: Person, email: str | None, password: str, context: AuthenticationContext, now: datetime
) -> None:
    """Change or remove that address. Whoever has it can take the account: so the password is asked.

    Raises `InvalidError` for what can't be an address, `WrongPasswordError`, `ThrottledError`.
    """
    cleaned = names.clean_email(email)
    reauthenticate(person, password, context, now)
    with writing_for(person.id) as (session, user):
        user.email, user.email_key = cleaned, names.email_key(cleaned) if cleaned else None
        links.void_password_links(session, user.id)
