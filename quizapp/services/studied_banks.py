"""The banks that a learner studies: new cards come from these, in the order in which they were added.

Cards that were begun come when they are due, whether their bank is studied or not.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select

from quizapp.models import Bank, Card, Question, StudiedBank
from quizapp.scheduling.memory import Phase
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.transaction import reading, writing_for


@dataclass(frozen=True, slots=True)
class StudyBank:
    """A bank as a learner may study it; `begun` of its `questions` in force have been answered."""

    id: int
    title: str
    description: str
    questions: int
    begun: int
    is_studied: bool


def list_all(person: Person) -> tuple[StudyBank, ...]:
    """Return the banks with questions, those that the learner studies first, then by title."""
    is_studied = exists().where(StudiedBank.user_id == person.id, StudiedBank.bank_id == Bank.id)
    rows = reading().execute(
        select(Bank, func.count(Question.id), func.count(Card.id), is_studied)
        .join(Question, (Question.bank_id == Bank.id) & Question.retired_at.is_(None))
        .outerjoin(
            Card, (Card.user_id == person.id) & (Card.question_id == Question.id) & (Card.phase != Phase.NEW)
        )
        .group_by(Bank.id)
        .order_by(is_studied.desc(), Bank.title, Bank.id)
    )
    return tuple(
        StudyBank(bank.id, bank.title, bank.description, questions, begun, studied)
        for bank, questions, begun, studied in rows
    )


def study(person: Person, bank_id: int, now: datetime) -> str:
    """Take new cards from a bank from now on; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        bank = session.get(Bank, bank_id)
        if bank is None:
            raise NotFoundError
        if session.get(StudiedBank, (person.id, bank_id)) is None:
            session.add(StudiedBank(user_id=person.id, bank_id=bank_id, since=now))
        return bank.title


def stop(person: Person, bank_id: int) -> str:
    """Take no more new cards from a bank; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        bank = session.get(Bank, bank_id)
        if bank is None:
            raise NotFoundError
        session.execute(
            delete(StudiedBank).where(StudiedBank.user_id == person.id, StudiedBank.bank_id == bank_id)
        )
        return bank.title
