"""Commands and environments of LaTeX that formulas here lack, and what to write instead."""

import re
from typing import Final

#: Commands that define others.
DEFINE: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|[gex]?def|let|global|long)"
    r"(?![A-Za-z])"
)
#: How to write the name of a function that has no command of its own.
OPERATOR: Final = r"`\operatorname{%s}`"

_SIZES: Final = (
    "tiny",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
)
_UNITS: Final = r"write the unit in upright letters: `9.8\,\mathrm{m/s^2}`"
_REFERENCE: Final = "leave it out, and say in words which formula is meant"
_PICTURE: Final = "put a picture into the text: `![what it shows](figure.png)`"
_LIST: Final = "write a list in Markdown, outside of the formula"
_LEAVE_OUT: Final = "leave it out: spaces are `\\,`, `\\;`, `\\quad` and `\\hspace{1em}`"

#: By a command, without its backslash, or an environment: what to do.
INSTEAD: Final[dict[str, str]] = {
    **dict.fromkeys(("SI", "si", "qty", "unit", "num", "kg"), _UNITS),
    "ang": r"write `90^\circ`",
    "ce": r"write `\mathrm{H_2O}`, or `H~2~O` outside of a formula",
    "mbox": r"write `\text{…}`",
    "par": "make several formulas of it",
    "dd": r"write `\mathrm{d}x`",
    **dict.fromkeys(("dv", "odv", "diff"), r"write `\frac{\mathrm{d}f}{\mathrm{d}x}`"),
    "pdv": r"write `\frac{\partial f}{\partial x}`",
    "abs": r"write `\lvert x\rvert`",
    "norm": r"write `\lVert x\rVert`",
    **dict.fromkeys(("expval", "ev"), r"write `\langle x\rangle`"),
    "mel": r"write `\langle a|b|c\rangle`",
    **dict.fromkeys(("vb", "vectorbold", "va"), r"write `\mathbf{v}` or `\vec{v}`"),
    "grad": r"write `\nabla`",
    "curl": r"write `\nabla\times`",
    "laplacian": r"write `\nabla^2`",
    "widetilde": r"write `\tilde{a}`",
    **dict.fromkeys(("wideparen", "arc"), r"write `\overset{\frown}{AB}`"),
    "substack": r"write `\begin{matrix}a\\b\end{matrix}`",
    "smallmatrix": r"write `\begin{matrix}a\\b\end{matrix}`",
    "split": r"write `\begin{aligned}a&=b\end{aligned}`",
    "eqnarray": r"write `\begin{align}a&=b\end{align}`",
    "tabular": r"write `\begin{array}{cc}a&b\end{array}`, or a table in Markdown",
    **dict.fromkeys(("itemize", "enumerate", "item"), _LIST),
    **dict.fromkeys(("tikzpicture", "includegraphics", "polylongdiv", "longdiv"), _PICTURE),
    **dict.fromkeys(("mathds", "mathbbm"), r"write `\mathbb{1}`"),
    **{f"bb{letter}": rf"write `\mathbb{{{letter}}}`" for letter in "CNQRZ"},
    **{letter: rf"write `\mathbb{{{letter}}}`" for letter in "CEFKQ"},
    **dict.fromkeys(("sfrac", "nicefrac"), r"write `\tfrac{1}{2}` or `1/2`"),
    "root": r"write `\sqrt[3]{x}`",
    **dict.fromkeys(("ref", "eqref", "label", "tag"), _REFERENCE),
    **dict.fromkeys(("href", "url"), "write `[text](https://…)`, outside of the formula"),
    "euro": r"write `\text{€}`",
    **dict.fromkeys(("textdegree", "celsius"), r"write `20\,{}^\circ\mathrm{C}`"),
    "ohm": r"write `\Omega`",
    "micro": r"write `\mu`",
    "AA": r"write `\text{Å}`",
    **dict.fromkeys(("dotsc", "dotsb", "dotsm"), r"write `\dots`"),
    "colorbox": r"write `\textcolor{red}{x}`",
    "enclose": r"write `\cancel{x}` or `\boxed{x}`",
    "qed": r"write `\square`",
    "verb": r"write `\mathtt{x}`, or put code between backquotes outside of the formula",
    "left": r"write a bracket after it, such as `\left(x\right)` or `\left\langle x\right\rangle`",
    **dict.fromkeys(_SIZES, "leave it out: a formula is as large as the text around it"),
    **dict.fromkeys(("intertext", "shortintertext"), "make two formulas, with the words between them"),
    **dict.fromkeys(("rule", "vspace", "hfill", "smash", "strut", "mathrlap", "mathllap"), _LEAVE_OUT),
}


def instead_of(name: str) -> str:
    """Return what to write instead of a command or an environment; "" where nothing is known."""
    return INSTEAD.get(name, "")
