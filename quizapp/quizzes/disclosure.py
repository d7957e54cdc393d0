"""What learners may know of a question of an attempt, and from when: nothing else decides it.

Each of four things shows from a moment on, and the moments come in a fixed order, so that what was shown is
never hidden again. Queries ask the same of the database (`services/quizzes/disclosure.py`).

A quiz of one's own tells by its feedback. One that is set for a course tells by what it `Shows`; practice
for a course is like a quiz of one's own. In all others the right answer and feedback wait until its learner
can't begin another attempt, so that an early release helps nobody who has an extension.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from quizapp.quizzes.rules import Feedback, QuizRules, Shows


class Stage(IntEnum):
    """How far a question of an attempt has come, the earliest first; each includes those before."""

    OPEN = 0
    ANSWERED = 1
    FINISHED = 2
    #: The results of the assignment are released.
    RELEASED = 3
    #: And its learner has none open and can't begin any more.
    SETTLED = 4
    #: Comes for no question.
    NEVER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFrom:
    """The stage from which each of the four things shows."""

    response: Stage
    mark: Stage
    feedback: Stage
    right_answer: Stage


#: What shows when in a quiz of one's own. The learner's own response shows as soon as there is one.
SHOWN_FROM: Final[Mapping[Feedback, ShownFrom]] = {
    Feedback.EACH: ShownFrom(
        response=Stage.ANSWERED, mark=Stage.ANSWERED, feedback=Stage.ANSWERED, right_answer=Stage.ANSWERED
    ),
    Feedback.END: ShownFrom(
        response=Stage.ANSWERED, mark=Stage.FINISHED, feedback=Stage.FINISHED, right_answer=Stage.FINISHED
    ),
}
#: What shows when in a quiz that is set for a course, but for practice, where feedback says it. What stands
#: in the form of an attempt that is open is no disclosure: its learner may go on with it in any case.
SHOWN_TO_A_COURSE: Final[Mapping[Shows, ShownFrom]] = {
    Shows.HOMEWORK: ShownFrom(
        response=Stage.FINISHED, mark=Stage.FINISHED, feedback=Stage.SETTLED, right_answer=Stage.SETTLED
    ),
    Shows.EXAM: ShownFrom(
        response=Stage.RELEASED, mark=Stage.RELEASED, feedback=Stage.SETTLED, right_answer=Stage.SETTLED
    ),
    Shows.SEALED: ShownFrom(
        response=Stage.NEVER, mark=Stage.RELEASED, feedback=Stage.NEVER, right_answer=Stage.NEVER
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What a learner may know of a question of an attempt, each for itself."""

    #: What they answered.
    response: bool
    #: What that earned.
    mark: bool
    #: What the author says to an answer such as theirs, and the price that hints took.
    feedback: bool
    #: The right answer, its explanation and its sources.
    right_answer: bool

    @property
    def is_final(self) -> bool:
        """Tell whether so much is known that the answer can't be changed any more."""
        return self.mark or self.feedback or self.right_answer


def disclose(
    rules: QuizRules,
    *,
    is_answered: bool,
    is_finished: bool,
    shows: Shows | None = None,
    is_released: bool = False,
    is_settled: bool = False,
) -> Disclosure:
    """Return what a learner may know of a question of an attempt.

    `shows` is None in a quiz of one's own, which knows neither of the last two: that results are released,
    and that besides the learner has no attempt open and can't begin any more.
    """
    stage = stage_of(
        is_answered=is_answered, is_finished=is_finished, is_released=is_released, is_settled=is_settled
    )
    shown_from = shown_from_of(rules, shows)
    return Disclosure(
        response=stage >= shown_from.response,
        mark=stage >= shown_from.mark,
        feedback=stage >= shown_from.feedback,
        right_answer=stage >= shown_from.right_answer,
    )


def stage_of(*, is_answered: bool, is_finished: bool, is_released: bool, is_settled: bool) -> Stage:
    """Return how far a question has come: an attempt that is open is not released, whatever its class is."""
    if not is_finished:
        return Stage.ANSWERED if is_answered else Stage.OPEN
    if not is_released:
        return Stage.FINISHED
    return Stage.SETTLED if is_settled else Stage.RELEASED


def shown_from_of(rules: QuizRules, shows: Shows | None) -> ShownFrom:
    """Return the stage from which each thing shows."""
    course = None if shows is None else SHOWN_TO_A_COURSE.get(shows)
    return course or SHOWN_FROM[rules.feedback]


def discloses_total(
    rules: QuizRules, *, is_finished: bool, shows: Shows | None = None, is_released: bool = False
) -> bool:
    """Tell whether the sum of the marks may be known: once it tells of every question, answered or not."""
    told = disclose(rules, is_answered=False, is_finished=is_finished, shows=shows, is_released=is_released)
    return told.mark


def marks_wait(shows: Shows) -> bool:
    """Tell whether the marks of a quiz that is set for a course wait until its results are released."""
    course = SHOWN_TO_A_COURSE.get(shows)
    return course is not None and course.mark >= Stage.RELEASED


def answers_can_change(rules: QuizRules, shows: Shows | None = None) -> bool:
    """Tell whether an answer can be changed until the quiz is finished; else the first one stands."""
    return not disclose(rules, is_answered=True, is_finished=False, shows=shows).is_final


def tells_at_once(rules: QuizRules, shows: Shows | None = None) -> bool:
    """Tell whether the mark of an answer shows as soon as it is given: then memory learns from it at once."""
    return disclose(rules, is_answered=True, is_finished=False, shows=shows).mark
