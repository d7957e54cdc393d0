"""The roles in a course, in words."""

from typing import Final

from quizapp.services.permissions import CourseRole
from quizapp.translation.texts import lazy

_ROLE_WORDS: Final = {
    CourseRole.LEARNER: lazy("Learner"),
    CourseRole.ASSISTANT: lazy("Assistant"),
    CourseRole.INSTRUCTOR: lazy("Instructor"),
    CourseRole.OWNER: lazy("Owner"),
}
_INVITED_WORDS: Final = {
    CourseRole.LEARNER: lazy("You are invited as a learner."),
    CourseRole.ASSISTANT: lazy("You are invited as an assistant."),
    CourseRole.INSTRUCTOR: lazy("You are invited as an instructor."),
    CourseRole.OWNER: lazy("You are invited as an owner."),
}


def role_words(role: str) -> str:
    """Write a role as a label: "Learner"."""
    return str(_ROLE_WORDS[CourseRole(role)])


def invited_words(role: str) -> str:
    """Write as what somebody is invited: "You are invited as a learner."."""
    return str(_INVITED_WORDS[CourseRole(role)])
