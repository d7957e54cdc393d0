"""Quizzes in a browser without JavaScript: begun, answered, left and come back to, finished."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from sqlalchemy import func, select
from support.answers import right, wrong
from support.people import a_browser, a_person, everything_stored, logged_in
from support.statements import statements

from quizapp.models import Answer, Attempt, Question, User
from quizapp.question_types.base import Response
from quizapp.services import attempts, quizzes
from quizapp.services.attempts import Feedback
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.questions import AskedQuestion
from quizapp.services.quizzes import Wish
from quizapp.services.transaction import reading, writing

AUTOSAVE = {"X-Requested-With": "autosave"}


class Quiz:
    """A learner's quiz: their browser, and the questions as the service knows them."""

    def __init__(
        self, app: Flask, bank: int, feedback: Feedback, count: int, topics: tuple[str, ...]
    ) -> None:
        self.app = app
        with app.app_context():
            now = datetime.now(UTC)
            self.person: Person = a_person(now)
            wish = Wish(bank, topics, count, feedback)
            self.id = quizzes.begin(self.person, wish, now, 5).attempt_id
        self.browser = a_browser(app, self.person)

    def address(self, page: int | str) -> str:
        return f"/quizzes/{self.id}/{page}"

    def open(self, number: int) -> webtest.TestResponse:
        return self.browser.get(self.address(number))

    def asked(self, number: int) -> AskedQuestion:
        with self.app.app_context():
            return attempts.show(self.person, self.id, number).asked

    def fill(
        self,
        number: int,
        choose: Callable[[AskedQuestion], Response],
        page: webtest.TestResponse | None = None,
    ) -> webtest.TestResponse:
        """Fill in the form of a question's page and send it."""
        asked = self.asked(number)
        form = (page or self.open(number)).forms["answer"]
        put(form, asked.data(choose(asked)))
        return form.submit()

    def answers(self) -> int:
        with self.app.app_context():
            return reading().scalar(select(func.count()).select_from(Answer)) or 0


def put(form: Any, data: str | list[str] | None) -> None:
    """Fill in an answer field of any type."""
    if isinstance(data, list):
        for field in form.fields["response"]:
            field.checked = field._value in data  # noqa: SLF001 -- WebTest's only name for it
    else:
        form["response"] = data


@pytest.fixture
def start(app: Flask, bank: int) -> Callable[..., Quiz]:
    def begin(feedback: Feedback = Feedback.EACH, count: int = 12, topics: tuple[str, ...] = ()) -> Quiz:
        return Quiz(app, bank, feedback, count, topics)

    return begin


def number_of(quiz: Quiz, type_: str) -> int:
    """Return the number of the first question of a type."""
    return next(number for number in range(1, 13) if quiz.asked(number).question.type == type_)


# ---- beginning


def test_a_quiz_is_begun_with_what_was_chosen(app: Flask, bank: int) -> None:
    browser = logged_in(app)
    form = browser.get("/quizzes").forms["begin"]
    form.fields["topics"][0].checked = True
    form["count"] = "3"
    form["feedback"] = "end"
    page = form.submit(status=303).follow().follow()
    assert "1 of 3" in page
    assert page.request.path.endswith("/1")
    with app.app_context():
        attempt = reading().scalars(select(Attempt)).one()
        assert (attempt.bank_id, attempt.topics, attempt.feedback) == (bank, ["mountains"], "end")


def test_a_topic_below_a_chosen_one_adds_nothing(app: Flask, bank: int) -> None:
    form = logged_in(app).get(f"/quizzes?bank={bank}").forms["begin"]
    for field in form.fields["topics"]:
        field.checked = field._value.startswith("rivers")  # noqa: SLF001 -- WebTest's only name for it
    form.submit(status=303)
    with app.app_context():
        assert reading().scalars(select(Attempt)).one().topics == ["rivers"]


def test_fewer_questions_than_wished_for_are_said_to_be_fewer(app: Flask, bank: int) -> None:
    form = logged_in(app).get(f"/quizzes?bank={bank}").forms["begin"]
    form["count"] = "100"
    assert "The bank has only 12 questions on that" in form.submit(status=303).follow().follow()


