"""The order of today's work.

Cards in learning come first because their minutes are running; then the reviews that are likeliest
to be forgotten, so that a learner who stops early has saved the most; then what is new.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from math import ceil

from quizapp.scheduling.memory import CardState, Phase, is_due, recall_probability
from quizapp.scheduling.study_day import ONE_DAY, StudyClock, to_utc

#: With nothing else left, a card in learning may be asked this long before its moment.
LEARN_AHEAD = timedelta(minutes=20)
_SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A card as the queue sees it; `position` is its place in the bank, which orders new cards."""

    card_id: int
    state: CardState
    position: int
    buried: bool = False
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How many new cards and how many reviews a learner wants on one day."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Done:
    """How many cards were introduced, and how many reviewed in the review phase, today."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left today, for the header and for an estimate."""

    new: int
    learning: int
    reviews: int

    @property
    def total(self) -> int:
        """Add the three up."""
        return self.new + self.learning + self.reviews


@dataclass(frozen=True, slots=True)
class Today:
    """Today's work within the day's limits, each kind in the order in which it will be asked.

    `next_card` is the one to ask now, or None. `next_due` is the first moment after now (UTC) at
    which another card comes: one whose time runs out, or tomorrow's share of those held back by
    the limits or buried; None if no loaded card ever will.
    """

    learning_now: tuple[QueueCard, ...]
    learning_later: tuple[QueueCard, ...]
    reviews: tuple[QueueCard, ...]
    new: tuple[QueueCard, ...]
    next_card: QueueCard | None
    next_due: datetime | None

    @property
    def counts(self) -> Counts:
        """Count what is left, with the learning cards that come later today."""
        learning = len(self.learning_now) + len(self.learning_later)
        return Counts(new=len(self.new), learning=learning, reviews=len(self.reviews))


def plan_day(
    cards: Iterable[QueueCard],
    now: datetime,
    *,
    clock: StudyClock,
    limits: Limits,
    done: Done,
    seed: int = 0,
) -> Today:
    """Put today's work in order.

    `cards` need only hold those due by the end of today and as many new ones as the limit lets
    in; further ones only make `next_due` better. Suspended cards are left out, buried ones until
    tomorrow. Cards in learning don't count against the limits. The seed orders reviews that are
    equally likely to be forgotten: take it from the learner and the day.
    """
    now = to_utc(now)
    today = clock.study_day(now)
    active = [card for card in cards if not card.suspended]
    awake = [card for card in active if not card.buried]

    learning = sorted((card for card in awake if _is_learning(card)), key=_due_order)
    learning_now = [card for card in learning if is_due(card.state, now, clock)]
    soon = [card for card in learning if not is_due(card.state, now, clock)]
    learning_later = [card for card in soon if _comes_today(card, now, clock)]
    reviews = sorted(
        (card for card in awake if card.state.phase is Phase.REVIEW and is_due(card.state, now, clock)),
        key=lambda card: (recall_probability(card.state, today), _shuffled(card, seed)),
    )[: max(0, limits.reviews - done.reviews)]
    new = sorted(
        (card for card in awake if card.state.phase is Phase.NEW),
        key=lambda card: (card.position, card.card_id),
    )[: max(0, limits.new - done.new)]

    in_hand = [*learning_now, *reviews, *new]
    next_card = in_hand[0] if in_hand else _ahead(learning_later, now)
    asked = {card.card_id for card in (*in_hand, next_card) if card is not None}
    waiting = [card for card in active if card.card_id not in asked]
    return Today(
        learning_now=tuple(learning_now),
        learning_later=tuple(learning_later),
        reviews=tuple(reviews),
        new=tuple(new),
        next_card=next_card,
        next_due=min((_comes_at(card, now, clock) for card in waiting), default=None),
    )


def estimate_minutes(counts: Counts, seconds_per_card: float) -> int:
    """Return how many minutes today's work takes, rounded up; 0 when there is none.

    `seconds_per_card` is the time a card takes in a day with all its repetitions.
    """
    return ceil(counts.total * seconds_per_card / _SECONDS_PER_MINUTE)


def _ahead(learning_later: Sequence[QueueCard], now: datetime) -> QueueCard | None:
    """Return the card whose learning step ends soonest, if that is soon enough to ask it now."""
    return next((card for card in learning_later if _ends_soon(card, now)), None)


def _ends_soon(card: QueueCard, now: datetime) -> bool:
    return card.state.due is not None and card.state.due <= now + LEARN_AHEAD


def _comes_at(card: QueueCard, now: datetime, clock: StudyClock) -> datetime:
    """Return the moment at which a card that isn't asked now will be."""
    tomorrow = clock.begins(clock.study_day(now) + ONE_DAY)
    due = card.state.due
    if due is None or is_due(card.state, now, clock):  # held back by a limit, or buried
        return tomorrow
    return max(due, tomorrow) if card.buried else due


def _is_learning(card: QueueCard) -> bool:
    return card.state.phase in (Phase.LEARNING, Phase.RELEARNING)


def _comes_today(card: QueueCard, now: datetime, clock: StudyClock) -> bool:
    # A step that ends just after the day does can still be asked ahead of its time.
    due = card.state.due
    return due is not None and (clock.study_day(due) == clock.study_day(now) or _ends_soon(card, now))


def _due_order(card: QueueCard) -> tuple[datetime, int]:
    if card.state.due is None:
        raise ValueError(f"card {card.card_id} is in learning but has no due moment")
    return card.state.due, card.card_id


def _shuffled(card: QueueCard, seed: int) -> bytes:
    """Return a sort key that keeps its place when other cards come and go."""
    return blake2b(f"{seed}/{card.card_id}".encode(), digest_size=8).digest()
