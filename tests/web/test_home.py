"""The first page: what a stranger, a visitor and a learner find on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from support.answers import right, wrong
from support.assigning import answer_all, begin
from support.courses import a_course, put_in
from support.people import a_browser, a_person, logged_in
from support.setting import taught
from support.statements import statements
from support.wording import words

from quizapp.assignments.terms import Release, Terms
from quizapp.bank.schema import Bank
from quizapp.models import Assignment
from quizapp.quizzes.rules import Shows
from quizapp.services.accounts import visitors
from quizapp.services.banks import sync
from quizapp.services.courses import assignments
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import writing


def take(person: Person, bank: int, seed: int, *, knows: bool) -> None:
    """Take a quiz of three questions now."""
    now = datetime.now(UTC)
    quiz = beginning.begin(person, QuizRequest(bank, count=3), now, seed).attempt_id
    for number in (1, 2, 3):
        asked = attempts.show(person, quiz, number).asked
        answering.answer(person, quiz, number, (right if knows else wrong)(asked), 0, now)


@pytest.mark.usefixtures("bank")
def test_a_stranger_is_told_what_this_is_and_may_try(app: Flask) -> None:
    page = a_browser(app, None).get("/")
    assert "cards that come back just before you would forget" in words(page)
    assert "Rivers and mountains" in words(page)
    assert "12 questions" in words(page)
    assert page.forms["try"].action == "/try"
    assert page.html.select_one("main a[href='/sign-up']")


def test_an_instructor_is_led_to_the_banks(app: Flask) -> None:
    led = {role: logged_in(app, role).get("/").html.select("main a[href='/banks']") for role in Role}
    assert [role for role, links in led.items() if links] == [Role.INSTRUCTOR, Role.ADMINISTRATOR]


def test_without_banks_a_stranger_is_asked_to_come_back(app: Flask) -> None:
    page = a_browser(app, None).get("/")
    assert "no questions here yet" in words(page)
    assert "try" not in page.forms


def test_a_visitor_is_led_to_their_quiz_and_then_to_sign_up(app: Flask, bank: int) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(datetime.now(UTC))
        quiz = beginning.begin_try_out(visitor, bank, datetime.now(UTC), 1).attempt_id
    browser = a_browser(app, visitor)
    assert "0 of 5 questions answered" in words(browser.get("/"))
    with app.app_context():
        closing.finish(visitor, quiz, datetime.now(UTC))
    page = browser.get("/")
    assert "Your last quiz: 0 of 5." in words(page)
    assert page.html.select_one("main a.button--primary")["href"] == f"/sign-up?next=/quizzes/{quiz}/result"


def test_an_empty_home_offers_the_banks(app: Flask, bank: int) -> None:
    browser = logged_in(app)
    page = browser.get("/")
    assert "Choose a bank to start with" in words(page)
    assert page.html.select_one(f"main a[href='/quizzes?bank={bank}']")
    studied = next(form for form in page.forms.values() if form.action == f"/review/banks/{bank}").submit()
    assert studied.status_code == 303
    assert "Banks to start with" not in words(browser.get("/"))


def test_the_banks_one_studies_are_found_while_cards_are_due(app: Flask, bank: int) -> None:
    with app.app_context():
        person = a_person(datetime.now(UTC))
        studied_banks.study(person, bank, datetime.now(UTC))
    browser = a_browser(app, person)
    page = browser.get("/")
    assert page.html.select_one("main a.button--primary")["href"] == "/review"
    for found in (page, browser.get("/settings")):
        assert "Banks you study" in words(found.click(href="^/review/banks$"))


def test_a_home_without_banks_says_when_there_will_be_some(app: Flask) -> None:
    assert "As soon as an instructor adds a bank" in words(logged_in(app).get("/"))


def test_what_was_missed_in_a_quiz_is_todays_work(app: Flask, bank: int) -> None:
    with app.app_context():
        person = a_person(datetime.now(UTC))
        take(person, bank, 1, knows=False)
    page = a_browser(app, person).get("/")
    assert "3 cards to review. This takes about" in words(page)
    assert page.html.select_one("main a.button--primary")["href"] == "/review"


def test_a_quiz_under_way_is_on_the_first_page(app: Flask, bank: int) -> None:
    with app.app_context():
        person = a_person(datetime.now(UTC))
        quiz = beginning.begin(person, QuizRequest(bank, count=3), datetime.now(UTC), 1).attempt_id
    page = a_browser(app, person).get("/")
    assert "0 of 3 answered" in words(page)
    assert page.html.select_one(".rows a")["href"] == f"/quizzes/{quiz}"


def test_a_quiz_whose_time_runs_comes_before_everything_else(app: Flask, bank: int) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        person = a_person(now)
        take(person, bank, 1, knows=False)
        final = beginning.begin_ready(person, bank, "final", now, 2).attempt_id
        other = beginning.begin(person, QuizRequest(bank, count=3), now, 3).attempt_id
    page = a_browser(app, person).get("/")
    assert words(page).startswith(
        "Today The final: 30 minutes left, and the timer is running. 0 of 8 answered. Continue"
    )
    (primary,) = page.html.select("main a.button--primary")
    assert primary["href"] == f"/quizzes/{final}"
    assert page.html.select_one("main a[href='/review']")
    assert [row["href"] for row in page.html.select(".rows a")] == [f"/quizzes/{other}"]


def test_when_nothing_is_due_a_ready_quiz_is_named_that_was_never_taken(app: Flask, bank: int) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        person = a_person(now)
        take(person, bank, 1, knows=True)
    browser = a_browser(app, person)
    page = browser.get("/")
    assert "A quiz you haven't taken yet: Rivers, and how sure you are, 5 questions." in words(page)
    where = page.html.select_one(".today a.button")["href"]
    assert browser.get(where).html.select_one(f"#{where.partition('#')[2]} h3").text == (
        "Rivers, and how sure you are"
    )
    for seed, (key, after) in enumerate(
        (("rivers", "The final, 8 questions. The time limit is 30 minutes."), ("final", ""))
    ):
        with app.app_context():
            quiz = beginning.begin_ready(person, bank, key, now, 10 + seed).attempt_id
            for number in range(1, attempts.progress(person, quiz).questions + 1):
                asked = attempts.show(person, quiz, number).asked
                answering.answer(person, quiz, number, right(asked), 0, now)
            closing.finish(person, quiz, now)
        page = browser.get("/")
        assert after in words(page)
    assert "haven't taken" not in words(page)
    assert not page.html.select(".today a.button")


def test_a_bank_with_markup_stays_inert(app: Flask, now: datetime, bank: int) -> None:
    with app.app_context():
        evil = Bank(
            key="evil",
            title="<script>alert(1)</script>",
            language="en",
            description="<img src=x onerror=alert(1)> [x](javascript:alert(1))",
            documents=(),
            topics={},
            questions=(),
        )
        person = a_person(now)
        quiz = beginning.begin(person, QuizRequest(bank, count=1), now, 1).attempt_id
        question = attempts.show(person, quiz, 1).asked.question
        questions = (question.model_copy(update={"prompt": "<svg onload=alert(1)> **a** [b](javascript:c)"}),)
        sync.sync([replace(evil, questions=questions)], now)
    for browser in (a_browser(app, None), a_browser(app, person)):
        page = browser.get("/")
        assert not page.html.select("main script, main img, main svg[onload], main a[href^=javascript]")
        assert "<script>alert(1)</script>" in words(page)


def test_history_costs_the_first_page_no_further_statements(app: Flask, bank: int) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        person = a_person(now)
        studied_banks.study(person, bank, now - timedelta(days=1))
        take(person, bank, 1, knows=False)
        beginning.begin(person, QuizRequest(bank, count=3), now, 100)
    browser = a_browser(app, person)
    browser.get("/")
    before = statements(lambda: browser.get("/"))
    with app.app_context():
        for seed in range(2, 12):
            take(person, bank, seed, knows=seed % 2 == 0)
            beginning.begin(person, QuizRequest(bank, count=12), now, 100 + seed)
    assert statements(lambda: browser.get("/")) == before


def test_who_teaches_is_told_of_their_courses(app: Flask, bank: int) -> None:
    course = taught(app, bank)
    page = course.staff.get("/")
    panel = page.html.find(attrs={"aria-labelledby": "taught-heading"})
    assert [link["href"] for link in panel.find_all("a")] == [f"/courses/{course.id}"]
    assert "Nothing waits for you." in panel.text
    course.published(Terms(due_at=datetime.now(UTC) + timedelta(days=1)))
    page = course.staff.get("/")
    link = page.html.select(".attention dd a")[0]
    assert link["href"] == f"/courses/{course.id}#attention-heading"
    assert link.text == "1 learner hasn't started an assignment that closes within two days in Geography"
    assert course.staff.get(link["href"]).html.find(id="attention-heading")
    assert "Your courses" not in course.learner.get("/")


def test_results_are_told_for_a_week_after_their_release(app: Flask, bank: int) -> None:
    course, now = taught(app, bank), datetime.now(UTC)
    quizzes = [
        course.published(Terms(shows=shows, attempts=1, release=Release.BY_HAND))
        for shows in (Shows.EXAM, Shows.EXAM, Shows.PRACTICE)
    ]
    first, second, _practice = quizzes
    with app.app_context():
        for quiz in quizzes:
            attempt = begin(course.ada, course.id, quiz, now)
            answer_all(course.ada, attempt, right, now)
            closing.finish(course.ada, attempt, now)
    assert "New results" not in course.learner.get("/")
    before = statements(lambda: course.learner.get("/"))
    with app.app_context():
        for quiz in quizzes:
            assignments.release(course.ines, course.id, quiz, now)
    course.learner.get("/")  # settles them
    page = course.learner.get("/")
    told = page.html.find(id="released").parent
    assert words(page, "section:has(#released)").replace("\xa0", " ") == (
        "New results Midterm Geography · 100 % Midterm Geography · 100 %"
    )
    assert [link["href"] for link in told.select("a")] == [
        f"/courses/{course.id}/assignments/{quiz}" for quiz in (first, second)
    ]
    after = statements(lambda: course.learner.get("/"))
    # However many there are, and in however many courses.
    assert after - before <= 6
    with app.app_context(), writing() as session:
        session.execute(update(Assignment).values(results_from=now - timedelta(days=7, minutes=1)))
    assert "New results" not in course.learner.get("/")


def test_who_teaches_more_pays_no_more_statements(app: Flask, bank: int) -> None:
    course = taught(app, bank)
    course.staff.get("/")
    before = statements(lambda: course.staff.get("/"))
    now = datetime.now(UTC)
    with app.app_context():
        for number in range(3):
            put_in(a_course(course.ines, now, f"Course {number}"), course.ada, CourseRole.LEARNER, now)
    course.published(Terms(due_at=now + timedelta(days=1)))
    assert statements(lambda: course.staff.get("/")) == before
