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
from support.setting import Taught, fault_of, taught

from quizapp.assignments.terms import LateStep, Terms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import courses, groups, members
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


def test_one_learners_page_says_how_a_late_result_comes_about(course: Taught) -> None:
    now = datetime.now(UTC)
    late = (LateStep(now + 2 * DAY, 50),)
    quiz = course.published(Terms(due_at=now + DAY, closes_at=now + 2 * DAY, late=late))
    with course.app.app_context():
        attempt_id = begin(course.ada, course.id, quiz, now)
        answer_all(course.ada, attempt_id, right, now)
        closing.finish(course.ada, attempt_id, now + DAY + timedelta(hours=1))
    page = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}/results")
    told = " ".join(page.html.find(id=f"assignment-{quiz}").get_text().split())
    assert told.startswith("Midterm: 50 %, late")
    assert "5 of 5 points, late: 50 % of the points count" in told


@pytest.mark.usefixtures("quiz")
def test_the_table_says_how_far_each_is(course: Taught) -> None:
    assert table(course) == [
        ["Learner", "Midterm"],
        ["=Zoë; Łukasz", "not started"],
        ["Ada", "100\xa0%"],
        ["Average (marked results only)", "100\xa0%"],
    ]
    assert table(course, "?q=ad")[1] == ["Ada", "100\xa0%"]
    page = course.staff.get(f"/courses/{course.id}/results?q=nobody")
    assert "No learners found" in page.text


@pytest.mark.usefixtures("quiz")
def test_the_file_holds_all_and_is_safe_to_open(course: Taught) -> None:
    head, zoe, ada = file_of(course)
    assert head[:6] == ["Name", "Name on the class list", "User name", "Email", "Email from", "Groups"]
    assert zoe == ["'=Zoë; Łukasz", "", "'=Zoë; Łukasz", "", "", "", "", "", "not started", ""]
    assert ada == ["Ada", "", "Ada", "", "", "", "100.0", "5.0", "marked", ""]
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


def test_a_cell_leads_to_the_attempt_that_counts_or_to_the_learner(course: Taught, quiz: int) -> None:
    page = course.staff.get(f"/courses/{course.id}/results")
    attempt = page.click("100")
    assert f"/courses/{course.id}/assignments/{quiz}/attempts/" in attempt.request.path
    learner = page.click("not started")
    assert "=Zoë; Łukasz" in learner.html.h1.get_text()
    assert "not started" in learner.text


@pytest.mark.usefixtures("quiz")
def test_a_result_is_set_by_hand_and_the_second_of_two_sees_both(course: Taught) -> None:
    page = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}/results").click("Change result")
    form, second = page.forms["set-result"], page.forms["set-result"]
    assert form["result"].value == "attempts"
    form["result"], form["percent"], form["reason"] = "percent", "82,5", "Took it on paper"
    done = form.submit().follow()
    assert "The result of Ada is saved." in done.text
    assert "82.5\xa0%, by hand" in done.html.h3.get_text()
    assert "Took it on paper" in done.text
    assert table(course)[2] == ["Ada", "82.5\xa0%, by hand"]
    second["result"], second["percent"], second["reason"] = "excused", "", "Ill"
    second["sequence"] = "0"
    refused = second.submit(status=409)
    assert "Somebody else has changed this result since" in refused.text
    meanwhile = refused.html.find(attrs={"aria-labelledby": "meanwhile-heading"}).get_text(" ", strip=True)
    assert "Ines" in meanwhile
    assert "82.5\xa0%" in meanwhile
    again = refused.forms["set-result"]
    assert (again["result"].value, again["reason"].value) == ("excused", "Ill")
    again.submit().follow()
    assert table(course)[2] == ["Ada", "excused"]
    assert file_of(course)[2][6:] == ["", "", "excused", ""]


def test_a_result_sent_twice_is_set_once(course: Taught, quiz: int) -> None:
    path = f"/courses/{course.id}/people/{course.ada.id}/results"
    form = course.staff.get(f"{path}/{quiz}").forms["set-result"]
    form["result"], form["percent"], form["reason"] = "percent", "82,5", "Took it on paper"
    for _ in range(2):
        assert "The result of Ada is saved." in form.submit(status=303).follow().text
    assert course.staff.get(path).text.count("Took it on paper") == 1
    form["percent"] = "80"
    assert "Somebody else has changed this result since" in form.submit(status="*").text


@pytest.mark.parametrize(
    ("percent", "reason", "field"),
    [
        ("", "x", "percent"),
        ("101", "x", "percent"),
        ("-1", "x", "percent"),
        ("nan", "x", "percent"),
        ("1_0", "x", "percent"),
        ("1e1", "x", "percent"),
        ("80", " ", "reason"),
        ("80", "x" * 2001, "reason"),
    ],
)
def test_what_cant_be_set_is_said_beside_its_field(
    course: Taught, quiz: int, percent: str, reason: str, field: str
) -> None:
    form = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}/results/{quiz}").forms["set-result"]
    form["result"], form["percent"], form["reason"] = "percent", percent, reason
    page = form.submit(status=422)
    assert fault_of(page, field)
    assert page.forms["set-result"]["percent"].value == percent
    assert table(course)[2] == ["Ada", "100\xa0%"]


