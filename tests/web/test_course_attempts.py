"""Attempts of learners as the staff looks at them and acts on them in the browser."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from sqlalchemy import update
from support.answers import right, wrong
from support.assigning import answer_all, begin
from support.courses import put_in
from support.people import a_browser, a_person
from support.setting import ZONE, Taught, fault_of, taught

from quizapp.assignments.terms import Release, Terms
from quizapp.models import Attempt, LateAnswer
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import assignments, audit, groups
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import attempts as quiz_attempts
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading, writing
from quizapp.web.assignments.staff_words import lasting
from quizapp.web.courses.record import in_words
from quizapp.web.quizzes.redirects import ARRIVED_LATE

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EXAM = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, release=Release.BY_HAND)


@dataclass
class Exam:
    """An exam of an hour that Ada began, and all of whose questions she answered wrongly."""

    course: Taught
    quiz: int
    attempt: int

    @property
    def path(self) -> str:
        return self.course.path(self.quiz, f"attempts/{self.attempt}")

    def page(self) -> webtest.TestResponse:
        return self.course.staff.get(self.path)

    def row(self) -> Attempt:
        with self.course.app.app_context():
            return reading().get_one(Attempt, self.attempt)

    def submit(self) -> None:
        with self.course.app.app_context():
            closing.finish(self.course.ada, self.attempt, datetime.now(UTC))

    def move(self, span: timedelta) -> None:
        """Let everything have happened earlier by a span."""
        with self.course.app.app_context(), writing() as session:
            row = session.get_one(Attempt, self.attempt)
            row.started_at -= span
            assert row.ends_at
            row.ends_at -= span

    def record(self) -> list[str]:
        with self.course.app.app_context():
            return [in_words(change, "Asia/Tashkent") for change in audit.list_changes(self.course.id).items]

    def autosave(self, number: int, choose: object = right) -> webtest.TestResponse:
        """Send an answer to a question as Ada's page does by itself, with what it knew."""
        with self.course.app.app_context():
            slot = quiz_attempts.show(self.course.ada, self.attempt, number)
            data = slot.asked.data(choose(slot.asked))  # type: ignore[operator]
        token = self.course.learner.get("/settings").forms[0]["csrf_token"].value
        texts = data if isinstance(data, list) else [data]
        fields = [
            ("csrf_token", token),
            ("sequence", str(slot.sequence)),
            *(("response", one) for one in texts),
        ]
        return self.course.learner.post(
            f"/quizzes/{self.attempt}/{number}", fields, {"X-Requested-With": "autosave"}, status="*"
        )


@pytest.fixture
def exam(app: Flask, bank: int) -> Exam:
    course = taught(app, bank)
    quiz = course.published(EXAM)
    with app.app_context():
        attempt = begin(course.ada, course.id, quiz, datetime.now(UTC))
        answer_all(course.ada, attempt, wrong, datetime.now(UTC))
    return Exam(course, quiz, attempt)


def test_the_list_leads_to_an_attempt_with_right_answers_and_history(exam: Exam) -> None:
    page = exam.course.open(exam.quiz, "attempts")
    assert "1 attempt" in page.text
    one = page.click(href=f"/attempts/{exam.attempt}$")
    assert one.request.path == exam.path
    assert len(one.html.select(".result__word--wrong")) == 5
    assert len(one.html.select(".result__body details.fold")) == 5
    assert "Right answer" in one.text


def test_an_attempt_is_annulled_and_let_count_again_each_with_a_reason(exam: Exam) -> None:
    form = exam.page().forms["annul"]
    for nothing in ("", "   "):
        form["reason"] = nothing
        page = form.submit(status=422)
        assert "Give a reason" in fault_of(page, "annul-reason")
    assert exam.row().annulled_at is None
    form["reason"] = "Wrong room"
    page = form.submit(status=303).follow()
    assert "The attempt is annulled" in page.text
    told = " ".join(page.html.select_one("main p.panel").get_text().split())
    assert told.startswith("Annulled by Ines, ")
    assert told.endswith("Reason: Wrong room")
    assert not {"annul", "reopen", "add-time"} & page.forms.keys()
    # Sent twice it is annulled once.
    form.submit(status=303)
    assert exam.record()[:2] == ["Annulled attempt 1 at “Midterm”. Reason: Wrong room", exam.record()[1]]
    assert not exam.record()[1].startswith("Annulled")
    form = page.forms["restore"]
    form["reason"] = "Right room"
    assert "counts again" in form.submit().follow().text
    assert exam.row().annulled_at is None


