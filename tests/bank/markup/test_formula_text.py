"""Formulas as text: what stands in lists, titles and names of controls can be read."""
# ruff: noqa: RUF001 -- signs of mathematics look like letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.markup.formula_text import formula_text

COMMANDS = [
    "\\frac",
    "\\sqrt",
    "\\hat",
    "\\sum",
    "\\text",
    "\\sin",
    "\\left(",
    "\\right)",
    "{",
    "}",
    "^",
    "_",
]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("x^2+1", "x² + 1"),
        (r"10^{-3}", "10⁻³"),
        (r"a-(-b)", "a − (−b)"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{x+1}{2}", "(x + 1)/2"),
        (r"\left(\frac{1}{x}\right)^2", "(1/x)²"),
        (r"\sqrt[3]{x+1}", "³√(x + 1)"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\int_0^1 x^2\,dx", "∫₀¹ x² dx"),
        (r"\sin^2 x+\log_2 8", "sin² x + log₂ 8"),
        (r"\lim_{x\to 0}\frac{\sin x}{x}", "lim_(x → 0) (sin x)/x"),
        (r"e^{-x^2}", "e^(−x²)"),
        (r"x_{12}, x_{ab}", "x₁₂, x_ab"),
        (r"\mathbb{R}^n \ni \mathbf{x}", "ℝⁿ ∋ x"),
        (r"\vec{F}, \hat x, \overline{AB}", "F⃗, x̂, A̅B̅"),
        (r"180^\circ, f'(x)", "180°, f′(x)"),
        (r"\text{if $x>0$}", "if x > 0"),
        (r"\cancel{x}y", "xy"),
        (r"\frac", r"\frac"),
    ],
)
def test_a_formula_becomes_text(latex: str, text: str) -> None:
    assert formula_text(latex) == text


@given(st.lists(st.sampled_from([*COMMANDS, "x", "2", "+", " "])).map("".join) | st.text())
def test_whatever_stands_in_a_formula_becomes_one_line(latex: str) -> None:
    assert "\n" not in formula_text(latex).strip() or formula_text(latex) == latex
