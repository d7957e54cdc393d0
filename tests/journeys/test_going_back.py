"""Back, forward and reload: no page asks to send a form again, and nothing that was given is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserType, Page, expect
from support.asking import address_of
from support.browsing import AnswerKey, enter, fill_in, study

from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OUTCOME = ".feedback .outcome"


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, installation: Flask, person: Person, base_url: str
) -> Iterator[Page]:
    """Give a page on which a new learner is logged in."""
    context = browser.new_context(
        base_url=base_url, reduced_motion="reduce", java_script_enabled=request.param == "with JavaScript"
    )
    enter(context.new_page(), installation, person, base_url)
    yield context.pages[0]
    context.close()


@pytest.fixture
def keeper(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    installation: Flask,
    person: Person,
    base_url: str,
) -> Iterator[Page]:
    """Give such a page in a browser that keeps pages whole to go back to, as people's own do."""
    own = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    )
    page = own.new_context(base_url=base_url, reduced_motion="reduce").new_page()
    page.add_init_script("addEventListener('pageshow', event => { window.wasKept = event.persisted; })")
    enter(page, installation, person, base_url)
    page.goto("/settings")  # a cookie that is set anew makes the browser forget its pages
    yield page
    own.close()


def open_number(page: Page, installation: Flask, person: Person, feedback: Feedback) -> None:
    """Open a question whose answer is a number."""
    with installation.app_context():
        page.goto(address_of(person, "number", feedback))


def go_back(page: Page) -> None:
    # A page that was kept whole doesn't load, for which Playwright would wait.
    page.evaluate("history.back()")


@pytest.mark.parametrize("feedback", Feedback)
def test_what_cannot_be_read_stays_with_its_hint_and_asks_for_no_form_again(
    reader: Page, installation: Flask, person: Person, key: AnswerKey, feedback: Feedback
) -> None:
    open_number(reader, installation, person, feedback)
    field, hint = reader.locator("#response"), reader.locator("#response-error")
    send = reader.locator("form#answer > .actions .button--primary")
    place = reader.locator(".study-top__place").inner_text()
    field.fill("rather high")
    send.click()
    expect(hint).to_be_visible()
    expect(field).to_have_value("rather high")
    reader.reload()
    expect(hint).to_be_visible()
    expect(field).to_have_value("rather high")

    answer = key.right(reader)
    assert isinstance(answer, str)
    field.fill(answer)
    send.click()
    if feedback is Feedback.EACH:
        expect(reader.locator(OUTCOME)).to_contain_text("Right.")
        reader.get_by_role("link", name="Next").click()
    expect(reader.locator(".study-top__place")).not_to_have_text(place)
    # Each page before shows the answer that was given, not what couldn't be read.
    reader.go_back()
    expect(reader.locator(".study-top__place")).to_have_text(place)
    expect(hint).to_have_count(0)
    if feedback is Feedback.EACH:
        expect(reader.locator(OUTCOME)).to_contain_text("Right.")
    else:
        expect(field).to_have_value(answer)
    reader.reload()
    expect(hint).to_have_count(0)
    reader.go_forward()
    expect(reader.locator(".study-top__place")).not_to_have_text(place)


def test_a_card_gone_back_to_after_its_rating_is_only_to_read(reader: Page) -> None:
    study(reader, EXAMPLE)
    prompt = reader.locator("#prompt").inner_text()
    reader.get_by_role("button", name="Show answer").click()
    expect(reader.locator(".rating", has_text="Good")).to_be_visible()
    reader.reload()
    reader.locator(".rating", has_text="Good").click()
    expect(reader.locator("#prompt")).not_to_have_text(prompt)
    after = reader.locator("#prompt").inner_text()
    reader.go_back()
    expect(reader.locator("#prompt")).to_have_text(prompt)
    expect(reader.locator(".rating")).to_have_count(0)
    reader.get_by_role("link", name="Continue").click()
    expect(reader.locator("#prompt")).to_have_text(after)


def test_a_page_that_was_kept_shows_what_was_typed_but_not_sent(
    keeper: Page, installation: Flask, person: Person
) -> None:
    open_number(keeper, installation, person, Feedback.EACH)
    keeper.locator("#response").fill("48")
    keeper.get_by_role("link", name="Pause").click()
    expect(keeper.get_by_role("heading", name="Today")).to_be_visible()
    go_back(keeper)
    expect(keeper.locator("#response")).to_have_value("48")
    assert keeper.evaluate("window.wasKept")


def test_a_page_that_was_kept_and_had_been_sent_is_fetched_anew(
    keeper: Page, installation: Flask, person: Person, key: AnswerKey
) -> None:
    study(keeper, EXAMPLE)
    keeper.get_by_role("button", name="Show answer").click()
    keeper.locator(".rating", has_text="Good").click()
    expect(keeper.locator("form#answer")).to_be_visible()
    go_back(keeper)
    expect(keeper.locator(".rating")).to_have_count(0)
    expect(keeper.get_by_role("link", name="Continue")).to_be_visible()

    open_number(keeper, installation, person, Feedback.END)
    place = keeper.locator(".study-top__place").inner_text()
    keeper.locator("#response").fill("1")
    keeper.get_by_role("button", name="Save and next").click()
    expect(keeper.locator(".study-top__place")).not_to_have_text(place)
    go_back(keeper)
    expect(keeper.locator(".study-top__place")).to_have_text(place)
    expect(keeper.locator("[name=sequence]")).to_have_value("1")
    fill_in(keeper, key.right(keeper))
    expect(keeper.locator("[data-save-status]")).to_have_text("Saved")
