"""Ready quizzes in a browser: begun with one button, timed, and answered with how sure one is."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from support.browsing import AnswerKey, fill_in, sign_up
from support.people import session_of
from support.quiz import let_time_pass

from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks import catalogue
from quizapp.services.person import Person
from quizapp.services.quizzes import beginning
from quizapp.services.quizzes.beginning import QuizRequest

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
POINTS = ".certainty-points"


def open_quizzes(page: Page) -> None:
    page.goto("/quizzes")
    page.get_by_role("list", name="Banks").get_by_role("link", name=EXAMPLE).click()


def begun_ago(installation: Flask, person: Person, ago: timedelta) -> int:
    """Begin the quiz of thirty minutes in the past."""
    with installation.app_context():
        bank = next(bank.id for bank in catalogue.list_banks() if bank.title == EXAMPLE)
        return beginning.begin_ready(person, bank, "final", datetime.now(UTC) - ago, seed=1).attempt_id


def test_how_sure_one_is_is_said_by_keyboard_alone(learner: Page, key: AnswerKey) -> None:
    open_quizzes(learner)
    learner.get_by_role("button", name="Start Rivers").focus()
    learner.keyboard.press("Enter")
    expect(learner.locator("#certainty")).to_be_visible()
    learner.keyboard.press("?")
    dialog = learner.get_by_role("dialog", name="Keys on this page")
    for words in ("Sure", "Fairly sure", "A guess"):
        expect(dialog.get_by_text(words, exact=True)).to_be_visible()
    learner.keyboard.press("Escape")
    fill_in(learner, key.right(learner))
    learner.keyboard.press("Escape")  # out of the field, if there is one
    learner.keyboard.press("2")
    expect(learner.get_by_role("radio", name="Fairly sure")).to_be_checked()
    learner.keyboard.press("Enter")
    expect(learner.locator(POINTS)).to_have_text("You said “Fairly sure”: +2 certainty points.")


def test_how_sure_one_is_stands_apart_from_the_answer_in_one_row(learner: Page) -> None:
    open_quizzes(learner)
    learner.get_by_role("button", name="Start Rivers").click()
    learner.set_viewport_size({"width": 390, "height": 844})
    asked = learner.get_by_role("radiogroup", name="How sure are you?", exact=True)
    assert asked.evaluate("element => parseFloat(getComputedStyle(element).marginTop)") >= 16
    # The words of each take one line, and what it earns another.
    heights = asked.locator(".certainty__words").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) == 3
    assert max(heights) < 50


@pytest.mark.parametrize("says_at_once", [True, False])
def test_how_sure_one_is_is_said_without_javascript(
    plain_page: Page, key: AnswerKey, name: str, *, says_at_once: bool
) -> None:
    page = plain_page
    sign_up(page, name)
    open_quizzes(page)
    page.get_by_role("button", name="Start Rivers").click()
    fill_in(page, key.wrong(page))
    if not says_at_once:
        page.get_by_role("button", name="Check").click()
        expect(page.locator("#certainty-error")).to_be_visible()
    page.locator("[name=certainty][value=sure]").check()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(POINTS)).to_have_text("You said “Sure”: −6 certainty points.")


def test_the_time_that_is_left_is_told_and_counted_down(
    installation: Flask, learner: Page, person: Person
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=24))
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/1")
    left, said = learner.locator("[data-time-left]"), learner.locator("[data-time-said]")
    expect(left).to_have_text("6 minutes left")
    expect(said).to_be_empty()
    learner.clock.run_for(timedelta(minutes=1) // timedelta(milliseconds=1))
    expect(left).to_have_text("5 minutes left")
    expect(said).to_have_text("Five minutes left.")
    learner.clock.run_for(timedelta(minutes=4) // timedelta(milliseconds=1))
    expect(left).to_have_text("less than a minute left")
    expect(said).to_have_text("One minute left.")


def test_a_clock_that_is_set_on_the_device_neither_ends_nor_extends_what_the_page_shows(
    installation: Flask, learner: Page, person: Person
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=10, seconds=5))
    learner.goto(f"/quizzes/{quiz}/1")
    left = learner.locator("[data-time-left]")
    expect(left).to_have_text("20 minutes left")
    for hours in (1, -1):
        # The page sees that a clock was set, and asks ours.
        with learner.expect_response("**/time-left") as answer:
            learner.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=hours))
        assert 19 * 60 < answer.value.json()["seconds_left"] < 20 * 60
        expect(left).to_have_text("20 minutes left")


def test_a_page_that_is_looked_at_again_asks_the_server_how_long_there_is(
    installation: Flask, learner: Page, person: Person
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=10))
    learner.goto(f"/quizzes/{quiz}/1")
    # As though the device had slept for 17 minutes, and its clocks with it.
    let_time_pass(installation, quiz, timedelta(minutes=17))
    learner.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(learner.locator("[data-time-left]")).to_have_text("3 minutes left")


def test_what_was_said_of_the_time_is_not_said_again_on_the_next_page(
    installation: Flask, learner: Page, person: Person
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=26))
    learner.clock.install()
    said = learner.locator("[data-time-said]")
    learner.goto(f"/quizzes/{quiz}/1")
    expect(said).to_be_empty()
    learner.clock.run_for(2000)
    expect(said).to_have_text("4 minutes left.")
    learner.goto(f"/quizzes/{quiz}/2")
    learner.clock.run_for(5000)
    expect(said).to_be_empty()
    expect(learner.locator(".time-left--short")).to_contain_text("4 minutes left")


def test_an_answer_that_was_not_sent_when_the_time_is_up_is_sent_by_the_page(
    installation: Flask, learner: Page, person: Person, key: AnswerKey
) -> None:
    with installation.app_context():
        bank = next(bank.id for bank in catalogue.list_banks() if bank.title == EXAMPLE)
        request = QuizRequest(bank, count=3, rules=QuizRules(time_limit=1))
        quiz = beginning.begin(person, request, datetime.now(UTC) - timedelta(seconds=20), seed=2).attempt_id
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/2")
    learner.clock.run_for(60_000)  # untouched, there is nothing to send
    expect(learner.get_by_role("link", name="See your result")).to_be_visible()
    learner.goto(f"/quizzes/{quiz}/1")
    fill_in(learner, key.right(learner))
    learner.clock.run_for(60_000)
    expect(learner.locator(".feedback .outcome")).to_have_text(re.compile("Right"))


@pytest.mark.parametrize("was_sent_back", [False, True])
def test_what_can_not_be_read_when_the_time_is_up_is_sent_and_the_result_says_so(
    installation: Flask, learner: Page, person: Person, *, was_sent_back: bool
) -> None:
    with installation.app_context():
        bank = next(bank.id for bank in catalogue.list_banks() if bank.title == EXAMPLE)
        request = QuizRequest(bank, count=1, types=("number",), rules=QuizRules(time_limit=30))
        quiz = beginning.begin(person, request, datetime.now(UTC), seed=1).attempt_id
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/1")
    learner.get_by_role("textbox").fill("many")
    if was_sent_back:
        learner.get_by_role("button", name="Check").click()
        expect(learner.locator(".field-error")).to_be_visible()
    let_time_pass(installation, quiz, timedelta(minutes=30))  # the server still waits for what is under way
    learner.clock.run_for(timedelta(minutes=30) // timedelta(milliseconds=1))
    expect(learner.get_by_text("The time was up. Your last answer was not saved")).to_be_visible()
    expect(learner.locator(".result-sentence")).to_contain_text("No question was answered.")


def test_when_the_time_is_up_the_page_says_so_and_leads_to_the_result(
    installation: Flask, learner: Page, person: Person, key: AnswerKey
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=28))
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/1")
    fill_in(learner, key.right(learner))
    expect(learner.locator("[data-save-status]")).to_have_text("Saved")
    let_time_pass(installation, quiz, timedelta(minutes=3))
    learner.clock.run_for(timedelta(minutes=2) // timedelta(milliseconds=1))
    expect(learner.locator("[data-time-left]")).to_have_text("time is up")
    expect(learner.locator("[data-time-said]")).to_have_text("Time is up. Your saved answers count.")
    expect(learner.locator(".panel [data-save-status]")).to_have_text("Saved")
    assert learner.locator("form#answer > [inert]").count()  # still to be read, but nothing to fill in
    learner.get_by_role("link", name="See your result").click()
    expect(learner.locator(".result-sentence")).to_contain_text("1 of 8 right. Time was up at")


def test_what_could_not_be_saved_when_the_time_is_up_is_not_said_to_be_sent_later(
    installation: Flask, learner: Page, person: Person, key: AnswerKey
) -> None:
    quiz = begun_ago(installation, person, timedelta(minutes=28))
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/1")
    learner.route(f"**/quizzes/{quiz}/1", lambda route: route.abort())
    fill_in(learner, key.right(learner))
    saved = learner.locator("[data-save-status]")
    away = "Not saved: the server can't be reached."
    expect(saved).to_have_text(f"{away} It is tried again in a moment. Your answer is kept on this device.")
    learner.clock.run_for(timedelta(minutes=2) // timedelta(milliseconds=1))
    expect(learner.locator(".panel [data-save-status]")).to_have_text(away)


def test_what_works_no_longer_when_the_time_is_up_is_gone(
    installation: Flask, learner: Page, person: Person, key: AnswerKey
) -> None:
    with installation.app_context():
        bank = next(bank.id for bank in catalogue.list_banks() if bank.title == EXAMPLE)
        request = QuizRequest(
            bank,
            count=3,
            types=("single",),
            rules=QuizRules(Feedback.END, asks_certainty=True, time_limit=30),
        )
        begun = datetime.now(UTC) - timedelta(minutes=28)
        quiz = beginning.begin(person, request, begun, seed=1).attempt_id
    learner.clock.install()
    learner.goto(f"/quizzes/{quiz}/1")
    fill_in(learner, key.right(learner))
    saved = learner.locator("[data-save-status]")
    expect(saved).to_have_text("Saved. How sure are you?")
    learner.clock.run_for(timedelta(minutes=2) // timedelta(milliseconds=1))
    expect(learner.locator(".panel [data-save-status]")).to_have_text("Saved")
    expect(learner.get_by_text("How sure are you?")).to_be_hidden()
    expect(learner.locator(".numbers")).to_be_hidden()
    chosen = learner.locator("form#answer :checked")
    expect(chosen).to_be_visible()
    before = chosen.get_attribute("value")
    for letter in "abcd":
        learner.keyboard.press(letter)
    assert chosen.get_attribute("value") == before


def test_what_comes_too_late_is_refused_without_javascript(
    installation: Flask, plain_page: Page, person: Person, base_url: str, key: AnswerKey
) -> None:
    page = plain_page
    page.context.add_cookies(
        [{"name": "session", "value": session_of(installation, person), "url": base_url}]
    )
    quiz = begun_ago(installation, person, timedelta(minutes=10))
    page.goto(f"/quizzes/{quiz}/1")
    expect(page.locator(".time-left")).to_contain_text("20 minutes left")
    fill_in(page, key.right(page))
    let_time_pass(installation, quiz, timedelta(minutes=25))
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("The time was up.")).to_be_visible()
    expect(page.locator(".result-sentence")).to_contain_text("No question was answered.")
