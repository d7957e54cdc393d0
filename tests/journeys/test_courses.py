"""A course from its making to its first learners: one with a phone and no account, one without JavaScript."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from support.browsing import complaints, enter, fill_in_new_account
from support.drafting import PHONE
from support.people import a_person

from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.browser


def test_an_instructor_makes_a_course_and_two_learners_come(
    page: Page,
    errors: list[str],
    plain_page: Page,
    browser: Browser,
    installation: Flask,
    person: Person,
    base_url: str,
) -> None:
    with installation.app_context():
        ines = a_person(datetime.now(UTC), f"Ines, who teaches {person.user_name}", Role.INSTRUCTOR)
    enter(page, installation, ines, base_url)
    page.goto("/courses")
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Mountains of Asia")
    # Accounts that somebody else made may never have said where they are.
    expect(page.get_by_label("Time zone")).to_have_value("UTC")
    expect(page.get_by_text("Your browser is set to Europe/Berlin.")).to_be_visible()
    page.get_by_role("button", name="Use this time zone").click()
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    page.get_by_label("Time zone").select_option("Asia/Tashkent")
    page.get_by_label("Rivers and mountains").check()
    page.get_by_role("button", name="Create course").click()
    code, link = (page.get_by_label(label).input_value() for label in ("Code", "Link"))

    # Somebody without an account opens the link on a phone.
    context = browser.new_context(base_url=base_url, reduced_motion="reduce", viewport=PHONE)
    phone = context.new_page()
    said = complaints(phone)
    phone.goto(urlsplit(link).path)
    phone.locator("#main").get_by_role("link", name="Sign up").click()
    fill_in_new_account(phone, f"Newcomer beside {person.user_name}")
    phone.get_by_role("button", name="Sign up").click()
    phone.get_by_role("button", name="Join course").press("Enter")
    expect(phone.get_by_text("You have joined Mountains of Asia.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Rivers and mountains")).to_be_visible()
    assert said == []
    context.close()

    # Somebody who has one types the code.
    enter(plain_page, installation, person, base_url)
    plain_page.goto("/courses")
    plain_page.get_by_label("Code").fill(code.replace("-", " ").lower())
    plain_page.get_by_role("button", name="Join").click()
    expect(plain_page.get_by_text("You have joined Mountains of Asia.")).to_be_visible()

    page.reload()
    page.get_by_role("link", name="2 learners").click()
    expect(page.get_by_role("row")).to_have_count(4)
    assert errors == []
