"""Ready quizzes on their pages: what they say of themselves, and begun with one button."""

from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from support.answers import give, right, wrong
from support.people import a_browser, a_person, logged_in
from support.wording import all_words, words, words_of

from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import beginning


@pytest.fixture
def now() -> datetime:
    """Return the moment it is: the pages' own clock."""
    return datetime.now(UTC)


@pytest.fixture
def ada(app: Flask, now: datetime) -> Person:
    with app.app_context():
        return a_person(now)


@pytest.fixture
def hers(app: Flask, ada: Person) -> webtest.TestApp:
    return a_browser(app, ada)


def begin_form(page: webtest.TestResponse, key: str) -> webtest.Form:
    return next(form for form in page.forms.values() if "quiz" in form.fields and form["quiz"].value == key)


def test_the_quizzes_of_a_bank_say_what_they_are_and_begin_with_one_button(
    bank: int, hers: webtest.TestApp
) -> None:
    page = hers.get(f"/quizzes?bank={bank}")
    rivers, final = all_words(page, "main .card")
    assert rivers.startswith("Rivers, and how sure you are Five rivers, told after each.")
    assert "5 questions · feedback after each question · asks how sure you are." in rivers
    assert "8 questions · 30 minutes · feedback at the end." in final
    assert "The clock runs from the moment you start, even while you are away." in final
    assert "clock" not in rivers
    first = begin_form(page, "final").submit(status=303).follow().follow()
    assert words(first, ".topic-line").endswith(" · The final")
    assert "Ends " in words(first, ".time-left")
    assert "30 minutes left" in words(first, ".time-left")
    assert "Ends " in words(hers.get(f"{first.request.path.rsplit('/', 1)[0]}/finish"), ".time-left")


def card_of(page: webtest.TestResponse, title: str) -> str:
    return next(text for text in all_words(page, "main .card") if text.startswith(title))


def test_a_ready_quiz_tells_what_it_earned_and_when(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    started = [now - timedelta(days=days) for days in (3, 2, 1)]
    days = [f"{at.day} {at:%B %Y}" for at in started]
    goes, results = [], []
    for seed, (at, choices) in enumerate(zip(started, ("rwwww", "rrrww", "rrwww"), strict=True)):
        with app.app_context():
            goes.append(beginning.begin_ready(ada, bank, "rivers", at, seed).attempt_id)
            for number, choice in enumerate(choices, 1):
                give(ada, goes[-1], number, right if choice == "r" else wrong, at)
        page = hers.get(f"/quizzes?bank={bank}")
        told = card_of(page, "Rivers")
        results.append(words(hers.get(f"/quizzes/{goes[-1]}/result")))
        if seed == 0:
            assert f"Last time 1 of 5, on {days[0]}. 5 questions" in told
        if seed == 1:
            assert f"Last time 3 of 5, on {days[1]} (your best so far)." in told
    assert f"Last time 2 of 5, on {days[2]}. Your best: 3 of 5, on {days[1]}." in told
    links = [link["href"] for link in page.html.select(".card__marks a")]
    assert links == [f"/quizzes/{quiz}/result" for quiz in (goes[2], goes[1])]
    assert told.endswith("Take it again: Rivers, and how sure you are")
    assert "Last time" not in card_of(page, "The final")
    assert "Last time" not in results[0]
    assert f"Your best so far. Last time: 1 of 5, on {days[0]}." in results[1]
    assert f"Last time: 3 of 5, on {days[1]}." in results[2]
    assert "best" not in results[2]


def test_a_ready_quiz_under_way_is_gone_on_with_from_its_card(
    bank: int, ada: Person, hers: webtest.TestApp
) -> None:
    assert ada
    begin_form(hers.get(f"/quizzes?bank={bank}"), "final").submit(status=303)
    page = hers.get(f"/quizzes?bank={bank}")
    final = page.html.select_one("#quiz-final")
    assert "In progress: 0 of 8 answered, 30 minutes left." in words_of(final)
    assert not final.select("form")
    assert words(hers.get(final.select_one("a.button")["href"]).follow(), "h1") == "Question 1 of 8"


def test_a_form_sent_twice_begins_one_quiz(bank: int, hers: webtest.TestApp) -> None:
    form = begin_form(hers.get(f"/quizzes?bank={bank}"), "rivers")
    assert form.submit(status=303).location == form.submit(status=303).location


def test_a_quiz_that_is_not_there_is_not_found(bank: int, hers: webtest.TestApp) -> None:
    for changes in ({"quiz": "nothing"}, {"bank": str(bank + 1)}, {"bank": "x"}, {"bank": "9" * 30}):
        form = begin_form(hers.get(f"/quizzes?bank={bank}"), "rivers")
        for name, value in changes.items():
            form[name].force_value(value)
        form.submit(status=404)


def test_an_instructor_reads_what_ready_quizzes_a_bank_has(app: Flask, bank: int) -> None:
    page = logged_in(app, Role.INSTRUCTOR).get(f"/banks/{bank}")
    assert all_words(page, "section[aria-labelledby=ready] li") == [
        (
            "Rivers, and how sure you are"
            " 5 questions · feedback after each question · asks how sure you are · Rivers"
        ),
        "The final 8 questions · 30 minutes · feedback at the end",
    ]
