"""How well a learner judges their own answers."""

from sqlalchemy import Connection, bindparam, func, select

from quizapp.models import Answer, Attempt, Slot
from quizapp.quizzes.certainty import Calibration, Certainty
from quizapp.services.person import Person
from quizapp.services.quizzes.answered import COUNTED_ANSWER
from quizapp.services.quizzes.disclosure import SHOWS_MARK

#: How many of the last answers tell.
CALIBRATION_ANSWERS = 300

#: The last answers that say how sure the learner was; not those that aren't told yet how they went, nor
#: those whose credit says less of the answer than of its hints.
_CERTAIN = (
    select(Answer.certainty, Answer.credit)
    .join(Slot, COUNTED_ANSWER)
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .where(
        Answer.user_id == bindparam("user_id"),
        Answer.certainty.is_not(None),
        Slot.hints_used == 0,
        SHOWS_MARK,
    )
    .order_by(Answer.id.desc())
    .limit(CALIBRATION_ANSWERS)
    .subquery()
)
_CALIBRATION = select(_CERTAIN.c.certainty, func.count(), func.avg(_CERTAIN.c.credit)).group_by(
    _CERTAIN.c.certainty
)


def find_calibration(connection: Connection, person: Person) -> tuple[Calibration, ...]:
    """Return the mean credit at each certainty that was said, the surest first."""
    found = {
        certainty: (answers, float(share))
        for certainty, answers, share in connection.execute(_CALIBRATION, {"user_id": person.id})
    }
    return tuple(Calibration(level, *found[level]) for level in Certainty if level in found)
