"""When a card comes again: near what the model asks for, where there is least to do.

Cards learnt together and always rated alike would stay together for ever, and some days would
drown. Any day in a narrow range serves the memory as well as any other, so the quietest is taken.
Steps of minutes are drawn apart too, so that no card becomes the cue for the next.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from math import floor, inf
from random import Random

#: No interval is longer than this (100 years).
MAXIMUM_INTERVAL = 36_500
#: Longer intervals spread themselves: they get the range but aren't balanced (as in Anki).
LONGEST_BALANCED = 90

# Anki's: a review may move by one day, plus these shares of the interval's days in each band.
_SHORTEST_FUZZED = 2.5
_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, inf, 0.05))
# Anki's too: how much a step of minutes is lengthened at the most.
_MOST_ADDED, _ADDED_SHARE = timedelta(minutes=5), 0.25


def fuzz_range(interval: int) -> tuple[int, int]:
    """Return the shortest and the longest interval, in days, that may stand for this one.

    The range is Anki's (`rslib/src/scheduler/states/fuzz.rs`); halves round up.
    """
    if interval < _SHORTEST_FUZZED:
        return interval, interval
    delta = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _BANDS)
    return floor(interval - delta + 0.5), min(floor(interval + delta + 0.5), MAXIMUM_INTERVAL)


#: How many days ahead of today a `load` has to reach for every balanced interval.
LOAD_DAYS = fuzz_range(LONGEST_BALANCED)[1]


def spread(
    intervals: list[int],
    *,
    today: date,
    load: Mapping[date, int],
    seed: int,
    passed: int | None = None,
) -> list[int]:
    """Choose a day for each of several intervals (in days, ascending: Hard, Good, Easy).

    `load` counts the cards already due by study day; a day it doesn't name is empty. Among the
    days of a range with the fewest cards the seed decides. Intervals that differ still differ
    afterwards, in the same order (but at MAXIMUM_INTERVAL they meet); except in review, equal ones
    stay equal.

    For a card in review `passed` is the number of days since its last answer, else None. An interval whose
    range includes that number isn't drawn shorter: a right answer never brings a card sooner by chance. And
    each interval is at least a day longer than the one before, even where the model sees no difference.
    """
    # One draw for all: the same interval then lands on the same day whichever button it is on.
    draw = _draw(seed)
    chosen: list[int] = []
    for index, interval in enumerate(intervals):
        if passed is None and index and interval == intervals[index - 1]:
            chosen.append(chosen[-1])
            continue
        shortest, longest = fuzz_range(interval)
        if passed is not None and shortest <= passed <= longest:
            shortest = passed
        if chosen:
            shortest = min(max(shortest, chosen[-1] + 1), MAXIMUM_INTERVAL)
        days = range(shortest, max(shortest, longest) + 1)
        chosen.append(_quietest(days, today, load, draw) if interval <= LONGEST_BALANCED else _at(days, draw))
    return chosen


def spread_step(step: timedelta, seed: int) -> timedelta:
    """Lengthen a step of minutes by up to a quarter of it, and by five minutes at the most."""
    added = min(step * _ADDED_SHARE, _MOST_ADDED) * _draw(seed)
    return step + timedelta(seconds=int(added.total_seconds()))


def _draw(seed: int) -> float:
    return Random(seed).random()  # noqa: S311 -- a moment in a calendar, not a secret


def _quietest(days: range, today: date, load: Mapping[date, int], draw: float) -> int:
    due = {days_ahead: load.get(today + timedelta(days=days_ahead), 0) for days_ahead in days}
    fewest = min(due.values())
    return _at([days_ahead for days_ahead, count in due.items() if count == fewest], draw)


def _at(days: range | list[int], draw: float) -> int:
    return days[int(draw * len(days))]
