"""Who of a class needs attention, and why: rules over what attempts come to, and when somebody studied."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from quizapp.assignments.scoring import Result, ResultState, mean_percent
from quizapp.assignments.terms import Terms

#: How long before the end somebody who hasn't begun is named.
SOON: Final = timedelta(days=2)
#: After how long without study for the course somebody is.
IDLE: Final = timedelta(days=7)
#: Below which mean, in percent, and from how many missed assignments on.
LOW: Final = 50
MANY_MISSED: Final = 2


class Concern(StrEnum):
    """Why somebody needs attention."""

    #: An assignment ends soon, and they haven't begun it.
    NOT_BEGUN = "not-begun"
    #: Answers came in after the end, and wait to be accepted or not.
    ARRIVED_LATE = "arrived-late"
    #: Answers wait for somebody to mark them.
    TO_BE_MARKED = "to-be-marked"
    FALLING_BEHIND = "falling-behind"
    INACTIVE = "inactive"


def ends_soon(terms: Terms, result: Result, now: datetime) -> bool:
    """Tell whether a learner of these resolved terms hasn't begun what is open and ends within two days.

    The end is when it is due; after that, or without such a date, when it closes.
    """
    if result.state is not ResultState.NOT_BEGUN or (terms.opens_at and now < terms.opens_at):
        return False
    coming = (end for end in (terms.due_at, terms.closes) if end and now < end)
    end = min(coming, default=None)
    return end is not None and end <= now + SOON


def is_inactive(last_active_at: datetime | None, joined_at: datetime, now: datetime) -> bool:
    """Tell whether somebody hasn't studied for the course for a week; who is new has a week to begin."""
    since = joined_at if last_active_at is None else max(joined_at, last_active_at)
    return since <= now - IDLE


def is_falling_behind(results: Iterable[Result], missed: int) -> bool:
    """Tell whether results that are marked are low on average, or several assignments were missed."""
    mean = mean_percent(results)
    return missed >= MANY_MISSED or (mean is not None and mean < LOW)
