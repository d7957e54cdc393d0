"""A form that is refused for its log-in shows all it held, to be sent again: without JavaScript, too."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.asking import address_of
from support.crawl import Walk
from support.entering import log_in
from support.people import PASSWORD, a_browser, a_person, everything_stored
from support.quiz import Quiz, number_of
from support.resync import EXAMPLE_BANK
from support.routes import calls

from quizapp.bank.reading import read_bank
from quizapp.models import QuestionRecord, User
from quizapp.services.banks import sync
from quizapp.services.person import Person
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading
from quizapp.web import refused

TYPED = "  Loch <b>Ness</b> & “Lomond”"
LONG = f"\r\n{TYPED}\r\n\r\n" + "The river was dammed in 1936. " * 50

TOO_OLD = "That page was too old, and nothing was saved. Here is its card again."
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def person(app: Flask) -> Person:
    with app.app_context():
        return a_person(datetime.now(UTC), "Anna")


@pytest.fixture
def reader(app: Flask, person: Person) -> webtest.TestApp:
    return a_browser(app, person)


@pytest.fixture
def ways(app: Flask, now: datetime) -> None:
    """Sync a bank that asks for gaps and essays."""
    read = read_bank(EXAMPLE_BANK.parent / "ways")
    assert read.bank, read.problems
    with app.app_context():
        sync.sync([read.bank], now)


def open_review(app: Flask, reader: webtest.TestApp, person: Person, wanted: str) -> Any:
    """Study the bank of the first question of a type; return the form of its card."""
    row = select(QuestionRecord.bank_id, QuestionRecord.id).where(QuestionRecord.type == wanted)
    with app.app_context():
        bank_id, question_id = reading().execute(row.order_by(QuestionRecord.id)).first() or (0, 0)
        studied_banks.study(person, bank_id, datetime.now(UTC))
    return reader.get(f"/review/{question_id}").forms["answer"]


def log_out_elsewhere(reader: webtest.TestApp) -> None:
    reader.reset()


def log_in_anew(reader: webtest.TestApp, name: str = "Anna") -> None:
    reader.reset()
    log_in(reader, name)


def log_in_from(
    refused: webtest.TestResponse, name: str | None = "Anna", password: str = PASSWORD, status: int = 200
) -> webtest.TestResponse:
    """Log in with the form on the page of a refusal; return the page that follows."""
    entry = refused.forms["log-in"]
    entry["name"], entry["password"] = name, password
    return entry.submit(status=status)


def display_name(app: Flask, person: Person) -> str | None:
    with app.app_context():
        return reading().scalar(select(User.display_name).where(User.id == person.id))


def test_after_a_log_in_elsewhere_the_form_is_sent_again_from_the_page_that_refused_it(
    app: Flask, reader: webtest.TestApp, person: Person
) -> None:
    form = reader.get("/settings/display-name").forms["display-name"]
    form["display_name"] = "Änne <b>"
    log_in_anew(reader)
    refused = form.submit(status=400)
    assert refused.html.find("input", id="held-1")["value"] == "Änne <b>"
    assert "/settings/display-name" in refused.html.find("form").text
    assert display_name(app, person) == "Anna"
    refused.forms["again"].submit(status=303)
    assert display_name(app, person) == "Änne <b>"


def test_logged_out_the_form_comes_back_after_the_log_in(
    app: Flask, reader: webtest.TestApp, person: Person
) -> None:
    form = reader.get("/settings/display-name").forms["display-name"]
    form["display_name"] = "Änne <b>"
    log_out_elsewhere(reader)
    refused = form.submit(status=400)
    assert refused.html.find("input", id="held-1")["value"] == "Änne <b>"
    assert "again" not in refused.forms  # nobody is there to send it
    back = log_in_from(log_in_from(refused, password="not that one", status=422))
    assert back.forms["again"]["display_name"].value == "Änne <b>"
    back.forms["again"].submit(status=303)
    assert display_name(app, person) == "Änne <b>"


def test_so_it_is_where_the_token_is_good_and_the_person_is_gone(
    app: Flask, reader: webtest.TestApp, person: Person
) -> None:
    form = reader.get("/settings/display-name").forms["display-name"]
    form["display_name"] = "Änne"
    page = a_browser(app, person).get("/settings")
    leave = next(one for one in page.forms.values() if one.action == "/settings/log-out-everywhere")
    leave.submit(status=303)
    refused = form.submit(status=401)
    assert refused.html.find("input", id="held-1")["value"] == "Änne"
    log_in_from(refused).forms["again"].submit(status=303)
    assert display_name(app, person) == "Änne"


def test_an_answer_is_not_typed_twice(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank)
    number = number_of(quiz, "short")
    form = quiz.open(number).forms["answer"]
    form["response"] = TYPED
    quiz.browser.reset()
    again = log_in_from(form.submit(status=400), quiz.person.user_name).forms["again"]
    assert again["response"].value == TYPED
    again.submit(status=303)
    assert quiz.is_answered(number)


def test_a_text_of_many_lines_comes_back_as_it_was(reader: webtest.TestApp) -> None:
    log_in_anew(reader)
    refused = reader.post("/review/1/answer", {"response": LONG, "card": "x"}, headers=HERE, status=400)
    again = refused.forms["again"]
    assert again["response"].value.replace("\r\n", "\n") == LONG.replace("\r\n", "\n")


@pytest.mark.parametrize("leave", [log_out_elsewhere, log_in_anew])
def test_no_password_is_ever_shown_or_carried(
    app: Flask, reader: webtest.TestApp, leave: Callable[[webtest.TestApp], None]
) -> None:
    secret = "kept to myself"
    sent = dict.fromkeys(("password", "current_password", "new_password", "Password2"), secret)
    leave(reader)
    for call in calls(app):
        if call.method == "POST":
            refused = reader.post(call.path, sent | {"email": "a@example.org"}, headers=HERE, status=400)
            assert "a@example.org" in refused, call
            assert secret not in refused.text, call


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_not_shown(
    reader: webtest.TestApp, person: Person, headers: dict[str, str]
) -> None:
    refused = reader.post(f"/people/{person.id}/role", {"role": "administrator"}, headers=headers, status=400)
    assert "administrator" not in refused.text
    assert not refused.forms


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    "action",
    [
        "https://evil.example/",
        "//evil.example/log-out",
        "/\\evil.example",
        "javascript:alert(1)",
        "/nowhere",
        "",
    ],
)
def test_a_log_in_carries_no_form_to_another_place(app: Flask, action: str) -> None:
    stranger = a_browser(app)
    entry = stranger.get("/log-in").forms["log-in"]
    fields = {"csrf_token": entry["csrf_token"].value, "name": "Anna", "password": PASSWORD}
    fields |= {"again_to": action, "again": "a=b"}
    assert stranger.post("/log-in", fields, status=303).location == "/"


def test_what_is_carried_is_never_sent_by_the_log_in_itself(
    app: Flask, reader: webtest.TestApp, person: Person
) -> None:
    log_out_elsewhere(reader)
    refused = reader.post("/settings/display-name", {"display_name": "Bo"}, headers=HERE, status=400)
    log_in_from(refused)
    assert display_name(app, person) == "Anna"


def test_another_person_is_asked_for_their_own_rights(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank)
    form = quiz.open(1).forms["answer"]
    with app.app_context():
        a_person(datetime.now(UTC), "Bo")
        before = everything_stored()
    quiz.browser.reset()
    log_in(quiz.browser, "Bo")
    again = form.submit(status=400).forms["again"]
    again.submit(status=404)
    with app.app_context():
        assert {**everything_stored(), "log_ins": None} == {**before, "log_ins": None}


def test_a_new_secret_key_loses_no_answer_of_a_quiz(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank)
    number = number_of(quiz, "short")
    form = quiz.open(number).forms["answer"]
    form["response"] = TYPED
    app.secret_key = "another one, made after the old was gone"
    log_in_from(form.submit(status=400), quiz.person.user_name).forms["again"].submit(status=303)
    assert quiz.is_answered(number)


def test_nor_does_it_lose_the_text_of_a_review(app: Flask, bank: int, now: datetime) -> None:
    quiz = Quiz(app, bank)
    reader, asked = quiz.browser, quiz.asked(number_of(quiz, "short"))
    with app.app_context():
        studied_banks.study(quiz.person, bank, now)
    form = reader.get(f"/review/{asked.question_id}").forms["answer"]
    form["response"] = TYPED
    app.secret_key = "another one, made after the old was gone"
    log_in_anew(reader, quiz.person.user_name or "")
    # The card's own token isn't known any more: it is asked again, with the text in it.
    page = form.submit(status=422)
    assert page.forms["answer"]["response"].value == TYPED
    assert page.forms["answer"].submit(status=200).html.select_one(".rating")


@pytest.mark.usefixtures("ways")
def test_nor_what_stands_in_its_gaps(app: Flask, reader: webtest.TestApp, person: Person) -> None:
    form = open_review(app, reader, person, "cloze")
    country, capitals, sea = form.fields["response"]
    # A choice is known by its place, which may be another one now.
    country.value, capitals.value, sea.value = country.options[1][0], "4", TYPED
    app.secret_key = "another one, made after the old was gone"
    log_in_anew(reader)
    card = form.submit(status=422)
    assert TOO_OLD in card
    assert [gap.value for gap in card.forms["answer"].fields["response"]] == ["", "4", TYPED]
    assert card.forms["answer"].submit(status=200).html.select_one(".rating")


@pytest.mark.usefixtures("bank", "ways")
@pytest.mark.parametrize("wanted", ["short", "essay"])
def test_nor_a_text_whose_rating_is_refused(
    app: Flask, reader: webtest.TestApp, person: Person, wanted: str
) -> None:
    form = open_review(app, reader, person, wanted)
    typed = LONG if wanted == "essay" else TYPED
    form["response"] = typed
    rate = form.submit(status=200).forms["rate"]
    app.secret_key = "another one, made after the old was gone"
    entry = rate.submit("rating", value="3", status=400).forms["log-in"]
    entry["name"], entry["password"] = "Anna", "seven grey geese"
    again = entry.submit(status=200).forms["again"]
    with app.app_context():
        before = everything_stored()
    card = again.submit(status=400)
    with app.app_context():
        assert everything_stored() == before
    assert TOO_OLD in card
    assert card.forms["answer"]["response"].value.split() == typed.split()
    assert card.forms["answer"].submit(status=200).html.select_one(".rating")


@pytest.mark.usefixtures("ways")
def test_each_part_of_an_answer_has_a_label_of_its_own(
    app: Flask, reader: webtest.TestApp, person: Person
) -> None:
    with app.app_context():
        address = address_of(person, "cloze")
    form = reader.get(address).forms["answer"]
    log_in_anew(reader)
    again = form.submit(status=400).html.find("form", id="again")
    labels = [label.text for label in again.find_all("label") if label.text.startswith("Your answer")]
    assert labels == [f"Your answer, part {number} of {len(labels)}" for number in range(1, len(labels) + 1)]
    assert len(labels) > 1


def test_what_was_chosen_comes_back_by_its_words(app: Flask, bank: int) -> None:
    quiz = Quiz(app, bank)
    form = quiz.open(number_of(quiz, "single")).forms["answer"]
    value, _, _ = form["response"].options[1]
    label = form.html.select_one(f"input[name=response][value='{value}']").find_parent("label")
    text = label.select_one(".choice__text").get_text(" ", strip=True)
    form["response"] = value
    quiz.browser.reset()
    refused = form.submit(status=400)
    assert refused.html.find("input", id="held-1")["value"] == text
    back = log_in_from(refused, quiz.person.user_name)
    assert back.html.find("input", id="held-1")["value"] == text
    back.forms["again"].submit(status=303)
    assert quiz.is_answered(number_of(quiz, "single"))


@pytest.mark.parametrize(
    ("offered", "words"),
    [
        ('{"0": "Lake <b>Superior"}', "Lake <b>Superior"),
        ('[{"0": "First"}, {"0": "Second"}]', "First"),
        ("[{}]", None),
        ("[]", None),
        ('{"0": 1}', None),
        ('"0"', None),
        ("[" * 100_000, None),
        ("{", None),
    ],
)
def test_whatever_a_browser_says_of_its_choices_is_read(
    reader: webtest.TestApp, offered: str, words: str | None
) -> None:
    log_in_anew(reader)
    page = reader.post("/quizzes/1/1", {"response": "0", "offered": offered}, headers=HERE, status=400)
    assert page.html.find("input", id="held-1")["value"] == (words or "0")
    assert page.forms["again"]["response"].value == "0"


def test_fields_that_no_page_shows_are_folded_away(walked: Walk) -> None:
    hidden, shown = set(), set()
    for page in chain.from_iterable(walked.pages.values()):
        if page.content_type == "text/html":
            for tag in page.html.select("form[method=post] [name]"):
                (hidden if tag.get("type") == "hidden" else shown).add(str(tag["name"]))
    unseen = hidden - shown - {refused.TOKEN, refused.ACTION, refused.HELD}
    assert {"sequence", "version"} <= unseen
    assert {name for name in unseen if not refused.Field(name, "1").is_ours} == set()


def test_a_page_that_saves_by_itself_is_led_to_the_log_in_and_back(reader: webtest.TestApp) -> None:
    log_out_elsewhere(reader)
    told = reader.post(
        "/quizzes/1/2", {"response": "x"}, headers={"X-Requested-With": "autosave"}, status=400
    )
    assert told.json["saved"] is False
    assert told.json["log_in"] == "/log-in?next=/quizzes/1/2"
