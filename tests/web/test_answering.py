"""One question a page: answered, sent twice, gone back to, saved by itself, and what can't be an answer."""

from datetime import datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.answers import right, right_answer, wrong
from support.people import everything_stored, logged_in
from support.quiz import Quiz, StartQuiz, number_of, put
from support.resync import EXAMPLE_BANK
from support.wording import flashes

from quizapp.bank.reading import read_bank
from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback
from quizapp.services.banks import catalogue, sync
from quizapp.services.transaction import reading

AUTOSAVE = {"X-Requested-With": "autosave"}
TYPED = {"short", "number", "date"}


# ---- one question a page


def test_feedback_follows_the_first_answer(start: StartQuiz) -> None:
    quiz = start()
    page = quiz.fill(1, wrong)
    assert page.status_code == 303
    page = page.follow()
    asked = quiz.asked(1)
    assert page.request.path == quiz.address(1)
    assert "Wrong." in page
    assert asked.question.explanation
    assert asked.question.explanation in page.text.replace("&#39;", "'")
    assert "An atlas" in page
    assert asked.sources[0].evidence[0] in page
    assert "answer" not in page.forms
    assert page.click("Next").request.path == quiz.address(2)


@pytest.mark.parametrize("feedback", Feedback)
def test_nothing_gives_the_answer_away_before_it(start: StartQuiz, feedback: Feedback) -> None:
    quiz = start(feedback)
    for number in range(1, 13):
        question = quiz.asked(number).question
        if feedback is Feedback.END:
            quiz.fill(number, wrong)
        page = quiz.open(number)
        secrets = [question.explanation, "An atlas", "Source", "Wrong.", "outcome"]
        secrets += [choice["feedback"] for choice in question.model_dump().get("choices", [])]
        for secret in filter(None, secrets):
            assert secret not in page.text.replace(question.prompt, "")
        if question.type in {"short", "number", "date"}:
            # An answer such as "4" stands in many an address: what counts is what can be read.
            assert (
                right_answer(quiz.asked(number)) not in page.html.select_one("form.answer div, .prompt").text
            )


def test_places_of_choices_say_nothing_of_the_authors_order(start: StartQuiz) -> None:
    quiz = start()
    number = number_of(quiz, "single")
    form = quiz.open(number).forms["answer"]
    choices = [choice.text for choice in quiz.asked(number).question.choices]  # type: ignore[attr-defined]
    assert form["response"].options == [(str(place), False, None) for place in range(len(choices))]
    shown = [label.text for label in form.html.select(".choice__text")]
    assert shown == [choices[index] for index in quiz.asked(number).order]


@pytest.mark.parametrize("feedback", Feedback)
def test_a_response_that_cannot_be_read_comes_back_with_what_was_typed(
    start: StartQuiz, feedback: Feedback
) -> None:
    quiz = start(feedback)
    number = number_of(quiz, "number")
    form = quiz.open(number).forms["answer"]
    form["response"] = "rather <b>high</b>"
    page = form.submit(status=303).follow()
    assert page.forms["answer"]["response"].value == "rather <b>high</b>"
    assert page.html.select_one("#response-error").text.strip()
    assert "response-error" in page.html.select_one("#response")["aria-describedby"]
    assert "Wrong." not in page
    assert quiz.answers() == 0
    put(page.forms["answer"], "4810")
    onward = page.forms["answer"].submit(status=303)
    assert quiz.answers() == 1
    # Gone back to, the page of what couldn't be read shows the answer that could.
    assert "rather" not in quiz.browser.get(page.request.url)
    assert "rather" not in onward.follow()


@pytest.mark.parametrize("query", ["sequence=0", "response=high", "sequence=1&response=high", "sequence=x"])
def test_an_address_without_what_was_sent_shows_the_question_alone(start: StartQuiz, query: str) -> None:
    quiz = start()
    page = quiz.browser.get(f"{quiz.address(number_of(quiz, 'number'))}?{query}")
    assert page.forms["answer"]["response"].value == ""
    assert not page.html.select("#response-error, [role=alert]")


@pytest.mark.parametrize("type_", ["single", "multiple", "truefalse", "short", "number", "date"])
def test_an_empty_answer_is_asked_back_where_feedback_follows_it(start: StartQuiz, type_: str) -> None:
    quiz = start()
    number = number_of(quiz, type_)
    page = quiz.open(number).forms["answer"].submit(status=303).follow()
    assert page.html.select_one("#response-error")
    assert quiz.answers() == 0


