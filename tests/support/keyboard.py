"""Answering questions with a keyboard alone."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control whose label or words begin so has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words_of(page.locator(":focus")).startswith(words):
            return
    raise AssertionError(f"Tab never comes to {words!r}")


def words_of(control: Locator) -> str:
    said = control.evaluate("node => node.ariaLabel ?? (node.labels?.[0] ?? node).innerText")
    return re.sub(r"\s+", " ", str(said)).strip()


def choose_by_arrows(page: Page, label: str) -> None:
    """Tab into the group of radio buttons, and go down it to the choice."""
    tab_to(page, words_of(page.locator(".choice label").first))
    page.keyboard.press("Space")
    while label not in words_of(page.locator(":focus")):
        page.keyboard.press("ArrowDown")


def choose_by_tab(page: Page, labels: list[str]) -> None:
    """Tab along the checkboxes, and tick those that are meant."""
    for box in page.locator(".choice label").all():
        words = words_of(box)
        tab_to(page, words)
        if any(label in words for label in labels):
            page.keyboard.press("Space")


def fill_in_by_keyboard(page: Page, answer: dict[str, str]) -> None:
    """Tab from part to part; choose by the first letters, as a drop-down takes them, or type."""
    while answer:
        page.keyboard.press("Tab")
        label = str(page.locator(":focus").evaluate("node => node.labels?.[0]?.textContent ?? ''")).strip()
        if label in answer:
            page.keyboard.type(answer.pop(label))


def put_in_order(page: Page, items: Sequence[str]) -> None:
    """Tab to the buttons that move items up, and press them until all stand as they should."""
    for place, text in enumerate(items):
        steps = page.locator("[data-ordering-text]").all_inner_texts().index(text) - place
        if steps:
            page.locator("main").focus()
            tab_to(page, f"Move up: {text}")
        for _ in range(steps):
            page.keyboard.press("Enter")
