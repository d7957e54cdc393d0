"""What no program can mark: cards and essays, which reviews ask and quizzes don't."""

from datetime import datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.people import a_browser, a_person

from quizapp.bank.schema import Bank
from quizapp.models import Review
from quizapp.question_types import TYPES
from quizapp.services.banks import catalogue, sync
from quizapp.services.errors import NothingToAskError
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import beginning
from quizapp.services.quizzes.attempts import progress
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading

CARD = {"type": "card", "prompt": "What is a delta?", "back": "Land that a river **heaps up** at its mouth."}
ESSAY = {
    "type": "essay",
    "prompt": "Why do deltas grow?",
    "rubric": [
        {"criterion": "says what the river carries", "points": 2},
        {"criterion": "and why", "points": 0.5},
    ],
    "model_answer": "Where a river slows down it drops what it carries.",
}
TRUE = {"type": "truefalse", "prompt": "The Nile has a delta.", "answer": True}


def a_bank(*questions: dict[str, Any]) -> Bank:
    made = (
        TYPES[question["type"]].model.model_validate(
            {"id": f"q{number}", "topics": [f"by-type/{question['type']}"]} | question
        )
        for number, question in enumerate(questions)
    )
    return Bank("deltas", "Deltas", "en", None, documents=(), topics={}, questions=tuple(made))


def studying(app: Flask, now: datetime, *questions: dict[str, Any]) -> tuple[Person, webtest.TestApp, int]:
    """Return somebody who studies a bank of these questions, their browser, and the bank's key."""
    with app.app_context():
        sync.sync([a_bank(*questions)], now)
        bank_id = catalogue.list_all_banks()[0].id
        person = a_person(now)
        studied_banks.study(person, bank_id, now)
    return person, a_browser(app, person), bank_id


@pytest.mark.parametrize(
    ("others", "told"),
    [((), "1 question"), ((CARD, ESSAY), "3 questions, 2 of them in reviews only")],
)
@pytest.mark.parametrize("path", ["/", "/quizzes", "/banks"])
def test_every_page_counts_the_questions_of_a_bank_alike(
    app: Flask, now: datetime, path: str, others: tuple[dict[str, Any], ...], told: str
) -> None:
    with app.app_context():
        sync.sync([a_bank(TRUE, *others)], now)
        person = a_person(now, role=Role.INSTRUCTOR)
    for browser in (a_browser(app, person), *([a_browser(app)] if path == "/" else [])):
        page = " ".join(browser.get(path).html.main.text.split())
        assert told in page
        assert ("in reviews only" in page) == bool(others)


def only_review(app: Flask) -> Review:
    with app.app_context():
        return reading().scalars(select(Review)).one()


def test_a_quiz_draws_and_counts_only_what_it_can_mark(app: Flask, now: datetime) -> None:
    person, browser, bank_id = studying(app, now, CARD, TRUE, ESSAY)
    with app.app_context():
        begun = beginning.begin(person, QuizRequest(bank_id), now, seed=1)
        assert begun.questions == 1
        with pytest.raises(NothingToAskError):
            beginning.begin(person, QuizRequest(bank_id, topics=("by-type/card",)), now, seed=2)
        assert progress(person, begun.attempt_id).questions == 1
        topics = {one.topic.path: one.questions for one in catalogue.list_quiz_topics(bank_id)}
        every = {one.topic.path: one.questions for one in catalogue.list_topics(bank_id)}
    assert topics == {"by-type": 1, "by-type/truefalse": 1}
    assert every == {"by-type": 3, "by-type/card": 1, "by-type/essay": 1, "by-type/truefalse": 1}
    page = browser.get("/quizzes")
    assert (
        "3 questions, 2 of them in reviews only"
        in page.html.select_one("section[aria-labelledby=new] p").text
    )
    assert "by-type/card" not in page.text


def test_a_bank_of_cards_alone_is_there_to_study_and_for_no_quiz(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, CARD)
    assert "1 question" in browser.get("/review/banks").text
    assert "Deltas" not in browser.get("/quizzes").text
    stranger = webtest.TestApp(app)
    assert "Deltas" not in stranger.get("/").text


