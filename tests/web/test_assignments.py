"""Assignments as learners meet them in the browser: what counts, beginning, submitting, what shows when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from support.answers import wrong
from support.assigning import answer_all
from support.quiz import put
from support.taking import Taken

from quizapp.assignments.terms import LateStep, Navigation, Terms
from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.quizzes import attempts
from quizapp.services.transaction import writing

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def take(app: Flask, bank: int) -> Callable[[Terms], Taken]:
    return lambda terms: Taken(app, bank, terms)


def later(**span: int) -> datetime:
    return datetime.now(UTC) + timedelta(**span)


def text(page: webtest.TestResponse) -> str:
    return " ".join(page.html.main.get_text(" ").split())


def test_the_page_says_what_counts_before_the_start(take: Callable[[Terms], Taken]) -> None:
    rules = QuizRules(Feedback.END, asks_certainty=True, time_limit=60)
    late = (LateStep(later(days=2), 50),)
    quiz = take(Terms(rules=rules, due_at=later(days=1), closes_at=later(days=2), late=late, attempts=3))
    page = text(quiz.open())
    for words in ("5 questions", "60 minutes from the start", "3; 3 are left. The best attempt counts."):
        assert words in page
    page = page.replace("\xa0", " ")
    assert page.count("for full points. After that it earns 50 % until") == page.count("it earns") == 1
    assert "For each answer you say how sure you are" in page
    assert "time zone of the course, Tashkent (Asia)" in page


def test_minutes_that_the_close_cuts_are_said(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(rules=QuizRules(Feedback.END, time_limit=60), closes_at=later(minutes=30)))
    assert "29 of 60 minutes: it closes on" in text(quiz.open())


def test_an_exam_is_begun_answered_submitted_and_told_at_its_release(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(shows=Shows.EXAM, closes_at=later(days=1)))
    question = quiz.begin().follow().follow()
    attempt = int(question.request.path.split("/")[2])
    assert "Midterm" in text(question)
    with quiz.app.app_context():
        answer_all(quiz.learner, attempt, wrong, datetime.now(UTC))
    submitted = quiz.browser.get(f"/quizzes/{attempt}/finish").forms["finish"].submit().follow()
    assert "Submitted" in text(submitted)
    assert "You can see your result from" in text(submitted)
    assert "You have used all your attempts" in text(quiz.open())
    assert quiz.browser.get(f"/quizzes/{attempt}/1", status=303).location.endswith("/result")
    quiz.let_it_close()
    assert "None of the 5 right" in text(quiz.browser.get(f"/quizzes/{attempt}/result"))
    assert "0 of 5" in text(quiz.open())
    # Once it is released, nothing is promised any more.
    assert "Results Your answers, your result and the right answers." in text(quiz.open())


def test_the_last_question_leads_to_a_review_that_counts_it(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(shows=Shows.EXAM, attempts=2))
    question = quiz.begin().follow().follow()
    address = question.request.path.rsplit("/", 1)[0]
    last = quiz.browser.get(f"{address}/5")
    assert "Save and check" in text(last)
    assert "Save and finish" not in last
    end = last.forms["answer"].submit("unknown", status=303).follow()
    assert end.request.path == f"{address}/finish"
    assert "1 of 5 questions is answered." in text(end)
    assert "You have 1 more attempt after this one." in text(end)


def test_an_annulled_attempt_is_told_beside_those_that_are_left(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(shows=Shows.EXAM, attempts=1))
    question = quiz.begin().follow().follow()
    attempt = int(question.request.path.split("/")[2])
    assert "This is your only attempt." in text(quiz.browser.get(f"/quizzes/{attempt}/finish"))
    with quiz.app.app_context(), writing() as session:
        session.get_one(Attempt, attempt).annulled_at = datetime.now(UTC)
    assert "Attempts One. 1 was annulled and doesn't count." in text(quiz.open())


def test_no_address_has_what_was_refused_in_an_attempt(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(rules=QuizRules(Feedback.END, asks_certainty=True), shows=Shows.EXAM))
    question = quiz.begin().follow().follow()
    with quiz.app.app_context():
        asked = attempts.show(quiz.learner, int(question.request.path.split("/")[2]), 1).asked
        put(question.forms["answer"], asked.data(wrong(asked)))
    # Readable, but without saying how sure one is.
    back = question.forms["answer"].submit(status=422)
    assert back.request.path_qs == question.request.path
    form = back.forms["answer"]
    form["certainty"] = "sure"
    assert form.submit(status=303).follow().request.path.endswith("/2")


def test_homework_has_its_due_date_for_a_goal_and_counts_nothing_down(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(due_at=later(days=6, hours=1), closes_at=later(days=8, hours=1)))
    question = quiz.begin().follow().follow()
    assert question.html.select_one(".time-left").has_attr("hidden")
    address = question.request.path.rsplit("/", 1)[0]
    for path in (f"{address}/finish", "/quizzes", "/"):
        page = text(quiz.browser.get(path)).replace("Due on", "due on")
        assert "due on" in page, path
        assert "in Tashkent)" in page, path
    assert "6 days left" in text(quiz.browser.get("/quizzes"))
    told = quiz.browser.get(f"{address}/time-left").json["ends_at"]
    assert told.startswith("on ")
    assert told.endswith("in Tashkent)")


def test_what_lateness_costs_is_said_from_now_on(take: Callable[[Terms], Taken]) -> None:
    steps = (LateStep(later(days=1), 50), LateStep(later(days=2), 25))
    quiz = take(Terms(due_at=later(days=-1), closes_at=later(days=2), late=steps))
    said = text(quiz.open()).replace("\xa0", " ")
    assert "Submitted now, it earns 50 % until" in said
    assert "After that it earns 25 % until" in said
    assert "for full points" not in said


def test_an_attempt_that_was_begun_is_never_discarded(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(shows=Shows.EXAM))
    question = quiz.begin().follow().follow()
    address = question.request.path.rsplit("/", 1)[0]
    listed = quiz.browser.get("/quizzes")
    assert "Midterm" in text(listed)
    assert "Discard" not in text(listed)
    token = question.forms["answer"]["csrf_token"].value
    told = quiz.browser.post(f"{address}/discard", {"csrf_token": token}, status=303).follow()
    assert "a started attempt is kept" in told
    assert quiz.browser.get(f"{address}/1").status_int == 200


def test_of_a_sealed_exam_marks_show_and_no_question(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(shows=Shows.SEALED, closes_at=later(days=1)))
    attempt = int(quiz.begin().follow().follow().request.path.split("/")[2])
    with quiz.app.app_context():
        titles = [attempts.show(quiz.learner, attempt, number).asked.question.title for number in range(1, 6)]
        answer_all(quiz.learner, attempt, wrong, datetime.now(UTC))
    quiz.browser.get(f"/quizzes/{attempt}/finish").forms["finish"].submit()
    quiz.let_it_close()
    page = quiz.browser.get(f"/quizzes/{attempt}/result")
    assert "None of the 5 right" in text(page)
    assert "Question 3 The question and your answer aren't shown." in text(page)
    assert not [title for title in titles if title in page]
    for number in range(1, 6):
        shown = quiz.browser.get(f"/quizzes/{attempt}/{number}", status=303)
        assert shown.location.endswith("/result")


def test_a_wrong_access_code_stands_beside_its_field(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(access_codes=("Blue",)))
    page = quiz.begin(code="red")
    assert page.status_int == 422
    assert "This isn't the access code" in page.html.find(id="code-error").get_text()
    assert page.forms["begin"]["code"].value == "red"
    assert quiz.begin(code="blue").status_int == 303


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(opens_at=later(days=1)), "It opens on"),
        (Terms(closes_at=later(days=-1)), "It closed on"),
    ],
)
def test_why_it_cant_be_begun_is_said_and_no_button_shows(
    terms: Terms, words: str, take: Callable[[Terms], Taken]
) -> None:
    quiz = take(terms)
    page = quiz.open()
    assert words in text(page)
    assert "begin" not in page.forms
    # Sent all the same, as from a page that was open for long, it begins nothing.
    token = page.forms[next(iter(page.forms))]["csrf_token"].value
    told = quiz.browser.post(quiz.address, {"csrf_token": token}).follow()
    assert words in text(told)


def test_the_page_before_the_start_says_what_counts(take: Callable[[Terms], Taken]) -> None:
    late = LateStep(later(hours=2), 50)
    quiz = take(
        Terms(
            rules=QuizRules(Feedback.END, time_limit=600),
            shows=Shows.EXAM,
            due_at=later(hours=1),
            closes_at=later(hours=2),
            late=(late,),
            attempts=3,
            wait=5,
            access_codes=("Blue",),
            networks=("10.0.0.0/8",),
            navigation=Navigation.FORWARD,
        )
    )
    facts = text(quiz.open())
    for said in (
        "119 of 600 minutes: it closes on",
        "for full points. After that it earns 50 % until",
        "3; 3 are left. The best attempt counts.",
        "Your answers and your result on",
        "The right answers too, once you have no attempt left.",
        "One question after the other: you can't go back.",
        "You wait 5 minutes.",
        "You need it to start. Your instructor gives it to you.",
        "You aren't in one of them now.",
    ):
        assert said in facts.replace("\xa0", " "), said


def test_pages_of_an_attempt_ask_for_an_end_that_staff_may_move(take: Callable[[Terms], Taken]) -> None:
    quiz = take(Terms(rules=QuizRules(Feedback.END, time_limit=60)))
    question = quiz.begin().follow().follow()
    line = question.html.find(attrs={"data-may-move": True})
    answer = quiz.browser.get(line["data-clock"]).json
    assert 3500 < answer["seconds_left"] <= 3600
    assert answer["ends_at"] == line.find(attrs={"data-time-ends": True}).get_text()


def test_an_assignment_of_another_course_is_missing(take: Callable[[Terms], Taken]) -> None:
    here, there = take(Terms()), take(Terms())
    here.browser.get(there.address, status=404)
    here.browser.get(f"/courses/{here.course}/assignments/{there.id}", status=404)
