"""When the time of a quiz is up, and until when its answers count.

All of it follows from one moment, `ends_at`, which is decided at the start. Extra time for a learner, or a
later end, changes that moment and nothing else here.

An answer counts that arrives up to `GRACE` after it, as long as the attempt isn't finished. Its learner
finishes it by submitting, or by asking for the result once the time is up: a quiz of their own tells right
answers then, so nothing counts any more. At an assignment what arrives after that, in the grace too, is kept
as an answer that came late, and the staff decides. For all others an attempt goes on until the grace is over:
results and questions that the end opens wait as long (`assignments/releasing.py`).
"""

from datetime import datetime, timedelta
from typing import Final

from quizapp.quizzes.rules import QuizRules

#: How long an answer may be on its way that was sent in time.
GRACE: Final = timedelta(seconds=15)


def end_of(rules: QuizRules, started_at: datetime) -> datetime | None:
    """Return when the time of an attempt is up that starts now; None where it has no limit."""
    return None if rules.time_limit is None else started_at + timedelta(minutes=rules.time_limit)


def is_up(ends_at: datetime | None, now: datetime) -> bool:
    """Tell whether the time is up. Answers on their way count a little longer, until it `is_over`."""
    return ends_at is not None and ends_at <= now


def seconds_left(ends_at: datetime | None, now: datetime) -> float | None:
    """Return how many seconds are left, never less than 0; None where the time has no limit."""
    return None if ends_at is None else max(0.0, (ends_at - now).total_seconds())


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Tell whether the attempt takes no more answers."""
    return ends_at is not None and ends_at < overdue_since(now)


def overdue_since(now: datetime, grace: timedelta = GRACE) -> datetime:
    """Return the moment before which an attempt must have ended to be overdue now."""
    return now - grace


def not_before(now: datetime, *before: datetime | None) -> datetime:
    """Return the moment at which something happens now that follows upon others, as far as there were any.

    A server's clock may be set back: what comes after something else happens no earlier all the same.
    """
    return max([now, *filter(None, before)]) if before else now


def finished_at(ends_at: datetime | None, now: datetime, *before: datetime | None) -> datetime:
    """Return when an attempt counts as finished that is finished now.

    That is not after its time was up, nor else before what came `before`: its start, and its answers.
    """
    finished = not_before(now, *before)
    return finished if ends_at is None else min(finished, ends_at)