def test_a_card_is_recalled_turned_and_rated(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, CARD)
    front = browser.get("/review")
    assert "heaps up" not in front.text
    assert [button.text.split()[0] for button in front.html.select("form#answer button")] == ["Show"]
    back = front.forms["answer"].submit("recalled")
    assert back.html.select_one(".back strong").text == "heaps up"
    assert len(back.html.select(".rating")) == 4
    assert not back.html.select(".rating--suggested")
    back.forms["rate"].submit("rating", value="3")
    review = only_review(app)
    assert (review.rating, review.response, review.credit) == (3, None, None)


def test_a_card_shows_its_back_however_it_is_asked(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, CARD)
    form = browser.get("/review").forms["answer"]
    page = browser.get(form.action, {"card": form["card"].value, "response": "mud"})
    assert "heaps up" in page.text
    assert "mud" not in page.text


def test_an_essay_is_written_compared_rated_and_kept(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, ESSAY)
    front = browser.get("/review")
    for later in ("what the river carries", "slows down"):
        assert later not in front.text
    text = "It slows down.\n\n" + "Песок <i>ложится</i>. " * 300
    front.forms["answer"]["response"] = text
    back = front.forms["answer"].submit()
    assert back.request.method == "POST"
    assert "Песок <i>ложится</i>." in back.html.select_one(".own-words").text
    assert [cell.text for cell in back.html.select(".rubric td")] == ["2", "0.5", "2.5"]
    assert "drops what it carries" in back.text
    assert not back.html.select(".outcome")
    back.forms["rate"].submit("rating", value="2")
    review = only_review(app)
    assert (review.rating, review.response, review.credit) == (2, text.strip(), None)
    (row,) = browser.get("/settings/my-data.json").json["reviews"]
    assert "It slows down." in str(row)


def test_an_essay_may_be_looked_up_unwritten(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, ESSAY)
    page = browser.get("/review").forms["answer"].submit("recalled")
    assert "drops what it carries" in page.text
    assert not page.html.select(".own-words")


@pytest.mark.parametrize(("text", "hint"), [(" \n ", "Write an answer."), ("W" * 10_001, "at most 10,000")])
def test_what_cannot_be_kept_comes_back_with_a_hint(text: str, hint: str, app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, ESSAY)
    form = browser.get("/review").forms["answer"]
    form["response"] = text
    page = form.submit(status=422)
    assert hint in page.html.select_one("[role=alert]").text
    assert page.forms["answer"]["response"].value.strip() == text.strip()
    page.forms["answer"]["response"] = "Mud."
    assert "drops what it carries" in page.forms["answer"].submit().text


def test_an_answer_that_is_posted_for_another_card_comes_back_with_it(app: Flask, now: datetime) -> None:
    _, browser, _ = studying(app, now, ESSAY)
    form = browser.get("/review").forms["answer"]
    form["card"] = "made up"
    form["response"] = "Mud."
    again = form.submit(status=422).forms["answer"]
    assert again["response"].value.strip() == "Mud."
    assert again["card"].value != "made up"
    assert "drops what it carries" in again.submit().text


def test_an_instructor_sees_the_back_of_a_card_and_tries_an_essay(app: Flask, now: datetime) -> None:
    _, _, bank_id = studying(app, now, CARD, ESSAY)
    with app.app_context():
        browser = a_browser(app, a_person(now, role=Role.INSTRUCTOR))
        card, essay = catalogue.find_questions(bank_id, catalogue.Wanted()).items
    page = browser.get(f"/banks/{bank_id}/questions/{card.id}")
    assert page.html.select_one("details .back strong").text == "heaps up"
    assert "Check" not in page.forms["answer"].text
    assert not page.html.select(".feedback")
    shown = page.forms["answer"].submit("check")
    assert shown.html.select_one(".feedback .back strong").text == "heaps up"
    assert not shown.html.select("details .back")
    page = browser.get(f"/banks/{bank_id}/questions/{essay.id}")
    written = "Mud. " * 1900  # more than an address holds
    page.forms["answer"]["response"] = written
    tried = page.forms["answer"].submit("check")
    assert tried.html.select_one(".own-words").text == written.strip()
    assert "drops what it carries" in tried.text
