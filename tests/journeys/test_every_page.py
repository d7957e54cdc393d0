"""Every page in every state: what axe finds, what a phone shows, where the focus is."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from support import databases
from support.accessibility import ALL_RULES, RULES_OF_LOOKS, focus_faults, overflow, small_targets, violations
from support.browsing import complaints
from support.population import Population, populate, populate_bare
from support.server import Server
from support.views import NO_PAGE, VIEWS, View
from werkzeug.exceptions import MethodNotAllowed, NotFound

from quizapp.app import create_app

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
#: The narrowest that WCAG 2.2 asks for (1.4.10).
NARROW: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def population(installation: Flask) -> Population:
    with installation.app_context():
        return populate(installation, datetime.now(UTC))


@pytest.fixture(scope="module")
def bare_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without banks, without an administrator, and with a mail server."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "questions").mkdir()
    (folder / "instance").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = f'SMTP_HOST = "localhost"\nPUBLIC_URL = "http://127.0.0.1:{port}"\n'
    (folder / "instance" / "settings.toml").write_text(settings)
    with Server(folder / "instance", "--port", str(port), questions=folder / "questions") as server:
        yield server


@pytest.fixture(scope="module")
def bare_population(bare_server: Server) -> Population:
    app = create_app(bare_server.instance)
    with app.app_context():
        population = populate_bare(app, datetime.now(UTC))
    databases.close(app)
    link = bare_server.administrator_link or ""
    return Population(population.cookies, {"welcome": link.rpartition("/")[2]})


@dataclass
class Tab:
    """A person's browser, which goes from view to view."""

    page: Page
    said: list[str]


@pytest.fixture(scope="module")
def open_tab(browser: Browser) -> Iterator[Callable[[str, str | None], Tab]]:
    """Open the tab of somebody with this cookie at this server; axe is in every page of it."""
    contexts: list[BrowserContext] = []

    @cache
    def open_tab(url: str, cookie: str | None) -> Tab:
        context = browser.new_context(base_url=url, reduced_motion="reduce")
        contexts.append(context)
        context.add_init_script(AXE_SCRIPT)
        if cookie:
            context.add_cookies([{"name": "session", "value": cookie, "url": url}])
        page = context.new_page()
        return Tab(page, complaints(page))

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest, open_tab: Callable[[str, str | None], Tab]) -> Iterator[Page]:
    """Give the page of a view, in its state, in a light and wide window."""
    view: View = request.param
    server: Server = request.getfixturevalue("bare_server" if view.bare else "server")
    population: Population = request.getfixturevalue("bare_population" if view.bare else "population")
    tab = open_tab(server.url, population.cookies[view.who] if view.who else None)
    tab.said.clear()
    tab.page.emulate_media(color_scheme="light")
    tab.page.set_viewport_size(DESKTOP)
    tab.page.goto(view.path.format_map(population.places))
    if view.act:
        view.act(tab.page)
        tab.page.wait_for_load_state()
    yield tab.page
    assert tab.said == []


def test_every_endpoint_is_looked_at_or_renders_no_page(installation: Flask) -> None:
    endpoints = {rule.endpoint for rule in installation.url_map.iter_rules()}
    looked_at = {view.endpoint for view in VIEWS if view.endpoint}
    assert looked_at | NO_PAGE.keys() == endpoints
    assert not looked_at & NO_PAGE.keys()


@pytest.mark.parametrize("visit", VIEWS, indirect=True, ids=str)
def test_a_page_is_whole_for_everybody(
    visit: Page, installation: Flask, request: pytest.FixtureRequest
) -> None:
    view: View = request.node.callspec.params["visit"]
    assert view.endpoint in {None, *endpoints_of(installation, visit.url)}
    # What is folded is looked at as well.
    visit.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    faults = {
        "light, desktop": violations(visit, ALL_RULES),
        "wide": overflow(visit),
    }
    visit.emulate_media(color_scheme="dark")
    visit.set_viewport_size(PHONE)
    faults |= {
        "dark, phone": violations(visit, RULES_OF_LOOKS),
        "wide on a phone": overflow(visit),
        "small targets": small_targets(visit),
        "focus": focus_faults(visit),
    }
    visit.set_viewport_size(NARROW)
    faults["wide on a narrow phone"] = overflow(visit)
    assert {where: found for where, found in faults.items() if found} == {}


def endpoints_of(app: Flask, url: str) -> set[str]:
    """Return the endpoints that an address may lead to, by whatever method."""
    found = set()
    for method in ("GET", "POST"):
        try:
            found.add(app.url_map.bind("localhost").match(urlsplit(url).path, method=method)[0])
        except (MethodNotAllowed, NotFound):
            continue
    return found
