"""A course with an assignment as its staff sets it in the browser."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import webtest
from flask import Flask

from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition
from quizapp.services.courses import assignments
from quizapp.services.courses.assignments import AssignmentView
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from support.assigning import settings_of
from support.courses import a_course, put_in
from support.people import a_browser, a_person

#: That of `a_course`.
ZONE = ZoneInfo("Asia/Tashkent")


@dataclass
class Taught:
    """A course of Ines with the learner Ada, and browsers of both."""

    app: Flask
    id: int
    bank: int
    ines: Person
    ada: Person
    staff: webtest.TestApp
    learner: webtest.TestApp

    def draft(self, terms: Terms | None = None, asks: Composition | None = None) -> int:
        with self.app.app_context():
            settings = settings_of(self.bank, terms or Terms(), asks)
            return assignments.create(self.ines, self.id, settings, datetime.now(UTC))

    def published(self, terms: Terms | None = None) -> int:
        assignment_id = self.draft(terms)
        with self.app.app_context():
            assignments.publish(self.ines, self.id, assignment_id, datetime.now(UTC))
        return assignment_id

    def view(self, assignment_id: int) -> AssignmentView:
        with self.app.app_context():
            return assignments.find(self.id, assignment_id)

    def path(self, assignment_id: int, page: str) -> str:
        return f"/courses/{self.id}/assignments/{assignment_id}/{page}"

    def open(self, assignment_id: int, page: str) -> webtest.TestResponse:
        return self.staff.get(self.path(assignment_id, page))


def taught(app: Flask, bank: int) -> Taught:
    now = datetime.now(UTC)
    with app.app_context():
        ines, ada = a_person(now, "Ines", Role.INSTRUCTOR), a_person(now, "Ada")
        course_id = a_course(ines, now, banks=[bank])
        put_in(course_id, ada, CourseRole.LEARNER, now)
    return Taught(app, course_id, bank, ines, ada, a_browser(app, ines), a_browser(app, ada))


def local(moment: datetime) -> str:
    """Return a moment as the fields of the course's pages take it."""
    return f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}"


def in_days(days: float) -> str:
    """Return the time some days from now, as the fields take it."""
    return local(datetime.now(UTC) + timedelta(days=days))


def form_to(page: webtest.TestResponse, last: str) -> webtest.forms.Form:
    """Return the form whose address ends like that."""
    return next(form for form in page.forms.values() if form.action.endswith(f"/{last}"))


def fault_of(page: webtest.TestResponse, field: str) -> str:
    """Return what stands beside a field as its fault; "" where nothing does."""
    fault = page.html.find(id=f"{field}-error")
    return fault.get_text(" ", strip=True) if fault else ""
