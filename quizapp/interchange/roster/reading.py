"""A file or a pasted text to a `Roster`: each row a person, or a fault at its line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from quizapp.interchange.roster.addresses import addresses_in, listed, person_in, turned
from quizapp.interchange.roster.columns import Head, delimiter_of, find_head, known_heads, with_addresses
from quizapp.interchange.roster.decoding import decode, kind_of_no_text
from quizapp.interchange.roster.heads import is_no_person, role_of
from quizapp.interchange.roster.rows import (
    LONGEST,
    MOST_BYTES,
    MOST_LINES,
    MOST_ROWS,
    Fault,
    Field,
    Roster,
    RosterRow,
)
from quizapp.interchange.roster.tables import Record, beginning_of, lines_of, read_record, records
from quizapp.translation.texts import _, ngettext

Found = RosterRow | Fault

#: Names that may stand before an address: first, middle and last.
_MOST_NAMES: Final = 3


def read_roster(file: bytes | str) -> Roster:
    """Read a roster. Never raises: what can't be read is a fault."""
    if (len(file) if isinstance(file, bytes) else len(file.encode(errors="replace"))) > MOST_BYTES:
        return _refused(
            _(
                "This is larger than %(most)s MB. "
                "Keep only the columns email, name and group, or split the list.",
                most=MOST_BYTES // 1_000_000,
            )
        )
    if isinstance(file, bytes):
        if kind := kind_of_no_text(file):
            return _refused(
                _("%(kind)s Save it as CSV in your spreadsheet program, then choose that file.", kind=kind)
            )
        file = decode(file, known_heads)
    # No page and no database takes a zero.
    text = file.removeprefix("\ufeff").replace("\0", "")
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        return _refused(
            ngettext(
                "This has more than %(count)s line. Remove empty lines, or split the list.",
                "This has more than %(count)s lines. Remove empty lines, or split the list.",
                MOST_LINES,
                count=f"{MOST_LINES:,}",
            )
        )
    head = find_head(lines)
    return replace(_headed(lines, head) if head else _roster(_headless(lines), None), text=text)


def _headed(lines: list[str], head: Head) -> Roster:
    """Read the rows beneath the heads."""
    rows = records(lines, head.index + 1, head.delimiter)
    first = list(islice(rows, 200))
    head = with_addresses(head, [row.cells for row in first if isinstance(row, Record)])
    found = (one for row in chain(first, rows) for one in _row(row, head))
    if not {Field.EMAIL, Field.LOGIN} & head.places.keys():
        text = _("No column has email addresses. Add a column with the title “email”.")
        return Roster(faults=(Fault(head.index + 1, text),), columns=head.columns)
    return _roster(found, head)


def _row(row: Record | Fault, head: Head) -> Iterator[Found]:
    if isinstance(row, Fault):
        yield row
        return
    cell = head.cell(row.cells, Field.EMAIL if Field.EMAIL in head.places else Field.LOGIN)
    if not cell and is_no_person(head.name(row.cells) or next(filter(None, row.cells))):
        return
    person = person_in(cell)
    if person is None:
        yield Fault(row.line, _why_no_address(cell), row.found)
        return
    email, name_beside = person
    name, group = head.name(row.cells) or name_beside, head.cell(row.cells, Field.GROUP)
    yield _checked(RosterRow(row.line, email, name, group), head.cell(row.cells, Field.ROLE), row.found)


def _why_no_address(cell: str) -> str:
    if not cell:
        return _("This row has no email address. Add it, or remove the row.")
    if len(addresses_in(cell)) > 1:
        return _more_than_one()
    return _("“%(text)s” isn't an email address. Correct it, or remove the row.", text=beginning_of(cell))


def _more_than_one() -> str:
    return _("This row has more than one email address. Keep only the one of the learner.")