@pytest.mark.parametrize(
    ("type_", "value", "status"),
    [
        ("single", "4", 303),
        ("single", "-1", 303),
        ("single", "The Volga", 303),
        ("single", "1" + "0" * 20, 303),
        ("single", "²", 303),
        ("multiple", "7", 303),
        ("truefalse", "maybe", 303),
        ("short", "x" * 501, 303),
        ("short", "x" * 400_000, 303),
        ("short", "\u200b\u0007", 303),
        ("number", "9" * 400, 303),
        ("date", "30 February 2001", 303),
        ("date", "6/7/2001", 303),
        ("short", "nul\0", 400),
        ("number", "x" * 1_000_000, 413),
    ],
)
@pytest.mark.parametrize("feedback", Feedback)
def test_bad_input_is_refused_and_counts_for_nothing(
    app: Flask, start: StartQuiz, feedback: Feedback, type_: str, value: str, status: int
) -> None:
    quiz = start(feedback)
    number = number_of(quiz, type_)
    form = quiz.open(number).forms["answer"]
    with app.app_context():
        before = everything_stored()
    sent = [("csrf_token", form["csrf_token"].value), ("sequence", "0"), ("response", value)]
    answer = quiz.browser.post(quiz.address(number), sent, status=status)
    with app.app_context():
        after = everything_stored()
    # What was typed is kept as it is, unless nobody types so much; it is no answer.
    is_kept = feedback is Feedback.END and type_ in TYPED and status == 303 and len(value) < 10_000
    assert after["slots"][number - 1].pop("draft") == (value if is_kept else None)
    assert before["slots"][number - 1].pop("draft") is None
    assert after == before
    if status == 303:
        assert len(answer.location) < 7000
        assert answer.follow().html.select_one("#response-error").text.strip()


def test_a_lone_surrogate_is_refused(start: StartQuiz) -> None:
    quiz = start()
    token = quiz.open(1).forms["answer"]["csrf_token"].value
    body = f"csrf_token={token}&sequence=0&response=%ED%A0%80".encode()
    page = quiz.browser.post(quiz.address(1), body, expect_errors=True)
    assert 400 <= page.status_code < 500
    assert quiz.answers() == 0


@pytest.mark.parametrize("sequence", [None, "", "x", "9" * 5000, "1.5"])
def test_a_form_without_its_sequence_is_refused(start: StartQuiz, sequence: str | None) -> None:
    quiz = start()
    form = quiz.open(1).forms["answer"]
    sent = {"csrf_token": form["csrf_token"].value, "response": "0"}
    quiz.browser.post(
        quiz.address(1), sent | ({"sequence": sequence} if sequence is not None else {}), status=400
    )
    assert quiz.answers() == 0


def test_a_form_without_its_token_is_refused(app: Flask, start: StartQuiz) -> None:
    quiz = start()
    quiz.open(1)
    other = logged_in(app)
    foreign = other.get("/quizzes").forms["begin"]["csrf_token"].value
    for token in ({}, {"csrf_token": "x"}, {"csrf_token": foreign}):
        for address in (quiz.address(1), quiz.address("finish"), quiz.address("again"), "/quizzes", "/try"):
            quiz.browser.post(address, {"sequence": "0", "response": "0", **token}, status=400)
    assert quiz.answers() == 0
    with app.app_context():
        assert len(reading().scalars(select(Attempt)).all()) == 1


def test_what_changes_something_is_never_fetched(start: StartQuiz) -> None:
    quiz = start()
    for address in (quiz.address("again"), quiz.address("missed"), "/try"):
        quiz.browser.get(address, status=405)


# ---- "I don't know"


def test_what_is_not_known_is_shown_and_waits_in_the_reviews(start: StartQuiz) -> None:
    quiz = start(count=3)
    page = quiz.open(1).forms["answer"].submit("unknown").follow()
    assert "You didn't know this yet." in page.html.select_one(".outcome").text
    assert quiz.asked(1).question.explanation in page.text.replace("&#39;", "'")
    assert "Your answer" not in page.html.main.text
    quiz.fill(2, right)
    result = quiz.browser.get(quiz.address("finish")).forms["finish"].submit().follow()
    assert [word.text.strip() for word in result.html.select(".result__word")] == [
        "You didn't know",
        "Right",
        "Not answered",
    ]
    words = " ".join(result.html.select_one("main").text.split())
    assert "1 of 3 right. You chose “I don't know” for 1 question. 1 question was left without" in words
    assert "1 question that you missed is now in your reviews." in words


