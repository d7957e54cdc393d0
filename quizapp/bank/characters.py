"""Which characters may stand in a bank: those that can be seen, that end a line, or that a script needs.

All other characters let a text read in one way and be compared in another: controls act on a terminal,
marks of direction turn a line around, and characters without a width hide in a word. Where languages are
written with such characters, they may stand: marks of direction by themselves, isolates that are closed in
their line, and joiners within the scripts and emoji that are written with them.
"""

import re
from typing import Final, NamedTuple

#: Controls, separators of lines that editors don't count, halves of characters, marks of byte order.
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
#: Embeddings and overrides of direction.
_TURNS: Final = "\u202a-\u202e"
#: Without a width and without a use in any script: invisible operators, deprecated formats, notes between the
#: lines, fillers that pass for letters, formats of music.
_HIDDEN: Final = "\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
#: Without a width, but how some scripts join, part and order letters.
_JOINERS: Final = "\u034f\u200b-\u200d"
#: Scripts from Hebrew to Myanmar and from Khmer to Lepcha, Indic and Arabic ones further up, symbols, emoji.
_JOINED: Final = (
    "\u0590-\u109f\u1780-\u1c4f\u1cd0-\u1cff\u2190-\u2bff\ua800-\uabff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001f000-\U0001faff"
)
#: Of these a flag may be made that no other character shows, such as Scotland's.
_FLAG: Final = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"
_TAGS: Final = "\U000e0000-\U000e007f"
#: Selectors of the form of the one character before.
_FORMS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_OPENS: Final = "\u2066-\u2068"
_CLOSES: Final = "\u2069"

_SUSPICIOUS: Final = re.compile(f"[{_CONTROLS}{_TURNS}{_HIDDEN}{_JOINERS}{_TAGS}{_FORMS}{_OPENS}{_CLOSES}]")
_TURNING: Final = re.compile(f"[{_TURNS}{_OPENS}{_CLOSES}]")
#: Places to look at: a control, a run of joiners with what stands around it, a flag, and so on.
_LOOK: Final = re.compile(
    f"(?P<turns>[{_TURNS}])"
    f"|(?P<isolates>[{_OPENS}{_CLOSES}])"
    r"|(?P<line>\r\n?|\n)"
    f"|(?P<flag>{_FLAG})"
    f"|(?P<joined>(?<=[{_JOINED}])[{_JOINERS}]{{1,2}}|[{_JOINERS}]{{1,2}}(?=[{_JOINED}]))(?![{_JOINERS}])"
    f"|(?P<form>(?<=[^\\s{_FORMS}{_JOINERS}])[{_FORMS}])"
    f"|(?P<control>[{_CONTROLS}])"
    f"|(?P<hidden>[{_HIDDEN}{_JOINERS}{_TAGS}{_FORMS}])"
)
#: What can't be seen, and what a text is compared without.
_INVISIBLE: Final = re.compile(f"[\u00ad\u061c\u200e\u200f{_JOINERS}{_HIDDEN}{_OPENS}{_CLOSES}\ufeff]")


class Unfit(NamedTuple):
    """A character that can't stand in a text: where it stands, what is wrong with it, what to do."""

    at: int
    message: str
    remedy: str


def may_be_unfit(text: str) -> bool:
    """Tell whether `find_unfit` has to look at a text at all: nearly always it hasn't."""
    return _SUSPICIOUS.search(text) is not None


def find_unfit(text: str) -> Unfit | None:
    """Return the first character that can't stand in a text of a bank, None if all of them can."""
    return _first(text, _SUSPICIOUS)


def find_turning(text: str) -> Unfit | None:
    """Return the first character that turns the direction of a text around, None if there is none."""
    return _first(text, _TURNING)


def without_invisible(text: str) -> str:
    """Return a text without what can't be seen in it, to compare it with another."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _first(text: str, wanted: re.Pattern[str]) -> Unfit | None:
    start = wanted.search(text)
    if start is None:
        return None
    opened: list[int] = []
    # A joiner is told by what stands before it, so the search begins where the text does.
    for found in _LOOK.finditer(text):
        match found.lastgroup:
            case "line" if opened:
                break
            case "isolates" if found[0] != _CLOSES:
                opened.append(found.start())
            case "isolates" if opened:
                opened.pop()
            case "isolates":
                named = f"the character {code_point(found[0])} ends a change of direction that"
                return Unfit(found.start(), f"{named} doesn't begin in its line", "remove it")
            case "turns":
                named = f"the character {code_point(found[0])} turns the direction of the text around"
                return Unfit(found.start(), f"{named}, so that it can't be read as it is", "remove it")
            case "control" | "hidden" if wanted is _SUSPICIOUS:
                what = "can't stand in a bank" if found.lastgroup == "control" else "can't be seen here"
                return Unfit(found.start(), f"the character {code_point(found[0])} {what}", "remove it")
            case _:
                pass
    if opened:
        named = f"the character {code_point(text[opened[0]])} begins a change of direction that"
        remedy = "end it in the same line by U+2069, or remove it"
        return Unfit(opened[0], f"{named} doesn't end in its line", remedy)
    return None


def code_point(character: str) -> str:
    """Name a character that can't be shown."""
    return f"U+{ord(character):04X}"