def test_an_attempt_is_annulled_without_another_and_its_learner_reads_so(exam: Exam) -> None:
    exam.submit()
    form = exam.page().forms["annul"]
    assert form["gives"].value == "another"
    form["gives"], form["reason"] = "none", "Copied"
    page = form.submit(status=303).follow()
    assert "It still uses up one attempt." in page.text
    assert "still uses up one attempt" in page.html.select_one("main p.panel").get_text()
    assert exam.record()[0] == ("Annulled attempt 1 at “Midterm”, without a new attempt. Reason: Copied")
    told = exam.course.learner.get(f"/courses/{exam.course.id}/assignments/{exam.quiz}")
    text = " ".join(told.html.get_text().split())
    assert "You have used all your attempts." in text
    assert "You don't get another attempt in its place." in text
    assert "begin" not in told.forms
    listed = exam.course.learner.get(f"/courses/{exam.course.id}").html.find("main").get_text()
    assert "annulled" in listed
    assert "closed" not in listed
    attempt = exam.course.learner.get(f"/quizzes/{exam.attempt}/result")
    assert "You get no other attempt in its place" in attempt.text
    form = page.forms["restore"]
    form["reason"] = "Her own work"
    form.submit(status=303)
    row = exam.row()
    assert (row.annulled_at, row.is_forfeited) == (None, False)


def test_once_right_answers_were_shown_no_other_attempt_is_suggested(exam: Exam) -> None:
    exam.submit()
    with exam.course.app.app_context():
        its = exam.course.ines, exam.course.id, exam.quiz, datetime.now(UTC)
        assignments.release(*its)
    exam.course.learner.get(f"/quizzes/{exam.attempt}/result")
    page = exam.page()
    assert page.forms["annul"]["gives"].value == "none"
    assert "has been shown right answers" in page.html.find(id="annul").get_text()


def test_what_doesnt_hold_of_an_annulled_attempt_isnt_said(exam: Exam) -> None:
    exam.submit()
    with exam.course.app.app_context(), writing() as session:
        session.get_one(Attempt, exam.attempt).to_mark = 1
    assert "1 answer" in exam.page().html.select_one("main dl").get_text()
    form = exam.page().forms["annul"]
    form["reason"] = "Wrong room"
    page = form.submit().follow()
    facts = page.html.select_one("main dl").get_text(" ", strip=True)
    assert "Points None: it doesn't count" in facts
    assert "To mark" not in facts
    assert "once all results are released" not in page.text


def test_the_page_that_takes_a_learner_out_says_what_they_are_in_the_middle_of(exam: Exam) -> None:
    page = exam.course.staff.get(f"/courses/{exam.course.id}/people/{exam.course.ada.id}")
    assert "Ada has an open attempt and can still submit it: “Midterm”." in " ".join(
        page.html.find("main").get_text().split()
    )
    exam.submit()
    page = exam.course.staff.get(f"/courses/{exam.course.id}/people/{exam.course.ada.id}")
    assert "in the middle of" not in page.text


def test_an_attempt_that_was_reopened_meanwhile_is_annulled_only_knowingly(exam: Exam) -> None:
    exam.submit()
    form, reopening = exam.page().forms["annul"], exam.page().forms["reopen"]
    reopening["reason"] = "Alarm"
    reopening.submit(status=303)
    form["reason"] = "Typed with care"
    page = form.submit(status=409)
    assert exam.row().annulled_at is None
    assert "was reopened since" in page.html.select_one(".error-summary").get_text()
    page = page.forms["annul"].submit(status=303).follow()
    assert "Submitted Not submitted" in page.html.select_one("main dl").get_text(" ", strip=True)


def test_one_who_has_another_open_keeps_that(exam: Exam) -> None:
    form = exam.page().forms["annul"]
    form["reason"] = "Wrong room"
    page = form.submit().follow()
    with exam.course.app.app_context():
        begin(exam.course.ada, exam.course.id, exam.quiz, datetime.now(UTC))
    form = page.forms["restore"]
    form["reason"] = "Typed with care"
    page = form.submit(status=422)
    assert "another open attempt" in page.html.select_one(".error-summary").get_text()
    assert page.forms["restore"]["reason"].value == "Typed with care"


