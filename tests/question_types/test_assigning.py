"""Items that are given options: matching them, sorting them into groups."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.question_types.assigning import AssigningQuestion, AssigningType
from quizapp.question_types.base import MalformedError
from quizapp.question_types.categorise.kind import Categorise
from quizapp.question_types.matching.kind import Matching

MATCHING, CATEGORISE = Matching(), Categorise()
KINDS: list[AssigningType[Any]] = [MATCHING, CATEGORISE]
PAIRS = [["a", "x"], ["b", "y"], ["c", "y"]]
GROUPS = {"x": ["a"], "y": ["b", "c"]}


def question(kind: AssigningType[Any], **own: Any) -> AssigningQuestion:
    answer = {"pairs": PAIRS, "distractors": ["z"]} if kind is MATCHING else {"groups": GROUPS}
    asked = kind.model.model_validate(
        {"id": "q", "type": kind.name, "topics": ["t"], "prompt": "?", **answer, **own}
    )
    assert isinstance(asked, AssigningQuestion)
    return asked


def faults(kind: AssigningType[Any], **own: Any) -> list[tuple[tuple[str | int, ...], str]]:
    found = list(kind.faults(question(kind, **own)))
    assert all(fault.message and fault.remedy for fault in found)
    return [(fault.path, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("kind", "own", "path", "words"),
    [
        (MATCHING, {"distractors": ["z", "y"]}, ("distractors", 1), "“y” is the match of an item"),
        (MATCHING, {"distractors": ["z", " z"]}, ("distractors", 1), "there twice"),
        (MATCHING, {"pairs": [*PAIRS, ["a ", "z"]], "distractors": []}, ("pairs", 3, "item"), "there twice"),
        (MATCHING, {"pairs": [["a", "x"], ["b", "x"]], "distractors": []}, ("pairs",), "the same match"),
        (CATEGORISE, {"groups": {**GROUPS, "z": ["d", "b"]}}, ("groups", "z", 1), "in the group “y” already"),
        (CATEGORISE, {"groups": {"x": ["a", "a"], "y": ["b"]}}, ("groups", "x", 1), "“x” already"),
        (CATEGORISE, {"groups": {"é": ["a"], "e\u0301": ["b"]}}, ("groups", "e\u0301"), "there twice"),
        (CATEGORISE, {"groups": {"x": [str(n) for n in range(20)], "y": ["b"]}}, ("groups",), "21 items"),
    ],
)
def test_a_fault_is_found_where_it_stands(
    kind: AssigningType[Any], own: dict[str, Any], path: tuple[str | int, ...], words: str
) -> None:
    [(where, message)] = faults(kind, **own)
    assert where == path
    assert words in message


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (MATCHING, {"pairs": [["a", "x"]]}),
        (MATCHING, {"pairs": [["a", "x", "y"], ["b", "y"]]}),
        (MATCHING, {"pairs": [["a", ""], ["b", "y"]]}),
        (CATEGORISE, {"groups": {"x": ["a"]}}),
        (CATEGORISE, {"groups": {"x": ["a"], "y": []}}),
        (CATEGORISE, {"groups": {"x": ["a"], "": ["b"]}}),
    ],
)
def test_a_wrong_shape_is_refused(kind: AssigningType[Any], own: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(kind, **own)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(seed=st.integers(), given=st.lists(st.sampled_from([-1, 0, 1]), min_size=3, max_size=3))
def test_each_item_earns_its_share_whatever_stands_where(
    kind: AssigningType[Any], seed: int, given: list[int]
) -> None:
    for marking in ("per-pair" if kind is MATCHING else "per-item", "all-or-nothing"):
        asked = question(kind, marking=marking)
        order = kind.order(asked, seed)
        sent = kind.data(asked, given, order)
        if given == [-1] * 3:
            with pytest.raises(MalformedError, match="at least one"):
                kind.parse(asked, sent, order)
            continue
        response = kind.parse(asked, sent, order)
        assert response == given
        hits = sum(one == other for one, other in zip(given, [0, 1, 1], strict=True))
        credit = kind.grade(asked, response).credit
        assert credit == pytest.approx(hits / 3 if marking != "all-or-nothing" else hits // 3)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(seed=st.integers())
def test_a_page_offers_all_options_for_every_item_in_one_order(kind: AssigningType[Any], seed: int) -> None:
    asked = question(kind)
    parts = kind.parts(asked, kind.order(asked, seed))
    assert sorted(part.label for part in parts) == ["a", "b", "c"]
    assert len({part.options for part in parts}) == 1
    assert [value for value, _ in parts[0].options] == [str(place) for place in range(len(parts[0].options))]
    texts = [text for _, text in parts[0].options]
    assert sorted(texts) == (["x", "y", "z"] if kind is MATCHING else ["x", "y"])
    if kind is CATEGORISE:
        assert texts == ["x", "y"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_cannot_be_read_is_asked_back_by_the_item(kind: AssigningType[Any]) -> None:
    asked = question(kind)
    for text in ("9", "-1", "x", "٣", "\0", "00"):
        with pytest.raises(MalformedError, match=r"^Item 2: Choose") as caught:
            kind.parse(asked, ["0", text, ""], kind.order(asked, 1))
        assert caught.value.part == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_author_tries_out_texts_in_the_order_of_the_items(kind: AssigningType[Any]) -> None:
    asked = question(kind)
    assert kind.read_written(asked, ("x", "", " y")) == [0, -1, 1]
    for written in (("x", "y"), ("", "", ""), ("x", "y", "w"), "x"):
        with pytest.raises(MalformedError):
            kind.read_written(asked, written)
    with pytest.raises(MalformedError, match="did you mean “Black Sea”"):
        kind.read_written(
            question(kind, pairs=[["a", "Black Sea"], ["b", "y"]])
            if kind is MATCHING
            else question(kind, groups={"Black Sea": ["a"], "y": ["b"]}),
            ("Blak Sea", ""),
        )


def test_a_line_tells_each_item_and_what_it_was_given() -> None:
    asked = question(MATCHING)
    assert MATCHING.describe(asked, [2, -1, 1]) == "a → z; b → –; c → y"
    assert MATCHING.answer_text(asked) == "a → x; b → y; c → y"
    long = question(MATCHING, pairs=[[str(n) + "x" * 400, str(n)] for n in range(20)], distractors=[])
    assert len(MATCHING.answer_text(long)) == 500
