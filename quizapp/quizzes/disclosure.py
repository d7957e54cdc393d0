"""What learners may know of a question of an attempt, and from when: nothing else decides it.

Each of four things shows from a moment on, and the moments come in a fixed order, so that what was shown is
never hidden again. Queries ask the same of the database (`services/quizzes/disclosure.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from quizapp.quizzes.rules import Feedback, QuizRules


class Stage(IntEnum):
    """How far a question of an attempt has come, the earliest first."""

    OPEN = 0
    ANSWERED = 1
    FINISHED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFrom:
    """The stage from which each of the four things shows."""

    response: Stage
    mark: Stage
    feedback: Stage
    right_answer: Stage


#: What shows when. The learner's own response shows as soon as there is one.
SHOWN_FROM: Final[Mapping[Feedback, ShownFrom]] = {
    Feedback.EACH: ShownFrom(
        response=Stage.ANSWERED, mark=Stage.ANSWERED, feedback=Stage.ANSWERED, right_answer=Stage.ANSWERED
    ),
    Feedback.END: ShownFrom(
        response=Stage.ANSWERED, mark=Stage.FINISHED, feedback=Stage.FINISHED, right_answer=Stage.FINISHED
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


def disclose(rules: QuizRules, *, is_answered: bool, is_finished: bool) -> Disclosure:
    """Return what a learner may know of a question, answered or not, of an attempt, finished or not."""
    stage = Stage.FINISHED if is_finished else Stage.ANSWERED if is_answered else Stage.OPEN
    shown_from = SHOWN_FROM[rules.feedback]
    return Disclosure(
        response=stage >= shown_from.response,
        mark=stage >= shown_from.mark,
        feedback=stage >= shown_from.feedback,
        right_answer=stage >= shown_from.right_answer,
    )


def discloses_total(rules: QuizRules, *, is_finished: bool) -> bool:
    """Tell whether the sum of the marks may be known: once it tells of every question, answered or not."""
    return disclose(rules, is_answered=False, is_finished=is_finished).mark


def answers_can_change(rules: QuizRules) -> bool:
    """Tell whether an answer can be changed until the quiz is finished; else the first one stands."""
    return not disclose(rules, is_answered=True, is_finished=False).is_final


def tells_at_once(rules: QuizRules) -> bool:
    """Tell whether the mark of an answer shows as soon as it is given: then memory learns from it at once."""
    return disclose(rules, is_answered=True, is_finished=False).mark
