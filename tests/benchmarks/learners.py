"""People with a short and with a long history, who can log in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from quizapp.models import User
from quizapp.services.accounts import registration
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.permissions import Role
from quizapp.services.transaction import writing
from tests.support.histories import History, write_history

PASSWORD = "seven grey geese"
SHORT = History("short", cards=40, reviews=3, attempts=3)
#: 50,000 reviews.
LONG = History("long", cards=1_000, reviews=50, attempts=400)
DOOR = AuthenticationContext("127.0.0.1", Hasher(memory=8, passes=1))


@dataclass(frozen=True)
class Learner:
    """Somebody who can log in, and the questions whose cards they have begun."""

    name: str
    history: History
    question_ids: tuple[int, ...]


def enrol(name: str, history: History, bank_id: int, now: datetime) -> Learner:
    """Make an instructor who studies a bank and has this history. Needs an app context."""
    person = registration.sign_up(NewAccount(name, PASSWORD), DOOR, now)
    # An instructor may open every page; the limit must not end a day of measuring.
    with writing() as session:
        settings = {"role": Role.INSTRUCTOR, "reviews_per_day": 9_999}
        session.execute(update(User).where(User.id == person.id).values(**settings))
    return Learner(name, history, write_history(person, history, bank_id, now))
