"""The quizzes a person has taken, page by page: those still open, and those that are finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, func, or_, select

from quizapp.bank.topics import Topic, make_topic
from quizapp.models import Answer, Assignment, Attempt, BankRecord, Slot
from quizapp.quizzes.rules import QuizRules
from quizapp.services.paging import Page, paginate
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_ANSWERED
from quizapp.services.quizzes.attempt_rows import (
    DATE_COLUMNS,
    DISCLOSURE_COLUMNS,
    RULES_COLUMNS,
    discloses_total,
    goal_of,
    rules_of,
    zone_of,
)
from quizapp.services.quizzes.ready import title_of
from quizapp.services.transaction import reading_rows

#: How many quizzes stand on one page of a list.
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """An attempt in a list; `credit` is what its answers earned, `out_of` so much."""

    id: int
    bank_title: str
    #: The title of the assignment or the ready quiz that it is, if it is one.
    quiz_title: str | None
    #: The same for all attempts at one assignment or one ready quiz; None where questions were just drawn.
    quiz: tuple[int | str, ...] | None
    is_assigned: bool
    #: Staff said that it doesn't count: nobody goes on with it.
    is_annulled: bool
    topics: tuple[Topic, ...]
    rules: QuizRules
    started_at: datetime
    ends_at: datetime | None
    finished_at: datetime | None
    #: On whose clocks its assignment has its dates, and when it is due if no time limit runs.
    zone: tzinfo | None
    goal_at: datetime | None
    questions: int
    answered: int
    #: One for each question, unless they are worth more or less.
    out_of: float
    #: None until the learner may know it.
    credit: float | None
    #: How many of its answers wait for somebody to mark them, and earn nothing until then.
    to_mark: int


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_of_attempt = Slot.attempt_id == Attempt.id
_IS_OPEN = and_(Attempt.finished_at.is_(None), Attempt.annulled_at.is_(None))
_IS_FINISHED = or_(Attempt.finished_at.is_not(None), Attempt.annulled_at.is_not(None))
_SUMMARIES = (
    select(
        *(Attempt.id, Attempt.bank_id, Attempt.assignment_id),
        *(Attempt.topics, Attempt.started_at, Attempt.ends_at),
        *(Attempt.to_mark, Attempt.annulled_at),
        *(Attempt.quiz_key, *RULES_COLUMNS, *DISCLOSURE_COLUMNS, *DATE_COLUMNS),
        *(BankRecord.title, BankRecord.topic_titles, BankRecord.quizzes),
        Assignment.title.label("assignment_title"),
        select(func.count()).where(_of_attempt).correlate(Attempt).scalar_subquery().label("questions"),
        select(func.count())
        .where(_of_attempt, IS_ANSWERED)
        .correlate(Attempt)
        .scalar_subquery()
        .label("answered"),
        select(func.sum(Slot.points)).where(_of_attempt).correlate(Attempt).scalar_subquery().label("out_of"),
        select(func.sum(EARNED * Slot.points))
        .join_from(Slot, Answer, COUNTED_ANSWER)
        .where(_of_attempt)
        .correlate(Attempt)
        .scalar_subquery()
        .label("credit"),
    )
    .join(BankRecord, BankRecord.id == Attempt.bank_id)
    .outerjoin(Assignment, Assignment.id == Attempt.assignment_id)
    .where(Attempt.user_id == _user_id, ~Attempt.is_preview)
    .limit(PAGE_SIZE)
    .offset(bindparam("offset"))
)
_COUNT = select(func.count()).where(Attempt.user_id == _user_id, ~Attempt.is_preview)
_NEWEST_FIRST = Attempt.started_at.desc(), Attempt.id.desc()
_RUNNING_FIRST = Attempt.ends_at.is_(None), Attempt.ends_at
_OPEN = (
    _SUMMARIES.where(_IS_OPEN).order_by(*_RUNNING_FIRST, *_NEWEST_FIRST),
    _COUNT.where(_IS_OPEN),
)
_FINISHED = _SUMMARIES.where(_IS_FINISHED).order_by(*_NEWEST_FIRST), _COUNT.where(_IS_FINISHED)


def list_open(person: Person, page: int = 1) -> Page[AttemptSummary]:
    """Return one page of a person's unfinished quizzes: those first whose time runs, then the newest."""
    return _page(person, page, *_OPEN)


def list_finished(person: Person, page: int = 1) -> Page[AttemptSummary]:
    """Return one page of a person's quizzes that nobody goes on with, newest first."""
    return _page(person, page, *_FINISHED)


def _page(person: Person, page: int, summaries: Select[Any], count: Select[int]) -> Page[AttemptSummary]:
    connection = reading_rows()
    total = connection.scalar(count, {"user_id": person.id}) or 0

    def fetch(offset: int) -> Iterator[AttemptSummary]:
        return map(_summary, connection.execute(summaries, {"user_id": person.id, "offset": offset}))

    return paginate(total, PAGE_SIZE, page, fetch)


def _summary(row: Row[Any]) -> AttemptSummary:
    rules = rules_of(row)
    is_told = discloses_total(row)
    return AttemptSummary(
        id=row.id,
        bank_title=row.title,
        quiz_title=row.assignment_title or title_of(row.quizzes, row.quiz_key),
        quiz=_quiz_of(row),
        is_assigned=row.shows is not None,
        is_annulled=row.annulled_at is not None,
        topics=tuple(make_topic(path, row.topic_titles) for path in row.topics),
        rules=rules,
        started_at=row.started_at,
        ends_at=row.ends_at,
        finished_at=row.finished_at,
        zone=zone_of(row),
        goal_at=goal_of(row),
        questions=row.questions,
        answered=row.answered,
        out_of=row.out_of or 0.0,
        credit=(row.credit or 0.0) if is_told else None,
        to_mark=row.to_mark if is_told else 0,
    )


def _quiz_of(row: Row[Any]) -> tuple[int | str, ...] | None:
    if row.assignment_id is not None:
        return (row.assignment_id,)
    return None if row.quiz_key is None else (row.bank_id, row.quiz_key)
