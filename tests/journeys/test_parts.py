"""Answers of several parts, by keyboard, on a phone and without JavaScript; what is filled counts."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.browsing import AnswerKey, begin_quiz, fill_in, sign_up, study

from quizapp.services import attempts, catalogue, quizzes
from quizapp.services.attempts import Feedback
from quizapp.services.person import Person
from quizapp.services.quizzes import Wish

pytestmark = pytest.mark.browser

WAYS = "Ways to ask"
OUTCOME = ".feedback .outcome"
TYPES = ["cloze"]

Ask = Callable[[str, Feedback], Page]


@pytest.fixture
def ask(learner: Page, person: Person, installation: Flask) -> Ask:
    """Open a question of a type."""

    def ask(kind: str, feedback: Feedback) -> Page:
        with installation.app_context():
            bank = next(bank for bank in catalogue.list_banks() if bank.title == WAYS)
            wish = Wish(bank.id, count=bank.questions, feedback=feedback)
            quiz = quizzes.begin(person, wish, datetime.now(UTC), seed=1)
            numbers = range(1, quiz.questions + 1)
            types = [attempts.show(person, quiz.attempt_id, number).asked.kind.name for number in numbers]
        learner.goto(f"/quizzes/{quiz.attempt_id}/{types.index(kind) + 1}")
        return learner

    return ask


def fill_in_by_keyboard(page: Page, answer: dict[str, str]) -> None:
    """Tab from part to part; choose by the first letters, as a drop-down takes them, or type."""
    while answer:
        page.keyboard.press("Tab")
        label = str(page.locator(":focus").evaluate("node => node.labels?.[0]?.textContent ?? ''")).strip()
        if label in answer:
            page.keyboard.type(answer.pop(label))


@pytest.mark.parametrize("kind", TYPES)
def test_every_part_is_filled_in_by_keyboard(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind, Feedback.EACH)
    answer = key.right(page)
    assert isinstance(answer, dict)
    fill_in_by_keyboard(page, dict(answer))
    while "Check" not in page.locator(":focus").inner_text():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(OUTCOME)).to_contain_text("Right.")


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_filled_in_is_saved_by_itself_and_stays(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind, Feedback.END)
    answer = key.right(page)
    assert isinstance(answer, dict)
    some = dict(list(answer.items())[1:])
    fill_in(page, some)
    expect(page.locator("[data-save-status]")).to_have_text("Saved")
    page.reload()
    for label, text in answer.items():
        part = page.locator("form#answer").get_by_label(label, exact=True)
        shown = part.evaluate("node => (node.selectedOptions?.[0]?.label ?? node.value).trim()")
        assert shown == (text if label in some else "")


@pytest.mark.parametrize("kind", TYPES)
def test_some_parts_are_marked_and_none_are_asked_back(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind, Feedback.EACH)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill in at least one")
    answer = key.right(page)
    assert isinstance(answer, dict)
    fill_in(page, dict(list(answer.items())[1:]))
    page.get_by_role("button", name="Check").click()
    expect(page.locator(OUTCOME)).to_contain_text("Partly right.")


@pytest.mark.parametrize("kind", TYPES)
def test_not_knowing_shows_what_is_right(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind, Feedback.EACH)
    answer = key.right(page)
    assert isinstance(answer, dict)
    page.get_by_role("button", name="I don't know").click()
    for text in answer.values():
        expect(page.locator(".feedback")).to_contain_text(text)
    expect(page.locator(OUTCOME)).to_contain_text("Not known yet")


def test_without_javascript_all_of_it_is_answered_in_a_quiz_and_in_reviews(
    plain_page: Page, key: AnswerKey, name: str
) -> None:
    page = plain_page
    sign_up(page, name)
    study(page, WAYS)
    fill_in(page, key.right(page))
    page.get_by_role("button", name="Check").click()
    expect(page.locator(OUTCOME)).to_contain_text("Right.")
    begin_quiz(page, 20, bank=WAYS)
    seen = set()
    while page.locator("form#answer").count():
        seen.add(key.question(page).type)
        fill_in(page, key.right(page))
        page.get_by_role("button", name="Check").click()
        expect(page.locator(OUTCOME)).to_contain_text("Right.")
        page.locator(".actions .button--primary").click()
    assert seen >= set(TYPES)
    expect(page.locator(".result-sentence")).to_contain_text("right.")


def test_a_gap_that_cannot_be_read_is_named_and_keeps_what_was_typed(ask: Ask) -> None:
    page = ask("cloze", Feedback.EACH)
    gap = page.locator(".gap--number input").first
    label = gap.evaluate("node => node.labels[0].textContent")
    gap.fill("many")
    gap.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"{label.partition(' of ')[0]}: ")
    expect(gap).to_have_value("many")
    expect(gap).to_be_focused()
    expect(gap).to_have_attribute("aria-invalid", "true")
