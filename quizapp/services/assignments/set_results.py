"""What staff set last as the result of a learner at an assignment, whatever their attempts come to."""

from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from quizapp.assignments.scoring import SetResult
from quizapp.models import LearnerTerms, ResultOverride

# Built once: building a statement takes longer than running it.
_LAST = (
    select(ResultOverride.percent, ResultOverride.is_excused)
    .where(
        ResultOverride.assignment_id == bindparam("assignment_id"),
        ResultOverride.user_id == bindparam("user_id"),
    )
    .order_by(ResultOverride.sequence.desc())
    .limit(1)
)
#: Whether a learner is excused, for statements over `LearnerTerms`; NULL where staff never set anything.
IS_EXCUSED: Final = (
    select(ResultOverride.is_excused)
    .where(
        ResultOverride.assignment_id == LearnerTerms.assignment_id,
        ResultOverride.user_id == LearnerTerms.user_id,
    )
    .order_by(ResultOverride.sequence.desc())
    .limit(1)
    .correlate(LearnerTerms)
    .scalar_subquery()
)


def find_set_result(session: Session, assignment_id: int, user_id: int) -> SetResult | None:
    """Return what staff set last; None where it never did."""
    row = (
        session.connection()
        .execute(_LAST, {"assignment_id": assignment_id, "user_id": user_id})
        .one_or_none()
    )
    return None if row is None else SetResult(row.percent, row.is_excused)
