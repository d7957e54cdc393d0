"""What an assignment asks, put together on its page, without JavaScript."""

from datetime import UTC, datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from support.assigning import begin
from support.setting import Taught, fault_of, taught

from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, Section


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
    page = press(page, "Add About how high is Mont Blanc").follow()
    assert page.forms["search"]["q"].value == "mont blanc"
    assert "Asked already" in page.text
    page = press(page, "Add a section", heading="Rivers").follow()
    form = page.forms["draw"]
    form["section"], form["count"], form["topic"], form["points"] = "1", "2", "rivers", "1,5"
    page = form.submit().follow()
    page = press(page, "Save the section", at=1, heading="The rivers", shuffle=True).follow()
    page = press(page, "Set points", points="3").follow()
    first, second = asked(course, quiz).sections
    assert first.items == (FixedItem("height-of-mont-blanc", 3.0),)
    assert (second.heading, second.is_shuffled) == ("The rivers", True)
    assert second.items == (DrawItem(2, ("rivers",), (), 1.5),)
    assert "3 questions" in page.html.select_one(".lead").get_text()
    page = press(page, "Down About how high is Mont Blanc").follow()
    assert [len(section.items) for section in asked(course, quiz).sections] == [0, 2]
    page = press(page, "Move up The rivers").follow()
    page = press(page, "Remove the section Section 2").follow()
    press(page, "Remove About how high is Mont Blanc").follow()
    (section,) = asked(course, quiz).sections
    assert section.items == (DrawItem(2, ("rivers",), (), 1.5),)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"count": "90"}, "count", "There are only"),
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
    assert fault_of(form.submit(status=422), "topic") == "Please choose among what is listed."


def test_of_two_who_change_it_the_second_keeps_what_was_typed(course: Taught) -> None:
    quiz = course.draft()
    mine = course.open(quiz, "questions").forms["draw"]
    theirs = course.open(quiz, "questions").forms["draw"]
    theirs.submit().follow()
    mine["count"] = "2"
    page = mine.submit(status=409)
    assert "What it asks was changed" in page.text
    assert page.forms["draw"]["count"].value == "2"
    page.forms["draw"].submit().follow()
    assert asked(course, quiz).count == 8


@pytest.mark.parametrize("label", ["Add the draw", "Add a section", "Up", "Remove", "Take it"])
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
    assert "Somebody has begun it" in page.text
    assert page.html.find("main").find_all("button") == []
    assert "Somebody has begun it" in before.submit(status=422).text
