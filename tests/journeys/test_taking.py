"""An assignment as it is taken: on a phone, without JavaScript, while its end is moved; and its preview."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.accessibility import overflow, small_targets, violations
from support.assigning import assign, change_terms, settings_of
from support.browsing import AnswerKey, enter, fill_in
from support.courses import a_course, put_in
from support.people import a_person

from quizapp.assignments.terms import Navigation, Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.banks import catalogue
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

pytestmark = pytest.mark.browser

BANK = "Rivers and mountains"
EXAM = Terms(shows=Shows.EXAM, attempts=2)


@dataclass(frozen=True)
class Course:
    """A course of an instructor, with the learner of the test in it."""

    app: Flask
    id: int
    owner: Person
    bank: int

    def set(self, terms: Terms) -> int:
        with self.app.app_context():
            return assign(self.owner, self.id, settings_of(self.bank, terms), datetime.now(UTC))

    def change(self, assignment: int, **terms: object) -> None:
        with self.app.app_context():
            change_terms(self.owner, self.id, assignment, datetime.now(UTC), may_take_time=True, **terms)
            reading().rollback()

    def address(self, assignment: int) -> str:
        return f"/courses/{self.id}/assignments/{assignment}"


@pytest.fixture
def course(installation: Flask, person: Person) -> Course:
    now = datetime.now(UTC)
    with installation.app_context():
        owner = a_person(now, f"Teacher of {person.user_name}", Role.INSTRUCTOR)
        bank = next(one.id for one in catalogue.list_banks() if one.title == BANK)
        reading().rollback()
        course_id = a_course(owner, now, banks=[bank])
        put_in(course_id, person, CourseRole.LEARNER, now)
    return Course(installation, course_id, owner, bank)


def faults(page: Page) -> list[str]:
    return [*violations(page), *small_targets(page), *overflow(page)]


def test_on_a_phone_a_question_is_flagged_and_found_again_before_submitting(
    phone: Page, course: Course, key: AnswerKey
) -> None:
    phone.goto(course.address(course.set(EXAM)))
    phone.get_by_role("button", name="Start attempt").click()
    fill_in(phone, key.right(phone))
    flag = phone.locator("[data-flag]")
    flag.click()
    expect(flag).to_contain_text("Remove flag")
    expect(phone.get_by_role("button", name="Save and go to question 1 (")).to_contain_text(", flagged")
    assert faults(phone) == []
    phone.get_by_role("button", name="Overview and submit").click()
    expect(phone.get_by_text("1 of 5 questions is answered.")).to_be_visible()
    expect(phone.locator("#all-questions li").first).to_contain_text("answered, flagged")
    expect(phone.get_by_text("You have 1 more attempt after this one.")).to_be_visible()
    assert faults(phone) == []
    phone.locator("nav[aria-label='Flagged questions'] a").click()
    expect(flag).to_contain_text("Remove flag")
    flag.click()
    expect(flag).to_contain_text("Flag for later")
    phone.get_by_role("button", name="Overview and submit").click()
    phone.get_by_role("button", name="Submit").click()
    expect(phone.get_by_role("heading", name="Submitted")).to_be_visible()


def test_without_a_way_back_and_without_javascript(
    plain_page: Page, installation: Flask, person: Person, base_url: str, course: Course, key: AnswerKey
) -> None:
    page = plain_page
    enter(page, installation, person, base_url)
    page.goto(course.address(course.set(Terms(shows=Shows.EXAM, navigation=Navigation.FORWARD))))
    expect(page.get_by_text("One question after the other: you can't go back.")).to_be_visible()
    page.get_by_role("button", name="Start attempt").click()
    first = page.url
    fill_in(page, key.right(page))
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator(".study-top__place")).to_contain_text("2 of 5")
    page.goto(first)
    expect(page.get_by_text("Question 1 is behind you, and there is no way back.")).to_be_visible()
    expect(page.locator(".study-top__place")).to_contain_text("2 of 5")
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("Question 2 has no answer yet.")).to_be_visible()
    for number in (3, 4, 5):
        page.get_by_role("button", name="Skip it for good").click()
        expect(page.locator(".study-top__place")).to_contain_text(f"{number} of 5")
    page.get_by_role("button", name="Skip it for good").click()
    expect(page.get_by_text("You have been through all the questions.")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()


def test_a_page_from_before_keeps_what_was_given_too_late_on_the_device(
    learner: Page, course: Course, key: AnswerKey
) -> None:
    learner.goto(course.address(course.set(Terms(shows=Shows.EXAM, navigation=Navigation.FORWARD))))
    learner.get_by_role("button", name="Start attempt").click()
    learner.wait_for_url("**/quizzes/*/1")
    other = learner.context.new_page()
    other.goto(learner.url)
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Save and next").click()
    expect(learner.locator(".study-top__place")).to_contain_text("2 of 5")
    fill_in(other, key.wrong(other))
    expect(other.locator("[data-save-status]")).to_contain_text("there is no way back")
    expect(other.locator("[data-save-status]")).to_contain_text("kept on this device")
    other.close()


def test_a_new_end_reaches_an_open_page_within_15_seconds(learner: Page, course: Course) -> None:
    assignment = course.set(EXAM)
    learner.clock.install()
    learner.goto(course.address(assignment))
    learner.get_by_role("button", name="Start attempt").click()
    learner.wait_for_url("**/quizzes/*/1")
    line = learner.locator(".time-left")
    expect(line).to_be_hidden()

    def wait() -> None:
        with learner.expect_response("**/time-left"):
            learner.clock.run_for(15_000)

    course.change(assignment, closes_at=datetime.now(UTC) + timedelta(minutes=30))
    wait()
    expect(line).to_contain_text("30 minutes left")
    course.change(assignment, closes_at=datetime.now(UTC) + timedelta(minutes=40))
    wait()
    expect(line).to_contain_text("40 minutes left")
    course.change(assignment, closes_at=datetime.now(UTC) + timedelta(minutes=5))
    wait()
    expect(line).to_contain_text("5 minutes left")
    course.change(assignment, closes_at=None)
    wait()
    expect(line).to_be_hidden()


def test_an_answer_is_saved_within_two_seconds_and_that_is_said(
    learner: Page, course: Course, key: AnswerKey
) -> None:
    learner.goto(course.address(course.set(EXAM)))
    learner.get_by_role("button", name="Start attempt").click()
    learner.wait_for_url("**/quizzes/*/1")
    learner.clock.install()
    learner.reload()
    with learner.expect_response("**/quizzes/*/1") as saved:
        fill_in(learner, key.right(learner))
        learner.clock.run_for(2_000)
    assert saved.value.request.method == "POST"
    expect(learner.locator("[data-save-status]")).to_have_text("Saved")
    assert learner.locator("[data-save-status]").get_attribute("role") == "status"


def test_the_staff_tries_a_learners_assignment_out(
    page: Page, errors: list[str], installation: Flask, base_url: str, person: Person, course: Course
) -> None:
    assignment = course.set(EXAM)
    enter(page, installation, course.owner, base_url)
    page.goto(f"{course.address(assignment)}/settings")
    page.get_by_role("link", name="Preview", exact=True).click()
    page.get_by_label("Preview as").select_option(str(person.id))
    page.get_by_role("button", name="Show").click()
    assert faults(page) == []
    page.get_by_role("button", name="Start preview").click()
    expect(page.get_by_role("complementary", name="Preview")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Overview and submit").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="After the release").click()
    expect(page.get_by_text("No question was answered.")).to_be_visible()
    page.get_by_role("button", name="Delete preview").click()
    expect(page.get_by_text("The preview is deleted.")).to_be_visible()
    assert errors == []
