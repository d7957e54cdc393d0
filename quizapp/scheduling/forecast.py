"""How much falls due on the days to come, so that nobody is surprised by a Monday."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from quizapp.scheduling.study_day import ONE_DAY, StudyClock, to_utc


@dataclass(frozen=True, slots=True)
class DueDay:
    """The cards that fall due on one study day, and those from today up to and including it."""

    day: date
    due: int
    cumulative: int


def load_by_day(dues: Iterable[datetime], *, clock: StudyClock) -> Counter[date]:
    """Count due moments by study day: the `load` that `memory.preview` balances against.

    A due moment may stand many times, once for each card.
    """
    load: Counter[date] = Counter()
    # Cards of the review phase share their moments, so each distinct one is converted once.
    for due, cards in Counter(dues).items():
        load[clock.study_day(due)] += cards
    return load


def forecast(dues: Iterable[datetime], now: datetime, *, clock: StudyClock, days: int) -> tuple[DueDay, ...]:
    """Count what falls due on each of the next `days` study days, today included.

    What is overdue counts as due today; what lies beyond the last day is left out.
    """
    today = clock.study_day(to_utc(now))
    load: Counter[date] = Counter()
    for day, cards in load_by_day(dues, clock=clock).items():
        load[max(day, today)] += cards
    ahead = [today + ONE_DAY * offset for offset in range(days)]
    cumulative = accumulate(load[day] for day in ahead)
    return tuple(DueDay(day, load[day], total) for day, total in zip(ahead, cumulative, strict=True))
