"""All that a schedule depends on beside the card, the rating and the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.scheduling.parameters import ParameterSet
from quizapp.scheduling.study_day import StudyClock

#: A learner may ask to remember this share of what falls due, no less and no more.
LOWEST_RETENTION, HIGHEST_RETENTION = 0.70, 0.97


def checked_retention(desired_retention: float) -> float:
    """Return a desired retention. Raises ValueError unless it lies within 0.70 to 0.97."""
    if not LOWEST_RETENTION <= desired_retention <= HIGHEST_RETENTION:
        allowed = f"{LOWEST_RETENTION} to {HIGHEST_RETENTION}"
        raise ValueError(f"desired retention lies within {allowed}, not at {desired_retention}")
    return desired_retention


@dataclass(frozen=True, slots=True)
class SchedulingContext:
    """A learner's study clock, desired retention and parameters, the load of the coming days, and a seed.

    `load` counts the cards due by study day, from tomorrow to `spread.LOAD_DAYS` ahead; a day it doesn't
    name is empty. The seed must not change between showing the buttons and pressing one: take it from the
    card and its number of reviews. Raises ValueError for a desired retention outside 0.70 to 0.97.
    """

    clock: StudyClock
    desired_retention: float
    parameters: ParameterSet
    load: Mapping[date, int]
    seed: int

    def __post_init__(self) -> None:
        checked_retention(self.desired_retention)
