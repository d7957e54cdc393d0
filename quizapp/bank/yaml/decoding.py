"""Bytes to text: only UTF-8, and only characters that can be seen or that end a line.

What a parser of YAML says about others names no line, and what some of them do to a terminal or to the
count of lines in an editor is nobody's wish.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE
from typing import Final

from quizapp.bank.yaml.marked import Position

#: Controls, separators of lines that editors don't count, halves of characters, marks of byte order.
UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_PLAIN: Final = b"\t\n\r" + bytes(range(0x20, 0x7F))
_BYTE_ORDER_MARKS: Final = ((BOM_UTF16_LE, "UTF-16"), (BOM_UTF16_BE, "UTF-16"), (BOM_UTF32_BE, "UTF-32"))


class DecodingError(Exception):
    """Bytes that are no text that can be read: where, what, what to do."""

    def __init__(self, place: Position, message: str, remedy: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.remedy = remedy


def decode(data: bytes) -> str:
    """Return the text of a file, without a mark of byte order. Raises `DecodingError`."""
    data = data.removeprefix(BOM_UTF8)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise DecodingError(Position(1, 1), f"this file is {encoding}", "save it as UTF-8")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        place = place_of(data[: error.start].decode(), error.start)
        message = f"the byte 0x{data[error.start]:02x} isn't UTF-8"
        raise DecodingError(place, message, "save the file as UTF-8") from error
    # The first look, at what isn't ASCII, is far faster, and enough for nearly all files.
    others = data.translate(None, _PLAIN).decode()
    if UNPRINTABLE.search(others) and (match := UNPRINTABLE.search(text)):
        message = f"the character {code_point(match[0])} can't stand in a bank"
        raise DecodingError(place_of(text, match.start()), message, "remove it")
    return text


def place_of(text: str, index: int) -> Position:
    """Count lines as the parser does: a carriage return alone ends one as well."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def code_point(character: str) -> str:
    """Name a character that can't be shown."""
    return f"U+{ord(character):04X}"
