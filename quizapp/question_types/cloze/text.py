"""The running text of a cloze: Markdown in which `{name}` stands for a gap."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

#: What stands for a gap while the text is rendered: a character that nobody types, and to Markdown a letter.
HOLE: Final = "\ue000"
_NAMED: Final = re.compile(r"\{([A-Za-z0-9_-]{1,64})\}")
#: Where no gap can stand: a formula, whose braces are its own, the address of a link, the words of a picture.
_CLOSED: Final = re.compile(
    r"(?P<formula>\$\$[^$]+\$\$|(?<![\\\d])\$(?![\s$])[^$]*(?<![\s\\])\$(?!\d))"
    r"|!\[[^\]]{0,500}\](?:\([^)]{0,500}\))?|\]\([^)]{0,500}\)|<[a-z]{1,9}:[^>]{0,500}>",
    re.ASCII,
)


class Named(NamedTuple):
    """A `{name}` of a text: where it begins and ends, and whether a gap can stand there."""

    name: str
    start: int
    end: int
    is_closed: bool


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[Named, ...]:
    """Return what looks like a gap, from the beginning of the text; braces in formulas don't."""
    formulas = [match.span() for match in _CLOSED.finditer(text) if match["formula"]]
    closed = [match.span() for match in _CLOSED.finditer(text) if not match["formula"]]
    return tuple(
        Named(match[1], *match.span(), is_closed=_within(match, closed))
        for match in _NAMED.finditer(text)
        if not _within(match, formulas)
    )


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def with_holes(text: str) -> str:
    """Return the text with a `HOLE` for each gap."""
    pieces, end = [], 0
    for named in names_in(text):
        pieces.append(text[end : named.start].replace(HOLE, ""))
        end = named.end
    return HOLE.join([*pieces, text[end:].replace(HOLE, "")])
