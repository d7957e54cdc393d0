"""Every fault an author can make beyond the shape, with where it stands and what to do."""

from typing import Any

import pytest
from pydantic import ValidationError

from quizapp.question_types import TYPES

CHOICES = ["Beijing", {"text": "Tashkent", "feedback": "No."}, "Almaty"]

EVENTS = [{"event": "The five meet", "date": "26 April 1996"}, {"event": "SCO", "date": "2001-06-15"}]

RUBRIC = [{"criterion": "says why", "points": 1}]


def faults(kind: str, **own: Any) -> list[tuple[tuple[str | int, ...], str]]:
    room = TYPES[kind]
    question = room.model.model_validate({"id": "q", "type": kind, "topics": ["t"], "prompt": "?", **own})
    found = list(room.faults(question))
    assert all(fault.message and fault.remedy for fault in found)
    return [(fault.path, f"{fault.message} ({fault.remedy})") for fault in found]


CASES: list[tuple[str, dict[str, Any], tuple[str | int, ...], str]] = [
    ("single", {"choices": CHOICES, "answer": "Bejing"}, ("answer",), "did you mean “Beijing”"),
    ("single", {"choices": CHOICES, "answer": "Rome"}, ("answer",), "isn't among the choices"),
    ("single", {"choices": [*CHOICES, "Almaty "], "answer": "Beijing"}, ("choices", 3), "there twice"),
    ("single", {"choices": ["é", "e\u0301"], "answer": "é"}, ("choices", 1), "there twice"),
    ("single", {"choices": [*CHOICES, "Almaty."], "answer": "Beijing"}, ("choices", 3), "twice, as “Almaty”"),
    ("single", {"choices": ["“Go”", '"Go"'], "answer": "“Go”"}, ("choices", 1), "there twice"),
    (
        "single",
        {"choices": ["a", {"text": "b", "pin": "last"}], "answer": "a", "shuffle": False},
        ("choices", 1, "pin"),
        "leave `pin` out",
    ),
    ("multiple", {"choices": CHOICES, "answer": ["Beijing", "Almati"]}, ("answer", 1), "“Almaty”"),
    ("multiple", {"choices": CHOICES, "answer": ["Beijing", "Beijing"]}, ("answer", 1), "there twice"),
    ("short", {"answer": "…"}, ("answer",), "letters or figures"),
    ("short", {"answer": "Osh", "aliases": ["osh."]}, ("aliases", 0), "the same as “Osh”"),
    ("short", {"answer": "Osh", "aliases": ["Och", "OCH"]}, ("aliases", 1), "the same as “Och”"),
    ("short", {"answer": "Osh", "aliases": ["?"]}, ("aliases", 0), "no learner can write"),
    (
        "short",
        {"answer": "Osh", "aliases": [{"text": "OSH", "credit": 0.5}]},
        ("aliases", 0),
        "case, accents",
    ),
    ("short", {"answer": "Osh", "regex": "os(h"}, ("regex",), "missing )"),
    ("short", {"answer": "Osh", "regex": "o sh"}, ("regex",), "has a space"),
    ("short", {"answer": "Osh", "regex": "o(?!s)"}, ("regex",), "can't be used"),
    ("short", {"answer": "Osh", "aliases": ["Och"], "typos": 1}, ("typos",), "5 letters"),
    (
        "short",
        {"answer": "Osh", "feedback": [{"response": "OSH", "text": "No."}]},
        ("feedback", 0, "response"),
        "is right",
    ),
    (
        "short",
        {"answer": "Osh", "feedback": [{"response": r, "text": "No."} for r in ("Uch", "uch!")]},
        ("feedback", 1, "response"),
        "there already",
    ),
    ("number", {"answer": "many"}, ("answer",), "one number"),
    ("number", {"answer": "1,5,2"}, ("answer",), "point"),
    ("number", {"answer": "60 %"}, ("answer",), "You wrote “%”, which the question doesn't ask for"),
    ("number", {"answer": "60", "tolerance": "-1"}, ("tolerance",), "below zero"),
    ("number", {"answer": "60", "tolerance": "-5 %"}, ("tolerance",), "below zero"),
    ("number", {"answer": "60", "tolerance": "some"}, ("tolerance",), "can't be read"),
    ("number", {"answer": "60", "unit": "million people"}, ("unit",), "part of a number"),
    ("number", {"answer": "60", "unit": ["people", "10 people"]}, ("unit", 1), "part of a number"),
    (
        "number",
        {"answer": "60", "tolerance": "5", "feedback": [{"response": "64", "text": "No."}]},
        ("feedback", 0, "response"),
        "is right",
    ),
    (
        "number",
        {"answer": "60", "feedback": [{"response": "few", "text": "No."}]},
        ("feedback", 0, "response"),
        "can't be read",
    ),
    ("ordering", {"items": ["Ulm", "Vienna", "Ulm "]}, ("items", 2), "“Ulm” is there twice"),
    ("number", {"range": ["60", "50"]}, ("range",), "begins above its end"),
    ("number", {"range": ["50", "many"]}, ("range", 1), "can't be read"),
    ("number", {"range": ["50", "60"], "tolerance": "5"}, ("tolerance",), "beyond its ends"),
    ("number", {"answer": "60", "unit_required": True}, ("unit_required",), "no unit"),
    ("number", {"answer": "60", "without_unit": 0.5}, ("without_unit",), "no unit"),
    (
        "number",
        {"answer": "60", "unit": "%", "without_unit": 0.5, "unit_required": True},
        ("without_unit",),
        "asked back",
    ),
    ("number", {"answer": "60", "unit": {"km": 1, "million miles": 2}}, ("unit", "million miles"), "part of"),
    ("number", {"answer": "60", "unit": {"miles": 1.6}}, ("unit",), "factor 1"),
    ("number", {"answer": "1.5.2", "language": "de"}, ("answer",), "after a comma"),
    ("number", {"answer": "11 billions", "language": "de"}, ("answer",), "11 billion"),
    (
        "timeline",
        {"events": [*EVENTS, {"event": "SCO ", "date": "2001"}]},
        ("events", 2, "event"),
        "there twice",
    ),
    (
        "timeline",
        {"events": [*EVENTS, {"event": "?", "date": "30 February 2001"}]},
        ("events", 2, "date"),
        "28 days",
    ),
    (
        "timeline",
        {"events": [*EVENTS, {"event": "?", "date": "before 1990"}]},
        ("events", 2, "date"),
        "before or",
    ),
    ("timeline", {"events": EVENTS, "full": 10}, ("full",), "make `zero` the larger"),
    (
        "timeline",
        {"events": EVENTS, "axis": {"from": 2000, "to": 1990}},
        ("axis", "to"),
        "ends before it begins",
    ),
    (
        "timeline",
        {"events": EVENTS, "axis": {"from": 1997, "to": 2010}},
        ("events", 0, "date"),
        "on the axis",
    ),
    ("card", {"back": "b", "tests": [{"response": "b", "mark": 1}]}, ("tests",), "isn't marked"),
    ("essay", {"rubric": RUBRIC, "tests": [{"response": "b", "mark": 1}]}, ("tests",), "isn't marked"),
    ("essay", {"rubric": [*RUBRIC, *RUBRIC]}, ("rubric", 1, "criterion"), "there twice"),
    ("date", {"answer": "30 February 2001"}, ("answer",), "28 days"),
    ("date", {"answer": "6/7/2001"}, ("answer",), "6 July 2001 or 7 June 2001"),
    ("date", {"answer": "97"}, ("answer",), "in full"),
    ("date", {"answer": "29 February 1900"}, ("answer",), "28 days"),
    ("date", {"answer": "1997", "right_year": 0.5}, ("right_year",), "the answer is a year"),
    ("date", {"answer": "before 1997", "right_year": 0.5}, ("right_year",), "no single year"),
    ("date", {"answer": "fall 1997", "right_month": 0.5}, ("right_month",), "not a day"),
    (
        "date",
        {"answer": "1 May 1997", "right_month": 0.25, "right_year": 0.5},
        ("right_month",),
        "less than the right year",
    ),
    (
        "date",
        {"answer": "June 2001", "feedback": [{"response": "15 June 2001", "text": "No."}]},
        ("feedback", 0, "response"),
        "is right",
    ),
]


