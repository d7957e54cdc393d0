"""Quizzes in a browser without JavaScript: begun, left and come back to, finished, and whose they are."""

import re
from datetime import UTC, datetime
from itertools import chain, groupby
from operator import attrgetter
from random import Random

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.answers import right, wrong
from support.http import without_tokens
from support.people import a_browser, a_person, logged_in
from support.quiz import StartQuiz, number_of
from support.resync import resync
from support.statements import statements
from support.wording import words

from quizapp.models import Attempt, Revision, Slot
from quizapp.quizzes.rules import Feedback
from quizapp.services.permissions import Role
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading, writing

AUTOSAVE = {"X-Requested-With": "autosave"}


# ---- beginning


def test_a_quiz_is_begun_with_what_was_chosen(app: Flask, bank: int) -> None:
    browser = logged_in(app)
    form = browser.get("/quizzes").forms["begin"]
    form.fields["topics"][0].checked = True
    form["count"] = "3"
    form["feedback"] = "end"
    form["focus"] = "unseen"
    page = form.submit(status=303).follow().follow()
    assert "1 of 3" in page
    assert page.request.path.endswith("/1")
    with app.app_context():
        attempt = reading().scalars(select(Attempt)).one()
        assert (attempt.bank_id, attempt.topics, attempt.feedback) == (bank, ["mountains"], "end")
        assert attempt.focus == "unseen"


@pytest.mark.usefixtures("bank")
def test_a_form_sent_twice_begins_one_quiz_and_a_changed_one_another(app: Flask) -> None:
    form = logged_in(app).get("/quizzes").forms["begin"]
    form["count"] = "3"
    first, second = (form.submit(status=303).location for _ in range(2))
    assert first == second
    form["count"] = "4"
    assert form.submit(status=303).location != first


@pytest.mark.parametrize("page", ["again", "missed"])
def test_a_button_pressed_twice_begins_one_further_quiz(start: StartQuiz, page: str) -> None:
    quiz = start(count=3)
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    result = quiz.browser.get(quiz.address("result"))
    (form,) = (form for form in result.forms.values() if form.action == quiz.address(page))
    first, second = (form.submit(status=303).location for _ in range(2))
    assert first == second
    (form,) = (
        form
        for form in quiz.browser.get(quiz.address("result")).forms.values()
        if form.action == quiz.address(page)
    )
    assert form.submit(status=303).location != first


def test_the_seed_of_a_form_tells_nobody_how_choices_will_be_ordered(app: Flask, bank: int) -> None:
    """The slots' seeds follow from the attempt's: who knew that one could work out the author's order."""
    form = logged_in(app).get(f"/quizzes?bank={bank}").forms["begin"]
    form["seed"] = "7"
    form.submit(status=303)
    with app.app_context():
        attempt = reading().scalars(select(Attempt)).one()
        request = QuizRequest(bank, count=10)
        guesses = {7, Random("7").getrandbits(63), Random(f"7 {request}").getrandbits(63)}
        assert attempt.seed not in guesses


def seeds_of_choices(app: Flask) -> list[tuple[int, ...]]:
    """Return the seeds of the slots of each attempt, in the order in which they were begun."""
    ordered = select(Slot.attempt_id, Slot.seed).order_by(Slot.attempt_id, Slot.number)
    with app.app_context():
        slots = reading().execute(ordered)
        return [tuple(slot.seed for slot in group) for _, group in groupby(slots, attrgetter("attempt_id"))]


def seeded(page: webtest.TestResponse, action: str, seed: str, **fields: str) -> webtest.Form:
    """Return the form of a page that leads there and holds these values, with a seed of one's own choice."""
    form = next(
        form
        for form in page.forms.values()
        if form.action.endswith(action) and all(form[name].value == value for name, value in fields.items())
    )
    form["seed"] = seed
    return form


