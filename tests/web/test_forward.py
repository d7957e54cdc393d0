"""Questions that come one after the other, on their pages: no way back, no way ahead, and it is said."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.answers import right
from support.people import a_browser
from support.quiz import put
from support.taking import Taken
from support.wording import words

from quizapp.assignments.terms import Navigation, Terms
from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import attempt_changes
from quizapp.services.quizzes import attempts
from quizapp.services.transaction import reading

FORWARD = Terms(shows=Shows.EXAM, navigation=Navigation.FORWARD)


class Exam(Taken):
    """An attempt at an assignment whose questions come one after the other."""

    def __init__(self, app: Flask, bank: int, terms: Terms = FORWARD) -> None:
        super().__init__(app, bank, terms)
        first = self.begin().follow().follow()
        self.attempt = first.request.path.rsplit("/", 1)[0]
        self.attempt_id = int(self.attempt.rsplit("/", 1)[1])

    def at(self, page: int | str) -> webtest.TestResponse:
        return self.browser.get(f"{self.attempt}/{page}")

    def fill(self, page: webtest.TestResponse) -> webtest.Form:
        number = int(page.request.path.rsplit("/", 1)[1])
        form = page.forms["answer"]
        with self.app.app_context():
            asked = attempts.show(self.learner, self.attempt_id, number).asked
        put(form, asked.data(right(asked)))
        return form

    def is_at(self, page: webtest.TestResponse) -> str:
        return str(page.request.path.removeprefix(f"{self.attempt}/"))


@pytest.fixture
def exam(app: Flask, bank: int) -> Exam:
    return Exam(app, bank)


def test_the_page_before_the_start_and_each_question_say_that_there_is_no_way_back(exam: Exam) -> None:
    assert "you can't go back" in words(exam.open(), "dl.facts")
    page = exam.at(1)
    assert "there is no way back" in words(page, "#answer")
    assert not page.html.select(".number, [data-flag]")


def test_what_was_left_opens_no_more_and_nothing_opens_before_its_turn(exam: Exam) -> None:
    page = exam.fill(exam.at(1)).submit().follow()
    assert exam.is_at(page) == "2"
    back = exam.at(1).follow()
    assert exam.is_at(back) == "2"
    assert "Question 1 is behind you, and there is no way back." in back
    ahead = exam.at(4).follow()
    assert exam.is_at(ahead) == "2"
    assert "Question 4 comes later" in ahead
    assert exam.is_at(exam.browser.get(exam.attempt).follow()) == "2"


def test_an_old_page_changes_nothing_and_is_told(exam: Exam) -> None:
    old = exam.at(1)
    exam.fill(exam.at(1)).submit()
    exam.fill(exam.at(2)).submit()
    form = old.forms["answer"]
    again = form.submit("unknown", status=303).follow()
    assert exam.is_at(again) == "3"
    assert "You have left question 1, and there is no way back. Your answer was not saved." in again
    by_itself = {"X-Requested-With": "autosave"}
    fields = [(name, value) for name, value in form.submit_fields("unknown") if name]
    told = exam.browser.post(f"{exam.attempt}/1", fields, headers=by_itself, status=409).json
    assert told["saved"] is False
    assert "no way back" in told["message"]


def test_an_empty_form_asks_back_and_only_skipping_leaves_it(exam: Exam) -> None:
    page = exam.at(1).forms["answer"].submit(status=303).follow()
    assert exam.is_at(page) == "1"
    assert "answer it, or skip it" in page
    page = page.forms["answer"].submit("skip", status=303).follow()
    assert exam.is_at(page) == "2"


def test_the_overview_shows_only_what_lies_ahead_and_leaves_nothing(exam: Exam) -> None:
    exam.at(1).forms["answer"].submit("skip")
    exam.fill(exam.at(2)).submit()
    page = exam.fill(exam.at(3)).submit("go", value="finish").follow()
    assert exam.is_at(page) == "finish"
    assert "2 of 5 questions answered. You left 1 question without an answer" in words(page)
    rows = [" ".join(row.text.split()) for row in page.html.select(".standing__row")]
    assert rows == ["Question 3 answered", "Question 4 not answered", "Question 5 not answered"]
    links = [link["href"] for link in page.html.select("main a[href]")]
    assert links == [f"{exam.attempt}/3"]
    assert exam.is_at(page.click("Continue with question 3")) == "3"


def test_after_the_last_question_only_submitting_is_left(exam: Exam) -> None:
    page = exam.at(1)
    for number in range(2, 7):
        page = exam.fill(page).submit(status=303).follow()
        assert exam.is_at(page) == ("finish" if number > 5 else str(number))
    assert "You have been through all the questions." in words(page)
    assert "This is your only attempt." in words(page)
    for there in (1, 5):
        assert exam.is_at(exam.at(there).follow()) == "finish"
    assert "Submitted" in page.forms["finish"].submit().follow()
    assert exam.is_at(exam.at(1).follow()) == "result"


def test_reopened_it_goes_on_at_the_last_question_and_what_lies_behind_stays(exam: Exam) -> None:
    page = exam.at(1)
    for _ in range(5):
        page = exam.fill(page).submit(status=303).follow()
    page.forms["finish"].submit()
    staff = a_browser(exam.app, exam.owner)
    attempt = f"{exam.address}/attempts/{exam.attempt_id}"
    offered = words(staff.get(attempt), "#reopen")
    assert "continues at question 5 of 5, and can change its answer." in offered
    assert "Earlier answers can't be changed." in offered
    form = staff.get(attempt).forms["reopen"]
    form["reason"] = "The line was cut"
    form.submit(status=303)
    page = exam.browser.get(exam.attempt).follow()
    assert exam.is_at(page) == "5"
    page = page.forms["answer"].submit("unknown", status=303).follow()
    assert exam.is_at(page) == "finish"
    assert "Question 4 is behind you" in exam.at(4).follow()
    page.forms["finish"].submit()
    with exam.app.app_context():
        row = reading().get_one(Attempt, exam.attempt_id)
        assert (row.points, row.full_points) == (4, 5)


def test_reopened_in_the_middle_it_goes_on_there(exam: Exam) -> None:
    exam.fill(exam.at(1)).submit(status=303)
    exam.at("finish").forms["finish"].submit()
    with exam.app.app_context():
        now = datetime.now(UTC)
        attempt_changes.reopen(exam.owner, exam.course, exam.id, exam.attempt_id, None, "Too soon", now)
    assert exam.is_at(exam.browser.get(exam.attempt).follow()) == "2"


def test_practice_that_tells_at_once_goes_on_by_a_button(app: Flask, bank: int) -> None:
    rules = QuizRules(Feedback.EACH)
    exam = Exam(app, bank, Terms(rules=rules, shows=Shows.PRACTICE, navigation=Navigation.FORWARD))
    told = exam.fill(exam.at(1)).submit().follow()
    assert exam.is_at(told) == "1"
    leave = next(form for form in told.forms.values() if form.action.endswith("/1/leave"))
    for _ in range(2):
        assert exam.is_at(leave.submit(status=303).follow()) == "2"
    skip = next(form for form in exam.at(2).forms.values() if form.action.endswith("/2/leave"))
    assert exam.is_at(skip.submit(status=303).follow()) == "3"
    assert exam.is_at(exam.at(1).follow()) == "3"
