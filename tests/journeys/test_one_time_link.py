"""A link to hand over is seen whole, and copied by a button where the browser lets a page copy."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.people import a_person, session_of

from quizapp.services.permissions import Role

pytestmark = pytest.mark.browser


def test_a_link_is_seen_whole_and_copied_by_a_button(page: Page, installation: Flask, base_url: str) -> None:
    with installation.app_context():
        now = datetime.now(UTC)
        boss, anna = a_person(now, role=Role.ADMINISTRATOR), a_person(now)
        cookie = session_of(installation, boss)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": base_url}])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/people/{anna.id}")
    page.get_by_role("button", name="Make a link").click()
    field = page.get_by_role("textbox", name="Hand this link")
    assert field.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
