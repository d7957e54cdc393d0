r"""Formulas and brackets that YAML cuts apart: `[$f(x,y)$, $\{1,2\}$]` is no list of two formulas to it.

Within brackets an unquoted text ends at a comma, a bracket or a brace, and everywhere at a colon and a space.
"""

import re
from typing import Final

from quizapp.bank.problem import short
from quizapp.bank.yaml.slips import Slip

#: No formula that is looked for is longer, so that a long line is read once.
_LONGEST: Final = 500
#: A part that lies wholly within a text, or the opening sign of one that may go on after its end.
_PARTS: Final = re.compile(
    r"\\\((?:(?!\\[()]).)*\\\)"
    r"|\$\$(?:\\.|[^$\\])+\$\$"
    r"|\$(?=\S)(?:\\.|[^$\\])+(?<=\S)\$(?!\d)"
    r"|\([^()]*+\)"
    r"|(?P<opens>\\\(|(?<!\w)\$\$?|\()"
    r"|\\."
)
#: By what opens it: what may go on after the end of a text, on the same line.
_WHOLE: Final = {
    "\\(": re.compile(rf"\\\((?:(?!\\[()])[^\r\n]){{1,{_LONGEST}}}\\\)"),
    "$$": re.compile(rf"\$\$(?:\\[^\r\n]|[^$\\\r\n]){{1,{_LONGEST}}}\$\$"),
    "$": re.compile(rf"\$(?=\S)(?:\\[^\r\n]|[^$\\\r\n]){{1,{_LONGEST}}}(?<=\S)\$(?![\w$])"),
    "(": re.compile(rf"\([^()\r\n]{{1,{_LONGEST}}}\)"),
}
_BLANKS: Final = re.compile(r"[ \t]*")
#: Signs that end a text before its formula does; a bracket may follow the opening sign at once.
_ENDS: Final = frozenset(",[]{}:?")
_BRACKETS: Final = frozenset("[{")
#: Signs around a text that is nothing but its formula.
_BEFORE: Final = frozenset(":-,[{?")
_AFTER: Final = frozenset(",]}:\r\n")


def may_be_cut(text: str) -> bool:
    """Tell whether a text of a file may be cut apart at all."""
    return "$" in text or "(" in text


def cut_apart(text: str, start: int, end: int) -> Slip | None:
    """Return the formula or the brackets that begin in an unquoted text, from `start` to `end`, and go on."""
    sign = text[end : end + 1]
    if sign in " \t" and (following := _BLANKS.match(text, end)):
        sign = text[following.end() : following.end() + 1]
    if sign not in _ENDS:
        return None
    for found in _PARTS.finditer(text, start, end):
        if not found["opens"]:
            continue
        if found.end() == end and sign not in _BRACKETS:
            continue  # nothing of it stands there: US$, A$
        whole = _WHOLE[found["opens"]].match(text, found.start())
        if whole and whole.end() > end:
            return Slip(
                found.start(),
                f"YAML ends this text at the `{sign}` in `{short(whole[0])}`",
                _remedy(text, start, whole),
                spoils_around=True,
            )
    return None


def _remedy(text: str, start: int, whole: re.Match[str]) -> str:
    """Say how to write a text: in full, where it is nothing but what was cut apart."""
    quoted = short(whole[0].replace("'", "''"))
    before = text[max(0, start - _LONGEST) : whole.start()].rstrip(" \t")[-1:]
    after = text[whole.end() : whole.end() + _LONGEST].lstrip(" \t")[:1]
    begins = whole.start() == start or before in _BEFORE
    if begins and (not after or after in _AFTER):
        return f"put it in single quotes: '{quoted}'"
    return f"put the whole text in single quotes: '{'' if begins else '… '}{quoted} …'"