def test_a_seed_that_is_passed_on_passes_on_neither_questions_nor_an_order(app: Flask, bank: int) -> None:
    for _ in range(2):
        browser = logged_in(app)
        page = browser.get(f"/quizzes?bank={bank}")
        attempt = seeded(page, "/quizzes", "4711").submit(status=303).location
        seeded(page, "/quizzes/ready", "4711", quiz="rivers").submit(status=303)
        browser.get(f"{attempt}/finish").forms["finish"].submit()
        result = browser.get(f"{attempt}/result")
        seeded(result, "/again", "4711").submit(status=303)
        seeded(result, "/missed", "4712").submit(status=303)
        # Whoever has no account tries five questions from the same form.
        seeded(a_browser(app).get("/"), "/try", "4711").submit(status=303)
    seeds = seeds_of_choices(app)
    assert len(seeds) == 10
    assert len(set(chain.from_iterable(seeds))) == sum(map(len, seeds))


def test_another_secret_key_changes_no_quiz_that_is_begun(app: Flask, bank: int) -> None:
    with app.app_context():
        person = a_person(datetime.now(UTC))
    attempt = a_browser(app, person).get(f"/quizzes?bank={bank}").forms["begin"].submit(status=303).location

    def choices() -> list[str]:
        browser = a_browser(app, person)
        pages = [browser.get(f"{attempt}/{number}") for number in range(1, 11)]
        return [page.html.select_one("#prompt").text + page.html.select_one("#answer").text for page in pages]

    before = choices()
    app.secret_key = "another " * 8
    assert choices() == before


@pytest.mark.parametrize("seed", ["", "-1", str(2**63), "9" * 5000, "one", "1.0"])
@pytest.mark.usefixtures("bank")
def test_a_seed_that_cannot_be_is_replaced(app: Flask, seed: str) -> None:
    form = logged_in(app).get("/quizzes").forms["begin"]
    form["seed"] = seed
    first, second = (form.submit(status=303).location for _ in range(2))
    assert first != second


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
    assert "The bank has only 12 questions that fit" in form.submit(status=303).follow().follow()


def test_the_folded_list_of_topics_says_which_are_chosen(app: Flask, bank: int) -> None:  # noqa: ARG001 -- there is a bank
    browser = logged_in(app)
    form = browser.get("/quizzes").forms["begin"]
    summary = form.html.select_one("#topics summary [data-topics-chosen]")
    assert summary.text.strip() == "All topics"
    for field in form.fields["topics"]:
        field.checked = True
    form["count"] = "0"
    again = form.submit(status=422).html.select_one("#topics summary [data-topics-chosen]")
    assert again.text.strip() == "2 topics: Mountains, Rivers"


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
    with app.app_context():
        resync(lambda _: None, datetime.now(UTC))
    form.submit(status=404)


@pytest.mark.parametrize(
    "query", ["?bank=x", "?bank=99999999999999999999", "?page=0", "?page=-1", "?page=1" + "0" * 30]
)
@pytest.mark.usefixtures("bank")
def test_an_odd_address_still_shows_the_quizzes(app: Flask, query: str) -> None:
    assert "New quiz" in logged_in(app).get(f"/quizzes{query}")


def test_without_questions_the_page_says_so(app: Flask) -> None:
    assert "There are no questions yet." in logged_in(app).get("/quizzes")


# ---- leaving, coming back, the result


def test_a_quiz_goes_on_where_it_was_left(start: StartQuiz) -> None:
    quiz = start(count=3)
    quiz.fill(1, right)
    page = quiz.browser.get("/quizzes")
    assert "1 of 3 answered" in page
    link = page.html.select_one(".rows a")["href"]
    assert quiz.browser.get(link).location.endswith(quiz.address(2))
    for number in (2, 3):
        quiz.fill(number, right)
    assert quiz.browser.get(link).location.endswith(quiz.address("result"))


def test_the_result_opens_what_was_missed_and_folds_what_was_right(start: StartQuiz) -> None:
    quiz = start(count=3)
    for number, choose in ((1, wrong), (2, right)):
        quiz.fill(number, choose)
    page = quiz.browser.get(quiz.address("finish")).forms["finish"].submit().follow()
    assert "1 of 3 right." in page.html.select_one(".result-sentence").text
    assert "1 question that you missed is now in your reviews." in " ".join(
        page.html.select_one("main").text.split()
    )
    items = page.html.select("details.result")
    assert [item.has_attr("open") for item in items] == [True, False, True]
    assert [item.select_one(".result__word").text.strip() for item in items] == [
        "Wrong",
        "Right",
        "Not answered",
    ]
    for number, item in enumerate(items, 1):
        asked = quiz.asked(number)
        assert asked.question.explanation in item.text
        assert "An atlas" in item.text


