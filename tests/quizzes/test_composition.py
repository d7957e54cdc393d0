"""Putting a quiz together: sections, fixed questions and draws, points, and what never happens."""

import json
from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.composition import (
    Composition,
    DrawItem,
    FixedItem,
    PlannedSlot,
    PoolQuestion,
    Section,
    compose,
    from_json,
    just_draw,
    shortages,
    to_json,
)
from quizapp.quizzes.drawing import draw

Excludes = dict[int, list[int]]

TOPICS = ["dates", "figures", "actors", "actors/states"]
TYPES = ["single", "short", "essay"]
seeds = st.integers(0, 2**63 - 1)


def question(id_: int, topic: str = "dates", type_: str = "single") -> PoolQuestion:
    return PoolQuestion(id_, f"q{id_}", type_, (topic,), is_marked=type_ != "essay")


@st.composite
def pools(build: st.DrawFn) -> tuple[list[PoolQuestion], Excludes]:
    ids = build(st.lists(st.integers(1, 40), unique=True, max_size=30))
    pool = [question(one, build(st.sampled_from(TOPICS)), build(st.sampled_from(TYPES))) for one in ids]
    excludes: Excludes = {}
    one_of = st.sampled_from([*ids, 0])
    for one, other in build(st.lists(st.tuples(one_of, one_of), max_size=15)):
        if one != other:
            excludes.setdefault(one, []).append(other)
            excludes.setdefault(other, []).append(one)
    return pool, excludes


items = st.one_of(
    st.builds(FixedItem, st.integers(1, 40).map("q{}".format), st.sampled_from([0.5, 1.0, 2.0])),
    st.builds(
        DrawItem,
        st.integers(1, 8),
        st.lists(st.sampled_from(["dates", "figures", "actors"]), max_size=2).map(tuple),
        st.lists(st.sampled_from(TYPES), max_size=2).map(tuple),
        st.sampled_from([0.5, 1.0, 2.0]),
    ),
)
compositions = st.lists(
    st.builds(
        Section, st.lists(items, max_size=5).map(tuple), st.sampled_from([None, "Dates"]), st.booleans()
    ),
    max_size=4,
).map(lambda sections: Composition(tuple(sections)))


@given(compositions, pools(), seeds)
def test_no_question_is_asked_twice_none_that_is_retired_and_no_two_that_exclude_each_other(
    composition: Composition, pool_and_excludes: tuple[list[PoolQuestion], Excludes], seed: int
) -> None:
    pool, excludes = pool_and_excludes
    asked = [slot.question_id for slot in compose(composition, pool, seed, excludes)]
    assert len(set(asked)) == len(asked) <= composition.count
    assert set(asked) <= {one.id for one in pool}
    assert not set(chain.from_iterable(excludes.get(one, ()) for one in asked)).intersection(asked)


@given(compositions, pools(), seeds)
def test_without_exclusions_only_what_is_lacking_whatever_the_seed_is_not_asked(
    composition: Composition, pool_and_excludes: tuple[list[PoolQuestion], Excludes], seed: int
) -> None:
    pool, _ = pool_and_excludes
    lacking = sum(shortages(composition, pool).values())
    assert len(compose(composition, pool, seed)) == composition.count - lacking


@given(compositions, pools(), seeds)
def test_each_draw_asks_what_it_says_and_each_question_has_the_points_of_its_item(
    composition: Composition, pool_and_excludes: tuple[list[PoolQuestion], Excludes], seed: int
) -> None:
    pool, excludes = pool_and_excludes
    facts = {one.id: one for one in pool}
    for number, section in enumerate(composition.sections):
        slots = [slot for slot in compose(composition, pool, seed, excludes) if slot.section == number]
        for slot in slots:
            assert slot.heading == section.heading
            assert any(
                item.points == slot.points
                and (
                    item.takes(facts[slot.question_id])
                    if isinstance(item, DrawItem)
                    else item.question == facts[slot.question_id].key
                )
                for item in section.items
            )


@given(compositions, pools(), seeds)
def test_the_seed_alone_decides(
    composition: Composition, pool_and_excludes: tuple[list[PoolQuestion], Excludes], seed: int
) -> None:
    pool, excludes = pool_and_excludes
    once = compose(composition, pool, seed, excludes)
    assert once == compose(composition, reversed(pool), seed, excludes)


@given(pools(), st.integers(0, 30), seeds)
def test_one_draw_asks_what_has_always_been_drawn(
    pool_and_excludes: tuple[list[PoolQuestion], Excludes], count: int, seed: int
) -> None:
    pool, excludes = pool_and_excludes
    topics_of = {one.id: one.topics for one in pool if one.is_marked}
    slots = compose(just_draw(count), pool, seed, excludes)
    assert [slot.question_id for slot in slots] == draw(topics_of, count, seed, excludes)
    assert {(slot.points, slot.heading) for slot in slots} <= {(1.0, None)}


@given(compositions)
def test_what_is_stored_is_read_again(composition: Composition) -> None:
    assert from_json(json.loads(json.dumps(to_json(composition)))) == composition


