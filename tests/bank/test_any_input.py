"""Whatever bytes a bank is made of, reading it ends with a bank or with faults that people understand."""

import json
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.bank_folder import HEADER

from quizapp.bank.checks.evidence import check_evidence
from quizapp.bank.reading import Reading, read_bank
from quizapp.bank.yaml.loader import load
from quizapp.bank.yaml.parser import PurePythonParser
from quizapp.question_types import TYPES

QUESTIONS = """\
questions:
  - id: a
    type: multiple
    topics: [t, t/u]
    prompt: Which are $x^2$?
    choices: [A, {text: B, feedback: No.}, "C"]
    answer: [A, C]
    marking: per-choice
    explanation: |
      So it *is*.
    sources:
      - {document: guide, paragraph: 1, evidence: [x y]}
    tests: [{response: [A], mark: 0.67}, {response: [D], mark: malformed}]
  - {id: b, type: number, topics: [t], prompt: Q, answer: 11 million, tolerance: 5 %, unit: [km, mi]}
  - {id: c, type: date, topics: [t], prompt: Q, answer: 2001-06, feedback: [{response: 2002, text: No.}]}
  - {id: d, type: truefalse, topics: [t], prompt: Q, answer: no, feedback: {true: No.}}
  - {id: e, type: short, topics: [t], prompt: Q, answer: Osh, aliases: [Och]}
templates:
  - table:
      - {id: f, name: Osh, at: 1990, all: [Osh, Aral]}
      - {id: g, name: Aral, at: 1991-02, all: [Aral]}
    questions:
      - id: "at-{id}"
        type: date
        topics: [t]
        prompt: When was {name}?
        answer: "{at}"
        sources: [{document: guide, paragraph: 1, evidence: "{all}"}]
      - {id: "{id}", type: single, topics: [t], prompt: Q, answer: "{name}", choices_from: name, choices: 2}
"""

#: What pydantic, Python and the parsers say, and no author should read.
FOREIGN = ("Input should", "String should", "Value error", "pydantic", "validat", "Traceback", "object at 0x")

PUNCTUATION = [
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "#",
        "? ",
        "&a ",
        "*a",
        "!!str ",
        "|\n",
    ),
    *("'", '"', "\\", "\\x00", "%", "@", "`", "---\n", "...\n", "\t", "\r", "~", "<<", "=", "$", "\ufeff"),
]
KEYS = [
    *(
        "schema: 1\n",
        "bank: b\n",
        "title: T\n",
        "documents:",
        "defaults:",
        "questions:\n",
        "- id: ",
        "type: ",
    ),
    *("topics: [t]\n", "prompt: x\n", "answer: ", "choices: [a, b]\n", "aliases:", "feedback:", "text:"),
    *("sources:", "document:", "paragraph:", "evidence:", "tests:", "response:", "mark:", "unit:"),
    *("tolerance:", "marking:", "templates:", "table:", "choices_from:", "excludes: [a]\n"),
]
VALUES = [
    "true",
    "no",
    "1e999",
    "nan",
    "-1",
    "0.5",
    "2001-02-30",
    "9" * 20,
    "malformed",
    "é",
    "5 %",
    "{id}",
    "{{at}}",
    "{x}",
    *TYPES,
]
pieces = st.sampled_from(PUNCTUATION + KEYS + VALUES)
anything = st.lists(pieces | st.text(max_size=3), max_size=40).map("".join)

#: Each example writes and reads files, which a busy machine does when it can.
on_files = settings(deadline=None)


def assert_sound(reading: Reading, folder: Path) -> None:
    assert (reading.bank is None) == bool(reading.problems)
    for problem in reading.problems:
        file = Path(problem.file)
        lines = file.read_bytes().decode(errors="replace").splitlines() if file.is_file() else []
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
        assert problem.remedy
        assert not any(words in str(problem) for words in FOREIGN)
        assert str(problem).isprintable()
    check_evidence(reading, folder)


def read(bank: bytes, questions: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "moon"
        folder.mkdir()
        (folder / "bank.yaml").write_bytes(bank)
        (folder / "q.yaml").write_bytes(questions)
        assert_sound(read_bank(folder), folder)


def test_the_bank_that_is_tampered_with_below_is_a_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "moon"
    folder.mkdir()
    (folder / "bank.yaml").write_text(HEADER, encoding="utf-8")
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    assert read_bank(folder).problems == ()


@on_files
@given(st.binary(max_size=300), st.binary(max_size=300))
@example(b"\xff\xfe", b"\x00")
def test_any_bytes_end_in_a_bank_or_in_faults(bank: bytes, questions: bytes) -> None:
    read(bank, questions)


@on_files
@given(anything, anything)
@example("", "questions:\n- type: ''\n")
@example("questions: !a &b *c", "? [a, b]\n: {c: d}\n? \n")
def test_anything_like_yaml_ends_in_a_bank_or_in_faults(bank: str, questions: str) -> None:
    read(HEADER.encode() + bank.encode(), questions.encode())
    read(bank.encode(), b"questions:\n" + questions.encode())


@on_files
@given(st.data())
def test_a_bank_that_was_tampered_with_ends_in_a_bank_or_in_faults(data: st.DataObject) -> None:
    texts = [HEADER, QUESTIONS]
    for _ in range(data.draw(st.integers(1, 4))):
        which = data.draw(st.integers(0, 1))
        start = data.draw(st.integers(0, len(texts[which])))
        end = data.draw(st.integers(start, min(len(texts[which]), start + 12)))
        texts[which] = texts[which][:start] + data.draw(pieces | st.just("")) + texts[which][end:]
    read(texts[0].encode(), texts[1].encode())


@given(anything)
@example('a: "\\U00110000"')
def test_the_parser_in_python_never_raises_either(text: str) -> None:
    load(text.encode(), "f", PurePythonParser)


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each text, list and mapping within a question."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield (*path, step)
        yield from _leaves(value, (*path, step))


def _with(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a question with another value at a place."""
    copied = deepcopy(data)
    *above, last = path
    reduce(getitem, above, copied)[last] = value
    return copied


#: What may stand where something else should: of each kind of value, some that can't be read as another.
MISFITS = (
    "",
    "abc",
    "-1",
    "0",
    "7 %",
    "1e999",
    "2001-02-30",
    "30 February 2001",
    "{a}",
    "(",
    [],
    ["a"],
    {},
    {"a": "b"},
)


@pytest.mark.parametrize("name", TYPES)
def test_a_misfit_at_any_place_of_a_question_ends_in_a_bank_or_in_faults(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "moon"
    folder.mkdir()
    (folder / "bank.yaml").write_text(HEADER, encoding="utf-8")
    different = {json.dumps(example.question): example.question for example in TYPES[name].examples}
    questions = [
        _with(question, path, misfit)
        for question in different.values()
        for path in _leaves(question)
        for misfit in MISFITS
    ]
    for start in range(0, len(questions), 100):
        text = json.dumps({"questions": questions[start : start + 100]})
        (folder / f"{start}.yaml").write_text(text, encoding="utf-8")
    assert_sound(read_bank(folder), folder)
