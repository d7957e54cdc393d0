from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.spread import (
    LOAD_DAYS,
    LONGEST_BALANCED,
    MAXIMUM_INTERVAL,
    fuzz_range,
    spread,
    spread_step,
)

TODAY = date(2025, 6, 1)

three_intervals = st.lists(st.integers(1, 400), min_size=1, max_size=3).map(sorted)
loads = st.dictionaries(
    st.integers(1, 500).map(lambda ahead: TODAY + timedelta(days=ahead)), st.integers(0, 60)
)
seeds = st.integers(0, 2**63)


def ahead(counts: dict[int, int]) -> dict[date, int]:
    return {TODAY + timedelta(days=days): count for days, count in counts.items()}


@pytest.mark.parametrize(
    ("interval", "expected"),
    [  # 7 to 37 stand in Anki's own tests, the others follow from its rule
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (7, (5, 9)),
        (17, (14, 20)),
        (20, (17, 23)),
        (37, (33, 41)),
        (100, (93, 107)),
        (MAXIMUM_INTERVAL, (34_673, MAXIMUM_INTERVAL)),
    ],
)
def test_the_range_is_that_of_anki(interval: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(interval) == expected


@given(st.integers(1, MAXIMUM_INTERVAL))
def test_a_range_holds_its_interval_and_never_reaches_today(interval: int) -> None:
    shortest, longest = fuzz_range(interval)
    assert 1 <= shortest <= interval <= longest <= MAXIMUM_INTERVAL


@settings(deadline=None)
@given(three_intervals, loads, seeds)
def test_every_choice_lies_in_its_range_and_depends_on_nothing_else(
    intervals: list[int], load: dict[date, int], seed: int
) -> None:
    chosen = spread(intervals, today=TODAY, load=load, seed=seed)
    for interval, days in zip(intervals, chosen, strict=True):
        shortest, longest = fuzz_range(interval)
        assert shortest <= days <= longest
    assert chosen == spread(intervals, today=TODAY, load=dict(load), seed=seed)


@settings(deadline=None)
@given(three_intervals, loads, seeds)
def test_different_intervals_stay_in_order_and_equal_ones_equal(
    intervals: list[int], load: dict[date, int], seed: int
) -> None:
    chosen = spread(intervals, today=TODAY, load=load, seed=seed)
    for index in range(1, len(intervals)):
        if intervals[index] == intervals[index - 1]:
            assert chosen[index] == chosen[index - 1]
        else:
            assert chosen[index] > chosen[index - 1]


@settings(deadline=None)
@given(three_intervals, loads, seeds, st.integers(0, 500))
def test_in_review_no_interval_falls_below_the_one_that_passed_and_each_is_a_day_longer(
    intervals: list[int], load: dict[date, int], seed: int, passed: int
) -> None:
    chosen = spread(intervals, today=TODAY, load=load, seed=seed, passed=passed)
    for interval, days in zip(intervals, chosen, strict=True):
        shortest, longest = fuzz_range(interval)
        assert days >= (max(shortest, passed) if passed <= longest else shortest)
    assert all(longer > shorter for shorter, longer in pairwise(chosen))


def test_the_buttons_of_a_weak_card_differ() -> None:
    assert spread([1, 1, 1], today=TODAY, load={}, seed=1, passed=1) == [1, 2, 3]
    assert spread([1, 1, 1], today=TODAY, load={}, seed=1) == [1, 1, 1]


@given(st.timedeltas(timedelta(0), timedelta(days=1)), seeds)
def test_a_step_is_lengthened_by_a_quarter_at_most_and_by_five_minutes(step: timedelta, seed: int) -> None:
    longer = spread_step(step, seed)
    assert step <= longer <= step + min(step / 4, timedelta(minutes=5))
    assert longer == spread_step(step, seed)


def test_steps_of_equal_length_end_at_different_times() -> None:
    ends = {spread_step(timedelta(minutes=10), seed) for seed in range(20)}
    assert len(ends) > 10


@settings(deadline=None)
@given(st.integers(1, LONGEST_BALANCED), st.data())
def test_no_day_in_the_range_has_fewer_cards_than_the_chosen_one(interval: int, data: st.DataObject) -> None:
    shortest, longest = fuzz_range(interval)
    counts = {days: data.draw(st.integers(0, 9)) for days in range(shortest, longest + 1)}
    [chosen] = spread([interval], today=TODAY, load=ahead(counts), seed=data.draw(seeds))
    assert counts[chosen] == min(counts.values())


@pytest.mark.parametrize("interval", range(3, LONGEST_BALANCED + 1))
def test_the_one_free_day_of_a_crowded_range_is_found(interval: int) -> None:
    shortest, longest = fuzz_range(interval)
    for free in (shortest, longest):
        crowded = ahead(dict.fromkeys(range(shortest, longest + 1), 7) | {free: 6})
        assert spread([interval], today=TODAY, load=crowded, seed=interval) == [free]


def test_the_quietest_day_is_taken_whatever_the_seed() -> None:
    load = ahead({8: 5, 9: 5, 10: 5, 11: 1, 12: 5})
    assert {spread([10], today=TODAY, load=load, seed=seed)[0] for seed in range(50)} == {11}


def test_the_seed_decides_among_equally_quiet_days() -> None:
    load = ahead({8: 3, 9: 0, 10: 3, 11: 3, 12: 0})
    chosen = Counter(spread([10], today=TODAY, load=load, seed=seed)[0] for seed in range(400))
    assert set(chosen) == {9, 12}
    assert min(chosen.values()) > 150


def test_a_hundred_cards_learnt_together_come_apart() -> None:
    load: Counter[date] = Counter()
    for seed in range(100):
        [days] = spread([20], today=TODAY, load=load, seed=seed)
        load[TODAY + timedelta(days=days)] += 1
    assert set(load.values()) == {14, 15}  # seven days, 17 to 23


def test_a_long_interval_takes_its_range_without_regard_to_the_load() -> None:
    full_but_one = ahead(dict.fromkeys(range(180, 221), 50) | {200: 0})
    chosen = {spread([200], today=TODAY, load=full_but_one, seed=seed)[0] for seed in range(400)}
    shortest, longest = fuzz_range(200)
    assert chosen == set(range(shortest, longest + 1))


def test_load_days_reach_as_far_as_balancing_looks() -> None:
    farthest = max(fuzz_range(interval)[1] for interval in range(1, LONGEST_BALANCED + 1))
    assert farthest == LOAD_DAYS


@given(seeds)
def test_at_the_maximum_intervals_meet_but_never_pass_it(seed: int) -> None:
    intervals = [MAXIMUM_INTERVAL - 1, MAXIMUM_INTERVAL]
    chosen = spread(intervals, today=TODAY, load={}, seed=seed)
    assert chosen[0] <= chosen[1] <= MAXIMUM_INTERVAL
