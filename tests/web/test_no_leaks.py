"""A page that asks tells nothing of the answer: banks that differ in it alone ask alike, byte for byte."""

import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from sqlalchemy import delete
from support.people import a_browser, a_person

from quizapp.bank.schema import Bank
from quizapp.models import Attempt
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.assigning import AssigningType
from quizapp.question_types.base import FieldData
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks import catalogue, sync
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import writing
from quizapp.web.questions import RESPONSE

#: What changes from one showing to the next.
PASSING = re.compile(
    r'(name="(?:csrf_token|card|seed)" (?:type="hidden" )?value=)"[^"]*"'
    r'|/quizzes/\d+|"(?:quiz|card)/[-\d/]+"|"(?:attempt|revision)": \d+|[-\d]+T[:.\d]+(?:Z|\+00:00)'
)
#: A file is no page, and the last one holds what the JSON does. Nothing else is left out: what may tell
#: (a result, a preview, a card's answer) refuses a learner who may not know yet, or leads to the question.
NO_PAGE = {"static", "images.show", "settings.my_data_csv"}

CHOICES = ["Alpha", "Beta", "Gamma", "Delta"]
#: A question of each type, and two keys to it: all that an author says of the answer.
QUESTIONS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "single": (
        {},
        {"choices": [{"text": text, "feedback": "Well done."} for text in CHOICES], "answer": "Alpha"},
        {"choices": [{"text": text} for text in CHOICES], "answer": "Delta"},
    ),
    "multiple": (
        {"choices": [{"text": text} for text in CHOICES]},
        {"answer": ["Alpha"], "marking": "right-minus-wrong"},
        {"answer": ["Beta", "Gamma", "Delta"], "marking": "all-or-nothing"},
    ),
    "truefalse": (
        {},
        {"answer": True, "feedback": {"true": None, "false": "Look again."}},
        {"answer": False, "feedback": {"true": "Oh no.", "false": None}},
    ),
    "short": (
        {},
        {"answer": "Omega", "aliases": ["Ohm"], "feedback": [{"response": "Psi", "text": "Not quite."}]},
        {"answer": "An altogether longer answer"},
    ),
    "number": (
        {"unit": ["m", "metres"]},
        {"answer": "4806", "tolerance": "10", "feedback": [{"response": "1", "text": "Too low."}]},
        {"answer": "0.5", "tolerance": "0"},
    ),
    "date": (
        {},
        {"answer": "1786-08-08", "feedback": [{"response": "1787", "text": "One year earlier."}]},
        {"answer": "2001-06-15"},
    ),
    "cloze": (
        {"text": "Of **{letter}** one says {name}, since {day}, {times} times."},
        {
            "gaps": {
                "letter": {"type": "choice", "choices": CHOICES, "answer": "Alpha", "weight": 3},
                "name": {"answer": "Omega", "aliases": ["Ohm"]},
                "day": {"type": "date", "answer": "1786-08-08"},
                "times": {"type": "number", "answer": "4806", "tolerance": "10"},
            }
        },
        {
            "gaps": {
                "times": {"type": "number", "answer": "0.5"},
                "day": {"type": "date", "answer": "2001-06-15"},
                "name": "An altogether longer answer",
                "letter": {
                    "type": "choice",
                    "choices": [{"text": text, "feedback": "Well done."} for text in CHOICES],
                    "answer": "Delta",
                },
            }
        },
    ),
    "ordering": (
        {},
        {"items": [*CHOICES, "Epsilon", "Zeta", "Eta"], "marking": "adjacent"},
        {"items": ["Eta", "Beta", "Zeta", "Delta", "Epsilon", "Gamma", "Alpha"], "marking": "rank"},
    ),
    "matching": (
        {},
        {"pairs": [["One", "Alpha"], ["Two", "Beta"], ["Three", "Beta"]], "distractors": ["Gamma"]},
        {
            "pairs": [["Three", "Alpha"], ["One", "Gamma"], ["Two", "Beta"]],
            "marking": "all-or-nothing",
        },
    ),
    "categorise": (
        {},
        {"groups": {"Alpha": ["One", "Two", "Three"], "Beta": ["Four"]}},
        {"groups": {"Alpha": ["Four"], "Beta": ["Three", "One", "Two"]}, "marking": "all-or-nothing"},
    ),
    "timeline": (
        {"axis": {"from": 1900, "to": 2000}},
        {"events": [{"event": text, "date": f"19{place}7"} for place, text in enumerate(CHOICES)], "full": 1},
        {"events": [{"event": text, "date": f"May 194{place}"} for place, text in enumerate(CHOICES[::-1])]},
    ),
    "card": ({}, {"back": "Alpha"}, {"back": "Beta, *and no other*."}),
    "essay": (
        {},
        {"rubric": [{"criterion": "names Alpha", "points": 2}], "model_answer": "Alpha."},
        {"rubric": [{"criterion": "names Beta", "points": 1}, {"criterion": "and why", "points": 3}]},
    ),
}


