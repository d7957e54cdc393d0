"""Rows of cards and of their logs as the memory model reads and writes them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from quizapp.models import Card, Review
from quizapp.scheduling.log import LogEntry
from quizapp.scheduling.memory import CardState, Phase, Rating


def state_of(card: Card | Row[Any]) -> CardState:
    """Return the state that a row caches."""
    return CardState(
        phase=Phase(card.phase),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=card.due_at,
        due_day=card.due_day,
        last_review=card.last_review_at,
        last_study_day=card.last_study_day,
        reviews=card.reviews,
        lapses=card.lapses,
    )


def columns_of(state: CardState) -> dict[str, Any]:
    """Return the values of the row that caches a state."""
    return {
        "phase": state.phase,
        "step": state.step,
        "stability": state.stability,
        "difficulty": state.difficulty,
        "due_at": state.due_at,
        "due_day": state.due_day,
        "last_review_at": state.last_review,
        "last_study_day": state.last_study_day,
        "reviews": state.reviews,
        "lapses": state.lapses,
    }


def standing_rows(entries: Sequence[Review]) -> list[Review]:
    """Return the entries of a card's log that are neither an undo nor undone."""
    undone = {entry.undoes for entry in entries}
    return [entry for entry in entries if entry.kind != "undo" and entry.sequence not in undone]


def fact_of(entry: Review) -> LogEntry:
    """Return a row of the log as the memory model reads it."""
    rating = None if entry.rating is None else Rating(entry.rating)
    return LogEntry(
        entry.kind,  # type: ignore[arg-type]  # the column is checked to hold nothing else
        entry.reviewed_at,
        entry.study_day,
        rating,
        entry.due_at,
        entry.due_day,
        entry.desired_retention,
    )
