"""Learners who would lose time by a change: nothing changes before the person who makes it has seen who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.models import Assignment, Attempt, User
from quizapp.services.assignments.learner_terms import MovedEnd
from quizapp.services.courses.roster_names import ROSTER, called, in_order, on_roster
from quizapp.services.errors import StaleError
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class LostTime:
    """A learner whose open attempt would end earlier than before."""

    name: str
    before: datetime | None
    after: datetime | None
    #: The title of what they are in the middle of.
    assignment: str = ""


class LosesTimeError(StaleError):
    """A change would take time from learners in the middle of an attempt; nothing was written."""

    def __init__(self, losses: tuple[LostTime, ...]) -> None:
        super().__init__(_("Learners with an open attempt would have less time for it."))
        self.losses = losses


def check_losses(session: Session, moved: Iterable[MovedEnd], *, may_take_time: bool) -> None:
    """Refuse ends that come earlier, unless that is confirmed. Raises `LosesTimeError`."""
    losing = {end.attempt_id: end for end in moved if end.is_earlier}
    if not losing or may_take_time:
        return
    rows = session.execute(
        select(Attempt.id, called(), Assignment.title)
        .join(User, User.id == Attempt.user_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(ROSTER, on_roster(Assignment.course_id))
        .where(Attempt.id.in_(losing))
        .order_by(in_order(), Attempt.id)
    )
    raise LosesTimeError(
        tuple(LostTime(name or "", losing[key].before, losing[key].after, title) for key, name, title in rows)
    )
