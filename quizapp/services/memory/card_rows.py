"""Rows of cards and of their logs as the memory model reads and writes them."""

from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.orm import aliased

from quizapp.models import Card, ParameterSetRecord, Review
from quizapp.scheduling.log import LogEntry
from quizapp.scheduling.memory import CardState, Phase, Rating
from quizapp.scheduling.parameters import ParameterSet

_last_entry = aliased(Review)
#: A card's row for statements that select more beside it: its key as `card_id`, None where there is no card.
CARD_COLUMNS = (
    Card.id.label("card_id"),
    *(Card.version, Card.phase, Card.step, Card.stability, Card.difficulty, Card.due_at, Card.due_day),
    *(Card.last_review_at, Card.last_study_day, Card.reviews, Card.lapses),
    # Where something was undone the card's last review isn't the last entry of its log.
    select(_last_entry.reviewed_at)
    .where(_last_entry.card_id == Card.id, _last_entry.sequence == Card.version)
    .correlate(Card)
    .scalar_subquery()
    .label("last_entry_at"),
)


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


def is_effective(entry: type[Review] = Review) -> ColumnElement[bool]:
    """Return the condition under which a row of the log is an answer that has not been undone.

    It says of rows what `scheduling.log.effective` says of entries; a test compares the two.
    """
    undo = aliased(Review)
    is_undone = exists().where(undo.card_id == entry.card_id, undo.undoes == entry.sequence)
    return (entry.event != "undo") & ~is_undone


def parameters_in(row: ParameterSetRecord) -> ParameterSet:
    """Return the parameters that a row holds. Raises ValueError for those of no known model."""
    return ParameterSet(row.id, row.model, tuple(row.numbers))


def entry_of(row: Review, parameters: ParameterSetRecord) -> LogEntry:
    """Return a row of the log as the memory model reads it, with the parameters that it names."""
    return LogEntry(
        event=row.event,  # type: ignore[arg-type]  # the column is checked to hold nothing else
        at=row.reviewed_at,
        study_day=row.study_day,
        rating=None if row.rating is None else Rating(row.rating),
        due_at=row.due_at,
        due_day=row.due_day,
        desired_retention=row.desired_retention,
        parameters=parameters_in(parameters),
    )
