"""LaTeX to MathML that may stand on a page with a strict Content-Security-Policy.

The converter writes inline styles, which such a page ignores, ids and links of the author's, and it has no
limit on nesting (a deep formula overflows the stack and kills the process). So a formula is measured before
it is converted, and what comes back is rewritten from lists of what is allowed.
"""

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

from math_core import LatexError, LatexToMathML

from quizapp.bank.markup.commands import DEFINE, OPERATOR, instead_of
from quizapp.bank.problem import short

#: The most commands and opening braces in a formula. Each may be one level of nesting, which takes up to
#: 2 KB of stack; a thread may have as little as 1 MB.
MOST_COMMANDS: Final = 300
#: The most commands in a formula that stand for others, such as `\\bra`. Each nests some levels deeper.
MOST_EXPANSIONS: Final = 50

#: By what the converter writes as inline style: the class that says the same in the stylesheet.
#: What isn't here (fine spacing) is left out.
CLASSES: Final = {
    "text-align:left": "math-left",
    "text-align:right": "math-right",
    "padding-left:0": "math-flush-left",
    "padding-right:0": "math-flush-right",
    "padding-left:1em": "math-gap-left",
    "border-left:0.05em solid currentcolor": "math-rule-left",
    "border-right:0.05em solid currentcolor": "math-rule-right",
    "border-top:0.05em solid currentcolor": "math-rule-top",
    "border-bottom:0.05em solid currentcolor": "math-rule-bottom",
    "border-left:0.05em dashed currentcolor": "math-dash-left",
    "border-right:0.05em dashed currentcolor": "math-dash-right",
    "border-top:0.05em dashed currentcolor": "math-dash-top",
    "border-bottom:0.05em dashed currentcolor": "math-dash-bottom",
    "width:100%": "math-wide",
    "width:50%": "math-half",
    "font-variant-caps:small-caps": "math-small-caps",
}

TAGS: Final = frozenset(
    {
        *("math", "mrow", "mstyle", "merror", "mphantom", "mpadded", "menclose"),
        *("mi", "mn", "mo", "mspace", "mtext", "b", "i", "span"),
        *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mmultiscripts", "mprescripts"),
        *("mover", "munder", "munderover", "mtable", "mtr", "mtd"),
    }
)
ATTRIBUTES: Final = frozenset(
    {
        *("class", "display", "displaystyle", "scriptlevel", "mathcolor", "mathvariant"),
        *("accent", "accentunder", "form", "largeop", "movablelimits", "stretchy", "symmetric"),
        *("depth", "height", "width", "lspace", "rspace", "voffset", "minsize", "maxsize"),
        *("linethickness", "notation"),
    }
)
_VALUE: Final = re.compile(r"[A-Za-z0-9.%+# -]*")
#: A length as the converter writes it, and how many of its units a formula may ask for: no author moves
#: words out of a page, or over others.
_LENGTH: Final = re.compile(r"([+-]?[0-9.]+)(?:em|rem|ex|mu|pt|px|cm|mm|in)")
MOST_UNITS: Final = 20
MOST_UNITS_UP_OR_DOWN: Final = 2
_COMMAND: Final = re.compile(r"\\[A-Za-z]+|\{")
#: What may stand in the braces of `\text{…}`: words, and braces of one level.
WORDS: Final = r"(?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.)*+\})*+"
#: Words within a formula; they may hold formulas in turn, which the converter doesn't know.
_TEXT: Final = re.compile(rf"(\\text[a-z]*)\{{({WORDS})\}}", re.DOTALL)
_WITHIN_TEXT: Final = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.)+)\$|\\\((.+?)\\\)", re.DOTALL)
#: The converter's message about a command or an environment that it doesn't know.
_UNKNOWN: Final = re.compile(r'Unknown (?P<what>command|environment) "\\?(?P<name>[^"]+)"')
_NAME: Final = re.compile(r"\\(?P<name>[A-Za-z]+)")
_NAME_IN_QUOTES: Final = re.compile(r'"\\(?P<name>[A-Za-z]+)')
#: Operators after which a formula within a text may go on in the next line, as in TeX.
_BREAKS: Final = frozenset("=≠<>≤≥≈≡∼≃≅∝→←↔⇒⇐⇔⟹⟸⟺↦∈∉⊂⊆⊃⊇+−±∓×⋅÷∪∩∧∨∘")  # noqa: RUF001 -- these are meant
_COLOUR: Final = re.compile(r"color:(#[0-9A-Fa-f]{3,8})")

_CONVERTER: Final = LatexToMathML(fancy_error=False, max_expansions=MOST_EXPANSIONS)


