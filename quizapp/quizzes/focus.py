"""Which questions of its pool a learner's own quiz asks first."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final


class Focus(StrEnum):
    """What a quiz is drawn from first: all alike, questions not answered yet, or those known least."""

    ALL = "all"
    UNSEEN = "unseen"
    WEAK = "weak"


#: From this chance of recall a question is no weak spot.
STRONG_FROM: Final = 0.9


def tiers_of(
    focus: Focus, pool: Collection[int], recall: Mapping[int, float], answered: Collection[int]
) -> dict[int, int]:
    """Map each question of a pool to its tier, from 0: a draw goes on to the next when one has no more.

    `recall` has the chance of recall, 0 to 1, of the questions that memory knows, `answered` those that were
    answered at all. Weak spots come before what was never answered, and that before what is known.
    """
    match focus:
        case Focus.ALL:
            return dict.fromkeys(pool, 0)
        case Focus.UNSEEN:
            return {one: int(one in answered or one in recall) for one in pool}
        case Focus.WEAK:
            return {one: _by_weakness(recall.get(one), is_answered=one in answered) for one in pool}


def _by_weakness(recall: float | None, *, is_answered: bool) -> int:
    if recall is None:
        return 2 if is_answered else 1
    return 0 if recall < STRONG_FROM else 2