def test_not_knowing_sent_twice_or_after_an_answer_changes_nothing(start: StartQuiz) -> None:
    quiz = start()
    page = quiz.open(1)
    for _ in range(2):
        after = page.forms["answer"].submit("unknown", status=303).follow()
        assert "You didn&#39;t know this yet." in after
        assert "answered already" not in after
    late = quiz.fill(1, right, page).follow()
    assert "your first answer counts" in late
    assert "You didn&#39;t know this yet." in late
    assert quiz.answers() == 1


def test_where_feedback_comes_at_the_end_not_knowing_is_saved_and_may_be_changed(
    start: StartQuiz,
) -> None:
    quiz = start(Feedback.END, count=2)
    for number in (1, 2):
        quiz.open(number).forms["answer"].submit("unknown", status=303)
    page = quiz.open(1)
    assert "Saved as “I don't know”." in page.text.replace("&#39;", "'")
    assert "know this yet" not in page
    quiz.fill(1, right, page)
    assert "you don" not in quiz.open(1).html.select_one("main").text
    result = quiz.browser.get(quiz.address("finish")).forms["finish"].submit().follow()
    assert [word.text.strip() for word in result.html.select(".result__word")] == ["Right", "You didn't know"]
    assert "1 question that you missed is now in your reviews." in " ".join(
        result.html.select_one("main").text.split()
    )


# ---- submit twice, reload, go back


def test_a_form_sent_twice_is_one_answer(start: StartQuiz) -> None:
    quiz = start()
    page = quiz.open(1)
    first, second = quiz.fill(1, wrong, page), quiz.fill(1, wrong, page)
    assert first.location == second.location
    assert "answered already" not in second.follow()
    assert quiz.answers() == 1


def test_another_answer_from_an_older_page_leaves_the_first(start: StartQuiz) -> None:
    quiz = start()
    page = quiz.open(1)
    quiz.fill(1, wrong, page)
    after = quiz.fill(1, right, page).follow()
    assert "This question was answered already; your first answer counts." in after
    assert "Wrong." in after
    assert quiz.answers() == 1
    form = page.forms["answer"]
    sent = {"csrf_token": form["csrf_token"].value, "sequence": "0", "response": ""}
    assert "your first answer counts" in quiz.browser.post(quiz.address(1), sent, status=303).follow()


def test_the_last_form_sent_twice_still_shows_how_it_went(start: StartQuiz) -> None:
    quiz = start(count=1)
    page = quiz.open(1)
    quiz.fill(1, wrong, page)
    after = quiz.fill(1, wrong, page).follow()
    assert "Wrong." in after
    assert after.click("See the result").request.path == quiz.address("result")


