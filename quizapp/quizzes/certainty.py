"""How sure a learner is of an answer, and the points that this earns or costs.

This is certainty-based marking as A. R. Gardner-Medwin has it (LAPT, University College London): right
earns 3, 2 or 1 point, wrong takes 6, 2 or none. So it pays to say just how sure one is: "sure" above a
chance of 80 % to be right, "guess" below two thirds, "fairly sure" between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Certainty(StrEnum):
    """How sure a learner says they are, the surest first."""

    SURE = "sure"
    FAIRLY = "fairly"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a certainty earns where the answer is right and where it is wrong, in points."""

    right: float
    wrong: float


STAKES: Final[Mapping[Certainty, Stakes]] = {
    Certainty.SURE: Stakes(3, -6),
    Certainty.FAIRLY: Stakes(2, -2),
    Certainty.GUESS: Stakes(1, 0),
}
#: What one answer can earn at the most.
MOST_POINTS: Final = max(stakes.right for stakes in STAKES.values())


def points_for(certainty: Certainty | None, credit: float, left: float = 1) -> float:
    """Return the points of an answer of this credit, 0 to 1: between right and wrong in proportion.

    Of a gain remains what hints have `left` of the credit, as a share from 0 to 1; a loss stays as it is.
    An answer that doesn't say how sure its learner is ("I don't know", say) earns and costs nothing.
    """
    if certainty is None:
        return 0
    stakes = STAKES[certainty]
    points = stakes.wrong + (stakes.right - stakes.wrong) * credit
    return points * left if points > 0 else points


def pays_between(certainty: Certainty) -> tuple[float, float]:
    """Return the chances of being right, from and to, between which a certainty earns most on average."""
    least, most = 0.0, 1.0
    mine = STAKES[certainty]
    for other in STAKES.values():
        # Points on average are a line over the chance; a level with higher stakes has a steeper one.
        steeper = (mine.right - mine.wrong) - (other.right - other.wrong)
        if steeper > 0:
            least = max(least, (other.wrong - mine.wrong) / steeper)
        elif steeper < 0:
            most = min(most, (mine.wrong - other.wrong) / -steeper)
    return least, most


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the answers of one certainty went: how many there were, and what share of them was right."""

    certainty: Certainty
    answers: int
    #: The mean of their credits, from 0 to 1.
    share: float

    @property
    def earns_most(self) -> Certainty:
        """Return the certainty that such a share, in whole per cent, would have earned most with."""
        share = round(self.share, 2)
        # Where two earn the same, the learner's own is as good as the other.
        levels: tuple[Certainty, ...] = (self.certainty, *Certainty)
        return next(level for level in levels if pays_between(level)[0] <= share <= pays_between(level)[1])
