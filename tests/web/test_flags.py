"""Flags on the pages of a quiz, without JavaScript and as its script sends them."""

import pytest
import webtest
from support.answers import right
from support.quiz import Quiz, StartQuiz, number_of, put
from support.wording import words

from quizapp.quizzes.rules import Feedback

AUTOSAVE = {"X-Requested-With": "autosave"}


@pytest.fixture
def quiz(start: StartQuiz) -> Quiz:
    return start(Feedback.END, count=12)


def press_flag(form: webtest.Form) -> webtest.TestResponse:
    """Press the button, which sends the form to another address."""
    button = form.fields["flag"][0]
    action = form.html.select_one("[data-flag]")["formaction"]
    fields = [*form.submit_fields(), ("flag", button.value_if_submitted())]
    return form.response.test_app.post(action, fields, status=303)


def marks(quiz: Quiz, number: int) -> list[str]:
    """Return the numbers of the questions that a page shows as flagged."""
    page = quiz.open(number).html
    return [chip["value"] for chip in page.select(".number") if ", flagged" in chip.text]


def test_a_flag_keeps_the_answer_that_was_given_beside_it(quiz: Quiz) -> None:
    asked = quiz.asked(1)
    form = quiz.open(1).forms["answer"]
    put(form, asked.data(right(asked)))
    page = press_flag(form).follow()
    assert page.request.path == quiz.address(1)
    assert quiz.is_answered(1)
    assert words(page, "[data-flag]").startswith("Remove flag")
    assert marks(quiz, 2) == ["1"]
    page = press_flag(page.forms["answer"]).follow()
    assert words(page, "[data-flag]").startswith("Flag for later")
    assert quiz.is_answered(1)
    assert marks(quiz, 2) == []


def test_a_flag_keeps_what_cant_be_read_as_an_answer(quiz: Quiz) -> None:
    number = number_of(quiz, "number")
    form = quiz.open(number).forms["answer"]
    put(form, "many")
    page = press_flag(form).follow()
    assert page.forms["answer"]["response"].value == "many"
    assert not quiz.is_answered(number)
    assert marks(quiz, number) == [str(number)]


def test_a_flag_from_an_old_page_leads_back_with_what_was_given_there(quiz: Quiz) -> None:
    number = number_of(quiz, "number")
    old = quiz.open(number).forms["answer"]
    quiz.fill(number, right)
    put(old, "12345")
    page = press_flag(old).follow()
    assert "was answered on another page meanwhile" in page
    assert "12345" in page
    assert marks(quiz, number) == [str(number)]


def test_a_script_sets_a_flag_as_often_as_it_likes_and_writes_no_answer(quiz: Quiz) -> None:
    token = quiz.open(1).forms["answer"]["csrf_token"].value
    for wish, is_flagged in (("on", True), ("on", True), ("off", False)):
        fields = {"csrf_token": token, "flag": wish}
        told = quiz.browser.post(f"{quiz.address(1)}/flag", fields, headers=AUTOSAVE).json
        assert told == {"flagged": is_flagged}
    assert quiz.answers() == 0


@pytest.mark.parametrize("wish", ["", "maybe", None])
def test_a_flag_that_says_neither_is_a_bad_request(quiz: Quiz, wish: str | None) -> None:
    fields = {"csrf_token": quiz.open(1).forms["answer"]["csrf_token"].value, "sequence": "0"}
    said = {} if wish is None else {"flag": wish}
    quiz.browser.post(f"{quiz.address(1)}/flag", fields | said, status=400)
    quiz.browser.post(f"{quiz.address(99)}/flag", fields, status=404)


def test_a_finished_quiz_takes_no_flag_and_says_so(quiz: Quiz) -> None:
    form = quiz.open(1).forms["answer"]
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    fields = {"csrf_token": form["csrf_token"].value, "flag": "on"}
    told = quiz.browser.post(f"{quiz.address(1)}/flag", fields, headers=AUTOSAVE, status=409)
    assert "can't be answered any more" in told.json["message"]
    assert press_flag(form).location == quiz.address("result")


def test_a_quiz_that_tells_after_each_answer_has_no_flags(start: StartQuiz) -> None:
    assert not start(Feedback.EACH).open(1).html.select("[data-flag]")


def test_the_page_before_the_end_says_of_each_question_how_it_stands(quiz: Quiz) -> None:
    quiz.fill(2, right)
    press_flag(quiz.open(2).forms["answer"])
    press_flag(quiz.open(3).forms["answer"])
    page = quiz.browser.get(quiz.address("finish"))
    assert words(page, "#all-questions summary") == "All questions: 1 answered, 11 not answered, 2 flagged"
    said = [" ".join(row.text.split()) for row in page.html.select("#all-questions li")]
    assert said[:3] == [
        "Question 1 not answered",
        "Question 2 answered, flagged",
        "Question 3 not answered, flagged",
    ]
    assert [link.text.split()[-1] for link in page.html.select("nav[aria-label='Flagged questions'] a")] == [
        "2",
        "3",
    ]