@pytest.mark.parametrize("count", ["", "0", "-1", "101", "five", "1e1", "1" + "0" * 20, "9" * 5000])
def test_a_number_of_questions_that_cannot_be_comes_back_with_a_hint(
    app: Flask, bank: int, count: str
) -> None:
    form = logged_in(app).get(f"/quizzes?bank={bank}").forms["begin"]
    form["count"] = count
    page = form.submit(status=422)
    assert page.text.count("Write a number from 1 to 100.") == 2  # in the summary and at the field
    with app.app_context():
        assert reading().scalar(select(Attempt)) is None


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("topics", "elsewhere", 422),
        ("topics", "x" * 100_000, 422),
        ("feedback", "never", 422),
        ("bank", "999", 404),
        ("bank", "", 404),
        ("bank", "1" + "0" * 20, 404),
        ("bank", "one", 404),
        ("topics", "nul\0", 400),
    ],
)
def test_a_quiz_that_is_not_on_offer_is_not_begun(
    app: Flask, bank: int, field: str, value: str, status: int
) -> None:
    browser = logged_in(app)
    form = browser.get(f"/quizzes?bank={bank}").forms["begin"]
    sent = [pair for pair in form.submit_fields() if pair[0] != field]
    browser.post("/quizzes", [*sent, (field, value)], status=status)
    with app.app_context():
        assert reading().scalar(select(Attempt)) is None


def test_questions_that_were_all_retired_meanwhile_are_no_quiz(app: Flask, bank: int) -> None:
    form = logged_in(app).get(f"/quizzes?bank={bank}").forms["begin"]
    with app.app_context(), writing() as session:
        for question in session.scalars(select(Question)):
            question.retired_at = datetime.now(UTC)
    form.submit(status=404)


@pytest.mark.parametrize(
    "query", ["?bank=x", "?bank=99999999999999999999", "?page=0", "?page=-1", "?page=1" + "0" * 30]
)
@pytest.mark.usefixtures("bank")
def test_an_odd_address_still_shows_the_quizzes(app: Flask, query: str) -> None:
    assert "A new quiz" in logged_in(app).get(f"/quizzes{query}")


def test_without_questions_the_page_says_so(app: Flask) -> None:
    assert "There are no questions yet." in logged_in(app).get("/quizzes")


# ---- one question a page


def test_feedback_follows_the_first_answer(start: Callable[..., Quiz]) -> None:
    quiz = start()
    page = quiz.fill(1, wrong)
    assert page.status_code == 303
    page = page.follow()
    asked = quiz.asked(1)
    assert page.request.path == quiz.address(1)
    assert "Not quite." in page
    assert asked.question.explanation
    assert asked.question.explanation in page.text.replace("&#39;", "'")
    assert "An atlas" in page
    assert asked.sources[0].evidence[0] in page
    assert "answer" not in page.forms
    assert page.click("Next").request.path == quiz.address(2)


@pytest.mark.parametrize("feedback", Feedback)
def test_nothing_gives_the_answer_away_before_it(start: Callable[..., Quiz], feedback: Feedback) -> None:
    quiz = start(feedback)
    for number in range(1, 13):
        question = quiz.asked(number).question
        if feedback is Feedback.END:
            quiz.fill(number, wrong)
        page = quiz.open(number)
        secrets = [question.explanation, "An atlas", "Where it says so", "Not quite", "outcome"]
        secrets += [choice["feedback"] for choice in question.model_dump().get("choices", [])]
        for secret in filter(None, secrets):
            assert secret not in page.text.replace(question.prompt, "")
        if question.type in {"short", "number", "date"}:
            # An answer such as "4" stands in many an address: what counts is what can be read.
            assert (
                quiz.asked(number).right_answer not in page.html.select_one("form.answer div, .prompt").text
            )


def test_places_of_choices_say_nothing_of_the_authors_order(start: Callable[..., Quiz]) -> None:
    quiz = start()
    number = number_of(quiz, "single")
    form = quiz.open(number).forms["answer"]
    choices = [choice.text for choice in quiz.asked(number).question.choices]  # type: ignore[attr-defined]
    assert form["response"].options == [(str(place), False, None) for place in range(len(choices))]
    shown = [label.text for label in form.html.select(".choice__text")]
    assert shown == [choices[index] for index in quiz.asked(number).order]


