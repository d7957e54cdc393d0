"""Tables of facts in templates: rows, each with an id, and columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from quizapp.bank.place import FileProblems, Place
from quizapp.bank.problem import short
from quizapp.bank.templates.distractors import folded
from quizapp.bank.yaml.marked import MarkedMapping, MarkedSequence, YamlMark
from quizapp.question_types.base import Slug

#: What a column is called.
COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")
_SLUG: Final[TypeAdapter[str]] = TypeAdapter(Slug)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    id: str
    cells: MarkedMapping


class Value(NamedTuple):
    """A text in a column: where it stands, and in which row."""

    text: str
    mark: YamlMark
    row: Row


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with different ids, and the columns that any of them has, in the order in which they come up."""

    rows: tuple[Row, ...]
    columns: Mapping[str, None]
    #: The columns in which a list or a mapping stands somewhere.
    nested: frozenset[str]

    def values(self, column: str) -> dict[str, Value]:
        """Return the texts in a column and in its lists, by how they are folded; of equals the first."""
        found: dict[str, Value] = {}
        for row in self.rows:
            if column in row.cells:
                for text, mark in _texts(row.cells[column], row.cells.value_mark(column)):
                    found.setdefault(folded(text), Value(text, mark, row))
        return found


def read_table(nodes: Sequence[MarkedMapping], file: FileProblems) -> Table:
    """Read the rows of a table, and add the faults of those that can't be read to `file`."""
    rows: dict[str, Row] = {}
    columns: dict[str, None] = {}
    for node in nodes:
        place = Place(file.name, node)
        for name in node:
            if not COLUMN.fullmatch(name):
                message = f"a column can't be named `{short(name)}`"
                remedy = "use small letters, digits and `_`, a letter first"
                file.add(place.problem((name,), message, remedy, at_key=True))
            columns[name] = None
        key = node.get("id")
        if key is None:
            file.add(place.problem((), "missing `id` in a row", "add `id: …`, which its questions' ids need"))
        elif not _is_slug(key):
            message = "the `id` of a row should be made of small letters, digits and hyphens"
            file.add(place.problem(("id",), message, "rename it"))
        elif key in rows:
            file.add(place.problem(("id",), f"the row `{key}` is there twice", "give it another id"))
        else:
            rows[key] = Row(key, node)
    nested = {name for node in nodes for name, cell in node.items() if not isinstance(cell, str)}
    return Table(tuple(rows.values()), columns, frozenset(nested))


def _is_slug(key: Any) -> bool:
    try:
        _SLUG.validate_python(key)
    except ValidationError:
        return False
    return True


def _texts(cell: Any, mark: YamlMark) -> Iterator[tuple[str, YamlMark]]:
    if isinstance(cell, str):
        yield cell, mark
    elif isinstance(cell, MarkedSequence):
        inner = cell.marks.inner
        yield from ((text, inner[at][1]) for at, text in enumerate(cell) if isinstance(text, str))
