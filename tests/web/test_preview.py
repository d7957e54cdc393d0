"""Previews on their pages: said to be one on each of them, and led through as a learner is."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.answers import right
from support.setting import Taught, taught
from support.wording import words

from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.quizzes import answering, attempts

LIMIT = QuizRules(Feedback.END, time_limit=60)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def begin(course: Taught, assignment: int) -> webtest.TestResponse:
    """Begin a preview and return the page of its first question."""
    form = course.open(assignment, "preview").forms["begin"]
    return form.submit(status=303).follow().follow()


def test_a_draft_is_tried_out_from_the_door_to_the_result_and_deleted(course: Taught) -> None:
    draft = course.draft(Terms(rules=LIMIT, shows=Shows.EXAM, access_codes=("Blue",)))
    door = course.open(draft, "preview")
    assert "It is a draft: learners can't see it." in words(door, "main")
    assert "It needs an access code." in words(door, "main")
    assert "60 minutes from the start" in words(door, "dl.facts")
    question = begin(course, draft)
    attempt = question.request.path.rsplit("/", 1)[0]
    overview = course.staff.get(f"{attempt}/finish")
    submitted = overview.forms["finish"].submit(status=303).follow()
    released = submitted.click("After the release")
    for page in (question, overview, submitted, released):
        assert words(page, ".preview").startswith("Preview. You see what a learner would see")
    assert "Submitted" in submitted.html.h1.text
    assert "No question was answered." in words(released, ".result-sentence")
    assert released.html.select(".result")
    assert released.click("After submitting").request.path == submitted.request.path
    delete = next(form for form in submitted.forms.values() if form.action.endswith("/preview/delete"))
    for _ in range(2):
        assert "The preview is deleted." in delete.submit(status=303).follow()
    course.staff.get(f"{attempt}/1", status=404)
    course.staff.get(course.path(draft, "preview/result"), status=302)


def test_what_the_device_keeps_of_one_never_comes_up_in_the_next(course: Taught) -> None:
    draft = course.draft(Terms(rules=LIMIT, shows=Shows.EXAM))
    keys = set()
    for _ in range(2):
        # SQLite gives the number of one that was deleted to the next.
        question = begin(course, draft)
        form = question.html.find("form", id="answer")
        whole = question.html.select_one("[data-quiz]")["data-quiz"]
        assert form["data-draft"] == f"{whole}/1"
        assert question.html.select_one("[data-seconds-left]")["data-attempt"] == whole
        overview = course.staff.get(f"{question.request.path.rsplit('/', 1)[0]}/finish")
        assert overview.html.find("form", id="finish")["data-quiz"] == whole
        keys.add(whole)
        submitted = overview.forms["finish"].submit(status=303).follow()
        assert submitted.html.h1["data-draft-over"] == whole
        delete = next(one for one in submitted.forms.values() if one.action.endswith("/preview/delete"))
        delete.submit(status=303)
    assert len(keys) == 2


def test_it_is_taken_as_a_learner_who_is_chosen(course: Taught) -> None:
    assignment = course.published(Terms(rules=LIMIT))
    door = course.open(assignment, "preview")
    form = door.forms["whom"]
    form["as"] = str(course.ada.id)
    found = form.submit()
    assert "as Ada sees it" in words(found, "main")
    assert found.forms["begin"]["as"].value == str(course.ada.id)
    assert found.forms["begin"].submit(status=303)
    again = course.open(assignment, "preview")
    assert "Continue your preview" in again
    assert "Start another preview" in again


@pytest.mark.parametrize("whom", ["0", "x", "99", "9" * 40, "-1", "²"])
def test_nobody_else_can_be_chosen(course: Taught, whom: str) -> None:
    assignment = course.published()
    door = course.open(assignment, "preview")
    course.staff.get(course.path(assignment, "preview"), {"as": whom}, status=404)
    fields = {"csrf_token": door.forms["begin"]["csrf_token"].value, "as": whom}
    course.staff.post(course.path(assignment, "preview"), fields, status=404)
    assert "Continue your preview" not in course.open(assignment, "preview")


def test_its_result_is_narrowed_to_what_was_missed_where_it_stands(course: Taught, app: Flask) -> None:
    draft = course.draft(Terms(rules=LIMIT, shows=Shows.EXAM))
    attempt = begin(course, draft).request.path.rsplit("/", 1)[0]
    with app.app_context():
        key, now = int(attempt.rsplit("/", 1)[1]), datetime.now(UTC)
        answering.answer(course.ines, key, 1, right(attempts.show(course.ines, key, 1).asked), 0, now)
    course.staff.get(f"{attempt}/finish").forms["finish"].submit(status=303)
    whole = course.open(draft, "preview/result")
    missed = whole.click("Show only the . you didn't get right")
    assert missed.request.path == whole.request.path
    assert len(missed.html.select("details.result")) == len(whole.html.select("details.result")) - 1
    assert missed.click("Show all [0-9]").request.path == whole.request.path


def test_a_result_of_what_is_still_open_leads_back(course: Taught) -> None:
    assignment = course.published()
    begin(course, assignment)
    led = course.staff.get(course.path(assignment, "preview/result"), status=302).follow()
    assert led.request.path == course.path(assignment, "preview")


def test_a_preview_stands_in_no_list_and_locks_nothing(course: Taught) -> None:
    assignment = course.published()
    addresses = ("/", "/quizzes", f"/courses/{course.id}", course.path(assignment, "settings"))
    addresses += (course.path(assignment, "attempts"), course.path(assignment, "publish"))

    def seen() -> list[str]:
        return [words(course.staff.get(address), "main") for address in addresses]

    before = seen()
    question = begin(course, assignment)
    assert seen() == before
    attempt = question.request.path.rsplit("/", 1)[0]
    course.staff.get(f"{attempt}/finish").forms["finish"].submit()
    assert seen() == before
    course.learner.get(question.request.path, status=404)
    course.learner.get(course.path(assignment, "preview"), status=403)


def test_what_asks_nothing_is_told(course: Taught) -> None:

    draft = course.draft(asks=Composition(()))
    page = course.open(draft, "preview").forms["begin"].submit(status=303).follow()
    assert "The assignment has no questions yet" in page
