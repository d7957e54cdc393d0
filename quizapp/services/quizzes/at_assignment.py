"""What the result of an attempt says of the assignment that it was at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.assignments.scoring import SetResult
from quizapp.models import Assignment, Attempt, Course, LateAnswer, Slot
from quizapp.services.assignments.set_results import find_set_result
from quizapp.services.quizzes.attempt_rows import discloses_total
from quizapp.services.quizzes.marks import ToldMark, told_of
from quizapp.services.quizzes.slots import QuizSlot


@dataclass(frozen=True, slots=True)
class ResultAtAssignment:
    """What the result of an attempt at an assignment says of the assignment."""

    assignment_id: int
    course_id: int
    #: From when results are released; None where nobody can tell yet.
    results_from: datetime | None
    #: On whose clocks that is shown.
    zone: tzinfo
    is_annulled: bool
    #: And no other may be begun in its place.
    is_forfeited: bool
    is_preview: bool
    #: How many answers wait for somebody to mark them.
    to_mark: int
    #: How many answers that arrived after its end wait for somebody to accept them or not.
    late_answers: int
    #: What the staff said of answers that it marked, by the number of the question, where that may be known.
    marks: Mapping[int, ToldMark]
    #: What staff set in place of what the attempts come to, where that may be known.
    by_staff: SetResult | None


# Built once: building a statement takes longer than running it.
_LATE_ANSWERS = (
    select(func.count(LateAnswer.id))
    .join(Slot, Slot.id == LateAnswer.slot_id)
    .where(Slot.attempt_id == bindparam("attempt_id"), LateAnswer.decided_at.is_(None))
    .scalar_subquery()
)
_ASSIGNMENT = (
    select(
        *(Assignment.title, Assignment.course_id, Assignment.results_from, Course.time_zone),
        _LATE_ANSWERS.label("late_answers"),
    )
    .join(Course, Course.id == Assignment.course_id)
    .where(Assignment.id == bindparam("assignment_id"))
)


def assignment_of(
    session: Session, attempt: Attempt, slots: Sequence[QuizSlot]
) -> tuple[str | None, ResultAtAssignment | None]:
    """Return the title of the assignment of an attempt with these slots, and what else its result says of it.

    Both are None for a quiz of one's own.
    """
    if attempt.assignment_id is None:
        return None, None
    marks = told_of(session.connection(), attempt.id)
    is_told = not attempt.is_preview and discloses_total(attempt)
    by_staff = find_set_result(session, attempt.assignment_id, attempt.user_id) if is_told else None
    sought = {"assignment_id": attempt.assignment_id, "attempt_id": attempt.id}
    row = session.execute(_ASSIGNMENT, sought).one()
    return row.title, ResultAtAssignment(
        assignment_id=attempt.assignment_id,
        course_id=row.course_id,
        results_from=row.results_from,
        zone=ZoneInfo(row.time_zone),
        is_annulled=attempt.annulled_at is not None,
        is_forfeited=attempt.is_forfeited,
        is_preview=attempt.is_preview,
        to_mark=attempt.to_mark,
        late_answers=row.late_answers,
        marks={one.number: marks[one.number] for one in slots if one.number in marks and one.disclosure.mark},
        by_staff=by_staff,
    )
