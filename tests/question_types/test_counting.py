"""How often each answer was given: what means the same is one, and what is rare is counted together."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types import TYPES
from quizapp.question_types.counting import MOST_COUNTED, Count

COMMON = {"id": "q", "topics": ["t"], "prompt": "?"}


def summary(type_: str, responses: list[Any], **own: Any) -> tuple[Count, ...]:
    kind = TYPES[type_]
    return kind.summary(kind.model.model_validate({**COMMON, "type": type_, **own}), responses)


def test_what_is_typed_is_counted_by_what_it_means_and_spelled_as_most_did() -> None:
    assert summary("short", ["osh", "Osh", "Osh", "Naryn"], answer="Osh") == (
        Count("", "Osh", 3, 1),
        Count("", "Naryn", 1, 0),
    )
    assert summary("number", ["11000000", "11 million", "5"], answer="11 million") == (
        Count("", "11 million", 2, 1),
        Count("", "5", 1, 0),
    )
    assert summary("date", ["15.6.2001", "June 15, 2001", "2001"], answer="2001-06-15") == (
        Count("", "15.6.2001", 2, 1),
        Count("", "2001", 1, 0),
    )


def test_choices_are_counted_in_the_authors_order_also_where_nobody_chose_them() -> None:
    choices = ["a", "b", "c"]
    assert summary("single", [0, 2, 2], choices=choices, answer="c") == (
        Count("", "a", 1, 0),
        Count("", "b", 0, 0),
        Count("", "c", 2, 1),
    )
    assert summary("multiple", [[0, 2], [2]], choices=choices, answer=["a", "c"]) == (
        Count("", "a", 1, 1),
        Count("", "b", 0, 0),
        Count("", "c", 2, 1),
    )
    assert summary("truefalse", [True, False, False], answer=True) == (
        Count("", "True", 1, 1),
        Count("", "False", 2, 0),
    )


def test_parts_are_counted_one_by_one_and_empty_ones_too() -> None:
    gaps = {"a": "x", "b": {"type": "choice", "choices": ["red", "green"], "answer": "green"}}
    assert summary("cloze", [["X", "1"], ["x", ""], ["", "0"]], text="{a} {b}", gaps=gaps) == (
        Count("Gap 1", "X", 2, 1),
        Count("Gap 1", "–", 1, 0),
        Count("Gap 2", "red", 1, 0),
        Count("Gap 2", "green", 1, 1),
        Count("Gap 2", "–", 1, 0),
    )
    assert summary("matching", [[0, 1], [1, -1]], pairs=[["a", "x"], ["b", "y"]]) == (
        Count("a", "x", 1, 1),
        Count("a", "y", 1, 0),
        Count("b", "x", 0, 0),
        Count("b", "y", 1, 1),
        Count("b", "–", 1, 0),
    )
    assert summary("ordering", [[0, 1, 2], [1, 0, -1]], items=["a", "b", "c"])[:4] == (
        Count("a", "1", 1, 1),
        Count("a", "2", 1, 0),
        Count("a", "3", 0, 0),
        Count("b", "1", 1, 0),
    )


@given(st.lists(st.integers(0, 30), max_size=80))
def test_beyond_the_most_frequent_answers_all_others_are_counted_together(typed: list[int]) -> None:
    counts = summary("number", [str(number) for number in typed], answer="3")
    assert sum(count.number for count in counts) == len(typed)
    assert len(counts) <= MOST_COUNTED + 1
    named = [count for count in counts if count.answer is not None]
    assert all(count.number == typed.count(int(count.answer or "")) for count in named)
    assert [count.number for count in named] == sorted((count.number for count in named), reverse=True)
    if len(set(typed)) > MOST_COUNTED:
        assert counts[-1].answer is None
