"""A real browser before the real server, as the people of an installation find it."""

import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from support import databases
from support.asking import Ask, address_of
from support.browsing import BANKS, PASSWORD, AnswerKey, answer_key, complaints, enter
from support.drafting import PHONE
from support.people import CONTEXT
from support.server import Server

from quizapp.app import create_app
from quizapp.quizzes.rules import Feedback
from quizapp.services.accounts import registration
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.person import Person

#: Chromium as systems install it; without one Playwright looks for its own. Its shell without windows would
#: be quicker by a sixth, but keeps no page that is left, and so can't go back to one.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: What isn't needed of Chromium. The parts of a window's frame that it draws as pages of their own cost more
#: than most pages that are tested. The rest is Playwright's list: of two such options the last one counts.
NEEDLESS = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIReloadButton", "InitialWebUI"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)

# A busy machine takes its time; only a failure waits so long.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = ["--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    flags.append(f"--disable-features={','.join(NEEDLESS)}")
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "reduced_motion": "reduce", "timezone_id": "Europe/Berlin"}


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of banks, as an installation has it."""
    folder = tmp_path_factory.mktemp("questions")
    for bank in BANKS:
        shutil.copytree(bank, folder / bank.name)
    return folder


@pytest.fixture(scope="session")
def key() -> AnswerKey:
    return answer_key()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, questions: Path) -> Iterator[Server]:
    """Give a server with an instance of its own, which the journeys share; its disk may forget."""
    instance = tmp_path_factory.mktemp("instance")
    databases.write_settings(instance, f"sqlite:///{instance / 'quizapp.sqlite'}")
    with Server(instance, questions=questions) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.url


@pytest.fixture(scope="session")
def names() -> Iterator[str]:
    """Give names that nobody has yet."""
    return (f"Learner {number}" for number in itertools.count(1))


@pytest.fixture
def name(names: Iterator[str]) -> str:
    return next(names)


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about; a test must have none."""
    said = complaints(page)
    yield said
    assert said == []


@pytest.fixture
def plain_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """Give a page of a browser that runs no JavaScript."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def installation(server: Server) -> Iterator[Flask]:
    """Give the app on the database that the server has open, to make people by its services."""
    app = create_app(server.instance)
    yield app
    databases.close(app)


@pytest.fixture
def person(installation: Flask, name: str) -> Person:
    """Sign up a learner as the form does, only quicker."""
    with installation.app_context():
        account = NewAccount(name, PASSWORD, time_zone="Europe/Berlin")
        return registration.sign_up(account, CONTEXT, datetime.now(UTC))


@pytest.fixture
def learner(page: Page, errors: list[str], installation: Flask, person: Person, base_url: str) -> Page:
    """Give a page on which a new learner is logged in, and of which the browser must not complain."""
    assert errors == []
    enter(page, installation, person, base_url)
    return page


@pytest.fixture
def phone(browser: Browser, installation: Flask, person: Person, base_url: str) -> Iterator[Page]:
    """Give a phone on which a new learner is logged in, and which must not complain."""
    context = browser.new_context(base_url=base_url, reduced_motion="reduce", viewport=PHONE)
    page = context.new_page()
    said = complaints(page)
    enter(page, installation, person, base_url)
    yield page
    assert said == []
    context.close()


@pytest.fixture
def ask(learner: Page, person: Person, installation: Flask) -> Ask:
    """Open a question, named by its type or its id, on the learner's page."""

    def ask(wanted: str, feedback: Feedback = Feedback.EACH) -> Page:
        with installation.app_context():
            learner.goto(address_of(person, wanted, feedback))
        return learner

    return ask
