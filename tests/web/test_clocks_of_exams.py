"""An attempt while the server's clock is set, and in the nights in which the clocks of its course are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import webtest
from flask import Flask
from support.answers import right
from support.assigning import assign, begin, settings_of
from support.clocks import set_back, set_forward
from support.courses import put_in
from support.people import a_browser, a_person
from support.quiz import put
from support.setting import Taught, taught
from support.wording import words

from quizapp.assignments.terms import LateStep, Terms
from quizapp.quizzes import timing
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import courses
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, assigned, attempts, closing

AUTOSAVE = {"X-Requested-With": "autosave"}
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


def timed(minutes: int) -> QuizRules:
    return QuizRules(Feedback.END, time_limit=minutes)


class Exam:
    """A learner in the middle of an exam, in their browser."""

    def __init__(self, app: Flask, bank: int, minutes: int) -> None:
        self.course: Taught = taught(app, bank)
        self.assignment = self.course.published(Terms(shows=Shows.HOMEWORK, rules=timed(minutes)))
        self.browser = self.course.learner
        self.entrance = f"/courses/{self.course.id}/assignments/{self.assignment}"
        begun = self.browser.get(self.entrance).forms["begin"].submit(status=303)
        self.attempt = int(begun.location.rpartition("/")[2])

    def filled(self, number: int) -> webtest.Form:
        """Open a question and fill its right answer in, without sending it."""
        form = self.browser.get(f"/quizzes/{self.attempt}/{number}", status=200).forms["answer"]
        with self.course.app.app_context():
            asked = attempts.show(self.course.ada, self.attempt, number).asked
        put(form, asked.data(right(asked)))
        return form

    def save(self, number: int, form: webtest.Form) -> webtest.TestResponse:
        address = f"/quizzes/{self.attempt}/{number}"
        return self.browser.post(address, form.submit_fields(), AUTOSAVE)

    def seconds_left(self) -> float:
        return float(self.browser.get(f"/quizzes/{self.attempt}/time-left").json["seconds_left"])

    def result(self) -> attempts.Result:
        with self.course.app.app_context():
            return attempts.result(self.course.ada, self.attempt)


# ---- the server's clock is set by an hour


@pytest.mark.parametrize(("move", "left"), [(set_back, 150), (set_forward, 30)])
def test_with_time_to_spare_the_attempt_goes_on(app: Flask, bank: int, move: object, left: int) -> None:
    assert callable(move)
    exam = Exam(app, bank, 90)
    assert exam.save(1, exam.filled(1)).json["saved"]
    opened_before = exam.filled(2)
    move(app, exam.browser)
    assert 0 < exam.seconds_left() <= left * 60
    assert exam.save(2, opened_before).json["saved"]
    assert exam.save(3, exam.filled(3)).json["saved"]
    exam.browser.get(f"/quizzes/{exam.attempt}/finish").forms["finish"].submit(status=303)
    exam.browser.get(f"/quizzes/{exam.attempt}/result", status=200)
    found = exam.result()
    assert sum(item.is_answered for item in found.items) == 3
    assert found.ends_at is not None
    assert found.finished_at <= found.ends_at


def test_set_past_the_end_what_was_saved_counts_and_what_comes_is_kept_for_the_staff(
    app: Flask, bank: int
) -> None:
    exam = Exam(app, bank, 30)
    assert exam.save(1, exam.filled(1)).json["saved"]
    opened_before = exam.filled(2)
    set_forward(app, exam.browser)
    assert exam.seconds_left() == 0
    late = exam.browser.post(
        f"/quizzes/{exam.attempt}/2", opened_before.submit_fields(), AUTOSAVE, status=202
    )
    assert late.json["kept"]
    # Still logged in, and told how it went.
    assert exam.browser.get(exam.entrance, status=200)
    assert exam.browser.get(f"/quizzes/{exam.attempt}/result", status=200)
    found = exam.result()
    assert found.finished_at == found.ends_at
    assert [item.is_answered for item in found.items[:2]] == [True, False]


# ---- the clocks of the course are


def in_berlin(app: Flask, bank: int, terms: Terms, now: datetime) -> tuple[Person, int, int]:
    """Set a quiz for a course on the clocks of Berlin; return a learner, the course and the assignment."""
    with app.app_context():
        ines, ada = a_person(now, role=Role.INSTRUCTOR), a_person(now)
        course = courses.create(ines, CourseSettings("Night school", "Europe/Berlin", frozenset({bank})), now)
        put_in(course, ada, CourseRole.LEARNER, now)
        return ada, course, assign(ines, course, settings_of(bank, terms), now)


def test_an_hour_that_comes_twice_is_two_hours_of_an_attempt(app: Flask, bank: int, now: datetime) -> None:
    night = datetime(2026, 10, 25, tzinfo=UTC)  # 2:00 in Berlin, for the first time
    due = night + 70 * MINUTE  # 2:10 for the second time
    terms = Terms(
        rules=timed(90),
        shows=Shows.HOMEWORK,
        opens_at=night,
        due_at=due,
        late=(LateStep(night + 3 * HOUR, 50),),
        closes_at=night + 3 * HOUR,
    )
    ada, course, quiz = in_berlin(app, bank, terms, now)
    with app.app_context():
        attempt = begin(ada, course, quiz, night + 20 * MINUTE)  # 2:20
        left = []
        for number, after in enumerate((30, 50, 75, 79), 1):
            at = night + after * MINUTE
            slot = attempts.show(ada, attempt, number)
            answering.answer(ada, attempt, number, right(slot.asked), slot.sequence, at)
            left.append(timing.seconds_left(slot.ends_at, at))
        assert left == [80 * 60, 60 * 60, 35 * 60, 31 * 60]
        closing.finish(ada, attempt, night + 80 * MINUTE)  # 2:20 again
        found = assigned.find_assigned(ada, course, quiz, night + 2 * HOUR)
        assert [one.percent for one in found.attempts] == [50]
    page = words(a_browser(app, ada).get(f"/courses/{course}/assignments/{quiz}"))
    assert "Due Sunday 25 October 2026, 02:10 (after the clocks have gone back)" in page
    assert "submitted on Sunday 25 October 2026, 02:20 (after the clocks have gone back), late" in page
    assert "Closes Sunday 25 October 2026, 04:00" in page


def test_an_hour_that_is_skipped_takes_no_time_from_an_attempt(app: Flask, bank: int, now: datetime) -> None:
    night = datetime(2026, 3, 29, tzinfo=UTC)  # 1:00 in Berlin; after 1:59 comes 3:00
    terms = Terms(rules=timed(30), shows=Shows.HOMEWORK, opens_at=night, closes_at=night + 2 * HOUR)
    ada, course, quiz = in_berlin(app, bank, terms, now)
    with app.app_context():
        attempt = begin(ada, course, quiz, night + 50 * MINUTE)  # 1:50
        for number, after in enumerate((55, 61, 79), 1):
            slot = attempts.show(ada, attempt, number)
            at = night + after * MINUTE
            assert timing.seconds_left(slot.ends_at, at) == (80 - after) * 60
            answering.answer(ada, attempt, number, right(slot.asked), slot.sequence, at)
        closing.close_overdue(ada, night + 90 * MINUTE)
        assert sum(item.is_answered for item in attempts.result(ada, attempt).items) == 3
    page = words(a_browser(app, ada).get(f"/courses/{course}/assignments/{quiz}"))
    assert "submitted on Sunday 29 March 2026, 03:20" in page
    assert "Closes Sunday 29 March 2026, 04:00" in page
    assert "clocks" not in page
