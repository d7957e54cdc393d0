"""Drawing a quiz: the same seed draws the same, and no topic is left out or asked to death."""

from collections import Counter
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.drawing import draw

pools = st.dictionaries(
    st.integers(1, 2**62),
    st.frozensets(st.sampled_from(["dates", "figures", "actors/states", "sco"])),
    max_size=60,
)
seeds = st.integers(0, 2**63 - 1)


@given(pools, st.integers(0, 100), seeds)
def test_as_many_different_questions_are_drawn_as_asked_for_or_all(
    pool: dict[int, frozenset[str]], count: int, seed: int
) -> None:
    drawn = draw(pool, count, seed)
    assert len(drawn) == min(count, len(pool))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(pool)


@given(pools, st.integers(0, 100), seeds)
def test_the_seed_alone_decides(pool: dict[int, frozenset[str]], count: int, seed: int) -> None:
    turned = dict(reversed(pool.items()))
    assert draw(pool, count, seed) == draw(turned, count, seed)


@given(st.integers(1, 8), seeds)
def test_every_topic_gets_its_share(questions_of_each: int, seed: int) -> None:
    topics = ["actors", "agreements", "dates", "figures"]
    pool = {number: [topics[number % 4]] for number in range(4 * 10)}
    drawn = Counter(pool[question][0] for question in draw(pool, 4 * questions_of_each, seed))
    assert drawn == dict.fromkeys(topics, questions_of_each)


def test_a_question_of_a_small_topic_is_drawn_no_oftener_than_others() -> None:
    pool = {1: ["rare"]} | {number: ["common"] for number in range(2, 21)}
    drawn = Counter(chain.from_iterable(draw(pool, 5, seed) for seed in range(2000)))
    # Each of the twenty is expected 500 times with a deviation of about 19; six of those are allowed.
    assert all(386 < drawn[question] < 614 for question in pool)


def test_the_order_is_drawn_too() -> None:
    pool = {1: ["a"], 2: ["b"], 3: ["c"]}
    assert len({tuple(draw(pool, 3, seed)) for seed in range(100)}) == 6
