"""What an assignment asks, put together on its page, without JavaScript."""

from datetime import UTC, datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_browser, a_person
from support.setting import Taught, fault_of, taught

from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, Section
from quizapp.quizzes.rules import Shows
from quizapp.services.permissions import CourseRole, Role


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def asked(course: Taught, quiz: int) -> Composition:
    return course.view(quiz).settings.composition


def press(page: webtest.TestResponse, label: str, at: int = 0, **fields: Any) -> webtest.TestResponse:
    """Press the button of a form by how what it says begins, after filling in the form."""
    buttons = [
        button
        for button in page.html.find("main").find_all("button")
        if " ".join(button.get_text(" ").split()).startswith(label)
    ]
    wanted = buttons[at]
    form = page.forms[page.html.find_all("form").index(wanted.find_parent("form"))]
    for name, value in fields.items():
        form[name] = value
    return form.submit("do", value=wanted["value"]) if wanted.get("name") else form.submit()


def search(page: webtest.TestResponse, words: str) -> webtest.TestResponse:
    form = page.forms["search"]
    form["q"] = words
    return form.submit()


def test_an_exam_is_put_together_from_sections_questions_and_draws(course: Taught) -> None:
    quiz = course.draft(asks=Composition(()))
    page = search(course.open(quiz, "questions"), "mont blanc")
    sent = press(page, "Add About how high is Mont Blanc")
    assert sent.location.endswith("#found-height-of-mont-blanc")
    page = sent.follow()
    assert page.forms["search"]["q"].value == "mont blanc"
    (flash,) = page.html.select(".flash")
    assert flash.parent["id"] == "found-height-of-mont-blanc"
    assert "Added already" in page.text
    page = press(page, "Add section", heading="Rivers").follow()
    form = page.forms["draw"]
    form["section"], form["count"], form["topic"], form["points"] = "1", "2", "rivers", "1,5"
    page = form.submit().follow()
    page = press(page, "Save section", at=1, heading="The rivers", shuffle=True).follow()
    page = press(page, "Set points", points="3").follow()
    first, second = asked(course, quiz).sections
    assert first.items == (FixedItem("height-of-mont-blanc", 3.0),)
    assert (second.heading, second.is_shuffled) == ("The rivers", True)
    assert second.items == (DrawItem(2, ("rivers",), (), 1.5),)
    assert "3 questions" in page.html.select_one(".lead").get_text()
    page = press(page, "Down About how high is Mont Blanc").follow()
    assert [len(section.items) for section in asked(course, quiz).sections] == [0, 2]
    page = press(page, "Move up The rivers").follow()
    page = press(page, "Remove section Section 2").follow()
    press(page, "Remove About how high is Mont Blanc").follow()
    (section,) = asked(course, quiz).sections
    assert section.items == (DrawItem(2, ("rivers",), (), 1.5),)


def found_for(page: webtest.TestResponse) -> dict[str, str]:
    """Return what is folded below each question that a search has found, by its title."""
    listed = page.html.select("#add .asked-list > li")
    told = {one.p.get_text().partition(" ·")[0].strip(): one.details for one in listed}
    return {title: " ".join(one.get_text(" ").split()) if one else "" for title, one in told.items()}


def test_each_question_that_is_found_can_be_read_with_its_answer_before_it_is_added(course: Taught) -> None:
    quiz = course.draft(asks=Composition(()))
    (mont_blanc,) = found_for(search(course.open(quiz, "questions"), "how high mont blanc")).values()
    assert "About how high is Mont Blanc, in metres?" in mont_blanc
    assert "Right answer: 4806" in mont_blanc
    # Those with choices name them all.
    page = search(course.open(quiz, "questions"), "river")
    folded = page.html.select("#add details.fold")
    assert len(folded) > 1
    assert all(one.select(".feedback") for one in folded)
    assert any(one.select(".choice--right") and len(one.select(".choice")) > 1 for one in folded)
    assert not [one["id"] for one in folded for one in one.select("[id]")]


def test_what_is_asked_already_leads_to_its_page_in_the_bank(course: Taught) -> None:
    fixed = FixedItem("height-of-mont-blanc", 1.0)
    page = course.open(course.draft(asks=Composition((Section((fixed,)),))), "questions")
    assert "the answer, and how it is marked" in page.click("About how high").text.lower()


def test_nobody_reads_the_answer_to_what_they_may_be_asked_themselves(course: Taught) -> None:
    quiz, now = course.draft(asks=Composition(())), datetime.now(UTC)
    with course.app.app_context():
        olga = a_person(now, "Olga", Role.INSTRUCTOR)
        elsewhere = a_course(olga, now, "Elsewhere", banks=[course.bank])
        put_in(elsewhere, course.ines, CourseRole.LEARNER, now)
        assign(olga, elsewhere, settings_of(course.bank, Terms(shows=Shows.EXAM)), now)
    page = search(course.open(quiz, "questions"), "how high mont blanc")
    assert list(found_for(page).values()) == [""]
    assert "An assignment in a course that you take may ask this question" in page.text
    assert "4806" not in page.text


