"""One card's memory: a rating goes in, the next state comes out (FSRS-6).

py-fsrs does the arithmetic, but counts elapsed time in whole periods of 24 hours: to it a card
learnt in the evening and asked the next morning was seen twice on one day, and is certain to be
known. (On one learner's reviews that was so for 13 %, of which 77 % were known.) So it is told
midnight UTC of the learner's study day, and what it answers is laid over the real time.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Final

import fsrs

from quizapp.scheduling.context import SchedulingContext
from quizapp.scheduling.parameters import ParameterSet
from quizapp.scheduling.spread import MAXIMUM_INTERVAL, spread, spread_step
from quizapp.scheduling.study_day import StudyClock, to_utc


class Rating(IntEnum):
    """How well an answer was recalled; the numbers are FSRS's and the keys a learner presses."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
    """Where a card stands: unseen, in steps of minutes, in intervals of days, or back in steps."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


#: How long a card waits after its first answers, and after it was forgotten: as in Anki.
LEARNING_STEPS: Final = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS: Final = (timedelta(minutes=10),)


@dataclass(frozen=True, slots=True)
class CardState:
    """What is known of one card's memory; a cache of its log, from which `log.replay` rebuilds it.

    Stability is in days (the interval after which recall has a chance of 90 %), difficulty runs
    from 1 to 10. A card in steps is due at a moment (`due_at`, UTC), one in the review phase on a
    study day (`due_day`), wherever and at whatever hour that day begins for the learner by then; a
    new one has neither. `last_review` is the real time, in UTC.
    """

    phase: Phase
    step: int | None
    stability: float | None
    difficulty: float | None
    due_at: datetime | None
    due_day: date | None
    last_review: datetime | None
    last_study_day: date | None
    reviews: int
    lapses: int


NEW_CARD = CardState(
    phase=Phase.NEW,
    step=None,
    stability=None,
    difficulty=None,
    due_at=None,
    due_day=None,
    last_review=None,
    last_study_day=None,
    reviews=0,
    lapses=0,
)

#: What a state is, but for when it is due, doesn't depend on it.
_ANY_RETENTION = 0.90

_TO_FSRS = {
    Phase.NEW: fsrs.State.Learning,
    Phase.LEARNING: fsrs.State.Learning,
    Phase.REVIEW: fsrs.State.Review,
    Phase.RELEARNING: fsrs.State.Relearning,
}
_FROM_FSRS = {
    fsrs.State.Learning: Phase.LEARNING,
    fsrs.State.Review: Phase.REVIEW,
    fsrs.State.Relearning: Phase.RELEARNING,
}


def preview(state: CardState, at: datetime, context: SchedulingContext) -> dict[Rating, CardState]:
    """Return the state that each of the four buttons would lead to.

    Raises ValueError for a naive moment. Reviews may go backwards in time (a clock was set, a learner
    flew west): the memory then counts no day as elapsed, and the next due day is counted from the new
    today.
    """
    at = to_utc(at)
    today = context.clock.study_day(at)
    scheduler = _scheduler(context.parameters, context.desired_retention)
    answers = {rating: _answer(scheduler, state, rating, at, today) for rating in Rating}
    in_days = [wait.days for after, wait in answers.values() if after.phase is Phase.REVIEW]
    passed = None
    if state.phase is Phase.REVIEW and state.last_study_day is not None:
        passed = max(0, (today - state.last_study_day).days)
    chosen = iter(spread(in_days, today=today, load=context.load, seed=context.seed, passed=passed))

    def planned(after: CardState, wait: timedelta) -> CardState:
        if after.phase is Phase.REVIEW:
            return replace(after, due_day=today + timedelta(days=next(chosen)))
        return replace(after, due_at=at + spread_step(wait, context.seed))

    return {rating: planned(after, wait) for rating, (after, wait) in answers.items()}


def review(state: CardState, rating: Rating, at: datetime, context: SchedulingContext) -> CardState:
    """Return the state after an answer: exactly the one that `preview` shows for that rating."""
    return preview(state, at, context)[rating]


def refold(
    state: CardState, rating: Rating, *, at: datetime, study_day: date, parameters: ParameterSet
) -> CardState:
    """Return the state after an answer on a known study day, but for when it is due: that was chosen then."""
    after, _ = _answer(_scheduler(parameters, _ANY_RETENTION), state, rating, to_utc(at), study_day)
    return after


def recall_probability(state: CardState, day: date, parameters: ParameterSet) -> float:
    """Return the retrievability on a study day: 0.0 for a new card, 1.0 on the day of a review."""
    return retrievability(state.stability, state.last_study_day, day, parameters)


def retrievability(
    stability: float | None, last_study_day: date | None, day: date, parameters: ParameterSet
) -> float:
    """Return the same of what it depends on alone: the stability in days, and the last review's day.

    This is py-fsrs's curve, written out because a page asks for hundreds of cards and its objects
    take ten times as long.
    """
    if stability is None or last_study_day is None:
        return 0.0
    elapsed = max(0, (day - last_study_day).days)
    decay = parameters.decay
    return float((1 + _curve_factor(decay) * elapsed / stability) ** decay)


def is_due(state: CardState, at: datetime, clock: StudyClock) -> bool:
    """Tell whether a card is to be asked: its moment has come, or in the review phase its day.

    A new card is never due.
    """
    return state.phase is not Phase.NEW and wait_for(state, at, clock) <= timedelta(0)


def wait_for(state: CardState, at: datetime, clock: StudyClock) -> timedelta:
    """Return how long after a moment a card is due; for a card in the review phase in whole study days.

    Where it is due already that is nothing or less. Raises ValueError for a new card.
    """
    if state.due_day is not None:
        return state.due_day - clock.study_day(at)
    if state.due_at is not None:
        return state.due_at - to_utc(at)
    raise ValueError("a new card is not waited for")


@lru_cache(maxsize=64)
def _scheduler(parameters: ParameterSet, desired_retention: float) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=parameters.numbers,
        desired_retention=desired_retention,
        maximum_interval=MAXIMUM_INTERVAL,
        learning_steps=LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        enable_fuzzing=False,  # its own is unseeded and can leave its range
    )


@lru_cache(maxsize=64)
def _curve_factor(decay: float) -> float:
    """Return what puts the forgetting curve at 90 % when as many days as the stability have passed."""
    return float(0.9 ** (1 / decay) - 1)


def _answer(
    scheduler: fsrs.Scheduler, state: CardState, rating: Rating, at: datetime, today: date
) -> tuple[CardState, timedelta]:
    """Return the state after an answer, with no word on when it is due, and the wait that FSRS asks for."""
    midnight = _midnight(today)
    card, _ = scheduler.review_card(_card(state, today), fsrs.Rating(rating), midnight)
    lapsed = state.phase is Phase.REVIEW and rating is Rating.AGAIN
    after = CardState(
        phase=_FROM_FSRS[card.state],
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=None,
        due_day=None,
        last_review=at,
        last_study_day=today,
        reviews=state.reviews + 1,
        lapses=state.lapses + lapsed,
    )
    return after, card.due - midnight


def _card(state: CardState, today: date) -> fsrs.Card:
    last = state.last_study_day
    return fsrs.Card(
        card_id=0,  # py-fsrs reads the clock for a card without a number or a due moment
        state=_TO_FSRS[state.phase],
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=_midnight(today),
        last_review=None if last is None else _midnight(last),  # may lie ahead: no day has passed
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
