"""The rules by which a quiz is taken, as one value: whatever has rules holds it and copies no field of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Feedback(StrEnum):
    """When learners see how they did: after each question, or at the end of the quiz."""

    EACH = "each"
    END = "end"


class Shows(StrEnum):
    """How much a quiz that is set for a course tells learners, and from when (`disclosure.py`)."""

    PRACTICE = "practice"
    HOMEWORK = "homework"
    EXAM = "exam"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class QuizRules:
    """How a quiz is taken."""

    feedback: Feedback = Feedback.EACH
    #: Whether each answer says how sure the learner is.
    asks_certainty: bool = False
    #: In minutes; None where there is no limit.
    time_limit: int | None = None


#: Feedback at once, and no time limit.
PRACTICE: Final = QuizRules()
