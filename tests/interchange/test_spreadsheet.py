"""Tables to take away: read back as they were, with accents, and without a formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from quizapp.interchange.spreadsheet import Cell, harmless, write_csv

#: Half a character is in no file.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CELLS = TEXT | st.none() | st.floats(0, 100).map(lambda number: round(number, 2))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_written_is_read_back(rows: list[list[Cell]]) -> None:
    read = csv.reader(io.StringIO(write_csv(rows).decode("utf-8-sig"), newline=""))
    assert list(read) == [["" if cell is None else str(harmless(cell)) for cell in row] for row in rows]


def test_a_file_begins_with_its_mark_and_ends_its_lines_as_rfc_4180_says() -> None:
    assert write_csv([["Zoë", '"Élan", 2', 85.5, None]]) == (
        b'\xef\xbb\xbfZo\xc3\xab,"""\xc3\x89lan"", 2",85.5,\r\n'
    )


def test_half_a_character_spoils_nothing() -> None:
    assert write_csv([["a\ud800", "b"]]) == b"\xef\xbb\xbfa?,b\r\n"
