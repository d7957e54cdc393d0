"""Markdown that can be rendered, but hardly as its author meant it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from markdown_it.token import Token

from quizapp.bank.markup.markdown import tokens_of
from quizapp.bank.markup.mathml import is_command
from quizapp.bank.markup.render_rules import DISPLAYED
from quizapp.bank.problem import short
from quizapp.question_types.base import Level

#: Without any of these there is nothing to doubt.
MARKS: Final = ("$", "<", "\\", "^", "_{")
#: No text may be longer, which is a fault of its own.
_LONGEST: Final = 20_000
#: An HTML tag that authors of other systems know.
_TAG: Final = re.compile(
    r"</?(?P<tag>sub|sup|br|img|b|i|u|em|strong|p|div|span|font|a|code|pre|table|tr|td|th|ul|ol|li|h[1-6])"
    r"(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
#: What to write instead of it, where there is something.
_INSTEAD: Final = {
    "sub": "`H~2~O`",
    "sup": "`x^2^`",
    "br": "an empty line for a new paragraph",
    "img": "`![what it shows](file.png)`",
    **dict.fromkeys(("b", "strong"), "`**bold**`"),
    **dict.fromkeys(("i", "em", "u"), "`*italics*`"),
    "a": "`[text](https://…)`",
    **dict.fromkeys(("code", "pre"), "the code between backquotes"),
    **dict.fromkeys(("ul", "ol", "li"), "`- ` before each line of a list"),
}
#: Between two dollars, signs of code rather than mathematics: long words and brackets.
_CODE: Final = re.compile(r"[A-Za-z_]{4,}|->|::")
_ARGUMENTS: Final = r"(?:[\^_]?\{[^{}]*\})*"
#: A command of LaTeX with what is in its braces.
_COMMAND: Final = re.compile(rf"\\(?P<name>[A-Za-z]{{2,}}){_ARGUMENTS}")
#: How many commands of a text are looked up: each costs a conversion.
_MOST_COMMANDS: Final = 20
#: A power or an index in braces, or a power of one letter or a bracket.
_SCRIPT: Final = re.compile(
    r"[\w)\]]+[\^_]\{[^{}]{1,200}\}|(?<![\w^])(?:[A-Za-z]|\d+|\([^()]{1,50}\))\^[-+]?\w+"
)
#: Mathematics between dollars that make no formula: spaces just inside them, or a digit right after them.
#: A dollar behind a word or a number is money.
_SPACED: Final = re.compile(r"(?<!\w)\$[ \t]*+(?!\d)(?:[^$\n]*[\\^_=<>+][^$\n]*|[A-Za-z][ \t]*)\$")
#: A comment of LaTeX: a percent sign without a backslash before it.
_COMMENT: Final = re.compile(r"(?<!\\)(?:\\\\)*(?P<said>%[^\n]*)")
#: Environments with rows, and a backslash and a space where a row was meant to end.
_WITH_ROWS: Final = re.compile(r"\\begin\{(?:[bBpvV]?matrix|cases|array|align|gather)")
_LONE_BACKSLASH: Final = re.compile(r"(?<!\\)\\\s")
#: Two backslashes, which end a row, and letters that would be a command after one.
_DOUBLED: Final = re.compile(r"(?<!\\)\\\\(?P<name>[A-Za-z]{3,})")


class Doubt(NamedTuple):
    """Something in a text that is hardly shown as its author meant it."""

    #: The first of each kind in a text is told.
    kind: str
    message: str
    remedy: str
    level: Level = "warning"


def doubts(text: str) -> Iterator[Doubt]:
    """Yield what in `text` is hardly shown as it was meant: the first of each kind."""
    if len(text) > _LONGEST or not any(mark in text for mark in MARKS):
        return
    # Once parsed, dollars that an author escaped look like any others.
    told = {"spaced"} if "\\$" in text else set[str]()
    for token in tokens_of(text):
        if token.type == "text":
            found = _in_words(token.content, told)
        elif token.type in DISPLAYED:
            found = _in_formula(token, told)
        else:
            continue
        for doubt in found:
            if doubt.kind not in told:
                told.add(doubt.kind)
                yield doubt


def _in_words(words: str, told: set[str]) -> Iterator[Doubt]:
    for tag in _TAG.finditer(words):
        kind = tag["tag"].lower()
        message = f"`{short(tag[0])}` is shown as it stands, since HTML isn't supported"
        yield Doubt(kind, message, f"write {_INSTEAD.get(kind, 'Markdown')}; code stands between backquotes")
    if "spaced" not in told and (spaced := _SPACED.search(words)):
        written = re.sub(r"^\$[ \t]+|[ \t]+\$$", "$", spaced[0])
        remedy = f"write `{short(written)}`: no space just inside the dollars, no digit right after them"
        yield Doubt("spaced", f"`{short(spaced[0])}` isn't read as a formula", remedy)
        return
    if "latex" in told:
        return
    for found in islice(_COMMAND.finditer(words), _MOST_COMMANDS):
        if is_command(found["name"]):
            yield _outside(found[0], "warning")
            return
    if script := _SCRIPT.search(words):
        yield _outside(script[0], "warning" if "{" in script[0] else "hint")


def _outside(written: str, level: Level) -> Doubt:
    shown = short(written) if not written.startswith("\\begin") else f"{short(written)} …"
    message = f"`{shown}` is shown as it stands, since it isn't between dollars"
    return Doubt("latex", message, f"write `${shown}$`; code stands between backquotes", level)


def _in_formula(token: Token, told: set[str]) -> Iterator[Doubt]:
    latex = token.content
    if token.markup.startswith("$") and "\\" not in latex and _is_code(latex):
        message = f"`{short(f'{token.markup}{latex}{token.markup}')}` is shown as a formula"
        yield Doubt("code", message, "write `\\$` for a dollar, or put code between backquotes", "hint")
    if "%" in latex and (found := _COMMENT.search(latex)):
        message = f"in a formula `%` begins a comment: `{short(found['said'])}` isn't shown"
        yield Doubt("comment", message, "write `\\%`")
    if _WITH_ROWS.search(latex) and "\\\\" not in latex and _LONE_BACKSLASH.search(latex):
        message = "in a formula a backslash and a space make a space; they don't end a row"
        yield Doubt("row", message, "end a row with `\\\\`; single quotes keep both backslashes")
    if "doubled" not in told:
        for found in islice(_DOUBLED.finditer(latex), _MOST_COMMANDS):
            if is_command(found["name"]):
                name = found["name"]
                message = f"`\\\\{name}` makes a new line and then the letters “{name}”"
                yield Doubt("doubled", message, f"write `\\{name}`: only double quotes need two backslashes")
                return


def _is_code(formula: str) -> bool:
    return bool(_CODE.search(formula) or formula.count("(") != formula.count(")"))