def test_an_older_page_shows_what_is_saved_and_what_was_not(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    number = number_of(quiz, "short")
    old = quiz.open(number)
    quiz.fill(number, wrong)
    old.forms["answer"]["response"] = "A later <i>thought</i>"
    page = old.forms["answer"].submit(status=303).follow()
    assert page.forms["answer"]["response"].value == "Loch Ness"
    assert "A later &lt;i&gt;thought&lt;/i&gt;" in page
    assert quiz.answers() == 1
    page.forms["answer"]["response"] = "A later thought"
    assert page.forms["answer"].submit().status_code == 303
    assert "meanwhile" not in quiz.browser.get(page.request.url)
    assert quiz.open(number).forms["answer"]["response"].value == "A later thought"


# ---- feedback at the end


def test_answers_are_kept_and_changed_until_the_end(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    for number in range(1, 13):
        page = quiz.fill(number, wrong)
        assert page.location.endswith(quiz.address(number + 1) if number < 12 else quiz.address("finish"))
    for number in range(1, 13):
        quiz.fill(number, right)
        asked = quiz.asked(number)
        kept = quiz.open(number).forms["answer"]
        shown = asked.data(right(asked))
        if isinstance(shown, list):
            assert [field._value for field in kept.fields["response"] if field.checked] == shown  # noqa: SLF001
        else:
            assert kept["response"].value == shown
    page = quiz.browser.get(quiz.address("finish")).forms["finish"].submit(status=303).follow()
    assert "All 12 right." in page


def test_a_question_may_be_passed_over(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    page = quiz.open(1).forms["answer"].submit(status=303)
    assert page.location.endswith(quiz.address(2))
    assert quiz.answers() == 0


def test_the_numbers_save_and_lead_there(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    form = quiz.open(1).forms["answer"]
    asked = quiz.asked(1)
    put(form, asked.data(wrong(asked)))
    page = form.submit("go", value="7")
    assert page.location.endswith(quiz.address(7))
    assert quiz.answers() == 1
    first, second = page.follow().html.select(".numbers button")[:2]
    assert "(answered)" in first.text
    assert "(not answered)" in second.text


@pytest.fixture
def ways(app: Flask, now: datetime) -> int:
    """Sync a small bank with the types whose answers have parts; return its row's key."""
    reading = read_bank(EXAMPLE_BANK.parent / "ways")
    assert reading.bank, reading.problems
    with app.app_context():
        sync.sync([reading.bank], now)
        return catalogue.list_banks()[0].id


@pytest.mark.parametrize("type_", ["ordering", "cloze"])
def test_who_goes_on_from_an_untouched_answer_of_parts_hears_that_it_is_none(
    app: Flask, ways: int, type_: str
) -> None:
    quiz = Quiz(app, ways, Feedback.END)
    number = number_of(quiz, type_)
    told = [f"Question {number} is still unanswered."]
    assert flashes(quiz.open(number).forms["answer"].submit(status=303).follow()) == told
    assert quiz.answers() == 0
    # Who leaves it by a number knows where they go; who said "I don't know" has answered.
    assert not flashes(quiz.open(number).forms["answer"].submit("go", value="1").follow())
    assert not flashes(quiz.open(number).forms["answer"].submit("unknown").follow())
    answered = quiz.open(number).forms["answer"].submit().follow()
    assert told[0] not in flashes(answered)


@pytest.mark.parametrize("go", ["0", "13", "1" + "0" * 20, "//evil.example", "x"])
def test_a_number_that_is_not_there_leads_to_the_next_question(start: StartQuiz, go: str) -> None:
    quiz = start(Feedback.END)
    token = quiz.open(1).forms["answer"]["csrf_token"].value
    sent = {"csrf_token": token, "sequence": "0", "go": go}
    assert quiz.browser.post(quiz.address(1), sent, status=303).location.endswith(quiz.address(2))


# ---- a page that saves by itself


def test_a_page_that_saves_by_itself_is_told_its_next_sequence(start: StartQuiz) -> None:
    quiz = start(Feedback.END)
    number = number_of(quiz, "short")
    form = quiz.open(number).forms["answer"]

    def save(response: str, sequence: str) -> webtest.TestResponse:
        sent = {"csrf_token": form["csrf_token"].value, "sequence": sequence, "response": response}
        return quiz.browser.post(quiz.address(number), sent, headers=AUTOSAVE, expect_errors=True)

    assert save("Loch", "0").json == {
        "saved": True,
        "message": "Saved",
        "answered": True,
        "fields": {"sequence": "1"},
    }
    assert save("Loch Ness", "1").json["fields"] == {"sequence": "2"}
    again = save("Loch Ness", "1")
    assert (again.status_code, again.json["saved"]) == (200, True)
    stale = save("Loch Lomond", "1")
    assert (stale.status_code, stale.json["saved"]) == (409, False)
    emptied = {
        "saved": True,
        "message": "Saved: no answer",
        "answered": False,
        "fields": {"sequence": "3"},
    }
    assert save("", "2").json == emptied
    assert quiz.answers() == 3
    assert save("", "3").json == emptied | {"message": "No answer yet"}
    assert (save("", "2").status_code, save("Loch Ness", "3").json["fields"]) == (200, {"sequence": "4"})
    stale = save("", "3")
    assert (stale.status_code, stale.json["saved"]) == (409, False)
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    closed = save("Loch Lomond", "4")
    assert (closed.status_code, closed.json["saved"]) == (409, False)
    assert quiz.answers() == 4
