"""How sure are you: asked beside each answer of a quiz that wants to know, and told with its points."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.answers import right, wrong
from support.people import a_browser, a_person, logged_in
from support.quiz import put
from support.wording import all_words

from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.services.quizzes.beginning import QuizRequest

AUTOSAVE = {"X-Requested-With": "autosave"}


class SureQuiz:
    """A learner's quiz of three questions that asks how sure they are."""

    def __init__(self, app: Flask, bank: int, feedback: Feedback) -> None:
        self.app = app
        with app.app_context():
            now = datetime.now(UTC)
            self.person: Person = a_person(now)
            request = QuizRequest(bank, count=3, rules=QuizRules(feedback, asks_certainty=True))
            self.id = beginning.begin(self.person, request, now, 5).attempt_id
        self.hers = a_browser(app, self.person)

    def slot(self, number: int) -> AskedSlot:
        with self.app.app_context():
            return attempts.show(self.person, self.id, number)

    def filled(
        self, number: int, choose: Callable[[AskedQuestion], object], certainty: str | None
    ) -> webtest.Form:
        form = self.hers.get(f"/quizzes/{self.id}/{number}").forms["answer"]
        asked = self.slot(number).asked
        put(form, asked.data(choose(asked)))  # type: ignore[arg-type]
        if certainty:
            form["certainty"] = certainty
        return form

    def save(self, form: webtest.Form, number: int) -> dict[str, object]:
        page = self.hers.post(f"/quizzes/{self.id}/{number}", form.submit_fields(), AUTOSAVE)
        said: dict[str, object] = page.json
        return said


@pytest.fixture(params=list(Feedback))
def quiz(request: pytest.FixtureRequest, app: Flask, bank: int) -> SureQuiz:
    return SureQuiz(app, bank, request.param)


def test_only_a_quiz_that_wants_to_know_asks(app: Flask, bank: int) -> None:
    hers = logged_in(app)
    form = hers.get(f"/quizzes?bank={bank}").forms["begin"]
    plain = form.submit().follow().follow()
    assert "certainty" not in plain.forms["answer"].fields
    form["asks_certainty"] = True
    asking = form.submit().follow().follow()
    assert [option[0] for option in asking.forms["answer"]["certainty"].options] == [*Certainty]
    assert all_words(asking, ".certainty__words") == [
        "Sure right+3 , wrong/ −6", "Fairly sure right+2 , wrong/ −2", "A guess right+1 , wrong/ 0",
    ]  # fmt: skip


def test_an_answer_that_does_not_say_comes_back_whole(quiz: SureQuiz) -> None:
    page = quiz.filled(1, right, None).submit(status=303).follow()
    assert quiz.slot(1).sequence == 0
    assert all_words(page, "#certainty-error") == [
        "Say how sure you are of this answer, and send it once more."
    ]
    assert page.html.select_one("#certainty")["aria-describedby"] == "certainty-error"
    assert "answered on another page" not in page
    form = page.forms["answer"]
    form["certainty"] = "fairly"
    form.submit(status=303)
    asked = quiz.slot(1)
    assert (asked.response, asked.certainty) == (right(asked.asked), Certainty.FAIRLY)


def test_what_is_no_certainty_is_none(quiz: SureQuiz) -> None:
    form = quiz.filled(1, right, "sure")
    form["certainty"].force_value("quite")
    page = form.submit(status=303).follow()
    assert all_words(page, "#certainty-error")
    assert quiz.slot(1).sequence == 0


def test_what_was_said_stays_when_the_answer_cannot_be_read(quiz: SureQuiz) -> None:
    form = quiz.hers.get(f"/quizzes/{quiz.id}/1").forms["answer"]
    form["certainty"] = "guess"
    if quiz.slot(1).rules.feedback is Feedback.END:
        # Left empty, there is nothing to be sure of: the learner goes on.
        assert form.submit(status=303).location.endswith("/2")
        return
    page = form.submit(status=303).follow()
    assert page.forms["answer"]["certainty"].value == "guess"
    assert all_words(page, "#response-error")
    assert not all_words(page, "#certainty-error")


def test_not_to_know_needs_no_certainty(quiz: SureQuiz) -> None:
    form = quiz.hers.get(f"/quizzes/{quiz.id}/1").forms["answer"]
    form.submit("unknown", status=303)
    asked = quiz.slot(1)
    assert (asked.sequence, asked.response, asked.certainty) == (1, None, None)


