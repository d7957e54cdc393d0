"""A whole exam in two browsers: set, sat on a phone that loses its line and dies once, marked, released."""

import csv
import io
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from support.browsing import PASSWORD, AnswerKey, complaints, enter, fill_in, fill_in_new_account
from support.drafting import PHONE
from support.people import a_person

from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

BANK = "Central Asia and China, 1991 to 2004"
ZONE = "Asia/Almaty"
ROWS = [f"anna{number}@example.org,Anna {number},{'A' if number % 2 else 'B'}" for number in range(30)]
ROWS[4], ROWS[17] = "tom@example,Tom,A", ",Zoë,B"
#: As the roster has her.
ANNA = "Anna 5"
ESSAY = "China needed oil for its growing economy, also as a reserve. The pipeline was late in 2003."
COMMENT = "What did the company promise?"
STATUS = "[data-save-status]"


class Phone:
    """A phone-sized browser of its own, which can be killed and started again."""

    def __init__(self, playwright: Playwright, place: Path, launch: dict[str, object], url: str) -> None:
        self._start = lambda: playwright.chromium.launch_persistent_context(
            place, base_url=url, reduced_motion="reduce", viewport=PHONE, **launch
        )
        self._place = place
        self.context: BrowserContext = self._start()

    @property
    def page(self) -> Page:
        return self.context.pages[0]

    def kill(self) -> None:
        """End the browser as a dead battery does, and start it anew."""
        mine = f"--user-data-dir={self._place}".encode()
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if mine in process.read_bytes().split(b"\0"):
                    os.kill(int(process.parent.name), signal.SIGKILL)
        self.context = self._start()


@pytest.fixture
def phone(
    playwright: Playwright, tmp_path: Path, browser_type_launch_args: dict[str, object], base_url: str
) -> Iterator[Phone]:
    phone = Phone(playwright, tmp_path / "phone", browser_type_launch_args, base_url)
    yield phone
    phone.context.close()


def make_course(page: Page) -> None:
    page.goto("/courses")
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Central Asia today")
    page.get_by_label("Time zone").select_option(ZONE)
    page.get_by_label(BANK).check()
    page.get_by_role("button", name="Create course").click()


def bring_in_the_class(page: Page) -> str:
    """Apply the roster, and return the way of one learner's invitation."""
    page.get_by_role("link", name="Class list").click()
    page.get_by_label("Class list").fill("\n".join(["email,name,group", *ROWS]))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("2 rows are left out")).to_be_visible()
    page.get_by_role("button", name="Apply to 28 people").click()
    strip = page.get_by_role("listitem").filter(has_text="anna5@example.org")
    return urlsplit(strip.locator(".strip__address").inner_text()).path.lower()


def set_the_exam(page: Page) -> None:
    page.get_by_role("link", name="Assignments", exact=True).click()
    page.get_by_role("link", name="New assignment").click()
    page.get_by_label("Midterm: ready quiz").check()
    page.get_by_role("button", name="Create draft").click()
    closes = datetime.now(UTC).astimezone(ZoneInfo(ZONE)) + timedelta(hours=3)
    page.get_by_label("Due").fill(f"{closes:%Y-%m-%dT%H:%M}")
    expect(page.get_by_label("Time limit")).to_have_value("30")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Publishing").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("learners see it now")).to_be_visible()


def come_in(page: Page, way: str, name: str) -> None:
    page.goto(way)
    page.locator("#main").get_by_role("link", name="Sign up").click()
    fill_in_new_account(page, name)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("button", name="Join course").click()
    page.get_by_role("link", name="Midterm").click()


def answer(page: Page, key: AnswerKey) -> None:
    """Answer the question on the page; what isn't known to the key is an essay."""
    page.wait_for_load_state("domcontentloaded")
    if page.locator("textarea[name=response]").count():
        page.locator("textarea[name=response]").fill(ESSAY)
    else:
        fill_in(page, key.right(page))


def begin_on_a_bad_line(phone: Phone, key: AnswerKey) -> None:
    """Answer two questions, the second while the line is cut: it goes out by itself once that is back."""
    learner = phone.page
    said = complaints(learner)
    expect(learner.get_by_text("30 minutes")).to_be_visible()
    learner.get_by_role("button", name="Start attempt").click()
    answer(learner, key)
    expect(learner.locator(STATUS)).to_have_text("Saved")
    learner.get_by_role("button", name="Save and next").click()
    learner.wait_for_load_state("domcontentloaded")
    assert said == []
    phone.context.set_offline(True)
    answer(learner, key)
    expect(learner.locator(STATUS)).to_contain_text("kept on this device")
    phone.context.set_offline(False)
    expect(learner.locator(STATUS)).to_have_text("Saved")


def go_on(learner: Page, key: AnswerKey, name: str) -> None:
    """Log in anew, answer the nine questions that are left, and submit."""
    learner.goto("/log-in")
    learner.get_by_label("User name or email address").fill(name)
    learner.get_by_label("Password", exact=True).fill(PASSWORD)
    learner.get_by_role("button", name="Log in").click()
    learner.get_by_role("link", name="Midterm").first.click()
    learner.get_by_role("link", name="Continue your attempt").click()
    for _ in range(9):
        answer(learner, key)
        expect(learner.locator(STATUS)).to_have_text("Saved")
        learner.locator("form#answer button.button--primary").click()
    expect(learner.get_by_text("All 11 questions are answered.")).to_be_visible()
    learner.get_by_role("button", name="Submit").click()
    expect(learner.get_by_role("heading", name="Submitted")).to_be_visible()


def mark_and_release(page: Page, exam: str) -> None:
    """Mark the essay without knowing whose it is, and release the results."""
    page.goto(f"{exam}/marking")
    page.get_by_role("link", name="Mark answers to").click()
    expect(page.get_by_text(ESSAY)).to_be_visible()
    expect(page.get_by_text(ANNA)).to_have_count(0)
    for points in page.locator(".mark-line input").all():
        points.fill("1.5")
    page.get_by_label("Comment").fill(COMMENT)
    page.get_by_role("button", name="Save").click()
    page.goto(f"{exam}/publish")
    page.get_by_role("button", name="Release the results now").click()


def exported(page: Page, course: str, name: str) -> dict[str, str]:
    """Return a learner's row of the results as a file."""
    page.goto(f"{course}/results")
    expect(page.get_by_role("row").filter(has_text=ANNA)).to_contain_text("90.6 %")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    (row,) = [one for one in csv.DictReader(io.StringIO(text)) if name in one.values()]
    return row


def test_a_class_takes_an_exam(
    page: Page,
    errors: list[str],
    phone: Phone,
    key: AnswerKey,
    installation: Flask,
    person: Person,
    base_url: str,
) -> None:
    with installation.app_context():
        ines = a_person(datetime.now(UTC), f"Ines, who examines {person.user_name}", Role.INSTRUCTOR)
    enter(page, installation, ines, base_url)
    make_course(page)
    course = page.url
    way = bring_in_the_class(page)
    page.goto(course)
    set_the_exam(page)
    exam, anna = page.url.removesuffix("/publish"), f"Anna beside {person.user_name}"

    come_in(phone.page, way, anna)
    begin_on_a_bad_line(phone, key)
    phone.kill()
    go_on(phone.page, key, anna)

    mark_and_release(page, exam)
    assert "14.5" in exported(page, course, anna).values()

    learner = phone.page
    learner.goto(exam)
    learner.get_by_role("link", name="Attempt 1").click()
    expect(learner.get_by_text(COMMENT)).to_be_visible()
    expect(learner.get_by_text("14.5 of 16 points")).to_be_visible()
    assert errors == []
