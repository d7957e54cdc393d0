"""Events placed on an axis: by keys, by dragging, by typing; and without JavaScript by typing alone."""

import pytest
from playwright.sync_api import Locator, Page, expect
from support.asking import Ask
from support.browsing import AnswerKey, fill_in

from quizapp.question_types.timeline.kind import TimelineQuestion
from quizapp.quizzes.rules import Feedback

pytestmark = pytest.mark.browser

OUTCOME = ".feedback .outcome"


@pytest.fixture
def told(ask: Ask) -> Page:
    """Give a page that asks, and tells at once how it went."""
    return ask("four-thousanders")


@pytest.fixture
def saving(ask: Ask) -> Page:
    """Give a page that asks, and saves by itself."""
    return ask("four-thousanders", Feedback.END)


def field(page: Page, event: str) -> Locator:
    return page.locator(".timeline__event", has_text=event).locator("input")


def handle(page: Page, event: str) -> Locator:
    return page.get_by_role("slider", name=event)


def steps_to(year: int, now: int) -> list[str]:
    """Return the keys that lead from a year to another."""
    leaps, steps = divmod(abs(year - now), 10)
    up = year > now
    return ["PageUp" if up else "PageDown"] * leaps + ["ArrowUp" if up else "ArrowDown"] * steps


def test_events_are_placed_by_keyboard_alone(told: Page, key: AnswerKey) -> None:
    question = key.question(told)
    assert isinstance(question, TimelineQuestion)
    years = {event.event: question.span(place).start.year for place, event in enumerate(question.events)}
    names = told.locator(".timeline__event label").all_inner_texts()
    field(told, names[-1]).focus()
    for name in names:
        told.keyboard.press("Tab")
        slider = handle(told, name)
        expect(slider).to_be_focused()
        expect(slider).to_have_attribute("aria-valuetext", "not placed yet")
        for pressed in ("ArrowRight", *steps_to(years[name], 1830)):
            told.keyboard.press(pressed)
        expect(slider).to_have_attribute("aria-valuetext", str(years[name]))
        expect(field(told, name)).to_have_value(str(years[name]))
    told.keyboard.press("Enter")
    expect(told.locator(OUTCOME)).to_contain_text("Right.")
    expect(told.get_by_role("img", name="Timeline of the dates in the table below")).to_be_visible()


def test_the_axis_ends_where_it_ends(told: Page) -> None:
    slider = handle(told, "Jungfrau")
    for first, then, year in (("Home", "ArrowLeft", "1780"), ("End", "PageUp", "1880")):
        slider.press(first)
        slider.press(then)
        expect(slider).to_have_attribute("aria-valuenow", year)
        expect(field(told, "Jungfrau")).to_have_value(year)


def test_the_handle_follows_what_is_typed(told: Page) -> None:
    slider = handle(told, "Mont Blanc")
    for typed, year in (
        ("8 August 1786", "1786"),
        ("1865-07-14", "1865"),
        ("15.6.1811", "1811"),
        ("1066", "1780"),
    ):
        field(told, "Mont Blanc").fill(typed)
        expect(slider).to_have_attribute("aria-valuenow", year)
        expect(slider).to_have_attribute("aria-valuetext", typed)
    field(told, "Mont Blanc").fill("")
    expect(slider).to_have_attribute("aria-valuetext", "not placed yet")


def test_an_event_is_dragged_along_the_axis_and_saves_itself(saving: Page) -> None:
    expect(saving.get_by_text("Or drag each letter to its year.")).to_be_visible()
    slider = handle(saving, "Matterhorn")
    grip, lane = slider.bounding_box(), slider.locator("..").bounding_box()
    assert grip
    assert lane
    saving.mouse.move(grip["x"] + 20, grip["y"] + 20)
    saving.mouse.down()
    saving.mouse.move(lane["x"] + lane["width"] * 0.3, grip["y"] + 20, steps=3)
    saving.mouse.move(lane["x"] + lane["width"] * 0.5, grip["y"] + 60, steps=3)
    saving.mouse.up()
    expect(field(saving, "Matterhorn")).to_have_value("1830")
    expect(saving.locator("[data-save-status]")).to_have_text("Saved")
    lane_of_another = handle(saving, "Jungfrau").locator("..")
    lane_of_another.click(position={"x": lane["width"] * 0.25, "y": 10})
    expect(field(saving, "Jungfrau")).to_have_value("1805")
    saving.reload()
    expect(handle(saving, "Matterhorn")).to_have_attribute("aria-valuenow", "1830")


def test_without_javascript_the_years_are_typed(plain_page: Page, told: Page, key: AnswerKey) -> None:
    plain_page.context.add_cookies(told.context.cookies())
    plain_page.goto(told.url)
    expect(plain_page.locator("[data-timeline]")).to_be_hidden()
    expect(plain_page.get_by_text("drag")).to_be_hidden()
    answer = key.right(plain_page)
    assert isinstance(answer, dict)
    fill_in(plain_page, answer)
    field(plain_page, "Matterhorn").fill("6/7/1865")
    plain_page.get_by_role("button", name="Check").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Is that 6 July 1865 or 7 June 1865?")
    expect(field(plain_page, "Matterhorn")).to_be_focused()
    field(plain_page, "Matterhorn").fill("1863")
    plain_page.get_by_role("button", name="Check").click()
    expect(plain_page.locator(OUTCOME)).to_contain_text("Partly right.")
    expect(plain_page.get_by_role("row", name="Matterhorn")).to_contain_text("partly right, 2 years off")
