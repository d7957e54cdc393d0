"""Everything by keyboard: signing up, every type of question, reviews, and keys that stay out of the way."""

import pytest
from playwright.sync_api import Locator, Page, expect
from support.asking import Ask
from support.browsing import PASSWORD, AnswerKey, study
from support.keyboard import tab_to, words_of

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OUTCOME = ".feedback .outcome"


def letter_of(page: Page, label: str) -> str:
    """Return the letter that stands beside a choice."""
    choice = page.locator(".choice", has=page.get_by_text(label, exact=True))
    return choice.locator("kbd").inner_text().strip().lower()


def go_to_typed_card(page: Page) -> Locator:
    """Recall cards until one comes whose answer is typed; return its field."""
    study(page, EXAMPLE)
    field = page.locator("#response[type=text]")
    while not field.count():
        page.keyboard.press("Space")
        expect(page.locator(".rating")).to_have_count(4)
        page.keyboard.press("4")
        expect(page.locator("form#answer")).to_be_visible()
    return field


def test_one_signs_up_and_begins_a_quiz_without_a_mouse(page: Page, errors: list[str], name: str) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert words_of(page.locator(":focus")) == "Skip to the content"
    tab_to(page, "Sign up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign up")).to_be_visible()
    tab_to(page, "User name")
    page.keyboard.type(name)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Welcome, {name}.")).to_be_visible()
    tab_to(page, "Quizzes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New quiz")).to_be_visible()
    tab_to(page, "Start quiz")
    page.keyboard.press("Enter")
    expect(page.locator("form#answer")).to_be_visible()
    assert errors == []


@pytest.mark.parametrize("kind", ["single", "multiple", "truefalse"])
def test_choices_are_chosen_by_their_letters(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind)
    answer = key.right(page)
    for label in [answer] if isinstance(answer, str) else answer:
        page.keyboard.press(letter_of(page, label))
    page.keyboard.press("Enter")
    expect(page.locator(OUTCOME)).to_contain_text("Right.")
    page.keyboard.press("Enter")
    expect(page.locator(OUTCOME)).to_have_count(0)


def test_cards_are_shown_rated_and_taken_back_by_single_keys(learner: Page) -> None:
    study(learner, EXAMPLE)
    prompts = []
    for rating in "1234":
        prompts.append(learner.locator("#prompt").inner_text())
        learner.keyboard.press("Space")
        expect(learner.locator(".rating")).to_have_count(4)
        learner.keyboard.press(rating)
        expect(learner.locator("#prompt")).not_to_have_text(prompts[-1])
    learner.keyboard.press("Escape")
    learner.keyboard.press("u")
    expect(learner.locator("#prompt")).to_have_text(prompts[-1])
    data = learner.request.get("/settings/my-data.json").json()
    assert [row["rating"] for row in data["reviews"] if row["event"] == "review"] == [1, 2, 3, 4]
    assert len([row for row in data["reviews"] if row["event"] == "undo"]) == 1


def test_what_is_typed_into_an_answer_does_nothing_else(learner: Page) -> None:
    field = go_to_typed_card(learner)
    address = learner.url
    field.focus()
    learner.keyboard.type("1 a2 u3 p4?/")
    expect(field).to_have_value("1 a2 u3 p4?/")
    expect(learner.get_by_role("dialog")).to_have_count(0)
    assert learner.url == address
    learner.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    learner.keyboard.press("Space")
    expect(learner.locator(".rating")).to_have_count(4)


def test_the_list_of_keys_opens_closes_and_switches_them_off(learner: Page) -> None:
    study(learner, EXAMPLE)
    learner.keyboard.press("?")
    dialog = learner.get_by_role("dialog", name="Keys on this page")
    expect(dialog).to_contain_text("Show the answer")
    learner.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    learner.keyboard.press("?")
    dialog.get_by_label("Use these keys").uncheck()
    learner.keyboard.press("Escape")
    learner.reload()
    learner.keyboard.press("?")
    learner.keyboard.press("Space")
    expect(dialog).to_have_count(0)
    expect(learner.locator("form#answer")).to_be_visible()
    expect(learner.locator(".keycap").first).to_be_hidden()

    learner.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Use these keys").check()
    learner.keyboard.press("Escape")
    learner.locator("#prompt").click()
    learner.keyboard.press("Space")
    expect(learner.locator(".rating")).to_have_count(4)


def test_whoever_begins_to_type_writes_into_the_field_and_undoes_nothing(learner: Page) -> None:
    study(learner, EXAMPLE)
    while learner.locator(".answer-line input").count() == 0:
        learner.keyboard.press("Space")
        expect(learner.locator(".rating")).to_have_count(4)
        # Enter takes the suggested rating, which is Good where nothing was answered.
        learner.keyboard.press("Enter")
        expect(learner.locator(".rating")).to_have_count(0)
    prompt = learner.locator("#prompt").inner_text()
    learner.keyboard.type("up 1")
    expect(learner.locator(".answer-line input")).to_have_value("up 1")
    expect(learner.locator("#prompt")).to_have_text(prompt)