def test_an_open_quiz_shows_no_result(start: StartQuiz) -> None:
    quiz = start(Feedback.END, count=3)
    quiz.fill(1, right)
    page = quiz.browser.get(quiz.address("result"), status=302).follow().follow()
    assert page.request.path == quiz.address(2)
    assert "finished yet" in page


def test_a_finished_quiz_takes_no_answer(start: StartQuiz) -> None:
    quiz = start(Feedback.END, count=3)
    old = quiz.open(1)
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    page = quiz.fill(1, right, old).follow()
    assert page.request.path == quiz.address("result")
    assert "This quiz is finished. Your last answer was not saved" in page
    assert quiz.answers() == 0


def test_missed_questions_and_the_same_settings_make_further_quizzes(start: StartQuiz) -> None:
    quiz = start(count=3)
    for number, choose in ((1, wrong), (2, right), (3, wrong)):
        quiz.fill(number, choose)
    result = quiz.browser.get(quiz.address("result"))
    forms = {form.action: form for form in result.forms.values() if form.action}
    missed = forms[quiz.address("missed")].submit(status=303).follow().follow()
    assert "1 of 2" in missed
    again = forms[quiz.address("again")].submit(status=303).follow().follow()
    assert "1 of 3" in again


def test_nothing_missed_leaves_nothing_to_practise(start: StartQuiz) -> None:
    quiz = start(count=1)
    quiz.fill(1, right)
    result = quiz.browser.get(quiz.address("result"))
    token = result.forms[1]["csrf_token"].value
    page = quiz.browser.post(quiz.address("missed"), {"csrf_token": token}, status=303).follow()
    assert "left to practise" in page


# ---- languages


def test_a_bank_in_another_language_says_so_where_its_words_stand(app: Flask, start: StartQuiz) -> None:
    quiz = start()
    english = quiz.open(number_of(quiz, "single")).html
    assert not english.select("main [lang]")
    with app.app_context(), writing() as session:
        for revision in session.scalars(select(Revision)):
            revision.content = {**revision.content, "language": "ky"}
    page = quiz.open(number_of(quiz, "single")).html
    assert page.select_one("#prompt")["lang"] == "ky"
    assert {choice.get("lang") for choice in page.select(".choice__text")} == {"ky"}
    told = quiz.fill(number_of(quiz, "single"), wrong).follow().html
    assert told.select_one(".explanation")["lang"] == "ky"
    plain = quiz.open(number_of(quiz, "truefalse")).html
    assert not plain.select(".choice__text[lang]")


# ---- those under way


def test_more_quizzes_under_way_than_a_page_holds_have_pages_and_keep_the_bank(app: Flask, bank: int) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now)
        begun = {
            beginning.begin(person, QuizRequest(bank, count=1), now, seed).attempt_id for seed in range(45)
        }
        for attempt_id in sorted(begun)[:22]:
            closing.finish(person, attempt_id, now)
    page = a_browser(app, person).get(f"/quizzes?bank={bank}")
    seen = set(map(str, page.html.select("#open ~ ul a")))
    assert len(seen) == 20
    older = page.click(href="open=2")
    assert len(older.html.select("#open ~ ul a")) == 3
    assert not seen & set(map(str, older.html.select("#open ~ ul a")))
    last = older.click(href="page=2")
    assert {"open=2", "page=2", f"bank={bank}"} <= set(last.request.query_string.split("&"))


def test_a_quiz_that_was_never_answered_is_discarded(start: StartQuiz) -> None:
    quiz = start(count=3)
    page = quiz.browser.get("/quizzes")
    (form,) = (form for form in page.forms.values() if form.action == quiz.address("discard"))
    after = form.submit(status=303).follow()
    assert "In progress" not in after
    again = form.submit(status=303).follow()
    assert again.html.select_one("main").text == after.html.select_one("main").text
    assert quiz.browser.get(quiz.address(1), status=404)