def a_bank(type_: str, key: dict[str, Any], **own: Any) -> Bank:
    """Return a bank of two questions with the same key."""
    shape = {"type": type_, "topics": ["greek"], "prompt": "Which one?"} | QUESTIONS[type_][0] | key | own
    make = TYPES[type_].model.model_validate
    return Bank(
        key="twin",
        title="Twins",
        language="en",
        description=None,
        documents=(),
        topics={},
        questions=tuple(make(shape | {"id": name}) for name in ("a", "b")),
    )


def reasons(word: str) -> dict[str, Any]:
    # Not even how many of them there are.
    many = 1 if word == "one" else 3
    sources = [{"document": f"book-{word}", "paragraph": 1, "evidence": [f"evidence {word}"]}] * many
    tests = [{"response": f"test {word}", "mark": 0}] * many
    # Of hints, it is seen how many there are and what they cost, not what they say.
    hints = [f"Hint {word}.", {"text": f"More of {word}.", "cost": 0.5}]
    return {"explanation": f"Because of {word}.", "sources": sources, "tests": tests, "hints": hints}


def begin(app: Flask, person: Person, bank: Bank, now: datetime) -> dict[Feedback, int]:
    """Put a bank in the place of the last one, and begin all that asks of it; return the quizzes."""
    with app.app_context():
        sync.sync([bank], now)
        with writing() as session:
            session.execute(delete(Attempt))
        bank_id = catalogue.list_banks()[0].id
        studied_banks.study(person, bank_id, now)
        return {
            feedback: beginning.begin(
                person,
                QuizRequest(bank_id, count=2, rules=QuizRules(feedback, asks_certainty=True)),
                now,
                seed=place,
            ).attempt_id
            for place, feedback in enumerate(Feedback)
            if bank.questions[0].type in MARKED
        }


def asking(app: Flask, person: Person, begun: dict[Feedback, int]) -> list[str]:
    """Return every page that asks a question, and what becomes of a response that can't be read."""
    browser = a_browser(app, person)
    paths = ["/review", *(f"/quizzes/{attempt}/{number}" for attempt in begun.values() for number in (1, 2))]
    pages = [browser.get(path) for path in paths]
    assert all("answer" in page.forms for page in pages)
    # The page comes back, and the hint mustn't tell either.
    form = browser.get(paths[0]).forms["answer"]
    if RESPONSE in form.fields:
        pages.append(form.submit(status=422))
    if begun:
        pages.append(browser.get(paths[1]).forms["answer"].submit(status=303).follow())
    return [without_what_passes(page) for page in pages]


def fields_of_the_key(app: Flask, person: Person, attempt: int) -> FieldData:
    """Return what a browser sends that gives the first question's right answer."""
    with app.app_context():
        asked = attempts.show(person, attempt, 1).asked
        return asked.data(asked.right_response)


