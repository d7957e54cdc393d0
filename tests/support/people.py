"""People with accounts, browsers that are logged in as them, and everything the database holds."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import webtest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner
from sqlalchemy import select, update

from quizapp.models import Base, Identity, StudiedBank, User
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import email_address, letters, links, registration, sessions, visitors
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading, writing, writing_for
from quizapp.web.access import SignedIn
from support.answers import right, wrong

PASSWORD = "seven grey geese"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"
HASHER = Hasher(memory=8, passes=1)
CONTEXT = AuthenticationContext(HOME, HASHER)
numbers = itertools.count(1)


def a_person(
    now: datetime, name: str | None = None, role: Role = Role.LEARNER, email: str | None = None
) -> Person:
    """Sign somebody up, from `HOME`, and give them a role. Needs an app context."""
    new = NewAccount(name or f"Somebody {next(numbers)}", PASSWORD, email)
    person = registration.sign_up(new, CONTEXT, now)
    if role != Role.LEARNER:
        with writing() as session:
            session.execute(update(User).where(User.id == person.id).values(role=role))
    again = sessions.find_person(person.id)
    assert again
    return again


def password_hash_of(person: Person) -> str:
    """Return the stored hash of a password. Needs an app context."""
    its = (Identity.user_id == person.id, Identity.provider == "password")
    return reading().scalars(select(Identity.secret).where(*its)).one() or ""


def confirmation_token(person: Person, now: datetime) -> str:
    """Make the link that confirms somebody's address, and return its token. Needs an app context."""
    with writing() as session:
        email = letters.unconfirmed_email(session.get_one(User, person.id))
        return links.new_link(session, Purpose.EMAIL, now + links.MAILED_LASTS, person.id, email=email)


def confirm_email(person: Person, now: datetime) -> None:
    """Confirm the address that somebody gave. Needs an app context."""
    email_address.confirm_email(confirmation_token(person, now), now)


def a_browser(app: Flask, person: Person | None = None, address: str = HOME) -> webtest.TestApp:
    """Return a browser in which somebody is logged in already, or nobody."""
    # With the host named, a cookie set here is the one that the app replaces later.
    browser = webtest.TestApp(app, extra_environ={"HTTP_HOST": "localhost", "REMOTE_ADDR": address})
    if person:
        browser.set_cookie("session", session_of(app, person))
    return browser


def session_of(app: Flask, person: Person) -> str:
    """Return the cookie of a browser in which somebody is logged in."""
    return signed(app, {"_user_id": SignedIn(person).get_id(), "_fresh": True})


def signed(app: Flask, session: dict[str, Any], at: datetime | None = None) -> str:
    """Return a session's cookie as it is written now, or was at some time; the session began then too."""
    written_at = int((at or datetime.now(UTC)).timestamp())

    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return written_at

    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer
    serializer.signer = Then
    cookie = serializer.dumps({"begun": written_at} | session)
    assert isinstance(cookie, str)
    return cookie


def logged_in(app: Flask, role: Role = Role.LEARNER, name: str | None = None) -> webtest.TestApp:
    """Make somebody of a role and return their browser."""
    with app.app_context():
        person = somebody(role, name)
    return a_browser(app, person)


def somebody(role: Role, name: str | None = None) -> Person | None:
    """Make a person of any role, now; None for an anonymous one."""
    now = datetime.now(UTC)
    if role == Role.ANONYMOUS:
        return None
    return visitors.begin_visit(now) if role == Role.VISITOR else a_person(now, name, role)


def answer_right(person: Person, attempt_id: int, number: int, now: datetime) -> None:
    """Answer a question of somebody's quiz. Needs an app context."""
    slot = attempts.show(person, attempt_id, number)
    answering.answer(person, attempt_id, number, right(slot.asked), slot.sequence, now)


def a_history(person: Person, bank_id: int, now: datetime) -> None:
    """Let somebody study a bank: a quiz of six, whose first question they miss, and later review."""
    begun = beginning.begin(person, QuizRequest(bank_id, count=6), now, seed=1)
    slot = attempts.show(person, begun.attempt_id, 1)
    asked = slot.asked
    answering.answer(person, begun.attempt_id, 1, wrong(asked), slot.sequence, now)
    for number in range(2, begun.questions + 1):
        answer_right(person, begun.attempt_id, number, now)
    with writing_for(person.id) as (session, _):
        session.add(StudiedBank(user_id=person.id, bank_id=bank_id, since=now))
        answer = ReviewAnswer(asked.revision_id, right(asked), credit=1, duration_ms=4000)
        memory = LearnerMemory(session, person, now + timedelta(days=30), [asked.question_id])
        memory.rate(asked.question_id, Rating.GOOD, answer)


def everything_stored() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables. Needs an app context."""
    session = reading()
    found = {
        table.name: list(map(dict, session.execute(select(table).order_by(*table.primary_key)).mappings()))
        for table in Base.metadata.sorted_tables
    }
    session.rollback()
    return found
