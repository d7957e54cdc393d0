"""When an attempt at an assignment ends, how many minutes it has, and what lateness takes off.

All of it from resolved terms: those of one learner (`resolving.py`).
"""

from datetime import datetime, timedelta
from typing import Final

from quizapp.assignments.terms import Terms
from quizapp.quizzes.timing import end_of

ON_TIME: Final = 100


def ends_at(terms: Terms, started_at: datetime) -> datetime | None:
    """Return when an attempt ends: with its time or at the close, whichever is first; None for neither."""
    ends = (end_of(terms.rules, started_at), terms.closes)
    return min((end for end in ends if end), default=None)


def minutes_at_start(terms: Terms, now: datetime) -> int | None:
    """Return how many whole minutes an attempt really has that begins now; None where nothing ends it.

    That is less than the time limit where the close cuts it.
    """
    end = ends_at(terms, now)
    return None if end is None else max(0, (end - now) // timedelta(minutes=1))


def is_late(terms: Terms, handed_in_at: datetime) -> bool:
    """Tell whether something is handed in after it was due."""
    return terms.due_at is not None and handed_in_at > terms.due_at


def late_percent(terms: Terms, handed_in_at: datetime) -> int:
    """Return by how many percent (0 to 100) the points of an attempt are multiplied.

    After the last step its percentage goes on to hold: a learner with extra time may hand in after it.
    """
    if not terms.late or not is_late(terms, handed_in_at):
        return ON_TIME
    return next((step.percent for step in terms.late if handed_in_at <= step.until), terms.late[-1].percent)


def percent_until(terms: Terms, now: datetime) -> datetime | None:
    """Return until when the percentage holds that holds now; None where it doesn't change any more."""
    if not terms.late:
        return terms.closes
    ends = (terms.due_at, *(step.until for step in terms.late[:-1]), terms.closes)
    return next((end for end in ends if end and now <= end), None)
