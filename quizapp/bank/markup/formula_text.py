"""A formula as a line of text, for where no mathematics can stand: options, titles, names of controls."""
# ruff: noqa: RUF001 -- signs of mathematics look like letters

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

from quizapp.bank.markup.mathml import FormulaError, formula

#: What stands between two sides, with space around it.
_BETWEEN: Final = frozenset("=<>≤≥≠≈≡∼∝∈∉∋⊂⊆∪∩→⇒⇔↦±∓+−×·∧∨∣")
#: What may also be a sign before what follows.
_SIGNS: Final = frozenset("+−±∓")
_OPENING: Final = ("", "(", "[", "{", "|")
_RAISED: Final = str.maketrans("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+−=()aeoxijn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓᵢⱼₙ")
#: Accents above letters, by the operator that draws them.
_ACCENTS: Final = {
    **dict.fromkeys("^ˆ", "\u0302"),
    **dict.fromkeys("~˜", "\u0303"),
    **dict.fromkeys("¯‾―", "\u0304"),
    "\u0332": "\u0305",
    "˙": "\u0307",
    "¨": "\u0308",
    **dict.fromkeys(("→", "\u20d7"), "\u20d7"),
}
#: What needs no mark to stand above, and how it is written.
_ALREADY_ABOVE: Final = {"′": "′", "″": "″", "‴": "‴", "*": "*", "∘": "°"}
#: Where bold, italic and script letters stand that many fonts lack.
_STYLED: Final = range(0x1D400, 0x1D800)
_ROWS, _CELLS = "; ", ", "


@dataclass(slots=True)
class _Node:
    tag: str
    children: list["_Node | str"] = field(default_factory=list)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("mrow")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- its own
        node = _Node(tag)
        self.open[-1].children.append(node)
        self.open.append(node)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- what it reads is well-formed
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@lru_cache(maxsize=1024)
def formula_text(latex: str) -> str:
    """Return LaTeX as text, such as "x² + 1/2"; as it stands where it can't be set. Never raises."""
    try:
        mathml = formula(latex.strip(), display=False)
    except FormulaError:
        return latex
    tree = _Tree()
    tree.feed(mathml)
    tree.close()
    return " ".join(_text(tree.open[0]).split())


def _text(node: _Node | str) -> str:  # noqa: PLR0911 -- a case each
    if isinstance(node, str):
        return _unstyled(node)
    if script := _with_scripts(node):
        return script
    match node.tag, node.children:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "mroot", [inner, index]:
            return f"{_text(index).translate(_RAISED)}√{_grouped(inner)}"
        case "msqrt", children:
            return f"√{_grouped(_Node('mrow', children))}"
        case (("mtable" | "mtr"), children):
            between = _ROWS if node.tag == "mtable" else _CELLS
            return between.join(_text(child).strip() for child in children)
        case (("mspace" | "mphantom"), _):
            return " " if node.tag == "mspace" else ""
        case "mi", [str(name)] if len(name) > 1:
            return f" {_unstyled(name)} "
        case _, children:
            return _side_by_side(children)


def _with_scripts(node: _Node) -> str:
    """Return a base with what stands above or below it; "" where nothing does."""
    match node.tag, node.children:
        case "mover", [base, above] if accent := _ACCENTS.get(_text(above).strip()):
            return "".join(f"{one}{accent}" for one in _text(base).strip())
        case (("msup" | "mover"), [base, above]):
            return _beside(base, _script(above, "^", _RAISED))
        case (("msub" | "munder"), [base, below]):
            return _beside(base, _script(below, "_", _LOWERED))
        case (("msubsup" | "munderover"), [base, below, above]):
            return _beside(base, _script(below, "_", _LOWERED) + _script(above, "^", _RAISED)) + " "
        case _:
            return ""


def _beside(base: _Node | str, script: str) -> str:
    """Return a base with its script; what follows the name of a function stays apart from it."""
    text = _text(base)
    return text.rstrip() + script + (" " if text.endswith(" ") else "")


def _side_by_side(children: list[_Node | str]) -> str:
    text = ""
    for child in children:
        part = _text(child)
        operator = part.strip()
        if isinstance(child, _Node) and child.tag == "mo" and operator in _BETWEEN:
            part = operator if operator in _SIGNS and _is_nothing_before(text) else f" {operator} "
        text += ", " if operator == "," else part
    return text


def _is_nothing_before(text: str) -> bool:
    """Tell whether a sign after this text belongs to what follows."""
    before = text.rstrip()[-1:]
    return before in _OPENING or before in _BETWEEN


def _grouped(node: _Node | str) -> str:
    text = _text(node).strip()
    return text if len(text) == 1 or text.isalnum() or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    return text.startswith("(") and text.endswith(")") and ")" not in text[:-1]


def _script(node: _Node | str, mark: str, raised_or_lowered: dict[int, int]) -> str:
    text = _text(node).strip()
    if text and all(ord(character) in raised_or_lowered for character in text):
        return text.translate(raised_or_lowered)
    return _ALREADY_ABOVE.get(text) or f"{mark}{_grouped(node)}"


def _unstyled(text: str) -> str:
    shown = (unicodedata.normalize("NFKC", one) if ord(one) in _STYLED else one for one in text)
    return "".join(one for one in shown if unicodedata.category(one[0]) != "Cf")
