"""What is worth a second look before an assignment is published, beside what its bank alone can say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.assignments.stage import Stage, stage_of
from quizapp.models import Assignment, AssignmentQuestion
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE
from quizapp.quizzes.rules import Shows
from quizapp.services.assignments.rows import terms_of
from quizapp.services.banks.pools import find_pool
from quizapp.services.banks.questions import load_several
from quizapp.services.courses.assignments import AssignmentView
from quizapp.services.transaction import reading

EXAMS: Final = frozenset({Shows.EXAM, Shows.SEALED})


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Another assignment of the course that may ask some of the same questions."""

    assignment_id: int
    title: str
    count: int
    stage: Stage
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the staff may not have thought of."""

    shared: tuple[SharedWith, ...]
    #: How many questions of an exam offer hints.
    hinted: int


def find_second_look(assignment: AssignmentView, now: datetime) -> SecondLook:
    """Return what is worth a second look at an assignment, published or not."""
    session, settings = reading(), assignment.settings
    pool = find_pool(session, settings.bank_id, settings.composition, types=MARKED | MARKED_BY_PEOPLE)
    ids = [question.id for question in pool.questions]
    hinted = 0
    if settings.terms.shows in EXAMS:
        asked = load_several(session.connection(), ids, seed=0)
        hinted = sum(bool(one.question.hints) for one in asked.values())
    return SecondLook(_shared(session, assignment, ids, now), hinted)


def _shared(
    session: Session, assignment: AssignmentView, ids: list[int], now: datetime
) -> tuple[SharedWith, ...]:
    """Return the published assignments whose learners meet the same questions.

    Those that are over and never show their questions, sealed exams, give nothing away.
    """
    rows = session.execute(
        select(Assignment, func.count(AssignmentQuestion.question_id).label("count"))
        .join(AssignmentQuestion, AssignmentQuestion.assignment_id == Assignment.id)
        .where(
            Assignment.course_id == assignment.course_id,
            Assignment.id != assignment.id,
            Assignment.bank_id == assignment.settings.bank_id,
            Assignment.published_at.is_not(None),
            Assignment.archived_at.is_(None),
            AssignmentQuestion.question_id.in_(ids),
        )
        .group_by(Assignment.id)
        .order_by(Assignment.id)
    )
    found = []
    for other, count in rows:
        terms = terms_of(other)
        stage = stage_of(terms, other.published_at, other.results_from, now)
        if not (terms.shows is Shows.SEALED and stage in {Stage.CLOSED, Stage.RELEASED}):
            found.append(SharedWith(other.id, other.title, count, stage, terms.opens_at))
    return tuple(found)
