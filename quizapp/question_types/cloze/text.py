"""The running text of a cloze: Markdown in which `{name}` stands for a gap.

Markdown may lose a gap: a cell too many of a table, the address of a link that leads nowhere. It may also
make what looks like one, out of `&#xE000;`. So where the gaps are is looked up in what was rendered.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from quizapp.question_types.parts import MOST_PARTS

#: What stands for each gap while the text is rendered: characters that nobody types, and to Markdown letters.
HOLES: Final = "".join(map(chr, range(0xE000, 0xE000 + MOST_PARTS)))
_NO_HOLES: Final = str.maketrans("", "", HOLES)
_NAMED: Final = re.compile(r"\{([A-Za-z0-9_-]{1,64})\}")
#: The braces of a formula are its own.
_FORMULA: Final = re.compile(r"\$\$[^$]+\$\$|(?<![\\\d])\$(?![\s$])[^$]*(?<![\s\\])\$(?!\d)", re.ASCII)
#: A hole, and before it where none can be: what is pressed or set as a whole, and within a tag.
_RENDERED: Final = re.compile(rf"<(math|a)\b.*?</\1>|<[^>]*>|(?P<hole>[{HOLES}])", re.DOTALL)


#: A sign of a currency right before a gap, and words right behind one.
_SIGN_BEFORE: Final = re.compile(r"(?:US\\?\$|(?<![\w$])\\?[$€£¥₹₽])\**$")
_WORDS_BEHIND: Final = re.compile(
    r"[*_]*[ \u00a0\u202f-]?(?:[^\W\d_]|[%‰°])(?:[^\W\d_/²³^·-]|[/²³^·-]\w*| [^\W\d_]+){0,60}"
)
_MOST_BEHIND: Final = 60


class Named(NamedTuple):
    """A `{name}` of a text, and where it begins and ends."""

    name: str
    start: int
    end: int


class Hole(NamedTuple):
    """A gap in a text that was rendered: which one, and where."""

    place: int
    start: int


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[Named, ...]:
    """Return what looks like a gap, from the beginning of the text; braces in formulas don't."""
    formulas = [match.span() for match in _FORMULA.finditer(text)]
    return tuple(
        Named(match[1], *match.span())
        for match in _NAMED.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in formulas)
    )


def printed_around(text: str, named: Named) -> tuple[str, str]:
    """Return the sign of a currency right before a gap, and the words right behind it; "" for none."""
    sign = _SIGN_BEFORE.search(text[max(0, named.start - 6) : named.start])
    words = _WORDS_BEHIND.match(text[named.end : named.end + _MOST_BEHIND])
    before, behind = sign[0] if sign else "", words[0] if words else ""
    return before.replace("\\", "").strip("*"), behind.strip("*_ \u00a0\u202f-")


def fill(text: str, signs: Iterable[str] = HOLES) -> str:
    """Return the text with a sign for each gap, as far as there are signs; by default to be rendered."""
    pieces, end = [], 0
    for named, sign in zip(names_in(text), signs, strict=False):
        pieces += [text[end : named.start].translate(_NO_HOLES), sign]
        end = named.end
    return "".join([*pieces, text[end:].translate(_NO_HOLES)])


def holes_in(rendered: str) -> list[Hole]:
    """Return the gaps in a text that was filled with `HOLES` and rendered: those that can be filled in."""
    matches = _RENDERED.finditer(rendered)
    return [Hole(HOLES.index(match["hole"]), match.start()) for match in matches if match["hole"]]


def cut(rendered: str, count: int) -> list[str]:
    """Return a rendered text in the `count` + 1 pieces between its gaps, whatever became of them.

    A gap that was lost stands before the next one that wasn't, or at the end; one too many is left out.
    """
    pieces: list[str] = []
    end = 0
    for place, start in holes_in(rendered):
        if len(pieces) <= place < count:
            pieces += [rendered[end:start], *[rendered[:0]] * (place - len(pieces))]
            end = start + 1
    pieces.append(rendered[end:])
    pieces += [rendered[:0]] * (count + 1 - len(pieces))
    return [piece.translate(_NO_HOLES) for piece in pieces]
