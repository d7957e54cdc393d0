"""Fixtures for tests of pages: somebody with an account, and other installations on the same database."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from support import databases
from support.apps import make_app
from support.people import a_person, everything_stored
from support.quiz import Quiz, StartQuiz
from support.reviewer import Reviewer, Stored


@pytest.fixture
def anna(app: Flask) -> str:
    """Sign Anna up; return her name."""
    with app.app_context():
        a_person(datetime.now(UTC), "Anna", email="anna@example.org")
    return "Anna"


@pytest.fixture
def start(app: Flask, bank: int) -> StartQuiz:
    return partial(Quiz, app, bank)


@pytest.fixture
def reviewer(app: Flask, bank: int) -> Reviewer:
    """Give somebody who studies the example bank."""
    return Reviewer(app, bank)


@pytest.fixture
def stored(app: Flask) -> Stored:
    """Give what tells all that is stored, to compare before and after."""

    def look() -> dict[str, list[Any]]:
        with app.app_context():
            return everything_stored()

    return look


@pytest.fixture
def install(app: Flask, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Make another installation on the same database, with more settings."""
    made = []

    def install(*lines: str) -> Flask:
        folder = tmp_path / "another"
        folder.mkdir()
        kept = (Path(app.instance_path) / "settings.toml").read_text()
        (folder / "settings.toml").write_text(kept + "\n".join(lines) + "\n")
        made.append(make_app(folder))
        return made[0]

    yield install
    for another in made:
        databases.close(another)
