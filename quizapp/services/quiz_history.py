"""The quizzes a person has taken: those still open, and page by page those that are finished."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from quizapp.models import Answer, Attempt, Bank, Slot
from quizapp.services.attempts import Feedback, last_answer
from quizapp.services.person import Person
from quizapp.services.transaction import reading

#: How many finished quizzes stand on one page of the list, and how many open ones above it.
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """An attempt in a list; `credit` is what its answers earned, out of `questions`."""

    id: int
    bank_title: str
    topics: tuple[str, ...]
    feedback: Feedback
    started_at: datetime
    finished_at: datetime | None
    questions: int
    answered: int
    #: None until the attempt is finished.
    credit: float | None


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """One page of a person's finished quizzes, newest first."""

    attempts: tuple[AttemptSummary, ...]
    page: int
    pages: int


def list_open(person: Person) -> tuple[AttemptSummary, ...]:
    """Return the newest of a person's unfinished quizzes."""
    statement = _summaries(person).where(Attempt.finished_at.is_(None)).limit(PAGE_SIZE)
    return tuple(_summary(row) for row in reading().execute(statement))


def list_finished(person: Person, page: int) -> AttemptPage:
    """Return one page of a person's finished quizzes; a page too far is the last one."""
    session = reading()
    is_finished = Attempt.finished_at.is_not(None)
    total = session.scalar(select(func.count()).where(Attempt.user_id == person.id, is_finished)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    statement = _summaries(person).where(is_finished).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return AttemptPage(tuple(_summary(row) for row in session.execute(statement)), page, pages)


def _summaries(person: Person) -> Select[Any]:
    of_attempt = Slot.attempt_id == Attempt.id
    questions = select(func.count()).where(of_attempt)
    answered = select(func.count()).where(of_attempt, Slot.sequence > 0)
    credit = select(func.sum(Answer.credit)).join_from(Slot, Answer, last_answer()).where(of_attempt)
    return (
        select(
            Attempt,
            Bank.title,
            questions.correlate(Attempt).scalar_subquery().label("questions"),
            answered.correlate(Attempt).scalar_subquery().label("answered"),
            credit.correlate(Attempt).scalar_subquery().label("credit"),
        )
        .join(Bank, Bank.id == Attempt.bank_id)
        .where(Attempt.user_id == person.id)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    )


def _summary(row: Row[Any]) -> AttemptSummary:
    attempt: Attempt = row.Attempt
    return AttemptSummary(
        id=attempt.id,
        bank_title=row.title,
        topics=tuple(attempt.topics),
        feedback=Feedback(attempt.feedback),
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        questions=row.questions,
        answered=row.answered,
        credit=(row.credit or 0.0) if attempt.finished_at else None,
    )
