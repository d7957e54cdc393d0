"""The staff's pages of a course: results of 100 learners × 15 assignments, its first page, the file."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import flask_migrate
from sqlalchemy import insert, select, update

from quizapp.app import create_app
from quizapp.assignments.terms import Terms
from quizapp.models import Attempt, Membership, User
from quizapp.quizzes.composition import just_draw
from quizapp.quizzes.rules import Shows
from quizapp.services.accounts import registration, sessions
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.banks import catalogue, sync
from quizapp.services.courses import assignments, courses
from quizapp.services.courses.assignments import AssignmentSettings
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.transaction import writing
from tests.benchmarks import checking
from tests.benchmarks.browser import Browser, Page
from tests.benchmarks.learners import DOOR, PASSWORD
from tests.benchmarks.pages import COLUMNS, Figures, Sides
from tests.benchmarks.report import Table
from tests.benchmarks.servers import Served
from tests.support import databases

LEARNERS, ASSIGNMENTS, POINTS = 100, 15, 10
#: The most that the table may cost, beside the hello page.
MOST = 60
#: Every so manieth attempt waits to be marked, or was never begun.
TO_MARK, NOT_BEGUN = 17, 11
TEACHER = "Teacher"


def measure(instance: Path, now: datetime, requests: int) -> Table:
    """Measure each page with this many requests."""
    course = _settle(instance, now)
    table = Table(
        f"Results of {LEARNERS} learners × {ASSIGNMENTS} assignments, one worker, one browser",
        COLUMNS,
        note=f"Target: the table at most {MOST} × hello.",
    )
    with Served("quizapp", instance) as app, Served("hello", instance) as hello:
        browser = Browser(app.port)
        browser.log_in(TEACHER, PASSWORD)
        sides = Sides(Browser(hello.port), hello.meter(), browser, app.meter())
        for name, path in {
            "results": f"/courses/{course}/results",
            "first page of a course": f"/courses/{course}",
            "results as a file": f"/courses/{course}/results.csv",
        }.items():
            ask: Callable[[], Page] = partial(browser.get, path)
            # Once unmeasured: templates are compiled and statements built when they are first used.
            Figures().ask(sides, [ask])
            figures = Figures()
            figures.ask(sides, [ask] * requests)
            table.rows.append(figures.row(name, "–"))
    return table


def _settle(instance: Path, now: datetime) -> int:
    """Fill an installation with a class and what it has handed in; return the key of its course."""
    instance.mkdir(parents=True)
    app = create_app(instance)
    bank = checking.read_whole(checking.write_bank(instance / "bank", "bank", 1))
    with app.app_context():
        flask_migrate.upgrade()
        sync.sync([bank], now)
        (found,) = catalogue.list_banks()
        owner = registration.sign_up(NewAccount(TEACHER, PASSWORD), DOOR, now).id
        with writing() as session:
            session.execute(update(User).where(User.id == owner).values(role=Role.INSTRUCTOR))
        teacher = sessions.find_person(owner)
        assert teacher
        course = courses.create(teacher, CourseSettings("Results", "UTC", frozenset({found.id})), now)
        with writing() as session:
            session.execute(insert(User), [_learner(number, now) for number in range(LEARNERS)])
            people = session.scalars(select(User.id).where(User.id != owner)).all()
            membership = {"course_id": course, "role": CourseRole.LEARNER, "joined_at": now}
            session.execute(insert(Membership), [{**membership, "user_id": one} for one in people])
        set_quizzes = []
        for number in range(ASSIGNMENTS):
            settings = AssignmentSettings(
                title=f"Homework {number + 1}",
                instructions="",
                bank_id=found.id,
                composition=just_draw(POINTS),
                terms=Terms(shows=Shows.EXAM, due_at=now + timedelta(days=number + 1)),
            )
            set_quizzes.append(assignments.create(teacher, course, settings, now))
            assignments.publish(teacher, course, set_quizzes[-1], now)
        with writing() as session:
            session.execute(insert(Attempt), _attempts(people, set_quizzes, found.id, now))
    databases.close(app)
    return course


def _learner(number: int, now: datetime) -> dict[str, Any]:
    name = f"Learner {number:03}"
    key = name.casefold()
    return {
        "role": Role.LEARNER,
        "created_at": now,
        "session_token": f"of {key}",
        "display_name": name,
        "display_name_key": key,
        "user_name": name,
        "user_name_key": key,
    }


def _attempts(
    people: Sequence[int], set_quizzes: Sequence[int], bank_id: int, now: datetime
) -> list[dict[str, Any]]:
    same = {
        "bank_id": bank_id,
        "topics": [],
        "feedback": "end",
        "shows": Shows.EXAM,
        "number": 1,
        "started_at": now - timedelta(hours=1),
        "finished_at": now,
        "full_points": POINTS,
    }
    pairs = [(user_id, quiz) for user_id in people for quiz in set_quizzes]
    return [
        {
            **same,
            "user_id": user_id,
            "assignment_id": quiz,
            "seed": place,
            "points": place % (2 * POINTS + 1) / 2,
            "to_mark": int(place % TO_MARK == 0),
        }
        for place, (user_id, quiz) in zip(count(), pairs, strict=False)
        if place % NOT_BEGUN
    ]
