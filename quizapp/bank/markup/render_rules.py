"""The HTML of what Markdown has here beyond CommonMark: formulas, pictures, boxes that scroll sideways."""

import html
from collections.abc import Mapping, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from quizapp.bank.markup.mathml import FormulaError, formula
from quizapp.question_types import images

#: By the type of a token with a formula: whether it stands on a line of its own.
DISPLAYED: Final = {"math_inline": False, "math_inline_double": True, "math_block": True}
#: The key in a renderer's `env` that says: the HTML stands within a line, such as the label of a control.
WITHIN_LINE: Final = "within line"


def install(markdown: MarkdownIt) -> None:
    """Add the rules to a parser's renderer."""
    rules = {
        "stored_image": _image,
        "script": _script,
        "math_inline": _math_inline,
        "math_inline_double": _math_inline,
        "math_block": _math_block,
        "fence": _code,
        "code_block": _code,
        "table_open": _table_open,
        "table_close": _table_close,
    }
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)


def _box(name: str) -> str:
    """Return the attributes of a box that scrolls sideways where it is too wide, by keyboard too.

    It is a group: if each were a region, a page of many formulas would have as many landmarks of one name.
    """
    return f' tabindex="0" role="group" aria-label="{name}"'


def _set_formula(token: Token, *, is_box: bool) -> str:
    latex, display = token.content, DISPLAYED[token.type]
    try:
        mathml = formula(latex.strip(), display=display)
    except FormulaError:
        return f'<code class="math-error">${html.escape(latex)}$</code>'
    if not display:
        return f'<span class="math inline">{mathml}</span>'
    return f'<span class="math block"{_box("Formula") if is_box else ""}>{mathml}</span>'


def _math_inline(_: Any, tokens: Sequence[Token], index: int, __: Any, env: Mapping[str, Any]) -> str:
    return _set_formula(tokens[index], is_box=WITHIN_LINE not in env)


def _math_block(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f"<p>{_set_formula(tokens[index], is_box=True)}</p>\n"


def _code(renderer: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    drawn = getattr(RendererHTML, tokens[index].type)(renderer, tokens, index, *rest)
    return str(drawn).replace("<pre>", f"<pre{_box('Code')}>", 1)


def _table_open(*_: Any) -> str:
    return f'<div class="scroll"{_box("Table")}>\n<table>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


def _script(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    tag = tokens[index].tag
    return f"<{tag}>{html.escape(tokens[index].content)}</{tag}>"


def _image(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    image: images.StoredImage = tokens[index].meta["image"]
    return (
        f'<img src="{image.path}" alt="{html.escape(image.alt)}"'
        f' width="{image.width}" height="{image.height}" loading="lazy" decoding="async">'
    )