@pytest.mark.parametrize("feedback", Feedback)
def test_a_response_that_cannot_be_read_comes_back_with_what_was_typed(
    start: Callable[..., Quiz], feedback: Feedback
) -> None:
    quiz = start(feedback)
    number = number_of(quiz, "number")
    form = quiz.open(number).forms["answer"]
    form["response"] = "rather <b>high</b>"
    page = form.submit(status=422)
    assert page.forms["answer"]["response"].value == "rather <b>high</b>"
    assert page.html.select_one("#response-error").text.strip()
    assert "response-error" in page.html.select_one("#response")["aria-describedby"]
    assert "Not quite" not in page
    assert quiz.answers() == 0
    put(page.forms["answer"], "4810")
    assert page.forms["answer"].submit().status_code == 303
    assert quiz.answers() == 1


@pytest.mark.parametrize("type_", ["single", "multiple", "truefalse", "short", "number", "date"])
def test_an_empty_answer_is_asked_back_where_feedback_follows_it(
    start: Callable[..., Quiz], type_: str
) -> None:
    quiz = start()
    number = number_of(quiz, type_)
    page = quiz.open(number).forms["answer"].submit(status=422)
    assert page.html.select_one("#response-error")
    assert quiz.answers() == 0


@pytest.mark.parametrize(
    ("type_", "value", "status"),
    [
        ("single", "4", 422),
        ("single", "-1", 422),
        ("single", "The Volga", 422),
        ("single", "1" + "0" * 20, 422),
        ("single", "²", 422),
        ("multiple", "7", 422),
        ("truefalse", "maybe", 422),
        ("short", "x" * 501, 422),
        ("short", "x" * 400_000, 422),
        ("short", "\u200b\u0007", 422),
        ("number", "9" * 400, 422),
        ("date", "30 February 2001", 422),
        ("date", "6/7/2001", 422),
        ("short", "nul\0", 400),
        ("number", "x" * 1_000_000, 413),
    ],
)
@pytest.mark.parametrize("feedback", Feedback)
def test_bad_input_is_refused_and_writes_nothing(
    app: Flask, start: Callable[..., Quiz], feedback: Feedback, type_: str, value: str, status: int
) -> None:
    quiz = start(feedback)
    number = number_of(quiz, type_)
    form = quiz.open(number).forms["answer"]
    with app.app_context():
        before = everything_stored()
    sent = [("csrf_token", form["csrf_token"].value), ("sequence", "0"), ("response", value)]
    quiz.browser.post(quiz.address(number), sent, status=status)
    with app.app_context():
        assert everything_stored() == before


def test_a_lone_surrogate_is_refused(start: Callable[..., Quiz]) -> None:
    quiz = start()
    token = quiz.open(1).forms["answer"]["csrf_token"].value
    body = f"csrf_token={token}&sequence=0&response=%ED%A0%80".encode()
    page = quiz.browser.post(quiz.address(1), body, expect_errors=True)
    assert 400 <= page.status_code < 500
    assert quiz.answers() == 0


@pytest.mark.parametrize("sequence", [None, "", "x", "9" * 5000, "1.5"])
def test_a_form_without_its_sequence_is_refused(start: Callable[..., Quiz], sequence: str | None) -> None:
    quiz = start()
    form = quiz.open(1).forms["answer"]
    sent = {"csrf_token": form["csrf_token"].value, "response": "0"}
    quiz.browser.post(
        quiz.address(1), sent | ({"sequence": sequence} if sequence is not None else {}), status=400
    )
    assert quiz.answers() == 0


def test_a_form_without_its_token_is_refused(app: Flask, start: Callable[..., Quiz]) -> None:
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


def test_what_changes_something_is_never_fetched(start: Callable[..., Quiz]) -> None:
    quiz = start()
    for address in (quiz.address("again"), quiz.address("missed"), "/try"):
        quiz.browser.get(address, status=405)


# ---- submit twice, reload, go back


def test_a_form_sent_twice_is_one_answer(start: Callable[..., Quiz]) -> None:
    quiz = start()
    page = quiz.open(1)
    first, second = quiz.fill(1, wrong, page), quiz.fill(1, wrong, page)
    assert first.location == second.location
    assert "answered already" not in second.follow()
    assert quiz.answers() == 1


def test_another_answer_from_an_older_page_leaves_the_first(start: Callable[..., Quiz]) -> None:
    quiz = start()
    page = quiz.open(1)
    quiz.fill(1, wrong, page)
    after = quiz.fill(1, right, page).follow()
    assert "This question was answered already; your first answer counts." in after
    assert "Not quite." in after
    assert quiz.answers() == 1
    form = page.forms["answer"]
    sent = {"csrf_token": form["csrf_token"].value, "sequence": "0", "response": ""}
    assert "your first answer counts" in quiz.browser.post(quiz.address(1), sent, status=303).follow()


