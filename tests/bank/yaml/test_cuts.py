"""Formulas and brackets that YAML cuts apart: one fault, at their beginning, that says how to write them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import BankFolder

from quizapp.bank.yaml.loader import load
from quizapp.bank.yaml.parser import FASTEST, PurePythonParser

Parser = Callable[[str], Any]


@pytest.fixture(params=[FASTEST, PurePythonParser], ids=["fastest", "pure"])
def parser(request: pytest.FixtureRequest) -> Parser:
    chosen: Parser = request.param
    return chosen


def faults(text: str, parser: Parser) -> list[str]:
    return [str(problem).removeprefix("f:") for problem in load(text.encode(), "f", parser).problems]


#: A text, where the fault stands, the sign at which YAML ends it, and what the fault says to write.
CUT = [
    ("a: [$f(x,y)$, $g(x)$]", "1:5", ",", "'$f(x,y)$'"),
    ("a: [$f(x, y)$]", "1:5", ",", "'$f(x, y)$'"),
    (r"a: [b, $\{1,2\}$]", "1:8", "{", r"'$\{1,2\}$'"),
    (r"a: [$\frac{1}{2}$, b]", "1:5", "{", r"'$\frac{1}{2}$'"),
    ("a: [$[0,1)$, b]", "1:5", "[", "'$[0,1)$'"),
    ("a: [$(0,1]$, b]", "1:5", ",", "'$(0,1]$'"),
    ("a: [$$f(x,y)$$]", "1:5", ",", "'$$f(x,y)$$'"),
    (r"a: [\(f(x,y)\), b]", "1:5", ",", r"'\(f(x,y)\)'"),
    ("a: [b,\n  $f(x,y)$]", "2:3", ",", "'$f(x,y)$'"),
    ("- {answer: $x=1, y=2$}", "1:12", ",", "'$x=1, y=2$'"),
    ("- {text: $x^{2}$, feedback: b}", "1:10", "{", "'$x^{2}$'"),
    ("a: [[$f(x,y)$, b], [c, d]]", "1:6", ",", "'$f(x,y)$'"),
    ("a: {$(1,2)$: [b]}", "1:5", ",", "'$(1,2)$'"),
    (r"a: $f: A \to B$", "1:4", ":", r"'$f: A \to B$'"),
    (r"- $f: A \to B$", "1:3", ":", r"'$f: A \to B$'"),
    ("a: [$f'(x,y)$]", "1:5", ",", "'$f''(x,y)$'"),
    ("a: [(0,1), b]", "1:5", ",", "'(0,1)'"),
    ("a: [(0,1), (1,2)]", "1:5", ",", "'(0,1)'"),
    ("a: [b at (0,1), c]", "1:10", ",", "'… (0,1) …'"),
    (r"a: [the set $\{1,2\}$, b]", "1:13", "{", r"'… $\{1,2\}$ …'"),
    ("a: [$f(x,y)$ is even, b]", "1:5", ",", "'$f(x,y)$ …'"),
]


@pytest.mark.parametrize(("text", "place", "sign", "written"), CUT, ids=[one[0] for one in CUT])
def test_what_is_cut_apart_is_one_fault_that_says_how_to_write_it(
    text: str, place: str, sign: str, written: str, parser: Parser
) -> None:
    first = faults(text, parser)[0]
    assert first.startswith(f"{place}: YAML ends this text at the `{sign}` in `")
    assert first.endswith(f"in single quotes: {written})")


@pytest.mark.parametrize(
    "text",
    [
        "a: [US$, A$, C$]",
        "a: [$5, $10, $6 each]",
        "a: [$5,$10]",
        "a: [$x$, $y_1$, $f(x)$]",
        r"a: [\(x\), \$5]",
        "a: $x=1, y=2$",
        "- f(x, y) and $[0,1]$",
        "a: ['$f(x,y)$', \"(0,1)\"]",
        "a: [one (two), a) b, c]",
        "a: $x$ or $y$",
        "a: [b, # $f(x\n  c] # y)$",
    ],
)
def test_what_is_whole_may_stand(text: str, parser: Parser) -> None:
    assert faults(text, parser) == []


formulas = st.text("x1+(){}[],=' ", min_size=1, max_size=12).map(lambda inner: f"$x{inner.rstrip()}$")


@given(st.lists(formulas, min_size=1, max_size=4), st.sampled_from([FASTEST, PurePythonParser]))
def test_a_list_of_formulas_is_read_as_written_or_is_a_fault(written: list[str], parser: Parser) -> None:
    """No formula of a list becomes two items in silence; in single quotes, as the fault says, it is one."""
    loaded = load(f"a: [{', '.join(written)}]\n".encode(), "f", parser)
    assert loaded.problems or loaded.root == {"a": written}
    quoted = ", ".join("'" + one.replace("'", "''") + "'" for one in written)
    assert load(f"a: [{quoted}]\n".encode(), "f", parser).root == {"a": written}


def test_a_set_in_braces_is_one_fault(parser: Parser) -> None:
    (fault,) = faults("a: [{1,2}, b]", parser)
    assert fault == (
        "1:5: to YAML, `{1,2}` is a mapping whose keys have no values"
        " (if it is a text, put it in single quotes: '{1,2}')"
    )


def test_what_is_cut_apart_brings_no_second_fault(folder: BankFolder) -> None:
    folder.write(
        "q.yaml",
        r"""
        questions:
          - id: a
            type: single
            topics: [t]
            prompt: Which?
            choices: [$f(x,y)$, $g(x)$]
            answer: $g(x)$
          - {id: b, type: short, topics: [t], prompt: Which?, answer: $x=1, y=2$}
          - id: c
            type: multiple
            topics: [t]
            prompt: Which?
            choices: [a, {1,2}, {text: $\{1,2\}$}]
            answer: [a, $(0,1)$]
        """,
    )
    assert [fault.partition(": ")[0] for fault in folder.faults()] == [
        *("q.yaml:7:15", "q.yaml:9:63", "q.yaml:14:18", "q.yaml:14:32")
    ]
