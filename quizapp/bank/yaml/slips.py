# ruff: noqa: RUF001 -- quotes that look like other characters are what is looked for
"""What YAML reads otherwise than its author meant, mostly without saying so.

A text cut at ` #`, LaTeX in double quotes, typographic quotes, spaces that are none to YAML: looked for in
scalars as they are read, and in the lines around an error of syntax.
"""

import re
from typing import Final, NamedTuple

from quizapp.bank.problem import short

#: Spaces that a reader can't tell from an ordinary one, and that YAML takes for letters.
_ODD_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: What word processors put for a straight quote that opens, and what closes it.
_CLOSED_BY: Final = {"“": "”", "”": "”", "„": "“”", "‟": "”", "‘": "’", "‚": "‘’"}
_QUOTES: Final = "".join(_CLOSED_BY)
_UNUSUAL: Final = re.compile(f"[{_ODD_SPACES}{_QUOTES}]")
#: Quotes around the first words of a text, which goes on after them.
_QUOTES_ITS_BEGINNING: Final = re.compile(
    r"(?:[“„”‟][^“”\r\n]{0,1000}[“”]|[‘‚][^‘’\r\n]{0,1000}[‘’])[ \t]*[^\s,\]}#:]"
)
#: How many characters back a line is looked at, which keeps a long one from being read again and again.
_LONGEST_LOOK: Final = 1_000
#: What may stand before a value, a key or an item, but for spaces.
_BEFORE: Final = frozenset(":-,[{?\r\n")

#: What follows a text, on its line or the next, where that is a comment to YAML.
_COMMENT: Final = re.compile(r"(?P<gap>[ \t]*(?P<next>(?:\r\n?|\n) *)?)#+(?P<said>[^\r\n]*)")
#: How a line begins: its spaces, the dashes of items, and a key.
_BEGINNING: Final = re.compile(r"(?P<dashes> *(?:- +)*)(?P<key>[^\W\d][\w-]*:(?=\s|$))?")
#: A list in brackets on which no other brackets and no quotes stand, and a comma within a number of it.
_LIST: Final = re.compile(r"\[([^][{}\"']*)\]")
#: Braces around words alone, without a colon; one name alone may be a column of a table.
_SET: Final = re.compile(r"\{(?! *[a-z][a-z0-9_]* *\})([^][{}:\"'#]+)\}")
_COMMA_IN_NUMBER: Final = re.compile(r"(?<=\d),(?=\d)")
#: Keys whose values are names, numbers or truth values, and so never hold a `#`.
_NEVER_TEXT: Final = frozenset(
    {
        "allows",
        "bank",
        "certainty",
        "choices_from",
        "cost",
        "count",
        "credit",
        "document",
        "excludes",
        "feedback",
    }
    | {
        "forgive",
        "fractions",
        "full",
        "id",
        "language",
        "mark",
        "marking",
        "paragraph",
        "pin",
        "points",
        "right_month",
    }
    | {"right_year", "schema", "sha256", "shuffle", "time_limit", "topics", "type", "types", "typos"}
    | {"unit_required", "was", "weight", "without_unit", "year", "zero"}
)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9./_-]*")

#: What an escape in double quotes stands for.
_ESCAPED: Final = {
    "a": "a bell",
    "b": "a backspace",
    "e": "an escape",
    "f": "a form feed",
    "n": "a line break",
    "r": "a carriage return",
    "t": "a tab",
    "v": "a vertical tab",
    "L": "a line separator",
    "N": "a next line",
    "P": "a paragraph separator",
    "_": "a no-break space",
    " ": "a space",
    "/": "a slash",
}
#: Of these, what may stand in no text, or is hardly meant.
_UNFIT: Final = frozenset("LNP_")
#: What to do about an escape that was none.
KEEP_BACKSLASHES: Final = "single quotes keep backslashes; in double quotes, write each twice"
#: A backslash in double quotes and what belongs to it: another, or what might be a command.
_ESCAPE: Final = re.compile(r"\\(\\|[A-Za-z]+|.)", re.DOTALL)
#: A formula, as it stands in the file.
_FORMULA: Final = re.compile(r"(?<!\\)\$(?!\s)[^$]*(?<!\s)\$(?!\d)")
#: Commands of LaTeX of three letters or more that begin as the escapes do that a text may well have.
_COMMANDS: Final = re.compile(
    "n(?:abla|atural|cong|e(?:arrow|g|q|wline|xists)|geq|gtr|leq|less|mid|onumber|orm|ot|otin|parallel|prec"
    "|rightarrow|sim|subseteq|succ|supseteq|warrow)"
    "|t(?:ag|an|anh|au|binom|ext(?:bf|it|normal|rm|sf|style|tt|up)?|frac|herefore|heta|hick(?:approx|sim)"
    "|hinspace|ilde|imes|iny|op|riangle(?:down|left|q|right)?|woheadrightarrow)"
)

