"""Who may do what, as one table.

Whose thing it is (my attempt, my card) is no permission: a service looks only among the person's
own, and what is somebody else's isn't found.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is to this installation."""

    #: Not logged in; no row in the database.
    ANONYMOUS = "anonymous"
    #: Trying a quiz without an account.
    VISITOR = "visitor"
    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Something that a page or a form lets people do."""

    VISIT = "see the home page, sign up, log in, ask for a new password"
    LOG_OUT = "log out"
    TRY_A_QUIZ = "begin a quiz of five questions without an account"
    SEE_IMAGES = "see a question's picture whose address one knows"
    ANSWER = "answer one's own quizzes and see their results"
    STUDY = "draw quizzes, review cards, see one's progress"
    OWN_ACCOUNT = "change one's settings, take one's data away, delete the account"
    READ_BANKS = "see all questions with their answers"
    MANAGE_PEOPLE = "see people, change roles, make links for new passwords"


EVERYBODY = frozenset(Role)
WITH_A_ROW = EVERYBODY - {Role.ANONYMOUS}
WITH_AN_ACCOUNT = WITH_A_ROW - {Role.VISITOR}
STAFF = frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR})

ALLOWED: Mapping[Permission, frozenset[Role]] = {
    Permission.VISIT: EVERYBODY,
    Permission.LOG_OUT: EVERYBODY,
    Permission.TRY_A_QUIZ: EVERYBODY,
    Permission.SEE_IMAGES: EVERYBODY,
    Permission.ANSWER: WITH_A_ROW,
    Permission.STUDY: WITH_AN_ACCOUNT,
    Permission.OWN_ACCOUNT: WITH_AN_ACCOUNT,
    Permission.READ_BANKS: STAFF,
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether people with this role may do that."""
    return role in ALLOWED[permission]
