"""What learners type, and the mark that each gets: the tables of docs/typed-answers.md, and more."""
# ruff: noqa: RUF001 -- learners' keyboards have characters that look like others; that is the point

import gc
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

PAGE = (Path(__file__).parents[2] / "docs" / "typed-answers.md").read_text(encoding="utf-8")
ASKED_BACK = "asked back"
#: A question of the page, its title, and the rows of its table.
QUESTION = re.compile(
    r"^### [^\n]+\n\n```yaml\n(?P<yaml>.+?)```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"\| `(?P<typed>.*)` \| (?P<mark>[\d.]+|asked back) \| (?P<told>.*?) ?\|")
#: The most that reading and marking one response may take, in seconds of CPU.
MOST_SECONDS = 0.010


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


FILLERS = [
    "a",
    "9",
    "1 ",
    "é,",
    "1900 ",
    "12-",
    "a b ",
    "the ",
    "million ",
    "mid-",
    "1990s ",
    "b c ",
    ". ",
    "it is ",
    "(a) ",
    "President ",
    "Lake of the ",
    "н. э. ",
    "5m",
    "Tausend ",
    "i think ",
    "since ",
    "十四日",
    "janurry ",
    "5-",
    "5 to ",
    "between 5 and ",
    "and ",
    "coni",
    "Fe2",
    "((Co",
    "mountian ",
    "gebrige",
    "half of ",
    "1 billion ",
    "they signed five ",
    "more than half ",
    "last october ",
    "from 1999 to 2001 ",
    "this year ",
]
HARD = [
    {"type": "short", "answer": "b" * 190, "aliases": ["a" * 190], "typos": 2, "regex": "([a-z]{0,20}){20}x"},
    *(
        {
            "type": "short",
            "answer": answer,
            "aliases": ["a b c d", "Louis XIV"],
            "names": names,
            "unlike": ["z"],
        }
        for answer, names in (("The Million Of Aaron de la B. Cruz", "person"), ("Lake of the A B C", "lake"))
    ),
    {"type": "short", "answer": "Fe2+", "aliases": ["CaCO3"]},
    {"type": "short", "answer": "Altai", "names": "mountains", "language": "de", "unlike": ["Pamir", "Ural"]},
    {"type": "short", "answer": "Jiang Zemin", "names": "person", "unlike": ["Li Peng"] * 3},
    {"type": "number", "answer": "1,5", "language": "de"},
    {"type": "number", "answer": "1", "tolerance": "5 %", "unit": {"km": 1, "a b": 0.5, "1900": 2}},
    {"type": "number", "answer": "1,5", "language": "ru", "unit": "km"},
    {"type": "date", "answer": "before 221 BC"},
    {"type": "date", "answer": "1990", "language": "ru"},
    {"type": "date", "answer": "1990", "language": "zh", "prompt": "since when? " * 1000},
]


@pytest.mark.parametrize("own", HARD, ids=lambda own: f"{own['type']} {own.get('language', 'en')}")
def test_no_response_takes_long(own: dict[str, Any], request: pytest.FixtureRequest) -> None:
    kind = TYPES[own["type"]]
    assert isinstance(kind, TypedType)
    asked, most = question(own), kind.marker.most_characters
    for first in ("1", "十四", "before 15 June 2000"):
        # The words of a language and the characters of Chinese are read once, and examples made of them.
        marked(own, first)
    gc.collect()
    gc.disable()  # a collection of all that the suite has made is none of a response's time
    request.addfinalizer(gc.enable)
    for typed in [(filler * most)[:most] for filler in FILLERS] + [case.typed for case in CASES]:
        begin = time.process_time()
        with suppress(MalformedError):
            kind.grade(asked, kind.parse(asked, typed, ()))
        assert time.process_time() - begin < MOST_SECONDS, typed
