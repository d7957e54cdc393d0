import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types import TYPES
from quizapp.question_types.base import MalformedError
from quizapp.question_types.choices import ChoiceQuestion

SINGLE, MULTIPLE, TRUEFALSE = TYPES["single"], TYPES["multiple"], TYPES["truefalse"]
TEXTS = [f"choice {number}" for number in range(20)]


def question(kind: str, answer: object, count: int = 6, **own: object) -> ChoiceQuestion:
    choices = [{"text": text, "feedback": f"about {text}"} for text in TEXTS[:count]]
    asked = TYPES[kind].model.model_validate(
        {"id": "q", "type": kind, "topics": ["t"], "prompt": "?", "choices": choices, "answer": answer} | own
    )
    assert isinstance(asked, ChoiceQuestion)
    return asked


@given(st.integers(0, 5), st.integers(0, 5), st.integers())
def test_the_chosen_text_is_what_is_marked_whatever_its_place(right: int, chosen: int, seed: int) -> None:
    asked = question("single", TEXTS[right])
    order = SINGLE.order(asked, seed)
    place = order.index(chosen)
    response = SINGLE.parse(asked, str(place), order)
    mark = SINGLE.grade(asked, response)
    assert mark.credit == (right == chosen)
    assert mark.feedback == (f"about {TEXTS[chosen]}",)
    assert SINGLE.describe(asked, response) == TEXTS[chosen]
    assert SINGLE.read_written(asked, TEXTS[chosen]) == response


subsets = st.sets(st.integers(0, 5), min_size=1)


@given(subsets, subsets, st.integers())
def test_multiple_choices_are_marked_as_the_question_says(
    right: set[int], chosen: set[int], seed: int
) -> None:
    expected = {
        "right-minus-wrong": max(0, len(right & chosen) - len(chosen - right)) / len(right),
        "per-choice": sum((index in right) == (index in chosen) for index in range(6)) / 6,
        "all-or-nothing": float(right == chosen),
    }
    for marking, credit in expected.items():
        asked = question("multiple", [TEXTS[index] for index in right], marking=marking)
        order = MULTIPLE.order(asked, seed)
        sent = [str(order.index(index)) for index in chosen]
        mark = MULTIPLE.grade(asked, MULTIPLE.parse(asked, sent, order))
        assert mark.credit == pytest.approx(credit)
        assert (mark.outcome == "right") == (right == chosen)
        assert mark.feedback == tuple(f"about {TEXTS[index]}" for index in sorted(chosen))
        if marking != "per-choice":
            is_short = bool(right & chosen) and credit < len(right & chosen) / len(right)
            assert bool(MULTIPLE.shortfall(asked, sorted(chosen))) == is_short


@given(subsets)
def test_choosing_everything_earns_nothing_unless_most_is_right(right: set[int]) -> None:
    asked = question("multiple", [TEXTS[index] for index in right])
    assert MULTIPLE.grade(asked, list(range(6))).credit == max(0, 2 * len(right) - 6) / len(right)


@pytest.mark.parametrize(
    "data", [None, "", "6", "-1", "+1", "01", "1.0", " 1", "²", "\u0661", "9" * 9999, "\0", ["1"]]
)
def test_what_is_no_place_on_the_page_is_asked_back(data: str | list[str] | None) -> None:
    asked = question("single", TEXTS[0])
    with pytest.raises(MalformedError, match="Choose one"):
        SINGLE.parse(asked, data, tuple(range(6)))


@pytest.mark.parametrize(
    "data", [None, [], "1", ["1", "1"], ["1", "6"], ["1", ""], [str(n) for n in range(7)]]
)
def test_what_are_no_places_on_the_page_is_asked_back(data: str | list[str] | None) -> None:
    asked = question("multiple", TEXTS[:1])
    with pytest.raises(MalformedError, match="at least one"):
        MULTIPLE.parse(asked, data, tuple(range(6)))


def test_twenty_choices_all_have_a_place() -> None:
    asked = question("single", TEXTS[19], count=20)
    order = SINGLE.order(asked, 5)
    assert {SINGLE.parse(asked, str(place), order) for place in range(20)} == set(range(20))


def test_an_author_who_names_no_choice_is_told_the_nearest() -> None:
    asked = question("single", TEXTS[0])
    with pytest.raises(MalformedError, match="did you mean “choice 1”"):
        SINGLE.read_written(asked, "choise 1")
    with pytest.raises(MalformedError):
        SINGLE.read_written(asked, ("choice 1",))
    with pytest.raises(MalformedError):
        MULTIPLE.read_written(question("multiple", TEXTS[:1]), "choice 1")


@given(st.sets(st.integers(0, 5), min_size=1, max_size=3), st.integers())
def test_pinned_choices_stand_last_as_they_are_written(pinned: set[int], seed: int) -> None:
    choices = [
        {"text": text, "pin": "last"} if index in pinned else text for index, text in enumerate(TEXTS[:6])
    ]
    for kind, answer in (("single", TEXTS[0]), ("multiple", TEXTS[:1])):
        asked = question(kind, answer, choices=choices)
        order = TYPES[kind].order(asked, seed)
        assert sorted(order) == list(range(6))
        assert order[-len(pinned) :] == tuple(sorted(pinned))


def test_the_others_are_shuffled_around_a_pinned_choice() -> None:
    asked = question("single", TEXTS[0], choices=[*TEXTS[:5], {"text": "None of these", "pin": "last"}])
    assert len({SINGLE.order(asked, seed) for seed in range(50)}) > 10


@given(st.integers())
def test_choices_stand_as_written_where_nothing_is_shuffled(seed: int) -> None:
    assert SINGLE.order(question("single", TEXTS[0], shuffle=False), seed) == tuple(range(6))


@pytest.mark.parametrize("written", ["true", "True", " TRUE "])
def test_an_author_may_write_true_in_any_case(written: str) -> None:
    asked = TRUEFALSE.model.model_validate(
        {
            "id": "q",
            "type": "truefalse",
            "topics": ["t"],
            "prompt": "?",
            "answer": "true",
            "feedback": {"true": "Yes."},
        }
    )
    mark = TRUEFALSE.grade(asked, TRUEFALSE.read_written(asked, written))
    assert (mark.credit, mark.feedback) == (1, ("Yes.",))
    assert TRUEFALSE.grade(asked, False).feedback == ()
