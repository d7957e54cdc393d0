"""Bytes to text: only UTF-8, and only the characters that may stand in a bank.

A parser of YAML names no line in what it says about others.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE
from typing import Final

from quizapp.bank.characters import find_unfit, may_be_unfit
from quizapp.bank.yaml.marked import Position

_PLAIN: Final = b"\t\n\r" + bytes(range(0x20, 0x7F))
_BYTE_ORDER_MARKS: Final = ((BOM_UTF16_LE, "UTF-16"), (BOM_UTF16_BE, "UTF-16"), (BOM_UTF32_BE, "UTF-32"))


class DecodingError(Exception):
    """Bytes that are no text that can be read: where, what, what to do."""

    def __init__(self, place: Position, message: str, remedy: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.remedy = remedy


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file, without a mark of byte order, and all in it that isn't ASCII.

    Raises `DecodingError`.
    """
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
    if may_be_unfit(others) and (unfit := find_unfit(text)):
        raise DecodingError(place_of(text, unfit.at), unfit.message, unfit.remedy)
    return text, others


def place_of(text: str, index: int) -> Position:
    """Count lines as the parser does: a carriage return alone ends one as well."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
