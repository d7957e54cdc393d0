"""How much falls due on the days to come, so that nobody is surprised by a Monday."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from quizapp.scheduling.study_day import ONE_DAY


@dataclass(frozen=True, slots=True)
class DueDay:
    """The cards that fall due on one study day, and those from today up to and including it."""

    day: date
    due: int
    cumulative: int


def forecast(load: Mapping[date, int], today: date, days: int) -> tuple[DueDay, ...]:
    """Return what falls due on each of the next `days` study days, today included.

    `load` counts cards by the day they are due on. What is overdue counts as due today; what lies
    beyond the last day is left out.
    """
    due: Counter[date] = Counter()
    for day, cards in load.items():
        due[max(day, today)] += cards
    ahead = [today + ONE_DAY * offset for offset in range(days)]
    cumulative = accumulate(due[day] for day in ahead)
    return tuple(DueDay(day, due[day], total) for day, total in zip(ahead, cumulative, strict=True))
