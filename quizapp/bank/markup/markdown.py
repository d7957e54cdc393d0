"""Authors' Markdown to HTML that is safe on any page: no HTML or style of theirs, no pictures but the bank's.

`check_markup` is for a bank's check, which refuses what can't be rendered. The renderers never raise: a page
shows the source of a formula that can't be set.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from quizapp.bank.markup import render_rules
from quizapp.bank.markup.formula_text import formula_text
from quizapp.bank.markup.mathml import WORDS, FormulaError, check_formula
from quizapp.bank.markup.render_rules import DISPLAYED
from quizapp.question_types import images

#: Headings of an author's begin below the page's own two levels.
_LEVELS_ABOVE: Final = 2
_LINK: Final = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
#: What can stand in no page; the last one takes the place of a bar.
_UNFIT: Final = re.compile("[\ud800-\udfff\uffff]")
_BAR: Final = "\uffff"
#: The line below the head of a table.
_TABLE: Final = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|", re.MULTILINE)
#: A formula on a line, as far as a cell may hold one.
_IN_CELL: Final = re.compile(
    r"(?<![\w\\$])\$(?=[^\s$])(?:\\.|[^$`\\\n])+(?<=\S)\$(?![\w$])|\\\((?:(?!\\[()])[^`\n])+\\\)"
)
_BARE_BAR: Final = re.compile(r"(\\.)|\|")
_ALIGNMENT: Final = re.compile(r"text-align:(left|right|center)")


#: Words within a formula, which may hold formulas in turn.
_TEXT: Final = rf"\\text[a-z]*\{{{WORDS}\}}"
#: No longer than any formula is, so that a text of openings alone is read in no time.
_INNER: Final = rf"(?>{_TEXT}|.){{1,2000}}?"
_BRACKETED: Final = re.compile(
    rf"\\\((?P<inline>{_INNER})\\\)|\\\[(?P<displayed>{_INNER})\\\](?=[ \t]*(?:\n|$))", re.DOTALL
)
#: Between dollars, where words within the formula hold dollars of their own.
_WITH_TEXT: Final = re.compile(rf"\$(?=\S)(?P<latex>(?>{_TEXT}|\\.|[^$\\])++)(?<=\S)\$(?!\d)", re.DOTALL)
_SCRIPT: Final = re.compile(
    r"(?<!~)~(?P<below>[+−-]?\w{1,20}[+−-]?)~(?!~)|\^(?P<above>[+−-]?\w{1,20}[+−-]?)\^(?!\d)"
)
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED: Final = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


class MarkupError(ValueError):
    """Markdown that can't be rendered as it was meant: why, and what to do, "" where that isn't known."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


@lru_cache(maxsize=2048)
def render(text: str) -> str:
    """Return Markdown as blocks of HTML. Never raises."""
    return str(_MARKDOWN.render(_whole(text), {}))


@lru_cache(maxsize=2048)
def render_inline(text: str) -> str:
    """Return Markdown as HTML that stands within a line; blocks such as lists stay as they were typed.

    Nothing in it takes the focus: it may be the label of a control.
    """
    return str(_MARKDOWN.renderInline(_whole(text), {render_rules.WITHIN_LINE: True}))


def check_markup(text: str) -> None:
    """Raise `MarkupError` if something in `text` can't be rendered as it was meant."""
    for token in tokens_of(text):
        if token.type in DISPLAYED:
            try:
                check_formula(token.content.strip(), display=DISPLAYED[token.type])
            except FormulaError as error:
                raise MarkupError(str(error), error.remedy) from error


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, those of its blocks and those within their lines."""
    for block in _MARKDOWN.parse(_whole(text)):
        yield block
        yield from block.children or ()


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Return Markdown as one line of text without its markup, for titles, lists and searches.

    A formula becomes text as far as it can.
    """
    return " ".join("".join(_words(_MARKDOWN.parse(_whole(text)))).split())


@lru_cache(maxsize=2048)
def plain_line(text: str) -> str:
    """Return a line of Markdown as text, for titles: as `plain`, but "1. One" begins no list."""
    line = " ".join("".join(_words(_MARKDOWN.parseInline(_whole(text)))).split())
    return line or text


@lru_cache(maxsize=2048)
def lone_formula(text: str) -> str:
    """Return in words a text that is nothing but formulas, else "".

    A control that is labelled by such a text needs a name in words: mathematics gives it none.
    """
    tokens = [token for block in _MARKDOWN.parseInline(_whole(text)) for token in block.children or ()]
    is_lone = any(token.type in DISPLAYED for token in tokens) and all(
        token.type in DISPLAYED or not token.content.strip() for token in tokens
    )
    return plain(text) if is_lone else ""


class ImageSyntax(NamedTuple):
    """The pictures of a text as the parser sees them: stored ones, and how many are written in other ways."""

    sha256s: tuple[str, ...]
    others: int