def everywhere(app: Flask, person: Person, attempt: int, sent: FieldData) -> dict[str, str]:
    """Answer the first question of a quiz that tells at its end; return all pages, by endpoint."""
    browser = a_browser(app, person)
    form = browser.get(f"/quizzes/{attempt}/1").forms["answer"]
    fields = [*((name, form[name].value) for name in ("csrf_token", "sequence")), ("certainty", "sure")]
    texts = sent if isinstance(sent, list) else [sent or ""]
    answered = browser.post(
        f"/quizzes/{attempt}/1", [*fields, *((RESPONSE, text) for text in texts)], status=303
    )
    assert answered.location == f"/quizzes/{attempt}/2"
    with app.app_context():
        asked = attempts.show(person, attempt, 1).asked
        places = {
            "attempt_id": attempt,
            "number": 1,
            "bank_id": catalogue.list_banks()[0].id,
            "question_id": asked.question_id,
            "user_id": person.id,
            "token": "nobodys",
            # The pages of a course show no question to learners: for this one it isn't even there.
            **dict.fromkeys(("course_id", "assignment_id", "group_id", "invitation_id", "slot_id"), 1),
        }
    with app.test_request_context():
        paths = {
            rule.endpoint: app.url_for(rule.endpoint, **{name: places[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.methods and "GET" in rule.methods and rule.endpoint not in NO_PAGE
        }
    return {endpoint: without_what_passes(browser.get(path, status="*")) for endpoint, path in paths.items()}


def without_what_passes(page: webtest.TestResponse) -> str:
    return PASSING.sub(r"\1", f"{page.status} {page.location} {page.text}")


@pytest.fixture(autouse=True)
def _orders_are_the_same_in_every_run(app: Flask) -> None:
    # Items to be ordered never stand in the right order, which differs between twins.
    app.secret_key = "one that leads to none of these"


@pytest.mark.parametrize("type_", sorted(set(TYPES) - MARKED))
def test_what_is_asked_in_reviews_alone_tells_nothing_either(type_: str, app: Flask, now: datetime) -> None:
    with app.app_context():
        person = a_person(now)
    first, second = (
        asking(app, person, begin(app, person, a_bank(type_, key, explanation=word), now))
        for key, word in zip(QUESTIONS[type_][1:], ("one", "another"), strict=True)
    )
    assert first == second


@pytest.mark.parametrize("type_", sorted(MARKED))
def test_two_keys_make_one_page(type_: str, app: Flask, now: datetime) -> None:
    with app.app_context():
        person = a_person(now)
    _, one, other = QUESTIONS[type_]
    begun = begin(app, person, a_bank(type_, one, **reasons("one")), now)
    sent = fields_of_the_key(app, person, begun[Feedback.END])
    first = asking(app, person, begun), everywhere(app, person, begun[Feedback.END], sent)
    begun = begin(app, person, a_bank(type_, other, **reasons("another")), now)
    assert fields_of_the_key(app, person, begun[Feedback.END]) != sent
    second = asking(app, person, begun), everywhere(app, person, begun[Feedback.END], sent)
    assert first[0] == second[0]
    assert [page for page in first[1] if first[1][page] != second[1][page]] == []


def test_every_type_has_its_twins() -> None:
    assert set(QUESTIONS) == set(TYPES)


@pytest.mark.parametrize("type_", QUESTIONS)
def test_the_twins_differ_once_they_are_answered(type_: str, app: Flask, now: datetime) -> None:
    with app.app_context():
        person = a_person(now)
    texts = []
    for key, word in zip(QUESTIONS[type_][1:], ("one", "another"), strict=True):
        begin(app, person, a_bank(type_, key, explanation=f"Because of {word}."), now)
        texts.append(a_browser(app, person).get("/review").forms["answer"].submit("recalled").text)
    assert "Because of one." in texts[0]
    assert "Because of another." in texts[1]


@pytest.mark.parametrize("type_", ["single", "multiple"])
def test_the_order_of_choices_hangs_on_the_seed_alone(type_: str) -> None:
    """One that hung on the answer would tell it over many showings."""
    one, other = (a_bank(type_, key).questions[0] for key in QUESTIONS[type_][1:])
    orders = [TYPES[type_].order(one, seed) for seed in range(500)]
    assert orders == [TYPES[type_].order(other, seed) for seed in range(500)]
    assert len(set(orders)) == 24


@pytest.mark.parametrize("type_", ["matching", "categorise"])
def test_where_an_item_stands_tells_nothing_of_where_its_option_does(type_: str) -> None:
    """Over many showings each item stands as often before each option, whatever belongs to it."""
    question = a_bank(type_, QUESTIONS[type_][1]).questions[0]
    kind = TYPES[type_]
    assert isinstance(kind, AssigningType)
    items, options = (
        len(kind.right_response(question)),
        len(kind.parts(question, kind.order(question, 0))[0].options),
    )
    seen = Counter(
        (place, item, kind.split(question, order)[1].index(kind.right_response(question)[item]))
        for order in (kind.order(question, seed) for seed in range(2_000))
        for place, item in enumerate(kind.split(question, order)[0])
    )
    expected = 2_000 / (items * (options if type_ == "matching" else 1))
    assert all(abs(count - expected) < expected / 2 for count in seen.values())