def test_the_last_form_sent_twice_still_shows_how_it_went(start: Callable[..., Quiz]) -> None:
    quiz = start(count=1)
    page = quiz.open(1)
    quiz.fill(1, wrong, page)
    after = quiz.fill(1, wrong, page).follow()
    assert "Not quite." in after
    assert after.click("See the result").request.path == quiz.address("result")


def test_an_older_page_shows_what_is_saved_and_what_was_not(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END)
    number = number_of(quiz, "short")
    old = quiz.open(number)
    quiz.fill(number, wrong)
    old.forms["answer"]["response"] = "A later <i>thought</i>"
    page = old.forms["answer"].submit(status=409)
    assert page.forms["answer"]["response"].value == "Loch Ness"
    assert "A later &lt;i&gt;thought&lt;/i&gt;" in page
    assert quiz.answers() == 1
    page.forms["answer"]["response"] = "A later thought"
    assert page.forms["answer"].submit().status_code == 303
    assert quiz.open(number).forms["answer"]["response"].value == "A later thought"


# ---- feedback at the end


def test_answers_are_kept_and_changed_until_the_end(start: Callable[..., Quiz]) -> None:
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


def test_a_question_may_be_passed_over(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END)
    page = quiz.open(1).forms["answer"].submit(status=303)
    assert page.location.endswith(quiz.address(2))
    assert quiz.answers() == 0


def test_an_answer_that_was_emptied_still_counts_and_it_says_so(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END)
    number = number_of(quiz, "short")
    quiz.fill(number, right)
    form = quiz.open(number).forms["answer"]
    form["response"] = "  "
    assert "the answer that was saved before still counts" in form.submit(status=303).follow()
    assert quiz.answers() == 1


def test_the_numbers_save_and_lead_there(start: Callable[..., Quiz]) -> None:
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


@pytest.mark.parametrize("go", ["0", "13", "1" + "0" * 20, "//evil.example", "x"])
def test_a_number_that_is_not_there_leads_to_the_next_question(start: Callable[..., Quiz], go: str) -> None:
    quiz = start(Feedback.END)
    token = quiz.open(1).forms["answer"]["csrf_token"].value
    sent = {"csrf_token": token, "sequence": "0", "go": go}
    assert quiz.browser.post(quiz.address(1), sent, status=303).location.endswith(quiz.address(2))


def test_the_end_names_what_is_unanswered_and_asks_once(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END, count=4)
    quiz.fill(2, right)
    page = quiz.open(2).forms["answer"].submit("go", value="finish").follow()
    assert "1 of 4 questions are answered." in page
    assert [chip.text.split()[-1] for chip in page.html.select(".chip")] == ["1", "3", "4"]
    result = page.forms["finish"].submit(status=303).follow()
    assert "1 of 4 right." in result
    assert "3 questions were left without an answer." in result
    again = page.forms["finish"].submit(status=303).follow()
    assert "1 of 4 right." in again


# ---- a page that saves by itself


def test_a_page_that_saves_by_itself_is_told_its_next_sequence(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END)
    number = number_of(quiz, "short")
    form = quiz.open(number).forms["answer"]

    def save(response: str, sequence: str) -> webtest.TestResponse:
        sent = {"csrf_token": form["csrf_token"].value, "sequence": sequence, "response": response}
        return quiz.browser.post(quiz.address(number), sent, headers=AUTOSAVE, expect_errors=True)

    assert save("Loch", "0").json == {"saved": True, "message": "Saved", "fields": {"sequence": "1"}}
    assert save("Loch Ness", "1").json["fields"] == {"sequence": "2"}
    again = save("Loch Ness", "1")
    assert (again.status_code, again.json["saved"]) == (200, True)
    stale = save("Loch Lomond", "1")
    assert (stale.status_code, stale.json["saved"]) == (409, False)
    empty = save("", "2")
    assert (empty.status_code, empty.json["saved"]) == (422, False)
    assert quiz.answers() == 2
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    closed = save("Loch Lomond", "2")
    assert (closed.status_code, closed.json["saved"]) == (409, False)
    assert quiz.answers() == 2


