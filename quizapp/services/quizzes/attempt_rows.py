"""The rules of an attempt as its row has them: the one place where they are taken apart and put together."""

from typing import Any

from sqlalchemy import Row

from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules

#: What `rules_of` needs of a row, for statements that select more beside it.
RULES_COLUMNS = (Attempt.feedback, Attempt.asks_certainty, Attempt.time_limit)


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
