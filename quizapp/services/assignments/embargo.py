"""Which questions are held from a learner, as a condition of statements, and because of what.

Held are the questions of assignments that the learner may still sit: the whole pool before and during an
exam, those of their own attempts during homework (`assignments/releasing.py`). It is asked of the cache,
`LearnerTerms`. What is held is left out by every statement that would ask or tell it; nothing is deleted, so
that it is there again afterwards. A statement with one of these conditions is executed with what `holding`
returns, beside its own values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    SQLColumnExpression,
    and_,
    bindparam,
    or_,
    select,
    union_all,
)

from quizapp.assignments.releasing import EmbargoScope
from quizapp.models import Assignment, AssignmentQuestion, Attempt, Course, LearnerTerms, QuestionRecord, Slot
from quizapp.services.person import Person
from quizapp.services.transaction import reading_rows

_held_from: BindParameter[int] = bindparam("held_from_id")
_now: BindParameter[datetime] = bindparam("held_at")
_HOLDS = and_(
    LearnerTerms.user_id == _held_from,
    LearnerTerms.holds != EmbargoScope.NOTHING,
    or_(LearnerTerms.held_from.is_(None), LearnerTerms.held_from <= _now),
    or_(LearnerTerms.done_at.is_(None), LearnerTerms.done_at > _now),
)
# The database makes this list once a statement, however many questions it is asked of.
_held = union_all(
    select(AssignmentQuestion.question_id)
    .join(LearnerTerms, LearnerTerms.assignment_id == AssignmentQuestion.assignment_id)
    .where(_HOLDS, LearnerTerms.holds == EmbargoScope.WHOLE_POOL),
    select(Slot.question_id)
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .join(LearnerTerms, LearnerTerms.assignment_id == Attempt.assignment_id)
    .where(_HOLDS, LearnerTerms.holds == EmbargoScope.OWN_QUESTIONS, Attempt.user_id == _held_from)
    .where(~Attempt.is_preview),
)
_WHY = (
    select(Assignment.title, Assignment.id, Assignment.course_id, LearnerTerms.done_at, Course.time_zone)
    .join(LearnerTerms, LearnerTerms.assignment_id == Assignment.id)
    .join(Course, Course.id == Assignment.course_id)
    .where(_HOLDS)
    .order_by(LearnerTerms.done_at.is_(None), LearnerTerms.done_at, Assignment.id)
)

_HELD_AMONG = select(QuestionRecord.id).where(
    QuestionRecord.id.in_(bindparam("question_ids", expanding=True)), QuestionRecord.id.in_(_held)
)


def is_held(question_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Return the condition that the question with this key is held from a learner now."""
    return question_id.in_(_held)


#: That a question isn't held.
NOT_HELD: Final = ~is_held(QuestionRecord.id)


@dataclass(frozen=True, slots=True)
class HoldingAssignment:
    """An assignment because of which questions are held from a learner, with its course's time zone."""

    id: int
    course_id: int
    title: str
    #: None where nobody can tell yet.
    until: datetime | None
    zone: tzinfo


def holding(person: Person, now: datetime) -> dict[str, Any]:
    """Return the values of a statement with these conditions: from whom, and when."""
    return {"held_from_id": person.id, "held_at": now}


def held_among(person: Person, question_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Return which of these questions are held from a person now."""
    sought = {"question_ids": list(question_ids)}
    return frozenset(reading_rows().scalars(_HELD_AMONG, holding(person, now) | sought))


def list_holding(person: Person, now: datetime) -> tuple[HoldingAssignment, ...]:
    """Return the assignments because of which questions are held from a person now."""
    rows = reading_rows().execute(_WHY, holding(person, now))
    return tuple(
        HoldingAssignment(row.id, row.course_id, row.title, row.done_at, ZoneInfo(row.time_zone))
        for row in rows
    )
