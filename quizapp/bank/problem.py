"""A fault in a bank, as an author meets it: where it stands, what it is, what to do."""

import re
from dataclasses import dataclass

#: What a terminal or a log might act upon: controls, invisible marks of direction, lone surrogates.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def printable(text: str) -> str:
    r"""Return text on one line with unprintable characters as `\x1b` or `\u2028`."""
    return _UNPRINTABLE.sub(lambda match: _escaped(ord(match[0])), text)


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 -- two digits are enough


def short(text: str, most: int = 60) -> str:
    """Return text for the middle of a sentence: on one line, and cut where it is long."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most else line[:most].rstrip() + "…"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault in a file, with 1-based line and column; sorts by place."""

    file: str
    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return printable(f"{self.file}:{self.line}:{self.column}: {self.message}{remedy}")
