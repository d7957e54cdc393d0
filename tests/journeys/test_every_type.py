"""One question of each type: by keyboard alone on a desk and on a phone, and without JavaScript."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect
from support.accessibility import focus_faults, overflow, small_targets, violations
from support.asking import address_of
from support.browsing import AnswerKey, complaints, enter, fill_in
from support.keyboard import (
    choose_by_arrows,
    choose_by_tab,
    fill_in_by_keyboard,
    put_in_order,
    tab_to,
    words_of,
)

from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.ordering.kind import OrderingQuestion
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

#: What a browser is, by where somebody sits.
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PLACES: dict[str, dict[str, Any]] = {
    "desktop": DESKTOP,
    "phone": PHONE,
    "phone, with certainty": PHONE,
    "without JavaScript": PHONE | {"java_script_enabled": False},
}
#: A small phone, and a laptop at 400 % zoom (WCAG 2.2, 1.4.10).
LOW: tuple[ViewportSize, ...] = ({"width": 360, "height": 640}, {"width": 320, "height": 256})
#: What stays in its place while a page is scrolled.
STUCK = """() => [...document.querySelectorAll(".actions, .study-header")]
    .filter(node => ["sticky", "fixed"].includes(getComputedStyle(node).position))
    .map(node => node.className)"""
#: Of what is filled in, what something lies over where the window shows it.
COVERED = """() => [...document.querySelectorAll("form#answer :is(input, select, textarea, button)")]
    .map(node => node.closest(".choice, .certainty__level") ?? node)
    .filter(node => node.checkVisibility({ visibilityProperty: true }))
    .filter(node => {
        const box = node.getBoundingClientRect();
        return [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2].some(y => {
            const seen = document.elementFromPoint((box.left + box.right) / 2, y);
            return seen !== null && !node.contains(seen) && !seen.contains(node);
        });
    })
    .map(node => node.outerHTML.slice(0, 120))"""
OUTCOME = ".feedback .outcome"
OWN_WORDS = "The Rhine rises there, and 1 more."

Open = Callable[[str, str], Page]


@pytest.fixture
def open_at(browser: Browser, base_url: str, installation: Flask, person: Person) -> Iterator[Open]:
    """Open a question of a type somewhere, and hold the browser to what it complained about."""
    contexts, said = [], []

    def open_at(kind: str, place: str) -> Page:
        context = browser.new_context(base_url=base_url, reduced_motion="reduce", **PLACES[place])
        contexts.append(context)
        page = context.new_page()
        said.append(complaints(page))
        enter(page, installation, person, base_url)
        with installation.app_context():
            page.goto(address_of(person, kind, asks_certainty=place == "phone, with certainty"))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert [one for each in said for one in each] == []


def choose(page: Page, key: AnswerKey) -> None:
    choose_by_arrows(page, str(key.right(page)))


def tick(page: Page, key: AnswerKey) -> None:
    choose_by_tab(page, list(key.right(page)))


def write(page: Page, key: AnswerKey) -> None:
    tab_to(page, words_of(page.locator("#response")))
    page.keyboard.type(str(key.right(page)))


def fill_in_all(page: Page, key: AnswerKey) -> None:
    fill_in_by_keyboard(page, dict(key.right(page)))  # type: ignore[arg-type] # a mapping for these types


def arrange(page: Page, key: AnswerKey) -> None:
    question = key.question(page)
    assert isinstance(question, OrderingQuestion)
    put_in_order(page, question.items)


def recall(page: Page, key: AnswerKey) -> None:
    assert page
    assert key


def compose(page: Page, key: AnswerKey) -> None:
    assert key
    tab_to(page, "Your answer")
    page.keyboard.type(OWN_WORDS)


#: How the right answer is given with a keyboard alone; every type has its way.
BY_KEYBOARD: dict[str, Callable[[Page, AnswerKey], None]] = {
    "single": choose,
    "multiple": tick,
    "truefalse": choose,
    "short": write,
    "number": write,
    "date": write,
    "cloze": fill_in_all,
    "matching": fill_in_all,
    "categorise": fill_in_all,
    "ordering": arrange,
    "timeline": fill_in_all,
    "card": recall,
    "essay": compose,
}


def looks(page: Page) -> list[str]:
    """Return what is wrong with a page that can be seen without knowing what it is about."""
    return [*violations(page), *overflow(page), *small_targets(page)]


def expect_answer(page: Page, kind: str) -> None:
    """Expect what comes after the answer: how it went, or how well it was recalled."""
    if kind in MARKED:
        expect(page.locator(OUTCOME)).to_contain_text("Right.")
    else:
        expect(page.locator(".rating")).to_have_count(4)


@pytest.mark.parametrize("place", ["desktop", "phone"])
@pytest.mark.parametrize("kind", TYPES)
def test_a_question_is_answered_by_keyboard_alone(
    kind: str, place: str, open_at: Open, key: AnswerKey
) -> None:
    page = open_at(kind, place)
    assert looks(page) == []
    BY_KEYBOARD[kind](page, key)
    tab_to(page, words_of(page.locator("form#answer .button--primary")))
    page.keyboard.press("Enter")
    expect_answer(page, kind)
    assert looks(page) == []
    asked = page.locator("#prompt").inner_text()
    page.keyboard.press("Enter" if kind in MARKED else "3")
    expect(page.locator("#prompt")).not_to_have_text(asked)


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_is_answered_without_javascript(kind: str, open_at: Open, key: AnswerKey) -> None:
    page = open_at(kind, "without JavaScript")
    assert overflow(page) == small_targets(page) == []
    if kind in MARKED:
        fill_in(page, key.right(page))
    elif kind == "essay":
        fill_in(page, OWN_WORDS)
    page.locator("form#answer .button--primary").click()
    expect_answer(page, kind)
    assert overflow(page) == small_targets(page) == []
    page.locator(".rating" if kind not in MARKED else ".actions .button--primary").last.click()
    expect(page.locator(".feedback, .rating")).to_have_count(0)


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_covers_what_a_phone_shows_of_an_answer(kind: str, open_at: Open) -> None:
    page = open_at(kind, "phone, with certainty")
    assert page.evaluate(COVERED) == []
    page.set_viewport_size(LOW[0])
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_covers_a_low_window(kind: str, open_at: Open) -> None:
    page = open_at(kind, "desktop")
    faults = {}
    for size in LOW:
        page.set_viewport_size(size)
        for tab in ("Tab", "Shift+Tab"):
            faults[f"{size['width']}x{size['height']}, {tab}"] = focus_faults(page, tab)
    assert {where: what for where, what in faults.items() if what} == {}
    assert page.evaluate(STUCK) == []
