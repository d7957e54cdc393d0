"""What an answer in a quiz says about the memory that the cards train.

A miss is news whenever it comes. A right answer is news only when the card was due: before that
the model expects it, and it may have been recognised or guessed. docs/memory.md argues this.
"""

from dataclasses import replace
from datetime import date, datetime

from quizapp.scheduling.context import SchedulingContext
from quizapp.scheduling.memory import CardState, Rating, is_due, review
from quizapp.scheduling.study_day import StudyClock, to_utc

#: A response that earned less than this was not remembered.
PASSING_CREDIT = 0.5


def evidence_of(
    state: CardState, credit: float, given_on: date, at: datetime, clock: StudyClock
) -> Rating | None:
    """Return the rating that a quiz answer amounts to, or None where it says nothing about the memory.

    `credit` is the mark, 0 to 1; `given_on` is the study day of the answer, `at` when the learner is told.
    Less than half is Again. Half or more of a card that is due is Good if the credit is full, otherwise Hard;
    of a card that isn't due, or was never seen, it says nothing, nor where it was given on an earlier day. A
    miss says nothing of a card that was answered on a day after it. Raises ValueError for another credit.
    """
    if not 0 <= credit <= 1:
        raise ValueError(f"a credit lies between 0 and 1, not at {credit}")
    is_old = given_on != clock.study_day(at)
    if is_old and state.last_study_day is not None and given_on < state.last_study_day:
        return None
    if credit < PASSING_CREDIT:
        return Rating.AGAIN
    if is_old or not is_due(state, to_utc(at), clock):
        return None
    return Rating.GOOD if credit == 1 else Rating.HARD


def learn(state: CardState, rating: Rating, at: datetime, context: SchedulingContext) -> CardState:
    """Return the state after a quiz answer of this rating; after Again the card is due at once."""
    after = review(state, rating, at, context)
    # No step to wait out: learners who go from the quiz to the reviews find the card there, first.
    return replace(after, due_at=to_utc(at)) if rating is Rating.AGAIN else after
