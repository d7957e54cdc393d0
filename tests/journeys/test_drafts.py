"""An answer that isn't sent yet stays on the device, and comes back: on a phone, whatever its type."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.browsing import AnswerKey
from support.drafting import ESSAY, KEPT, STANDS, drafts, give, is_back, kept, open_question

from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

#: One type for each kind of field: lines, long texts, one choice, several, drop-downs, an order, dragging.
TYPES = ("short", "essay", "single", "multiple", "matching", "ordering", "categorise", "cloze", "timeline")


@pytest.mark.parametrize("wanted", TYPES)
def test_what_is_not_sent_is_back_after_a_reload(
    phone: Page, installation: Flask, person: Person, key: AnswerKey, wanted: str
) -> None:
    open_question(phone, installation, person, wanted)
    given = give(phone, key)
    phone.reload()
    is_back(phone, given)
    # Discarded, it is gone for good.
    kept(phone).get_by_role("button", name="Discard").click()
    expect(kept(phone)).to_be_empty()
    phone.wait_for_load_state()
    assert phone.evaluate(STANDS) != given
    assert drafts(phone) == []
    phone.reload()
    expect(kept(phone)).to_be_empty()
    assert phone.evaluate(STANDS) != given


def test_every_way_round_leads_back_to_it_and_sending_ends_it(
    phone: Page, installation: Flask, person: Person, key: AnswerKey
) -> None:
    address = open_question(phone, installation, person, "number")
    given = give(phone, key)
    phone.get_by_role("link", name="Pause").click()
    expect(phone.get_by_role("heading", name="Today")).to_be_visible()
    phone.goto(address)
    is_back(phone, given)
    phone.goto("/quizzes")
    phone.go_back()
    expect(phone.locator("#response")).to_have_value("77")
    phone.get_by_role("link", name="Skip for now").click()
    expect(kept(phone)).to_be_empty()  # of another question nothing was kept
    phone.goto(address)
    is_back(phone, given)
    # The focus isn't taken, and what was kept is said politely.
    assert phone.evaluate("document.activeElement.localName") == "body"
    expect(kept(phone)).to_have_attribute("role", "status")

    phone.get_by_role("button", name="Check").click()
    expect(phone.locator(".feedback .outcome")).to_be_visible()
    assert drafts(phone) == []


def test_an_essay_is_kept_until_its_card_is_rated(phone: Page, installation: Flask, person: Person) -> None:
    address = open_question(phone, installation, person, "essay")
    phone.locator("textarea").fill(ESSAY)
    phone.get_by_role("button", name="Compare").click()
    expect(phone.locator(".rating").first).to_be_visible()
    phone.goto(address)
    expect(phone.locator("textarea")).to_have_value(ESSAY)
    expect(kept(phone)).to_contain_text(KEPT)
    phone.get_by_role("button", name="Compare").click()
    phone.locator(".rating", has_text="Good").click()
    phone.wait_for_url("**/review")
    assert drafts(phone) == []
    phone.goto(address)
    expect(phone.locator("textarea")).to_have_value("")


def test_where_the_first_answer_counts_none_is_offered_after_it(
    phone: Page, installation: Flask, person: Person
) -> None:
    address = open_question(phone, installation, person, "short")
    phone.locator("#response").fill("Loch Lomond")
    elsewhere = phone.context.new_page()
    elsewhere.goto(address)
    elsewhere.locator("#response").fill("Loch Ness")
    elsewhere.get_by_role("button", name="Check").click()
    expect(elsewhere.locator(".feedback .outcome")).to_be_visible()
    phone.reload()
    expect(phone.locator(".feedback .outcome")).to_be_visible()
    assert drafts(phone) == []


def test_what_was_answered_elsewhere_meanwhile_stands_and_the_other_is_offered(
    phone: Page, installation: Flask, person: Person
) -> None:
    address = open_question(phone, installation, person, "number", Feedback.END)
    elsewhere = phone.context.new_page()
    elsewhere.goto(address)
    elsewhere.locator("#response").fill("12")
    expect(elsewhere.locator("[data-save-status]")).to_have_text("Saved")
    phone.locator("#response").fill("13")
    expect(phone.locator("[data-save-status]")).to_contain_text("answered on another page")
    expect(phone.locator("[data-save-status]")).to_contain_text("Your answer is kept on this device.")
    phone.reload()
    expect(phone.locator("#response")).to_have_value("12")
    expect(kept(phone)).to_contain_text("Not saved, but kept on this device: “13”")
    kept(phone).get_by_role("button", name="Put the answer back").click()
    expect(phone.locator("#response")).to_have_value("13")
    expect(phone.locator("[data-save-status]")).to_have_text("Saved")
    assert drafts(phone) == []


def test_what_is_saved_as_soon_as_it_is_back_is_not_said_to_be_kept(
    phone: Page, installation: Flask, person: Person
) -> None:
    address = open_question(phone, installation, person, "number", Feedback.END)
    phone.route(f"**{address}", lambda route: route.abort())
    phone.locator("#response").fill("12")
    expect(phone.locator("[data-save-status]")).to_contain_text("Your answer is kept on this device.")
    phone.unroute_all()
    phone.reload()
    expect(phone.locator("[data-save-status]")).to_have_text("Saved")
    phone.wait_for_timeout(300)  # what is kept is told a little after the page has opened
    expect(kept(phone)).to_be_empty()
    assert drafts(phone) == []


def test_how_sure_one_is_and_what_cannot_be_read_are_kept_too(
    phone: Page, installation: Flask, person: Person
) -> None:
    address = open_question(phone, installation, person, "number", Feedback.EACH)
    phone.locator("#response").fill("rather high")
    phone.get_by_role("button", name="Check").click()
    expect(phone.locator("#response-error")).to_be_visible()
    expect(kept(phone)).to_be_empty()  # it stands there with its hint
    phone.locator("#response").fill("quite high")
    phone.goto(address)
    expect(phone.locator("#response")).to_have_value("quite high")
    expect(kept(phone)).to_contain_text(KEPT)
