"""CSV that spreadsheets open as it is meant: accents stay, and nothing written becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

#: What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asia.
FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
#: The mark at the beginning tells spreadsheets that this is UTF-8.
ENCODING: Final = "utf-8-sig"
#: What becomes of half a character (a lone surrogate), which no file can hold.
NO_TEXT: Final = "replace"

#: Numbers stay numbers; None is an empty cell.
Cell = str | float | None


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as a file by RFC 4180, the first of them being its head."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(ENCODING, NO_TEXT)


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: such a text gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return cell
