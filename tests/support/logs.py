"""A card's log as a test writes it: the facts of answers, and what a quiz answer amounts to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from quizapp.scheduling.evidence import evidence_of, learn
from quizapp.scheduling.log import LogEntry
from quizapp.scheduling.memory import CardState, Rating
from quizapp.scheduling.study_day import StudyClock


def entry_of(
    kind: Literal["review", "quiz"], rating: Rating, after: CardState, desired_retention: float
) -> LogEntry:
    """Return the fact to append for an answer that led to this state. Raises ValueError for a new card."""
    if after.last_review is None or after.last_study_day is None:
        raise ValueError("a new card has not been answered")
    return LogEntry(
        kind=kind,
        at=after.last_review,
        study_day=after.last_study_day,
        rating=rating,
        due_at=after.due_at,
        due_day=after.due_day,
        desired_retention=desired_retention,
    )


def apply_quiz(
    state: CardState,
    credit: float,
    at: datetime,
    *,
    clock: StudyClock,
    desired_retention: float,
    load: Mapping[date, int],
    seed: int,
) -> tuple[Rating, CardState] | None:
    """Return the rating and the new state that a quiz answer amounts to, or None for no evidence."""
    rating = evidence_of(state, credit, clock.study_day(at), at, clock)
    if rating is None:
        return None
    after = learn(state, rating, at, clock=clock, desired_retention=desired_retention, load=load, seed=seed)
    return rating, after
