"""An answer of many parts that can't be read comes back with all of them, in an address that servers take."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import webtest
from flask import Flask
from support.quiz import Quiz

from quizapp.bank.reading import read_bank
from quizapp.question_types.parts import MOST_PARTS
from quizapp.services.banks import catalogue, sync

#: What the most usual servers and proxies take without being told to.
LONGEST_REQUEST_LINE = 8190
NAMES = [f"Part {number}" for number in range(MOST_PARTS)]
CAN_HAVE_MANY: dict[str, dict[str, Any]] = {
    "cloze": {
        "text": " ".join(f"{{g{number}}}" for number in range(MOST_PARTS)),
        "gaps": {f"g{number}": "x" for number in range(MOST_PARTS - 1)}
        | {f"g{MOST_PARTS - 1}": {"type": "number", "answer": "5"}},
    },
    "matching": {"pairs": [[name, f"{name} of that"] for name in NAMES], "distractors": ["a", "b"]},
    "categorise": {"groups": {"Some": NAMES[:5], "Others": NAMES[5:]}},
    "ordering": {"items": NAMES},
    "timeline": {"events": [{"event": name, "date": str(1900 + at)} for at, name in enumerate(NAMES)]},
}


@pytest.fixture
def ask(app: Flask, tmp_path: Path, now: datetime) -> Callable[[str], Quiz]:
    """Begin a quiz of one question of a type, with as many parts as there may be."""

    def ask(kind: str) -> Quiz:
        folder = tmp_path / "many"
        folder.mkdir()
        question = {"id": "q", "type": kind, "topics": ["t"], "prompt": "?", **CAN_HAVE_MANY[kind]}
        written = {"schema": 1, "bank": "many", "title": "Many parts", "questions": [question]}
        (folder / "bank.yaml").write_text(json.dumps(written))
        reading = read_bank(folder)
        assert reading.bank, reading.problems
        with app.app_context():
            sync.sync([reading.bank], now)
            return Quiz(app, catalogue.list_banks()[0].id, count=1)

    return ask


def sent_back(quiz: Quiz, texts: list[str]) -> tuple[webtest.TestResponse, list[str]]:
    """Send what can't be read; return the page that comes of it, and what stands in its fields."""
    form = quiz.open(1).forms["answer"]
    for field, text in zip(form.fields["response"], texts, strict=True):
        field.force_value(text)
    answer = form.submit(status=303)
    assert len(f"GET {answer.location} HTTP/1.1") < LONGEST_REQUEST_LINE
    page = answer.follow()
    assert page.html.select_one("#response-error").text.strip()
    assert quiz.answers() == 0
    fields = page.forms["answer"].fields["response"]
    assert len(fields) == MOST_PARTS
    return page, [field.value for field in fields]


@pytest.mark.parametrize("kind", ["matching", "categorise", "ordering"])
def test_no_choice_of_twenty_is_lost(ask: Callable[[str], Quiz], kind: str) -> None:
    quiz = ask(kind)
    values = [
        options[-1][0]
        for options in (field.options for field in quiz.open(1).forms["answer"].fields["response"])
    ]
    texts = [*values[:-2], "", "none of the list"]
    _, shown = sent_back(quiz, texts)
    assert shown == [*values[:-2], "", ""]


@pytest.mark.parametrize("kind", ["cloze", "timeline"])
@pytest.mark.parametrize("letters", ["river and shore " * 12, "ж" * 48, "山水" * 15, "", "&=+%;# " * 7])
def test_no_text_of_twenty_is_lost(ask: Callable[[str], Quiz], kind: str, letters: str) -> None:
    texts = [letters.strip() and f"{number} {letters.strip()}" for number in range(MOST_PARTS - 1)]
    _, shown = sent_back(ask(kind), [*texts, "how many?"])
    assert shown == [*texts, "how many?"]


@pytest.mark.parametrize("long", ["x" * 5000, "ы" * 200, "\U0001f30a" * 200])
def test_texts_that_no_address_holds_are_cut_the_longest_first(ask: Callable[[str], Quiz], long: str) -> None:
    texts = [long if number % 2 else "short enough" for number in range(MOST_PARTS - 1)]
    page, shown = sent_back(ask("cloze"), [*texts, "many"])
    assert len(parse_qs(urlsplit(page.request.url).query)["response"]) == MOST_PARTS
    assert shown[-1] == "many"
    for text, left in zip(texts, shown, strict=False):
        assert text.startswith(left)
        assert left == text if text == "short enough" else len(left) >= 50
