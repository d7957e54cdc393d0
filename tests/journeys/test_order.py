"""Things put in order: by buttons, by dragging, on a phone; the focus stays, and a voice says the place."""

import pytest
from playwright.sync_api import Locator, Page, expect
from support.asking import Ask
from support.browsing import AnswerKey
from support.keyboard import tab_to

from quizapp.question_types.ordering.kind import OrderingQuestion
from quizapp.quizzes.rules import Feedback

pytestmark = pytest.mark.browser

OUTCOME = ".feedback .outcome"


@pytest.fixture
def told(ask: Ask) -> Page:
    """Give a page that asks, and tells at once how it went."""
    return ask("ordering")


@pytest.fixture
def saving(ask: Ask) -> Page:
    """Give a page that asks, and saves by itself."""
    return ask("ordering", Feedback.END)


def right(page: Page, key: AnswerKey) -> tuple[str, ...]:
    question = key.question(page)
    assert isinstance(question, OrderingQuestion)
    return question.items


def shown(page: Page) -> list[str]:
    return page.locator("[data-ordering-text]").all_inner_texts()


def item(page: Page, text: str) -> Locator:
    return page.locator(".ordering__item", has_text=text)


def test_items_are_put_in_order_by_keyboard_alone(told: Page, key: AnswerKey) -> None:
    wanted = right(told, key)
    for place, text in enumerate(wanted):
        steps = shown(told).index(text) - place
        if steps:
            told.locator("main").focus()
            tab_to(told, f"Move up: {text}")
        for _ in range(steps):
            told.keyboard.press("Enter")
        if steps:
            expect(told.get_by_role("button", name=f"Move up: {text}")).to_be_focused()
            said = told.get_by_role("status").filter(has_text=f"{text}: place {place + 1} of {len(wanted)}")
            expect(said).to_have_count(1)
    assert shown(told) == list(wanted)
    while not told.locator(":focus").inner_text().startswith("Check"):
        told.keyboard.press("Tab")
    told.keyboard.press("Enter")
    expect(told.locator(OUTCOME)).to_contain_text("Right.")


def test_the_first_cannot_go_up_and_the_last_cannot_go_down(told: Page) -> None:
    before = shown(told)
    for text, way in ((before[0], "up"), (before[-1], "down")):
        button = told.get_by_role("button", name=f"Move {way}: {text}")
        expect(button).to_have_attribute("aria-disabled", "true")
        button.press("Enter")
        expect(button).to_be_focused()
    assert shown(told) == before


def test_an_item_is_dragged_by_its_number(told: Page) -> None:
    first, *others = shown(told)
    handle, last = item(told, first).locator(".ordering__handle"), item(told, others[-1])
    start, end = handle.bounding_box(), last.bounding_box()
    assert start
    assert end
    told.mouse.move(start["x"] + 10, start["y"] + 10)
    told.mouse.down()
    told.mouse.move(start["x"] + 10, end["y"] + end["height"] - 5, steps=8)
    told.mouse.up()
    assert shown(told) == [*others, first]
    assert told.locator(".ordering__handle").all_inner_texts() == [str(n + 1) for n in range(len(others) + 1)]


def test_an_order_saves_itself_and_is_there_when_one_comes_back(saving: Page) -> None:
    second = shown(saving)[1]
    saving.get_by_role("button", name=f"Move up: {second}").click()
    moved = shown(saving)
    expect(saving.locator("[data-save-status]")).to_have_text("Saved")
    saving.reload()
    assert shown(saving) == moved


def test_what_nobody_moved_is_no_answer(told: Page) -> None:
    told.get_by_role("button", name="Check").click()
    expect(told.get_by_role("alert")).to_contain_text("Put the items in order first")


def test_without_javascript_each_item_has_a_place(plain_page: Page, learner: Page, told: Page) -> None:
    plain_page.context.add_cookies(learner.context.cookies())
    plain_page.goto(told.url)
    for select in plain_page.locator(".ordering select").all()[:2]:
        select.select_option("2")
    plain_page.get_by_role("button", name="Check").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Two items have place 2.")
    wrong = plain_page.locator("select[aria-invalid=true]")
    expect(wrong).to_have_value("2")
    wrong.select_option("1")
    plain_page.get_by_role("button", name="Check").click()
    expect(plain_page.locator(OUTCOME)).to_be_visible()
    expect(plain_page.locator(".choice__mark")).to_have_count(plain_page.locator(".choice").count())