@pytest.mark.parametrize("role", [CourseRole.ASSISTANT, CourseRole.LEARNER])
def test_others_read_no_answers_there(role: CourseRole, course: Taught) -> None:
    quiz, now = course.draft(asks=Composition(())), datetime.now(UTC)
    with course.app.app_context():
        asa = a_person(now, "Asa", Role.INSTRUCTOR)
        put_in(course.id, asa, role, now)
    status = 403 if role is CourseRole.LEARNER else 200
    page = a_browser(course.app, asa).get(course.path(quiz, "questions?q=mont+blanc"), status=status)
    assert "4806" not in page.text


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"count": "90"}, "count", "more questions are available"),
        ({"count": "0"}, "count", "from 1 to 100"),
        ({"points": "none"}, "points", "above 0"),
        ({"points": "0"}, "points", "above 0"),
        ({"points": "nan"}, "points", "above 0"),
    ],
)
def test_a_draw_that_cant_be_is_refused_beside_its_field(
    fields: dict[str, str], field: str, sentence: str, course: Taught
) -> None:
    quiz = course.draft()
    before = asked(course, quiz)
    form = course.open(quiz, "questions").forms["draw"]
    form["topic"] = "mountains"
    for name, value in fields.items():
        form[name] = value
    page = form.submit(status=422)
    assert sentence in fault_of(page, field)
    assert page.forms["draw"]["topic"].value == "mountains"
    assert asked(course, quiz) == before


@pytest.mark.parametrize("points", ["1_0", "1e3", "nan", "0", "-1"])
def test_points_are_read_as_people_write_them(points: str, course: Taught) -> None:
    quiz = course.draft()
    before = asked(course, quiz)
    form = course.open(quiz, "questions").forms["draw"]
    form["points"] = points
    page = form.submit(status=422)
    assert "a number above 0" in fault_of(page, "points")
    assert page.forms["draw"]["points"].value == points
    assert asked(course, quiz) == before


def test_a_heading_with_what_cant_be_seen_is_refused(course: Taught) -> None:
    quiz = course.draft()
    before = asked(course, quiz)
    for sent in ("add", "save"):
        page = course.open(quiz, "questions")
        form = next(one for one in page.forms.values() if sent_by(one) == sent)
        form["heading"] = "Rivers \u202eabc"
        page = form.submit("do", value=sent, status=422)
        assert "characters that can't be seen" in fault_of(page, "heading")
        assert page.html.find(id="heading")["value"] == "Rivers \u202eabc"
        assert asked(course, quiz) == before


def sent_by(form: webtest.forms.Form) -> str:
    """Return what the button says that sends the heading of a section; "" of another form."""
    return form["do"].value_if_submitted() if {"heading", "do"} <= form.fields.keys() else ""


def test_what_isnt_listed_is_refused_in_plain_words(course: Taught) -> None:
    quiz = course.draft()
    form = course.open(quiz, "questions").forms["draw"]
    form["topic"].force_value("no-such-topic")
    assert fault_of(form.submit(status=422), "topic") == "Choose one of the options."


def test_of_two_who_change_it_the_second_keeps_what_was_typed(course: Taught) -> None:
    quiz = course.draft()
    mine = course.open(quiz, "questions").forms["draw"]
    theirs = course.open(quiz, "questions").forms["draw"]
    theirs.submit().follow()
    mine["count"] = "2"
    page = mine.submit(status=409)
    assert "The questions were changed" in page.text
    assert page.forms["draw"]["count"].value == "2"
    page.forms["draw"].submit().follow()
    assert asked(course, quiz).count == 8


@pytest.mark.parametrize(
    "label", ["Add random questions", "Add section", "Up", "Remove", "Use its questions"]
)
def test_a_step_sent_twice_is_taken_once(label: str, course: Taught) -> None:
    quiz = course.draft(asks=Composition((Section((DrawItem(1), DrawItem(2), DrawItem(3))),)))
    page = course.open(quiz, "questions")
    press(page, label, at=1 if label == "Up" else 0).follow()
    once = asked(course, quiz)
    assert once != Composition((Section((DrawItem(1), DrawItem(2), DrawItem(3))),))
    press(page, label, at=1 if label == "Up" else 0).follow()
    assert asked(course, quiz) == once


def test_a_ready_quiz_is_taken_with_one_choice(course: Taught) -> None:
    quiz = course.draft()
    form = course.open(quiz, "questions").forms["ready"]
    form["quiz"] = "final"
    form.submit().follow()
    assert asked(course, quiz) == Composition(asked(course, quiz).sections)
    assert asked(course, quiz).count == 8


def test_once_somebody_has_begun_it_is_shown_with_the_reason(course: Taught) -> None:
    quiz = course.published()
    before = course.open(quiz, "questions").forms["draw"]
    with course.app.app_context():
        begin(course.ada, course.id, quiz, datetime.now(UTC))
    page = course.open(quiz, "questions")
    assert "Somebody has started this assignment" in page.text
    assert page.html.find("main").find_all("button") == []
    assert "Learners have started the assignment" in before.submit(status=422).text
