"""Plain values that know where they stand in their file.

The parser's own marks are kept as they come and turned into positions only where a fault needs one:
a bank of 10,000 questions has 300,000 scalars and, mostly, no faults.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol


class Position(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


class YamlMark(Protocol):
    """A place as PyYAML gives it, counted from 0."""

    line: int
    column: int
    index: int


class MarkedMapping(dict[str, Any]):
    """A mapping; `marks` holds the marks of each key and its value by turns, in the order of the keys."""

    __slots__ = ("_places", "marks", "start")
    marks: list[YamlMark]
    start: YamlMark
    _places: dict[str, int]

    def key_mark(self, key: str) -> YamlMark:
        """Return where a key stands; a key that was added afterwards stands where the mapping does."""
        return self._mark(key, 0)

    def value_mark(self, key: str) -> YamlMark:
        """Return where a key's value stands, or begins."""
        return self._mark(key, 1)

    def _mark(self, key: str, offset: int) -> YamlMark:
        index = 2 * self._place(key) + offset
        return self.marks[index] if index < len(self.marks) else self.start

    def _place(self, key: str) -> int:
        """Return how many keys stand before this one; learns only the keys that are new since last time."""
        try:
            places = self._places
        except AttributeError:
            places = self._places = {}
        unknown = len(self) - len(places)
        for behind, other in enumerate(islice(reversed(self), unknown), start=1):
            places[other] = len(self) - behind
        return places[key]


class MarkedSequence(list[Any]):
    """A list; `marks` holds the mark of each item."""

    __slots__ = ("marks", "start")
    marks: list[YamlMark]
    start: YamlMark


def position(mark: YamlMark) -> Position:
    """Count from 1."""
    return Position(mark.line + 1, mark.column + 1)


def locate(
    node: MarkedMapping | MarkedSequence, path: Sequence[str | int], *, at_key: bool = False
) -> Position:
    """Return the position of what `path` leads to from `node`, or of as much of it as there is.

    A key leads to its value, or with `at_key` to the last key itself.
    """
    mark = node.start
    here: Any = node
    for depth, step in enumerate(path):
        if isinstance(here, MarkedMapping) and isinstance(step, str) and step in here:
            last = depth == len(path) - 1
            mark = here.key_mark(step) if at_key and last else here.value_mark(step)
            here = here[step]
        elif isinstance(here, MarkedSequence) and isinstance(step, int) and 0 <= step < len(here):
            mark = here.marks[step]
            here = here[step]
        else:
            break
    return position(mark)
