"""A quiz with a time limit on its pages: how long is left, and what is told once its time is up."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import webtest
from flask import Flask
from support.answers import give, right
from support.people import a_browser, a_person, logged_in
from support.quiz import let_time_pass, put
from support.wording import flashes, words

from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning
from quizapp.services.quizzes.attempts import Result
from quizapp.services.quizzes.beginning import QuizRequest

MINUTES = 30
LIMIT = timedelta(minutes=MINUTES)
AUTOSAVE = {"X-Requested-With": "autosave"}


@dataclass(frozen=True)
class Learner:
    """Somebody with a browser, and the bank that their quizzes ask about."""

    app: Flask
    bank: int
    now: datetime
    person: Person
    pages: webtest.TestApp

    def begin(
        self,
        feedback: Feedback = Feedback.EACH,
        *,
        answered: int = 0,
        count: int = 4,
        ago: timedelta = timedelta(0),
        time_limit: int | None = MINUTES,
        asks_certainty: bool = False,
    ) -> int:
        """Begin a quiz and answer some of its questions; return its key."""
        rules = QuizRules(feedback, asks_certainty, time_limit)
        at = self.now - ago
        with self.app.app_context():
            quiz = beginning.begin(self.person, QuizRequest(self.bank, count=count, rules=rules), at, 1)
            for number in range(1, answered + 1):
                give(self.person, quiz.attempt_id, number, right, at)
        return quiz.attempt_id

    def fill_in_right(self, quiz: int, number: int) -> webtest.Form:
        """Open a question and fill its right answer in, without sending it."""
        form = self.pages.get(f"/quizzes/{quiz}/{number}").forms["answer"]
        with self.app.app_context():
            asked = attempts.show(self.person, quiz, number).asked
        put(form, asked.data(right(asked)))
        return form

    def result(self, quiz: int) -> Result:
        with self.app.app_context():
            return attempts.result(self.person, quiz)


@pytest.fixture
def ada(app: Flask, bank: int) -> Learner:
    """Give a learner at this moment, by the pages' own clock."""
    now = datetime.now(UTC)
    with app.app_context():
        person = a_person(now)
    return Learner(app, bank, now, person, a_browser(app, person))


def test_a_page_is_told_how_long_it_has_by_our_clock(ada: Learner) -> None:
    quiz = ada.begin(ago=timedelta(minutes=10))
    left = ada.pages.get(f"/quizzes/{quiz}/time-left").json["seconds_left"]
    assert 19 * 60 < left <= 20 * 60
    logged_in(ada.app).get(f"/quizzes/{quiz}/time-left", status=404)
    ada.pages.get(f"/quizzes/{quiz}/finish").forms["finish"].submit()
    assert ada.pages.get(f"/quizzes/{quiz}/time-left").json == {"seconds_left": 0}


def test_a_quiz_without_a_limit_speaks_of_no_time(ada: Learner) -> None:
    quiz = ada.begin(time_limit=None)
    assert "Ends at" not in ada.pages.get(f"/quizzes/{quiz}/1").text


def test_the_time_that_is_left_is_told_in_the_readers_zone(ada: Learner) -> None:
    settings = ada.pages.get("/settings").forms["study"]
    settings["time_zone"] = "Asia/Almaty"
    settings.submit()
    quiz = ada.begin(ago=timedelta(minutes=29, seconds=30))
    ends = (ada.now + timedelta(seconds=30)).astimezone(ZoneInfo("Asia/Almaty"))
    page = ada.pages.get(f"/quizzes/{quiz}/1")
    assert words(page, ".time-left") == f"Ends at {ends:%H:%M}, less than a minute left"
    assert f"ends at {ends:%H:%M}" in ada.pages.get("/quizzes").text


@pytest.mark.parametrize("feedback", Feedback)
def test_an_answer_that_comes_too_late_is_refused_and_what_was_saved_counts(
    ada: Learner, feedback: Feedback
) -> None:
    quiz = ada.begin(feedback, answered=1)
    form = ada.fill_in_right(quiz, 2)
    let_time_pass(ada.app, quiz, LIMIT + timedelta(minutes=1))
    page = form.submit(status=303).follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "The time was up. Your last answer was not saved; the answers saved before count." in page
    sentence = words(page, ".result-sentence")
    assert "1 of 4 right." in sentence
    assert "Time was up at" in sentence
    assert "3 questions were left without an answer." in sentence


def test_a_page_that_saves_by_itself_is_told_that_the_time_is_up(ada: Learner) -> None:
    quiz = ada.begin(Feedback.END)
    form = ada.fill_in_right(quiz, 1)
    let_time_pass(ada.app, quiz, LIMIT + timedelta(minutes=1))
    told = ada.pages.post(f"/quizzes/{quiz}/1", form.submit_fields(), AUTOSAVE, status=409).json
    assert told["saved"] is False
    assert told["message"].startswith("The time for this quiz is up")


def test_the_result_is_there_as_soon_as_the_time_is_up(ada: Learner) -> None:
    quiz = ada.begin(answered=1)
    let_time_pass(ada.app, quiz, LIMIT + timedelta(seconds=1))
    assert ada.pages.get(f"/quizzes/{quiz}/2", status=303).location.endswith(f"/quizzes/{quiz}/result")
    assert "Time was up at" in words(ada.pages.get(f"/quizzes/{quiz}/result"), ".result-sentence")


