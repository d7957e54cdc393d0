"""The banks that a learner studies: new cards come from these, in the order in which they were added.

Cards that were begun come when they are due, whether their bank is studied or not.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import starmap

from sqlalchemy import BindParameter, bindparam, delete, exists, func, select

from quizapp.models import BankRecord, Card, QuestionRecord, StudiedBank
from quizapp.scheduling.memory import Phase
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.transaction import reading_rows, writing_for


@dataclass(frozen=True, slots=True)
class StudyBank:
    """A bank as a learner may study it; `begun` of its `questions` in force have been answered."""

    id: int
    title: str
    description: str
    questions: int
    begun: int
    is_studied: bool


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_IS_STUDIED = exists().where(StudiedBank.user_id == _user_id, StudiedBank.bank_id == BankRecord.id)
_BEGUN = (
    select(func.count())
    .select_from(Card)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(
        Card.user_id == _user_id,
        Card.phase != Phase.NEW,
        QuestionRecord.bank_id == BankRecord.id,
        QuestionRecord.retired_at.is_(None),
    )
    .scalar_subquery()
)
_BANKS = (
    select(BankRecord.id, BankRecord.title, BankRecord.description, BankRecord.questions, _BEGUN, _IS_STUDIED)
    .where(BankRecord.questions > 0)
    .order_by(_IS_STUDIED.desc(), BankRecord.title, BankRecord.id)
)


def list_all(person: Person) -> tuple[StudyBank, ...]:
    """Return the banks with questions, those that the learner studies first, then by title."""
    return tuple(starmap(StudyBank, reading_rows().execute(_BANKS, {"user_id": person.id})))


def study(person: Person, bank_id: int, now: datetime) -> str:
    """Take new cards from a bank from now on; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        bank = session.get(BankRecord, bank_id)
        if bank is None:
            raise NotFoundError
        if session.get(StudiedBank, (person.id, bank_id)) is None:
            session.add(StudiedBank(user_id=person.id, bank_id=bank_id, since=now))
        return bank.title


def stop(person: Person, bank_id: int) -> str:
    """Take no more new cards from a bank; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        bank = session.get(BankRecord, bank_id)
        if bank is None:
            raise NotFoundError
        session.execute(
            delete(StudiedBank).where(StudiedBank.user_id == person.id, StudiedBank.bank_id == bank_id)
        )
        return bank.title
