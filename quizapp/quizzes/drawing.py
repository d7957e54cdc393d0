"""Which questions a quiz asks: a sample by a seed, in which every topic has its fair share.

Each question of the pool is as likely as any other, so that a small topic isn't asked to death; only one
that excludes many others comes less often. What the learner has seen before plays a part only where they, or
the author of the quiz, want that (`focus.py`).
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Final

#: Questions, each with those that may not be asked beside it: always both ways.
Excludes = Mapping[int, Collection[int]]

#: In which tier each question is, from 0: those of the first are drawn before those of the next.
Tiers = Mapping[int, int]

NO_EXCLUDES: Final[Excludes] = {}
ALL_ALIKE: Final[Tiers] = {}


def draw(
    topics_of: Mapping[int, Collection[str]],
    count: int,
    seed: int,
    excludes: Excludes = NO_EXCLUDES,
    tiers: Tiers = ALL_ALIKE,
) -> list[int]:
    """Draw `count` of the questions, all of them where there are fewer, in the order to ask them.

    Questions of the first tier (0, where `tiers` doesn't say) are drawn as long as one of them can be asked
    beside those drawn, then questions of the next. Tiers don't affect the order in which they are asked.
    """
    by_tier: dict[int, dict[int, Collection[str]]] = {}
    for question, topics in topics_of.items():
        by_tier.setdefault(tiers.get(question, 0), {})[question] = topics
    if len(by_tier) <= 1:
        return _draw_alike(topics_of, count, seed, excludes)
    drawn: list[int] = []
    barred: set[int] = set()
    for tier in sorted(by_tier):
        left = {one: topics for one, topics in by_tier[tier].items() if one not in barred}
        found = _draw_alike(left, count - len(drawn), seed, excludes)
        drawn += found
        barred.update(*(excludes.get(one, ()) for one in found))
    random.Random(f"{seed}/order").shuffle(drawn)  # noqa: S311 -- an order, no secret
    return drawn


def _draw_alike(
    topics_of: Mapping[int, Collection[str]], count: int, seed: int, excludes: Excludes
) -> list[int]:
    """Draw from questions of one tier.

    `topics_of` maps the questions of the pool to their topics. Sorted by topics they are sampled at
    equal steps from a random start (systematic sampling), so each topic gets its share of the pool,
    give or take one.

    No two are drawn that exclude each other. Of two in the sample chance keeps one, and another question
    comes for the other: with the same topics if there is one, else with topics next to these. Fewer than
    `count` are drawn only where no question of the pool could be added.
    """
    chance = random.Random(seed)  # noqa: S311 -- a fair draw that can be repeated, not a secret
    pool = sorted(topics_of)
    chance.shuffle(pool)
    pool.sort(key=lambda question: sorted(topics_of[question]))
    count = min(count, len(pool))
    if count == 0:
        return []
    # In whole numbers: fractions would now and then round past the end of the pool.
    start = chance.randrange(len(pool))
    places = [(start + step * len(pool)) // count for step in range(count)]
    chance.shuffle(places)
    drawn = _Drawn(excludes)
    left_out = [place for place in places if not drawn.add_first([pool[place]])]
    for place in left_out:
        if not drawn.add_first(_nearby(pool, place, topics_of)):
            drawn = max(drawn, _widest(pool, count, chance, excludes), key=len)
            break
    questions = list(drawn.questions)
    if left_out:
        chance.shuffle(questions)
    return questions


@dataclass
class _Drawn:
    """Questions of which none excludes another."""

    excludes: Excludes
    questions: dict[int, None] = field(default_factory=dict)
    excluded: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.questions)

    def add_first(self, candidates: Iterable[int]) -> bool:
        """Add the first of some questions that can be asked beside the others; tell whether there was one."""
        for question in candidates:
            if question not in self.questions and question not in self.excluded:
                self.questions[question] = None
                self.excluded.update(self.excludes.get(question, ()))
                return True
        return False


def _nearby(pool: Sequence[int], place: int, topics_of: Mapping[int, Collection[str]]) -> Iterator[int]:
    """Yield the other questions of a pool that is sorted by topics: those with the same, then outwards."""

    def topics(question: int) -> list[str]:
        return sorted(topics_of[question])

    first = bisect_left(pool, topics(pool[place]), key=topics)
    end = bisect_right(pool, topics(pool[place]), key=topics)
    yield from (pool[other] for other in chain(range(place + 1, end), range(first, place)))
    for sides in zip_longest(range(first - 1, -1, -1), range(end, len(pool))):
        yield from (pool[other] for other in sides if other is not None)


def _widest(pool: Sequence[int], count: int, chance: random.Random, excludes: Excludes) -> _Drawn:
    """Draw `count` questions, or nearly as many as can be, those first that exclude the fewest others.

    The topics have no say: this is for pools that are hardly large enough.
    """
    within = set(pool)
    shuffled = chance.sample(pool, len(pool))
    shuffled.sort(key=lambda question: len(within.intersection(excludes.get(question, ()))))
    drawn = _Drawn(excludes)
    for question in shuffled:
        if len(drawn) < count:
            drawn.add_first([question])
    return drawn
