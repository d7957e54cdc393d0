"""Answers marked in the browser: in turn, without names, and after somebody else."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import func, select
from support.courses import put_in
from support.marking import ESSAY, TRUE_FALSE, Marked, essays
from support.people import a_browser, a_person
from support.setting import fault_of

from quizapp.assignments.terms import Terms
from quizapp.models import Marking, Revision, Slot
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments, attempt_changes, groups, members
from quizapp.services.courses.marking import AnswerToMark
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, closing
from quizapp.services.quizzes.answering import Emptied
from quizapp.services.transaction import reading, writing


@dataclass
class Desk:
    """Somebody who marks the essays of Ada and Bea."""

    app: Flask
    quiz: Marked
    ada: Person
    bea: Person
    staff: webtest.TestApp

    def path(self, page: object = "", assignment_id: int | None = None) -> str:
        which = assignment_id or self.quiz.assignment
        return f"/courses/{self.quiz.course}/assignments/{which}/marking/{page}".rstrip("/")

    def slot(self, learner: Person, number: int = 1) -> int:
        with self.app.app_context():
            return self.quiz.slot(learner, number)

    def open(self, learner: Person, query: str = "") -> webtest.TestResponse:
        return self.staff.get(self.path(self.slot(learner)) + query)

    def look(self, learner: Person, number: int = 1) -> AnswerToMark:
        with self.app.app_context():
            return self.quiz.look(self.quiz.ines, self.quiz.slot(learner, number), datetime.now(UTC))

    def mark(self, learner: Person, *points: float, comment: str = "") -> None:
        with self.app.app_context():
            slot_id = self.quiz.slot(learner)
            self.quiz.mark(self.quiz.ines, slot_id, points, datetime.now(UTC), comment=comment)

    def mark_for(self, learner: Person, reason: str, *points: float) -> None:
        with self.app.app_context():
            slot_id = self.quiz.slot(learner)
            self.quiz.mark(self.quiz.ines, slot_id, points, datetime.now(UTC), reason=reason)

    def release(self) -> None:
        with self.app.app_context():
            assignments.release(self.quiz.ines, self.quiz.course, self.quiz.assignment, datetime.now(UTC))


@pytest.fixture
def desk(app: Flask) -> Desk:
    now = datetime.now(UTC)
    with app.app_context():
        ada, bea = a_person(now, "Ada"), a_person(now, "Bea")
        quiz = essays(now, [ada, bea])
        asa = a_person(now, "Asa")
        put_in(quiz.course, asa, CourseRole.ASSISTANT, now)
    return Desk(app, quiz, ada, bea, a_browser(app, asa))


def fill(page: webtest.TestResponse, *points: str, comment: str = "") -> webtest.forms.Form:
    form = page.forms["mark"]
    names = ["points"] if "points" in form.fields else [f"criterion-{place}" for place in range(len(points))]
    for name, typed in zip(names, points, strict=True):
        form[name] = typed
    if comment:
        form["comment"] = comment
    return form


def words(page: webtest.TestResponse) -> str:
    return " ".join(page.html.main.text.split())


def test_answers_are_marked_in_turn_until_none_is_left(desk: Desk) -> None:
    page = desk.staff.get(desk.path())
    assert "2 to mark, 0 marked" in words(page)
    page = page.click("Mark.* answers to")
    assert "1 of 2 · 2 to mark · worth 10 points" in words(page)
    assert "The 2.5 points of the rubric count as 10 here." in words(page)
    page = fill(page, "1,5", "0.5", comment="Well put.\r\n\r\nBut why?").submit().follow()
    assert "Saved. Marked so far: 1 of 2." in words(page)
    assert "2 of 2 · 1 to mark" in words(page)
    page = fill(page, "0", "0").submit().follow()
    assert "All 2 answers to this question are marked." in words(page)
    assert "8 of 10" in words(page)
    assert "0 of 10" in words(page)
    first = next(one for one in (desk.look(desk.ada), desk.look(desk.bea)) if one.points)
    assert first.log[0].comment == "Well put.\n\nBut why?"


def test_an_answer_can_be_skipped(desk: Desk) -> None:
    first = desk.staff.get(desk.path()).click("Mark.* answers to")
    second = first.click("Skip")
    assert second.request.path != first.request.path
    assert second.click("Skip").request.path == first.request.path


def test_names_are_hidden_until_they_are_asked_for(desk: Desk) -> None:
    for page in (desk.staff.get(desk.path()), desk.open(desk.ada)):
        assert "Ada" not in words(page).replace("Because of Ada.", "")
        named = page.click("Show names")
        assert named.request.query_string == "blind=0"
    assert named.html.h1.text == "Ada"
    # It is kept along the way.
    listed = named.click("All answers to this question")
    assert [one.text for one in listed.html.select("ol.rows a")] == ["Ada", "Bea"]
    onward = fill(listed.click("Ada"), "1", "0").submit().follow()
    assert onward.html.h1.text == "Bea"
    assert desk.staff.get(onward.click("Hide names").request.path).html.h1.text.startswith("Answer ")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Write the points; 0 is possible too."),
        ("two", "Write a number from 0 to 2, such as 1."),
        ("2.5", "It is worth at most 2."),
    ],
)
def test_faulty_points_are_told_beside_their_field(desk: Desk, typed: str, fault: str) -> None:
    page = fill(desk.open(desk.ada), typed, "0,5", comment="Kept").submit(status=422)
    assert fault_of(page, "criterion-0") == fault
    assert [page.forms["mark"][name].value for name in ("criterion-0", "criterion-1", "comment")] == [
        *(typed, "0,5"),
        "Kept",
    ]
    assert desk.look(desk.ada).log == ()


def test_a_comment_has_an_end(desk: Desk) -> None:
    page = fill(desk.open(desk.ada), "1", "0", comment="W" * 5_001).submit(status=422)
    assert "at most 5,000 characters" in fault_of(page, "comment")


def test_the_second_of_two_is_shown_both_and_can_put_theirs_in_place(desk: Desk) -> None:
    mine = fill(desk.open(desk.ada), "2", "0,5", comment="Mine")
    desk.mark(desk.ada, 1, 0.25, comment="Theirs")
    page = mine.submit(status=409)
    assert "Nothing was saved" in words(page)
    assert "Points from Ines, and yours" in words(page)
    rows = [[cell.text for cell in row.select("th, td")] for row in page.html.select("tbody tr")][:3]
    assert [row[1:] for row in rows] == [["1", "2"], ["0.25", "0,5"], ["Theirs", "Mine"]]
    assert len(desk.look(desk.ada).log) == 1
    page.forms["mark"].submit(status=303)
    assert [one.by for one in desk.look(desk.ada).log] == ["Asa", "Ines"]


def test_the_same_form_sent_twice_marks_once(desk: Desk) -> None:
    form = fill(desk.open(desk.ada), "1", "0")
    form.submit(status=303)
    form.submit(status=303)
    assert len(desk.look(desk.ada).log) == 1


@pytest.mark.parametrize(("field", "value"), [("answer", "x"), ("sequence", "9" * 40), ("sequence", "")])
def test_a_form_that_is_of_no_mark_is_out_of_date(desk: Desk, field: str, value: str) -> None:
    desk.mark(desk.ada, 1, 0)
    form = fill(desk.open(desk.ada), "2", "0")
    form[field] = value
    form.submit(status=409)
    assert len(desk.look(desk.ada).log) == 1


def test_a_wording_that_cant_be_read_takes_no_list_down(app: Flask, desk: Desk) -> None:
    slot_id = desk.slot(desk.ada)
    with app.app_context(), writing() as session:
        revision = session.get_one(Revision, session.get_one(Slot, slot_id).revision_id)
        question_id, revision.content = revision.question_id, {"type": "nothing"}
    for page in ("", f"questions/{question_id}"):
        assert "A question that can't be shown any more" in words(desk.staff.get(desk.path(page)))
    page = desk.staff.get(desk.path(slot_id))
    assert "can't be read any more" in words(page)
    assert page.html.find(class_="own-words").text == "Because of Ada."
    fill(page, "7,5", comment="Well put.").submit(status=303)
    page = desk.staff.get(desk.path(slot_id))
    assert page.forms["mark"]["points"].value == "7.5"
    fill(page, "8").submit(status=303)
    assert "8 of 10 points so far" in words(desk.staff.get(desk.path(slot_id)))


@pytest.mark.parametrize("what", ["annulled", "reopened", "archived", "taken back"])
def test_what_was_typed_is_kept_where_the_answer_cant_be_marked_any_more(
    app: Flask, desk: Desk, what: str
) -> None:
    form = fill(desk.open(desk.ada), "1,5", "0,5", comment="Two lines,\nwell put.")
    keys, now = (desk.quiz.course, desk.quiz.assignment), datetime.now(UTC)
    attempt_id = desk.quiz.attempts[desk.ada.id]
    with app.app_context():
        if what == "annulled":
            attempt_changes.annul(desk.quiz.ines, *keys, attempt_id, "A fire alarm.", now)
        elif what == "archived":
            assignments.archive(desk.quiz.ines, *keys, now)
        else:
            attempt_changes.reopen(desk.quiz.ines, *keys, attempt_id, None, "A fire alarm.", now)
            if what == "taken back":
                slot = attempts.show(desk.ada, attempt_id, ESSAY)
                answering.receive(
                    *(desk.ada, attempt_id, ESSAY, lambda _: Emptied(is_said=True), slot.sequence, now)
                )
                closing.finish(desk.ada, attempt_id, now)
    page = form.submit(status=409)
    assert (
        f"{what} " in page.html.h1.text
        or f"{what}." in page.html.h1.text
        or "cleared this answer" in page.html.h1.text
    )
    assert "Nothing was saved" in words(page)
    kept = {
        field["name"]: field.get("value") or field.text.strip() for field in page.html.main.select("[name]")
    }
    assert (kept["criterion-0"], kept["criterion-1"]) == ("1,5", "0,5")
    assert kept["comment"].split() == ["Two", "lines,", "well", "put."]
    assert "Criterion 1" in words(page)
    for link in page.html.main.select("a[href]"):
        desk.staff.get(link["href"], status=200)
    with app.app_context():
        assert reading().scalar(select(func.count(Marking.id))) == 0
    if what == "annulled":
        with app.app_context():
            attempt_changes.restore(desk.quiz.ines, *keys, attempt_id, "It was none.", now)
        page.forms["again"].submit(status=303)
        assert desk.look(desk.ada).log[0].comment == "Two lines,\nwell put."


@pytest.mark.parametrize("what", ["their group", "my group", "my membership", "my role"])
def test_what_was_typed_is_kept_where_the_learner_is_no_longer_in_sight(
    app: Flask, desk: Desk, what: str
) -> None:
    ines, course, now = desk.quiz.ines, desk.quiz.course, datetime.now(UTC)
    with app.app_context():
        asa = next(one for one in members.list_members(ines, course).items if one.name == "Asa").user_id
        lab, others = (groups.make(ines, course, name, now) for name in ("Lab", "Others"))
        for user_id in (asa, desk.ada.id):
            groups.put_member(ines, course, user_id, frozenset({lab}), now)
    form = fill(desk.open(desk.ada), "1,5", "0,5", comment="Two lines,\nwell put.")
    with app.app_context():
        if what == "my membership":
            members.remove(ines, course, asa, now)
        elif what == "my role":
            members.change_role(ines, course, asa, CourseRole.LEARNER, now)
        else:
            moved = desk.ada.id if what == "their group" else asa
            groups.put_member(ines, course, moved, frozenset({others}), now)
    page = form.submit(status=403 if what == "my role" else 404)
    assert "Nothing was saved" in words(page)
    kept = {
        field["name"]: field.get("value") or field.text.strip() for field in page.html.main.select("[name]")
    }
    assert (kept["criterion-0"], kept["comment"].split()) == ("1,5", ["Two", "lines,", "well", "put."])
    assert "Ada" not in page.text
    # An answer that never was is told of alike.
    form.action = desk.path(10**6)
    never = form.submit(status=page.status_int)
    assert words(never) == words(page)
    with app.app_context():
        assert reading().scalar(select(func.count(Marking.id))) == 0


def test_another_answer_is_shown_before_it_gets_the_mark_of_the_one_before(app: Flask, desk: Desk) -> None:
    form = fill(desk.open(desk.ada), "1,5", "0,5", comment="Well put.")
    keys, now = (desk.quiz.course, desk.quiz.assignment), datetime.now(UTC)
    attempt_id = desk.quiz.attempts[desk.ada.id]
    with app.app_context():
        attempt_changes.reopen(desk.quiz.ines, *keys, attempt_id, None, "A fire alarm.", now)
        slot = attempts.show(desk.ada, attempt_id, ESSAY)
        answering.answer(desk.ada, attempt_id, ESSAY, "Second thoughts.", slot.sequence, now)
        closing.finish(desk.ada, attempt_id, now)
    page = form.submit(status=409)
    assert "Another answer counts" in words(page)
    assert "Second thoughts." in words(page)
    assert page.forms["mark"]["comment"].value == "Well put."
    page.forms["mark"].submit(status=303)
    assert desk.look(desk.ada).log[0].comment == "Well put."


def test_a_form_of_homework_sent_twice_or_late_isnt_first_asked_for_a_reason(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        ada = a_person(now, "Ada")
        quiz = essays(now, [ada], Terms(shows=Shows.HOMEWORK))
        asa = a_person(now, "Asa")
        put_in(quiz.course, asa, CourseRole.ASSISTANT, now)
    desk = Desk(app, quiz, ada, ada, a_browser(app, asa))
    page = desk.open(ada)
    form, stale = fill(page, "1", "0"), desk.open(ada)
    for _ in range(2):
        form.submit(status=303)
    assert len(desk.look(ada).log) == 1
    # On another page of theirs, with another mark.
    page = fill(stale, "2", "0").submit(status=409)
    assert "You have marked this answer" in words(page)
    desk.mark_for(ada, "Sorry.", 0, 0)
    page = fill(page, "2", "0", comment="Mine").submit(status=409)
    assert "Points from Ines, and yours" in words(page)
    page = page.forms["mark"].submit(status=422)
    assert "why you change them" in fault_of(page, "reason")
    assert page.forms["mark"]["comment"].value == "Mine"
    page.forms["mark"]["reason"] = "I had overlooked a page."
    page.forms["mark"].submit(status=303)
    assert [one.comment for one in desk.look(ada).log] == ["Mine", "", ""]


def test_who_opens_a_marked_answer_sees_the_mark(desk: Desk) -> None:
    desk.mark(desk.ada, 1.5, 0.5, comment="Well put.")
    page = desk.open(desk.ada)
    assert "8 of 10 points so far" in words(page)
    assert [page.forms["mark"][f"criterion-{place}"].value for place in (0, 1)] == ["1.5", "0.5"]
    assert "8 of 10 points, by Ines" in words(page)


def test_a_mark_that_was_told_is_changed_for_a_reason(desk: Desk) -> None:
    desk.mark(desk.ada, 1, 0)
    desk.release()
    page = fill(desk.open(desk.ada), "2", "0").submit(status=422)
    assert "why you change them" in fault_of(page, "reason")
    form = page.forms["mark"]
    form["reason"] = "I had overlooked a page."
    form.submit(status=303)
    assert desk.look(desk.ada).log[0].reason == "I had overlooked a page."


def test_a_mark_of_a_program_is_changed_from_the_page_of_the_attempt(desk: Desk) -> None:
    desk.mark(desk.ada, 1.5, 0.5)
    attempt = desk.quiz.attempts[desk.ada.id]
    page = desk.staff.get(desk.path().replace("marking", f"attempts/{attempt}"))
    assert "says what the river carries 1.5 of 2" in words(page)
    page = page.click("Change points.* for question 2")
    assert page.forms["mark"]["points"].value == "2"
    assert "True" in words(page)
    page = fill(page, "0,5").submit().follow()
    assert "The points for question 2 are saved." in words(page)
    assert "0.5 of 2 points" in words(page)
    assert desk.look(desk.ada, TRUE_FALSE).points == pytest.approx(0.5)


def test_an_assistant_of_a_group_finds_no_others(desk: Desk) -> None:
    assert desk.staff.get(desk.path(10**6), status=404)
    assert desk.staff.get(desk.path("questions/1000000"), status=404)


def test_an_assignment_without_essays_has_nothing_to_mark(app: Flask, desk: Desk) -> None:
    with app.app_context():
        view = assignments.find(desk.quiz.course, desk.quiz.assignment)
        draft = assignments.create(desk.quiz.ines, desk.quiz.course, view.settings, datetime.now(UTC))
    assert "Nothing to mark." in words(desk.staff.get(desk.path(assignment_id=draft)))


def test_learners_dont_mark(app: Flask, desk: Desk) -> None:
    learner = a_browser(app, desk.bea)
    for page in ("", desk.slot(desk.ada)):
        assert learner.get(desk.path(page), status=403)


def test_what_an_essay_earned_shows_in_homework_as_soon_as_it_is_marked(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        ada = a_person(now, "Ada")
        quiz = essays(now, [ada], Terms(shows=Shows.HOMEWORK))
    browser = a_browser(app, ada)
    path = f"/quizzes/{quiz.attempts[ada.id]}/result"
    page = words(browser.get(path))
    assert "Your instructor will mark 1 answer" in page
    assert "2 of the 2 points marked so far" in page
    with app.app_context():
        quiz.mark(quiz.ines, quiz.slot(ada), (1.5, 0.5), now, comment="Well <b>put</b>.\n\nBut why?")
    page = words(browser.get(path))
    assert "so far" not in page
    assert "10 of 12 points" in page
    assert "Well <b>put</b>. But why?" in page
    # What a good answer holds would tell somebody who may begin another.
    assert "says what the river carries" not in page
    with app.app_context():
        assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    page = words(browser.get(path))
    assert "says what the river carries 1.5 of 2" in page
    assert "All points 2 of 2.5" in page


def test_an_exam_tells_nothing_of_a_mark_before_the_release(desk: Desk, app: Flask) -> None:
    desk.mark(desk.ada, 1.5, 0.5, comment="Well put.")
    browser = a_browser(app, desk.ada)
    path = f"/quizzes/{desk.quiz.attempts[desk.ada.id]}/result"
    before = words(browser.get(path))
    assert "Well put." not in before
    assert "1.5" not in before
    desk.release()
    page = words(browser.get(path))
    assert "Well put." in page
    assert "10 of 12 points" in page
