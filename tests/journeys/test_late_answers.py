"""A line that is cut at the end of an exam: what the browser kept arrives late, and the staff decides."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from support.accessibility import ALL_RULES, violations
from support.assigning import assign, begin, settings_of
from support.browsing import AnswerKey, enter, fill_in
from support.courses import a_course, put_in
from support.drafting import PHONE, drafts
from support.people import a_person

from quizapp.assignments.terms import Release, Terms
from quizapp.models import Attempt
from quizapp.quizzes.composition import Composition, DrawItem, Section
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.banks import catalogue
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import writing
from quizapp.web.quizzes.redirects import ARRIVED_LATE

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Exam:
    """An exam of an hour that somebody has begun, who teaches them, and where the attempts are listed."""

    ines: Person
    person: Person
    attempt: int
    attempts: str


@pytest.fixture
def exam(installation: Flask, person: Person) -> Exam:
    now = datetime.now(UTC)
    terms = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, release=Release.BY_HAND)
    asks = Composition((Section((DrawItem(2, types=("number", "short")),)),))
    with installation.app_context():
        ines = a_person(now, f"Ines, who teaches {person.user_name}", Role.INSTRUCTOR)
        bank = next(one.id for one in catalogue.list_banks() if one.title == "Rivers and mountains")
        course = a_course(ines, now, banks=[bank])
        put_in(course, person, CourseRole.LEARNER, now)
        quiz = assign(ines, course, settings_of(bank, terms, asks), now - timedelta(minutes=30))
        attempt = begin(person, course, quiz, now - timedelta(minutes=30))
    return Exam(ines, person, attempt, f"/courses/{course}/assignments/{quiz}/attempts")


def let_time_pass(app: Flask, attempt: int) -> None:
    with app.app_context(), writing() as session:
        row = session.get_one(Attempt, attempt)
        assert row.ends_at
        row.ends_at -= timedelta(minutes=31)


def test_answers_given_while_the_line_was_cut_are_kept_sent_late_and_accepted(
    browser: Browser,
    page: Page,
    errors: list[str],
    installation: Flask,
    exam: Exam,
    key: AnswerKey,
    base_url: str,
) -> None:
    attempt = exam.attempt
    context = browser.new_context(base_url=base_url, reduced_motion="reduce", viewport=PHONE)
    phone = context.new_page()
    enter(phone, installation, exam.person, base_url)
    lost = context.new_page()
    phone.goto(f"/quizzes/{attempt}/1")
    lost.goto(f"/quizzes/{attempt}/2")
    context.set_offline(True)
    for one in (phone, lost):
        fill_in(one, key.right(one))
        expect(one.locator("[data-save-status]")).to_contain_text("Your answer is kept on this device.")
    # One browser is killed, the other is back after the end.
    lost.close()
    let_time_pass(installation, attempt)
    context.set_offline(False)
    expect(phone.locator("[data-save-status]")).to_have_text(str(ARRIVED_LATE), timeout=40_000)
    assert [name[-1] for name in drafts(phone)] == ["2"]
    phone.goto(f"/quizzes/{attempt}/result")
    expect(phone.get_by_role("heading", name="Not sent in time")).to_be_visible()
    assert violations(phone, ALL_RULES) == []
    phone.get_by_role("link", name="Send the answer to question 2").click()
    expect(phone.locator("[data-save-status]")).to_have_text(str(ARRIVED_LATE))
    assert violations(phone, ALL_RULES) == []
    assert drafts(phone) == []
    context.close()

    enter(page, installation, exam.ines, base_url)
    page.goto(exam.attempts)
    page.get_by_role("link", name=exam.person.display_name).click()
    expect(page.get_by_role("group", name="Answers").get_by_role("checkbox")).to_have_count(2)
    assert violations(page, ALL_RULES) == []
    page.get_by_label("Question 2").uncheck()
    page.locator("#late-reason").fill("The line was cut.")
    page.get_by_role("button", name="Accept them").click()
    expect(page.get_by_text("1 late answer accepted")).to_be_visible()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    assert errors == []