@pytest.mark.parametrize("result", ["attempts", "excused"])
def test_a_percent_that_is_typed_beside_another_choice_is_asked_back(
    course: Taught, quiz: int, result: str
) -> None:
    at = f"/courses/{course.id}/people/{course.ada.id}/results/{quiz}"
    form = course.staff.get(at).forms["set-result"]
    form["result"], form["percent"], form["reason"] = result, "80", "On paper"
    page = form.submit(status=422)
    assert "Choose “A percentage”" in (fault_of(page, "percent") or "")
    form = page.forms["set-result"]
    assert (form["result"].value, form["percent"].value) == (result, "80")
    form["result"] = "percent"
    form.submit().follow()
    # What the page filled in itself nobody has typed.
    form = course.staff.get(at).forms["set-result"]
    form["result"], form["reason"] = result, "Found the file"
    form.submit().follow()
    assert table(course)[2] == ["Ada", "excused" if result == "excused" else "100\xa0%"]


def test_its_learner_sees_who_set_it_but_never_why(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.HOMEWORK))
    its = f"/courses/{course.id}/people/{course.ada.id}/results/{quiz}"
    form = course.staff.get(its).forms["set-result"]
    form["result"], form["percent"], form["reason"] = "percent", "80", "A secret reason"
    form.submit().follow()
    page = course.learner.get(f"/courses/{course.id}/assignments/{quiz}")
    assert "set by your instructor" in page.text
    assert "80\xa0%" in page.text
    assert "secret" not in page.text
    form = course.staff.get(its).forms["set-result"]
    form["result"], form["reason"] = "excused", "Another secret"
    form.submit().follow()
    page = course.learner.get(f"/courses/{course.id}/assignments/{quiz}")
    assert "You are excused: you don't have to do this assignment." in page.html.find(id="main").get_text()
    assert not page.html.select(".facts")
    assert "excused" in course.learner.get(f"/courses/{course.id}").html.find(id="main").get_text()
    assert "Midterm" not in course.learner.get("/").text


def test_assistants_look_and_set_nothing(course: Taught, quiz: int) -> None:
    with course.app.app_context():
        asa = a_person(datetime.now(UTC), "Asa")
        put_in(course.id, asa, CourseRole.ASSISTANT, datetime.now(UTC))
    page = a_browser(course.app, asa).get(f"/courses/{course.id}/people/{course.ada.id}/results")
    assert "Change result" not in page.text
    a_browser(course.app, asa).get(f"{page.request.path}/{quiz}", status=403)


def test_the_page_of_a_course_begins_with_who_needs_attention(course: Taught) -> None:
    course.published(Terms(due_at=datetime.now(UTC) + DAY))
    page = course.staff.get(f"/courses/{course.id}")
    first = page.html.select_one("main section")
    assert first.h2.get_text() == "Needs attention"
    assert [link.get_text() for link in first.find_all("a")] == ["Ada"]
    learners = course.learner.get(f"/courses/{course.id}")
    assert "Needs attention" not in learners.text
    assert "What your instructors see" in learners.text


def test_a_look_closes_what_is_overdue_and_shows_what_it_came_to(course: Taught) -> None:
    quiz = course.published(Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM))
    before = datetime.now(UTC) - timedelta(hours=2)
    with course.app.app_context():
        answer_all(course.ada, begin(course.ada, course.id, quiz, before), right, before)
    assert table(course)[1] == ["Ada", "100\xa0%"]


@pytest.mark.usefixtures("quiz")
def test_those_who_left_are_shown_on_demand(course: Taught) -> None:
    with course.app.app_context():
        members.remove(course.ines, course.id, course.ada.id, datetime.now(UTC))
    assert [row[0] for row in table(course)[1:-1]] == ["=Zoë; Łukasz"]
    assert [row[0] for row in table(course, "?left=1")[1:-1]] == ["=Zoë; Łukasz", "Ada (left)"]
    assert [row[0] for row in file_of(course, "?left=1")[1:]] == ["'=Zoë; Łukasz", "Ada"]
    page = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}/results")
    assert "Left the course" in page.text


def test_who_is_taken_out_finishes_what_is_under_way_and_the_staff_sees_all_of_it(course: Taught) -> None:
    quiz = course.published(Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.HOMEWORK))
    other = course.published(Terms(shows=Shows.HOMEWORK))
    now = datetime.now(UTC)
    with course.app.app_context():
        attempt_id = begin(course.ada, course.id, quiz, now)
        members.remove(course.ines, course.id, course.ada.id, now)
    assert "Question 1 of" in course.learner.get(f"/quizzes/{attempt_id}/1").text
    course.learner.get(f"/courses/{course.id}/assignments/{other}", status=404)
    record = f"/courses/{course.id}/people/{course.ada.id}/results"
    attempt = course.path(quiz, f"attempts/{attempt_id}")
    assert "Midterm: open" in course.staff.get(record).text
    with course.app.app_context():
        answer_all(course.ada, attempt_id, right, now)
        closing.finish(course.ada, attempt_id, now)
    result = course.learner.get(f"/quizzes/{attempt_id}/result")
    assert "Well done." in result.text
    assert table(course, "?left=1")[1][1] == "100\xa0%"
    pages = [course.staff.get(path) for path in (record, attempt, course.path(quiz, "attempts"))]
    assert "Midterm: 100\xa0%" in pages[0].text
    for browser, page in ((course.learner, result), *((course.staff, one) for one in pages)):
        for link in page.html.main.select("a[href^='/']"):
            browser.get(link["href"], status=200)
