"""Ready quizzes of a bank: what authors write, and every fault at its place."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator as Validator
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.json_schema import json_schema

QUESTIONS = """\
questions:
  - {id: a, type: truefalse, topics: [rivers/long], prompt: A?, answer: true}
  - {id: b, type: truefalse, topics: [rivers], prompt: B?, answer: true}
  - {id: c, type: short, topics: [rivers, lakes], prompt: C?, answer: C}
  - {id: d, type: card, topics: [cards], prompt: D?, back: D}
"""


@pytest.fixture
def bank(folder: BankFolder) -> BankFolder:
    folder.write("questions.yaml", QUESTIONS)
    return folder


def with_quizzes(folder: BankFolder, *quizzes: str) -> BankFolder:
    """Write ready quizzes, one a line, the first in line 7."""
    folder.write("bank.yaml", HEADER + "quizzes:\n" + "".join(f"  - {quiz}\n" for quiz in quizzes))
    return folder


def test_a_ready_quiz_says_what_it_draws_and_how_it_is_taken(bank: BankFolder) -> None:
    written = (
        "{id: long, title: Long rivers, description: All of *them*., topics: [rivers], types: [truefalse],"
        " count: 2, time_limit: 20, feedback: end, certainty: true}"
    )
    reading = with_quizzes(bank, written, "{id: plain, title: Plain, count: 3}").read()
    assert reading.problems == ()
    assert reading.bank is not None
    long, plain = reading.bank.quizzes
    assert long.model_dump() == {
        "id": "long",
        "title": "Long rivers",
        "description": "All of *them*.",
        "topics": ("rivers",),
        "types": ("truefalse",),
        "count": 2,
        "time_limit": 20,
        "feedback": "end",
        "certainty": True,
    }
    assert (plain.topics, plain.types, plain.time_limit, plain.feedback, plain.certainty) == (
        (), (), None, "each", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quiz", "expected"),
    [
        ("{id: q, count: 1}", "7:5: missing `title` in a ready quiz (add `title: …`)"),
        ("{id: q, title: Q}", "7:5: missing `count` in a ready quiz (add `count: …`)"),
        ("{id: Q 1, title: Q, count: 1}", "7:10: `id` should be made of small letters, digits and hyphens"),
        ("{id: q, title: Q, count: 0}", "7:30: `count` should be at least 1, not 0"),
        ("{id: q, title: Q, count: 101}", "7:30: `count` should be at most 100, not 101"),
        ("{id: q, title: Q, count: few}", "7:30: `count` should be a whole number, not `few`"),
        ("{id: q, title: Q, count: 4}", "7:30: `count` is 4, and there are only 3 to draw (write 3 at most)"),
        (
            "{id: q, title: Q, count: 2, topics: [rivers/long]}",
            "7:30: `count` is 2, and there is only 1 to draw (write 1 at most)",
        ),
        (
            "{id: q, title: Q, count: 2, topics: [lakes], types: [truefalse]}",
            "7:30: `count` is 2, and there are only 0 to draw (choose other topics or types)",
        ),
        (
            "{id: q, title: Q, count: 1, topics: [river]}",
            "7:42: no question that a quiz can ask has the topic `river` (did you mean `rivers`?)",
        ),
        (
            "{id: q, title: Q, count: 1, topics: [cards]}",
            "7:42: no question that a quiz can ask has the topic `cards` (remove it)",
        ),
        (
            "{id: q, title: Q, count: 1, types: [truefals]}",
            "7:41: `truefals` is not a type of question (did you mean `truefalse`?)",
        ),
        (
            "{id: q, title: Q, count: 1, types: [card]}",
            "7:41: questions of type `card` aren't marked, so quizzes don't ask them (remove it)",
        ),
        ("{id: q, title: Q, count: 1, time_limit: 0}", "7:45: `time_limit` should be at least 1, not 0"),
        ("{id: q, title: Q, count: 1, time_limit: 601}", "7:45: `time_limit` should be at most 600, not 601"),
        ("{id: q, title: Q, count: 1, feedback: ends}", "7:43: `feedback` should be `each` or `end`"),
        ("{id: q, title: Q, count: 1, certainty: yes?}", "7:44: `certainty` should be true or false"),
        ("{id: q, title: Q, count: 1, minutes: 5}", "7:33: `minutes` is not a key of a ready quiz"),
        ("{id: q, title: Q, count: 1, description: $x^$}", "7:46: "),
        ("[q]", "7:5: a ready quiz should be a mapping, not a list"),
    ],
)
def test_a_fault_stands_at_its_place(quiz: str, expected: str, bank: BankFolder) -> None:
    (fault,) = with_quizzes(bank, quiz).faults()
    assert fault.startswith(f"bank.yaml:{expected}")


def test_an_id_that_is_there_twice_is_a_fault(bank: BankFolder) -> None:
    folder = with_quizzes(bank, "{id: q, title: Q, count: 1}", "{id: q, title: R, count: 1}")
    assert folder.faults() == ["bank.yaml:8:10: the ready quiz `q` is there twice (give it another id)"]


def test_a_count_that_no_draw_reaches_as_questions_exclude_each_other_is_a_fault(folder: BankFolder) -> None:
    folder.write(
        "questions.yaml",
        QUESTIONS.replace("id: a,", "id: a, excludes: [b, d],").replace("id: c,", "id: c, excludes: [a, b],"),
    )
    quizzes = [f"{{id: q{count}, title: Q, count: {count}}}" for count in (1, 2)]
    rivers = "{id: one, title: Q, count: 1, types: [truefalse]}"
    (fault,) = with_quizzes(folder, *quizzes, rivers).faults()
    assert fault == (
        "bank.yaml:8:31: `count` is 2, and no more than 1 of the 3 to draw can be asked together,"
        " as they exclude each other (write 1 at most)"
    )


@pytest.mark.parametrize("count", [2, 3])
def test_a_count_that_a_draw_reaches_is_none(folder: BankFolder, count: int) -> None:
    """`b` excludes `a` alone, so `a` or `b` can be asked beside `c`."""
    folder.write("questions.yaml", QUESTIONS.replace("id: b,", "id: b, excludes: [a],"))
    faults = with_quizzes(folder, f"{{id: q, title: Q, count: {count}}}").faults()
    assert bool(faults) == (count > 2)


def test_what_there_is_to_draw_is_told_once_all_questions_are_right(folder: BankFolder) -> None:
    folder.write("questions.yaml", QUESTIONS.replace("type: truefalse", "type: truefals", 1))
    (fault,) = with_quizzes(folder, "{id: q, title: Q, count: 3}").faults()
    assert fault.startswith("questions.yaml:2:19: `truefals` is not a type of question")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"types": ["card"]}, "'card' is not one of"),
        ({"time_limit": 601}, "601 is greater than the maximum of 600"),
        ({"feedback": "never"}, "'never' is not one of"),
        ({"count": 0}, "0 is less than the minimum of 1"),
        ({}, None),
    ],
)
def test_an_editor_underlines_the_same(change: dict[str, Any], expected: str | None) -> None:
    quiz = {"id": "q", "title": "Q", "count": 1} | change
    bank = {"schema": 1, "bank": "moon", "title": "The Moon", "quizzes": [quiz]}
    said = [error.message for error in Validator(json_schema()).iter_errors(bank)]
    assert bool(said) == (expected is not None)
    assert expected is None or expected in said[0]
