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
    focus: Focus,
    pool: Collection[int],
    recall: Mapping[int, float],
    answered: Collection[int],
    not_right: Collection[int] = (),
) -> dict[int, int]:
    """Map each question of a pool to its tier, from 0: a draw goes on to the next tier when one has no more.

    `recall` maps the questions that memory knows to their chance of recall, 0 to 1; `answered` holds those
    that were answered in a quiz, and `not_right` those of which nothing later is known than an answer that
    earned less than full credit. For weak spots the tiers are: weak spots, questions never answered, others.
    """
    match focus:
        case Focus.ALL:
            return dict.fromkeys(pool, 0)
        case Focus.UNSEEN:
            return {one: int(one in answered or one in recall) for one in pool}
        case Focus.WEAK:
            weak = {*not_right, *(one for one, chance in recall.items() if chance < WEAK_BELOW)}
            seen = {*answered, *recall}
            return {one: 0 if one in weak else 2 if one in seen else 1 for one in pool}
