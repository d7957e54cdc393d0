"""Reviewing: today's cards in order, showing one, rating it, taking that back."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.services.person import Person


@dataclass(frozen=True, slots=True)
class Today:
    """What is left of a learner's day, within the day's limits, and what lies behind."""

    #: Cards due for review, cards in learning (also those that come later today), and new ones.
    reviews: int
    learning: int
    new: int
    #: About how long the cards that are left take, rounded up.
    minutes: int
    #: Reviews rated today, those undone left out.
    done: int
    #: Whether there is a card to ask now; else `next_due` says when the next comes (None: never).
    is_ready: bool
    next_due: datetime | None
    #: Whether the learner studies any bank.
    has_banks: bool

    @property
    def left(self) -> int:
        """Count the cards that are left."""
        return self.reviews + self.learning + self.new


def today(person: Person, now: datetime) -> Today:  # noqa: ARG001 -- its numbers come with the reviews
    """Sum up what is left of a learner's day."""
    return Today(
        reviews=0, learning=0, new=0, minutes=0, done=0, is_ready=False, next_due=None, has_banks=False
    )
