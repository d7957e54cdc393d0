"""How an assignment stands, as its page, Today and its attempts say it, from its beginning to its results."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from support.answers import right, wrong
from support.assigning import answer_all, begin
from support.courses import put_in
from support.marking import essays, write_essay
from support.people import a_browser, a_person
from support.setting import Taught, taught
from support.wording import words

from quizapp.assignments.terms import Release, Terms
from quizapp.models import Assignment, LearnerTerms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.scheduling.memory import Rating
from quizapp.services.courses import assignments, attempt_changes
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import answering, attempts, closing
from quizapp.services.transaction import writing

HOUR = timedelta(hours=1)
TIMED = QuizRules(Feedback.END, time_limit=60)
EXAM = Terms(rules=TIMED, shows=Shows.EXAM, release=Release.BY_HAND, access_codes=("Blue",), attempts=1)
MOVED = "Your instructor changed"


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def page_of(course: Taught, quiz: int) -> str:
    return words(course.learner.get(f"/courses/{course.id}/assignments/{quiz}"), "main").replace("\xa0", " ")


def today(course: Taught) -> str:
    return words(course.learner.get("/"), "main").replace("\xa0", " ")


def start(course: Taught, quiz: int) -> int:
    with course.app.app_context():
        return begin(course.ada, course.id, quiz, datetime.now(UTC), code="Blue")


def submit(course: Taught, attempt: int) -> None:
    with course.app.app_context():
        closing.finish(course.ada, attempt, datetime.now(UTC))


def test_under_way_the_page_says_when_this_attempt_ends(course: Taught) -> None:
    quiz = course.published(EXAM)
    before = page_of(course, quiz)
    assert "60 minutes from the start" in before
    assert "You need it to start" in before
    attempt = start(course, quiz)
    told = page_of(course, quiz)
    assert told.startswith("Geography Midterm Your attempt is in progress. It ends ")
    assert "The timer keeps running while you are away." in told
    for stale in ("from the start", "You need it to start", MOVED):
        assert stale not in told
    question = f"/quizzes/{attempt}/1"
    assert MOVED not in course.learner.get(question)
    with course.app.app_context():
        ids = course.ines, course.id, quiz, attempt
        attempt_changes.add_minutes(*ids, 15, 0, "A fire drill", datetime.now(UTC))
    assert MOVED in page_of(course, quiz)
    assert MOVED in course.learner.get(question)
    submit(course, attempt)
    told = page_of(course, quiz)
    assert told.startswith("Geography Midterm You have used all your attempts. Questions")
    assert "start" not in told.partition("Questions")[2]
    with course.app.app_context():
        attempt_changes.reopen(*ids, 20, "Cut off", datetime.now(UTC))
    told = page_of(course, quiz)
    assert "in progress. It ends" in told
    assert MOVED in told


def test_of_closed_homework_no_attempts_are_left(course: Taught) -> None:
    now = datetime.now(UTC)
    terms = Terms(shows=Shows.HOMEWORK, attempts=2, opens_at=now - 2 * HOUR, closes_at=now + HOUR)
    quiz = course.published(terms)
    assert "2; 2 are left. The best attempt counts." in page_of(course, quiz)
    past = now - HOUR
    with course.app.app_context(), writing() as session:
        session.execute(update(Assignment).values(closes_at=past))
        session.execute(update(LearnerTerms).values(closes_at=past, done_at=past))
    told = page_of(course, quiz)
    assert told.startswith("Geography Midterm It closed on ")
    assert "Attempts 2 in all. The best attempt counts." in told


def test_today_says_what_was_submitted_until_its_release(course: Taught) -> None:
    quiz = course.published(EXAM)
    attempt = start(course, quiz)
    submit(course, attempt)
    awaited = "Midterm Geography · submitted; results when your instructor releases them"
    assert awaited in today(course)
    with course.app.app_context():
        assignments.release(course.ines, course.id, quiz, datetime.now(UTC))
    told = today(course)
    assert "submitted; results" not in told
    assert "New results" in told


def test_today_says_that_an_annulled_attempt_may_be_begun_again(course: Taught) -> None:
    quiz = course.published(EXAM)
    attempt = start(course, quiz)
    submit(course, attempt)
    with course.app.app_context():
        ids = course.ines, course.id, quiz, attempt
        attempt_changes.annul(*ids, "The wrong room", datetime.now(UTC))
    assert "Midterm Geography · annulled; you can start again" in today(course)
    start(course, quiz)
    assert "annulled" not in today(course)


def test_while_the_time_of_one_runs_today_proposes_nothing_else(course: Taught) -> None:
    assert "take a quiz on it" in today(course)
    start(course, course.published(EXAM))
    told = today(course)
    assert "60 minutes left, and the timer is running. 0 of 5 answered." in told
    assert "take a quiz" not in told.lower()
    assert "There are no questions" not in told


@pytest.mark.parametrize("is_timed", [True, False])
def test_a_timed_attempt_is_left_and_never_paused(course: Taught, *, is_timed: bool) -> None:
    closes = datetime.now(UTC) + HOUR
    terms = EXAM if is_timed else Terms(shows=Shows.HOMEWORK, closes_at=closes)
    attempt = start(course, course.published(terms))
    leave = course.learner.get(f"/quizzes/{attempt}/1").html.select_one(".study-top__pause")
    assert leave.find("svg") is None
    said = "Leave : the clock keeps running while you are away" if is_timed else "Leave"
    assert " ".join(leave.get_text(" ").split()) == said
    assert leave.get("title", "") == ("the clock keeps running while you are away" if is_timed else "")


def test_an_essay_that_waits_takes_no_points_off_what_is_marked(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        ada = a_person(now, "Ada")
        quiz = essays(now, [], Terms(shows=Shows.HOMEWORK, attempts=1))
        put_in(quiz.course, ada, CourseRole.LEARNER, now)
        attempt = write_essay(ada, quiz.course, quiz.assignment, now)
    told = words(a_browser(app, ada).get(f"/quizzes/{attempt}/result"), ".result-sentence")
    assert "of the 2 points marked so far." in told


def test_one_result_is_written_in_one_way(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.HOMEWORK, attempts=1))
    attempt = start(course, quiz)
    with course.app.app_context():
        now = datetime.now(UTC)
        answer_all(course.ada, attempt, right, now)
        slot = attempts.show(course.ada, attempt, 1)
        answering.answer(course.ada, attempt, 1, wrong(slot.asked), slot.sequence, now)
    submit(course, attempt)
    with course.app.app_context():
        credit = attempts.result(course.ada, attempt).credit
    exact = f"{credit / 5:.1%}".replace(".0%", " %").replace("%", " %").replace("  ", " ")
    places = (f"/quizzes/{attempt}/result", f"/courses/{course.id}", "/quizzes")
    for told in (page_of(course, quiz), *(words(course.learner.get(one), "main") for one in places)):
        assert exact in told.replace("\xa0", " ")


def test_an_i_dont_know_is_an_answer_that_earns_nothing(course: Taught) -> None:
    quiz = course.published(EXAM)
    attempt = start(course, quiz)
    form = course.learner.get(f"/quizzes/{attempt}/2").forms["answer"]
    form.submit("unknown", value="1", status=303)
    told = words(course.learner.get(f"/quizzes/{attempt}/finish"), "main")
    assert "1 of 5 questions is answered. You chose “I don't know” for 1 question" in told
    assert "2 answered “I don't know”" in told
    submit(course, attempt)
    staff = course.staff.get(course.path(quiz, f"attempts/{attempt}"))
    assert staff.html.select_one("#question-2 .result__word").text.strip() == "Didn't know"


def test_of_what_was_missed_it_is_said_how_much_is_news_to_the_reviews(course: Taught) -> None:
    quiz, now = course.published(Terms(shows=Shows.EXAM, release=Release.BY_HAND)), datetime.now(UTC)
    before = now - 48 * HOUR
    with course.app.app_context():
        attempt = begin(course.ada, course.id, quiz, before)
        answer_all(course.ada, attempt, wrong, before)
        closing.finish(course.ada, attempt, before)
        asked = [attempts.show(course.ada, attempt, number).asked for number in (1, 2)]
        # Two of them are answered elsewhere before the release: what came before is no news of them.
        with writing() as session:
            memory = LearnerMemory(session, course.ada, now - 24 * HOUR, [one.question_id for one in asked])
            for one in asked:
                memory.rate(one.question_id, Rating.GOOD, ReviewAnswer(one.revision_id))
        assignments.release(course.ines, course.id, quiz, now)
    told = words(course.learner.get(f"/quizzes/{attempt}/result"), "main")
    assert "3 of the 5 questions that you missed are now in your reviews. For the others nothing" in told
