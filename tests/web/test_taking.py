"""Attempts at assignments whose pages are left behind by what happens elsewhere, without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from sqlalchemy import select, update
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.marking import QUESTIONS, WORTH, essay_bank, hide_essays
from support.people import a_browser, a_person
from support.wording import words

from quizapp.assignments.terms import Navigation, Release, Terms
from quizapp.models import Answer, Attempt, LateAnswer
from quizapp.question_types.essay.kind import MOST_CHARACTERS
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import attempt_changes
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading, writing

TIMED = QuizRules(Feedback.END, time_limit=60)
EXAM = Terms(rules=TIMED, shows=Shows.EXAM, release=Release.BY_HAND)
LONG = "Mud, and again mud. " * 200


@dataclass
class Essay:
    """An assignment that Ada has begun, whose first question is an essay."""

    app: Flask
    ines: Person
    ada: Person
    course: int
    quiz: int
    attempt: int
    browser: webtest.TestApp

    def path(self, page: str) -> str:
        return f"/quizzes/{self.attempt}/{page}"

    def open(self) -> webtest.TestResponse:
        return self.browser.get(self.path("1"))

    def annul(self) -> None:
        with self.app.app_context():
            attempt_changes.annul(
                self.ines, self.course, self.quiz, self.attempt, "The wrong room", datetime.now(UTC)
            )

    def end(self, ago: timedelta) -> None:
        """Let its time have been up for a while."""
        with self.app.app_context(), writing() as session:
            ended, now = update(Attempt).where(Attempt.id == self.attempt), datetime.now(UTC)
            session.execute(ended.values(started_at=now - ago - timedelta(hours=1), ends_at=now - ago))


@pytest.fixture
def take(app: Flask) -> Callable[[Terms], Essay]:
    def begun(terms: Terms) -> Essay:
        now = datetime.now(UTC)
        with app.app_context():
            ines, ada = a_person(now, "Ines", Role.INSTRUCTOR), a_person(now, "Ada")
            bank = essay_bank(now)
            course = a_course(ines, now, banks=[bank])
            put_in(course, ada, CourseRole.LEARNER, now)
            items = [FixedItem(one["id"], worth) for one, worth in zip(QUESTIONS, WORTH, strict=True)]
            asks = Composition((Section(tuple(items)),))
            quiz = assign(ines, course, settings_of(bank, terms, asks), now)
            attempt = begin(ada, course, quiz, now)
        return Essay(app, ines, ada, course, quiz, attempt, a_browser(app, ada))

    return begun


@pytest.mark.parametrize("shows", [Shows.EXAM, Shows.HOMEWORK, Shows.PRACTICE])
@pytest.mark.parametrize("page", ["", "1", "2", "finish"])
def test_every_page_of_an_annulled_attempt_leads_to_the_one_that_says_so(
    take: Callable[[Terms], Essay], page: str, shows: Shows
) -> None:
    essay = take(Terms(rules=TIMED, shows=shows, release=Release.BY_HAND))
    essay.annul()
    told = essay.browser.get(essay.path(page).rstrip("/"), status=303 if page else 302).follow(status=200)
    assert told.request.path == essay.path("result")
    assert words(told, "h1") == "Annulled"
    assert "it takes no more answers" in told.text
    assert "isn't finished" not in told.text
    assert "was submitted" not in told.text
    assert "data-draft-over" not in told.text
    assert essay.browser.get(essay.path("time-left")).json["seconds_left"] == 0


def test_nobody_is_offered_to_go_on_with_an_annulled_attempt(take: Callable[[Terms], Essay]) -> None:
    essay = take(EXAM)
    essay.annul()
    assert essay.path("result") not in essay.browser.get("/").text
    listed = essay.browser.get("/quizzes")
    assert "In progress" not in listed.text
    assert "annulled" in words(listed, f'li:has(> a[href="{essay.path("result")}"])')
    with essay.app.app_context():
        attempt_changes.restore(
            essay.ines, essay.course, essay.quiz, essay.attempt, "The right room", datetime.now(UTC)
        )
    assert "In progress" in essay.browser.get("/quizzes").text
    assert essay.open().forms["answer"]


@pytest.mark.parametrize("is_saved", [True, False])
@pytest.mark.parametrize("button", ["unknown", "clear"])
def test_an_essay_that_was_given_up_comes_back_whole(
    take: Callable[[Terms], Essay], button: str, *, is_saved: bool
) -> None:
    essay = take(EXAM)
    form = essay.open().forms["answer"]
    form["response"] = LONG
    if is_saved:
        form.submit(status=303)
        form = essay.open().forms["answer"]
    form.submit(button, value="1", status=303)
    page = essay.open()
    assert page.forms["answer"]["response"].value == ""
    assert len(words(page, "#answer .panel")) < len(LONG) / 2
    back = page.forms["answer"].submit("back", value="1", status=303).follow()
    assert back.forms["answer"]["response"].value.strip() == LONG.strip()


def test_where_there_is_no_way_back_nothing_is_put_back(take: Callable[[Terms], Essay]) -> None:
    essay = take(Terms(rules=TIMED, shows=Shows.EXAM, release=Release.BY_HAND, navigation=Navigation.FORWARD))
    form = essay.open().forms["answer"]
    form["response"] = LONG
    after = form.submit("unknown", value="1", status=303).follow()
    assert after.request.path == essay.path("2")
    assert not after.html.select(".flash")
    fields = [*form.submit_fields(), ("back", "1")]
    fields = [(name, "2" if name == "sequence" else value) for name, value in fields if name != "response"]
    told = essay.browser.post(essay.path("1"), fields).follow()
    assert told.request.path == essay.path("2")
    with essay.app.app_context():
        kept = reading().scalars(select(Answer).order_by(Answer.id)).all()
        assert [one.response is None for one in kept] == [False, True]


@pytest.mark.parametrize("button", ["", "unknown"])
def test_an_annulled_attempt_gives_back_what_was_typed(take: Callable[[Terms], Essay], button: str) -> None:
    essay = take(EXAM)
    form = essay.open().forms["answer"]
    essay.annul()
    form["response"] = LONG
    refused = form.submit(button or None, status=409)
    assert refused.html.find("textarea").text.strip() == LONG.strip()
    assert "Your instructor annulled this attempt" in refused.text
    form["response"] = ""
    assert words(form.submit(status=303).maybe_follow(), "h1") == "Annulled"


def test_a_submitted_exam_that_isnt_told_yet_stands_in_lists_without_a_mark(
    take: Callable[[Terms], Essay],
) -> None:
    essay = take(EXAM)
    with essay.app.app_context():
        closing.finish(essay.ada, essay.attempt, datetime.now(UTC))
    for page in ("/quizzes", "/progress"):
        listed = essay.browser.get(page)
        assert "submitted" in words(listed, f'li:has(> a[href="{essay.path("result")}"])')


@pytest.mark.parametrize("shows", [Shows.EXAM, Shows.HOMEWORK, Shows.PRACTICE])
def test_what_arrives_after_a_look_at_the_result_counts_as_long_as_that_told_nothing(
    take: Callable[[Terms], Essay], shows: Shows
) -> None:
    essay = take(Terms(rules=TIMED, shows=shows, release=Release.BY_HAND))
    form = essay.open().forms["answer"]
    essay.end(timedelta(seconds=2))
    essay.browser.get(essay.path("result"))
    form["response"] = "Because of the mud."
    told = form.submit(status=303).follow()
    with essay.app.app_context():
        kept = reading().scalars(select(LateAnswer.response)).all()
        counts = reading().scalars(select(Answer.response)).all()
    assert counts == (["Because of the mud."] if shows is Shows.EXAM else [])
    assert kept == (["Because of the mud."] if shows is Shows.HOMEWORK else [])
    assert ("was saved in time, and counts" in told.text) == (shows is Shows.EXAM)
    assert ("arrived late" in told.text) == (shows is Shows.HOMEWORK)


def test_what_is_too_long_comes_back_whole_with_the_reason(take: Callable[[Terms], Essay]) -> None:
    essay = take(EXAM)
    form = essay.open().forms["answer"]
    text = "W" * (MOST_CHARACTERS + 1)
    form["response"] = text
    page = form.submit(status=422)
    assert "write at most 10,000 characters" in words(page, ".field-error")
    assert "answered on another page" not in page.text
    again = page.forms["answer"]
    assert again["response"].value.strip() == text
    again["response"] = text[1:]
    assert again.submit(status=303).location.endswith("/2")


def test_a_long_text_from_an_old_page_comes_back_whole(take: Callable[[Terms], Essay]) -> None:
    essay = take(EXAM)
    old, new = essay.open().forms["answer"], essay.open().forms["answer"]
    new["response"] = "Another"
    new.submit(status=303)
    old["response"] = LONG
    page = old.submit(status=422)
    assert "answered on another page meanwhile" in page.text
    assert page.html.find(id="not-saved").text.strip() == LONG.strip()
    assert page.forms["answer"]["response"].value.strip() == "Another"


def test_a_flag_without_a_way_back_is_refused_with_the_reason(take: Callable[[Terms], Essay]) -> None:
    essay = take(Terms(rules=TIMED, shows=Shows.EXAM, navigation=Navigation.FORWARD))
    for typed in ("", "Because of the mud.", LONG):
        form = essay.open().forms["answer"]
        form["response"] = typed
        fields = [*form.submit_fields(), ("flag", "on")]
        page = essay.browser.post(essay.path("1/flag"), fields, status=303).follow()
        assert page.request.path == essay.path("1")
        assert "There is no way back to this question" in page.text
        assert "is finished" not in page.text
        assert page.forms["answer"]["response"].value.strip() == typed.strip()


def test_an_essay_at_an_assignment_is_marked_by_the_instructor(take: Callable[[Terms], Essay]) -> None:
    page = take(EXAM).open()
    assert "Your instructor marks it." in page.text
    assert "compare it" not in page.text


def test_a_result_promises_no_review_of_what_may_not_be_studied(take: Callable[[Terms], Essay]) -> None:
    essay = take(Terms(rules=QuizRules(Feedback.EACH), shows=Shows.PRACTICE))
    form = essay.browser.get(essay.path("2")).forms["answer"]
    form["response"] = "false"
    form.submit()
    result = essay.browser.get(essay.path("finish")).forms["finish"].submit().follow()
    assert "now in your reviews" in words(result, "main")
    with essay.app.app_context():
        hide_essays(datetime.now(UTC))
    assert "reviews" not in words(essay.browser.get(essay.path("result")), "main")
