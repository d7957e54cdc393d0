"""Nothing on the page of a question moves once it is seen, however late its scripts come."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from support.asking import address_of
from support.browsing import AnswerKey, fill_in

from quizapp.question_types import MARKED, TYPES
from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

#: The most that may move, as browsers reckon it (cumulative layout shift).
MOST = 0.005
PHONE = {"width": 390, "height": 844}
WATCH = """
    window.shifts = [];
    window.watching = new PerformanceObserver(list => shifts.push(...list.getEntries()));
    watching.observe({ type: "layout-shift", buffered: true });
"""
#: Wait until all of a page is read and shown, although its scripts haven't come.
SHOWN = """async () => {
    while (document.readyState === "loading") {
        await new Promise(done => document.addEventListener("readystatechange", done, { once: true }));
    }
    await new Promise(done => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
}"""
MOVED = """async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    shifts.push(...watching.takeRecords());
    const told = ({ node, previousRect, currentRect }) =>
        [node?.outerHTML?.slice(0, 80), JSON.stringify(previousRect), JSON.stringify(currentRect)];
    return shifts.map(({ value, sources }) => [value, ...sources.map(told)]);
}"""

#: Where the buttons of an answer are, as they are shown and not shown.
BUTTONS = """() => [...document.querySelectorAll("form#answer .actions button")].map(button => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return [button.name, x, y, width, height].join(" ");
})"""


class Late:
    """A page whose scripts come once all else is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[Route] = []
        self.is_holding = False
        page.set_viewport_size(PHONE)  # type: ignore[arg-type] # it is a size
        page.add_init_script(WATCH)
        page.route(re.compile(r"\.js\b"), self._hold)

    def _hold(self, route: Route) -> None:
        if self.is_holding:
            self.held.append(route)
        else:
            route.continue_()

    def moved(self, address: str) -> list[list[object]]:
        """Open a page, and return what moved on it by more than hardly anything."""
        self.is_holding = True
        self.page.goto(address, wait_until="commit")
        self.page.evaluate(SHOWN)
        assert self.held
        self.is_holding = False
        while self.held:
            self.held.pop().continue_()
        self.page.wait_for_load_state("load")
        shifts = self.page.evaluate(MOVED)
        return list(shifts) if sum(value for value, *_ in shifts) > MOST else []


@pytest.fixture
def late(learner: Page) -> Iterator[Late]:
    yield Late(learner)
    learner.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_moves_when_the_scripts_come(
    kind: str, late: Late, person: Person, installation: Flask, key: AnswerKey
) -> None:
    with installation.app_context():
        address = address_of(person, kind, Feedback.END)
    assert late.moved(address) == []
    if kind in MARKED:
        fill_in(late.page, key.right(late.page))
        with late.page.expect_navigation():
            late.page.locator("form#answer .button--primary").click()
        late.page.goto(address)
        assert late.moved(address) == []


@pytest.mark.parametrize("kind", ["single", "multiple", "short"])
@pytest.mark.parametrize("asks_certainty", [False, True], ids=["", "with certainty"])
def test_no_button_moves_while_somebody_answers(
    kind: str, *, asks_certainty: bool, phone: Page, person: Person, installation: Flask, key: AnswerKey
) -> None:
    with installation.app_context():
        address = address_of(person, kind, Feedback.END, asks_certainty=asks_certainty)
    phone.goto(address)
    phone.wait_for_load_state("load")
    before = phone.evaluate(BUTTONS)
    assert len(before) >= 4
    fill_in(phone, key.right(phone))
    if asks_certainty:
        phone.get_by_label("Fairly sure").check()
    expect(phone.locator("[data-save-status]")).to_have_text("Saved")
    assert phone.evaluate(BUTTONS) == before
