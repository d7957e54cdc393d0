"""Answers that are formulas: an author is told what learners see, what they can type, and what is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types import TYPES
from quizapp.question_types.latex import looks_like_latex, typed_form


def said(kind: str, **own: Any) -> list[str]:
    room = TYPES[kind]
    question = room.model.model_validate({"id": "q", "type": kind, "topics": ["t"], "prompt": "?", **own})
    return [
        f"{'.'.join(map(str, fault.path))} {fault.level}: {fault.message} ({fault.remedy})"
        for fault in room.faults(question)
    ]


AS_IT_STANDS = "is shown to learners as it stands, not as a formula"


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("short", {"answer": "$x^2$"}, f"answer warning: “$x^2$” {AS_IT_STANDS} (write `x^2`)"),
    ("short", {"answer": r"\(3x\)"}, rf"answer warning: “\(3x\)” {AS_IT_STANDS} (write `3x`)"),
    ("short", {"answer": r"\frac{1}{2}"}, rf"answer warning: “\frac{{1}}{{2}}” {AS_IT_STANDS} (write `1/2`)"),
    ("short", {"answer": r"2\pi"}, rf"answer warning: “2\pi” {AS_IT_STANDS} (write `2π`)"),
    ("short", {"answer": r"\sqrt{2}"}, rf"answer warning: “\sqrt{{2}}” {AS_IT_STANDS} (write it as it is"),
    ("short", {"answer": "a", "aliases": ["$b$"]}, f"aliases.0 warning: “$b$” {AS_IT_STANDS} (write `b`)"),
    ("number", {"answer": "$5$"}, f"answer warning: “$5$” {AS_IT_STANDS} (write `5`)"),
    ("number", {"answer": "5", "unit": "$m/s^2$"}, f"unit warning: “$m/s^2$” {AS_IT_STANDS} (write `m/s^2`)"),
    ("number", {"answer": "5", "unit": ["V", r"\Omega"]}, rf"unit.1 warning: “\Omega” {AS_IT_STANDS}"),
    ("number", {"answer": "5", "unit": "1/2mv²"}, "unit fault: “1/2mv²” is part of a number (write that"),
    ("number", {"answer": "1/6"}, "answer warning: no decimals are equal to “1/6”, so that only a fraction"),
    ("number", {"answer": "1 2/3", "unit": "kg"}, "answer warning: no decimals are equal to “1 2/3”"),
    *(
        ("number", {"answer": text}, f"answer fault: “{text}” can't be read as an answer (write the number,")
        for text in ("π", "pi", "2π", "sqrt(2)", "√2", "e", "ln 2", "1/2mv²", "3x")
    ),
    ("number", {"range": ["1", "π"]}, "range.1 fault: “π” can't be read as a number (write the number,"),
    (
        "short",
        {"answer": "x = 2"},
        "answer hint: “2” alone isn't accepted (ask for the value by `type: number`",
    ),
]


@pytest.mark.parametrize(("kind", "own", "expected"), CASES)
def test_an_author_is_told_what_to_write(kind: str, own: dict[str, Any], expected: str) -> None:
    assert [one for one in said(kind, **own) if one.startswith(expected)]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("short", {"answer": "3x"}),
        ("short", {"answer": "x = 2", "aliases": ["2"]}),
        ("short", {"answer": "US$5"}),
        ("short", {"answer": r"C:\temp"}),
        ("short", {"answer": "π", "aliases": ["pi"]}),
        ("number", {"answer": "1/4"}),
        ("number", {"answer": "1/6", "tolerance": "1 %"}),
        ("number", {"answer": "1/6", "tolerance": "0"}),
        ("number", {"answer": "$5", "unit": "$"}),
        ("number", {"answer": "5", "unit": "m/s²"}),
    ],
)
def test_what_is_plain_brings_nothing(kind: str, own: dict[str, Any]) -> None:
    assert [one for one in said(kind, **own) if "looks like a formula" not in one] == []


@given(st.text("\\$(){}^_ab2 frac", max_size=30))
def test_what_is_advised_to_be_typed_is_no_latex(text: str) -> None:
    typed = typed_form(text)
    assert typed is None or not looks_like_latex(typed)


@pytest.mark.parametrize(
    ("answer", "response"), [("3x", "3*x"), ("3x", "3·x"), ("3x", "3 X"), ("2π", r"$2\pi$"), ("2pi", "2*pi")]
)
def test_a_product_is_right_with_its_sign_and_without(answer: str, response: str) -> None:
    short = TYPES["short"]
    own = {"id": "q", "type": "short", "topics": ["t"], "prompt": "?", "answer": answer}
    question = short.model.model_validate(own)
    assert short.grade(question, short.parse(question, response, ())).credit == 1
    assert short.grade(question, short.parse(question, "4x", ())).credit == 0
