"""An answer taken back, and what can't be read as one: kept, said, and never counted."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.answers import right
from support.quiz import Quiz, put
from support.resync import EXAMPLE_BANK
from support.wording import flashes, words

from quizapp.bank.reading import read_bank
from quizapp.models import Answer, BankRecord
from quizapp.question_types import MARKED
from quizapp.quizzes.rules import Feedback
from quizapp.services.banks import sync
from quizapp.services.quizzes import attempts
from quizapp.services.transaction import reading
from quizapp.web.questions import draft_in_words

AUTOSAVE = {"X-Requested-With": "autosave"}
NUMBER_HINT = "Kept, but it can't be read as an answer."


@pytest.fixture
def start(app: Flask, bank: int) -> Callable[..., Quiz]:
    return partial(Quiz, app, bank, Feedback.END)


@pytest.fixture
def quizzes(app: Flask, bank: int, now: object) -> list[Quiz]:
    """Begin quizzes that ask every type of question that is marked, with feedback at the end."""
    ways = read_bank(EXAMPLE_BANK.parent / "ways").bank
    assert ways
    with app.app_context():
        sync.sync([ways], now)  # type: ignore[arg-type]  # a moment
        banks = reading().scalars(select(BankRecord.id)).all()
    assert bank in banks
    return [Quiz(app, one, Feedback.END, count=100) for one in banks]


def numbers(page: webtest.TestResponse, label: str) -> list[str]:
    return [link.text.split()[-1] for link in page.html.select(f'nav[aria-label="{label}"] a')]


def types_of(quiz: Quiz) -> dict[str, int]:
    """Return the number of a question of each type."""
    with quiz.app.app_context():
        total = attempts.show(quiz.person, quiz.id, 1).total
    return {quiz.asked(number).question.type: number for number in range(1, total + 1)}


def answer(quiz: Quiz, number: int) -> None:
    """Answer a question of any type rightly."""
    asked = quiz.asked(number)
    form, data = quiz.open(number).forms["answer"], asked.data(right(asked))
    fields = form.fields["response"]
    if isinstance(data, list) and not isinstance(fields[0], webtest.forms.Checkbox):
        for field, text in zip(fields, data, strict=True):
            field.value = text
    else:
        put(form, data)
    form.submit(status=303)
    assert quiz.is_answered(number)


def empty(form: webtest.Form) -> None:
    """Take back whatever was chosen or typed, as far as a browser lets one."""
    for field in form.fields["response"]:
        if isinstance(field, webtest.forms.Checkbox):
            field.checked = False
        elif not isinstance(field, webtest.forms.Radio):
            field.value = ""


def test_an_answer_of_every_type_can_be_taken_back(quizzes: list[Quiz]) -> None:
    met: set[str] = set()
    for quiz in quizzes:
        for type_, number in types_of(quiz).items():
            met.add(type_)
            for button in ("clear", None):
                answer(quiz, number)
                form = quiz.open(number).forms["answer"]
                empty(form)
                is_radio = any(isinstance(one, webtest.forms.Radio) for one in form.fields["response"])
                # What was chosen once a browser doesn't let go: it has the button alone.
                page = form.submit("clear" if is_radio else button, status=303).follow()
                assert flashes(page)[0] == f"You emptied question {number}: it counts as not answered."
                assert not quiz.is_answered(number), type_
                again = quiz.open(number)
                typed = [one["value"] for one in again.html.select("#answer [type=text][value]")]
                assert [
                    *filter(None, typed),
                    *again.html.select("#answer [checked], #answer [selected]"),
                ] == []
                assert "(not answered)" in again.html.select(".numbers button")[number - 1].text
    assert met == MARKED
    for quiz in quizzes:
        page = quiz.browser.get(quiz.address("finish"))
        assert "is answered yet" in page.html.main.text
        result = page.forms["finish"].submit(status=303).follow()
        assert "No question was answered." in result
        assert "in your reviews" not in result.html.main.text


def test_i_dont_know_is_taken_back_by_its_button_alone(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = types_of(quiz)["short"]
    quiz.open(number).forms["answer"].submit("unknown", value="1")
    assert not flashes(quiz.open(number).forms["answer"].submit(status=303).follow())
    assert quiz.is_answered(number)
    page = quiz.open(number).forms["answer"].submit("clear", value="1", status=303).follow()
    assert page.request.path == quiz.address(number)
    assert "Saved as “I don't know”" not in page
    assert not quiz.is_answered(number)


def test_a_page_from_before_the_answer_empties_nothing(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = types_of(quiz)["short"]
    old = quiz.open(number).forms["answer"]
    quiz.fill(number, right)
    left = f"You left question {number} empty: the answer that was saved on another page counts."
    assert flashes(old.submit(status=303).follow()) == [left]
    newer = quiz.open(number).forms["answer"]
    quiz.fill(number, lambda _: "Loch Lomond")
    empty(newer)
    page = newer.submit(status=303).follow()
    assert page.request.path == quiz.address(number)
    assert quiz.is_answered(number)


def test_emptied_before_a_hint_it_is_still_empty_after_it(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = next(
        n for n in range(1, 13) if quiz.asked(n).question.hints and quiz.asked(n).question.type == "short"
    )
    quiz.fill(number, right)
    form = quiz.open(number).forms["answer"]
    empty(form)
    page = quiz.browser.post(f"{quiz.address(number)}/hint", [*form.submit_fields(), ("hint", "0")]).follow()
    assert page.forms["answer"]["response"].value == ""
    # A page that saves by itself does so at once.
    assert page.html.select_one("#answer")["data-autosave"] == "unsaved"


# ---- what can't be read


def save(quiz: Quiz, number: int, response: str, sequence: int) -> webtest.TestResponse:
    form = quiz.open(number).forms["answer"]
    sent = {"csrf_token": form["csrf_token"].value, "sequence": str(sequence), "response": response}
    return quiz.browser.post(quiz.address(number), sent, headers=AUTOSAVE, expect_errors=True)


@pytest.mark.parametrize("is_answered", [False, True])
@pytest.mark.parametrize("saves_itself", [True, False])
def test_what_cannot_be_read_is_kept_and_counts_for_nothing(
    start: Callable[..., Quiz], *, is_answered: bool, saves_itself: bool
) -> None:
    quiz = start(count=12)
    number = types_of(quiz)["number"]
    if is_answered:
        quiz.fill(number, right)
    if saves_itself:
        told = save(quiz, number, "rather high", int(is_answered))
        assert (told.status_code, told.json["saved"], told.json["kept"]) == (422, False, True)
        assert told.json["message"].startswith(NUMBER_HINT)
        assert ("The answer that you saved before still counts." in told.json["message"]) == is_answered
    else:
        form = quiz.open(number).forms["answer"]
        form["response"] = "rather high"
        form.submit(status=303)
    page = quiz.open(number)
    assert page.forms["answer"]["response"].value == "rather high"
    assert page.html.select_one("#response-error[role=alert]")
    said = words(page, "[data-unreadable]")
    asked = quiz.asked(number)
    counting = f"still counts: “{asked.describe(right(asked))}”."
    assert said.startswith("Your last entry is kept, but it can't be read as an answer.")
    assert said.endswith(counting) == is_answered
    end = quiz.browser.get(quiz.address("finish"))
    assert numbers(end, "Questions with an unreadable answer") == [str(number)]
    assert (str(number) in numbers(end, "Questions without an answer")) == (not is_answered)
    result = end.forms["finish"].submit(status=303).follow()
    assert ("1 of 12 right." in result) == is_answered
    assert "rather high" not in result
    with quiz.app.app_context():
        assert [row.sequence for row in reading().scalars(select(Answer))] == [1] * is_answered


@pytest.mark.parametrize("way", ["answer", "same answer", "unknown", "empty", "clear"])
def test_what_was_kept_goes_with_the_next_answer(start: Callable[..., Quiz], way: str) -> None:
    quiz = start()
    number = types_of(quiz)["number"]
    quiz.fill(number, right)
    save(quiz, number, "rather high", 1)
    form = quiz.open(number).forms["answer"]
    asked = quiz.asked(number)
    form["response"] = {"answer": "17", "same answer": asked.data(right(asked)), "empty": ""}.get(
        way, "rather high"
    )
    form.submit(way if way in {"unknown", "clear"} else None, status=303)
    page = quiz.open(number)
    assert not page.html.select("[data-unreadable], .field-error")
    assert page.forms["answer"]["response"].value != "rather high"
    assert quiz.is_answered(number) == (way not in {"empty", "clear"})


def test_what_cannot_be_read_holds_nobody_up_twice(start: Callable[..., Quiz]) -> None:
    quiz = start(count=12)
    number = types_of(quiz)["number"]
    form = quiz.open(number).forms["answer"]
    form["response"] = "rather high"
    back = form.submit("go", value="finish", status=303)
    # What was refused stands in no address, which a shared computer would keep.
    assert urlsplit(back.location)[2:] == (quiz.address(number), "", "")
    for button, value, leads_to in (
        (None, None, "finish" if number == 12 else number + 1),
        ("go", "1", 1),
        ("go", "finish", "finish"),
    ):
        form = quiz.open(number).forms["answer"]
        assert form["response"].value == "rather high"
        left = form.submit(button, value=value, status=303)
        assert urlsplit(left.location).path == quiz.address(leads_to)
    # Something else that can't be read is told once more.
    form = quiz.open(number).forms["answer"]
    form["response"] = "rather low"
    assert urlsplit(form.submit(status=303).location).path == quiz.address(number)
    assert quiz.open(number).html.select_one("#response-error[role=alert]")
    assert numbers(left.follow(), "Questions with an unreadable answer") == [str(number)]


def test_what_a_page_kept_by_itself_lets_the_number_links_lead_away(start: Callable[..., Quiz]) -> None:
    quiz = start(count=12)
    number = types_of(quiz)["number"]
    form = quiz.open(number).forms["answer"]
    save(quiz, number, "rather high", 0)
    form["response"] = "rather high"
    # Its reason has only stood small at the foot: whoever goes straight on reads it beside the field.
    assert urlsplit(form.submit(status=303).location).path == quiz.address(number)
    assert urlsplit(form.submit("go", value="finish", status=303).location).path == quiz.address("finish")


def test_what_was_kept_of_an_answer_in_parts_stands_in_its_parts(app: Flask, quizzes: list[Quiz]) -> None:
    quiz, number = next((quiz, types_of(quiz)["cloze"]) for quiz in quizzes if "cloze" in types_of(quiz))
    form = quiz.open(number).forms["answer"]
    fields = form.fields["response"]
    for field in fields:
        if isinstance(field, webtest.forms.Text):
            field.value = "x" * 300
    form.submit(status=303)
    shown = quiz.open(number).forms["answer"].fields["response"]
    assert [field.value for field in shown] == [field.value for field in fields]
    with app.app_context():
        slot = attempts.show(quiz.person, quiz.id, number)
        said = draft_in_words(slot.asked, slot.draft)
    assert said.startswith("Gap 1 of 3: x")


def test_so_much_is_kept_and_no_more(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = types_of(quiz)["number"]
    told = save(quiz, number, "9" * 10_000, 0)
    assert (told.status_code, "kept" in told.json) == (422, False)
    assert quiz.open(number).forms["answer"]["response"].value == ""


def test_a_draft_is_its_learners_alone(start: Callable[..., Quiz]) -> None:
    hers, his = start(), start()
    save(hers, types_of(hers)["number"], "rather high", 0)
    assert his.browser.get(hers.address(1), expect_errors=True).status_code == 404
    for number in range(1, 13):
        assert "rather high" not in his.open(number)
