"""A real browser before the real server, as the first people of a new installation find it."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from support.server import Server

#: Chromium as systems install it; without one Playwright looks for its own.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PASSWORD = "correct horse battery"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = ["--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server with an instance of its own, which the journeys share."""
    with Server(tmp_path_factory.mktemp("instance")) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.url


@pytest.fixture(scope="session")
def names() -> Iterator[str]:
    """Give names that nobody has yet."""
    return (f"Learner {number}" for number in itertools.count(1))


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "reduced_motion": "reduce", "timezone_id": "Europe/Berlin"}


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about (scripts, the content policy); a test must have none."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


@pytest.fixture
def plain_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context: BrowserContext = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def sign_up(page: Page, name: str) -> None:
    """Sign up a learner; the browser is logged in afterwards."""
    page.goto("/sign-up")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/")


@pytest.fixture
def learner(page: Page, names: Iterator[str]) -> Page:
    """Give a page on which a new learner is logged in."""
    sign_up(page, next(names))
    return page


@pytest.fixture(scope="session")
def folder_of_questions() -> Path:
    return Path(__file__).resolve().parents[2] / "questions"
