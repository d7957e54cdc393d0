"""The axis of a timeline: where on it a year lies, and which years are written along it.

Years are counted as in `date.span`, where 1 BC is 0, so that they can be reckoned with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

#: How many steps of years an axis is divided into, at most.
_MOST_STEPS: Final = 6
#: How many years can be written along any axis, however short it is drawn.
_FEW_TICKS: Final = 4
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that is written along an axis; `at` is the share of the axis that lies before it."""

    label: str
    at: float
    #: Whether it can be left out where there is little room.
    is_between: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The years from `first` to `last`."""

    first: int
    last: int

    def at(self, year: float) -> float:
        """Return the share of the axis that lies before a year: 0 to 1, for one beside it too."""
        return min(1, max(0, (year - self.first) / (self.last - self.first)))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Return round years, few enough that their labels don't touch."""
        step = _step(self.last - self.first)
        first = -(-self.first // step) * step
        years = range(first, self.last + 1, step)
        return tuple(
            Tick(year_text(year), self.at(year), len(years) > _FEW_TICKS and place % 2 == 1)
            for place, year in enumerate(years)
        )


def around(years: Sequence[int], least: float) -> Axis:
    """Return an axis around some years that doesn't end at the first or the last of them.

    `least` is how many years it has at the least.
    """
    step = _step(max(max(years) - min(years), least))
    first, last = (min(years) // step - 1) * step, (max(years) // step + 2) * step
    more = max(0, ceil((least - (last - first)) / (2 * step))) * step
    return Axis(first - more, last + more)


def year_text(year: int) -> str:
    """Write a year: "1997", "221 BC"."""
    return str(year) if year > 0 else f"{1 - year} BC"


def _step(years: float) -> int:
    return next((step for step in _STEPS if years <= step * _MOST_STEPS), _STEPS[-1])
