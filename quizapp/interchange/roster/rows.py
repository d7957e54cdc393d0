"""What a roster is: rows that can be read, and faults in the others."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: The largest file that is read, in bytes.
MOST_BYTES: Final = 1_000_000
MOST_ROWS: Final = 2_000
#: Empty ones among them.
MOST_LINES: Final = 50_000
MOST_COLUMNS: Final = 100


class Field(StrEnum):
    """What a column can hold."""

    EMAIL = "email"
    #: What people log in with elsewhere: often an address.
    LOGIN = "login"
    NAME = "name"
    FIRST_NAME = "first name"
    MIDDLE_NAME = "middle name"
    LAST_NAME = "last name"
    GROUP = "group"
    ROLE = "role"


class RosterRole(StrEnum):
    """What a roster can make of somebody."""

    LEARNER = "learner"
    ASSISTANT = "assistant"
    INSTRUCTOR = "instructor"


#: How long what a row says may be.
LONGEST: Final = {Field.EMAIL: 254, Field.NAME: 80, Field.GROUP: 80}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a roster. Names and groups are empty where the roster has none."""

    #: Where it stands in the file, counted from 1.
    line: int
    email: str
    name: str = ""
    group: str = ""
    #: None where the roster doesn't say.
    role: RosterRole | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What can't be read, in a sentence that says what to do."""

    #: None where it is the whole file.
    line: int | None
    text: str
    #: The beginning of what stands there.
    found: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of the file was read as; `field` is None where it wasn't read."""

    head: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A file that was read. A fault of the whole file leaves no rows."""

    rows: tuple[RosterRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    #: Empty where the file has no heads.
    columns: tuple[Column, ...] = ()
    #: What was read, to be shown and read again; "" where that is not a text.
    text: str = ""
