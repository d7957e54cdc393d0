"""Learners in the middle of an attempt, whom others could help once results are released.

Nothing is released then until the person who releases it has seen who they are.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.models import Assignment, Attempt, User
from quizapp.quizzes.rules import Shows
from quizapp.quizzes.timing import overdue_since
from quizapp.services.courses.whom import is_learner
from quizapp.services.errors import StaleError
from quizapp.services.transaction import reading
from quizapp.translation.texts import _

#: Of these the release tells right answers; practice tells them before it, a sealed exam never.
_TELLS_ANSWERS = (Shows.HOMEWORK, Shows.EXAM)


class UnderWayError(StaleError):
    """Results would be released while learners are in the middle of an attempt; nothing was written."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(_("Learners have open attempts."))
        self.names = names


def find_under_way(assignment_id: int, now: datetime) -> tuple[str, ...]:
    """Return who is in the middle of an attempt while a release tells others its right answers, by name."""
    return _names(reading(), assignment_id, now)


def check_nobody_is_under_way(session: Session, assignment: Assignment, now: datetime) -> None:
    """Refuse to tell right answers while somebody is in the middle of an attempt. Raises `UnderWayError`."""
    names = _names(session, assignment.id, now)
    if names:
        raise UnderWayError(names)


def _names(session: Session, assignment_id: int, now: datetime) -> tuple[str, ...]:
    rows = session.scalars(
        select(User.display_name)
        .join(Attempt, Attempt.user_id == User.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Attempt.assignment_id == assignment_id,
            Assignment.shows.in_(_TELLS_ANSWERS),
            Attempt.finished_at.is_(None),
            Attempt.annulled_at.is_(None),
            ~Attempt.is_preview,
            or_(Attempt.ends_at.is_(None), Attempt.ends_at >= overdue_since(now)),
            is_learner(Assignment.course_id, Attempt.user_id),
        )
        .order_by(User.display_name_key, User.id)
    )
    return tuple(name or "" for name in rows)