@pytest.mark.parametrize(("kind", "own", "path", "words"), CASES)
def test_a_fault_is_found_where_it_stands(
    kind: str, own: dict[str, Any], path: tuple[str | int, ...], words: str
) -> None:
    found = faults(kind, **own)
    assert [where for where, _ in found] == [path]
    assert words in found[0][1]


def test_all_faults_are_found_in_one_run() -> None:
    found = faults("multiple", choices=["a", "a", "b", "b"], answer=["c", "d"])
    assert [where for where, _ in found] == [("choices", 1), ("choices", 3), ("answer", 0), ("answer", 1)]


@pytest.mark.parametrize(
    "pair", [("Co", "CO"), ("x²", "x2"), ("-5", "5"), ("C", "C++"), ("polish", "Polish")]
)
def test_choices_that_look_different_are_different(pair: tuple[str, str]) -> None:
    assert faults("single", choices=list(pair), answer=pair[0]) == []


def test_all_choices_may_be_right() -> None:
    assert faults("multiple", choices=["a", "b"], answer=["a", "b"]) == []


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("multiple", {"choices": CHOICES, "answer": []}),
        ("single", {"choices": ["one"], "answer": "one"}),
        ("single", {"choices": [str(n) for n in range(21)], "answer": "1"}),
        ("single", {"choices": CHOICES, "answer": "Beijing", "hint": "?"}),
        ("single", {"choices": [{"txt": "a"}, "b"], "answer": "b"}),
        ("single", {"choices": ["a", {"text": "b", "pin": "first"}], "answer": "a"}),
        ("single", {"choices": CHOICES, "answer": "Beijing", "shuffle": "sometimes"}),
        ("truefalse", {"answer": "perhaps"}),
        ("truefalse", {"answer": "true", "feedback": {"maybe": "?"}}),
        ("short", {"answer": " "}),
        ("short", {"answer": "Osh", "forgive": ["everything"]}),
        ("short", {"answer": "Osh", "forgive": "case"}),
        ("short", {"answer": "Osh", "typos": 3}),
        ("short", {"answer": "Osh", "aliases": [{"text": "Och", "credit": 0}]}),
        ("short", {"answer": "Osh", "aliases": [{"text": "Och", "credit": 1.5}]}),
        ("number", {"answer": "1", "feedback": [{"response": "2"}]}),
        ("number", {}),
        ("date", {"answer": "1997-01-01", "right_year": 1.5}),
        ("number", {"answer": "1", "range": ["1", "2"]}),
        ("number", {"range": ["1"]}),
        ("number", {"answer": "1", "unit": {"km": 0}}),
        ("number", {"answer": "1", "unit": {"km": "inf"}}),
        ("number", {"answer": "1", "unit": "km", "without_unit": 2}),
        ("timeline", {"events": EVENTS[:1]}),
        ("timeline", {"events": EVENTS, "zero": 0}),
        ("timeline", {"events": EVENTS, "full": -1}),
        ("timeline", {"events": EVENTS, "axis": {"from": 1990}}),
        ("card", {"back": " "}),
        ("essay", {"rubric": []}),
        ("essay", {"rubric": [{"criterion": "why", "points": 0}]}),
        ("ordering", {"items": ["one", "two"]}),
        ("ordering", {"items": CHOICES}),
        ("ordering", {"items": ["a", "b", "c"], "marking": "per-pair"}),
    ],
)
def test_a_wrong_shape_is_refused(kind: str, own: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        faults(kind, **own)


@pytest.mark.parametrize("kind", TYPES)
def test_an_editor_takes_bare_numbers_where_text_is_kept(kind: str) -> None:
    schema = TYPES[kind].model.model_json_schema()
    own = {key: schema["properties"].get(key, {}) for key in ("answer", "tolerance")}
    if kind in {"single", "short", "number", "date"}:
        assert "number" in own["answer"]["type"]
    if kind == "number":
        assert "number" in own["tolerance"]["type"]
