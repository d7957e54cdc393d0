"""An exam: a whole class begins it within a minute, answers with autosave on, and submits.

First what each step costs beside the hello page, asked one after the other; then all of them at once, from a
process of their own (`candidates`). Afterwards every answer that was acknowledged is looked for.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import func, select, update
from typing_extensions import override

from quizapp.app import create_app
from quizapp.assignments.terms import Terms
from quizapp.models import Answer, Attempt, Slot, User
from quizapp.quizzes.composition import Composition, DrawItem, Section
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.accounts import registration, sessions
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.assignments.learner_terms import refresh_course
from quizapp.services.banks import catalogue, sync
from quizapp.services.courses import assignments, courses, members
from quizapp.services.courses.assignments import AssignmentSettings
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.courses.roles import lock_course
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.transaction import reading, writing
from tests.benchmarks import checking, crowd
from tests.benchmarks.browser import Browser, Page
from tests.benchmarks.candidates import ASKED, FASTEST, SLOWEST, WITHIN, Outcome, Plan
from tests.benchmarks.cpu import Meter, family
from tests.benchmarks.learners import DOOR, PASSWORD
from tests.benchmarks.pages import Figures, Sides
from tests.benchmarks.report import Table, in_milliseconds
from tests.benchmarks.servers import ROOT, Served
from tests.support import databases

#: The exam: ten questions that have a field or choices, each learner's own.
ASKS = Composition(
    (
        Section((DrawItem(5, types=("single",)),)),
        Section((DrawItem(3, types=("short",)), DrawItem(2, types=("number",)))),
    )
)
TERMS = Terms(rules=QuizRules(Feedback.END, time_limit=30), shows=Shows.EXAM, attempts=1)
#: The most that a step may cost, beside the hello page.
MOST = {"begin": 20, "save": 8, "submit": 20}


@dataclass(frozen=True)
class Scale:
    """How large an exam is."""

    learners: int
    #: How much faster than people they are.
    speed: float
    #: Attempts, of others, of which each step's cost is the mean.
    attempts: int


FULL, QUICK = Scale(300, 1, 40), Scale(30, 5, 10)


@dataclass(frozen=True)
class Class:
    """A class with an exam in an installation."""

    instance: Path
    app: Flask
    #: The address of the exam.
    exam: str
    names: list[str]


class Careful(databases.Postgres):
    """A cluster of our own that is as careful with the disk as it is by default."""

    @override
    def start(self) -> None:
        options = f"-k {self.home} -c listen_addresses='' -c max_connections=100"
        self._run(f'pg_ctl -D {self.data} -w -o "{options}" -l {self.home}/log start')

    def meter(self) -> Meter:
        """Measure the CPU time of its processes; of those alone that are there by now."""
        return Meter(family(int((self.data / "postmaster.pid").read_text().splitlines()[0])))


def measure(folder: Path, now: datetime, scale: Scale) -> Iterator[Table]:
    """Measure an exam on SQLite, and on PostgreSQL where its programs are."""
    here = settle(folder / "sqlite", None, scale, now)
    yield _cost_of_steps(here, scale)
    yield from sit("SQLite", here, None, scale)
    databases.close(here.app)
    if databases.has_postgres():
        with _a_cluster(folder) as cluster:
            there = settle(folder / "postgresql", cluster.fresh(), scale, now)
            yield from sit("PostgreSQL", there, cluster, scale)
            databases.close(there.app)


@contextmanager
def _a_cluster(folder: Path) -> Iterator[Careful]:
    cluster = Careful(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


def settle(instance: Path, database: str | None, scale: Scale, now: datetime) -> Class:
    """Fill an installation with a class and its exam; passwords cost what they cost by default."""
    instance.mkdir(parents=True)
    (instance / "settings.toml").write_text(f'DATABASE = "{database}"\n' if database else "")
    app = create_app(instance)
    names = [f"Candidate {number}" for number in range(scale.learners + scale.attempts + 1)]
    bank = checking.read_whole(checking.write_bank(instance / "exam", "exam", 1))
    with app.app_context():
        flask_migrate.upgrade()
        sync.sync([bank], now)
        (found,) = catalogue.list_banks()
        owner, *people = (
            registration.sign_up(NewAccount(name, PASSWORD), DOOR, now).id for name in ("Teacher", *names)
        )
        with writing() as session:
            session.execute(update(User).where(User.id == owner).values(role=Role.INSTRUCTOR))
        teacher = sessions.find_person(owner)
        assert teacher
        course = courses.create(teacher, CourseSettings("Exam", "UTC", frozenset({found.id})), now)
        with writing() as session:
            row = lock_course(session, course)
            for one in people:
                members.add(session, row, one, CourseRole.LEARNER, now)
            refresh_course(session, course, now)
        settings = AssignmentSettings(
            title="Exam", instructions="", bank_id=found.id, composition=ASKS, terms=TERMS
        )
        exam = assignments.create(teacher, course, settings, now)
        assignments.publish(teacher, course, exam, now)
    return Class(instance, app, f"/courses/{course}/assignments/{exam}", names)


def _cost_of_steps(people: Class, scale: Scale) -> Table:
    """Measure each step of attempts that follow upon each other, beside the hello page."""
    table = Table(
        "An exam, one worker, one browser",
        ("step", "CPU ms", "× hello", "at most", "p50 ms", "p99 ms", "statements", "requests"),
    )
    with Served("quizapp", people.instance) as app, Served("hello", people.instance) as hello:
        names = people.names[scale.learners :]
        browsers = [Browser(app.port) for _ in names]
        for browser, name in zip(browsers, names, strict=True):
            browser.log_in(name, PASSWORD)
        sides = Sides(Browser(hello.port), hello.meter(), browsers[0], app.meter())
        # Once unmeasured: templates are compiled and statements built when they are first used.
        _take(people.exam, browsers[:1], sides)
        for step, figures in _take(people.exam, browsers[1:], sides).items():
            _, _, cpu, ratio, *rest = figures.row(step, "")
            table.rows.append((step, cpu, ratio, MOST.get(step), *rest))
    return table


def _take(exam: str, browsers: list[Browser], sides: Sides) -> dict[str, Figures]:
    """Let some learners take the exam step by step; return what each step has cost."""
    figures: dict[str, Figures] = {}

    def ask(step: str, requests: Iterable[Callable[[], Page]]) -> list[Page]:
        return figures.setdefault(step, Figures()).ask(sides, requests)

    pages = ask("page before the start", [partial(browser.get, exam) for browser in browsers])
    forms = [page.form("begin") for page in pages]
    begun = ask("begin", map(partial, [browser.send for browser in browsers], forms))
    attempts = [page.location for page in begun]
    for number in range(1, ASKS.count + 1):
        paths = [f"{attempt}/{number}" for attempt in attempts]
        pages = ask("a question", map(partial, [browser.get for browser in browsers], paths))
        forms = [page.form("answer") for page in pages]
        ask("save", map(partial, [browser.save for browser in browsers], forms))
    paths = [f"{attempt}/finish" for attempt in attempts]
    pages = ask("page before submitting", map(partial, [browser.get for browser in browsers], paths))
    forms = [page.form("finish") for page in pages]
    ask("submit", map(partial, [browser.send for browser in browsers], forms))
    return figures


def sit(database: str, people: Class, cluster: Careful | None, scale: Scale) -> Iterator[Table]:
    """Let the class log in, and then sit its exam."""
    with Served("quizapp", people.instance, crowd.WORKERS) as app:
        names = people.names[: scale.learners]
        before = _count_submitted(people.app)
        meter = app.meter()
        door = _let("log-in", Plan(app.port, names=names, password=PASSWORD, speed=scale.speed))
        at_door = meter.read()
        meter_of_database = cluster.meter() if cluster else None
        plan = Plan(app.port, cookies=door.cookies, exam=people.exam, speed=scale.speed)
        sat = _let("exam", plan)
        spent, of_database = meter.read(), meter_of_database.read() if meter_of_database else None
    table = Table(
        f"{len(names)} learners in one exam, {crowd.WORKERS} workers on {database}",
        ("request", "requests", "p50 ms", "p99 ms", "worst ms"),
        note=f"Log-ins and beginnings within {WITHIN} s, {FASTEST} to {SLOWEST} s a question, two saves each,"
        f" the time left asked every {ASKED} s; all that {scale.speed:g} times as fast."
        " Targets: p99 of a save below 500 ms, worst below 2,000.",
    )
    for what, taken in (door.seconds | sat.seconds).items():
        table.rows.append((what, len(taken), *in_milliseconds(taken), max(taken) * 1000))
    yield table
    told = Table(f"The same exam on {database}, in all", ("what", "figure"))
    told.rows += [
        ("answers acknowledged", len(sat.acknowledged)),
        ("of these lost (0)", _count_lost(people.app, sat)),
        ("errors (0)", len(door.errors) + len(sat.errors)),
        ("attempts submitted", _count_submitted(people.app) - before),
        ("log-ins: server CPU s", at_door),
        ("exam: server CPU s", spent),
        *([("exam: database CPU s", of_database)] if cluster else []),
        ("exam: clients' CPU s", sat.cpu),
        ("exam: seconds", sat.wall),
    ]
    told.note = "\n  ".join(sorted({*door.errors, *sat.errors})[:5])
    yield told


def _let(what: str, plan: Plan) -> Outcome:
    """Let the class do something in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.candidates", what],
        cwd=ROOT,
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(done.stdout))


def _count_lost(app: Flask, sat: Outcome) -> int:
    """Count the answers that were acknowledged and aren't there."""
    with app.app_context():
        rows = reading().execute(
            select(Slot.attempt_id, Slot.number, Answer.sequence).join(Slot, Slot.id == Answer.slot_id)
        )
        stored = {(row.attempt_id, row.number, row.sequence) for row in rows}
    return sum(tuple(one) not in stored for one in sat.acknowledged)


def _count_submitted(app: Flask) -> int:
    with app.app_context():
        submitted: Any = reading().scalar(select(func.count()).where(Attempt.finished_by == "learner"))
        return int(submitted)
