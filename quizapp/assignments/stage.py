"""How far an assignment is for the class as a whole, which a list of assignments says of each."""

from datetime import datetime
from enum import StrEnum

from quizapp.assignments.terms import Terms


class Stage(StrEnum):
    """How far an assignment is; terms that differ for somebody don't count."""

    DRAFT = "draft"
    #: Published, and nobody can begin yet.
    OPENS_LATER = "opens later"
    OPEN = "open"
    #: Open, and its results are released to those who have submitted.
    OPEN_AND_RELEASED = "open and released"
    CLOSED = "closed"
    RELEASED = "released"


def stage_of(
    terms: Terms, published_at: datetime | None, results_from: datetime | None, now: datetime
) -> Stage:
    """Return how far an assignment is that was published and whose results are released then."""
    if published_at is None:
        return Stage.DRAFT
    is_released = results_from is not None and results_from <= now
    if terms.closes is not None and terms.closes <= now:
        return Stage.RELEASED if is_released else Stage.CLOSED
    if terms.opens_at is not None and now < terms.opens_at:
        return Stage.OPENS_LATER
    return Stage.OPEN_AND_RELEASED if is_released else Stage.OPEN
