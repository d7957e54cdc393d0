"""Answers of several parts: what is filled in counts and is saved, dragged or chosen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from support.asking import Ask, address_of
from support.browsing import AnswerKey, complaints, enter, fill_in, fill_in_part
from support.drafting import PHONE

from quizapp.quizzes.rules import Feedback
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

OUTCOME = ".feedback .outcome"
TYPES = ["cloze", "matching", "categorise"]


@contextmanager
def saving(page: Page) -> Iterator[None]:
    """Change one part, and wait until the server has it."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        yield
    expect(page.locator("[data-save-status]")).to_have_text("Saved")


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_filled_in_is_saved_by_itself_and_stays(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind, Feedback.END)
    answer = key.right(page)
    assert isinstance(answer, dict)
    some = dict(list(answer.items())[1:])
    for label, text in some.items():
        with saving(page):
            fill_in_part(page, label, text)
    page.reload()
    for label, text in answer.items():
        part = page.locator("form#answer").get_by_label(label, exact=True)
        shown = part.evaluate("node => (node.value && node.selectedOptions?.[0].label || node.value).trim()")
        assert shown == (text if label in some else "")


@pytest.mark.parametrize("kind", TYPES)
def test_some_parts_are_marked_and_none_are_asked_back(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind)
    for drop_down in page.locator("form#answer select").all():
        assert drop_down.evaluate("node => [node.value, node.selectedOptions[0].label]") == ["", "Choose…"]
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill in at least one")
    answer = key.right(page)
    assert isinstance(answer, dict)
    fill_in(page, dict(list(answer.items())[1:]))
    page.get_by_role("button", name="Check").click()
    expect(page.locator(OUTCOME)).to_contain_text("Partly right.")


def test_gaps_show_the_numbers_by_which_they_are_named(ask: Ask) -> None:
    page = ask("cloze")
    expect(page.locator(".gap__number")).to_have_text(["1", "2", "3"])
    page.get_by_role("textbox", name="Gap 2 of 3", exact=True).fill("3")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".feedback .filled__number")).to_have_text(["Gap 1", "Gap 2", "Gap 3"])
    expect(page.locator(".part-feedback__label")).to_have_text("Gap 2")


@pytest.mark.parametrize("kind", ["matching", "categorise"])
def test_a_long_option_does_not_widen_a_phones_page(kind: str, ask: Ask) -> None:
    page = ask(kind)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("form#answer option").last.evaluate(
        "option => { option.text = 'Of many words '.repeat(9); }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("kind", TYPES)
def test_not_knowing_shows_what_is_right(kind: str, ask: Ask, key: AnswerKey) -> None:
    page = ask(kind)
    answer = key.right(page)
    assert isinstance(answer, dict)
    page.get_by_role("button", name="I don't know").click()
    for text in answer.values():
        expect(page.locator(".feedback")).to_contain_text(text)
    expect(page.locator(OUTCOME)).to_contain_text("You didn't know this yet")


def test_a_gap_that_cannot_be_read_is_named_and_keeps_what_was_typed(ask: Ask) -> None:
    page = ask("cloze")
    gap = page.locator(".gap--number input").first
    label = gap.evaluate("node => node.labels[0].textContent")
    gap.fill("many")
    gap.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"{label.partition(' of ')[0]}: ")
    expect(gap).to_have_value("many")
    expect(gap).to_be_focused()
    expect(gap).to_have_attribute("aria-invalid", "true")


def drag(page: Page, thing: Locator, target: Locator) -> None:
    """Drag with the mouse, from middle to middle."""
    for place, press in ((thing, page.mouse.down), (target, page.mouse.up)):
        place.scroll_into_view_if_needed()
        area = place.bounding_box()
        assert area
        page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2, steps=4)
        press()


def tile(page: Page, words: str) -> Locator:
    """Return the tile of an option that waits to be placed."""
    return page.locator(".assigning__tray").get_by_role("button", name=words, exact=True)


def placed(page: Page, words: str) -> Locator:
    """Return the tiles of an option that lie at items."""
    return page.get_by_role("button", name=f"Take back: {words}", exact=True)


def handle(page: Page, item: str) -> Locator:
    """Return what an item is dragged and picked by."""
    return page.get_by_role("button", name=f"Pick: {item}", exact=True)


def row(page: Page, item: str) -> Locator:
    return page.locator(".assigning__row").filter(has=page.get_by_text(item, exact=True))


def box(page: Page, name: str) -> Locator:
    return page.locator(".groups__box", has=page.locator(".groups__name", has_text=name))


def shown(page: Page) -> dict[str, str]:
    """Return what every item is given on the page."""
    rows = page.locator(".assigning__row").all()
    return {
        row.locator("label").inner_text(): row.locator("select").evaluate(
            "node => node.value && node.selectedOptions[0].label"
        )
        for row in rows
    }


def test_matches_are_dragged_onto_their_items_and_saved(ask: Ask, key: AnswerKey) -> None:
    page = ask("matching", Feedback.END)
    answer = key.right(page)
    assert isinstance(answer, dict)
    for item, match in answer.items():
        with saving(page):
            drag(page, tile(page, match), row(page, item))
    assert shown(page) == answer
    page.reload()
    assert shown(page) == answer
    expect(page.locator(".assigning__tray .is-used")).to_have_count(len(set(answer.values())))


