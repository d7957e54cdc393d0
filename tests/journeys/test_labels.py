"""What controls say takes one line each on the narrowest phone, however wide its letters are."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.accessibility import overflow
from support.asking import Ask
from support.browsing import AnswerKey, begin_quiz, enter, fill_in
from support.fonts import FONTS, set_font
from support.looking import NARROW
from support.people import a_person

from quizapp.question_types import TYPES
from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
#: Lines of text within a control that are broken. A bank's own words may be, and notes below a label.
BROKEN = """() => {
    const broken = [];
    const mayBreak = ".choice, [data-topic-name], .check__note, .visually-hidden";
    const controls = "button, .button, .tabs__link, .number, label:has([type=radio], [type=checkbox])";
    for (const control of document.querySelectorAll(controls)) {
        const texts = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = texts.currentNode;
            if (text.parentElement.closest(mayBreak)) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            if (new Set(boxes.map(box => Math.round(box.top))).size > 1) broken.push(text.data.trim());
        }
    }
    return broken;
}"""


def broken_labels(page: Page) -> dict[str, list[str]]:
    """Return what controls say in more than one line, by the font in which they do."""
    page.set_viewport_size(NARROW)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found: dict[str, list[str]] = {}
    for name in FONTS:
        set_font(page, name)
        found[name] = [*page.evaluate(BROKEN), *overflow(page)]
    return {name: broken for name, broken in found.items() if broken}


@pytest.mark.parametrize("path", ["/", "/log-in", "/sign-up", "/forgotten-password"])
def test_a_stranger_reads_every_label_in_one_line(page: Page, path: str) -> None:
    page.goto(path)
    assert broken_labels(page) == {}


def test_a_learner_reads_every_label_in_one_line(learner: Page) -> None:
    for path in ("/", "/quizzes", "/review/banks", "/progress", "/settings", "/settings/delete"):
        learner.goto(path)
        assert broken_labels(learner) == {}, path


def test_an_administrator_reads_every_role_in_one_line(
    page: Page, installation: Flask, person: Person, base_url: str
) -> None:
    with installation.app_context():
        administrator = a_person(datetime.now(UTC), role=Role.ADMINISTRATOR)
    enter(page, installation, administrator, base_url)
    page.goto(f"/people/{person.id}")
    expect(page.get_by_label("Instructor")).to_be_visible()
    assert broken_labels(page) == {}


def test_how_sure_one_is_is_said_in_lines_that_are_whole(learner: Page, key: AnswerKey) -> None:
    begin_quiz(learner, 1, bank=EXAMPLE, asks_certainty=True)
    expect(learner.get_by_role("radio", name="Fairly sure")).to_be_visible()
    assert broken_labels(learner) == {}
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Check").click()
    expect(learner.locator("#certainty-error")).to_be_visible()
    assert broken_labels(learner) == {}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_asked_in_labels_that_are_whole(ask: Ask, kind: str) -> None:
    page = ask(kind)
    assert broken_labels(page) == {}
    page.locator("form#answer .button--primary").click()
    page.wait_for_load_state()
    assert broken_labels(page) == {}


def test_the_days_of_the_forecast_stand_apart_on_the_narrowest_phone(learner: Page, ask: Ask) -> None:
    ask("short")
    learner.get_by_role("button", name="I don't know").click()
    learner.set_viewport_size(NARROW)
    learner.goto("/progress")
    boxes = [label.bounding_box() for label in learner.locator("rect ~ .chart__label:visible").all()]
    days = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box)
    assert len(days) > 2
    gaps = [after[0] - before[1] for before, after in pairwise(days)]
    assert min(gaps) > 10
