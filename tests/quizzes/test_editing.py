"""A quiz put together step by step."""

from collections.abc import Callable

import pytest

from quizapp.quizzes import editing
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, Section

A, B, C = FixedItem("a"), FixedItem("b"), DrawItem(3)
TWO = Composition((Section((A, B), "First"), Section((C,), None, is_shuffled=True)))


def items(composition: Composition) -> list[list[object]]:
    return [list(section.items) for section in composition.sections]


def test_the_first_item_makes_the_first_section() -> None:
    assert items(editing.add_item(Composition(()), 0, A)) == [[A]]
    assert items(editing.add_item(TWO, 1, A)) == [[A, B], [C, A]]


def test_an_item_is_removed_or_worth_something_else() -> None:
    assert items(editing.remove_item(TWO, (0, 0))) == [[B], [C]]
    assert items(editing.change_points(TWO, (1, 0), 0.5)) == [[A, B], [DrawItem(3, points=0.5)]]


def test_an_item_moves_within_its_section_and_over_its_end() -> None:
    assert items(editing.move_item(TWO, (0, 0), 1)) == [[B, A], [C]]
    assert items(editing.move_item(TWO, (0, 1), 1)) == [[A], [B, C]]
    assert items(editing.move_item(TWO, (1, 0), -1)) == [[A, B, C], []]
    assert editing.move_item(TWO, (0, 0), -1) == TWO
    assert editing.move_item(TWO, (1, 0), 1) == TWO


def test_sections_are_added_changed_moved_and_removed() -> None:
    assert [one.heading for one in editing.add_section(TWO, "Third").sections] == ["First", None, "Third"]
    changed = editing.change_section(TWO, 0, "One", is_shuffled=True).sections[0]
    assert (changed.heading, changed.is_shuffled, changed.items) == ("One", True, (A, B))
    assert items(editing.move_section(TWO, 0, 1)) == [[C], [A, B]]
    assert editing.move_section(TWO, 0, -1) == TWO
    assert items(editing.remove_section(TWO, 0)) == [[C]]


@pytest.mark.parametrize(
    "step",
    [
        lambda one: editing.add_item(one, 2, A),
        lambda one: editing.add_item(one, -1, A),
        lambda one: editing.remove_item(one, (0, 2)),
        lambda one: editing.remove_item(one, (0, -1)),
        lambda one: editing.change_points(one, (5, 0), 1),
        lambda one: editing.move_item(one, (0, 7), 1),
        lambda one: editing.change_section(one, 2, None, is_shuffled=False),
        lambda one: editing.remove_section(one, -1),
        lambda one: editing.move_section(one, 9, 1),
    ],
)
def test_a_place_that_isnt_there_is_told(step: Callable[[Composition], Composition]) -> None:
    with pytest.raises(LookupError):
        step(TWO)
