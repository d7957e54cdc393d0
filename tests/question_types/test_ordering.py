"""Things to put in order: what an order earns, what is asked back, and what a page never tells."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError
from quizapp.question_types.ordering.kind import Ordering, OrderingQuestion
from quizapp.question_types.parts import NONE

KIND = Ordering()
SOME = ("Anna", "Boris", "Clara", "Dora", "Emil")


def question(*items: str, **own: Any) -> OrderingQuestion:
    shape = {"id": "q", "type": "ordering", "topics": ["t"], "prompt": "Order these.", "items": items or SOME}
    return OrderingQuestion.model_validate(shape | own)


def credit(order: list[int], marking: str) -> float:
    return KIND.grade(question(marking=marking), order).credit


@pytest.mark.parametrize(
    ("order", "adjacent", "rank", "strict"),
    [
        ([0, 1, 2, 3, 4], 1, 1, 1),
        ([1, 0, 2, 3, 4], 2 / 4, 8 / 10, 0),
        ([4, 0, 1, 2, 3], 3 / 4, 2 / 10, 0),
        ([0, 2, 1, 4, 3], 0, 6 / 10, 0),
        ([4, 3, 2, 1, 0], 0, 0, 0),
        ([0, NONE, NONE, NONE, 4], 0, 1 / 10, 0),
        ([NONE, 0, 1, 2, NONE], 2 / 4, 3 / 10, 0),
    ],
)
def test_an_order_earns_what_its_marking_counts(
    order: list[int], adjacent: float, rank: float, strict: float
) -> None:
    assert credit(order, "adjacent") == pytest.approx(adjacent)
    assert credit(order, "rank") == pytest.approx(rank)
    assert credit(order, "all-or-nothing") == strict


@pytest.mark.parametrize("marking", ["adjacent", "rank", "all-or-nothing"])
def test_only_the_right_order_earns_all(marking: str) -> None:
    for order in permutations(range(5)):
        assert (credit(list(order), marking) == 1) == (order == (0, 1, 2, 3, 4))


orders = st.permutations(range(5)).flatmap(
    lambda order: st.sets(st.sampled_from(range(5)), max_size=4).map(
        lambda gone: [NONE if index in gone else index for index in order]
    )
)


@given(order=orders, place=st.integers(0, 4))
def test_giving_one_place_less_never_earns_more(order: list[int], place: int) -> None:
    fewer = [*order[:place], NONE, *order[place + 1 :]]
    assert credit(fewer, "adjacent") <= credit(order, "adjacent")
    assert credit(fewer, "all-or-nothing") <= credit(order, "all-or-nothing")


@given(seed=st.integers(0, 2**63 - 1))
def test_a_page_never_shows_the_right_order(seed: int) -> None:
    for items in (("c", "a", "b"), ("a", "b", "c"), SOME):
        order = KIND.order(question(*items), seed)
        assert sorted(order) == list(range(len(items)))
        assert list(order) != sorted(order)


def test_every_other_order_is_shown_about_as_often() -> None:
    asked = question("a", "b", "c")
    shown = [KIND.order(asked, seed) for seed in range(1000)]
    assert len(set(shown)) == 5
    assert all(150 <= shown.count(order) <= 250 for order in set(shown))


def test_what_a_page_shows_hangs_on_the_right_order_only_where_that_would_show() -> None:
    differing = 0
    for seed in range(200):
        pages = set()
        for items in (SOME, SOME[::-1]):
            pages.add(tuple(items[index] for index in KIND.order(question(*items), seed)))
        differing += len(pages) > 1
    assert differing < 10


def test_two_items_with_one_place_are_asked_back_at_the_second() -> None:
    with pytest.raises(MalformedError, match=r"^Two items have place 2\.") as caught:
        KIND.parse(question(), ["1", "2", "", "2", "3"], (4, 3, 2, 1, 0))
    assert caught.value.part == 3


def test_an_order_that_nobody_touched_is_asked_back() -> None:
    with pytest.raises(MalformedError, match=r"^Put the items in order first"):
        KIND.parse(question(), ["", "", "", "", ""], (4, 3, 2, 1, 0))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Anna", "a list of the 5 items"),
        (("Anna", "Boris"), "a list of the 5 items"),
        (("Anna", "Boris", "Clara", "Dora", "Olga"), "“Olga” isn't among the items"),
        (("Anna", "Boris", "Clara", "Dora", "Anna"), "“Anna” is there twice"),
        (("", "", "", "", ""), "a list of the 5 items"),
    ],
)
def test_an_authors_own_test_has_to_be_an_order(written: str | tuple[str, ...], hint: str) -> None:
    with pytest.raises(MalformedError, match=hint):
        KIND.read_written(question(), written)


def test_the_feedback_tells_each_place_and_what_follows_rightly() -> None:
    rows = KIND.placed(question(), [4, 0, 1, NONE, 2])
    assert [(row.place, row.given, row.follows) for row in rows] == [
        (1, 2, False),
        (2, 3, True),
        (3, 5, False),
        (4, None, False),
        (5, 1, False),
    ]
