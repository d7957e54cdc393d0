"""What people do in a browser, in their words: sign up, answer rightly, rate a card.

A question on a page is known by its prompt; `AnswerKey` is the teacher's copy of the banks.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import ConsoleMessage, Page, expect

from quizapp.bank.markup.markdown import plain
from quizapp.bank.reading import read_bank
from quizapp.question_types import TYPES
from quizapp.question_types.base import Question, QuestionType, Response
from quizapp.question_types.ordering.kind import OrderingQuestion
from quizapp.question_types.parts import PartsType
from quizapp.services.person import Person
from support.answers import first_wrong
from support.people import session_of
from support.server import ROOT

#: The bank that comes with quizapp, and two small ones with questions of every type.
BANKS = (
    ROOT / "questions" / "central-asia-and-china",
    ROOT / "tests" / "banks" / "example",
    ROOT / "tests" / "banks" / "ways",
)
PASSWORD = "correct horse battery"

#: What a person chooses (labels), types (text), or puts into each part of an answer (by its label).
Answer = str | list[str] | dict[str, str]


def complaints(page: Page) -> list[str]:
    """Return a list that fills with what the browser complains about: scripts, the content policy.

    A page that comes with a status of 4xx, such as a form with a hint in it, is no fault.
    """
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        is_refusal = message.text.startswith("Failed to load resource")
        is_page = not any(place in message.location["url"] for place in ("/static/", "/images/"))
        if message.type in {"error", "warning"} and not (is_refusal and is_page):
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def sign_up(page: Page, name: str) -> None:
    """Sign up a learner; the browser is logged in afterwards."""
    page.goto("/sign-up")
    fill_in_new_account(page, name)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text(f"Welcome, {name}.")).to_be_visible()


def fill_in_new_account(page: Page, name: str) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/log-in")
    page.get_by_label("User name or email address").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def enter(page: Page, app: Flask, person: Person, url: str) -> None:
    """Log somebody in without the form."""
    page.context.add_cookies([{"name": "session", "value": session_of(app, person), "url": url}])


def log_out(page: Page) -> None:
    page.locator(".account").click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


def begin_quiz(
    page: Page, count: int, *, bank: str, feedback: str = "After each question", asks_certainty: bool = False
) -> None:
    """Begin a quiz on a whole bank, named by its title."""
    page.goto("/quizzes")
    page.get_by_role("list", name="Banks").get_by_role("link", name=bank).click()
    page.get_by_label("How many questions").fill(str(count))
    page.get_by_label(feedback).check()
    page.get_by_label("how sure I am").set_checked(asks_certainty)
    page.locator("form#begin").get_by_role("button", name="Start quiz").click()
    expect(page.locator("form#answer")).to_be_visible()


def study(page: Page, bank: str) -> None:
    """Put a bank into the reviews; the first card is shown afterwards."""
    page.goto("/review/banks")
    page.locator(".card", has_text=bank).get_by_role("button", name="Study this").click()
    expect(page.locator("form#answer")).to_be_visible()


def fill_in(page: Page, answer: Answer) -> None:
    """Choose or type an answer on the page of a question."""
    if isinstance(answer, dict):
        if page.locator(".ordering__button:visible").count():
            by_place = sorted(answer, key=lambda label: int(answer[label]))
            put_in_order(page, [label.removeprefix("Place of ") for label in by_place])
            return
        for label, text in answer.items():
            fill_in_part(page, label, text)
        return
    typed = page.locator("input[name=response][type=text], textarea[name=response]")
    if typed.count():
        assert isinstance(answer, str)
        typed.fill(answer)
        return
    for label in [answer] if isinstance(answer, str) else answer:
        choice(page, label).check()


def put_in_order(page: Page, items: list[str]) -> None:
    """Move the items of a list into this order by their buttons, as one does with JavaScript."""

    def shown() -> list[str]:
        return page.locator("[data-ordering-text]").all_inner_texts()

    def move(direction: str, text: str) -> None:
        page.get_by_role("button", name=f"Move {direction}: {text}", exact=True).click()

    move("down", shown()[0])  # should the order stand there already, it still has to be given
    for place, text in enumerate(items):
        for _ in range(shown().index(text) - place):
            move("up", text)


def fill_in_part(page: Page, label: str, text: str) -> None:
    """Choose or type one part of an answer."""
    # With JavaScript a handle on an axis has the label of its field too.
    part = page.locator("form#answer").get_by_label(label, exact=True).and_(page.locator("[name=response]"))
    if part.evaluate("part => part.localName") == "select":
        part.select_option(label=text)
    else:
        part.fill(text)


def choice(page: Page, label: str) -> Any:
    """Return the radio button or checkbox of a choice."""
    words = page.get_by_text(label, exact=True)
    return page.locator(".choice", has=words).locator("input")


#: Read what a page asks: the prompt, with what pictures show, and a text with gaps without what is in them.
READ = """() => [...document.querySelectorAll("#prompt, .cloze")].map(node => {
    const copy = node.cloneNode(true);
    for (const gap of copy.querySelectorAll(".gap, .filled")) gap.remove();
    for (const image of copy.querySelectorAll("img")) image.replaceWith(image.alt);
    return copy.textContent;
}).join(" ")"""


class AnswerKey:
    """The questions of some banks, found by their prompts, with answers to them."""

    def __init__(self, *folders: Path) -> None:
        self.questions: dict[str, Question] = {}
        for folder in folders:
            bank = read_bank(folder).bank
            assert bank, f"{folder} is no bank"
            self.questions |= {_words(plain(_asked(question))): question for question in bank.questions}

    def question(self, page: Page) -> Question:
        """Return the question on a page."""
        # A click has waited for the page's first byte, and no longer.
        page.wait_for_load_state("domcontentloaded")
        return self.questions[_words(str(page.evaluate(READ)))]

    def right(self, page: Page) -> Answer:
        """Return the right answer to the question on a page, as a person gives it."""
        question = self.question(page)
        kind = TYPES[question.type]
        return _given(kind, question, kind.right_response(question))

    def wrong(self, page: Page) -> Answer:
        """Return an answer to the question on a page that earns nothing."""
        question = self.question(page)
        kind = TYPES[question.type]
        if isinstance(question, OrderingQuestion):
            # Whole, as a list is that somebody has moved.
            return _given(kind, question, kind.right_response(question)[::-1])
        order = tuple(sorted(kind.order(question, 0)))
        return _given(kind, question, first_wrong(kind, question, order))


def _given(kind: QuestionType[Any, Any], question: Question, response: Response) -> Answer:
    """Return a response as a person gives it."""
    if isinstance(kind, PartsType):
        return _in_parts(kind, question, response)
    if isinstance(response, list):
        return [plain(kind.describe(question, [index])) for index in response]
    described = kind.describe(question, response)
    return plain(described) if question.type == "single" else described


def _in_parts(kind: PartsType[Any, Any], question: Question, response: Response) -> dict[str, str]:
    """Return what stands in each part that is filled, by its label."""
    order = tuple(sorted(kind.order(question, 0)))
    values = kind.data(question, response, order)
    assert isinstance(values, list)
    parts = zip(kind.parts(question, order), values, strict=True)
    return {plain(part.label): plain(dict(part.options).get(value, value)) for part, value in parts if value}


@cache
def answer_key() -> AnswerKey:
    """Return the answers to all banks of the journeys."""
    return AnswerKey(*BANKS)


def _asked(question: Question) -> str:
    return "\n\n".join([question.prompt, *([question.title] if question.type == "cloze" else [])])


def _words(text: str) -> str:
    """Return what is common to a text of an author's and to that on a page, where gaps are left out."""
    return " ".join(re.findall(r"\w+", text))