# ---- leaving, coming back, the result


def test_a_quiz_goes_on_where_it_was_left(start: Callable[..., Quiz]) -> None:
    quiz = start(count=3)
    quiz.fill(1, right)
    page = quiz.browser.get("/quizzes")
    assert "1 of 3 answered" in page
    link = page.html.select_one(".rows a")["href"]
    assert quiz.browser.get(link).location.endswith(quiz.address(2))
    for number in (2, 3):
        quiz.fill(number, right)
    assert quiz.browser.get(link).location.endswith(quiz.address("result"))


def test_the_result_opens_what_was_missed_and_folds_what_was_right(start: Callable[..., Quiz]) -> None:
    quiz = start(count=3)
    for number, choose in ((1, wrong), (2, right)):
        quiz.fill(number, choose)
    page = quiz.browser.get(quiz.address("finish")).forms["finish"].submit().follow()
    assert "1 of 3 right." in page.html.select_one(".result-sentence").text
    assert "1 of these is now in your reviews." in " ".join(page.html.select_one("main").text.split())
    items = page.html.select("details.result")
    assert [item.has_attr("open") for item in items] == [True, False, True]
    assert [item.select_one(".result__word").text.strip() for item in items] == [
        "Not quite",
        "Right",
        "Not answered",
    ]
    for number, item in enumerate(items, 1):
        asked = quiz.asked(number)
        assert asked.question.explanation in item.text
        assert "An atlas" in item.text


def test_an_open_quiz_shows_no_result(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END, count=3)
    quiz.fill(1, right)
    page = quiz.browser.get(quiz.address("result"), status=302).follow().follow()
    assert page.request.path == quiz.address(2)
    assert "finished yet" in page


def test_a_finished_quiz_takes_no_answer(start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END, count=3)
    old = quiz.open(1)
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    page = quiz.fill(1, right, old).follow()
    assert page.request.path == quiz.address("result")
    assert "This quiz is finished. What you sent now was not saved" in page
    assert quiz.answers() == 0


def test_missed_questions_and_the_same_settings_make_further_quizzes(start: Callable[..., Quiz]) -> None:
    quiz = start(count=3)
    for number, choose in ((1, wrong), (2, right), (3, wrong)):
        quiz.fill(number, choose)
    result = quiz.browser.get(quiz.address("result"))
    forms = {form.action: form for form in result.forms.values() if form.action}
    missed = forms[quiz.address("missed")].submit(status=303).follow().follow()
    assert "1 of 2" in missed
    again = forms[quiz.address("again")].submit(status=303).follow().follow()
    assert "1 of 3" in again


def test_nothing_missed_leaves_nothing_to_practise(start: Callable[..., Quiz]) -> None:
    quiz = start(count=1)
    quiz.fill(1, right)
    result = quiz.browser.get(quiz.address("result"))
    token = result.forms[1]["csrf_token"].value
    page = quiz.browser.post(quiz.address("missed"), {"csrf_token": token}, status=303).follow()
    assert "left to practise" in page


# ---- whose quiz it is


def test_the_quiz_of_another_is_like_one_that_never_was(app: Flask, start: Callable[..., Quiz]) -> None:
    quiz = start()
    eve = logged_in(app)
    missing = eve.get("/nowhere", status=404).body
    token = eve.get("/quizzes").forms["begin"]["csrf_token"].value
    for page in ("", "/1", "/finish", "/result"):
        assert eve.get(f"/quizzes/{quiz.id}{page}", status=404).body == missing
    for page in ("/1", "/finish", "/again", "/missed"):
        sent = {"csrf_token": token, "sequence": "0", "response": "0"}
        assert eve.post(f"/quizzes/{quiz.id}{page}", sent, status=404).body == missing
    assert quiz.answers() == 0


@pytest.mark.parametrize("number", ["0", "13", "-1", "01", "1" + "0" * 20, "x", "1.0", "%00"])
def test_a_question_that_the_quiz_lacks_is_a_missing_page(start: Callable[..., Quiz], number: str) -> None:
    quiz = start()
    missing = quiz.browser.get("/nowhere", status=404).body
    assert quiz.browser.get(quiz.address(number), status=404).body == missing


def test_a_stranger_is_asked_to_log_in(app: Flask, start: Callable[..., Quiz]) -> None:
    quiz = start()
    stranger = a_browser(app, None)
    for address in ("/quizzes", quiz.address(1), quiz.address("result")):
        assert "/log-in?next=" in stranger.get(address, status=302).location


