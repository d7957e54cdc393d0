"""Read what was typed as LaTeX, in which pages of mathematics are written, such as "Fe^{2+}"."""
# ruff: noqa: RUF001 -- Greek letters are meant

import re
from typing import Final

_SIGNS: Final = {
    "times": "×",
    "cdot": "·",
    "div": "/",
    "pm": "±",
    "degree": "°",
    "circ": "°",
    "mu": "μ",
    "Omega": "Ω",
    "omega": "ω",
    "ohm": "Ω",
    "pi": "π",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "lambda": "λ",
    "theta": "θ",
    "Delta": "Δ",
    "approx": "≈",
    "infty": "∞",
    **dict.fromkeys(("leq", "le"), "≤"),
    **dict.fromkeys(("geq", "ge"), "≥"),
    **dict.fromkeys(("to", "rightarrow"), "→"),
    **dict.fromkeys(("left", "right", "text", "mathrm", "rm", "ce", "unit", "si", "mathbf"), ""),
}
_SPACES: Final = re.compile(r"\\[,;:! ]|\\quad|~")
_FRACTION: Final = re.compile(r"\\[dt]?frac\s?\{(\w+)\}\s?\{(\w+)\}")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\s?")
_WHOLE: Final = re.compile(r"\$([^$]+)\$|\\\((.+)\\\)")
#: What a command such as "text" stands before; behind "^" and "_" braces may be brackets.
_WORDS_IN_BRACES: Final = re.compile(r"(?<![\^_])\{([^{}]*)\}")
#: Around one number, name or charge alone braces are no brackets: e^{x-1} isn't e^x-1.
_AROUND_ONE: Final = re.compile(r"(?<=[\^_])\{([+-]?\w+[+-]?)\}")
_DEGREE: Final = re.compile(r"\^\s?°")


#: What nobody types who answers: dollars around a formula, and commands with braces.
_LATEX: Final = re.compile(r"\$[^$]+\$|\\\(.+\\\)|\\[A-Za-z]+\s?\{", re.DOTALL)


def looks_like_latex(text: str) -> bool:
    """Tell whether a text that is shown and typed as it stands was written as LaTeX."""
    return _LATEX.search(text) is not None or ("\\" in text and without_markup(text) != text)


def typed_form(text: str) -> str | None:
    """Return LaTeX as it is typed without it, such as "x^2"; None where that isn't known."""
    plain = without_markup(text)
    return plain if plain != text and not looks_like_latex(plain) and "\\" not in plain else None


def without_markup(text: str) -> str:
    r"""Return a text without the markup of LaTeX; itself where there is none, or a command that isn't known.

    Braces around figures and letters are markup behind "^", "_" and a backslash only: {1} is a set.
    """
    whole = _WHOLE.fullmatch(text)
    plain = (whole[1] or whole[2]) if whole else text
    if "\\" not in plain:
        return _grouped(plain)
    plain = _FRACTION.sub(r"\1/\2", _SPACES.sub(" ", plain).replace("\\%", "%").replace("\\$", "$"))
    if any(command not in _SIGNS for command in _COMMAND.findall(plain)):
        return text
    return _WORDS_IN_BRACES.sub(r"\1", _grouped(_DEGREE.sub("°", _COMMAND.sub(_sign, plain)))).strip()


def _sign(command: re.Match[str]) -> str:
    return _SIGNS[command[1]]


def _grouped(text: str) -> str:
    return _AROUND_ONE.sub(r"\1", text.replace("{,}", ",")) if "{" in text else text
