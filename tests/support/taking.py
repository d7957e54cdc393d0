"""An assignment as a learner takes it in the browser, without JavaScript."""

from datetime import UTC, datetime, timedelta

import webtest
from flask import Flask
from sqlalchemy import update

from quizapp.assignments.terms import Terms
from quizapp.models import Assignment, LearnerTerms
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import writing
from support.assigning import assign, settings_of
from support.courses import a_course, put_in
from support.people import a_browser, a_person

HOUR = timedelta(hours=1)


class Taken:
    """An assignment, and the browser of a learner who takes it."""

    def __init__(self, app: Flask, bank: int, terms: Terms) -> None:
        self.app, now = app, datetime.now(UTC)
        with app.app_context():
            self.owner: Person = a_person(now, role=Role.INSTRUCTOR)
            self.learner: Person = a_person(now)
            self.course = a_course(self.owner, now, banks=[bank])
            put_in(self.course, self.learner, CourseRole.LEARNER, now)
            self.id = assign(self.owner, self.course, settings_of(bank, terms), now)
        self.browser = a_browser(app, self.learner)
        self.address = f"/courses/{self.course}/assignments/{self.id}"

    def open(self) -> webtest.TestResponse:
        return self.browser.get(self.address)

    def begin(self, **fields: str) -> webtest.TestResponse:
        form = self.open().forms["begin"]
        for name, value in fields.items():
            form[name] = value
        return form.submit(status="*")

    def let_it_close(self) -> None:
        """Put its close into the past, as time does."""
        past = datetime.now(UTC) - HOUR
        with self.app.app_context(), writing() as session:
            session.execute(update(Assignment).values(closes_at=past, results_from=past))
            session.execute(update(LearnerTerms).values(closes_at=past, done_at=past))