@pytest.mark.usefixtures("bank")
def test_a_visitor_has_no_list_of_quizzes(app: Flask) -> None:
    assert "/log-in" in logged_in(app, Role.VISITOR).get("/quizzes", status=302).location


# ---- trying without an account


@pytest.mark.usefixtures("bank")
def test_a_stranger_tries_five_questions_and_keeps_the_result_by_signing_up(app: Flask) -> None:
    browser = a_browser(app, None)
    page = browser.get("/").forms["try"].submit(status=303).follow().follow()
    assert "1 of 5" in page
    while "answer" in page.forms:
        number = int(page.request.path.rsplit("/", 1)[1])
        with app.app_context():
            user = reading().scalars(select(User)).one()
            attempt = reading().scalars(select(Attempt)).one()
            assert (user.role, user.name) == ("visitor", None)
            from_service = attempts.show(a_visitor(user.id), attempt.id, number).asked
        put(page.forms["answer"], from_service.data(wrong(from_service)))
        page = page.forms["answer"].submit().follow()
        page = page.click("Next|See the result")
    assert "Keep this result" in page
    assert "Practise" not in page
    signing_up = page.click("Sign up", index=-1)
    form = signing_up.forms["sign-up"]
    form["name"] = "Ada"
    form["password"] = "seven grey geese"
    page = form.submit().follow()
    assert page.request.path == f"/quizzes/{attempt.id}/result"
    assert "5 of these are now in" in " ".join(page.html.select_one("main").text.split())
    assert "0 of 5" in browser.get("/quizzes")


def a_visitor(user_id: int) -> Person:
    from_row = reading().get_one(User, user_id)
    return person_of(from_row)


@pytest.mark.usefixtures("bank")
def test_trying_again_goes_on_with_the_open_quiz(app: Flask) -> None:
    browser = a_browser(app, None)
    form = browser.get("/").forms["try"]
    form.submit(status=303)
    page = browser.get("/")
    assert "You are in the middle of one" in page
    token = browser.get(page.click("Go on").location).forms["answer"]["csrf_token"].value
    browser.post("/try", {"csrf_token": token}, status=303)
    with app.app_context():
        assert len(reading().scalars(select(Attempt)).all()) == 1
        assert len(reading().scalars(select(User)).all()) == 1


@pytest.mark.parametrize("bank_id", ["999", "x", "1" + "0" * 20])
@pytest.mark.usefixtures("bank")
def test_trying_a_bank_that_is_not_there_takes_one_that_is(app: Flask, bank_id: str) -> None:
    browser = a_browser(app, None)
    token = browser.get("/").forms["try"]["csrf_token"].value
    page = browser.post(
        "/try", {"csrf_token": token, "bank": bank_id, "time_zone": "Mars/Olympus"}, status=303
    )
    assert "1 of 5" in page.follow().follow()


def test_without_questions_nobody_becomes_a_visitor(app: Flask) -> None:
    browser = a_browser(app, None)
    token = browser.get("/sign-up").forms["sign-up"]["csrf_token"].value
    assert "no questions to try yet" in browser.post("/try", {"csrf_token": token}, status=303).follow()
    with app.app_context():
        assert reading().scalar(select(User)) is None


# ---- what it costs


def test_history_costs_no_further_statements(app: Flask, bank: int, start: Callable[..., Quiz]) -> None:
    quiz = start(Feedback.END)
    done = start(count=5)
    done.browser.get(done.address("finish")).forms["finish"].submit()

    def cost() -> list[int]:
        pages = [
            (quiz, quiz.address(1)),
            (quiz, "/quizzes"),
            (done, done.address("result")),
            (done, "/quizzes"),
        ]
        return [statements(lambda: one.browser.get(address)) for one, address in pages]  # noqa: B023 -- called at once

    before = cost()
    with app.app_context():
        for learner in (quiz.person, done.person):
            for seed in range(8):
                now = datetime.now(UTC)
                more = quizzes.begin(learner, Wish(bank, count=12), now, seed).attempt_id
                asked = attempts.show(learner, more, 1).asked
                quizzes.answer(learner, more, 1, wrong(asked), 0, now)
                if seed % 2:
                    quizzes.finish(learner, more, now)
        reading().rollback()
    assert cost() == before
