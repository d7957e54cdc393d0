"""Hints on pages: asked for one by one, with what was typed kept, and no word of one before that."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.people import a_browser, a_person, everything_stored, logged_in
from support.quiz import Quiz, StartQuiz

from quizapp.models import QuestionRecord, Review
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.permissions import Role
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading

FIRST, SECOND = "Its name speaks of its <em>snow</em>.", "Italians call it Monte Bianco."
both = pytest.mark.parametrize("feedback", Feedback)


def hinted(quiz: Quiz) -> int:
    """Return the number of the question with two hints."""
    return next(number for number in range(1, 13) if quiz.asked(number).question.id == "highest-mountain")


def ask(page: webtest.TestResponse, typed: str = "") -> webtest.TestResponse:
    """Press the button for a hint, as a browser without JavaScript does; return where that leads."""
    form = page.forms["answer"]
    (button,) = form.html.select("button[name=hint]")
    form["response"] = typed
    fields = [*form.submit_fields(), ("hint", button["value"])]
    send = page.test_app.post if form.method.upper() == "POST" else page.test_app.get
    return send(button["formaction"].partition("#")[0], fields)


def hints_on(page: webtest.TestResponse) -> list[str]:
    return [hint.decode_contents() for hint in page.html.select(".clue .prose p")]


def words(page: webtest.TestResponse) -> str:
    """Return a page's text with its white space folded, but for spaces at which no line breaks."""
    return re.sub("[ \n]+", " ", page.html.text)


@both
def test_hints_come_one_by_one_and_none_is_told_before(start: StartQuiz, feedback: Feedback) -> None:
    quiz = start(feedback)
    page = quiz.open(hinted(quiz))
    assert hints_on(page) == []
    assert "speaks of" not in page
    assert "costs 33\u00a0% of this question's points" in page.html.select_one("button[name=hint]").text
    answer = ask(page)
    assert answer.status_code == 303
    assert answer.location.endswith("#hint-1")
    page = answer.follow()
    assert hints_on(page) == [FIRST]
    assert "Hint 1 of 2 · it cost 33\u00a0% of this question's points" in words(page)
    assert "Italians" not in page
    assert page.html.select_one("#hint-1")["tabindex"] == "-1"
    page = ask(page).follow()
    assert hints_on(page) == [FIRST, SECOND]
    assert not page.html.select("button[name=hint]")


@both
@pytest.mark.parametrize("typed", ["Mont B", "  ", "…!"])
def test_what_is_typed_so_far_stays_and_is_neither_saved_nor_complained_of(
    start: StartQuiz, feedback: Feedback, typed: str
) -> None:
    quiz = start(feedback)
    page = ask(quiz.open(hinted(quiz)), typed).follow()
    assert page.forms["answer"]["response"].value.strip() == typed.strip()
    assert not page.html.select("[role=alert], .field-error")
    assert quiz.answers() == 0


def test_choices_stay_chosen(start: StartQuiz) -> None:
    quiz = start()
    number = next(number for number in range(1, 13) if quiz.asked(number).question.id == "baltic-rivers")
    form = quiz.open(number).forms["answer"]
    for field in form.fields["response"][:2]:
        field.checked = True
    button = form.html.select_one("button[name=hint]")
    page = quiz.browser.post(button["formaction"], [*form.submit_fields(), ("hint", "0")]).follow()
    assert [field.checked for field in page.forms["answer"].fields["response"]] == [True, True, False, False]


def test_only_what_is_not_saved_yet_is_saved_at_once_by_the_page_itself(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    page = quiz.open(hinted(quiz))
    assert page.html.select_one("#answer")["data-autosave"] == ""
    page = ask(page, "Mont B").follow()
    assert page.html.select_one("#answer")["data-autosave"] == "unsaved"
    page.forms["answer"].submit(status=303)
    assert quiz.open(hinted(quiz)).html.select_one("#answer")["data-autosave"] == ""


@both
@pytest.mark.parametrize("typed", ["Mont B", ""])
def test_how_sure_one_is_stays_said(app: Flask, bank: int, feedback: Feedback, typed: str) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now)
        request = QuizRequest(bank, ("mountains",), count=20, rules=QuizRules(feedback, asks_certainty=True))
        begun = beginning.begin(person, request, now, seed=1)
        numbers = range(1, begun.questions + 1)
        keys = [attempts.show(person, begun.attempt_id, number).asked.question.id for number in numbers]
    place = keys.index("highest-mountain") + 1
    page = a_browser(app, person).get(f"/quizzes/{begun.attempt_id}/{place}")
    page.forms["answer"]["certainty"] = "guess"
    page = ask(page, typed).follow()
    assert hints_on(page) == [FIRST]
    assert page.forms["answer"]["certainty"].value == "guess"
    assert page.forms["answer"]["response"].value == typed
    assert not page.html.select("[role=alert]")


@both
def test_a_form_sent_twice_shows_one_hint(start: StartQuiz, feedback: Feedback) -> None:
    quiz = start(feedback)
    page = quiz.open(hinted(quiz))
    ask(page, "Mont")
    again = ask(page, "Mont").follow()
    assert hints_on(again) == [FIRST]
    assert again.forms["answer"]["response"].value == "Mont"


