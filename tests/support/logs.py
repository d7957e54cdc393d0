"""A card's log as a test writes it: the facts of answers, and what a quiz answer amounts to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from quizapp.scheduling.context import SchedulingContext
from quizapp.scheduling.evidence import evidence_of, learn
from quizapp.scheduling.log import LogEntry
from quizapp.scheduling.memory import CardState, Rating
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, ParameterSet
from quizapp.scheduling.study_day import StudyClock


def a_context(
    clock: StudyClock,
    *,
    desired_retention: float = 0.9,
    parameters: ParameterSet = DEFAULT_PARAMETERS,
    load: Mapping[date, int] | None = None,
    seed: int = 1,
) -> SchedulingContext:
    """Return what decides when a card comes again; unless said otherwise, what is usual."""
    return SchedulingContext(clock, desired_retention, parameters, load or {}, seed)


def entry_of(
    event: Literal["review", "quiz"], rating: Rating, after: CardState, context: SchedulingContext
) -> LogEntry:
    """Return the fact to append for an answer that led to this state. Raises ValueError for a new card."""
    if after.last_review is None or after.last_study_day is None:
        raise ValueError("a new card has not been answered")
    return LogEntry(
        event=event,
        at=after.last_review,
        study_day=after.last_study_day,
        rating=rating,
        due_at=after.due_at,
        due_day=after.due_day,
        desired_retention=context.desired_retention,
        parameters=context.parameters,
    )


def undo_at(at: datetime, context: SchedulingContext) -> LogEntry:
    """Return the fact to append for an undo."""
    return LogEntry(
        event="undo",
        at=at,
        study_day=context.clock.study_day(at),
        rating=None,
        due_at=None,
        due_day=None,
        desired_retention=context.desired_retention,
        parameters=context.parameters,
    )


def apply_quiz(
    state: CardState, credit: float, at: datetime, context: SchedulingContext
) -> tuple[Rating, CardState] | None:
    """Return the rating and the new state that a quiz answer amounts to, or None for no evidence."""
    rating = evidence_of(state, credit, context.clock.study_day(at), at, context.clock)
    if rating is None:
        return None
    return rating, learn(state, rating, at, context)
