"""Email addresses within a text: alone, in a field, or in a list as mail programs write it."""

import re
import unicodedata
from typing import Final

#: What an address can't have in it, but for its "@".
_OUTSIDE: Final = r"\s@<>(),;:\"\[\]\\"
#: An address begins with at most 64 characters (RFC 5321), and one of a domain's names has at most 63.
_ADDRESS: Final = (
    rf"(?<![^{_OUTSIDE}])(?<!@)[^{_OUTSIDE}]{{1,64}}@[^{_OUTSIDE}.]{{1,63}}(?:\.[^{_OUTSIDE}.]{{1,63}}){{1,10}}"
    rf"(?![^{_OUTSIDE}.])(?!@)"
)
_ANYWHERE: Final = re.compile(_ADDRESS)
#: Without brackets nothing may stand beside it: "anna roth@example.org" isn't the address of Roth.
_ALONE: Final = re.compile(rf"(?:mailto:)?({_ADDRESS})", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(rf"([^<>]*)<\s*(?:mailto:)?({_ADDRESS})\s*>", re.IGNORECASE)
_COMMAS: Final = re.compile(r"\"[^\"]*\"|[,;]")


def clean(text: str) -> str:
    """Return text on one line, without what can't be seen: copied addresses often bring some of it along."""
    seen = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf"}
    )
    return " ".join("".join(seen).split())


def addresses_in(text: str) -> list[str]:
    """Return all addresses of a text, in their order, each once."""
    return list(dict.fromkeys(_ANYWHERE.findall(text)))


def person_in(text: str) -> tuple[str, str] | None:
    """Return the address and the name of `anna@example.org` or `Anna Roth <anna@example.org>`; else None."""
    text = text.strip(" ,;\n")
    if found := _ALONE.fullmatch(text.strip("'\" ,;")):
        return found[1], ""
    if found := _IN_BRACKETS.fullmatch(text):
        name = found[1].strip(" '\"")
        return found[2], "" if "@" in name else turned(name)
    return None


def turned(name: str) -> str:
    """Return a name with the first name in front: "Roth, Anna" is Anna Roth."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not first.strip() or not last.strip():
        return name.strip(" ,")
    return f"{first.strip()} {last.strip()}"


def listed(line: str) -> list[str]:
    """Divide a line at the semicolons between its people, or else at the commas.

    A comma between the names of one person divides nobody: what has no address belongs to the next. What
    follows the last address comes last.
    """
    marks = [found.start() for found in _COMMAS.finditer(line) if found[0] in ",;"]
    semicolons = [mark for mark in marks if line[mark] == ";"]
    items, begun, start = [], 0, 0
    for end in [*(semicolons or marks), len(line)]:
        if _ANYWHERE.search(line, start, end):
            items.append(line[begun:end].strip(" ,;\n"))
            begun = end
        start = end
    rest = line[begun:].strip(" ,;\n")
    return [*items, rest] if rest else items
