"""The banks that a learner studies: new cards come from these, in the order in which they were added.

Cards that were begun come when they are due, whether their bank is studied or not; but none of a bank that
the learner may not study.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import starmap

from sqlalchemy import BindParameter, bindparam, delete, exists, func, or_, select

from quizapp.models import BankRecord, Card, QuestionRecord, StudiedBank
from quizapp.scheduling.memory import Phase
from quizapp.services.banks.audience import MAY_STUDY, asking
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
    .where(BankRecord.questions > 0, MAY_STUDY)
    .order_by(_IS_STUDIED.desc(), BankRecord.title, BankRecord.id)
)
_TITLE = select(BankRecord.title).where(BankRecord.id == bindparam("bank_id"))
_TO_STUDY, _TO_STOP = _TITLE.where(MAY_STUDY), _TITLE.where(or_(MAY_STUDY, _IS_STUDIED))


def list_all(person: Person) -> tuple[StudyBank, ...]:
    """Return the banks with questions that a learner may study, those first that they do, then by title."""
    return tuple(starmap(StudyBank, reading_rows().execute(_BANKS, asking(person))))


def study(person: Person, bank_id: int, now: datetime) -> str:
    """Take new cards from a bank from now on; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        title = session.scalar(_TO_STUDY, asking(person) | {"bank_id": bank_id})
        if title is None:
            raise NotFoundError
        if session.get(StudiedBank, (person.id, bank_id)) is None:
            session.add(StudiedBank(user_id=person.id, bank_id=bank_id, since=now))
        return title


def stop(person: Person, bank_id: int) -> str:
    """Take no more new cards from a bank; return its title. Raises `NotFoundError`."""
    with writing_for(person.id) as (session, _):
        title = session.scalar(_TO_STOP, asking(person) | {"bank_id": bank_id})
        if title is None:
            raise NotFoundError
        session.execute(
            delete(StudiedBank).where(StudiedBank.user_id == person.id, StudiedBank.bank_id == bank_id)
        )
        return title