def _headless(lines: list[str]) -> Iterator[Found]:
    """Read a table without heads, a list of addresses as mail programs write it, or one address a line."""
    delimiter, index = delimiter_of(lines), 0
    while index < len(lines):
        line, number = lines[index], index + 1
        addresses = addresses_in(line) if "@" in line else []
        person = person_in(line) if len(addresses) == 1 else None
        if len(addresses) > 1:
            yield from _listed(number, line)
        elif person and not any(mark in line for mark in "\t;|"):
            yield _checked(RosterRow(number, *person), "", beginning_of(line))
        else:
            row, index = read_record(lines, index, delimiter)
            if isinstance(row, Fault):
                yield row
            elif any(row.cells) and not (not addresses and is_no_person(next(filter(None, row.cells)))):
                yield _by_place(row)
            continue
        index += 1


def _listed(number: int, line: str) -> Iterator[Found]:
    """Read several people of one line; where one of them isn't clear, none of them."""
    items = listed(line)
    people = [(item, person) for item in items if (person := person_in(item))]
    if len(people) < len(items):
        yield Fault(number, _more_than_one(), beginning_of(line))
        return
    for item, (email, name) in people:
        yield _checked(RosterRow(number, email, name), "", beginning_of(item))


def _by_place(row: Record) -> Found:
    """Read a row without heads: names before the address, or after it; then the group and the role."""
    place = next((place for place, cell in enumerate(row.cells) if person_in(cell)), None)
    person = None if place is None else person_in(row.cells[place])
    if place is None or person is None:
        text = _("No field of this row is just an email address. Correct it, or remove the row.")
        return Fault(row.line, text, row.found)
    email, name = person
    before = [cell for cell in row.cells[:place] if cell and not cell.isdigit()]
    after = list(row.cells[place + 1 :])
    if before:
        name = turned(" ".join([*before, *([name] if name else [])]))
    elif after:
        name = turned(after.pop(0)) or name
    group, role, *others = [*after, "", ""]
    if any(others) or len(before) > _MOST_NAMES:
        text = _(
            "Without column titles, a row is email, name, group and role. "
            "Add a first line with column titles."
        )
        return Fault(row.line, text, row.found)
    return _checked(RosterRow(row.line, email, name, group), role, row.found)


def _checked(row: RosterRow, role: str, found: str) -> Found:
    """Return the row with its role, or what is too long or unknown in it."""
    for field, text in ((Field.EMAIL, row.email), (Field.NAME, row.name), (Field.GROUP, row.group)):
        if len(text) > LONGEST[field]:
            return Fault(row.line, _too_long(field), found)
    known = role_of(role)
    if role and known is None:
        text = _(
            "“%(text)s” isn't a role. Write learner, assistant or instructor, or leave it empty.",
            text=beginning_of(role),
        )
        return Fault(row.line, text, found)
    return replace(row, role=known)


def _roster(found: Iterable[Found], head: Head | None) -> Roster:
    columns = head.columns if head else ()
    all_found = list(islice(found, MOST_ROWS + 1))
    if len(all_found) > MOST_ROWS:
        return Roster(faults=(Fault(None, _more_rows()),), columns=columns)
    rows = tuple(one for one in all_found if isinstance(one, RosterRow))
    faults = tuple(one for one in all_found if isinstance(one, Fault))
    return Roster(rows, faults, columns)


def _more_rows() -> str:
    return ngettext(
        "This has more than %(count)s row. Split the list.",
        "This has more than %(count)s rows. Split the list.",
        MOST_ROWS,
        count=f"{MOST_ROWS:,}",
    )


def _too_long(field: Field) -> str:
    most = LONGEST[field]
    if field is Field.EMAIL:
        return ngettext(
            "The email address is longer than %(count)s character. Shorten it.",
            "The email address is longer than %(count)s characters. Shorten it.",
            most,
            count=most,
        )
    if field is Field.NAME:
        return ngettext(
            "The name is longer than %(count)s character. Shorten it.",
            "The name is longer than %(count)s characters. Shorten it.",
            most,
            count=most,
        )
    return ngettext(
        "The group is longer than %(count)s character. Shorten it.",
        "The group is longer than %(count)s characters. Shorten it.",
        most,
        count=most,
    )


def _refused(text: str) -> Roster:
    return Roster(faults=(Fault(None, text),))
