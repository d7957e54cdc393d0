"""A stored answer or wording that nobody can read takes no page down where there is more to show."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from support.answers import right
from support.quiz import Quiz

from quizapp.models import Answer, Revision, Slot
from quizapp.quizzes.rules import Feedback
from quizapp.services.exports.personal_data import NOT_DESCRIBED, NOT_READ
from quizapp.services.quizzes import answering, attempts, closing
from quizapp.services.transaction import writing

pytestmark = pytest.mark.every_database

#: What no type of question stores, or only some of them.
STRANGE: list[Any] = [99, -7, True, 1.5, "a text", "\ud800", [], [99], ["x"], [[1]], {"a": 1}, [None] * 30]
LOST = "can't be shown any more"


def take(quiz: Quiz, now: datetime) -> None:
    """Answer every question right, and finish."""
    with quiz.app.app_context():
        for number in range(1, 13):
            asked = attempts.show(quiz.person, quiz.id, number).asked
            answering.answer(quiz.person, quiz.id, number, right(asked), 0, now)
        closing.finish(quiz.person, quiz.id, now)


def plant(quiz: Quiz, response: object) -> None:
    with quiz.app.app_context(), writing() as session:
        session.execute(update(Answer).values(response=response))


@pytest.mark.parametrize("response", STRANGE, ids=ascii)
def test_every_page_shows_what_there_is_besides_a_strange_answer(
    response: object, app: Flask, bank: int, now: datetime
) -> None:
    quiz = Quiz(app, bank, Feedback.END)
    take(quiz, now)
    plant(quiz, response)
    result = quiz.open("result")
    # Its credit stands: it was right when it was marked.
    assert "All 12 right." in result.text
    for number in range(1, 13):
        assert "See the result" in quiz.open(number).text
    for page in ("/", "/quizzes", "/progress", "/review", "/settings"):
        quiz.browser.get(page, status=200)
    data = json.loads(quiz.browser.get("/settings/my-data.json").text)
    assert len(data["answers"]) == 12
    told = {answer["response_in_words"] for answer in data["answers"]}
    # What is no answer to any type of question is none to each of them.
    assert told == {NOT_DESCRIBED} if isinstance(response, dict) else NOT_DESCRIBED in told
    with zipfile.ZipFile(io.BytesIO(quiz.browser.get("/settings/my-data.zip").body)) as archive:
        assert NOT_DESCRIBED.encode() in archive.read("answers.csv")


def test_one_strange_answer_is_named_where_it_stands_and_the_rest_is_as_it_was(
    app: Flask, bank: int, now: datetime
) -> None:
    quiz = Quiz(app, bank, Feedback.END)
    take(quiz, now)
    before = json.loads(quiz.browser.get("/settings/my-data.json").text)["answers"]
    with app.app_context(), writing() as session:
        third = session.scalars(select(Answer.id).order_by(Answer.id).offset(2).limit(1)).one()
        session.execute(update(Answer).where(Answer.id == third).values(response={"a": 1}))
    after = json.loads(quiz.browser.get("/settings/my-data.json").text)["answers"]
    changed = {"response": {"a": 1}, "response_in_words": NOT_DESCRIBED}
    assert after == [*before[:2], before[2] | changed, *before[3:]]
    assert quiz.open("result").text.count(LOST) == 1


def test_a_strange_answer_in_an_open_quiz_can_be_given_again(app: Flask, bank: int, now: datetime) -> None:
    quiz = Quiz(app, bank, Feedback.END)
    with app.app_context():
        for number in range(1, 13):
            answering.answer(quiz.person, quiz.id, number, None, 0, now)
    plant(quiz, {"a": 1})
    for number in range(1, 13):
        page = quiz.open(number)
        assert "The answer that is saved can't be shown." in page.text
        quiz.fill(number, right, page)
        assert "can't be shown" not in quiz.open(number).text
    # "I don't know" is another answer than one that can't be read.
    plant(quiz, {"a": 1})
    quiz.open(1).forms["answer"].submit("unknown")
    assert "Saved: you don't know." in quiz.open(1).text


def test_a_wording_that_cannot_be_read_is_named_by_its_number(app: Flask, bank: int, now: datetime) -> None:
    quiz = Quiz(app, bank, Feedback.END)
    take(quiz, now)
    with app.app_context(), writing() as session:
        session.execute(update(Slot).where(Slot.number == 4).values(hints_used=1))
        slot = session.scalars(select(Slot).where(Slot.number == 4)).one()
        session.execute(
            update(Revision).where(Revision.id == slot.revision_id).values(content={"type": "none such"})
        )
    result = quiz.open("result")
    assert "Question 4 can't be shown any more. It earned 1 of 1 point." in result.text
    assert result.text.count('<details class="result"') == 11
    page = quiz.browser.get(quiz.address(4), status=500)
    assert "The wording of this question can&#39;t be read." in page.text
    data = json.loads(quiz.browser.get("/settings/my-data.json").text)
    assert [answer["prompt"] for answer in data["answers"]].index(NOT_READ) == 3
    assert [(hint["prompt"], hint["cost"]) for hint in data["hints"]] == [(NOT_READ, None)]
