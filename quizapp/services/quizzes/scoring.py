"""What an attempt at an assignment earned: the points of its answers, as far as they are marked."""

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from quizapp.models import Answer, Attempt, QuestionRecord, Slot
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED

# Built once: building a statement takes longer than running it.
_SCORE = (
    select(
        func.coalesce(func.sum(Slot.points * EARNED), 0.0).label("points"),
        func.coalesce(func.sum(Slot.points), 0.0).label("full_points"),
        func.count(case((~IS_MARKED, Answer.id))).label("to_mark"),
    )
    .join_from(Slot, QuestionRecord, QuestionRecord.id == Slot.question_id)
    .outerjoin(Answer, COUNTED_ANSWER)
    .where(Slot.attempt_id == bindparam("attempt_id"))
)


def score(session: Session, attempt: Attempt) -> None:
    """Count what the answers of an attempt earned, and how many wait for somebody to mark them."""
    row = session.execute(_SCORE, {"attempt_id": attempt.id}).one()
    attempt.points, attempt.full_points, attempt.to_mark = row.points, row.full_points, row.to_mark
