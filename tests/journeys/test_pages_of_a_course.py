"""The row of pages of a course on a phone: one row, with the page that is open in sight, without a script."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import FloatRect, Locator, Page, expect
from support.browsing import enter
from support.courses import a_course
from support.people import a_person

from quizapp.services.permissions import Role

pytestmark = pytest.mark.browser

WIDTHS = (390, 320)


@pytest.fixture
def course(plain_page: Page, installation: Flask, name: str, base_url: str) -> str:
    """Give the address of a course of somebody who is logged in."""
    now = datetime.now(UTC)
    with installation.app_context():
        ines = a_person(now, f"Ines beside {name}", Role.INSTRUCTOR)
        course_id = a_course(ines, now)
    enter(plain_page, installation, ines, base_url)
    return f"/courses/{course_id}"


def box(chip: Locator) -> FloatRect:
    found = chip.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("path", "label"), [("", "Course"), ("/groups", "Groups"), ("/audit", "Log")])
def test_it_is_one_row_with_the_open_page_in_sight(
    plain_page: Page, course: str, width: int, path: str, label: str
) -> None:
    plain_page.set_viewport_size({"width": width, "height": 700})
    plain_page.goto(course + path)
    row = plain_page.get_by_role("navigation", name="Pages of the course")
    chips = row.get_by_role("link")
    assert chips.count() > 1
    assert len({box(chip)["y"] for chip in chips.all()}) == 1
    here = row.locator("[aria-current=page]")
    assert here.inner_text() == label
    assert box(here)["x"] >= 0
    assert box(here)["x"] + box(here)["width"] <= width
    boxes = [box(chip) for chip in chips.all()]
    assert all(one["x"] + one["width"] <= other["x"] for one, other in pairwise(boxes))


def test_on_a_wide_screen_none_is_cut_off(plain_page: Page, course: str) -> None:
    plain_page.set_viewport_size({"width": 1280, "height": 700})
    plain_page.goto(course)
    row = plain_page.get_by_role("navigation", name="Pages of the course").get_by_role("list")
    assert row.evaluate("row => row.scrollWidth <= row.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_brings_each_into_sight(plain_page: Page, course: str, width: int) -> None:
    plain_page.set_viewport_size({"width": width, "height": 700})
    plain_page.goto(f"{course}/groups")
    chips = plain_page.get_by_role("navigation", name="Pages of the course").get_by_role("link")
    plain_page.get_by_role("navigation", name="Where you are").get_by_role("link").focus()
    for chip in chips.all():
        plain_page.keyboard.press("Tab")
        expect(chip).to_be_focused()
        # Chromium leaves one where it is of which this much is seen.
        expect(chip).to_be_in_viewport(ratio=0.35)
