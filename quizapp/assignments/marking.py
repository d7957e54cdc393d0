"""A mark that somebody of the staff gives an answer: by the rubric, or in points.

What is typed is read here, in points; what is kept is the credit, from 0 to 1, as of any answer. Points in a
rubric are the author's: the question may be worth more or less in the assignment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from quizapp.assignments.numbers import read_number
from quizapp.assignments.scoring import shown
from quizapp.translation.texts import _

#: How far apart floats may be that stand for the same points.
_CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class GivenMark:
    """What an answer earns by somebody's judgement: its credit, and the points for each criterion."""

    credit: float
    #: In the order of the rubric; None where there is none.
    picks: tuple[float, ...] | None = None


def read_points(text: str, most: float) -> float:
    """Read points as people type them, "1.5" or "1,5". Raises ValueError with a sentence for them."""
    if not text.strip():
        raise ValueError(_("Write the points; 0 is possible too."))
    points = read_number(text)
    if points is None:
        raise ValueError(
            _(
                "Write a number from 0 to %(most)s, such as %(example)s.",
                most=shown(most),
                example=shown(most / 2),
            )
        )
    # What is shown of the most is rounded, and may be typed as it is shown.
    if points > most and shown(points) != shown(most):
        raise ValueError(_("It is worth at most %(most)s.", most=shown(most)))
    return min(points, most)


def by_rubric(picks: Sequence[float], worth: Sequence[float]) -> GivenMark:
    """Return the mark of points for each criterion, of what each is worth. Raises ValueError."""
    if not worth or len(picks) != len(worth):
        raise ValueError("A mark by the rubric has points for each of its criteria.")
    for pick, most in zip(picks, worth, strict=True):
        _check(pick, most)
    return GivenMark(_share(fsum(picks), fsum(worth)), tuple(picks))


def by_points(points: float, worth: float) -> GivenMark:
    """Return the mark of points out of what a question is worth. Raises ValueError."""
    _check(points, worth)
    return GivenMark(_share(points, worth))


def _check(points: float, most: float) -> None:
    # Written so that no NaN passes.
    if not 0 <= points <= most:
        raise ValueError(f"Points are from 0 to {shown(most)}.")


def _share(points: float, worth: float) -> float:
    share = points / worth
    # Full points are right, and not nearly so.
    return 1.0 if share > 1 - _CLOSE else share
