"""Which questions of its pool a learner's own quiz draws first."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final


class Focus(StrEnum):
    """What a quiz draws first: all questions alike, those never answered, or weak spots."""

    ALL = "all"
    UNSEEN = "unseen"
    WEAK = "weak"


#: Below this chance of recall a question is a weak spot.
WEAK_BELOW: Final = 0.9


def tiers_of(
    focus: Focus, pool: Collection[int], recall: Mapping[int, float], answered: Collection[int]
) -> dict[int, int]:
    """Map each question of a pool to its tier, from 0: a draw goes on to the next tier when one has no more.

    `recall` maps the questions that memory knows to their chance of recall, 0 to 1; `answered` holds those
    that were answered in a quiz. For weak spots the tiers are: weak spots, questions never answered, others.
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
    return 0 if recall < WEAK_BELOW else 2
