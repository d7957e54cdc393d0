"""What can be rendered, but is hardly shown as its author meant it, and what is said to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import BankFolder

from quizapp.bank.markup.doubts import doubts


def matrix(rows: str) -> str:
    return rf"$\begin{{pmatrix}}{rows}\end{{pmatrix}}$"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("H<sub>2</sub>O<br/> a<sub>1</sub>", ["sub", "br"]),
        ('<img src="a.png"> and `<b>`, a<b and c>d', ["img"]),
        ("$mock->expects($this->at(2))", ["code"]),
        (r"$5 or $10, $x^2$, $\text{mass} = 5$, $f(x)$", []),
        (r"What is \frac{1}{2}?", ["latex"]),
        (r"\alpha and \beta", ["latex"]),
        (r"5 \SI{5}{m}", ["latex"]),
        ("x^{2} + y_{1}", ["latex"]),
        ("x^2", ["latex"]),
        ("10^-6", ["latex"]),
        ("Let (a+b)^2 be", ["latex"]),
        (r"`\frac{1}{2}`, $\frac{1}{2}$, \(\alpha\), x^2^, H~2~O", []),
        (r"C:\Users\new, a_b, snake_case, 5 \% or ^_^, \*x\*", []),
        ("    \\frac{1}{2} in code", []),
        ("so $x = $ 5", ["spaced"]),
        (r"so $ \alpha$ is", ["spaced"]),
        ("a point $ x $ on it", ["spaced"]),
        ("$x$2", ["spaced"]),
        ("$5 and $10, US$ 5 or 6 $, $ 5 + 6, $HOME and $PATH", []),
        ("5$ = 4€ and 6$ = 5€, A$ < US$", []),
        (r"\$x = 5\$", []),
        ("$50% of x$", ["comment"]),
        ("$$\nx % y\n$$", ["comment"]),
        (r"$50\% of x$, 50% of $x$", []),
        (matrix(r"1 \ 2"), ["row"]),
        (matrix("1 \\\n 2"), ["row"]),
        (matrix(r"1 \\ 2\ 3"), []),
        (r"$a\ b$", []),
        (r"$\\frac{1}{2}$ and $\\alpha$", ["doubled"]),
        (matrix(r"1 \\ \alpha \\[1em] 3 \\ab"), []),
    ],
)
def test_what_is_hardly_shown_as_meant_is_found(text: str, kinds: list[str]) -> None:
    assert [doubt.kind for doubt in doubts(text)] == kinds


@pytest.mark.parametrize(
    ("text", "level", "remedy"),
    [
        (r"What is \frac{1}{2}?", "warning", r"write `$\frac{1}{2}$`"),
        (r"x^2 is even", "hint", "write `$x^2$`"),
        (r"$50% of x$", "warning", r"write `\%`"),
        (r"\begin{pmatrix}1 \\ 2\end{pmatrix}", "warning", r"write `$\begin{pmatrix} …$`"),
        (r"$\\frac{1}{2}$", "warning", r"write `\frac`"),
    ],
)
def test_it_is_said_what_to_write(text: str, level: str, remedy: str) -> None:
    (doubt,) = doubts(text)
    assert doubt.level == level
    assert doubt.remedy.startswith(remedy)


@given(st.text("\\$%{}^_ab2 \n<"))
def test_each_kind_is_told_once_at_most(text: str) -> None:
    kinds = [doubt.kind for doubt in doubts(text)]
    assert len(kinds) == len(set(kinds))


def test_a_bank_is_told_of_it_where_it_stands(folder: BankFolder) -> None:
    folder.write(
        "q.yaml",
        r"""
        questions:
          - id: a
            type: single
            topics: [t]
            prompt: What is \alpha?
            choices: ['$50% of x$', b]
            answer: b
            explanation: 'It is `\alpha`.'
        """,
    )
    assert [(one.line, one.column, one.level) for one in folder.read().advice] == [
        (6, 13, "warning"),
        (7, 15, "warning"),
    ]
