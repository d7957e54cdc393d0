"""What is dragged to the edge of the window scrolls the page: the nearer the faster, until it is let go."""

import pytest
from playwright.sync_api import Page, ViewportSize
from support.asking import Ask

pytestmark = pytest.mark.browser

LOW: ViewportSize = {"width": 390, "height": 340}
#: What is dragged by what.
HANDLES = {
    "ordering": ".ordering__handle",
    "matching": ".assigning__tray button",
    "categorise": "[data-groups] .assigning__handle",
}
#: Wait until the page has scrolled, or for as long as several steps take.
STEP = """async () => {
    const from = scrollY;
    for (let frames = 0; frames < 90 && scrollY === from; frames++) await new Promise(requestAnimationFrame);
    return scrollY - from;
}"""
#: Longer than any pause between two steps.
REST = """async () => {
    const from = scrollY;
    for (let frames = 0; frames < 40; frames++) await new Promise(requestAnimationFrame);
    return scrollY - from;
}"""


def step_at(page: Page, y: int) -> int:
    """Hold what is dragged at a height, and return how far the page scrolls by one step."""
    page.mouse.move(60, y, steps=3)
    return int(page.evaluate(STEP))


@pytest.mark.parametrize("kind", HANDLES)
def test_the_page_scrolls_while_something_is_held_at_its_edge(kind: str, ask: Ask) -> None:
    page = ask(kind)
    page.set_viewport_size(LOW)
    handle = page.locator(HANDLES[kind]).first
    handle.scroll_into_view_if_needed()
    area = handle.bounding_box()
    assert area
    page.mouse.move(area["x"] + 10, area["y"] + 10)
    page.mouse.down()
    slow, fast = step_at(page, LOW["height"] - 75), step_at(page, LOW["height"] - 55)
    assert fast > slow > 0
    assert step_at(page, 20) < 0
    page.mouse.move(60, LOW["height"] // 2, steps=3)
    page.mouse.up()
    assert page.evaluate(REST) == 0
    page.mouse.move(60, LOW["height"] - 5, steps=3)
    assert page.evaluate(REST) == 0