class FormulaError(ValueError):
    """A formula that can't be set; its text says why, and `remedy` what to do, where that is known."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


@lru_cache(maxsize=1024)
def formula(latex: str, *, display: bool) -> str:
    """Return LaTeX as MathML, for a line of its own (`display`) or for within a text.

    Raises `FormulaError`.
    """
    writer = _Writer()
    writer.feed(_converted(latex, display=display))
    writer.close()
    return "".join(writer.parts if display else _in_rows(writer.parts, writer.breaks))


def check_formula(latex: str, *, display: bool) -> None:
    """Raise `FormulaError` where `formula` would; at a twentieth of the cost."""
    _converted(latex, display=display)


@lru_cache(maxsize=1024)
def is_command(name: str) -> bool:
    """Tell whether the letters of `name` are a command behind a backslash, or one that authors may expect."""
    if instead_of(name):
        return True
    try:
        _CONVERTER.convert_with_local_state(f"\\{name}", displaystyle=False)
    except LatexError as error:
        return "Unknown command" not in str(error)
    return True


def _converted(latex: str, *, display: bool) -> str:
    latex = _TEXT.sub(_apart, latex)
    if len(_COMMAND.findall(latex)) > MOST_COMMANDS:
        raise FormulaError(f"the formula `{short(latex)}` has more than {MOST_COMMANDS} commands and braces")
    # A command of the author's own could multiply what it holds, and would be gone in the next formula.
    if defines := DEFINE.search(latex):
        raise _refused(latex, f"can't define a command by `{defines[0]}`", "write out what it stands for")
    try:
        mathml = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise _explained(latex, str(error)) from error
    if "<a " in mathml:
        raise _refused(latex, "refers to another formula, and none can", "say in words which one is meant")
    return mathml


def _refused(latex: str, reason: str, remedy: str = "") -> FormulaError:
    return FormulaError(f"the formula `{short(latex)}` {reason}", remedy)


def _explained(latex: str, error: str) -> FormulaError:
    r"""Say what the converter finds wrong, which it tells as `12: Unknown command "\SI".`."""
    place, _, reason = error.partition(": ")
    if found := _UNKNOWN.match(reason):
        name = found["name"]
        what = "the environment " if found["what"] == "environment" else ""
        remedy = instead_of(name) or ("" if what else f"check how it is spelled, or write {OPERATOR % name}")
        written = name if what else f"\\{name}"
        return _refused(latex, f"can't be read: {what}`{written}` isn't known here", remedy)
    if reason.startswith("Not valid in math mode") and place.isdecimal():
        found = _NAME.match(latex.encode()[int(place) :].decode(errors="ignore"))
        name = found["name"] if found else ""
        return _refused(latex, f"can't be read: `\\{name}` works only in text", instead_of(name))
    if reason.startswith("Too many expansions"):
        return _refused(latex, "is too long", "make several formulas of it")
    reason = reason if reason.endswith("...") else reason.removesuffix(".")
    found = _NAME_IN_QUOTES.search(reason)
    remedy = instead_of(found["name"]) if found else ""
    return _refused(latex, f"can't be read: {reason[:1].lower()}{reason[1:]}", remedy)


def _apart(text: re.Match[str]) -> str:
    """Return words with formulas in them as words and formulas side by side."""
    command, words = text.groups()
    parts = _WITHIN_TEXT.split(words)
    if len(parts) == 1:
        return text[0]
    # Of each formula one of two groups holds it, by how it is written.
    found = [f"{command}{{{parts[0]}}}"]
    for dollars, brackets, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found.append(f"{{{dollars or brackets}}}{command}{{{after}}}")
    return f"{{{''.join(found)}}}"


def _in_rows(parts: Sequence[str], breaks: Sequence[int]) -> Sequence[str]:
    """Return the parts of a formula in rows that end at `breaks`; lines may break between rows."""
    ends = [1, *(place for place in breaks if place < len(parts) - 1), len(parts) - 1]
    if len(ends) == 2:  # noqa: PLR2004 -- one row, which is all of it
        return parts
    rows = ("".join(parts[start:end]) for start, end in pairwise(ends))
    return ['<math class="math-rows">', *(f"<mrow>{row}</mrow>" for row in rows), "</math>"]


class _Writer(HTMLParser):
    """Rewrites the converter's MathML: known tags and attributes, closed in the order they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        #: Behind which parts a line may break: each ends with an operator between two others.
        self.breaks: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TAGS:
            self.open.append(tag)
            self.parts.append(f"<{tag}{_attributes(attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.parts.append(f"</{self.open.pop()}>")
            if tag == "mo" and self.open == ["math"]:
                start, operator, _ = self.parts[-3:]
                is_sign = 'lspace="0"' in start  # as in −1
                if html.unescape(operator) in _BREAKS and not is_sign:
                    self.breaks.append(len(self.parts))

    def handle_data(self, data: str) -> None:
        self.parts.append(html.escape(data))

    def close(self) -> None:
        super().close()
        while self.open:
            self.handle_endtag(self.open[-1])


def _attributes(attributes: list[tuple[str, str | None]]) -> str:
    kept: dict[str, str] = {}
    for name, value in attributes:
        if name == "style" and value:
            kept |= _from_style(value)
        elif name in ATTRIBUTES and value and _VALUE.fullmatch(value) and _is_within_page(name, value):
            kept[name] = value
    return "".join(f' {name}="{value}"' for name, value in kept.items())


def _is_within_page(name: str, value: str) -> bool:
    """Tell whether a value is no length, or none that would tear a page apart."""
    length = _LENGTH.fullmatch(value)
    return length is None or abs(float(length[1])) <= (
        MOST_UNITS_UP_OR_DOWN if name == "voffset" else MOST_UNITS
    )


def _from_style(style: str) -> dict[str, str]:
    """Turn declarations of inline style into attributes that need none."""
    attributes: dict[str, str] = {}
    declarations = [re.sub(r"\s*:\s*", ":", part.strip()) for part in style.split(";")]
    classes = [CLASSES[declaration] for declaration in declarations if declaration in CLASSES]
    if classes:
        attributes["class"] = " ".join(classes)
    for declaration in declarations:
        if colour := _COLOUR.fullmatch(declaration):
            attributes["mathcolor"] = colour[1]
    return attributes
