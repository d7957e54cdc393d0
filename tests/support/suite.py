"""Which tests of the suite run, on which databases and in which order of files, and which files are slow.

A pytest plugin: pages behave alike on both databases, so that trying them on one of them is enough each time.
"""

import gc
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from support import databases

TESTS = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")
#: Where each test runs on every database. A test elsewhere does so if it is marked `every_database`.
ON_EVERY_DATABASE = ("services", "test_migrations.py")
#: The slowest folders and files come first, so that no worker is left with one of them at the end.
ORDER = ("journeys", "web", "services", "cli", "test_migrations.py", "bank")
#: How many new objects the garbage collector waits for, and how many rounds before it looks at older ones.
BETWEEN_COLLECTIONS = (50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("quizapp")
    group.addoption(
        "--database", choices=DATABASES, help="run the tests that need a database, all on this one"
    )
    group.addoption("--shuffle", type=int, metavar="SEED", help="run the files in a random order")
    group.addoption("--slowest", type=int, default=0, metavar="N", help="list the N slowest files")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*BETWEEN_COLLECTIONS)
    config.addinivalue_line("markers", "every_database: runs on every database, wherever it stands")
    wanted = DATABASES if os.environ.get("CI") else (config.getoption("--database") or "sqlite",)
    if missing := set(wanted) - set(available()):
        raise pytest.UsageError(f"The programs of {missing.pop()} are not on this machine.")


def available() -> list[str]:
    """Return the databases that this machine can run."""
    return [name for name in DATABASES if name != "postgresql" or databases.has_postgres()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--database")
    if chosen:
        names = [chosen]
    elif _place(metafunc.definition) in ON_EVERY_DATABASE or metafunc.definition.get_closest_marker(
        "every_database"
    ):
        names = available()
    else:
        names = ["sqlite"]
    metafunc.parametrize("backend", names, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    order = sorted(files, key=lambda path: _rank(files[path][0]))
    seed = config.getoption("--shuffle")
    if seed is not None:
        random.Random(seed).shuffle(order)
    items[:] = [item for path in order for item in files[path]]


def pytest_collection_finish() -> None:
    """Keep the garbage collector from what stays for the whole run: all tests, and all modules.

    It would go through millions of objects again and again, and through every page that a crawl keeps.
    """
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """List the slowest files, and say what was left out."""
    if available() != [*DATABASES]:
        terminalreporter.write_line("The programs of PostgreSQL are not on this machine: all ran on SQLite.")
    if count := config.getoption("--slowest"):
        terminalreporter.section(f"slowest {count} files, with the fixtures that they were first to ask for")
        for file, taken in _seconds(terminalreporter).most_common(count):
            terminalreporter.write_line(f"{taken:7.1f} s  {file}")


def _seconds(terminalreporter: Any) -> Counter[str]:
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    return seconds


def _place(item: pytest.Item) -> str:
    """Return the folder in tests/ in which a test stands, or its file if it stands in none."""
    return item.path.relative_to(TESTS).parts[0]


def _rank(item: pytest.Item) -> int:
    place = _place(item)
    return ORDER.index(place) if place in ORDER else len(ORDER)
