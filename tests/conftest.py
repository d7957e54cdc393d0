"""Fixtures for all tests: a fresh database on each backend, the app on it, and its pages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import webtest
from flask import Flask
from support import databases
from support.apps import make_app
from support.crawl import SentForm, Walk, walk
from support.databases import Backend
from support.mail import Mailbox
from support.resync import EXAMPLE_BANK, example_bank
from support.world import ADMINISTRATOR, ANONYMOUS, LEARNER, VISITOR, World, settled

from quizapp.services.banks import catalogue, sync

pytest_plugins = ["support.suite"]


@pytest.fixture(scope="session")
def backends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Backend]]:
    """Start each kind of database when it is first asked for, and once a run: that takes seconds."""
    with ExitStack() as stack:

        @cache
        def start(name: str) -> Backend:
            folder = tmp_path_factory.mktemp(name)
            backend = databases.Sqlite(folder) if name == "sqlite" else databases.Postgres(folder)
            stack.callback(backend.stop)
            return backend

        yield start


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest, backends: Callable[[str], Backend]) -> Backend:
    """Give a kind of database; `pytest_generate_tests` says which ones a test runs on."""
    return backends(request.param)


@pytest.fixture
def app(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Give the app on a fresh database, configured by a settings file as an installation is."""
    databases.write_settings(tmp_path / "instance", backend.fresh())
    app = make_app(tmp_path / "instance")
    yield app
    databases.close(app)


@pytest.fixture
def bare_app(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Give the app on a database without tables, within its context."""
    databases.write_settings(tmp_path / "instance", backend.bare())
    app = make_app(tmp_path / "instance")
    with app.app_context():
        yield app
    databases.close(app)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Keep pytest-flask from holding one request open: a second client would act as the first's user."""


@pytest.fixture
def in_app(app: Flask) -> Iterator[None]:
    """Hold an app context open, for tests that call services."""
    with app.app_context():
        yield


@pytest.fixture
def pages(app: Flask) -> webtest.TestApp:
    """Return somebody's browser without JavaScript: it keeps cookies and fills in real forms."""
    return webtest.TestApp(app)


@pytest.fixture
def bank(app: Flask, now: datetime) -> int:
    """Sync a small bank with every type of question; return its row's key."""
    with app.app_context():
        sync.sync([example_bank()], now)
        return catalogue.list_banks()[0].id


@pytest.fixture(scope="session")
def worlds(
    backends: Callable[[str], Backend], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], World]]:
    """Settle an installation in full use on each kind of database, once a run."""
    with ExitStack() as stack:

        @cache
        def settle(name: str) -> World:
            folder = tmp_path_factory.mktemp("inhabited")
            return stack.enter_context(settled(backends(name), folder, EXAMPLE_BANK))

        yield settle


@pytest.fixture(scope="session")
def walks(worlds: Callable[[str], World]) -> Callable[[str], Walk]:
    """Find what people can come to on each kind of database, once a run."""
    return cache(lambda name: walk(worlds(name), (ANONYMOUS, VISITOR, LEARNER, ADMINISTRATOR), at_most=14))


@pytest.fixture(scope="session")
def inhabited(backend: Backend, worlds: Callable[[str], World]) -> World:
    """Give an installation in full use, on a database of its own, which tests share."""
    return worlds(backend.name)


@pytest.fixture(scope="session")
def walked(backend: Backend, walks: Callable[[str], Walk]) -> Walk:
    """Give what people can come to there."""
    return walks(backend.name)


@pytest.fixture(scope="session")
def forms(walked: Walk) -> tuple[SentForm, ...]:
    """Give one of each kind of forms there."""
    return walked.forms


@pytest.fixture
def world(inhabited: World) -> Iterator[World]:
    """Give that installation, and put its database back to what it was."""
    yield inhabited
    inhabited.restore()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Run a mail server and keep what it is given."""
    box = Mailbox()
    yield box
    box.stop()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
