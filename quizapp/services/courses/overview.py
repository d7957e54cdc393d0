"""A course at a glance, for its staff: who needs attention, how far assignments are, what the class knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from quizapp.assignments.attention import IDLE, Concern, ends_soon, is_falling_behind, is_inactive
from quizapp.assignments.scoring import ResultState
from quizapp.models import (
    Answer,
    Assignment,
    Attempt,
    Card,
    CourseBank,
    LateAnswer,
    Membership,
    QuestionRecord,
    Review,
    Slot,
    User,
)
from quizapp.services.courses.mark_queue import WAITS_FOR_MARKS
from quizapp.services.courses.results import LearnerResults, Results, SetAssignment, find_results
from quizapp.services.courses.roster_names import ROSTER, called, in_order, on_roster
from quizapp.services.courses.topics_known import TopicKnown, find_known
from quizapp.services.courses.whom import is_learner, sees
from quizapp.services.permissions import Asker
from quizapp.services.transaction import reading

#: How many are named for one reason.
MOST_NAMED: Final = 10
_SUBMITTED: Final = {ResultState.SUBMITTED, ResultState.TO_BE_MARKED, ResultState.MARKED}


@dataclass(frozen=True, slots=True)
class Named:
    """A learner who needs attention, with the attempt that it is about, if it is about one."""

    user_id: int
    name: str
    attempt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """A reason why learners need attention, of one assignment or of the whole course."""

    concern: Concern
    assignment: SetAssignment | None
    #: The first few by name.
    named: tuple[Named, ...]
    #: How many learners more; where answers wait to be marked, how many these are.
    more: int


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """How far a class is with an assignment."""

    assignment: SetAssignment
    learners: int
    begun: int
    submitted: int
    #: Answers that wait for somebody to mark them.
    to_mark: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A course at a glance."""

    learners: int
    attention: tuple[Attention, ...]
    assignments: tuple[AssignmentProgress, ...]
    topics: tuple[TopicKnown, ...]


def find_overview(asker: Asker, course_id: int, now: datetime) -> Overview:
    """Return a course at a glance, of the learners whom somebody of the staff sees."""
    session = reading()
    found = find_results(asker, course_id, now)
    to_mark = _to_mark(session, asker, course_id)
    return Overview(
        learners=len(found.learners),
        attention=(
            *_not_begun(found, now),
            *_arrived_late(session, asker, course_id, found),
            *(
                Attention(Concern.TO_BE_MARKED, one, (), to_mark[one.id])
                for one in found.assignments
                if one.id in to_mark
            ),
            *_of_all(Concern.FALLING_BEHIND, filter(_falls_behind, found.learners)),
            *_inactive(session, course_id, found.learners, now),
        ),
        assignments=_progress(found, to_mark),
        topics=find_known(session, asker, course_id),
    )


def _not_begun(found: Results, now: datetime) -> Iterable[Attention]:
    for place, assignment in enumerate(found.assignments):
        late = [
            one for one in found.learners if ends_soon(one.cells[place].terms, one.cells[place].result, now)
        ]
        yield from _of_all(Concern.NOT_BEGUN, late, assignment)


def _falls_behind(learner: LearnerResults) -> bool:
    return is_falling_behind(
        (cell.result for cell in learner.cells), sum(cell.is_missed for cell in learner.cells)
    )


def _of_all(
    concern: Concern, learners: Iterable[LearnerResults], assignment: SetAssignment | None = None
) -> Iterable[Attention]:
    named = [Named(one.user_id, one.name) for one in learners]
    if named:
        yield Attention(concern, assignment, tuple(named[:MOST_NAMED]), max(0, len(named) - MOST_NAMED))


def _inactive(
    session: Session, course_id: int, learners: Sequence[LearnerResults], now: datetime
) -> Iterable[Attention]:
    long_there = [one for one in learners if is_inactive(None, one.joined_at, now)]
    # Nobody is to do anything in a course that has just begun.
    active = _active(session, course_id, now - IDLE) if long_there else frozenset()
    return _of_all(Concern.INACTIVE, (one for one in long_there if one.user_id not in active))


def _active(session: Session, course_id: int, since: datetime) -> frozenset[int]:
    """Return who has studied since then: reviewed in banks of the course, or worked on its assignments."""
    members = select(Membership.user_id).where(Membership.course_id == course_id)
    banks = select(CourseBank.bank_id).where(CourseBank.course_id == course_id)
    # By the study day, which the index has; it may begin a day off.
    first_day = (since - timedelta(days=1)).date()
    reviewed = (
        select(Review.user_id)
        .join(Card, Card.id == Review.card_id)
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .where(
            Review.user_id.in_(members),
            Review.event == "review",
            Review.study_day >= first_day,
            Review.reviewed_at > since,
            QuestionRecord.bank_id.in_(banks),
        )
    )
    of_course = select(Assignment.id).where(Assignment.course_id == course_id)
    attempted = select(Attempt.user_id).where(
        Attempt.assignment_id.in_(of_course),
        ~Attempt.is_preview,
        or_(Attempt.started_at > since, Attempt.finished_at > since),
    )
    answered = (
        select(Attempt.user_id)
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(Answer, Answer.slot_id == Slot.id)
        .where(Attempt.assignment_id.in_(of_course), ~Attempt.is_preview, Answer.answered_at > since)
    )
    return frozenset(session.connection().scalars(union(reviewed, attempted, answered)))


def _arrived_late(session: Session, asker: Asker, course_id: int, found: Results) -> Iterable[Attention]:
    rows = session.connection().execute(
        select(Attempt.assignment_id, Attempt.user_id, called(), Attempt.id)
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(LateAnswer, LateAnswer.slot_id == Slot.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(User, User.id == Attempt.user_id)
        .outerjoin(ROSTER, on_roster(course_id))
        .where(
            LateAnswer.decided_at.is_(None),
            is_learner(Assignment.course_id, Attempt.user_id),
            Assignment.course_id == course_id,
            ~Attempt.is_preview,
            sees(asker, course_id, Attempt.user_id),
        )
        .group_by(
            *(Attempt.assignment_id, Attempt.user_id, Attempt.id, User.id, ROSTER.id),
        )
        .order_by(in_order(), Attempt.id)
    )
    by_assignment: dict[int | None, list[Named]] = {}
    for assignment_id, user_id, name, attempt_id in rows:
        by_assignment.setdefault(assignment_id, []).append(Named(user_id, name or "", attempt_id))
    for one in found.assignments:
        if named := by_assignment.get(one.id):
            more = max(0, len(named) - MOST_NAMED)
            yield Attention(Concern.ARRIVED_LATE, one, tuple(named[:MOST_NAMED]), more)


def _to_mark(session: Session, asker: Asker, course_id: int) -> Mapping[int | None, int]:
    rows = session.connection().execute(
        select(Attempt.assignment_id, func.sum(Attempt.to_mark))
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Assignment.course_id == course_id,
            WAITS_FOR_MARKS,
            sees(asker, course_id, Attempt.user_id),
        )
        .group_by(Attempt.assignment_id)
    )
    return {assignment_id: int(count) for assignment_id, count in rows}


def _progress(found: Results, to_mark: Mapping[int | None, int]) -> tuple[AssignmentProgress, ...]:
    progress = []
    for place, assignment in enumerate(found.assignments):
        begun = [cell for one in found.learners if (cell := one.cells[place]).attempt_id is not None]
        submitted = sum(cell.result.state in _SUBMITTED for cell in begun)
        counts = len(found.learners), len(begun), submitted, to_mark.get(assignment.id, 0)
        progress.append(AssignmentProgress(assignment, *counts))
    return tuple(progress)