def test_a_saved_answer_that_was_changed_elsewhere_is_seen_before_a_hint(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    number = hinted(quiz)
    page = quiz.open(number)
    quiz.fill(number, lambda _: "Elbrus")
    shown = ask(page, "Mont Blanc").follow()
    assert "This question was answered on another page meanwhile." in shown
    assert "Mont Blanc" in shown.html.select_one("[role=alert]").text
    assert hints_on(shown) == []


def test_the_cost_shows_with_the_answer_and_with_the_result(start: StartQuiz) -> None:
    quiz = start()
    number = hinted(quiz)
    page = ask(quiz.open(number)).follow()
    form = page.forms["answer"]
    form["response"] = "Mont Blanc"
    told = form.submit().follow()
    assert told.html.select_one(".outcome").text.strip() == "Right, with hints."
    assert "1 hint cost 33\u00a0% of this question's points. 0.67 of 1 point is left." in words(told)
    assert "it cost" not in told  # said once is enough
    assert hints_on(told) == [FIRST]
    assert "Italians" not in told.html.select_one(".question").text
    result = quiz.browser.get(quiz.address("finish")).forms["finish"].submit().follow()
    assert "0.67 of 12 points: 0 right, 1 right with hints." in words(result)
    assert "0.67 of 1 point is left." in result


@both
@pytest.mark.parametrize("value", ["", "x", "-1", "6", "1e9", None])
def test_a_number_of_hints_that_makes_no_sense_is_refused(
    start: StartQuiz, feedback: Feedback, value: str | None
) -> None:
    quiz = start(feedback)
    form = quiz.open(hinted(quiz)).forms["answer"]
    fields = [*form.submit_fields(), *([] if value is None else [("hint", value)])]
    quiz.browser.post(f"{quiz.address(hinted(quiz))}/hint", fields, status=400)


def test_a_hint_after_feedback_leads_to_what_there_is_to_see(start: StartQuiz) -> None:
    quiz = start()
    number = hinted(quiz)
    page = quiz.open(number)
    quiz.fill(number, lambda _: "Elbrus", page)
    late = ask(page).follow()
    assert "your first answer counts" in late
    assert hints_on(late) == []


# ---- in reviews


@pytest.fixture
def card(app: Flask, bank: int) -> Callable[[], webtest.TestResponse]:
    """Give the page of the card with two hints, of a learner who studies its bank."""
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now)
        studied_banks.study(person, bank, now)
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.key == "highest-mountain")
        )
    browser = a_browser(app, person)
    return lambda: browser.get(f"/review/{question_id}")


def test_a_hint_in_a_review_writes_nothing_and_keeps_what_is_typed(
    app: Flask, card: Callable[[], webtest.TestResponse]
) -> None:
    page = card()
    assert "Show a hint" in page
    assert "33" not in page.html.select_one("button[name=hint]").text
    with app.app_context():
        before = everything_stored()
    page = ask(page, "Mont B")
    assert page.status_code == 200
    assert hints_on(page) == [FIRST]
    assert "it cost" not in page  # it only makes the suggested rating harder
    assert "Italians" not in page
    assert page.forms["answer"]["response"].value == "Mont B"
    page = ask(page)
    assert hints_on(page) == [FIRST, SECOND]
    with app.app_context():
        assert everything_stored() == before


def test_a_hint_caps_the_suggestion_at_hard_and_leaves_the_mark(
    app: Flask, card: Callable[[], webtest.TestResponse]
) -> None:
    form = ask(card()).forms["answer"]
    form["response"] = "Mont Blanc"
    side = form.submit()
    assert "Right." in side.html.select_one(".outcome").text
    assert "Hard" in side.html.select_one(".rating--suggested").text
    assert "right, with a hint" in side
    assert hints_on(side) == [FIRST]
    side.forms["rate"].submit("rating", index=1)
    with app.app_context():
        assert reading().scalar(select(Review.credit)) == 1


def test_loading_a_hint_again_shows_no_further_one(card: Callable[[], webtest.TestResponse]) -> None:
    page = ask(card())
    assert hints_on(page.test_app.get(page.request.path_qs)) == [FIRST]


def test_a_token_of_another_card_leads_to_the_card(card: Callable[[], webtest.TestResponse]) -> None:
    page = card()
    path = page.request.path
    assert page.test_app.get(f"{path}/hint?card=forged", status=302).location == path


# ---- for those who teach


def test_a_preview_shows_hints_and_what_they_leave(app: Flask, bank: int) -> None:
    browser = logged_in(app, Role.INSTRUCTOR)
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.key == "highest-mountain")
        )
    page = browser.get(f"/banks/{bank}/questions/{question_id}")
    assert SECOND in page.html.select_one(".panel").text
    page = ask(page, "Mont B")
    assert hints_on(page) == [FIRST]
    form = page.forms["answer"]
    assert form["response"].value == "Mont B"
    form["response"] = "Mont Blanc"
    told = form.submit("check")
    assert "Right, with hints." in told
    assert "0.67 of 1 point is left." in told
    for value in ("-5", "99", "x", ""):
        assert browser.get(f"/banks/{bank}/questions/{question_id}?hints={value}").status_code == 200
