"""Fixtures for all tests: a fresh database on each backend, the app on it, and its pages."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import webtest
from flask import Flask
from support import databases
from support.crawl import SentForm, Walk, walk
from support.databases import Backend
from support.mail import Mailbox
from support.resync import EXAMPLE_BANK
from support.world import ADMINISTRATOR, ANONYMOUS, LEARNER, VISITOR, World, settled

from quizapp.app import create_app
from quizapp.bank.reading import read_bank
from quizapp.services.banks import catalogue, sync

BACKENDS = ["sqlite", "postgresql"] if databases.has_postgres() else ["sqlite"]
CI = bool(os.environ.get("CI"))


def pytest_sessionstart() -> None:
    if CI and "postgresql" not in BACKENDS:
        pytest.exit("PostgreSQL's programs are not on this machine, and CI must test on them.", 1)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if "postgresql" not in BACKENDS:
        terminalreporter.write_line(
            "PostgreSQL's programs are not on this machine: the database tests ran on SQLite only."
        )


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    folder = tmp_path_factory.mktemp(request.param)
    server = databases.Sqlite(folder) if request.param == "sqlite" else databases.Postgres(folder)
    yield server
    server.stop()


@pytest.fixture
def app(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Give the app on a fresh database, configured by a settings file as an installation is."""
    databases.write_settings(tmp_path / "instance", backend.fresh())
    app = create_app(tmp_path / "instance")
    yield app
    databases.close(app)


@pytest.fixture
def bare_app(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Give the app on a database without tables, within its context."""
    databases.write_settings(tmp_path / "instance", backend.bare())
    app = create_app(tmp_path / "instance")
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
    reading = read_bank(EXAMPLE_BANK)
    assert reading.bank, reading.problems
    with app.app_context():
        sync.sync([reading.bank], now)
        return catalogue.list_banks()[0].id


@pytest.fixture(scope="session")
def inhabited(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give an installation in full use, on a database of its own, which tests share."""
    with settled(backend, tmp_path_factory.mktemp("inhabited"), EXAMPLE_BANK) as world:
        yield world


@pytest.fixture(scope="session")
def walked(inhabited: World) -> Walk:
    """Give what people can come to there."""
    return walk(inhabited, (ANONYMOUS, VISITOR, LEARNER, ADMINISTRATOR), at_most=10)


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