#: Moments around the end: within it what was sent in time still counts, long after it nothing does.
AT_ONCE, LONG_AFTER = timedelta(seconds=1), timedelta(minutes=1)
#: In what way something is sent, and what.
SENDINGS = [
    *("button: 7", "button: ", "button: rather high", "number: 7", "number: ", "number: rather high"),
    *("unknown: ", "unknown: 7", "hint: 7", "saved before: 7", "changed elsewhere: 7"),
    "changed elsewhere: rather high",
]


def typed_number(ada: Learner, quiz: int) -> int:
    """Return the place of a question that asks for a number."""
    with ada.app.app_context():
        total = attempts.progress(ada.person, quiz).questions
        types = [attempts.show(ada.person, quiz, place).asked.question.type for place in range(1, total + 1)]
    return types.index("number") + 1


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("after", [AT_ONCE, LONG_AFTER])
@pytest.mark.parametrize("sending", SENDINGS)
def test_whatever_is_sent_once_the_time_is_up_leads_to_the_result_which_says_so(
    ada: Learner, feedback: Feedback, after: timedelta, sending: str
) -> None:
    way, sent = sending.split(": ")
    quiz = ada.begin(feedback, count=12)
    number = typed_number(ada, quiz)
    form = ada.pages.get(f"/quizzes/{quiz}/{number}").forms["answer"]
    form["response"] = sent
    if way == "saved before":
        form.submit(status=303)
    if way == "changed elsewhere":
        with ada.app.app_context():
            give(ada.person, quiz, number, right, ada.now)
    let_time_pass(ada.app, quiz, LIMIT + after)
    match way:
        case "number":
            answer = form.submit("go", value="1")
        case "unknown":
            answer = form.submit("unknown", value="1")
        case "hint":
            address = f"/quizzes/{quiz}/{number}/hint"
            answer = ada.pages.post(address, [*form.submit_fields(), ("hint", "0")])
        case _:
            answer = form.submit()
    assert answer.status_int == 303
    page = answer.follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    told = flashes(page)
    # What was passed over was not sent; what counts the result says anyway.
    assert len(told) == 1 or (told == [] and sent == "" and after == AT_ONCE)
    assert "Time was up at" in words(page, ".result-sentence")
    slot = ada.result(quiz).items[number - 1]
    for sentence in told:
        assert ("saved in time" in sentence) == (slot.is_answered and way != "changed elsewhere")
        assert "up" in sentence
    assert slot.hints_used == 0


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("after", [AT_ONCE, LONG_AFTER])
@pytest.mark.parametrize("path", ["", "/1", "/2", "/2?response=7&sequence=0", "/finish", "/result"])
def test_whatever_is_opened_once_the_time_is_up_is_the_result(
    ada: Learner, feedback: Feedback, after: timedelta, path: str
) -> None:
    quiz = ada.begin(feedback, answered=1)
    let_time_pass(ada.app, quiz, LIMIT + after)
    page = ada.pages.get(f"/quizzes/{quiz}{path}").maybe_follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "Time was up at" in words(page, ".result-sentence")
    # It is finished by now: what was left open leads there still, what was answered shows how that went.
    again = ada.pages.get(f"/quizzes/{quiz}/2").maybe_follow()
    assert again.request.path == f"/quizzes/{quiz}/result"
    assert "Right." in ada.pages.get(f"/quizzes/{quiz}/1", status=200)


def test_an_answer_sent_again_to_a_quiz_finished_elsewhere_leads_to_the_result(ada: Learner) -> None:
    quiz = ada.begin(Feedback.END, time_limit=None)
    form = ada.fill_in_right(quiz, 1)
    form.submit(status=303)
    ada.pages.get(f"/quizzes/{quiz}/finish").forms["finish"].submit(status=303)
    page = form.submit(status=303).follow()
    assert page.request.path == f"/quizzes/{quiz}/result"
    assert "This quiz is finished. Your last answer was saved before; here is how it went." in page


@pytest.mark.parametrize("in_time", [True, False])
def test_at_the_end_an_answer_counts_without_how_sure_one_is(ada: Learner, *, in_time: bool) -> None:
    quiz = ada.begin(asks_certainty=True)
    form = ada.fill_in_right(quiz, 1)
    let_time_pass(ada.app, quiz, LIMIT + timedelta(seconds=-60 if in_time else 1))
    page = form.submit(status=303).follow()
    assert ("Say how sure you are" in page) == in_time
    with ada.app.app_context():
        assert attempts.show(ada.person, quiz, 1).credit == (None if in_time else 1)


@pytest.mark.parametrize(
    "path", ["/", "/quizzes", "/progress", "/quizzes/{}", "/quizzes/{}/2", "/quizzes/{}/finish"]
)
def test_whatever_page_would_show_it_finishes_a_quiz_whose_time_is_up(ada: Learner, path: str) -> None:
    quiz = ada.begin(answered=1)
    assert "In progress" in ada.pages.get("/quizzes").text
    let_time_pass(ada.app, quiz, LIMIT + timedelta(hours=3))
    page = ada.pages.get(path.format(quiz)).maybe_follow()
    assert "under way" not in page.text.lower()
    result = ada.result(quiz)
    assert result.finished_at == result.ends_at
    assert result.finished_at < ada.now - timedelta(hours=2)
