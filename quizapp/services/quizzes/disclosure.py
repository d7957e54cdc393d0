"""The SQL twin of `quizzes/disclosure.py`, from the same tables: for statements over `Attempt` and `Slot`."""

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from quizapp.models import Attempt
from quizapp.quizzes.disclosure import SHOWN_FROM, SHOWN_TO_A_COURSE, ShownFrom, Stage
from quizapp.services.quizzes.answered import IS_ANSWERED

_IS_FINISHED = Attempt.finished_at.is_not(None)
_IS_RELEASED = and_(_IS_FINISHED, Attempt.released_at.is_not(None))
_HAS_REACHED: Final = {
    Stage.OPEN: true(),
    Stage.ANSWERED: or_(IS_ANSWERED, _IS_FINISHED),
    Stage.FINISHED: _IS_FINISHED,
    Stage.RELEASED: _IS_RELEASED,
    Stage.SETTLED: and_(_IS_RELEASED, Attempt.settled_at.is_not(None)),
    Stage.NEVER: false(),
}
#: Quizzes of one's own and practice for a course tell by their feedback.
_BY_FEEDBACK = or_(Attempt.shows.is_(None), Attempt.shows.not_in(SHOWN_TO_A_COURSE))


def _shows(stage_of: Callable[[ShownFrom], Stage]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(_BY_FEEDBACK, Attempt.feedback == feedback, _HAS_REACHED[stage_of(shown_from)])
            for feedback, shown_from in SHOWN_FROM.items()
        ),
        *(
            and_(Attempt.shows == shows, _HAS_REACHED[stage_of(shown_from)])
            for shows, shown_from in SHOWN_TO_A_COURSE.items()
        ),
    )


#: Whether a learner may know what an attempt earned in all; for statements over `Attempt` alone.
SHOWS_TOTAL: Final = or_(
    and_(_BY_FEEDBACK, _IS_FINISHED),
    *(
        and_(Attempt.shows == shows, _HAS_REACHED[shown_from.mark])
        for shows, shown_from in SHOWN_TO_A_COURSE.items()
    ),
)
#: Whether a learner may know each of these of a slot.
SHOWS_RESPONSE: Final = _shows(attrgetter("response"))
SHOWS_MARK: Final = _shows(attrgetter("mark"))
SHOWS_FEEDBACK: Final = _shows(attrgetter("feedback"))
SHOWS_RIGHT_ANSWER: Final = _shows(attrgetter("right_answer"))
