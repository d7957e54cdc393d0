"""Cards and essays in reviews, by keyboard and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from support.asking import Ask

pytestmark = pytest.mark.browser

WRITTEN = "The Rhine rises there, and 1 more.\nSo does the Po: up, u p?"


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_card_is_turned_and_rated_by_single_keys(key: str, ask: Ask) -> None:
    learner = ask("card")
    expect(learner.get_by_role("button", name="Check")).to_have_count(0)
    learner.keyboard.press(key)
    expect(learner.locator(".back")).to_contain_text("rain on either side of it")
    learner.keyboard.press("3")
    expect(learner.locator(".back")).to_have_count(0)
    expect(learner.get_by_role("button", name="Undo")).to_be_visible()


def test_an_essay_is_written_compared_and_rated_by_keyboard(ask: Ask) -> None:
    learner = ask("essay")
    learner.keyboard.type(WRITTEN)  # into the field, whatever keys the page has
    field = learner.get_by_label("Your answer")
    expect(field).to_be_focused()
    expect(field).to_have_value(WRITTEN)
    learner.keyboard.press("Tab")
    expect(learner.get_by_role("button", name="Compare")).to_be_focused()
    learner.keyboard.press("Enter")
    expect(learner.locator(".own-words")).to_have_text(WRITTEN)
    expect(learner.locator(".rubric")).to_contain_text("names at least two rivers")
    expect(learner.get_by_text("until summer, when the plains need it")).to_be_visible()
    learner.keyboard.press("2")
    expect(learner.locator(".own-words")).to_have_count(0)
    kept = learner.request.get("/settings/my-data.json").json()["reviews"]
    assert [row["rating"] for row in kept] == [2]
    assert WRITTEN.splitlines()[0] in str(kept)


def test_going_back_to_an_essay_finds_what_was_written(ask: Ask) -> None:
    learner = ask("essay")
    learner.get_by_label("Your answer").fill(WRITTEN)
    learner.get_by_role("button", name="Compare").click()
    expect(learner.locator(".own-words")).to_have_text(WRITTEN)
    learner.reload()
    expect(learner.locator(".own-words")).to_have_text(WRITTEN)


def test_without_javascript_both_are_reviewed(plain_page: Page, ask: Ask) -> None:
    learner = ask("card")
    plain_page.context.add_cookies(learner.context.cookies())
    plain_page.goto(learner.url)
    plain_page.get_by_role("button", name="Show answer").click()
    expect(plain_page.locator(".back")).to_be_visible()
    plain_page.get_by_role("button", name="Good").click()
    expect(plain_page.get_by_role("button", name="Undo")).to_be_visible()
    plain_page.goto(ask("essay").url)
    plain_page.get_by_role("button", name="Compare").click()
    expect(plain_page.get_by_role("alert")).to_have_text("Write an answer.")
    plain_page.get_by_label("Your answer").fill(WRITTEN)
    plain_page.get_by_role("button", name="Compare").click()
    expect(plain_page.locator(".own-words")).to_have_text(WRITTEN)
    plain_page.get_by_role("button", name="Hard").click()
    expect(plain_page.get_by_role("button", name="Undo")).to_be_visible()
