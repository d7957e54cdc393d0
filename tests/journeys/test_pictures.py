"""The picture of a question, in a browser that keeps to the content policy."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from support.asking import address_of
from support.browsing import complaints, enter

from quizapp.services.person import Person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_a_picture_is_seen_on_a_phone_and_fits_it(
    scripts: bool,  # noqa: FBT001 -- as pytest gives it
    browser: Browser,
    base_url: str,
    installation: Flask,
    person: Person,
) -> None:
    context = browser.new_context(
        base_url=base_url, viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    page = context.new_page()
    said = complaints(page)
    enter(page, installation, person, base_url)
    with installation.app_context():
        page.goto(address_of(person, "height-of-mont-blanc"))
    image = page.get_by_role("img", name="A ridge of mountains, the highest of them white")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    expect(image).to_have_js_property("naturalWidth", 480)
    box = image.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] == pytest.approx(box["width"] * 180 / 480, abs=1)
    assert said == []
    context.close()
