"""For whom a bank is, and what follows from that: whether somebody may study it, and read it as staff."""

from enum import StrEnum


class Audience(StrEnum):
    """The people a bank is for, as its authors say."""

    #: Everybody, visitors too.
    PUBLIC = "public"
    #: The members of courses that have it.
    COURSE = "course"
    #: Nobody who studies: it is met only where a course sets its questions.
    EXAM = "exam"


def may_study(audience: Audience, *, is_member: bool, is_administrator: bool) -> bool:
    """Tell whether somebody may study a bank: meet it in lists, reviews and quizzes of their own.

    `is_member` says whether they are in a course that has it and isn't archived.
    """
    match audience:
        case Audience.PUBLIC:
            return True
        case Audience.COURSE:
            return is_member or is_administrator
        case Audience.EXAM:
            return False


def may_read(audience: Audience, *, teaches: bool, is_administrator: bool) -> bool:
    """Tell whether somebody on the staff of the installation may read a bank, with all its answers.

    `teaches` says whether they run a course that has it, archived or not.
    """
    return audience is Audience.PUBLIC or teaches or is_administrator
