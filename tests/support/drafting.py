"""Answers that were not sent and stay on the device, as journeys on a phone look at them."""

import re

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person
from support.asking import address_of
from support.browsing import AnswerKey, fill_in

PHONE = {"width": 390, "height": 780}
#: Of a question, and of a card, which may have been answered and not rated.
KEPT = re.compile("(Not sent yet, but|Your answer,) kept on this device")
ESSAY = "The river was dammed in 1936, and the town moved up the hill. " * 24
DRAFTS = "Object.keys(localStorage).filter(name => name.startsWith('quizapp-draft/'))"
#: What stands in the form as a person sees it, in any order.
STANDS = """() => [...document.querySelectorAll("#answer [name=response], #answer [name=certainty]")]
    .filter(field => !field.matches("[type=radio], [type=checkbox]") || field.checked)
    .map(field => [field.labels[0].innerText.trim(), field.selectedOptions?.[0]?.text ?? field.value].join())
    .sort()"""


def open_question(
    page: Page, app: Flask, person: Person, wanted: str, feedback: Feedback = Feedback.EACH, seed: int = 1
) -> str:
    with app.app_context():
        address = address_of(person, wanted, feedback, seed)
    page.goto(address)
    return address


def drafts(page: Page) -> list[str]:
    found = page.evaluate(DRAFTS)
    assert isinstance(found, list)
    return found


def kept(page: Page) -> Locator:
    return page.locator("[data-kept]")


def give(page: Page, key: AnswerKey) -> list[str]:
    """Answer as a person does; return what stands in the form then."""
    if page.locator("textarea").count():
        page.locator("textarea").fill(ESSAY)
    else:
        fill_in(page, key.wrong(page))
    if page.locator("[name=certainty]").count():
        page.get_by_label("Fairly sure").check()
    stands = page.evaluate(STANDS)
    assert stands
    return list(stands)


def is_back(page: Page, given: list[str]) -> None:
    expect(kept(page)).to_contain_text(KEPT)
    assert page.evaluate(STANDS) == given
