"""What learners type, and the mark that each gets: the tables of docs/typed-answers.md, and more."""
# ruff: noqa: RUF001 -- learners' keyboards have characters that look like others; that is the point

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from yaml import BaseLoader, load

from quizapp.question_types import TYPES
from quizapp.question_types.base import MalformedError, Question
from quizapp.question_types.typed import TypedType
from tests.support.hard_responses import HARD, fillers

PAGE = (Path(__file__).parents[2] / "docs" / "typed-answers.md").read_text(encoding="utf-8")
ASKED_BACK = "asked back"
#: A question of the page, its title, and the rows of its table.
QUESTION = re.compile(
    r"^### [^\n]+\n\n```yaml\n(?P<yaml>.+?)```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"\| `(?P<typed>.*)` \| (?P<mark>[\d.]+|asked back) \| (?P<told>.*?) ?\|")
#: What none takes unless its work grows without measure, in seconds of CPU, with the words of a language
#: read for the first time. That none takes 10 ms is measured by `make bench`.
MOST_SECONDS = 2


class Case(NamedTuple):
    own: dict[str, Any]
    typed: str
    mark: str
    told: str | None = None


def question(own: dict[str, Any]) -> Any:
    made = TYPES[own["type"]].model.model_validate({"id": "q", "topics": ["t"], "prompt": "?", **own})
    assert isinstance(made, Question)
    return made


def documented() -> Iterator[Case]:
    for shown in QUESTION.finditer(PAGE):
        own = load(shown["yaml"], BaseLoader)
        for row in shown["table"].splitlines()[2:]:
            cells = ROW.fullmatch(row)
            assert cells, row
            yield Case(own, cells["typed"], cells["mark"], cells["told"])


def marked(own: dict[str, Any], typed: str) -> tuple[str, str]:
    """Return the mark as the page writes it, and all that the learner is told."""
    kind = TYPES[own["type"]]
    try:
        mark = kind.grade(question(own), kind.parse(question(own), typed, ()))
    except MalformedError as error:
        return ASKED_BACK, str(error)
    told = [*mark.feedback, *([f"It is spelled {mark.spelling}."] if mark.spelling else [])]
    return f"{mark.credit:g}", " ".join(told)


MILLION = {"type": "number", "answer": "11 million", "unit": ["people", "$"]}
#: What a table can't show: characters without a form, and those that look like others.
NOT_SHOWN = [
    *(
        Case(MILLION, typed, mark)
        for typed, mark in (
            ("11\u00a0000\u00a0000", "1"),
            ("11\u2009000\u2009000", "1"),
            ("١١ million", "1"),
            ("\u200e11 million\u200f", "1"),
            ("11 million \u0440eople", "1"),
            ("11\u2044000", ASKED_BACK),
            ("1e9999999999", ASKED_BACK),
            ("10 million 1000 thousand", ASKED_BACK),
            ("10m 1000000", ASKED_BACK),
            ("", ASKED_BACK),
        )
    ),
    *(
        Case({"type": "number", "answer": "2"}, typed, mark)
        for typed, mark in (
            *(
                (f"2{factor}", ASKED_BACK)
                for factor in ("π", " πr", "pi", r" \pi", "x", " i", " sqrt(3)", "√3")
            ),
            ("2 pieces", "1"),
        )
    ),
    Case({"type": "number", "answer": "11", "unit": ["m", "m²"]}, "11 m²", "1"),
    Case({"type": "number", "answer": "11", "unit": ["m", "m²"]}, "11 m2", "1"),
    Case({"type": "number", "answer": "11", "unit": ["m", "m²"]}, "11 million m", "0"),
    Case({"type": "number", "answer": "3.3", "tolerance": "0.05"}, f"3.35{'0' * 40}1", "0"),
    Case({"type": "date", "answer": "winter 2000"}, "\ufeffwinter\u200b 2000", "1"),
    Case({"type": "date", "answer": "2001"}, "9" * 20, ASKED_BACK),
    *(
        Case({"type": "short", "answer": "Xinjiang", "aliases": ["Xi'an Straße", "İzmir"]}, typed, mark)
        for typed, mark in (
            ("Xi’an Strasse", "1"),
            ("XIʼAN STRASSE", "1"),
            ("Xin\u00adjiang", "1"),
            ("X\u0456njiang", "1"),
            ("ızmir", "1"),
            ("IZMIR", "1"),
            ("\u0301", ASKED_BACK),
            ("\0", ASKED_BACK),
            ("Xin\ud800jiang", ASKED_BACK),
        )
    ),
    *(
        Case({"type": "short", "answer": "कुल", "aliases": ["مُحَمَّد", "Χίος"]}, typed, mark)
        for typed, mark in (("कुल", "1"), ("कल", "0"), ("محمد", "1"), ("ΧΙΟΣ", "1"), ("χιος", "1"))
    ),
]
CASES = [*documented(), *NOT_SHOWN]
each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.own['type']} {case.typed!r}".encode("ascii", "replace").decode()
)


def test_the_page_shows_enough() -> None:
    shown = list(documented())
    assert len(shown) >= 200
    assert {case.own["type"] for case in shown} == {"number", "date", "short"}
    assert PAGE.count("\n| `") == len(shown)


@each_case
def test_a_typed_response_gets_its_mark(case: Case) -> None:
    found = TYPES[case.own["type"]].faults(question(case.own))
    assert [one for one in found if one.level != "hint"] == []
    mark, told = marked(case.own, case.typed)
    assert mark == case.mark
    assert case.told in (None, told)
    if mark == ASKED_BACK:
        assert told.endswith((".", "?"))


@each_case
def test_space_around_a_response_changes_nothing(case: Case) -> None:
    assert marked(case.own, f" \t{case.typed}\u00a0 ") == marked(case.own, case.typed)


@pytest.mark.parametrize("own", HARD, ids=lambda own: f"{own['type']} {own.get('language', 'en')}")
def test_no_response_takes_for_ever(own: dict[str, Any]) -> None:
    kind = TYPES[own["type"]]
    assert isinstance(kind, TypedType)
    asked = question(own)
    for typed in fillers(kind.marker.most_characters):
        begin = time.process_time()
        with suppress(MalformedError):
            kind.grade(asked, kind.parse(asked, typed, ()))
        assert time.process_time() - begin < MOST_SECONDS, typed