def test_items_are_dragged_into_their_boxes_and_out_again_and_saved(ask: Ask, key: AnswerKey) -> None:
    page = ask("categorise", Feedback.END)
    answer = key.right(page)
    assert isinstance(answer, dict)
    for item, name in reversed(answer.items()):
        with saving(page):
            drag(page, handle(page, item), box(page, name))
    for name in set(answer.values()):
        inside = box(page, name).locator("label").all_inner_texts()
        assert sorted(inside) == sorted(item for item, group in answer.items() if group == name)
    page.reload()
    assert shown(page) == answer
    out = next(iter(answer))
    drag(page, handle(page, out), page.locator("[data-groups]"))
    assert shown(page) == answer | {out: ""}


def test_what_is_set_without_the_focus_is_in_its_box_at_once(ask: Ask, key: AnswerKey) -> None:
    page = ask("categorise")
    answer = key.right(page)
    assert isinstance(answer, dict)
    fill_in(page, answer)
    expect(page.locator("[data-groups] label")).to_have_count(0)
    expect(page.locator(".groups__box label")).to_have_count(len(answer))


def test_an_item_goes_into_its_box_once_its_drop_down_is_left(ask: Ask, key: AnswerKey) -> None:
    page = ask("categorise")
    answer = key.right(page)
    assert isinstance(answer, dict)
    rows = page.locator("[data-groups] label").all_inner_texts()
    page.get_by_label(rows[0], exact=True).focus()
    page.keyboard.type(answer[rows[0]])
    expect(page.locator(".groups__box label")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator(".groups__box label")).to_have_text([rows[0]])
    expect(handle(page, rows[1])).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label(rows[1], exact=True)).to_be_focused()
    expect(page.locator("fieldset [role=status]")).to_have_text(f"{rows[0]}: {answer[rows[0]]}")


@pytest.fixture
def touched(browser: Browser, installation: Flask, person: Person, base_url: str) -> Iterator[Page]:
    """Give a phone that is touched, and which must not complain."""
    context = browser.new_context(base_url=base_url, viewport=PHONE, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    said = complaints(page)
    enter(page, installation, person, base_url)
    yield page
    context.close()
    assert said == []


def is_picked(tile: Locator) -> None:
    expect(tile).to_have_attribute("aria-pressed", "true")
    expect(tile.page.locator("fieldset [role=status]")).to_contain_text("Picked: ")


def nothing_is_picked(page: Page) -> None:
    expect(page.locator("fieldset [aria-pressed=false]").first).to_be_visible()
    expect(page.locator("fieldset [aria-pressed=true]")).to_have_count(0)


def test_matches_are_tapped_and_taken_back(
    touched: Page, person: Person, installation: Flask, key: AnswerKey
) -> None:
    page = touched
    with installation.app_context():
        page.goto(address_of(person, "matching"))
    answer = key.right(page)
    assert isinstance(answer, dict)
    nothing_is_picked(page)
    first, *others = answer
    for item in (others[0], first):
        tile(page, answer[first]).tap()
        is_picked(tile(page, answer[first]))
        # Wherever it is tapped: on the words or on the drop-down.
        row(page, item).tap(position={"x": 30, "y": 20} if item == first else None)
        nothing_is_picked(page)
    expect(placed(page, answer[first])).to_have_count(2)
    row(page, others[0]).get_by_role("button").tap()
    assert shown(page) == dict.fromkeys(answer, "") | {first: answer[first]}
    tile(page, answer[first]).tap()
    tile(page, answer[first]).tap()
    nothing_is_picked(page)
    for item in others:
        tile(page, answer[item]).tap()
        row(page, item).tap()
    assert shown(page) == answer
    page.get_by_role("button", name="Check").tap()
    expect(page.locator(OUTCOME)).to_contain_text("Right.")


def test_matches_are_placed_by_enter_and_space(ask: Ask, key: AnswerKey) -> None:
    page = ask("matching")
    answer = key.right(page)
    assert isinstance(answer, dict)
    item, match = next(iter(answer.items()))
    tile(page, match).press("Space")
    is_picked(tile(page, match))
    page.keyboard.press("Escape")
    nothing_is_picked(page)
    for press in ("Enter", "Space"):
        tile(page, match).press(press)
        is_picked(tile(page, match))
        page.get_by_label(item, exact=True).press(press)
        assert shown(page)[item] == match
        expect(page.locator("fieldset [role=status]")).to_have_text(f"{item}: {match}")
        placed(page, match).press(press)
        assert shown(page)[item] == ""
        expect(page.get_by_label(item, exact=True)).to_be_focused()


def test_items_are_tapped_into_their_boxes_and_out_again(
    touched: Page, person: Person, installation: Flask, key: AnswerKey
) -> None:
    page = touched
    with installation.app_context():
        page.goto(address_of(person, "categorise"))
    answer = key.right(page)
    assert isinstance(answer, dict)
    expect(page.get_by_text("Place here")).to_have_count(len(set(answer.values())))
    expect(page.get_by_text("Place here").first).to_be_hidden()
    for item, name in answer.items():
        page.get_by_text(item, exact=True).tap()
        is_picked(handle(page, item))
        box(page, name).locator(".groups__name").tap()
        nothing_is_picked(page)
    assert shown(page) == answer
    first, name = next(iter(answer.items()))
    handle(page, first).tap()
    assert shown(page) == answer | {first: ""}
    handle(page, first).press("Enter")
    page.keyboard.press("Escape")
    nothing_is_picked(page)
    handle(page, first).press("Space")
    box(page, name).get_by_role("button", name="Place here").press("Enter")
    expect(handle(page, first)).to_be_focused()
    assert shown(page) == answer
    page.get_by_role("button", name="Check").tap()
    expect(page.locator(OUTCOME)).to_contain_text("Right.")
