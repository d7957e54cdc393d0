"""The SQL twin of `quizzes/disclosure.py`, from the same table: for statements over `Attempt` and `Slot`."""

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, true

from quizapp.models import Attempt
from quizapp.quizzes.disclosure import SHOWN_FROM, ShownFrom, Stage
from quizapp.services.quizzes.answered import IS_ANSWERED

_IS_FINISHED = Attempt.finished_at.is_not(None)
_HAS_REACHED: Final = {
    Stage.OPEN: true(),
    Stage.ANSWERED: or_(IS_ANSWERED, _IS_FINISHED),
    Stage.FINISHED: _IS_FINISHED,
}


def _shows(stage_of: Callable[[ShownFrom], Stage]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(Attempt.feedback == feedback, _HAS_REACHED[stage_of(shown_from)])
            for feedback, shown_from in SHOWN_FROM.items()
        )
    )


#: Whether a learner may know each of these of a slot.
SHOWS_RESPONSE: Final = _shows(attrgetter("response"))
SHOWS_MARK: Final = _shows(attrgetter("mark"))
SHOWS_FEEDBACK: Final = _shows(attrgetter("feedback"))
SHOWS_RIGHT_ANSWER: Final = _shows(attrgetter("right_answer"))
