"""The order of today's work: where the next card is taken from, and what the rest will take.

Cards in learning come first because their minutes are running; then the reviews that are likeliest
to be forgotten, so that a learner who stops early has saved the most; then what is new. The
cards are in the database: it counts each sort, and finds the first of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from math import ceil

#: With nothing else left, a card in learning may be asked this long before its moment.
LEARN_AHEAD = timedelta(minutes=20)
_SECONDS_PER_MINUTE = 60


class CardSource(Enum):
    """Where the next card is taken from."""

    #: The card whose (re)learning step ends first, other than the one just answered.
    LEARNING = auto()
    #: The card that is likeliest to be forgotten; among equals the day's own shuffle decides.
    REVIEWS = auto()
    #: The card that comes first among the new ones of its bank.
    NEW = auto()


@dataclass(frozen=True, slots=True)
class RemainingCards:
    """The cards that are left of a day, within its limits.

    `step_ends` is when the first step ends; `step_of_others_ends` leaves out the card just answered.
    """

    learning: int
    reviews: int
    new: int
    step_ends: datetime | None
    step_of_others_ends: datetime | None

    @property
    def total(self) -> int:
        """Add the three up."""
        return self.learning + self.reviews + self.new


def next_source(remaining: RemainingCards, now: datetime) -> CardSource | None:
    """Return where the next card is taken from, or None where there is none to ask now.

    The card just answered comes again only if there is no other: asked at once, it would be repeated rather
    than recalled.
    """
    if remaining.step_of_others_ends is not None and remaining.step_of_others_ends <= now:
        return CardSource.LEARNING
    if remaining.reviews:
        return CardSource.REVIEWS
    if remaining.new:
        return CardSource.NEW
    if remaining.step_ends is not None and remaining.step_ends <= now + LEARN_AHEAD:
        return CardSource.LEARNING
    return None


def estimate_minutes(cards: int, seconds_per_card: float) -> int:
    """Return how many minutes so many cards take, rounded up; 0 for none.

    `seconds_per_card` is the time a card takes in a day with all its repetitions.
    """
    return ceil(cards * seconds_per_card / _SECONDS_PER_MINUTE)