def test_points_are_told_beside_the_mark(app: Flask, bank: int) -> None:
    quiz = SureQuiz(app, bank, Feedback.EACH)
    page = quiz.filled(1, right, "sure").submit().follow()
    assert all_words(page, ".certainty-points") == ["You said “Sure”: +3 certainty points."]
    page = quiz.filled(2, wrong, "fairly").submit().follow()
    assert all_words(page, ".certainty-points") == ["You said “Fairly sure”: −2 certainty points."]
    quiz.hers.get(f"/quizzes/{quiz.id}/3").forms["answer"].submit("unknown")
    page = quiz.hers.get(f"/quizzes/{quiz.id}/result")
    assert "Certainty points: 1 out of a possible 9." in all_words(page, "main p")
    assert "1 of 3 right." in page
    assert len(all_words(page, ".certainty-points")) == 2


def test_a_page_that_saves_by_itself_saves_an_answer_before_it_says_how_sure(app: Flask, bank: int) -> None:
    quiz = SureQuiz(app, bank, Feedback.END)
    form = quiz.filled(1, right, None)
    said = quiz.save(form, 1)
    assert (said["saved"], said["message"]) == (True, "Saved. How sure are you?")
    form["sequence"] = said["fields"]["sequence"]  # type: ignore[index]
    form["certainty"] = "sure"
    said = quiz.save(form, 1)
    assert (said["saved"], said["message"]) == (True, "Saved")
    slot = quiz.slot(1)
    assert (slot.sequence, slot.certainty) == (2, Certainty.SURE)
    again = quiz.hers.get(f"/quizzes/{quiz.id}/1").forms["answer"]
    assert again["certainty"].value == "sure"


def test_before_the_end_answers_that_do_not_say_are_named(app: Flask, bank: int) -> None:
    quiz = SureQuiz(app, bank, Feedback.END)
    finish = f"/quizzes/{quiz.id}/finish"
    quiz.save(quiz.filled(1, right, None), 1)
    quiz.save(quiz.filled(2, right, "sure"), 2)
    quiz.hers.get(f"/quizzes/{quiz.id}/3").forms["answer"].submit("unknown")
    page = quiz.hers.get(finish)
    assert all_words(page, "main h2") == ["How sure are you?"]
    (link,) = page.html.select("main .numbers a")
    assert link["href"] == f"/quizzes/{quiz.id}/1"
    form = quiz.hers.get(link["href"]).forms["answer"]
    form["certainty"] = "guess"
    form.submit()
    assert not all_words(quiz.hers.get(finish), "main h2")


def test_a_result_counts_the_answers_that_did_not_say(app: Flask, bank: int) -> None:
    quiz = SureQuiz(app, bank, Feedback.END)
    quiz.save(quiz.filled(1, right, None), 1)
    quiz.save(quiz.filled(2, wrong, None), 2)
    quiz.hers.get(f"/quizzes/{quiz.id}/3").forms["answer"].submit("unknown")
    quiz.hers.get(f"/quizzes/{quiz.id}/finish").forms["finish"].submit()
    page = quiz.hers.get(f"/quizzes/{quiz.id}/result")
    assert (
        "Certainty points: 0 out of a possible 9. "
        "For 2 answers you didn't say how sure you were: they earn no certainty points."
    ) in all_words(page, "main p")


def test_a_quiz_that_does_not_ask_misses_no_certainty(app: Flask, bank: int) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now)
        quiz = beginning.begin(
            person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.END)), now, 5
        ).attempt_id
        asked = attempts.show(person, quiz, 1).asked
        answering.answer(person, quiz, 1, right(asked), 0, now)
        progress = attempts.progress(person, quiz)
    assert (progress.unanswered, progress.unsure) == ((), ())


def test_a_stale_answer_comes_back_with_what_it_said(app: Flask, bank: int) -> None:
    quiz = SureQuiz(app, bank, Feedback.END)
    old = quiz.filled(1, wrong, "guess")
    quiz.filled(1, right, "sure").submit()
    page = old.submit(status=303).follow()
    assert "This question was answered on another page meanwhile." in page
    assert page.forms["answer"]["certainty"].value == "sure"
    assert not all_words(page, "#certainty-error")
