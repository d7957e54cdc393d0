"""`make bench`: measure everything and print it; see the package for what stands where."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
from flask import Flask

from quizapp.app import create_app
from quizapp.services.banks import catalogue, sync
from tests.benchmarks import checking, crowd, domain, exam, pages, results
from tests.benchmarks.learners import LONG, SHORT, Learner, enrol
from tests.benchmarks.report import Table, write_json
from tests.benchmarks.servers import Served

PARTS = ("bank", "domain", "pages", "crowd", "results", "exam")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about two minutes instead of twelve")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file too")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    options = parser.parse_args()
    parts = options.only or PARTS
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        for table in _measure(Path(folder), parts, is_quick=options.quick):
            sys.stdout.write("\n".join((*table.lines(), "", "")))
            sys.stdout.flush()
            tables.append(table)
    if options.json:
        write_json(tables, options.json)


def _measure(folder: Path, parts: list[str], *, is_quick: bool) -> Iterator[Table]:
    now = datetime.now(UTC)
    if "domain" in parts:
        yield from domain.measure()
    if "bank" in parts:
        with _new_app(folder / "checking").app_context():
            yield checking.measure(folder / "banks", now)
        yield checking.draws()
    if "results" in parts:
        yield results.measure(folder / "results", now, 20 if is_quick else 100)
    if "exam" in parts:
        yield from exam.measure(folder / "exam", now, exam.QUICK if is_quick else exam.FULL)
    if "pages" not in parts and "crowd" not in parts:
        return
    instance = folder / "serving"
    short, long, many, bank_id = _populate(instance, folder / "pages", now)
    if "pages" in parts:
        with Served("quizapp", instance) as app, Served("hello", instance) as hello:
            yield pages.measure(app, hello, [short, long], bank_id, 40 if is_quick else 320)
    if "crowd" in parts:
        with Served("quizapp", instance, crowd.WORKERS) as app:
            yield crowd.measure(app, many, 4 if is_quick else 20)


def _new_app(instance: Path) -> Flask:
    app = create_app(instance)
    with app.app_context():
        flask_migrate.upgrade()
    return app


def _populate(instance: Path, questions: Path, now: datetime) -> tuple[Learner, Learner, list[Learner], int]:
    """Fill an installation; return the learners to measure with, and the bank that they study."""
    bank = checking.read_whole(checking.write_bank(questions / "large", "large", LONG.cards))
    with _new_app(instance).app_context():
        sync.sync([bank], now)
        bank_id = catalogue.list_banks()[0].id
        short = enrol("Short history", SHORT, bank_id, now)
        long = enrol("Long history", LONG, bank_id, now)
        many = [enrol(f"Learner {number}", SHORT, bank_id, now) for number in range(crowd.CLIENTS)]
    return short, long, many, bank_id


main()
