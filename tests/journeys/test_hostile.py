"""Hostile authors and learners before a real browser: nothing runs, is fetched, or covers what is ours."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Request
from support import databases
from support.browsing import complaints
from support.crawl import endpoint_of, walk
from support.hostile import TYPED, do_harm, write_hostile_bank
from support.people import session_of
from support.server import Server
from support.world import ADMINISTRATOR, LEARNER, VISITOR, World, settled

pytestmark = pytest.mark.browser

#: From the narrowest that WCAG 2.2 asks for to a wide one.
WIDTHS = (320, 1280)
#: How many pages of an endpoint are looked at, by area: of questions one of each type. Others show the same
#: hostile texts over and over.
MOST_ALIKE = {"banks": 40, "quizzes": 12, "preview": 12, "reviews": 12}

TOO_WIDE = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : [];
}"""
#: Links and fields of ours that something lies over, or that lie beside the page.
OUT_OF_REACH = """() => {
    const ours = "header :is(a, button), .tabs a, main :is(button, input, select), .actions a";
    const isShown = node =>
        node.checkVisibility({ visibilityProperty: true }) && !node.closest(".visually-hidden, [popover]");
    const isReached = node => {
        const shown = node.closest("label") ?? node;
        shown.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, width, top, bottom } = shown.getBoundingClientRect();
        if (width < 2) return true;
        const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        const found = document.elementFromPoint(left + Math.min(width / 2, 20), y);
        return found !== null && (shown.contains(found) || found.contains(shown));
    };
    return [...document.querySelectorAll(ours)]
        .filter(node => isShown(node) && !isReached(node))
        .map(node => `out of reach: ${node.outerHTML.slice(0, 100)}`);
}"""
#: What a hostile text could have left behind, had it run.
ACTED = """() => [...document.querySelectorAll(
    "script:not([src^='/static/']), img:not([src^='/images/']), iframe, object, embed, style, base, " +
    "meta[http-equiv]"
)].map(node => node.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("hostile")
    backend = databases.Sqlite(folder)
    with settled(backend, folder / "instance", write_hostile_bank(folder / "banks")) as world:
        with world.app.app_context():
            do_harm(world, datetime.now(UTC))
        yield world


@pytest.fixture(scope="module")
def hostile_server(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server on the hostile world's database and key; no bank is synced into it."""
    folder = tmp_path_factory.mktemp("server")
    databases.write_settings(folder, world.app.config["SQLALCHEMY_DATABASE_URI"])
    shutil.copy(Path(world.app.instance_path) / "secret_key", folder)
    with Server(folder, questions=folder / "none") as server:
        yield server


class Visit:
    """Somebody's browser, and what it did that it shouldn't have."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page = context.new_page()
        self.host = urlsplit(url).netloc
        self.said = complaints(self.page)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.said.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.said.append(f"a request: {request.url}")

    def faults(self) -> list[str]:
        """Look at the page that is open, folded parts and all, and tell what is wrong with it."""
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = self.page.evaluate(ACTED)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 700})
            found += [f"{fault} at {width}" for fault in self.page.evaluate(TOO_WIDE)]
            found += [f"{fault} at {width}" for fault in self.page.evaluate(OUT_OF_REACH)]
        found += self.said
        self.said.clear()
        return [str(fault) for fault in found]


@pytest.fixture
def visit(world: World, hostile_server: Server, browser: Browser) -> Iterator[Callable[[str], Visit]]:
    contexts = []

    def visit(who: str) -> Visit:
        context = browser.new_context(base_url=hostile_server.url, reduced_motion="reduce")
        contexts.append(context)
        if person := world.people[who]:
            cookie = session_of(world.app, person)
            context.add_cookies([{"name": "session", "value": cookie, "url": hostile_server.url}])
        return Visit(context, hostile_server.url)

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("who", [VISITOR, LEARNER, ADMINISTRATOR])
def test_on_every_page_a_hostile_text_lies_still_and_keeps_to_its_place(
    who: str, world: World, visit: Callable[[str], Visit]
) -> None:
    tab = visit(who)
    faults = {}
    looked_at = Counter[str | None]()
    for page in walk(world, [who], at_most=9).pages[who]:
        address = page.request.path_qs
        endpoint = endpoint_of(world.app, address)
        area = (endpoint or "").partition(".")[0]
        # Pages of accounts show nothing that anybody wrote but what was just typed.
        shows_something = area not in {"", "accounts"} and looked_at[endpoint] < MOST_ALIKE.get(area, 3)
        if page.content_type == "text/html" and page.status_int == 200 and shows_something:
            looked_at[endpoint] += 1
            tab.page.goto(address)
            faults[address] = tab.faults()
    assert len(faults) > 5
    assert {address: wrong for address, wrong in faults.items() if wrong} == {}


def test_what_was_typed_comes_back_and_lies_still(visit: Callable[[str], Visit]) -> None:
    faults = []
    for path, label, button in [
        ("/log-in", "User name or email address", "Log in"),
        ("/sign-up", "User name", "Sign up"),
        ("/sign-up", "Email address", "Sign up"),
    ]:
        tab = visit("anonymous")
        tab.page.goto(path)
        tab.page.evaluate("for (const form of document.forms) form.noValidate = true")
        tab.page.get_by_label(label).evaluate("(input, text) => { input.value = text; }", TYPED)
        tab.page.get_by_label("Password", exact=True).fill("nine brown bears")
        tab.page.get_by_role("button", name=button).click()
        tab.page.wait_for_load_state()
        assert tab.page.locator(".error-summary").is_visible()
        faults += tab.faults()
    assert faults == []
