"""Two learners' essays marked by keyboard alone, without their names; and what the first then reads."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page, expect
from support.accessibility import ALL_RULES, RUN_AXE
from support.browsing import enter
from support.keyboard import tab_to
from support.marking import essays
from support.people import a_person

from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments
from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.browser


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN_AXE, ALL_RULES)
    return found


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def mark_both(page: Page) -> None:
    """Mark one answer after the other, the first not well at first."""
    # What can't be points comes back with what was typed.
    type_into(page, "says what the river carries", "3")
    type_into(page, "and why it drops it", "0,5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("It is worth at most 2.")
    assert axe(page) == []
    # The list of faults leads to the field.
    tab_to(page, "says what the river carries: It is worth")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("1,5")
    type_into(page, "Comment for the learner", "Well put.")
    tab_to(page, "Save and next")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Marked so far: 1 of 2.")).to_be_visible()
    expect(page.get_by_role("heading", name="Answer 2")).to_be_visible()
    # Where the list of faults led to, the next page begins.
    type_into(page, "and why it drops it", ".5")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("1.5")
    type_into(page, "Comment for the learner", "Well put.")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("All 2 answers to this question are marked.")).to_be_visible()
    assert axe(page) == []


def test_essays_are_marked_by_keyboard_and_told(
    page: Page,
    phone: Page,
    errors: list[str],
    installation: Flask,
    person: Person,
    base_url: str,
) -> None:
    now = datetime.now(UTC)
    with installation.app_context():
        ines = a_person(now, f"Ines, who marks {person.user_name}", Role.INSTRUCTOR)
        other = a_person(now, f"Bea beside {person.user_name}")
        quiz = essays(now, [person, other], Terms(shows=Shows.EXAM), ines)
    enter(page, installation, ines, base_url)
    page.goto(f"/courses/{quiz.course}/assignments/{quiz.assignment}/attempts")
    tab_to(page, "Marking")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 to mark")).to_be_visible()
    assert axe(page) == []
    tab_to(page, "Mark answers to")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 2 · 2 to mark")).to_be_visible()
    assert axe(page) == []

    mark_both(page)
    tab_to(page, "Show names")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Bea beside {person.user_name}")).to_be_visible()
    assert errors == []

    enter(phone, installation, person, base_url)
    result = f"/quizzes/{quiz.attempts[person.id]}/result"
    phone.goto(result)
    expect(phone.get_by_text("Well put.")).to_have_count(0)
    with installation.app_context():
        assignments.release(ines, quiz.course, quiz.assignment, datetime.now(UTC))
    phone.goto(result)
    expect(phone.get_by_text("10 of 12 points")).to_be_visible()
    expect(phone.get_by_text("Well put.")).to_be_visible()
    expect(phone.get_by_role("row", name="says what the river carries 1.5 of 2")).to_be_visible()
    assert axe(phone) == []