def test_an_answered_quiz_is_not_discarded(start: StartQuiz) -> None:
    quiz = start(count=3)
    page = quiz.browser.get("/quizzes")
    (form,) = (form for form in page.forms.values() if form.action == quiz.address("discard"))
    quiz.fill(1, wrong)
    after = form.submit(status=303).follow()
    assert "it is kept" in after
    assert quiz.address("discard") not in after
    assert "1 of 3 answered" in after


# ---- whose quiz it is


def test_the_quiz_of_another_is_like_one_that_never_was(app: Flask, start: StartQuiz) -> None:
    quiz = start()
    eve = logged_in(app)
    missing = without_tokens(eve.get("/nowhere", status=404).text)
    token = eve.get("/quizzes").forms["begin"]["csrf_token"].value
    for page in ("", "/1", "/finish", "/result"):
        assert without_tokens(eve.get(f"/quizzes/{quiz.id}{page}", status=404).text) == missing
    sent = {"csrf_token": token, "sequence": "0", "response": "0"}
    for page in ("/1", "/finish", "/again", "/missed"):
        assert without_tokens(eve.post(f"/quizzes/{quiz.id}{page}", sent, status=404).text) == missing
    assert quiz.answers() == 0
    # To discard what isn't there leads back to the list, as if it had been; and it is still there.
    assert eve.post(f"/quizzes/{quiz.id}/discard", sent, status=303).location == "/quizzes"
    assert "answer" in quiz.open(1).forms


@pytest.mark.parametrize("number", ["0", "13", "-1", "01", "1" + "0" * 20, "x", "1.0", "%00"])
def test_a_question_that_the_quiz_lacks_is_a_missing_page(start: StartQuiz, number: str) -> None:
    quiz = start()
    missing = without_tokens(quiz.browser.get("/nowhere", status=404).text)
    assert without_tokens(quiz.browser.get(quiz.address(number), status=404).text) == missing


def test_a_stranger_is_asked_to_log_in(app: Flask, start: StartQuiz) -> None:
    quiz = start()
    stranger = a_browser(app, None)
    for address in ("/quizzes", quiz.address(1), quiz.address("result")):
        assert "/log-in?next=" in stranger.get(address, status=302).location


@pytest.mark.usefixtures("bank")
def test_a_visitor_has_no_list_of_quizzes(app: Flask) -> None:
    assert "/log-in" in logged_in(app, Role.VISITOR).get("/quizzes", status=302).location


# ---- what it costs


def test_history_costs_no_further_statements(app: Flask, bank: int, start: StartQuiz) -> None:
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
            for seed in range(10, 18):
                now = datetime.now(UTC)
                more = beginning.begin(learner, QuizRequest(bank, count=12), now, seed).attempt_id
                asked = attempts.show(learner, more, 1).asked
                answering.answer(learner, more, 1, wrong(asked), 0, now)
                if seed % 2:
                    closing.finish(learner, more, now)
        reading().rollback()
    assert cost() == before


def test_a_result_says_how_each_topic_went_and_can_show_only_what_was_missed(app: Flask, bank: int) -> None:
    with app.app_context():
        ada = a_person(datetime.now(UTC), "Ada")
        begun = beginning.begin(ada, QuizRequest(bank, count=8), datetime.now(UTC), 1)
        for number in range(1, 9):
            asked = attempts.show(ada, begun.attempt_id, number).asked
            choose = right if number % 2 else wrong
            answering.answer(ada, begun.attempt_id, number, choose(asked), 0, datetime.now(UTC))
        closing.finish(ada, begun.attempt_id, datetime.now(UTC))
    page = a_browser(app, ada).get(f"/quizzes/{begun.attempt_id}/result")
    assert "50 %" in words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"\d of \d right", words(page, "details .rows"))
    assert len(page.html.select("details.result")) == 8
    missed = page.click("Show only the 4 you didn't get right")
    assert len(missed.html.select("details.result")) == 4
    assert "Right" not in [word.text.strip() for word in missed.html.select(".result__word")]
    assert len(missed.click("Show all 8").html.select("details.result")) == 8
