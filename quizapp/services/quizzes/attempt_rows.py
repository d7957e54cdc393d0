"""The rules of an attempt as its row has them: the one place where they are taken apart and put together."""

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from quizapp.models import Assignment, Attempt, Course, LearnerTerms
from quizapp.quizzes import disclosure
from quizapp.quizzes.disclosure import Disclosure
from quizapp.quizzes.rules import Feedback, QuizRules, Shows

#: What `rules_of` needs of a row, for statements that select more beside it.
RULES_COLUMNS = (Attempt.feedback, Attempt.asks_certainty, Attempt.time_limit)
#: What the others need beside these.
DISCLOSURE_COLUMNS: tuple[Any, ...] = (
    Attempt.finished_at,
    Attempt.shows,
    Attempt.released_at,
    Attempt.settled_at,
)
#: What `zone_of` and `goal_of` need besides: whose clocks an assignment goes by, and when it is due.
DATE_COLUMNS: tuple[Any, ...] = (
    select(Course.time_zone)
    .join(Assignment, Assignment.course_id == Course.id)
    .where(Assignment.id == Attempt.assignment_id)
    .correlate(Attempt)
    .scalar_subquery()
    .label("course_zone"),
    select(LearnerTerms.due_at)
    .where(
        LearnerTerms.assignment_id == Attempt.assignment_id,
        LearnerTerms.user_id == Attempt.user_id,
    )
    .correlate(Attempt)
    .scalar_subquery()
    .label("due_at"),
)


def ended_at(attempt: Attempt | Row[*tuple[Any, ...]]) -> datetime | None:
    """Return since when an attempt is finished, or annulled by the staff; None while it goes on."""
    return attempt.finished_at or attempt.annulled_at


def zone_of(row: Row[Any]) -> tzinfo | None:
    """Return on whose clocks the dates of an attempt are; None for a quiz of one's own."""
    return None if row.course_zone is None else ZoneInfo(row.course_zone)


def goal_of(row: Row[Any]) -> datetime | None:
    """Return when an attempt is due, where no time limit is nearer to its learner's mind."""
    return None if row.time_limit else row.due_at


def rules_of(row: Attempt | Row[Any]) -> QuizRules:
    """Return the rules of an attempt."""
    return QuizRules(Feedback(row.feedback), row.asks_certainty, row.time_limit)


def columns_of(rules: QuizRules) -> dict[str, Any]:
    """Return the values of the columns that keep the rules of an attempt."""
    return {
        "feedback": rules.feedback,
        "asks_certainty": rules.asks_certainty,
        "time_limit": rules.time_limit,
    }


def shows_of(row: Attempt | Row[Any]) -> Shows | None:
    """Return what an attempt at an assignment shows; None for a quiz of one's own."""
    return None if row.shows is None else Shows(row.shows)


def disclose(row: Attempt | Row[Any], *, is_answered: bool) -> Disclosure:
    """Return what the learner of an attempt may know of a question of it."""
    return disclosure.disclose(
        rules_of(row),
        is_answered=is_answered,
        is_finished=row.finished_at is not None,
        shows=shows_of(row),
        is_released=row.released_at is not None,
        is_settled=row.settled_at is not None,
    )


def discloses_total(row: Attempt | Row[Any]) -> bool:
    """Tell whether the learner of an attempt may know what it earned."""
    return disclosure.discloses_total(
        rules_of(row),
        is_finished=row.finished_at is not None,
        shows=shows_of(row),
        is_released=row.released_at is not None,
    )
