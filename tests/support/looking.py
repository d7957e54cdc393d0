"""A look at a page as a whole: what axe finds, what a phone shows, where the focus is, in any font."""

from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page, ViewportSize
from werkzeug.exceptions import MethodNotAllowed, NotFound

from support.accessibility import (
    ALL_RULES,
    RULES_OF_LOOKS,
    doubled_ids,
    focus_faults,
    overflow,
    small_targets,
    violations,
)
from support.fonts import FONTS, set_font
from support.view import View

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
#: Hardly wider than what counts as a phone.
TABLET: ViewportSize = {"width": 660, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
#: The narrowest that WCAG 2.2 asks for (1.4.10).
NARROW: ViewportSize = {"width": 320, "height": 640}


def look_at(view: View, page: Page, app: Flask) -> None:
    """Assert that a page is that of a view, and whole for everybody. It stands in a light and wide window."""
    assert view.endpoint in {None, *_endpoints_of(app, page.url)}
    # What is folded is looked at as well.
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    faults = {
        "light, desktop": violations(page, ALL_RULES),
        "wide": overflow(page),
        "ids": doubled_ids(page),
    }
    page.set_viewport_size(TABLET)
    faults["wide on a tablet"] = overflow(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    faults |= {
        "dark, phone": violations(page, RULES_OF_LOOKS),
        "wide on a phone": overflow(page),
        "small targets": small_targets(page),
        "focus": focus_faults(page),
    }
    page.set_viewport_size(NARROW)
    for font in FONTS:
        set_font(page, font)
        faults[f"wide on a narrow phone, in a {font} font"] = overflow(page)
        faults[f"small targets, in a {font} font"] = small_targets(page)
    found = {where: what for where, what in faults.items() if what}
    assert not found, found


def _endpoints_of(app: Flask, url: str) -> set[str]:
    """Return the endpoints that an address may lead to, by whatever method."""
    found = set()
    for method in ("GET", "POST"):
        try:
            found.add(app.url_map.bind("localhost").match(urlsplit(url).path, method=method)[0])
        except (MethodNotAllowed, NotFound):
            continue
    return found
