"""What JavaScript adds to settings: the browser's time zone, offered after a journey."""

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browsing import PASSWORD, log_in

pytestmark = pytest.mark.browser


def test_after_a_journey_the_browsers_time_zone_is_offered_and_taken(
    learner: Page, browser: Browser, base_url: str, name: str
) -> None:
    learner.goto("/settings")
    expect(learner.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    expect(learner.get_by_text("Your browser is set to")).to_be_hidden()
    context = browser.new_context(base_url=base_url, timezone_id="Asia/Tashkent")
    abroad = context.new_page()
    log_in(abroad, name, PASSWORD)
    expect(abroad.get_by_role("heading", name="Today")).to_be_visible()
    abroad.goto("/settings")
    expect(abroad.get_by_text("Your browser is set to Asia/Tashkent.")).to_be_visible()
    offer = abroad.locator("[data-zone-suggestion]")
    assert offer.evaluate("element => parseFloat(getComputedStyle(element).marginBottom)") >= 24
    abroad.get_by_role("button", name="Use this time zone").click()
    expect(abroad.get_by_label("Time zone")).to_be_focused()
    abroad.get_by_role("button", name="Save").click()
    expect(abroad.get_by_text("Saved.")).to_be_visible()
    expect(abroad.get_by_label("Time zone")).to_have_value("Asia/Tashkent")
    expect(abroad.get_by_text("Your browser is set to")).to_be_hidden()
    context.close()


def test_a_zone_that_browsers_know_by_an_older_name_is_offered_by_that_of_the_list(
    browser: Browser, base_url: str, learner: Page
) -> None:
    context = browser.new_context(base_url=base_url, timezone_id="Asia/Calcutta")
    context.add_cookies(learner.context.cookies(base_url))
    page = context.new_page()
    page.goto("/settings")
    expect(page.get_by_text("Your browser is set to Asia/Kolkata.")).to_be_visible()
    page.get_by_role("button", name="Use this time zone").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Kolkata")
    expect(page.get_by_text("Your browser is set to")).to_be_hidden()
    context.close()
