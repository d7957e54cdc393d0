"""A fault in a bank, as an author meets it: where it stands, what it is, what to do."""

from dataclasses import dataclass


def printable(text: str) -> str:
    r"""Return text on one line, with what is no visible character as `\x1b` or `\u2028`.

    A terminal or a log acts upon controls, on marks of direction, and on halves of characters.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


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
