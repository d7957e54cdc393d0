"""Which questions a quiz asks: a sample by a seed, in which every topic has its fair share.

Each question of the pool is as likely as any other, so that a small topic isn't asked to death.
What the learner has seen before plays no part: that is what the reviews are for.
"""

import random
from collections.abc import Collection, Mapping


def draw(topics_of: Mapping[int, Collection[str]], count: int, seed: int) -> list[int]:
    """Draw `count` of the questions, all of them where there are fewer, in the order to ask them.

    `topics_of` maps the questions of the pool to their topics. Sorted by topics they are sampled at
    equal steps from a random start (systematic sampling), so each topic gets its share of the pool,
    give or take one.
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
    drawn = [pool[(start + step * len(pool)) // count] for step in range(count)]
    chance.shuffle(drawn)
    return drawn
