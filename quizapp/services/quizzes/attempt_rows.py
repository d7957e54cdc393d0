"""The rules of an attempt as its row has them: the one place where they are taken apart and put together."""

from typing import Any

from sqlalchemy import Row

from quizapp.models import Attempt
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
