"""People with something to show for every page, and their browsers, which go from view to view."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from support import databases
from support.apps import make_app
from support.browsing import complaints
from support.looking import DESKTOP
from support.population import Population, populate, populate_bare
from support.server import Server
from support.view import View


@pytest.fixture(scope="session")
def population(installation: Flask) -> Population:
    with installation.app_context():
        return populate(installation, datetime.now(UTC))


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def bare_population(bare_server: Server) -> Population:
    app = make_app(bare_server.instance)
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


@pytest.fixture(scope="session")
def open_tab(browser: Browser) -> Iterator[Callable[[str, str | None], Tab]]:
    """Open the tab of somebody with this cookie at this server."""
    contexts: list[BrowserContext] = []

    @cache
    def open_tab(url: str, cookie: str | None) -> Tab:
        context = browser.new_context(base_url=url, reduced_motion="reduce")
        contexts.append(context)
        # Browsers read a script that they know already in no time; each page is looked at by axe.
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
