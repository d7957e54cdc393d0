"""What a learner types and takes back, or can't be understood in, on a page that saves by itself."""

import re

import pytest
from playwright.sync_api import Page, expect
from support.asking import Ask
from support.browsing import AnswerKey, fill_in

from quizapp.quizzes.rules import Feedback

pytestmark = pytest.mark.browser

STATUS = "[data-save-status]"


def test_a_line_that_is_emptied_is_no_answer_any_more(ask: Ask, key: AnswerKey) -> None:
    page = ask("short", Feedback.END)
    fill_in(page, key.right(page))
    expect(page.locator(STATUS)).to_have_text("Saved")
    # The number says so at once, and not only to the eye.
    here = page.locator(".number[aria-current]")
    expect(here).to_contain_text("(answered)")
    expect(here).to_have_class(re.compile("number--answered"))
    page.get_by_role("textbox").fill("")
    expect(page.locator(STATUS)).to_have_text("Saved: no answer")
    expect(here).to_contain_text("(not answered)")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.locator(".number[aria-current]")).to_contain_text("(not answered)")


@pytest.mark.parametrize("is_saved", [True, False])
@pytest.mark.parametrize("button", ["I don't know", "Clear my answer"])
def test_what_was_typed_comes_back_after_it_was_given_up(ask: Ask, button: str, *, is_saved: bool) -> None:
    page = ask("short", Feedback.END)
    address, field = page.url, page.get_by_role("textbox")
    field.fill("Lake Titicaca")
    if is_saved:
        expect(page.locator(STATUS)).to_have_text("Saved")
    page.get_by_role("button", name=button).click()
    expect(page.locator(".flash")).to_be_visible()
    page.goto(address)
    expect(field).to_have_value("")
    expect(page.locator("#answer .panel")).to_contain_text("“Lake Titicaca”")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".flash")).to_contain_text("back, and saved")
    expect(field).to_have_value("Lake Titicaca")
    page.reload()
    expect(field).to_have_value("Lake Titicaca")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_a_choice_is_let_go_by_a_button_that_comes_with_it(ask: Ask, key: AnswerKey) -> None:
    page = ask("single", Feedback.END)
    clear = page.get_by_role("button", name="Clear my answer")
    expect(clear).to_be_hidden()
    fill_in(page, key.right(page))
    expect(page.locator(STATUS)).to_have_text("Saved")
    clear.click()
    expect(page.locator(".flash")).to_contain_text("it counts as not answered")
    expect(page.locator("#answer :checked")).to_have_count(0)
    expect(clear).to_be_hidden()


@pytest.mark.parametrize("is_answered", [False, True])
def test_what_cannot_be_read_is_said_as_soon_as_its_field_is_left_and_is_there_again_later(
    ask: Ask, key: AnswerKey, *, is_answered: bool
) -> None:
    page = ask("number", Feedback.END)
    field = page.get_by_role("textbox")
    if is_answered:
        fill_in(page, key.right(page))
        expect(page.locator(STATUS)).to_have_text("Saved")
    field.fill("rather high")
    field.press("Tab")
    expect(page.locator(STATUS)).to_contain_text("Kept, but it can't be read as an answer.")
    said = page.get_by_text("still counts")
    expect(said).to_have_count(int(is_answered))
    address = page.url
    page.get_by_role("link", name="Pause").click()
    page.goto(address)
    expect(field).to_have_value("rather high")
    expect(page.locator("[data-unreadable]")).to_be_visible()
    expect(page.locator(".field-error")).to_be_visible()
    # What it says of it is gone as soon as there is an answer.
    field.fill("12")
    field.press("Tab")
    expect(page.locator(STATUS)).to_have_text("Saved")
    expect(page.locator("[data-unreadable], .field-error, [aria-invalid]")).to_have_count(0)


def test_what_cannot_be_read_is_named_before_the_quiz_is_finished(ask: Ask) -> None:
    page: Page = ask("number", Feedback.END)
    page.get_by_role("textbox").fill("rather high")
    page.get_by_role("textbox").press("Tab")
    expect(page.locator(STATUS)).to_contain_text("Kept")
    page.goto(page.url.rsplit("/", 1)[0] + "/finish")
    expect(page.get_by_role("heading", name="Can't be read as an answer")).to_be_visible()
    page.get_by_label("Questions with an unreadable answer").get_by_role("link").click()
    expect(page.get_by_role("textbox")).to_have_value("rather high")


@pytest.mark.parametrize("wanted", ["number", "four-thousanders"])
@pytest.mark.parametrize("feedback", Feedback)
def test_on_a_phone_nothing_hides_why_an_answer_came_back(ask: Ask, wanted: str, feedback: Feedback) -> None:
    page = ask(wanted, feedback)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("textbox").first.fill("rather high")
    page.locator("#answer .button--primary").click()
    error = page.locator(".field-error")
    expect(error).to_be_in_viewport(ratio=1)
    field = page.locator("[aria-invalid=true]")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=1)
    # Nothing lies over either of them.
    for one in (error, field):
        assert one.evaluate(
            """(element) => {
              const { left, top, width, height } = element.getBoundingClientRect();
              const upmost = document.elementFromPoint(left + width / 2, top + height / 2);
              return element === upmost || element.contains(upmost);
            }"""
        )
