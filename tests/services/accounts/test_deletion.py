"""With an account goes everything of its person, and nothing of anybody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from support.assigning import assign, begin, override, settings_of
from support.courses import a_course, accompany, put_in
from support.parallel import at_once
from support.people import (
    CONTEXT,
    PASSWORD,
    a_history,
    a_person,
    answer_right,
    everything_stored,
)

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Terms
from quizapp.models import Answer, Attempt, Base, LateAnswer, Marking, ResultOverride, Slot
from quizapp.quizzes.rules import Shows
from quizapp.services.accounts import (
    deletion,
    letters,
    people,
    registration,
    sessions,
)
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.courses import audit, courses, groups
from quizapp.services.errors import (
    NotAllowedError,
    WrongPasswordError,
)
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")

ANNA = NewAccount("Anna", PASSWORD, "anna@example.org", "Asia/Tashkent")
#: The tables in which a person's history adds rows.
OF_A_PERSON = {table.name for table in Base.metadata.sorted_tables} - {
    "assignment_questions",
    "assignments",
    "banks",
    "course_banks",
    "course_groups",
    "courses",
    "images",
    "parameter_sets",
    "questions",
    "revisions",
}


def test_deleting_an_account_takes_the_password(now: datetime) -> None:
    anna = a_person(now, "Anna")
    with pytest.raises(WrongPasswordError):
        deletion.delete_account(anna, "a wrong guess", CONTEXT, now)
    assert sessions.find_person(anna.id)


def test_the_last_administrator_cant_delete_their_account(now: datetime) -> None:
    anna = a_person(now, "Anna", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowedError, match="only administrator"):
        deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    a_person(now, "Bo", Role.ADMINISTRATOR)
    deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    assert sessions.find_person(anna.id) is None


def test_with_an_account_everything_of_the_person_goes_and_nothing_else(bank: int, now: datetime) -> None:
    boss = a_person(now, "Bo", Role.ADMINISTRATOR)
    a_history(boss, bank, now)
    course_id = a_course(boss, now, banks=[bank])
    group_id = groups.make(boss, course_id, "Section A", now)
    terms = Terms(shows=Shows.PRACTICE)
    assignment_id = assign(boss, course_id, settings_of(bank, terms), now)
    before = everything_stored()
    anna = a_person(now, "Anna", email="anna@example.org")
    a_history(anna, bank, now)
    accompany(boss, course_id, group_id, anna, now)
    override(course_id, assignment_id, anna, Override(attempts=2), now)
    decide_about(boss, anna, begin(anna, course_id, assignment_id, now), now)
    people.make_password_link(boss, anna.id, now)
    authenticate("ANNA", "a wrong guess", CONTEXT, now)
    sessions.end_session(anna, "phone")
    with writing() as session:
        letters.enqueue(session, JobName.PASSWORD_LETTER, anna.id, "https://quiz.example.org/", now)
    tables = everything_stored()
    assert [name for name in sorted(OF_A_PERSON) if len(tables[name]) <= len(before[name])] == []
    deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    after = everything_stored()
    # The record of the course keeps that somebody was invited, which says nothing of whoever came.
    assert after["audit_events"].pop()["action"] == "member:invited"
    assert after == before


def decide_about(staff: Person, learner: Person, attempt_id: int, now: datetime) -> None:
    """Write all that staff can decide about an attempt: a mark, an answer that came late, and the result."""
    answer_right(learner, attempt_id, 1, now)
    with writing() as session:
        attempt = session.get_one(Attempt, attempt_id)
        its = Slot.attempt_id == attempt_id, Slot.number == 1
        slot_id, answer_id = session.execute(select(Slot.id, Answer.id).join(Answer).where(*its)).one()
        session.add(Marking(answer_id=answer_id, sequence=1, credit=1, source="staff", marked_at=now))
        session.add(LateAnswer(slot_id=slot_id, response=None, arrived_at=now))
        its_learner = {"assignment_id": attempt.assignment_id, "user_id": learner.id}
        session.add(ResultOverride(**its_learner, sequence=1, reason="Flu", by_id=staff.id, at=now))


def test_the_last_owner_of_a_course_archives_it_first(now: datetime) -> None:
    anna, bo = a_person(now, "Anna", Role.INSTRUCTOR), a_person(now, "Bo")
    course_id = a_course(anna, now)
    put_in(course_id, bo, CourseRole.INSTRUCTOR, now)
    with pytest.raises(NotAllowedError, match="only owner of the course “Geography”"):
        deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    courses.archive(anna, course_id, now)
    deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    assert sessions.find_person(anna.id) is None
    assert [change.by for change in audit.list_changes(course_id).items] == [None, None]


def test_of_two_owners_who_leave_at_once_one_stays(app: Flask, now: datetime) -> None:
    both = [a_person(now, name, Role.INSTRUCTOR) for name in ("Anna", "Bo")]
    put_in(a_course(both[0], now), both[1], CourseRole.OWNER, now)
    went = at_once([partial(deletion.delete_account, one, PASSWORD, CONTEXT, now) for one in both], app)
    assert {type(one) for one in went} == {type(None), NotAllowedError}


def test_a_deleted_name_is_free_and_unknown_again(now: datetime) -> None:
    anna = a_person(now, "Anna")
    for _ in range(4):
        authenticate("Anna", "a wrong guess", CONTEXT, now)
    deletion.delete_account(anna, PASSWORD, CONTEXT, now)
    assert everything_stored()["log_ins"] == []
    assert registration.sign_up(ANNA, CONTEXT, now)


def test_two_administrators_who_leave_at_once_leave_one(app: Flask, now: datetime) -> None:
    both = [a_person(now, name, Role.ADMINISTRATOR) for name in ("Anna", "Bo")]

    def leave(person: Person) -> bool:
        with app.app_context():
            try:
                deletion.delete_account(person, PASSWORD, CONTEXT, now)
            except NotAllowedError:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(leave, both)) == 1
