"""A review taken back in a browser without JavaScript: the last one, and only once."""

from datetime import UTC, datetime, timedelta

import webtest
from flask import Flask
from support.reviewer import Reviewer, question_of
from support.reviewing import miss


def undo_form(page: webtest.TestResponse) -> webtest.Form:
    return next(form for form in page.forms.values() if form.action == "/review/undo")


def test_undo_takes_back_the_last_review_and_shows_its_card(reviewer: Reviewer) -> None:
    first = question_of(reviewer.card_page())
    reviewer.rate(4)
    second = question_of(reviewer.card_page())
    reviewer.rate(4)
    page = undo_form(reviewer.card_page()).submit().follow()
    assert question_of(page) == second
    page = undo_form(page).submit().follow()
    assert question_of(page) == first
    assert not [form for form in page.forms.values() if form.action == "/review/undo"]
    assert reviewer.log() == [("review", 4), ("review", 4), ("undo", None), ("undo", None)]


def test_the_same_undo_sent_twice_takes_back_one_review(reviewer: Reviewer) -> None:
    reviewer.rate(4)
    reviewer.rate(4)
    form = undo_form(reviewer.card_page())
    assert form.submit().location == form.submit().location
    assert reviewer.log() == [("review", 4), ("review", 4), ("undo", None)]


def test_undo_works_on_the_answer_and_at_the_end(reviewer: Reviewer) -> None:
    while "answer" in (page := reviewer.pages.get("/review")).forms:
        reviewer.rate(4, reviewer.recall(page))
        assert "Undo" in reviewer.pages.get("/review").text
    assert "Done for now." in page.text
    shown = undo_form(page).submit().follow()
    undo_form(reviewer.recall(shown))


def test_with_nothing_to_undo_a_sentence_says_so(reviewer: Reviewer) -> None:
    token = csrf(reviewer)
    page = reviewer.pages.post("/review/undo", {"csrf_token": token}).follow()
    assert "There is nothing to undo." in page.text
    for bad in ("0", "-1", "x", str(10**20), str(10**15), ""):
        reviewer.pages.post("/review/undo", {"csrf_token": token, "review": bad}, status=404)


def csrf(learner: Reviewer) -> str:
    return str(learner.recall().forms["rate"]["csrf_token"].value)


def test_a_review_before_a_quiz_answer_stays_and_the_page_says_why(
    app: Flask, reviewer: Reviewer, bank: int
) -> None:
    with app.app_context():
        question_id = miss(reviewer.person, bank, datetime.now(UTC))
    assert question_of(reviewer.card_page()) == question_id
    reviewer.rate(3)
    form = undo_form(reviewer.card_page())
    with app.app_context():
        miss(reviewer.person, bank, datetime.now(UTC) + timedelta(seconds=1), question_id)
    page = form.submit().follow()
    assert "answered again since" in page.text
    assert [kind for kind, _ in reviewer.log()] == ["quiz", "review", "quiz"]
