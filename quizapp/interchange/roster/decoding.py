"""Bytes to text, in the encodings that schools' programs write."""

import codecs
import re
from collections.abc import Callable
from typing import Final

from quizapp.translation.texts import _, lazy

#: Files that aren't text, by how they begin.
_NO_TEXT: Final = (
    (b"PK\x03\x04", lazy("This is a spreadsheet or a packed file, not CSV.")),
    (b"\xd0\xcf\x11\xe0", lazy("This is an Excel workbook, not CSV.")),
    (b"%PDF", lazy("This is a PDF, not CSV.")),
    (b"\x89PNG", lazy("This is a picture, not CSV.")),
    (b"\xff\xd8\xff", lazy("This is a picture, not CSV.")),
    (b"{\\rtf", lazy("This is a formatted text document, not CSV.")),
)
#: The longest mark first: that of UTF-32 begins like that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What Windows and old Macs write; where the heads don't tell them apart, the first.
_SINGLE_BYTES: Final = ("cp1252", "cp1251", "cp1250", "mac-roman", "cp1253", "cp1254")
#: So many letters beyond ASCII in a row are hardly a word in Latin letters.
_CYRILLIC: Final = re.compile(rb"[\xc0-\xff]{4}")
#: So much of a file shows how it is written.
_BEGINNING: Final = 4_000


def kind_of_no_text(data: bytes) -> str | None:
    """Say what a file is that can't be a table of text; None for one that may be."""
    if data[:_BEGINNING].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return _("This is a web page, not CSV.")
    return next((str(kind) for beginning, kind in _NO_TEXT if data.startswith(beginning)), None)


def decode(data: bytes, known_heads: Callable[[str], int]) -> str:
    """Return the text of a file. Never raises: what can't be read stands as `�`.

    Of encodings that fit alike, the one in which the beginning has the most known heads.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if unmarked := _unmarked_utf_16(data):
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    beginning = data[:_BEGINNING]
    counts = {
        encoding: known_heads(beginning.decode(encoding, errors="replace")) for encoding in _SINGLE_BYTES
    }
    best = max(_SINGLE_BYTES, key=lambda encoding: counts[encoding])
    if counts[best] == counts["cp1252"]:
        best = "cp1251" if _CYRILLIC.search(data) else "cp1252"
    return data.decode(best, errors="replace")


def _unmarked_utf_16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros: every second byte of an address is one."""
    beginning = data[:_BEGINNING]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if max(even, odd) * 3 < len(beginning[::2]) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