@pytest.mark.parametrize("version", ["--5", "-", "x", "9" * 30])
def test_a_form_of_more_time_made_from_nothing_gives_none(exam: Exam, version: str) -> None:
    form = exam.page().forms["add-time"]
    form["version"].force_value(version)
    form["reason"] = "Alarm"
    form.submit(status=409)
    assert exam.row().extra_seconds == 0


def test_more_time_is_given_once_by_each_page(exam: Exam) -> None:
    ends_at = exam.row().ends_at
    assert ends_at
    form = exam.page().forms["add-time"]
    form["minutes"], form["reason"] = "0", "Alarm"
    assert "whole number" in fault_of(form.submit(status=422), "more-minutes")
    form["minutes"] = "10"
    assert "10 minutes more" in form.submit().follow().text
    # Sent twice it is given once, without complaint.
    assert "10 minutes more" in form.submit(status=303).follow().text
    assert exam.row().ends_at == ends_at + 10 * MINUTE
    form["reason"] = "Another alarm"
    again = form.submit(status=409)
    assert "Time was given since" in again.text
    assert exam.row().ends_at == ends_at + 10 * MINUTE
    again.forms["add-time"].submit(status=303)
    assert exam.row().ends_at == ends_at + 20 * MINUTE
    # The learner's open page asks for it.
    left = exam.course.learner.get(f"/quizzes/{exam.attempt}/time-left").json["seconds_left"]
    assert left > 75 * 60
    assert exam.record()[0] == "Added 10 minutes to attempt 1 at “Midterm”. Reason: Another alarm"


def test_everybody_in_the_middle_or_a_group_gets_more_time(exam: Exam) -> None:
    course = exam.course
    with course.app.app_context():
        group = groups.make(course.ines, course.id, "Lab", datetime.now(UTC))
        groups.make(course.ines, course.id, "Empty", datetime.now(UTC))
        groups.put_member(course.ines, course.id, course.ada.id, frozenset({group}), datetime.now(UTC))
    page = course.open(exam.quiz, "attempts")
    assert "1 attempt is open now" in page.text
    form = page.forms["more-time"]
    form["minutes"], form["reason"] = "15", "Alarm"
    assert "1 attempt got more time: 15 min" in form.submit().follow().text
    assert "1 attempt got more time: 15 min" in form.submit().follow().text
    assert exam.row().extra_seconds == 15 * 60
    form["reason"] = "Another alarm"
    stale = form.submit(status=409)
    assert "Time was given since" in stale.text
    form = stale.forms["more-time"]
    form["group"] = str(group)
    assert "1 attempt got more time: 15 min" in form.submit().follow().text
    assert exam.row().extra_seconds == 30 * 60
    assert exam.record()[:2] == [
        "Added 15 minutes to all open attempts of the group “Lab” at “Midterm” (1). Reason: Another alarm",
        "Added 15 minutes to all open attempts at “Midterm” (1). Reason: Alarm",
    ]
    form = course.open(exam.quiz, "attempts").forms["more-time"]
    form["group"].force_value(
        form["group"].options[-2 if form["group"].options[-1][0] == str(group) else -1][0]
    )
    form["reason"] = "Alarm"
    assert "No attempt with an end is open" in fault_of(form.submit(status=422), "more-group")


def test_the_list_can_be_narrowed_to_a_group(exam: Exam) -> None:
    course = exam.course
    with course.app.app_context():
        group = groups.make(course.ines, course.id, "Lab", datetime.now(UTC))
    form = course.open(exam.quiz, "attempts").forms["search"]
    form["group"] = str(group)
    assert "No attempts in this group yet" in form.submit().text
    for odd in ("x", "-1", "9" * 30):
        assert (
            "1 attempt" in course.staff.get(course.path(exam.quiz, f"attempts?group={odd}&page={odd}")).text
        )


def test_a_submitted_attempt_is_reopened_for_some_minutes(exam: Exam) -> None:
    exam.submit()
    form = exam.page().forms["reopen"]
    form["minutes"] = ""
    form["reason"] = "Alarm"
    assert "how many minutes" in fault_of(form.submit(status=422), "reopen-minutes")
    form["minutes"] = "10"
    assert "The attempt is open again: Ada can continue" in form.submit().follow().text
    assert exam.row().finished_at is None
    assert "open already" in form.submit(status=303).follow().text
    assert exam.record()[0] == "Reopened attempt 1 at “Midterm” for 10 minutes. Reason: Alarm"
    assert exam.course.learner.get(f"/quizzes/{exam.attempt}/1").forms["answer"]


