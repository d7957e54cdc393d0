"""Text to records that know their lines, as the comma-separated files of the world are written."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypedDict

from quizapp.interchange.roster.addresses import clean
from quizapp.interchange.roster.rows import MOST_COLUMNS, Fault
from quizapp.translation.texts import _, ngettext

#: What may stand between two fields. Where several would do, the first: only a table has tabs.
DELIMITERS: Final = ("\t", ";", ",", "|")
#: A quoted field may go on over so many lines; one that goes on longer was never closed.
_MOST_LINES_OF_A_RECORD: Final = 20
_LONGEST_FOUND: Final = 60


class _Quoting(TypedDict):
    strict: bool
    skipinitialspace: bool


_QUOTING: Final = _Quoting(strict=True, skipinitialspace=True)


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one row."""

    line: int
    cells: tuple[str, ...]

    @property
    def found(self) -> str:
        """Return how the row begins, for its fault."""
        return beginning_of(" ".join(filter(None, self.cells)))


def beginning_of(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = clean(text[: 4 * _LONGEST_FOUND])
    return line if len(line) <= _LONGEST_FOUND else line[:_LONGEST_FOUND].rstrip() + "…"


def lines_of(text: str) -> list[str]:
    """Divide a text at the ends of its lines, whatever system wrote them."""
    return list(io.StringIO(text, newline=None))


def fields_of(line: str, delimiter: str) -> list[str]:
    """Return the fields of a line; none of one that can't be read."""
    if line.count(delimiter) >= MOST_COLUMNS:
        return []
    try:
        return [clean(cell) for cell in next(csv.reader([line], delimiter=delimiter, **_QUOTING), [])]
    except csv.Error:
        return []


def records(lines: list[str], start: int, delimiter: str) -> Iterator[Record | Fault]:
    """Read the rows from the line of index `start` on; empty ones are left out."""
    index = start
    while index < len(lines):
        row, index = read_record(lines, index, delimiter)
        if isinstance(row, Fault) or any(row.cells):
            yield row


def read_record(lines: list[str], index: int, delimiter: str) -> tuple[Record | Fault, int]:
    """Read one row; return it, and the index of the line after it."""
    line, number = lines[index], index + 1
    if line.count(delimiter) >= MOST_COLUMNS:
        return _too_wide(number, line), number
    cells, used = line.split(delimiter), 1
    if '"' in line:
        reader = csv.reader(lines[index : index + _MOST_LINES_OF_A_RECORD], delimiter=delimiter, **_QUOTING)
        try:
            cells, used = next(reader, []), max(reader.line_num, 1)
        except csv.Error:
            text = _(
                "A quotation mark here is not closed, or is inside a quoted field. "
                "Remove it, or write it twice."
            )
            return Fault(number, text, beginning_of(line)), number
    if len(cells) > MOST_COLUMNS:
        return _too_wide(number, line), number
    return Record(number, tuple(map(clean, cells))), index + used


def _too_wide(number: int, line: str) -> Fault:
    text = ngettext(
        "This row has more than %(count)s column. Keep only email, name and group.",
        "This row has more than %(count)s columns. Keep only email, name and group.",
        MOST_COLUMNS,
        count=MOST_COLUMNS,
    )
    return Fault(number, text, beginning_of(line))
