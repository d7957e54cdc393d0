"""A bank for a course at every door of the pages: for those inside the course and those outside."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.courses import a_course, put_in
from support.people import a_browser, a_person, somebody
from support.resync import PICTURE, resync
from support.reviewing import miss

from quizapp.bank.audience import Audience
from quizapp.models import Attempt, StudiedBank
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.transaction import reading

TITLE = "Rivers and mountains"
#: What each of them is to the installation, and to the course that has the bank.
PEOPLE = {
    "anonymous": (Role.ANONYMOUS, None),
    "visitor": (Role.VISITOR, None),
    "learner outside": (Role.LEARNER, None),
    "learner inside": (Role.LEARNER, CourseRole.LEARNER),
    "instructor outside": (Role.INSTRUCTOR, None),
    "instructor inside": (Role.INSTRUCTOR, CourseRole.INSTRUCTOR),
    "administrator": (Role.ADMINISTRATOR, None),
}
INSIDE = {"learner inside", "instructor inside", "administrator"}
READ = {"instructor inside", "administrator"}


@pytest.fixture
def browsers(app: Flask, bank: int) -> tuple[dict[str, webtest.TestApp], int]:
    """Give their browsers, and a question of which each learner has a card."""
    now = datetime.now(UTC)
    found, question_id = {}, None
    with app.app_context():
        course_id = a_course(a_person(now, role=Role.ADMINISTRATOR), now, banks=[bank])
        for name, (role, in_course) in PEOPLE.items():
            person = somebody(role)
            if person and role != Role.VISITOR:
                question_id = miss(person, bank, now, question_id)
            if person and in_course:
                put_in(course_id, person, in_course, now)
            found[name] = a_browser(app, person)
    assert question_id
    return found, question_id


@pytest.mark.parametrize("audience", [Audience.COURSE, Audience.EXAM])
def test_every_door_is_shut_to_those_outside(
    app: Flask, bank: int, browsers: tuple[dict[str, webtest.TestApp], int], audience: Audience
) -> None:
    pages, question_id = browsers
    with app.app_context():
        resync(lambda question: question, datetime.now(UTC), audience=audience)
    for name, browser in pages.items():
        studies = audience is Audience.COURSE and name in INSIDE
        role = PEOPLE[name][0]
        first = browser.get("/")
        if role in {Role.ANONYMOUS, Role.VISITOR}:
            assert TITLE not in first.text, name
            continue
        token = browser.get("/settings").html.select_one("[name=csrf_token]")["value"]
        sent = {"csrf_token": token, "bank": bank}
        assert (f'action="/review/banks/{bank}' in browser.get("/review/banks")) == studies, name
        assert (f'name="bank" value="{bank}"' in browser.get(f"/quizzes?bank={bank}")) == studies, name
        statuses = {
            "begin": browser.post("/quizzes", sent | {"count": 2, "feedback": "each"}, status="*"),
            "ready": browser.post("/quizzes/ready", sent | {"quiz": "rivers"}, status="*"),
            "study": browser.post(f"/review/banks/{bank}", sent, status="*"),
            "stop": browser.post(f"/review/banks/{bank}/stop", sent, status="*"),
        }
        expected = 303 if studies else 404
        assert {door: page.status_int for door, page in statuses.items()} == dict.fromkeys(
            statuses, expected
        ), name
        assert browser.get(f"/review/{question_id}", status="*").status_int == (200 if studies else 404), name
        answer = browser.get(f"/review/{question_id}/answer", status="*")
        assert answer.status_int in ({302, 422} if studies else {404}), name


@pytest.mark.parametrize("audience", Audience)
def test_pages_of_banks_are_for_those_on_the_staff_who_teach_it(
    app: Flask, bank: int, browsers: tuple[dict[str, webtest.TestApp], int], audience: Audience
) -> None:
    pages, question_id = browsers
    with app.app_context():
        resync(lambda question: question, datetime.now(UTC), audience=audience)
    addresses = f"/banks/{bank}", f"/banks/{bank}?text=rhine", f"/banks/{bank}/questions/{question_id}"
    for name in ("instructor outside", *READ):
        reads = audience is Audience.PUBLIC or name in READ
        assert (TITLE in pages[name].get("/banks")) == reads, name
        for address in addresses:
            assert pages[name].get(address, status="*").status_int == (200 if reads else 404), name
    for name in ("learner inside", "learner outside"):
        assert {pages[name].get(address, status="*").status_int for address in addresses} == {403}


@pytest.mark.parametrize("audience", Audience)
def test_only_public_banks_are_tried_out_without_an_account(
    app: Flask, bank: int, browsers: tuple[dict[str, webtest.TestApp], int], audience: Audience
) -> None:
    pages, _ = browsers
    with app.app_context():
        resync(lambda question: question, datetime.now(UTC), audience=audience)
    for name, browser in pages.items():
        page = browser.get("/log-in" if name in {"anonymous", "visitor"} else "/settings")
        token = page.html.select_one("[name=csrf_token]")["value"]
        led = browser.post("/try", {"csrf_token": token, "bank": bank}, status=303)
        may_try = audience is Audience.PUBLIC or (audience is Audience.COURSE and name in INSIDE)
        assert ("/quizzes/" in led.location) == may_try, name


def test_a_picture_is_served_to_everybody_with_its_address(
    app: Flask, bank: int, browsers: tuple[dict[str, webtest.TestApp], int]
) -> None:
    pages, _ = browsers
    assert bank
    with app.app_context():
        resync(lambda question: question, datetime.now(UTC), audience=Audience.EXAM)
    assert pages["anonymous"].get(f"/images/{PICTURE}").status_int == 200


def test_a_quiz_that_was_begun_can_be_finished(
    app: Flask, bank: int, browsers: tuple[dict[str, webtest.TestApp], int]
) -> None:
    pages, _ = browsers
    with app.app_context():
        attempt_id = reading().scalars(select(Attempt.id).where(Attempt.bank_id == bank)).first()
        owner = reading().get_one(Attempt, attempt_id).user_id
        assert reading().scalars(select(StudiedBank).where(StudiedBank.user_id == owner)).first() is None
        resync(lambda question: question, datetime.now(UTC), audience=Audience.EXAM)
    statuses = {name: pages[name].get(f"/quizzes/{attempt_id}/1", status="*").status_int for name in PEOPLE}
    assert list(statuses.values()).count(200) == 1
