"""Drawing a quiz: the same seed draws the same, and no topic is left out or asked to death."""

from collections import Counter
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.drawing import draw

Excludes = dict[int, list[int]]

pools = st.dictionaries(
    st.integers(1, 2**62),
    st.frozensets(st.sampled_from(["dates", "figures", "actors/states", "sco"])),
    max_size=60,
)
seeds = st.integers(0, 2**63 - 1)


@st.composite
def pools_with_exclusions(build: st.DrawFn) -> tuple[dict[int, frozenset[str]], Excludes]:
    """Make a pool of which some questions exclude each other, and questions that aren't in it."""
    pool = build(pools)
    everywhere = st.sampled_from([*pool, 0])
    excludes: Excludes = {}
    for one, other in build(st.lists(st.tuples(everywhere, everywhere), max_size=80)):
        if one != other:
            excludes.setdefault(one, []).append(other)
            excludes.setdefault(other, []).append(one)
    return pool, excludes


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


@given(pools_with_exclusions(), st.integers(0, 100), seeds)
def test_no_two_are_drawn_that_exclude_each_other(
    pool_and_excludes: tuple[dict[int, frozenset[str]], Excludes], count: int, seed: int
) -> None:
    pool, excludes = pool_and_excludes
    drawn = draw(pool, count, seed, excludes)
    assert len(set(drawn)) == len(drawn) <= count
    assert set(drawn) <= set(pool)
    excluded = set(chain.from_iterable(excludes.get(question, ()) for question in drawn))
    assert not excluded.intersection(drawn)
    # Fewer than wished for only where none could be added.
    assert len(drawn) == count or set(pool) - set(drawn) <= excluded


@given(pools_with_exclusions(), st.integers(0, 100), seeds)
def test_the_seed_alone_decides_what_comes_for_a_question_that_is_excluded(
    pool_and_excludes: tuple[dict[int, frozenset[str]], Excludes], count: int, seed: int
) -> None:
    pool, excludes = pool_and_excludes
    turned = {question: excludes[question][::-1] for question in reversed(excludes)}
    assert draw(pool, count, seed, excludes) == draw(dict(reversed(pool.items())), count, seed, turned)


@given(pools, st.integers(0, 100), seeds)
def test_exclusions_outside_the_pool_change_nothing(
    pool: dict[int, frozenset[str]], count: int, seed: int
) -> None:
    assert draw(pool, count, seed, {question: [0] for question in pool}) == draw(pool, count, seed)


@given(st.integers(1, 5), seeds)
def test_every_topic_keeps_its_share_where_pairs_exclude_each_other(each: int, seed: int) -> None:
    topics = ["actors", "agreements", "dates", "figures"]
    pool = {number: [topics[number % 4]] for number in range(4 * 10)}
    # Neighbours are of different topics, and five of each ten can always be asked.
    excludes = {number: [number ^ 1] for number in pool}
    drawn = Counter(pool[question][0] for question in draw(pool, 4 * each, seed, excludes))
    assert drawn == dict.fromkeys(topics, each)


def test_of_questions_that_exclude_each_other_none_is_preferred() -> None:
    pool = {number: ["any"] for number in range(20)}
    excludes = {number: [number ^ 1] for number in range(10)}
    drawn = Counter(chain.from_iterable(draw(pool, 5, seed, excludes) for seed in range(2000)))
    assert sum(drawn.values()) == 5 * 2000
    # Each is expected about 500 times: a little less often in a pair, a little more often outside.
    assert all(386 < drawn[question] < 614 for question in pool)


@given(seeds)
def test_one_that_excludes_all_others_does_not_make_a_quiz_of_one_question(seed: int) -> None:
    pool = {number: ["any"] for number in range(10)}
    excludes = {0: list(range(1, 10))} | {number: [0] for number in range(1, 10)}
    assert len(draw(pool, 5, seed, excludes)) == 5
    assert len(draw(pool, 10, seed, excludes)) == 9


@given(pools_with_exclusions(), st.integers(0, 100), seeds, st.data())
def test_a_tier_is_drawn_from_only_where_those_before_have_no_more(
    pool_and_excludes: tuple[dict[int, frozenset[str]], Excludes], count: int, seed: int, data: st.DataObject
) -> None:
    pool, excludes = pool_and_excludes
    tiers = {one: data.draw(st.integers(0, 2)) for one in pool}
    drawn = draw(pool, count, seed, excludes, tiers)
    assert drawn == draw(dict(reversed(pool.items())), count, seed, excludes, tiers)
    assert len(set(drawn)) == len(drawn) <= count
    assert set(drawn) <= set(pool)
    assert all(other not in drawn for one in drawn for other in excludes.get(one, ()))
    last = max((tiers[one] for one in drawn), default=0)
    of_earlier_tiers = [one for one in drawn if tiers[one] < last]
    barred = {other for one in of_earlier_tiers for other in excludes.get(one, ())}
    assert all(one in drawn or one in barred for one in pool if tiers[one] < last)


@given(st.integers(1, 4), seeds)
def test_every_topic_gets_its_share_of_a_tier(each: int, seed: int) -> None:
    topics = ["actors", "agreements", "dates"]
    pool = {number: [topics[number % 3]] for number in range(60)}
    tiers = {number: int(number >= 30) for number in pool}
    drawn = draw(pool, 3 * each, seed, {}, tiers)
    assert Counter(pool[one][0] for one in drawn) == dict.fromkeys(topics, each)
    assert max(drawn) < 30


def test_questions_of_an_earlier_tier_are_not_asked_before_the_others() -> None:
    pool = dict.fromkeys(range(10), ("t",))
    tiers = {number: int(number >= 5) for number in pool}
    first = Counter(tiers[draw(pool, 10, seed, {}, tiers)[0]] for seed in range(400))
    assert min(first[0], first[1]) > 100
