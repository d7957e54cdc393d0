"""When the time of a quiz is up, and until when its answers count.

All of it follows from one moment, `ends_at`, which is decided at the start. Extra time for a learner, or a
later end, changes that moment and nothing else here.

An answer that arrives up to `GRACE` after it counts, unless its learner has submitted or seen marks. An
attempt is finished by its learner's look at the result as soon as the time is up, and by the staff's pages
and the worker once the grace is over. At an assignment, an answer that was on its way then still counts if
time alone has finished the attempt and no mark shows yet (`services/quizzes/late.py`). Where marks show at
the end (a quiz of one's own, practice, homework) nothing counts once it is finished. Results and questions
that the end opens wait until the grace is over (`assignments/releasing.py`).
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
