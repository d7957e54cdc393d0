"""Results as the staff reads them, and takes them away as a file."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.answers import right
from support.assigning import answer_all, begin
from support.courses import put_in
from support.people import a_browser, a_person
from support.setting import Taught, taught

from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import courses, groups
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import closing

DAY = timedelta(days=1)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


@pytest.fixture
def quiz(course: Taught) -> int:
    quiz = course.published(Terms(shows=Shows.EXAM, due_at=datetime.now(UTC) + DAY))
    now = datetime.now(UTC)
    with course.app.app_context():
        attempt_id = begin(course.ada, course.id, quiz, now)
        answer_all(course.ada, attempt_id, right, now)
        closing.finish(course.ada, attempt_id, now)
        put_in(course.id, a_person(now, "=Zoë; Łukasz"), CourseRole.LEARNER, now)
    return quiz


def table(course: Taught, query: str = "") -> list[list[str]]:
    """Return the words of the table, row by row."""
    page = course.staff.get(f"/courses/{course.id}/results{query}")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.html.select("table.results tr")
    ]


def file_of(course: Taught, query: str = "") -> list[list[str]]:
    page = course.staff.get(f"/courses/{course.id}/results.csv{query}")
    assert page.content_type == "text/csv"
    return list(csv.reader(io.StringIO(page.body.decode("utf-8-sig"), newline="")))


@pytest.mark.usefixtures("quiz")
def test_the_table_says_how_far_each_is(course: Taught) -> None:
    assert table(course) == [
        ["Learner", "Midterm"],
        ["=Zoë; Łukasz", "not begun"],
        ["Ada", "100\xa0%"],
        ["Mean of what is marked", "100\xa0%"],
    ]
    assert table(course, "?q=ad")[1] == ["Ada", "100\xa0%"]
    page = course.staff.get(f"/courses/{course.id}/results?q=nobody")
    assert "No learner fits." in page.text


@pytest.mark.usefixtures("quiz")
def test_the_file_holds_all_and_is_safe_to_open(course: Taught) -> None:
    head, zoe, ada = file_of(course)
    assert head[:5] == ["Name", "User name", "Email", "Groups", "Midterm (%)"]
    assert zoe == ["'=Zoë; Łukasz", "'=Zoë; Łukasz", "", "", "", "", "not begun", ""]
    assert ada == ["Ada", "Ada", "", "", "100.0", "5.0", "marked", ""]
    with course.app.app_context():
        now = datetime.now(UTC)
        group = groups.make(course.ines, course.id, "Lab", now)
        groups.put_member(course.ines, course.id, course.ada.id, frozenset({group}), now)
    assert [row[0] for row in file_of(course, f"?group={group}")] == ["Name", "Ada"]


def test_the_file_has_a_name_that_any_system_takes(course: Taught) -> None:
    with course.app.app_context():
        view = courses.find(course.id)
        settings = courses.CourseSettings('Zoë/"\\..: 1', view.time_zone, frozenset({course.bank}))
        courses.change(course.ines, course.id, settings, view.version, datetime.now(UTC))
    page = course.staff.get(f"/courses/{course.id}/results.csv")
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert page.headers["Content-Disposition"] == (
        f'attachment; filename="Zo_------ 1 results {today}.csv"; '
        f"filename*=UTF-8''Zo%C3%AB------%201%20results%20{today}.csv"
    )


def test_before_anything_is_set_the_page_says_so(course: Taught) -> None:
    assert "There are no results yet." in course.staff.get(f"/courses/{course.id}/results").text
    assert len(file_of(course)) == 2


def test_hundreds_come_page_by_page(course: Taught) -> None:
    course.published()
    with course.app.app_context():
        now = datetime.now(UTC)
        for number in range(100):
            put_in(course.id, a_person(now, f"Learner {number:03}"), CourseRole.LEARNER, now)
    assert len(table(course)) == 102
    assert [row[0] for row in table(course, "?page=2")[1:-1]] == ["Learner 099"]
    assert len(file_of(course)) == 102


def test_learners_have_no_such_page(course: Taught) -> None:
    course.learner.get(f"/courses/{course.id}/results", status=403)
    with course.app.app_context():
        stranger = a_person(datetime.now(UTC))
    a_browser(course.app, stranger).get(f"/courses/{course.id}/results", status=404)
