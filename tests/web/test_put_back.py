"""An answer given up by "I don't know", or by clearing it, that comes back on request; without JavaScript."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from support.answers import right, wrong
from support.quiz import Quiz, number_of
from support.wording import flashes

from quizapp.models import Answer
from quizapp.quizzes.rules import Feedback
from quizapp.services.transaction import reading

GIVEN_UP = "Question {}: saved that you don't know. Your earlier answer is kept: its page can put it back."


@pytest.fixture
def start(app: Flask, bank: int) -> Callable[..., Quiz]:
    return partial(Quiz, app, bank, Feedback.END)


def responses(quiz: Quiz) -> list[object]:
    with quiz.app.app_context():
        return list(reading().scalars(select(Answer.response).order_by(Answer.id)))


@pytest.mark.parametrize("type_", ["short", "single", "multiple", "number"])
@pytest.mark.parametrize("button", ["unknown", "clear"])
def test_a_saved_answer_comes_back_on_request(start: Callable[..., Quiz], button: str, type_: str) -> None:
    quiz = start()
    number = number_of(quiz, type_)
    quiz.fill(number, right)
    before = quiz.open(number).forms["answer"]
    told = before.submit(button, value="1", status=303).follow()
    if button == "unknown":
        assert flashes(told) == [GIVEN_UP.format(number)]
    page = quiz.open(number)
    assert "Your earlier answer" in page
    back = page.forms["answer"].submit("back", value="1", status=303).follow()
    assert back.request.path == quiz.address(number)
    assert flashes(back) == ["Your earlier answer is back, and saved."]
    form = back.forms["answer"]
    assert dict(form.submit_fields())["response"] == dict(before.submit_fields())["response"]
    assert "Put it back" not in back
    given = responses(quiz)
    assert given == [given[0], None, given[0]]


@pytest.mark.parametrize("is_saved", [False, True])
@pytest.mark.parametrize("button", ["unknown", "clear"])
def test_what_stands_in_the_field_unsaved_is_kept_first(
    start: Callable[..., Quiz], button: str, *, is_saved: bool
) -> None:
    quiz = start()
    number = number_of(quiz, "short")
    if is_saved:
        quiz.fill(number, wrong)
    form = quiz.open(number).forms["answer"]
    form["response"] = "Lake Titicaca"
    form.submit(button, value="1", status=303)
    given = responses(quiz)
    # The same form again, by a finger that was too quick.
    form.submit(button, value="1", status=303)
    assert responses(quiz) == given
    assert given[-2:] == ["Lake Titicaca", None]
    page = quiz.open(number)
    assert "“Lake Titicaca”" in page.html.select_one("#answer .panel").text
    page.forms["answer"].submit("back", value="1", status=303)
    page.forms["answer"].submit("back", value="1", status=303)
    assert responses(quiz)[-2:] == [None, "Lake Titicaca"]
    assert quiz.open(number).forms["answer"]["response"].value == "Lake Titicaca"


def test_nothing_is_offered_where_nothing_was_given(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = number_of(quiz, "short")
    assert "Put it back" not in quiz.open(number)
    quiz.open(number).forms["answer"].submit("unknown", value="1", status=303)
    page = quiz.open(number)
    assert "Put it back" not in page
    form = page.forms["answer"]
    quiz.browser.post(quiz.address(number), dict(form.submit_fields()) | {"back": "1"}, status=303)
    assert responses(quiz) == [None]


def test_a_wish_on_an_old_page_is_told(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = number_of(quiz, "short")
    quiz.fill(number, right)
    quiz.open(number).forms["answer"].submit("unknown", value="1")
    old = quiz.open(number).forms["answer"]
    quiz.fill(number, lambda _: "Loch Lomond")
    old.submit("back", value="1")
    assert responses(quiz)[-1] == "Loch Lomond"


def test_feedback_after_each_question_leaves_nothing_to_put_back(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank, Feedback.EACH)
    number = number_of(quiz, "short")
    form = quiz.open(number).forms["answer"]
    form["response"] = "Lake Titicaca"
    shown = form.submit("unknown", value="1", status=303).follow()
    assert "Put it back" not in shown
    assert responses(quiz) == [None]
