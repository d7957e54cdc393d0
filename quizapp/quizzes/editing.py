"""What a quiz asks, put together step by step: each step makes another composition of one.

A place that isn't there, because somebody else has changed the quiz meanwhile, raises `LookupError`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from quizapp.quizzes.composition import Composition, Item, ItemPlace, Section

_T = TypeVar("_T")


def add_section(composition: Composition, heading: str | None = None) -> Composition:
    """Return a composition with one more section at its end."""
    return Composition((*composition.sections, Section((), heading)))


def change_section(
    composition: Composition, number: int, heading: str | None, *, is_shuffled: bool
) -> Composition:
    """Return a composition with another heading over a section, whose order is or isn't left to chance."""
    section = replace(_at(composition.sections, number), heading=heading, is_shuffled=is_shuffled)
    return Composition(_put(composition.sections, number, section))


def remove_section(composition: Composition, number: int) -> Composition:
    """Return a composition without one of its sections, and without what that asks."""
    _at(composition.sections, number)
    return Composition(composition.sections[:number] + composition.sections[number + 1 :])


def move_section(composition: Composition, number: int, by: int) -> Composition:
    """Return a composition with a section some places later, or earlier; the ends are where it stops."""
    return Composition(_moved(composition.sections, number, by))


def add_item(composition: Composition, number: int, item: Item) -> Composition:
    """Return a composition that asks something more at the end of a section, the first of which is made."""
    if not composition.sections and not number:
        return Composition((Section((item,)),))
    section = _at(composition.sections, number)
    return Composition(_put(composition.sections, number, replace(section, items=(*section.items, item))))


def change_points(composition: Composition, place: ItemPlace, points: float) -> Composition:
    """Return a composition in which an item is worth other points, each of its questions as many."""
    section = _at(composition.sections, place[0])
    item = replace(_at(section.items, place[1]), points=points)
    return _with_items(composition, place[0], _put(section.items, place[1], item))


def remove_item(composition: Composition, place: ItemPlace) -> Composition:
    """Return a composition that doesn't ask one of its items."""
    items = _at(composition.sections, place[0]).items
    _at(items, place[1])
    return _with_items(composition, place[0], items[: place[1]] + items[place[1] + 1 :])


def move_item(composition: Composition, place: ItemPlace, by: int) -> Composition:
    """Return a composition with an item one place up (-1) or down (1), over a section's end into the next."""
    number, at = place
    items = _at(composition.sections, number).items
    item = _at(items, at)
    if 0 <= at + by < len(items):
        return _with_items(composition, number, _moved(items, at, by))
    if not 0 <= number + by < len(composition.sections):
        return composition
    beside = composition.sections[number + by].items
    without = remove_item(composition, place)
    return _with_items(without, number + by, (item, *beside) if by > 0 else (*beside, item))


def _with_items(composition: Composition, number: int, items: tuple[Item, ...]) -> Composition:
    section = replace(composition.sections[number], items=items)
    return Composition(_put(composition.sections, number, section))


def _at(things: Sequence[_T], number: int) -> _T:
    if not 0 <= number < len(things):
        raise LookupError(number)
    return things[number]


def _put(things: tuple[_T, ...], number: int, thing: _T) -> tuple[_T, ...]:
    return (*things[:number], thing, *things[number + 1 :])


def _moved(things: tuple[_T, ...], number: int, by: int) -> tuple[_T, ...]:
    thing = _at(things, number)
    others = things[:number] + things[number + 1 :]
    to = min(max(0, number + by), len(others))
    return (*others[:to], thing, *others[to:])