def test_fixed_questions_stand_in_their_order_with_points_and_headings() -> None:
    composition = Composition(
        (
            Section((FixedItem("q3", 2), FixedItem("q1"))),
            Section((FixedItem("q2", 0.5),), "The end"),
        )
    )
    slots = compose(composition, [question(1), question(2), question(3)], seed=7)
    assert slots == [
        PlannedSlot(3, 2, None, 0),
        PlannedSlot(1, 1, None, 0),
        PlannedSlot(2, 0.5, "The end", 1),
    ]
    assert (composition.count, composition.points) == (3, 3.5)


def test_what_is_fixed_anywhere_is_drawn_nowhere_nor_what_it_excludes() -> None:
    composition = Composition((Section((DrawItem(4),)), Section((FixedItem("q2"),))))
    pool = [question(one) for one in range(1, 6)]
    for seed in range(20):
        slots = compose(composition, pool, seed, {2: [4], 4: [2]})
        assert sorted(slot.question_id for slot in slots if slot.section == 0) == [1, 3, 5]
    assert shortages(composition, pool, {2: [4], 4: [2]}) == {(0, 0): 1}


def test_a_wide_draw_leaves_a_narrow_one_what_it_needs() -> None:
    composition = Composition((Section((DrawItem(2), DrawItem(1, types=("short",)))),))
    pool = [question(1), question(2), question(3, type_="short")]
    for seed in range(20):
        asked = [slot.question_id for slot in compose(composition, pool, seed)]
        assert sorted(asked[:2]) == [1, 2]
        assert asked[2:] == [3]


def test_draws_that_overlap_share_their_pools_as_far_as_these_go() -> None:
    # The first two draws could take all that the third has, and each could do with something else.
    pool = [question(1, "dates"), question(2, "dates"), question(3, "figures"), question(4, "actors")]
    composition = Composition(
        (
            Section((DrawItem(2, ("dates", "figures")), DrawItem(1, ("dates", "actors")))),
            Section((DrawItem(1, ("figures", "dates")),)),
        )
    )
    for seed in range(50):
        slots = compose(composition, pool, seed)
        assert Counter(slot.section for slot in slots) == {0: 3, 1: 1}
    assert shortages(composition, pool) == {}


def test_a_section_is_shuffled_by_the_seed_and_only_where_it_says_so() -> None:
    fixed = tuple(FixedItem(f"q{one}") for one in range(1, 5))
    pool = [question(one) for one in range(1, 5)]
    composition = Composition((Section(fixed[:3], is_shuffled=True), Section(fixed[3:])))
    orders = {tuple(slot.question_id for slot in compose(composition, pool, seed)) for seed in range(100)}
    assert len(orders) == 6
    assert {order[3] for order in orders} == {4}


def test_two_draws_of_one_kind_draw_apart() -> None:
    composition = Composition((Section((DrawItem(1), DrawItem(1))),))
    pool = [question(1), question(2)]
    drawn = Counter(compose(composition, pool, seed)[0].question_id for seed in range(100))
    assert set(drawn) == {1, 2}


@pytest.mark.parametrize(("types", "drawn"), [((), {1}), (("essay",), {2}), (("single", "essay"), {1, 2})])
def test_what_people_mark_is_drawn_only_where_its_type_is_named(
    types: tuple[str, ...], drawn: set[int]
) -> None:
    pool = [question(1), question(2, type_="essay")]
    slots = compose(just_draw(2, types=types), pool, seed=1)
    assert {slot.question_id for slot in slots} == drawn


def test_a_topic_takes_what_lies_below_it_and_nothing_that_only_begins_like_it() -> None:
    pool = [question(1, "actors"), question(2, "actors/states"), question(3, "actors-guild")]
    assert {slot.question_id for slot in compose(just_draw(3, ["actors"]), pool, seed=1)} == {1, 2}


def test_of_two_fixed_questions_that_exclude_each_other_the_later_is_left_out() -> None:
    composition = Composition((Section((FixedItem("q1"), FixedItem("q2"), FixedItem("q1"))),))
    pool, excludes = [question(1), question(2)], {1: [2], 2: [1]}
    assert [slot.question_id for slot in compose(composition, pool, 1, excludes)] == [1]
    assert shortages(composition, pool, excludes) == {(0, 1): 1, (0, 2): 1}


@given(seeds)
def test_a_draw_that_gives_a_question_away_finds_another_of_the_first_tier_that_has_one(seed: int) -> None:
    """The first draw takes all that the second may have, and has to give one of these to it."""
    shared = [question(one, "actors/states") for one in (1, 2, 3, 4)]
    pool = [*shared, *(question(one, "actors") for one in (5, 6, 7))]
    composition = Composition((Section((DrawItem(4, ("actors",)), DrawItem(1, ("actors/states",)))),))
    tiers = {5: 2, 6: 1, 7: 2}
    asked = [slot.question_id for slot in compose(composition, pool, seed, {}, tiers)]
    assert sorted(asked) == [1, 2, 3, 4, 6]
