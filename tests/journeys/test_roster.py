"""A class put into a course from one list: without JavaScript, on paper; and a file that is too large."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect
from support.browsing import enter, fill_in_new_account
from support.courses import a_course
from support.drafting import PHONE
from support.people import a_person

from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

ROWS = [f"Roth;Anna {number};{'8a' if number % 2 else '8b'};anna{number}@example.org" for number in range(30)]
ROWS[11], ROWS[22] = "Roth;Tom;8a;tom@example", "Roth;Zoë;8a;"
FILE = "\r\n".join(["Nachname;Vorname;Klasse;E-Mail", *ROWS]).encode("cp1252")


@pytest.fixture
def roster(installation: Flask, person: Person) -> tuple[Person, str]:
    """Give an instructor, and the page of the roster of their course."""
    now = datetime.now(UTC)
    with installation.app_context():
        ines = a_person(now, f"Ines, who lists {person.user_name}", Role.INSTRUCTOR)
        return ines, f"/courses/{a_course(ines, now)}/roster"


def uploaded(data: bytes) -> FilePayload:
    return {"name": "class.csv", "mimeType": "text/csv", "buffer": data}


def test_a_class_comes_in_by_links_on_paper_without_javascript(
    plain_page: Page,
    browser: Browser,
    installation: Flask,
    roster: tuple[Person, str],
    person: Person,
    base_url: str,
) -> None:
    ines, address = roster
    enter(plain_page, installation, ines, base_url)
    plain_page.goto(address)
    plain_page.get_by_label("Or a file").set_input_files(uploaded(FILE))
    plain_page.get_by_role("button", name="Preview").click()
    expect(plain_page.get_by_text("2 rows are left out")).to_be_visible()
    expect(plain_page.get_by_role("row", name="Line 13")).to_contain_text("isn't an email address")
    plain_page.get_by_role("button", name="Apply to 28 people").press("Enter")
    expect(plain_page.get_by_role("heading", name="28 links to hand out")).to_be_visible()
    strip = plain_page.get_by_role("listitem").filter(has_text="anna5@example.org")
    link = urlsplit(strip.locator(".strip__address").inner_text()).path

    context = browser.new_context(base_url=base_url, reduced_motion="reduce", viewport=PHONE)
    phone = context.new_page()
    phone.goto(link.lower())
    phone.locator("#main").get_by_role("link", name="Sign up").click()
    fill_in_new_account(phone, f"Anna beside {person.user_name}")
    phone.get_by_role("button", name="Sign up").click()
    phone.get_by_role("button", name="Join course").click()
    expect(phone.get_by_text("You have joined Geography.")).to_be_visible()
    context.close()

    plain_page.goto(address.replace("roster", "people"))
    row = plain_page.get_by_role("row").filter(has_text=f"Anna beside {person.user_name}")
    expect(row).to_contain_text("8a")


def test_on_paper_there_are_the_strips_alone(
    page: Page, errors: list[str], installation: Flask, roster: tuple[Person, str], base_url: str
) -> None:
    ines, address = roster
    enter(page, installation, ines, base_url)
    page.goto(address)
    page.get_by_label("Class list").fill("anna@example.org\ntom@example.org")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Apply to 2 people").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".strip")).to_have_count(2)
    expect(page.locator(".strip__address").first).to_be_visible()
    for hidden in (page.get_by_role("button", name="Print"), page.get_by_role("navigation").first):
        expect(hidden).to_be_hidden()
    assert errors == []


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    page: Page, installation: Flask, roster: tuple[Person, str], base_url: str, tmp_path: Path
) -> None:
    ines, address = roster
    enter(page, installation, ines, base_url)
    page.goto(address)
    large = tmp_path / "class.csv"
    large.write_bytes(b"anna@example.org\n" * 100_000)
    field = page.get_by_label("Or a file")
    field.set_input_files(large)
    message = field.evaluate("field => field.validationMessage")
    assert message == "This file is larger than 1 MB. Choose a smaller one."
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Import class list")).to_be_visible()
    field.set_input_files(uploaded(FILE))
    assert field.evaluate("field => field.validationMessage") == ""


def test_without_javascript_it_is_told_beside_its_field_however_large_it_is(
    plain_page: Page, installation: Flask, roster: tuple[Person, str], base_url: str, tmp_path: Path
) -> None:
    ines, address = roster
    enter(plain_page, installation, ines, base_url)
    large = tmp_path / "class.csv"
    for rows in (130_000, 3_000_000):
        plain_page.goto(address)
        large.write_bytes(b"anna@example.org\n" * rows)
        plain_page.get_by_label("Or a file").set_input_files(large)
        plain_page.get_by_role("button", name="Preview").click()
        expect(plain_page.locator("#file-error")).to_contain_text("A list can have up to 1 MB")
