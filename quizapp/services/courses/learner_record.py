"""One learner of a course as its staff sees them: results, attempts, what differs, what was set, study.

Of study it tells what a course may see: that of its own banks, and answers at its own assignments. Nothing
of other banks, nor of quizzes that the learner took alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.resolving import NO_ACCOMMODATION, Accommodation, Override
from quizapp.assignments.terms import Terms
from quizapp.assignments.timing import late_percent
from quizapp.models import (
    Answer,
    Assignment,
    Attempt,
    Card,
    CourseBank,
    Group,
    GroupMember,
    Membership,
    QuestionRecord,
    Review,
    Slot,
)
from quizapp.models import Override as OverrideRecord
from quizapp.services.assignments.resolved import accommodation_of, summary_of
from quizapp.services.assignments.rows import override_of
from quizapp.services.courses import members, result_overrides, results
from quizapp.services.courses.result_overrides import ResultChange
from quizapp.services.courses.result_rows import Wanted
from quizapp.services.courses.results import Cell, LearnerResults, SetAssignment
from quizapp.services.courses.topics_known import TopicKnown, find_known
from quizapp.services.person import Person
from quizapp.services.transaction import reading

#: How far back study is told.
LOOKS_BACK: Final = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class LearnerAttempt:
    """An attempt, whether it counts or was annulled."""

    id: int
    summary: AttemptSummary
    #: What lateness leaves of its points; 100 where it was on time.
    percent: int


@dataclass(frozen=True, slots=True)
class Differing:
    """What of the terms differs for the learner: for a group of theirs, or for them alone (None)."""

    group: str | None
    override: Override
    reason: str


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    """All that became of one assignment."""

    assignment: SetAssignment
    cell: Cell
    attempts: tuple[LearnerAttempt, ...]
    differing: tuple[Differing, ...]
    #: What staff set, the last first.
    changes: tuple[ResultChange, ...]

    @property
    def sequence(self) -> int:
        """Return the number of the last change; 0 for none. A form that makes another is made from it."""
        return self.changes[0].sequence if self.changes else 0


@dataclass(frozen=True, slots=True)
class Study:
    """What a learner did for the course in the last weeks."""

    days: int
    reviews: int
    answers: int


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """One learner of a course."""

    learner: LearnerResults
    accommodation: Accommodation
    accommodation_reason: str
    assignments: tuple[AssignmentRecord, ...]
    study: Study
    topics: tuple[TopicKnown, ...]

    @property
    def has_accommodation(self) -> bool:
        """Tell whether anything is granted in every assignment."""
        return self.accommodation != NO_ACCOMMODATION

    def find(self, assignment_id: int) -> AssignmentRecord | None:
        """Return what became of one assignment."""
        return next((one for one in self.assignments if one.assignment.id == assignment_id), None)


def find_record(asker: Person, course_id: int, user_id: int, now: datetime) -> LearnerRecord:
    """Return a learner whom somebody of the staff sees, also one who left. Raises `NotFoundError`."""
    found = results.find_results(asker, course_id, now, Wanted(with_left=True, user_id=user_id))
    if not found.learners:
        raise members.no_member()
    (learner,) = found.learners
    session = reading()
    membership = session.scalars(
        select(Membership).where(Membership.course_id == course_id, Membership.user_id == user_id)
    ).one()
    terms = {one.id: cell.terms for one, cell in zip(found.assignments, learner.cells, strict=True)}
    attempts = _attempts(session, course_id, user_id, terms, now)
    differing = _differing(session, course_id, membership.id)
    changes = result_overrides.find_changes(session, user_id, course_id=course_id)
    return LearnerRecord(
        learner=learner,
        accommodation=accommodation_of(membership),
        accommodation_reason=membership.accommodation_reason,
        assignments=tuple(
            AssignmentRecord(
                one,
                cell,
                tuple(attempts.get(one.id, ())),
                tuple(differing.get(one.id, ())),
                changes.get(one.id, ()),
            )
            for one, cell in zip(found.assignments, learner.cells, strict=True)
        ),
        study=_study(session, course_id, user_id, now - LOOKS_BACK),
        topics=find_known(session, asker, course_id, user_id),
    )


def _attempts(
    session: Session, course_id: int, user_id: int, terms: Mapping[int, Terms], now: datetime
) -> Mapping[int, Sequence[LearnerAttempt]]:
    rows = session.scalars(
        select(Attempt)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.course_id == course_id, Attempt.user_id == user_id, ~Attempt.is_preview)
        .order_by(Attempt.number)
    )
    found: dict[int, list[LearnerAttempt]] = defaultdict(list)
    for row in rows:
        key, summary = row.assignment_id or 0, summary_of(row)
        if key in terms:
            percent = late_percent(terms[key], summary.handed_in_at(now) or now)
            found[key].append(LearnerAttempt(row.id, summary, percent))
    return found


def _differing(session: Session, course_id: int, membership_id: int) -> Mapping[int, Sequence[Differing]]:
    mine = select(GroupMember.group_id).where(GroupMember.membership_id == membership_id)
    rows = session.execute(
        select(OverrideRecord.assignment_id, Group.name, OverrideRecord.changes, OverrideRecord.reason)
        .join(Assignment, Assignment.id == OverrideRecord.assignment_id)
        .outerjoin(Group, Group.id == OverrideRecord.group_id)
        .where(
            Assignment.course_id == course_id,
            (OverrideRecord.membership_id == membership_id) | OverrideRecord.group_id.in_(mine),
        )
        .order_by(OverrideRecord.group_id.is_(None), Group.name_key)
    )
    found = defaultdict(list)
    for assignment_id, group, changes, reason in rows:
        found[assignment_id].append(Differing(group, override_of(changes), reason))
    return found


def _study(session: Session, course_id: int, user_id: int, since: datetime) -> Study:
    banks = select(CourseBank.bank_id).where(CourseBank.course_id == course_id)
    reviews = (
        select(Review.id, Review.study_day)
        .join(Card, Card.id == Review.card_id)
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .where(
            Review.user_id == user_id,
            Review.event == "review",
            Review.reviewed_at >= since,
            QuestionRecord.bank_id.in_(banks),
        )
        .subquery()
    )
    answers = (
        select(Answer.id, Answer.study_day)
        .join(Slot, Slot.id == Answer.slot_id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Answer.user_id == user_id,
            Answer.sequence == 1,
            Answer.answered_at >= since,
            Assignment.course_id == course_id,
        )
        .subquery()
    )
    days = union(select(reviews.c.study_day), select(answers.c.study_day)).subquery()
    row = session.execute(
        select(
            select(func.count()).select_from(days).scalar_subquery(),
            select(func.count()).select_from(reviews).scalar_subquery(),
            select(func.count()).select_from(answers).scalar_subquery(),
        )
    ).one()
    return Study(*row)
