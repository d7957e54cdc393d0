"""Deletes what is no longer needed, every hour, a few hundred rows at a time so that nobody waits."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services.accounts import links, throttle, visitors
from quizapp.services.courses import previews
from quizapp.services.jobs import claims
from quizapp.services.transaction import writing

#: How many rows one transaction deletes of each kind.
AT_ONCE = 500

#: Deletes at most so many old rows, and returns how many.
Clear = Callable[[Session, datetime, int], int]
CLEARS: tuple[Clear, ...] = (throttle.clear, links.clear, visitors.clear, previews.clear)


def tidy(now: datetime) -> None:
    """Delete finished jobs, tries, links, visitors and previews that are older than they are kept."""
    claims.clear(now)
    for clear in CLEARS:
        while _clear_some(clear, now) == AT_ONCE:
            pass


def _clear_some(clear: Clear, now: datetime) -> int:
    with writing() as session:
        return clear(session, now, AT_ONCE)
