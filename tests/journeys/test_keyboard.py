"""Everything by keyboard: signing up, every type of question, reviews, and keys that stay out of the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from support.browsing import PASSWORD, AnswerKey, begin_quiz, study

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OUTCOME = ".feedback .outcome"
CHOICES = {"single", "multiple", "truefalse"}
TYPES = CHOICES | {"short", "number", "date"}


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control whose label or words begin so has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words_of(page.locator(":focus")).startswith(words):
            return
    raise AssertionError(f"Tab never comes to {words!r}")


def words_of(control: Locator) -> str:
    said = control.evaluate("node => (node.labels?.[0] ?? node).innerText")
    return re.sub(r"\s+", " ", str(said)).strip()


def letter_of(page: Page, label: str) -> str:
    """Return the letter that stands beside a choice."""
    choice = page.locator(".choice", has=page.get_by_text(label, exact=True))
    return choice.locator("kbd").inner_text().strip().lower()


def choose_by_letters(page: Page, labels: list[str]) -> None:
    for label in labels:
        page.keyboard.press(letter_of(page, label))


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


def answer_by_keyboard(page: Page, key: AnswerKey, *, by_letters: bool) -> None:
    kind, answer = key.question(page).type, key.right(page)
    labels = [answer] if isinstance(answer, str) else answer
    if kind not in CHOICES:
        tab_to(page, words_of(page.locator("#response")))
        page.keyboard.type(labels[0])
    elif by_letters:
        choose_by_letters(page, labels)
    elif kind == "multiple":
        choose_by_tab(page, labels)
    else:
        choose_by_arrows(page, labels[0])
    page.keyboard.press("Enter")


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
    assert words_of(page.locator(":focus")) == "Skip to the page"
    tab_to(page, "Sign up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign up")).to_be_visible()
    tab_to(page, "Your name")
    page.keyboard.type(name)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Welcome, {name}.")).to_be_visible()
    tab_to(page, "Quizzes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A new quiz")).to_be_visible()
    tab_to(page, "Begin")
    page.keyboard.press("Enter")
    expect(page.locator("form#answer")).to_be_visible()
    assert errors == []


def test_every_type_of_question_is_answered_by_letters_and_by_tab_and_arrows(
    learner: Page, key: AnswerKey
) -> None:
    begin_quiz(learner, 12, bank=EXAMPLE)
    seen: dict[str, int] = {}
    for _ in range(12):
        kind = key.question(learner).type
        answer_by_keyboard(learner, key, by_letters=kind not in seen)
        expect(learner.locator(OUTCOME)).to_contain_text("Right.")
        seen[kind] = seen.get(kind, 0) + 1
        learner.keyboard.press("Enter")
        expect(learner.locator(OUTCOME)).to_have_count(0)
    assert seen == dict.fromkeys(TYPES, 2)
    expect(learner.locator(".result-sentence")).to_contain_text("All 12 right.")


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
    assert [row["rating"] for row in data["reviews"] if row["kind"] == "review"] == [1, 2, 3, 4]
    assert len([row for row in data["reviews"] if row["kind"] == "undo"]) == 1


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
