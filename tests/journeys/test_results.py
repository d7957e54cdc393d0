"""From who needs attention to a result set by hand, and to what its learner makes of it; with axe silent."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from support.accessibility import violations
from support.answers import right
from support.assigning import answer_all, assign, begin, settings_of
from support.browsing import complaints, enter
from support.courses import a_course, put_in
from support.drafting import PHONE
from support.people import a_person

from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.banks import catalogue
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading

pytestmark = pytest.mark.browser


def a_class(installation: Flask, ada: Person) -> tuple[Person, int]:
    """Let two learners have homework, which one of them has handed in."""
    now = datetime.now(UTC)
    with installation.app_context():
        bank = next(one.id for one in catalogue.list_banks() if one.title == "Rivers and mountains")
        reading().rollback()
        ines = a_person(now, f"Ines, who marks {ada.user_name}", Role.INSTRUCTOR)
        course = a_course(ines, now, "Rivers", [bank])
        for learner in (ada, a_person(now, f"Bob beside {ada.user_name}")):
            put_in(course, learner, CourseRole.LEARNER, now)
        terms = Terms(shows=Shows.HOMEWORK, due_at=now + timedelta(days=1))
        attempt_id = begin(ada, course, assign(ines, course, settings_of(bank, terms), now), now)
        answer_all(ada, attempt_id, right, now)
        closing.finish(ada, attempt_id, now)
    return ines, course


def test_an_instructor_excuses_one_and_sets_the_result_of_another(
    page: Page, errors: list[str], browser: Browser, installation: Flask, person: Person, base_url: str
) -> None:
    ines, course = a_class(installation, person)
    bob = f"Bob beside {person.user_name}"
    enter(page, installation, ines, base_url)
    page.goto(f"/courses/{course}")
    attention = page.get_by_role("region", name="Needs attention")
    expect(attention.get_by_role("link")).to_have_text([bob])
    assert violations(page) == []
    attention.get_by_role("link", name=bob).click()
    page.get_by_role("link", name="Change result").press("Enter")
    page.get_by_label("Excused").check()
    page.get_by_label("Reason").fill("In hospital")
    assert violations(page) == []
    page.get_by_role("button", name="Save result").press("Enter")
    expect(page.get_by_role("heading", name="Midterm: excused")).to_be_visible()
    expect(page.get_by_text("In hospital")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="Gradebook", exact=True).click()
    table = page.get_by_role("table")
    expect(table.get_by_role("cell")).to_have_text(["excused", "100\xa0%", "100\xa0%"])
    assert violations(page) == []
    table.get_by_role("link", name="100").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(person.user_name or "")
    page.go_back()
    table.get_by_role("rowheader").get_by_role("link", name=person.user_name, exact=True).click()
    page.get_by_role("link", name="Change result").click()
    # Typing a percent chooses to set one.
    page.get_by_label("Percentage", exact=True).fill("75")
    expect(page.get_by_label("A percentage")).to_be_checked()
    page.get_by_label("Reason").fill("Copied the last answer")
    page.get_by_role("button", name="Save result").click()
    page.get_by_role("link", name="Gradebook", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"), newline="")))
    assert [row[6:] for row in rows[1:]] == [
        ["", "", "excused", ""],
        ["75.0", "3.75", "marked, by hand", ""],
    ]
    assert errors == []

    context = browser.new_context(base_url=base_url, reduced_motion="reduce", viewport=PHONE)
    phone = context.new_page()
    said = complaints(phone)
    enter(phone, installation, person, base_url)
    phone.goto(f"/courses/{course}")
    expect(phone.get_by_role("heading", name="What your instructors see")).to_be_visible()
    assert violations(phone) == []
    phone.get_by_role("link", name="Midterm").click()
    expect(phone.get_by_text("set by your instructor")).to_contain_text("75\xa0%")
    expect(phone.get_by_text("Copied")).to_have_count(0)
    assert said == []
    context.close()
