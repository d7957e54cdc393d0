"""Plain values that can tell where they stand in their file.

They don't hold it: of the 500,000 values in a bank of 10,000 questions hardly one is ever asked. Each
mapping and list knows its number in its file, and the file is read for its marks when one is wanted.
"""

from collections.abc import Sequence
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


class Marks(NamedTuple):
    """Where a mapping or a list begins, and each thing in it: its key and its value, or twice its item."""

    start: YamlMark
    inner: dict[str | int, tuple[YamlMark, YamlMark]]


class ManyMarks(Protocol):
    """The marks of mappings and lists, by number."""

    def __getitem__(self, number: int, /) -> Marks: ...


class MarkedMapping(dict[str, Any]):
    """A mapping, whose marks are those of `number` in `places`."""

    __slots__ = ("number", "places")
    places: ManyMarks
    number: int

    @property
    def marks(self) -> Marks:
        """Where it stands, and what is in it; not so the keys that were added afterwards."""
        return self.places[self.number]

    def key_mark(self, key: str) -> YamlMark:
        """Return where a key stands; a key that was added afterwards stands where the mapping does."""
        start, inner = self.marks
        return inner[key][0] if key in inner else start

    def value_mark(self, key: str) -> YamlMark:
        """Return where a key's value stands, or begins."""
        start, inner = self.marks
        return inner[key][1] if key in inner else start


class MarkedSequence(list[Any]):
    """A list, whose marks are those of `number` in `places`."""

    __slots__ = ("number", "places")
    places: ManyMarks
    number: int

    @property
    def marks(self) -> Marks:
        """Where it stands, and what is in it."""
        return self.places[self.number]


def marked_mapping(pairs: dict[str, Any], marks: Marks) -> MarkedMapping:
    """Return a mapping with marks of its own."""
    made = MarkedMapping(pairs)
    made.places, made.number = (marks,), 0
    return made


def marked_sequence(items: Sequence[tuple[Any, YamlMark]], start: YamlMark) -> MarkedSequence:
    """Return a list of these items, each with the mark it is to have."""
    made = MarkedSequence(item for item, _ in items)
    made.places, made.number = (Marks(start, {at: (mark, mark) for at, (_, mark) in enumerate(items)}),), 0
    return made


def position(mark: YamlMark) -> Position:
    """Count from 1."""
    return Position(mark.line + 1, mark.column + 1)


def locate(
    node: MarkedMapping | MarkedSequence, path: Sequence[str | int], *, at_key: bool = False
) -> Position:
    """Return the position of what `path` leads to from `node`, or of as much of it as there is.

    A key leads to its value, or with `at_key` to the last key itself.
    """
    mark = node.marks.start
    here: Any = node
    for depth, step in enumerate(path):
        if isinstance(here, MarkedMapping) and isinstance(step, str) and step in here:
            last = depth == len(path) - 1
            mark = here.key_mark(step) if at_key and last else here.value_mark(step)
        elif isinstance(here, MarkedSequence) and isinstance(step, int) and 0 <= step < len(here):
            mark = here.marks.inner[step][1]
        else:
            break
        here = here[step]
    return position(mark)