_REPLACE: Final = "write an ordinary space instead"
AFTER_COLON: Final = (
    "an ordinary space is missing after this colon",
    "write a space after the colon, or quote the text",
)
AFTER_DASH: Final = (
    "an ordinary space is missing after this dash",
    "write a space after the dash, or quote the text",
)
_STRAIGHT: Final = "use straight quotes: ' or \""
#: How a line looks that can't be read, what is wrong with it at `at`, and what to do.
_IN_LINES: Final = tuple(
    (re.compile(pattern), message, remedy)
    for pattern, message, remedy in (
        (
            rf"[ \t]*(?:- *)*(?:[\w-]+:[ \t]*)?(?P<at>[{_ODD_SPACES}])",
            "a space that isn't an ordinary one, such as a no-break space, means nothing to YAML",
            _REPLACE,
        ),
        (r" *(?:- +)*(?P<at>-)[^\W\d]", *AFTER_DASH),
        (r" *(?:- +)*[A-Za-z_]+(?P<at>:)[^\s:/]", *AFTER_COLON),
        (
            rf"(?:.*?(?:[:,{{\[-] |[\[{{,]))? *(?P<at>[{_QUOTES}])",
            "typographic quotes are part of the text to YAML, and don't quote it",
            _STRAIGHT,
        ),
    )
)


class Slip(NamedTuple):
    """What was probably not meant: where it stands in the text of the file, what it is, what to do."""

    at: int
    message: str
    remedy: str
    #: Whether it takes the list or the mapping around it apart, so that nothing of that can be read.
    spoils_around: bool = False


def may_be_misquoted(text: str, others: str) -> bool:
    """Tell whether a typographic quote or an odd space may begin something; `others` is what isn't ASCII."""
    for sign in set(_UNUSUAL.findall(others)):
        at = text.find(sign)
        while at >= 0:
            before = at
            while before and text[before - 1] == " ":
                before -= 1
            if (before == 0 or text[before - 1] in _BEFORE) and not _is_within(text, at):
                return True
            at = text.find(sign, at + 1)
    return False


def _is_within(text: str, at: int) -> bool:
    """Tell whether what stands there is plainly in a text: in straight quotes, or around its beginning."""
    line = text[max(text.rfind("\n", 0, at), at - _LONGEST_LOOK) + 1 : at]
    return line.count('"') % 2 == 1 or _QUOTES_ITS_BEGINNING.match(text, at) is not None


def ends_before_comments(text: str) -> frozenset[int]:
    """Return where something ends after which a comment follows on the same line, as indexes."""
    ends: set[int] = set()
    at = text.find("#")
    while at >= 0:
        end = at
        while end and text[end - 1] in " \t":
            end -= 1
        if end and text[end - 1] in "\r\n":
            ends.add(_end_of_line_before(text, end, at))
        elif end and end < at:
            ends.add(end)
        at = text.find("#", at + 1)
    return frozenset(ends)


def _end_of_line_before(text: str, start: int, at: int) -> int:
    """Return where the line before the one from `start` ends, if what stands at `at` may go on with it; or 0.

    So it is where that stands deeper than the key or the dash before a text, or as deep as its last line.
    """
    end = start
    while end and text[end - 1] in " \t\r\n":
        end -= 1
    from_here = max(0, end - _LONGEST_LOOK)
    line = max(text.rfind("\n", from_here, end), text.rfind("\r", from_here, end)) + 1
    found = _BEGINNING.match(text, line, end)
    if not found or text[at + 1 : at + 2] in {"", " ", "\t", "\r", "\n", "#"}:
        return 0
    dashes = found["dashes"]
    least = len(dashes) + 1 if found["key"] else len(dashes.rstrip()) or len(dashes)
    return end if at - start >= least else 0


def cut_by_comment(text: str, end: int, value: str, key: str) -> Slip | None:
    """Return the comment that cuts off an unquoted text that ends at `end`, unless it plainly is one.

    It is one after the value of a key that never holds a `#`, and wherever two spaces, or a line's beginning,
    stand before it and a space after it.
    """
    found = _COMMENT.match(text, end)
    if not found or (key in _NEVER_TEXT and _NAME.fullmatch(value)):
        return None
    gap, said = found["gap"], found["said"]
    if (len(gap) > 1 or found["next"]) and said[:1] in {" ", "\t"} and said.strip():
        return None
    return Slip(
        found.end("gap"),
        "YAML takes this and all after it for a comment, and leaves it out",
        "quote the whole text; if it is a comment, put two spaces before the `#` and one after it",
    )


