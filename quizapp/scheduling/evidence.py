"""What an answer in a quiz says about the memory that the cards train.

A miss is news whenever it comes. A right answer is news only when the card was due: before that
the model expects it, and it may have been recognised or guessed. docs/memory.md argues this.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from quizapp.scheduling.memory import CardState, Rating, is_due, review
from quizapp.scheduling.study_day import StudyClock, to_utc

#: A response that earned less than this was not remembered.
PASSING_CREDIT = 0.5


def rating_of(credit: float) -> Rating:
    """Return the rating that a mark of this credit (0 to 1) amounts to."""
    if credit < PASSING_CREDIT:
        return Rating.AGAIN
    return Rating.GOOD if credit == 1 else Rating.HARD


def is_evidence(state: CardState, credit: float, at: datetime, clock: StudyClock) -> bool:
    """Tell whether a quiz answer says anything about a memory: a miss does, or that it was due."""
    return rating_of(credit) is Rating.AGAIN or is_due(state, at, clock)


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
    """Return the rating and the new state that a quiz answer amounts to, or None for no evidence.

    `credit` is the mark, 0 to 1. Less than half is Again, and the card is due at once. Half or
    more of a card that is due is Good if the credit is full, otherwise Hard. Half or more of a
    card that isn't due, or was never seen, changes nothing. Raises ValueError for another credit.
    """
    if not 0 <= credit <= 1:
        raise ValueError(f"a credit lies between 0 and 1, not at {credit}")
    at = to_utc(at)
    if not is_evidence(state, credit, at, clock):
        return None
    rating = rating_of(credit)
    after = review(state, rating, at, clock=clock, desired_retention=desired_retention, load=load, seed=seed)
    # No step to wait out: whoever goes from the quiz to the reviews finds the card there, first.
    return rating, replace(after, due_at=at) if rating is Rating.AGAIN else after