def image_syntax(text: str) -> ImageSyntax:
    """Return which of what looks like a picture is one."""
    blocks = _WITH_ANY_IMAGE.parse(_whole(text))
    tokens = [token for block in blocks for token in block.children or ()]
    stored = tuple(token.meta["image"].sha256 for token in tokens if token.type == "stored_image")
    return ImageSyntax(stored, sum(token.type == "image" for token in tokens))


def _whole(text: str) -> str:
    """Replace characters that no page can hold, and the one that `_keep_bars` uses."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "script":
            yield token.content.translate(_RAISED if token.tag == "sup" else _LOWERED)
        elif token.type in DISPLAYED:
            yield formula_text(token.content)
        else:
            yield token.content
        if token.block:
            yield " "


def _keep_bars(state: StateCore) -> None:
    """Keep the bars in formulas from parting the cells of a table: `| $|x|$ |` has one cell."""
    if "|" in state.src and _TABLE.search(state.src):
        state.src = _IN_CELL.sub(lambda found: _BARE_BAR.sub(lambda bar: bar[1] or _BAR, found[0]), state.src)


def _give_bars_back(state: StateCore) -> None:
    for token in state.tokens if _BAR in state.src else ():
        token.content, token.info = token.content.replace(_BAR, "|"), token.info.replace(_BAR, "|")


def _tidy(state: StateCore) -> None:
    """Make headings, table cells and links fit a page."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1:]) + _LEVELS_ABOVE)}"
        elif alignment := _ALIGNMENT.fullmatch(str(token.attrs.pop("style", ""))):
            token.attrSet("class", f"align-{alignment[1]}")
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer")


def _stored_image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser's own way
    """Take in a picture whose file was looked at; the parser's own rule would take any address."""
    found = images.read_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("stored_image", "img", 0)
        token.content, token.meta = found.alt, {"image": found}
    state.pos = found.end
    return True


def _bracketed_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as above
    r"""Take in `\(…\)` and `\[…\]`, as LaTeX and many systems write formulas.

    Square ones on lines of their own alone: elsewhere they are brackets, which Markdown has escaped.
    """
    found = _BRACKETED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if found["displayed"] and state.src[: state.pos].rpartition("\n")[2].strip():
        return False
    if not silent:
        token = state.push("math_inline" if found["inline"] else "math_inline_double", "math", 0)
        token.content = found["inline"] or found["displayed"]
    state.pos = found.end()
    return True


def _formula_with_text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as above
    r"""Take in `$\text{if $x > 0$}$`, which the plug-in would end at the second dollar."""
    found = _WITH_TEXT.match(state.src, state.pos, state.posMax)
    if found is None or "$" not in found["latex"] or state.src[state.pos - 1 : state.pos].isdigit():
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = found["latex"], "$"
    state.pos = found.end()
    return True


def _script(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as above
    """Take in H~2~O and x^2^: a number, a word or a charge, so that what only looks like it stays."""
    found = _SCRIPT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("script", "sub" if found["below"] else "sup", 0)
        token.content = found["below"] or found["above"]
    state.pos = found.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as above
    """Let asterisks beside Chinese, Japanese and Korean begin and end emphasis, as between words elsewhere.

    CommonMark wants space where punctuation meets a letter, and these languages write none:
    `**“重要”**的` would stay as it is. As tats-u's CJK-friendly amendment to CommonMark says.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    before, after = state.src[: state.pos][-1:], state.src[state.pos + scanned.length : state.posMax][:1]
    if marker == "*" and (_is_eastern(before) or _is_eastern(after)):
        opens, closes = not (after or " ").isspace(), not (before or " ").isspace()
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos += scanned.length
    return True


def _is_eastern(character: str) -> bool:
    """Tell whether it is a letter or punctuation of Chinese, Japanese or Korean; pictures are as wide."""
    is_wide = bool(character) and east_asian_width(character) in {"W", "F", "H"}
    return is_wide and not category(character).startswith("S")


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.enable(["table", "strikethrough"]).disable("image")
    markdown.inline.ruler.before("image", "stored_image", _stored_image)
    markdown.inline.ruler.before("escape", "bracketed_formula", _bracketed_formula)
    markdown.inline.ruler.before("strikethrough", "script", _script)
    markdown.inline.ruler.at("emphasis", _emphasis)
    # Without spaces and digits at its dollars, "$5 and $10" stays money.
    dollarmath_plugin(
        markdown,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    markdown.inline.ruler.before("math_inline", "formula_with_text", _formula_with_text)
    markdown.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign] # its own way to set it
    markdown.core.ruler.before("block", "keep_bars", _keep_bars)
    markdown.core.ruler.after("block", "give_bars_back", _give_bars_back)
    markdown.core.ruler.push("tidy", _tidy)
    render_rules.install(markdown)
    return markdown


def _make_with_any_image() -> MarkdownIt:
    markdown = _make().enable("image")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 -- as above
    return markdown


_MARKDOWN: Final = _make()
#: Takes pictures at any address, to find those that aren't stored; it never draws.
_WITH_ANY_IMAGE: Final = _make_with_any_image()