def turned_by_escape(text: str, start: int, end: int) -> Slip | None:
    """Return the first escape in a text in double quotes that was probably meant as LaTeX or Markdown."""
    raw = text[start:end]
    formulas = [found.span() for found in _FORMULA.finditer(raw)] if "$" in raw else []
    for found in _ESCAPE.finditer(raw):
        word = found[1]
        if (meant := _ESCAPED.get(word[0])) is None:
            continue
        in_formula = any(first < found.start() < last for first, last in formulas)
        if word[0] in "nt":
            is_slip = bool(_COMMANDS.fullmatch(word)) or (in_formula and len(word) > 1)
        else:
            is_slip = word[0] in _UNFIT or len(word) > 1 or (in_formula and word in " /")
        if is_slip:
            written = f"`\\{word}`"
            message = f"in double quotes, {written} begins with an escape, which stands for {meant}"
            return Slip(start + found.start(), message, KEEP_BACKSLASHES)
    return None


def swallowed(text: str, line: int, start: int, end: int) -> Slip | None:
    """Return the quote at `start`, in the line from `line`, if it was left open.

    So it is where a further line begins with a key or a dash, no deeper than what the text belongs to.
    """
    before = _BEGINNING.match(text, line, start)
    if not before or text[before.end() : start].strip(" "):
        return None
    dashes = before["dashes"]
    own = len(dashes) if before["key"] else (len(dashes.rstrip()) or len(dashes)) - 1
    at = start
    for part in text[start:end].splitlines(keepends=True)[:-1]:
        at += len(part)
        found = _BEGINNING.match(text, at, end)
        if not found or not (found["key"] or found["dashes"].strip()):
            continue
        if len(found["dashes"]) - len(found["dashes"].lstrip(" ")) <= own:
            message = f"the quote that begins here is still open at `{short(found['key'] or '- …')}` below"
            remedy = "close it where the text ends; in single quotes, write an apostrophe twice"
            return Slip(start, message, remedy)
    return None


def split_number(text: str, start: int) -> Slip | None:
    """Return the comma within a number that ends an item of the list at `start`, where others end at `, `."""
    found = _LIST.match(text, start)
    if not found or ", " not in found[1] or not (comma := _COMMA_IN_NUMBER.search(found[1])):
        return None
    return Slip(
        found.start(1) + comma.start(),
        "to YAML an item ends at this comma too",
        "quote the number, or write a space after the comma",
    )


def keys_alone(text: str, start: int) -> Slip | None:
    """Return the braces at `start` around what YAML takes for keys without values, as in a set."""
    found = _SET.match(text, start)
    if not found:
        return None
    written = short(found[0])
    return Slip(
        start,
        f"to YAML, `{written}` is a mapping whose keys have no values",
        f"if it is a text, put it in single quotes: '{written}'",
    )


def misquoted(start: int, value: str) -> Slip | None:
    """Return the typographic quote, or odd space, with which an unquoted text at `start` begins."""
    first, rest = value[:1], value[1:]
    if first in _CLOSED_BY:
        closing = [at for at, sign in enumerate(rest) if sign in _CLOSED_BY[first]]
        if not closing or closing == [len(rest) - 1]:
            message = f"`{first}` is part of the text to YAML, and doesn't quote it"
            remedy = f"{_STRAIGHT}; around the typographic ones too, where learners are to see them"
            return Slip(start, message, remedy)
    at = 1 if first == "-" else 0
    if _UNUSUAL.match(value, at) and value[at] not in _QUOTES:
        return Slip(start + at, *_IN_LINES[0][1:])
    return None


def without_slips(value: str) -> str:
    """Return what was probably meant by a key that is misquoted or stands between odd spaces."""
    return value.strip(f" -{_QUOTES}”’").strip()


def slip_in_lines(text: str, start: int, end: int) -> Slip | None:
    """Return the first slip from the line in which `start` stands up to `end`."""
    at = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    for line in text[at : end + 1_000].splitlines(keepends=True):
        if at > end:
            break
        for pattern, message, remedy in _IN_LINES:
            if (found := pattern.match(line)) and at + found.start("at") <= end:
                return Slip(at + found.start("at"), message, remedy)
        at += len(line)
    return None
