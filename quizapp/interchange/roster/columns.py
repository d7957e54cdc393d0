"""Which column of a table holds what: by its head, or by the addresses in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quizapp.interchange.roster.addresses import addresses_in, clean, turned
from quizapp.interchange.roster.heads import field_of, is_spelt_well
from quizapp.interchange.roster.rows import Column, Field
from quizapp.interchange.roster.tables import DELIMITERS, beginning_of, fields_of

#: Above the heads some exports write a title: so many lines are looked at.
_LINES_LOOKED_AT: Final = 12
#: Of the rows, so many show where addresses stand.
_ROWS_LOOKED_AT: Final = 50
#: Longer lines are no heads and no titles, and trying each delimiter on them takes its time.
_LONGEST_LINE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """The line of the heads, and which field each column holds."""

    #: Its index in the file.
    index: int
    delimiter: str
    heads: tuple[str, ...]
    #: The first column of each field.
    places: Mapping[Field, int]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return what became of each column."""
        fields = {place: field for field, place in self.places.items() if self._is_read(field)}
        return tuple(
            Column(beginning_of(head), fields.get(place)) for place, head in enumerate(self.heads) if head
        )

    def _is_read(self, field: Field) -> bool:
        if field is Field.LOGIN:
            return Field.EMAIL not in self.places
        is_whole = Field.NAME in self.places and {Field.FIRST_NAME, Field.LAST_NAME} <= self.places.keys()
        return not is_whole or field not in {Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME}

    def cell(self, cells: tuple[str, ...], field: Field) -> str:
        """Return what a row has in the column of a field; "" where it has none."""
        place = self.places.get(field)
        return cells[place] if place is not None and place < len(cells) else ""

    def name(self, cells: tuple[str, ...]) -> str:
        """Return what a row calls its person, the first name in front.

        "Nom" or "Name" is the last one where only a first has its head, "Nombre" the first beside a last.
        """
        whole, first, middle, last = (
            self.cell(cells, field)
            for field in (Field.NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)
        )
        has_first, has_last = Field.FIRST_NAME in self.places, Field.LAST_NAME in self.places
        if has_first != has_last:
            first, last = (first, whole) if has_first else (whole, last)
        elif whole:
            return turned(whole)
        return " ".join(filter(None, (first, middle, last)))


def find_head(lines: list[str]) -> Head | None:
    """Find the line of the heads: of the first ones, that with the most fields we know, two or an address.

    Its delimiter is the one by which they come out.
    """
    best: Head | None = None
    looked_at = [
        (index, line) for index, line in enumerate(lines[: 3 * _LINES_LOOKED_AT]) if clean(line[:100])
    ]
    for index, line in looked_at[:_LINES_LOOKED_AT]:
        if len(line) > _LONGEST_LINE or addresses_in(line):
            break
        for delimiter in DELIMITERS:
            head = _head_of(index, line, delimiter)
            if best is None or len(head.places) > len(best.places):
                best = head
    if best is None or not (len(best.places) > 1 or Field.EMAIL in best.places or Field.LOGIN in best.places):
        return None
    return best


def _head_of(index: int, line: str, delimiter: str) -> Head:
    heads = tuple(fields_of(line, delimiter))
    places: dict[Field, int] = {}
    for place, head in enumerate(heads):
        field = field_of(head)
        if field and field not in places:
            places[field] = place
    return Head(index, delimiter, heads, places)


def known_heads(text: str) -> int:
    """Return how many heads are known in the beginning of a text, and spelt well: that shows its encoding."""
    head = find_head(text.splitlines())
    return len(head.places) + sum(map(is_spelt_well, head.heads)) if head else 0


def with_addresses(head: Head, rows: list[tuple[str, ...]]) -> Head:
    """Return the head with the column that has the addresses, where no head names one."""
    if Field.EMAIL in head.places:
        return head
    counts = Counter(
        place for cells in rows[:_ROWS_LOOKED_AT] for place, cell in enumerate(cells) if addresses_in(cell)
    )
    if Field.LOGIN in head.places and counts[head.places[Field.LOGIN]]:
        return head
    if not counts:
        return head
    [(place, _)] = counts.most_common(1)
    return Head(head.index, head.delimiter, head.heads, {**head.places, Field.EMAIL: place})


def delimiter_of(lines: list[str]) -> str:
    """Return what stands between the fields of a table without heads: what most rows with an address have."""
    looked_at = [line[:_LONGEST_LINE] for line in lines[: _LINES_LOOKED_AT * _ROWS_LOOKED_AT]]
    rows = [line for line in looked_at if "@" in line][:_ROWS_LOOKED_AT] or looked_at[:_ROWS_LOOKED_AT]
    counts = {delimiter: sum(delimiter in row for row in rows) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