def test_whats_told_already_isnt_offered_to_be_reopened(exam: Exam) -> None:
    exam.submit()
    with exam.course.app.app_context(), writing() as session:
        session.execute(update(Attempt).values(settled_at=datetime.now(UTC), released_at=datetime.now(UTC)))
    page = exam.page()
    assert "reopen" not in page.forms
    assert "its right answers were shown" in page.text


def test_an_assistant_looks_and_changes_nothing(exam: Exam) -> None:
    with exam.course.app.app_context():
        asa = a_person(datetime.now(UTC), "Asa")
        put_in(exam.course.id, asa, CourseRole.ASSISTANT, datetime.now(UTC))
    browser = a_browser(exam.course.app, asa)
    page = browser.get(exam.path)
    assert not {"annul", "reopen", "add-time", "decide"} & page.forms.keys()
    assert "more-time" not in browser.get(exam.course.path(exam.quiz, "attempts")).forms


def test_looking_closes_what_is_overdue_of_all_learners(exam: Exam) -> None:
    exam.move(2 * HOUR)
    page = exam.course.open(exam.quiz, "attempts")
    assert "when the time was up" in page.text
    assert exam.row().finished_at == exam.row().ends_at
    assert exam.row().finished_by == "time"


def test_an_answer_that_arrives_late_is_told_so_and_waits_for_the_staff(exam: Exam) -> None:
    exam.move(61 * MINUTE)
    answer = exam.autosave(1)
    assert (answer.status_int, answer.json) == (202, {"saved": False, "kept": True, "message": ARRIVED_LATE})
    exam.autosave(2)
    exam.autosave(3)
    assert "Submitted · 3 late answers" in exam.course.open(exam.quiz, "attempts").text
    result = f"/quizzes/{exam.attempt}/result"
    assert "3 answers arrived late: your instructor decides" in exam.course.learner.get(result).text
    form = exam.page().forms["decide"]
    assert [box.checked for box in form.fields["chosen"]] == [True] * 3
    page = form.submit("decision", value="accept", status=422)
    assert "Give a reason" in fault_of(page, "late-reason")
    form = page.forms["decide"]
    for box in form.fields["chosen"]:
        box.checked = False
    form["reason"] = "The line was cut"
    page = form.submit("decision", value="accept", status=422)
    assert "Choose at least one answer" in fault_of(page, "late-answers")
    form = page.forms["decide"]
    form.fields["chosen"][0].checked = True
    page = form.submit("decision", value="accept").follow()
    assert "1 late answer accepted" in page.text
    form = page.forms["decide"]
    form["reason"] = "No reason to"
    page = form.submit("decision", value="refuse").follow()
    assert "2 late answers refused" in page.text
    assert "decide" not in page.forms
    assert "arrived late" not in exam.course.learner.get(result).text
    assert exam.row().points == 1
    assert exam.record()[:3] == [
        "Refused a late answer to question 3 of “Midterm”. Reason: No reason to",
        "Refused a late answer to question 2 of “Midterm”. Reason: No reason to",
        "Accepted a late answer to question 1 of “Midterm”. Reason: The line was cut",
    ]
    assert exam.autosave(2).status_int == 409


def test_what_a_colleague_decided_meanwhile_is_told_with_their_name(exam: Exam) -> None:
    course = exam.course
    with course.app.app_context():
        olga = a_person(datetime.now(UTC), "Olga")
        put_in(course.id, olga, CourseRole.INSTRUCTOR, datetime.now(UTC))
    exam.move(61 * MINUTE)
    for number in (1, 2, 3):
        exam.autosave(number)
    mine, page = exam.page().forms["decide"], a_browser(course.app, olga).get(exam.path)
    theirs = page.forms["decide"]
    theirs["reason"], mine["reason"] = "The line was cut", "No reason to"
    theirs.fields["chosen"][2].checked = False
    # Sent twice it is done once, without complaint.
    for _ in range(2):
        done = theirs.submit("decision", value="accept", status=303).follow()
        assert "2 late answers accepted: they count." in done.text
    assert "already" not in done.text
    said = mine.submit("decision", value="refuse", status=303).follow().text
    assert "1 late answer refused." in said
    for number in (1, 2):
        assert f"The late answer to question {number} was accepted already, by Olga." in said
    said = theirs.submit("decision", value="refuse", status=303).follow().text
    assert "late answers refused" not in said
    assert "The late answer to question 2 was accepted already, by Olga. This decision stays." in said
    assert sum("late answer" in one for one in exam.record()) == 3


