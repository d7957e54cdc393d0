"""The learner's path in a browser that runs no JavaScript: everything works, only less swiftly."""

import re

import pytest
from playwright.sync_api import Page, expect
from support.browsing import AnswerKey, begin_quiz, fill_in, fill_in_new_account, log_in, sign_up, study

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OUTCOME = ".feedback .outcome"


def test_a_visitor_tries_five_questions_and_signs_up(plain_page: Page, key: AnswerKey, name: str) -> None:
    page = plain_page
    page.goto("/")
    page.get_by_role("button", name="Try five questions").click()
    for number in range(1, 6):
        expect(page.locator(".study-top__place")).to_contain_text(f"{number} of 5")
        fill_in(page, key.right(page) if number > 1 else key.wrong(page))
        page.get_by_role("button", name="Check").click()
        page.get_by_role("link", name="Next" if number < 5 else "See the result").click()
    expect(page.locator(".result-sentence")).to_contain_text("4 of 5 right.")
    page.locator("#main").get_by_role("link", name="Sign up").click()
    fill_in_new_account(page, name)
    page.get_by_role("button", name="Sign up").click()
    expect(page.locator(".result-sentence")).to_contain_text("4 of 5 right.")
    expect(page.get_by_text("1 question that you missed is now in your reviews.")).to_be_visible()


def test_a_quiz_is_answered_changed_and_finished(plain_page: Page, key: AnswerKey, name: str) -> None:
    page = plain_page
    sign_up(page, name)
    begin_quiz(page, 2, bank=EXAMPLE, feedback="At the end")
    fill_in(page, key.right(page))
    page.get_by_role("button", name="Save and next").click()
    fill_in(page, key.right(page))
    page.get_by_role("button", name="Save and go to question 1 (answered)").click()
    expect(page.locator(".study-top__place")).to_contain_text("1 of 2")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("All 2 questions are answered.")).to_be_visible()
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.locator(".result-sentence")).to_contain_text("All 2 right.")


def test_a_card_is_reviewed_and_taken_back(plain_page: Page, key: AnswerKey, name: str) -> None:
    page = plain_page
    sign_up(page, name)
    study(page, EXAMPLE)
    prompt = page.locator("#prompt").inner_text()
    fill_in(page, key.right(page))
    page.get_by_role("button", name="Check").click()
    expect(page.locator(OUTCOME)).to_contain_text("Right.")
    page.get_by_role("button", name=re.compile("^Good")).click()
    expect(page.locator("#prompt")).not_to_have_text(prompt)
    page.get_by_role("button", name="Show answer").click()
    expect(page.locator(".rating")).to_have_count(4)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Review undone. Here is the card again.")).to_be_visible()
    expect(page.locator("#prompt")).to_have_text(prompt)


def test_settings_are_kept_and_one_logs_out_and_in(plain_page: Page, name: str) -> None:
    page = plain_page
    sign_up(page, name)
    page.locator(".account").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Time zone").select_option("Asia/Bishkek")
    page.get_by_label("Next day starts at").select_option("5")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".flash")).to_contain_text("Saved.")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Bishkek")
    expect(page.get_by_label("Next day starts at")).to_have_value("5")
    page.locator(".account").click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()
    log_in(page, name)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_nothing_is_offered_that_would_not_work(plain_page: Page, name: str) -> None:
    page = plain_page
    sign_up(page, name)
    begin_quiz(page, 1, bank=EXAMPLE, feedback="At the end")
    for promise in (".keycap", "[data-keys-help]"):
        for element in page.locator(promise).all():
            expect(element).to_be_hidden()
    page.goto("/log-in")
    expect(page.locator("[data-password-show]").first).to_be_hidden()
