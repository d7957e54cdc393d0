"""Ready quizzes on their pages: offered, begun with one button, and over when their time is up."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import webtest
from flask import Flask
from support.answers import give, right, wrong
from support.people import a_browser, a_person, logged_in
from support.quiz import let_time_pass, put

from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest

LIMIT = timedelta(minutes=30)
AUTOSAVE = {"X-Requested-With": "autosave"}


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


def begun(
    app: Flask,
    person: Person,
    bank: int,
    at: datetime,
    *,
    answered: int = 0,
    feedback: Feedback = Feedback.EACH,
) -> int:
    """Begin a quiz with a time limit, and answer some of its questions."""
    with app.app_context():
        request = QuizRequest(bank, count=4, rules=QuizRules(feedback, time_limit=30))
        quiz = beginning.begin(person, request, at, seed=1).attempt_id
        for number in range(1, answered + 1):
            give(person, quiz, number, right, at)
        return quiz


def test_a_page_is_told_how_long_it_has_by_our_clock(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    quiz = begun(app, ada, bank, now - timedelta(minutes=10))
    left = hers.get(f"/quizzes/{quiz}/time-left").json["seconds_left"]
    assert 19 * 60 < left <= 20 * 60
    logged_in(app).get(f"/quizzes/{quiz}/time-left", status=404)
    hers.get(f"/quizzes/{quiz}/finish").forms["finish"].submit()
    assert hers.get(f"/quizzes/{quiz}/time-left").json == {"seconds_left": 0}


def begin_form(page: webtest.TestResponse, key: str) -> webtest.Form:
    return next(form for form in page.forms.values() if "quiz" in form.fields and form["quiz"].value == key)


def words(page: webtest.TestResponse, selector: str = "main") -> str:
    return read(page.html.select_one(selector))


# ---- offered and begun


def test_the_quizzes_of_a_bank_say_what_they_are_and_begin_with_one_button(
    bank: int, hers: webtest.TestApp
) -> None:
    page = hers.get(f"/quizzes?bank={bank}")
    rivers, final = (" ".join(card.text.split()) for card in page.html.select("main .card"))
    assert rivers.startswith("Rivers, and how sure you are Five rivers, told after each.")
    assert "5 questions · feedback after each · asks how sure you are." in rivers
    assert "8 questions · 30 minutes · feedback at the end." in final
    assert "The clock runs from the moment you begin, even while you are away." in final
    assert "clock" not in rivers
    first = begin_form(page, "final").submit(status=303).follow().follow()
    assert words(first, ".topic-line").endswith(" · The final")
    assert "Ends at" in words(first, ".time-left")
    assert "30 minutes left" in words(first, ".time-left")
    assert "Ends at" in hers.get(f"{first.request.path.rsplit('/', 1)[0]}/finish").text


def card_of(page: webtest.TestResponse, title: str) -> str:
    return next(text for card in page.html.select("main .card") if (text := read(card)).startswith(title))


def read(element: Any) -> str:
    return " ".join(element.text.split())


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
            assert f"Last time 3 of 5, on {days[1]}: your best so far." in told
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
    assert "In progress: 0 of 8 answered, 30 minutes left." in read(final)
    assert not final.select("form")
    assert (
        read(hers.get(final.select_one("a.button")["href"]).follow().html.select_one("h1"))
        == "Question 1 of 8"
    )


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
    assert [" ".join(row.text.split()) for row in page.html.select("section[aria-labelledby=ready] li")] == [
        "Rivers, and how sure you are 5 questions · feedback after each · asks how sure you are · Rivers",
        "The final 8 questions · 30 minutes · feedback at the end",
    ]


# ---- the time limit


def test_a_quiz_without_a_limit_speaks_of_no_time(app: Flask, bank: int, ada: Person, now: datetime) -> None:
    with app.app_context():
        quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    assert "Ends at" not in a_browser(app, ada).get(f"/quizzes/{quiz}/1").text


@pytest.mark.parametrize("feedback", Feedback)
def test_an_answer_that_comes_too_late_is_refused_and_what_was_saved_counts(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime, feedback: Feedback
) -> None:
    quiz = begun(app, ada, bank, now, answered=1, feedback=feedback)
    form = hers.get(f"/quizzes/{quiz}/2").forms["answer"]
    with app.app_context():
        asked = attempts.show(ada, quiz, 2).asked
    put(form, asked.data(right(asked)))
    let_time_pass(app, quiz, LIMIT + timedelta(minutes=1))
    page = form.submit(status=303).follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "The time was up. What you sent now was not saved; what you had saved counts." in page
    sentence = words(page, ".result-sentence")
    assert "1 of 4 right." in sentence
    assert "Time was up at" in sentence
    assert "3 questions were left without an answer." in sentence


def test_a_page_that_saves_by_itself_is_told_that_the_time_is_up(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    quiz = begun(app, ada, bank, now, feedback=Feedback.END)
    form = hers.get(f"/quizzes/{quiz}/1").forms["answer"]
    let_time_pass(app, quiz, LIMIT + timedelta(minutes=1))
    with app.app_context():
        asked = attempts.show(ada, quiz, 1).asked
    put(form, asked.data(right(asked)))
    said = hers.post(f"/quizzes/{quiz}/1", form.submit_fields(), AUTOSAVE, status=409).json
    assert said["saved"] is False
    assert said["message"].startswith("The time for this quiz is up")


def test_the_result_is_there_as_soon_as_the_time_is_up(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    quiz = begun(app, ada, bank, now, answered=1)
    let_time_pass(app, quiz, LIMIT + timedelta(seconds=1))
    assert hers.get(f"/quizzes/{quiz}/2", status=303).location.endswith(f"/quizzes/{quiz}/result")
    assert "Time was up at" in words(hers.get(f"/quizzes/{quiz}/result"), ".result-sentence")


#: Moments around the end: within it what was sent in time still counts, long after it nothing does.
AT_ONCE, LONG_AFTER = timedelta(seconds=1), timedelta(minutes=1)
#: In what way something is sent, and what.
SENDINGS = [
    *("button: 7", "button: ", "button: rather high", "number: 7", "number: ", "number: rather high"),
    *("unknown: ", "unknown: 7", "hint: 7", "saved before: 7", "changed elsewhere: 7"),
    "changed elsewhere: rather high",
]


def typed_of(quiz: int, person: Person) -> int:
    """Return the number of a question in whose field a number is typed. Needs an app context."""
    total = attempts.progress(person, quiz).questions
    types = {
        number: attempts.show(person, quiz, number).asked.question.type for number in range(1, total + 1)
    }
    return next(number for number, type_ in types.items() if type_ == "number")


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("after", [AT_ONCE, LONG_AFTER])
@pytest.mark.parametrize("sending", SENDINGS)
def test_whatever_is_sent_once_the_time_is_up_leads_to_the_result_which_says_so(
    app: Flask,
    bank: int,
    ada: Person,
    hers: webtest.TestApp,
    now: datetime,
    *,
    feedback: Feedback,
    after: timedelta,
    sending: str,
) -> None:
    way, sent = sending.split(": ")
    with app.app_context():
        request = QuizRequest(bank, count=12, rules=QuizRules(feedback, time_limit=30))
        quiz = beginning.begin(ada, request, now, seed=1).attempt_id
        number = typed_of(quiz, ada)
    form = hers.get(f"/quizzes/{quiz}/{number}").forms["answer"]
    form["response"] = sent
    if way == "saved before":
        form.submit(status=303)
    if way == "changed elsewhere":
        with app.app_context():
            give(ada, quiz, number, right, now)
    let_time_pass(app, quiz, LIMIT + after)
    match way:
        case "number":
            answer = form.submit("go", value="1")
        case "unknown":
            answer = form.submit("unknown", value="1")
        case "hint":
            address = f"/quizzes/{quiz}/{number}/hint"
            answer = hers.post(address, [*form.submit_fields(), ("hint", "0")])
        case _:
            answer = form.submit()
    assert answer.status_int == 303
    page = answer.follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    told = [read(flash) for flash in page.html.select(".flash")]
    # What was passed over was not sent; what counts the result says anyway.
    assert len(told) == 1 or (told == [] and sent == "" and after == AT_ONCE)
    assert "Time was up at" in words(page, ".result-sentence")
    with app.app_context():
        slot = attempts.result(ada, quiz).items[number - 1]
    for sentence in told:
        assert ("saved in time" in sentence) == (slot.is_answered and way != "changed elsewhere")
        assert "up" in sentence
    assert slot.hints_used == 0


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("after", [AT_ONCE, LONG_AFTER])
@pytest.mark.parametrize("path", ["", "/1", "/2", "/2?response=7&sequence=0", "/finish", "/result"])
def test_whatever_is_opened_once_the_time_is_up_is_the_result(
    app: Flask,
    bank: int,
    ada: Person,
    hers: webtest.TestApp,
    now: datetime,
    *,
    feedback: Feedback,
    after: timedelta,
    path: str,
) -> None:
    quiz = begun(app, ada, bank, now, answered=1, feedback=feedback)
    let_time_pass(app, quiz, LIMIT + after)
    page = hers.get(f"/quizzes/{quiz}{path}").maybe_follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "Time was up at" in words(page, ".result-sentence")
    # It is finished by now: what was left open leads there still, what was answered shows how that went.
    again = hers.get(f"/quizzes/{quiz}/2").maybe_follow()
    assert again.request.path == f"/quizzes/{quiz}/result"
    assert "Right." in hers.get(f"/quizzes/{quiz}/1", status=200)


def test_an_answer_sent_again_to_a_quiz_finished_elsewhere_leads_to_the_result(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    with app.app_context():
        request = QuizRequest(bank, count=4, rules=QuizRules(Feedback.END))
        quiz = beginning.begin(ada, request, now, seed=1).attempt_id
        asked = attempts.show(ada, quiz, 1).asked
    form = hers.get(f"/quizzes/{quiz}/1").forms["answer"]
    put(form, asked.data(right(asked)))
    form.submit(status=303)
    hers.get(f"/quizzes/{quiz}/finish").forms["finish"].submit(status=303)
    page = form.submit(status=303).follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "This quiz is finished. What you sent was saved before; here is how it went." in page


@pytest.mark.parametrize("in_time", [True, False])
def test_at_the_end_an_answer_counts_without_how_sure_one_is(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime, *, in_time: bool
) -> None:
    with app.app_context():
        request = QuizRequest(bank, count=4, rules=QuizRules(asks_certainty=True, time_limit=30))
        quiz = beginning.begin(ada, request, now, seed=1).attempt_id
        asked = attempts.show(ada, quiz, 1).asked
    form = hers.get(f"/quizzes/{quiz}/1").forms["answer"]
    put(form, asked.data(right(asked)))
    let_time_pass(app, quiz, LIMIT + timedelta(seconds=-60 if in_time else 1))
    page = form.submit(status=303).follow()
    assert ("Say how sure you are" in page) == in_time
    with app.app_context():
        assert attempts.show(ada, quiz, 1).credit == (None if in_time else 1)


@pytest.mark.parametrize(
    "path", ["/", "/quizzes", "/progress", "/quizzes/{}", "/quizzes/{}/2", "/quizzes/{}/finish"]
)
def test_whatever_page_would_show_it_finishes_a_quiz_whose_time_is_up(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime, path: str
) -> None:
    quiz = begun(app, ada, bank, now, answered=1)
    assert "Under way" in hers.get("/quizzes").text
    let_time_pass(app, quiz, LIMIT + timedelta(hours=3))
    page = hers.get(path.format(quiz)).maybe_follow()
    assert "under way" not in page.text.lower()
    with app.app_context():
        result = attempts.result(ada, quiz)
    assert result.finished_at == result.ends_at
    assert result.finished_at < now - timedelta(hours=2)


def test_the_time_that_is_left_is_told_in_the_readers_zone(
    app: Flask, bank: int, ada: Person, hers: webtest.TestApp, now: datetime
) -> None:
    settings = hers.get("/settings").forms["study"]
    settings["time_zone"] = "Asia/Almaty"
    settings.submit()
    quiz = begun(app, ada, bank, now - timedelta(minutes=29, seconds=30))
    ends = (now + timedelta(seconds=30)).astimezone(ZoneInfo("Asia/Almaty"))
    page = hers.get(f"/quizzes/{quiz}/1")
    assert words(page, ".time-left") == f"Ends at {ends:%H:%M}, less than a minute left"
    assert f"ends at {ends:%H:%M}" in hers.get("/quizzes").text