def test_another_answer_that_arrived_meanwhile_is_shown_first(exam: Exam) -> None:
    exam.move(61 * MINUTE)
    exam.autosave(1, right)
    form = exam.page().forms["decide"]
    with exam.course.app.app_context(), writing() as session:
        session.execute(update(LateAnswer).values(arrived_at=datetime.now(UTC)))
    form["reason"] = "Cut line"
    page = form.submit("decision", value="accept", status=409)
    assert "has arrived since you looked" in page.text
    assert page.forms["decide"]["reason"].value == "Cut line"


def test_a_form_sent_late_leads_to_the_result_and_says_what_becomes_of_it(exam: Exam) -> None:
    learner = exam.course.learner
    form = learner.get(f"/quizzes/{exam.attempt}/1").forms["answer"]
    exam.move(61 * MINUTE)
    with exam.course.app.app_context():
        asked = quiz_attempts.show(exam.course.ada, exam.attempt, 1).asked
        data = asked.data(right(asked))
    for name, text in zip(["response"] * 9, data if isinstance(data, list) else [data], strict=False):
        form[name] = text
    page = form.submit().follow()
    assert "arrived late: your instructor decides" in page.text


def test_what_a_device_kept_has_a_page_of_its_own_as_long_as_it_is_taken(exam: Exam) -> None:
    learner, address = exam.course.learner, f"/quizzes/{exam.attempt}/1/late"
    result = f"/quizzes/{exam.attempt}/result"
    assert learner.get(address, status=302).location == result
    exam.move(61 * MINUTE)
    assert "You can still send it" in learner.get(address).text
    assert learner.get(address).forms["answer"]["sequence"].value == "1"
    shown = learner.get(result).html
    assert shown.select_one("[data-draft-late]")
    assert not shown.select_one("[data-draft-over]")
    exam.move(8 * 24 * HOUR)
    assert learner.get(address, status=302).location == result
    shown = learner.get(result).html
    assert shown.select_one("[data-draft-over]")
    assert not shown.select_one("[data-draft-late]")


def test_an_open_attempt_says_when_it_ends(exam: Exam) -> None:
    facts = exam.page().html.select_one(".facts").get_text(" ", strip=True)
    ends_at = exam.row().ends_at
    assert ends_at
    assert f"Submitted Not yet; ends {ends_at.astimezone(ZONE):%A}" in facts


@pytest.mark.parametrize("who", ["annulled", "somebody else"])
def test_what_isnt_taken_late_is_refused_and_told(exam: Exam, who: str) -> None:
    exam.move(61 * MINUTE)
    if who == "annulled":
        form = exam.page().forms["annul"]
        form["reason"] = "Alarm"
        form.submit()
        answer = exam.autosave(1)
        assert answer.status_int == 409
        assert "annulled" in answer.json["message"]
    else:
        with exam.course.app.app_context():
            bo = a_person(datetime.now(UTC), "Bo")
        browser = a_browser(exam.course.app, bo)
        token = browser.get("/settings").forms[0]["csrf_token"].value
        fields = {"csrf_token": token, "sequence": "1", "response": "x"}
        browser.post(f"/quizzes/{exam.attempt}/1", fields, {"X-Requested-With": "autosave"}, status=404)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1.9, "1 second"),
        (15 * 60, "15 minutes"),
        (15 * 60 + 3, "15 minutes 3 seconds"),
        (2 * 86_400 + 59, "2 days"),
        (25 * 3600 + 59, "1 day 1 hour"),
    ],
)
def test_how_late_something_is_is_said_by_its_two_largest_units(seconds: float, words: str) -> None:
    assert lasting(timedelta(seconds=seconds)) == words


def test_an_assistant_in_another_group_finds_no_such_attempt(exam: Exam) -> None:
    course, now = exam.course, datetime.now(UTC)
    with course.app.app_context():
        asa = a_person(now, "Asa")
        put_in(course.id, asa, CourseRole.ASSISTANT, now)
        group = groups.make(course.ines, course.id, "Lab", now)
        groups.put_member(course.ines, course.id, asa.id, frozenset({group}), now)
    browser = a_browser(course.app, asa)
    browser.get(exam.path, status=404)
    assert "No attempts yet" in browser.get(course.path(exam.quiz, "attempts")).text
