"""Hints in a real browser: by keyboard alone, and in one that runs no JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from support.browsing import begin_quiz, sign_up, study

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
ALL = 12
HINTS = ".clue"


def go_to(page: Page, words: str, onward: str) -> None:
    """Press what leads onward until the page asks the question with these words."""
    while words not in page.locator("#prompt").inner_text():
        place = page.locator(".study-top__place").inner_text()
        page.locator("button, a").filter(has_text=onward).first.click()
        expect(page.locator(".study-top__place")).not_to_have_text(place)


def is_well(page: Page) -> None:
    """Expect that axe has nothing to say."""
    assert Axe().run(page).response["violations"] == []


def test_a_hint_by_keyboard_takes_the_focus_and_keeps_what_is_chosen(learner: Page) -> None:
    begin_quiz(learner, ALL, bank=EXAMPLE)
    go_to(learner, "Baltic Sea", "Skip for now")
    learner.keyboard.press("?")
    expect(learner.get_by_role("dialog", name="Keys on this page")).to_contain_text("Show a hint")
    learner.keyboard.press("Escape")
    learner.keyboard.press("a")
    learner.keyboard.press("h")
    expect(learner.locator(HINTS)).to_be_focused()
    expect(learner.locator(HINTS)).to_contain_text("Both flow through Poland.")
    expect(learner.locator("[name=response]").first).to_be_checked()
    expect(learner.get_by_role("button", name="Show a hint")).to_have_count(0)
    is_well(learner)
    learner.keyboard.press("Enter")
    expect(learner.locator(".after-hints")).to_contain_text("1 hint cost 33")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_hint_beside_a_typed_answer_that_saves_itself(learner: Page, width: int) -> None:
    learner.set_viewport_size({"width": width, "height": 780})
    begin_quiz(learner, ALL, bank=EXAMPLE, feedback="At the end")
    go_to(learner, "highest mountain", "Save and next")
    answer = learner.get_by_label("Your answer")
    answer.fill("Mont Blanc")
    # In the field a letter is a letter: Escape leaves it.
    learner.keyboard.press("Escape")
    learner.keyboard.press("h")
    expect(learner.locator("#hint-1")).to_be_focused()
    expect(answer).to_have_value("Mont Blanc")
    expect(learner.locator("[data-save-status]")).to_have_text("Saved")
    learner.get_by_role("button", name=re.compile("^Another hint costs 50")).click()
    expect(learner.locator("#hint-2")).to_be_focused()
    expect(answer).to_have_value("Mont Blanc")
    is_well(learner)
    learner.goto(re.sub(r"/\d+\?.*", "/finish", learner.url))
    learner.get_by_role("button", name="Finish").first.click()
    expect(learner.locator(".result-sentence")).to_contain_text("1 right with hints.")


def test_a_choice_keeps_its_letter_where_the_hint_would_have_the_same(learner: Page) -> None:
    begin_quiz(learner, ALL, bank=EXAMPLE)
    go_to(learner, "Baltic Sea", "Skip for now")
    # As if it had as many choices as the alphabet has letters up to this one.
    first = learner.locator(".choice kbd").first
    source = learner.locator("script[src*='keys.']").get_attribute("src")
    first.evaluate("kbd => kbd.textContent = 'H'")
    learner.evaluate(
        "for (const one of document.querySelectorAll('.choices [data-key]')) delete one.dataset.key"
    )
    learner.evaluate("source => import(`${source}?once-more`)", source)
    learner.keyboard.press("h")
    expect(learner.locator("[name=response]").first).to_be_checked()
    expect(learner.locator(HINTS)).to_have_count(0)


def test_enter_in_the_answer_field_never_asks_for_a_hint(learner: Page) -> None:
    begin_quiz(learner, ALL, bank=EXAMPLE)
    go_to(learner, "highest mountain", "Skip for now")
    learner.get_by_label("Your answer").fill("Mont Blanc")
    learner.keyboard.press("Enter")
    expect(learner.locator(".outcome")).to_have_text("Right.")


def test_without_javascript_hints_come_in_quizzes_and_reviews(plain_page: Page, name: str) -> None:
    page = plain_page
    sign_up(page, name)
    begin_quiz(page, ALL, bank=EXAMPLE)
    go_to(page, "highest mountain", "Skip for now")
    page.get_by_label("Your answer").fill("Mont")
    page.get_by_role("button", name="Show a hint").click()
    expect(page.locator("#hint-1")).to_be_focused()
    page.get_by_role("button", name="Another hint").click()
    expect(page.locator(HINTS)).to_have_count(2)
    expect(page.get_by_label("Your answer")).to_have_value("Mont")
    page.get_by_label("Your answer").fill("Mont Blanc")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".outcome")).to_contain_text("Right, with hints.")
    expect(page.locator(".after-hints")).to_contain_text("2 hints cost 83")

    study(page, EXAMPLE)
    while "Baltic Sea" not in page.locator("#prompt").inner_text():
        page.get_by_role("button", name="Show answer").click()
        page.get_by_role("button", name=re.compile("^Easy")).click()
    page.get_by_label("The Oder").check()
    page.get_by_label("The Vistula").check()
    page.get_by_role("button", name="Show a hint").click()
    expect(page.locator("#hint-1")).to_be_focused()
    expect(page.get_by_label("The Oder")).to_be_checked()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".rating--suggested")).to_contain_text("Hard")
    expect(page.locator(".ratings__reason")).to_contain_text("right, with a hint")
