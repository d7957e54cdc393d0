"""Ready quizzes of a bank: what authors write, and every fault at its place."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator as Validator
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.json_schema import json_schema
from quizapp.quizzes.composition import DrawItem, FixedItem, Section

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
    assert long.model_dump(exclude_unset=True) == {
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
        (
            "{id: q, title: Q}",
            "7:5: a ready quiz that asks nothing (add `count`, `questions` or `sections`)",
        ),
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


# ---- put together from questions and draws

ESSAY = "  - {id: e, type: essay, topics: [essays], prompt: E?, rubric: [{criterion: e, points: 1}]}\n"


def test_a_ready_quiz_names_questions_draws_sections_and_points(bank: BankFolder) -> None:
    named = "{id: named, title: N, questions: [b, {question: a, points: 0.5}], count: 1, points: 2}"
    parts = (
        "{id: parts, title: P, sections: [{heading: Rivers, shuffle: true, items: [b,"
        " {question: a, points: 3}]}, {items: [{count: 1, topics: [lakes], types: [short], points: 4}]}]}"
    )
    reading = with_quizzes(bank, named, parts).read()
    assert reading.problems == ()
    assert reading.bank is not None
    first, second = (quiz.composition for quiz in reading.bank.quizzes)
    assert first.sections == (Section((FixedItem("b", 2), FixedItem("a", 0.5), DrawItem(1, points=2))),)
    assert second.sections == (
        Section((FixedItem("b"), FixedItem("a", 3)), "Rivers", is_shuffled=True),
        Section((DrawItem(1, ("lakes",), ("short",), 4),)),
    )
    assert [(one.count, one.points) for one in (first, second)] == [(3, 4.5), (3, 8)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "topics: [rivers]",
            "7:31: `topics` without `count` draws nothing (add `count: …`)",
        ),
        ("questions: [aa]", "7:35: there is no question `aa` in this bank"),
        ("questions: [a, b, a]", "7:41: the question `a` is asked twice in this quiz (leave it out here)"),
        (
            "questions: [a, d]",
            "7:38: `d` can't be asked: questions of type `card` aren't marked, so quizzes don't ask them",
        ),
        (
            "questions: [e]",
            (
                "7:35: `e` can't be asked: no program marks questions of type `essay`, and this quiz is begun"
                " by learners alone (remove it, or set `only_assigned: true` for a quiz that people mark)"
            ),
        ),
        (
            "count: 1, types: [essay]",
            "7:41: no program marks questions of type `essay`, and this quiz is begun by",
        ),
        ("questions: [{question: a, points: 0}]", "7:57: `points` should be more than 0, not 0"),
        ("questions: [{question: a, points: -1}]", "7:57: `points` should be more than 0, not -1"),
        ("questions: [{question: a, points: nan}]", "7:57: `points` should be at most 1000, not nan"),
        ("count: 1, points: 1001", "7:41: `points` should be at most 1000, not 1001"),
        ("sections: [{heading: H}]", "7:34: missing `items` in a section"),
        ("sections: [{items: []}]", "7:42: `items` needs at least 1 item, and has 0"),
        (
            "sections: [{items: [{points: 2}]}]",
            "7:43: an item: nothing is asked (add `question`, or `count` for a draw)",
        ),
        (
            "sections: [{items: [{question: a, count: 2}]}]",
            "7:43: an item: a question and a draw in one (make two items of it)",
        ),
        (
            "count: 2, sections: [{items: [a]}]",
            "7:30: `count` stands beside `sections` (make a section of it, or an item)",
        ),
        (
            "sections: [{items: [{count: 1, types: [cloze]}]}]",
            (
                "7:51: `count` is 1, and there are only 0 to draw beside what else this quiz asks"
                " (choose other topics or types)"
            ),
        ),
        (
            "sections: [{items: [a, {count: 3}]}]",
            (
                "7:54: `count` is 3, and there are only 2 to draw beside what else this quiz asks"
                " (write 2 at most)"
            ),
        ),
        (
            "sections: [{items: [{count: 2}]}, {items: [{count: 2}]}]",
            "`count` is 2, and there is only 1 to draw beside what else this quiz asks (write 1 at most)",
        ),
        (
            "sections: [{items: [{count: 1, topics: [river]}]}]",
            "7:63: no question that a quiz can ask has the topic `river` (did you mean `rivers`?)",
        ),
        (
            "sections: [{items: [{count: 1, types: [shorts]}]}]",
            "7:62: `shorts` is not a type of question (did you mean `short`?)",
        ),
        (
            "sections: [{items: [{count: 60}, {count: 41}]}]",
            "7:33: the quiz asks 101 questions, more than 100 (ask fewer)",
        ),
    ],
)
def test_a_fault_of_what_is_asked_stands_at_its_place(asked: str, expected: str, bank: BankFolder) -> None:
    bank.write("questions.yaml", QUESTIONS + ESSAY)
    (fault,) = with_quizzes(bank, f"{{id: q, title: Q, {asked}}}").faults()
    assert expected in fault
    assert fault.startswith("bank.yaml:7:")


def test_questions_that_exclude_each_other_cant_both_be_named(folder: BankFolder) -> None:
    folder.write("questions.yaml", QUESTIONS.replace("id: b,", "id: b, excludes: [a],"))
    (fault,) = with_quizzes(folder, "{id: q, title: Q, questions: [c, a, b]}").faults()
    assert fault == (
        "bank.yaml:7:41: `b` and `a` exclude each other, so no quiz asks both (leave one of them out)"
    )


def test_what_a_named_question_excludes_cant_be_drawn(folder: BankFolder) -> None:
    folder.write("questions.yaml", QUESTIONS.replace("id: b,", "id: b, excludes: [a],"))
    fits = "{id: fits, title: Q, questions: [b], count: 1}"
    (fault,) = with_quizzes(folder, fits, "{id: q, title: Q, questions: [b], count: 2}").faults()
    assert fault.startswith("bank.yaml:8:46: `count` is 2, and there is only 1 to draw beside what else")


def test_what_exclude_each_other_cant_be_drawn_together(folder: BankFolder) -> None:
    folder.write(
        "questions.yaml",
        QUESTIONS.replace("id: a,", "id: a, excludes: [b],").replace("id: c,", "id: c, excludes: [a, b],"),
    )
    (fault,) = with_quizzes(folder, "{id: q, title: Q, sections: [{items: [{count: 2}]}]}").faults()
    assert "no more than 1 of those to draw can be asked together" in fault


def test_a_quiz_that_only_courses_set_may_ask_what_people_mark(bank: BankFolder) -> None:
    bank.write("questions.yaml", QUESTIONS + ESSAY)
    fixed = "{id: fixed, title: F, only_assigned: true, questions: [e], count: 3}"
    drawn = "{id: drawn, title: D, only_assigned: true, count: 1, topics: [essays], types: [essay]}"
    assert with_quizzes(bank, fixed, drawn).faults() == []
    (fault,) = with_quizzes(bank, "{id: q, title: Q, only_assigned: true, questions: [d]}").faults()
    assert "`d` can't be asked: questions of type `card` aren't marked" in fault


def test_the_draws_of_a_bank_are_bounded(bank: BankFolder) -> None:
    sections = ", ".join("{items: [{count: 1}, {count: 1}, {count: 1}]}" for _ in range(10))
    quizzes = [f"{{id: q{number}, title: Q, sections: [{sections}]}}" for number in range(18)]
    faults = with_quizzes(bank, *quizzes).faults()
    assert faults[-1].startswith("bank.yaml:24:5: the bank's quizzes have more than 500 draws")


@pytest.mark.parametrize(
    ("asks", "is_right"),
    [
        ({"questions": ["a", {"question": "b", "points": 2}]}, True),
        (
            {"sections": [{"heading": "H", "shuffle": True, "items": ["a", {"count": 2, "points": 0.5}]}]},
            True,
        ),
        ({"sections": [{"heading": "H", "items": []}]}, False),
        ({"questions": ["a"], "points": 0}, False),
        ({"sections": [{"items": [{"count": 0}]}]}, False),
        ({"questions": [{"count": 1}]}, False),
    ],
)
def test_an_editor_knows_what_a_quiz_may_ask(asks: dict[str, Any], *, is_right: bool) -> None:
    bank = {"schema": 1, "bank": "moon", "title": "M", "quizzes": [{"id": "q", "title": "Q"} | asks]}
    assert Validator(json_schema()).is_valid(bank) == is_right
