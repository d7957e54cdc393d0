"""What the staff sees people called: "Fatima Oraz (fatima)", found by either name and either address."""

from datetime import datetime, timedelta

import pytest
from support.answers import right
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person, confirm_email

from quizapp.assignments.attention import Concern
from quizapp.assignments.terms import Terms
from quizapp.interchange.roster.reading import read_roster
from quizapp.quizzes.composition import just_draw
from quizapp.services.banks.audience import ANYBODY
from quizapp.services.courses import (
    attempts,
    audit,
    groups,
    invitations,
    members,
    overview,
    results,
    roster,
)
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.result_rows import Wanted
from quizapp.services.courses.roster import AppliedRoster
from quizapp.services.courses.roster_plan import Outcome
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR = timedelta(hours=1)
BOTH = "Fatima Oraz (fatima)"


@pytest.fixture
def ines(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def course(ines: Person, bank: int, now: datetime) -> int:
    return a_course(ines, now, banks=[bank])


@pytest.fixture
def fatima(ines: Person, course: int, now: datetime) -> Person:
    """Somebody who came by the invitation of a roster, and calls herself otherwise."""
    (link,) = applied(ines, course, "fatima@school.example,Fatima Oraz", now).handed_out
    person = a_person(now, "fatima")
    invitations.accept(person, link.token, now)
    reading().rollback()
    return person


def applied(ines: Person, course: int, row: str, now: datetime) -> AppliedRoster:
    file = read_roster(f"email,name\n{row}")
    reading().rollback()
    digest = roster.plan(ines, course, file, now).digest
    reading().rollback()
    done = roster.apply(ines, course, file, digest, now, None)
    assert isinstance(done, AppliedRoster)
    reading().rollback()
    return done


def shown(course: int, search: str = "") -> list[tuple[str, str | None, str]]:
    reading().rollback()
    found = members.list_members(ANYBODY, course, search).items
    return [(one.name, one.email, one.roster_email) for one in found if one.role is CourseRole.LEARNER]


@pytest.mark.usefixtures("fatima")
@pytest.mark.parametrize("search", ["", "ORAZ", "fatima", "@school", "tima or"])
def test_who_came_by_an_invitation_is_found_by_either_name(
    ines: Person, course: int, now: datetime, search: str
) -> None:
    assert shown(course, search) == [(BOTH, None, "fatima@school.example")]
    (row,) = results.find_results(ines, course, now, Wanted(search=search)).learners
    assert (row.name, row.display_name, row.roster_name) == (BOTH, "fatima", "Fatima Oraz")
    assert (row.email, row.roster_email) == (None, "fatima@school.example")


def test_attempts_attention_and_the_record_call_them_so(
    ines: Person, fatima: Person, course: int, bank: int, now: datetime
) -> None:
    put_in(course, a_person(now, "Gus"), CourseRole.LEARNER, now)
    quiz = assign(ines, course, settings_of(bank, Terms(due_at=now + HOUR), just_draw(3)), now)
    reading().rollback()
    named = {one.concern: one.named for one in overview.find_overview(ines, course, now).attention}
    assert [one.name for one in named[Concern.NOT_BEGUN]] == [BOTH, "Gus"]
    attempt = begin(fatima, course, quiz, now)
    answer_all(fatima, attempt, right, now)
    closing.finish(fatima, attempt, now)
    reading().rollback()
    assert [one.name for one in attempts.list_attempts(ines, course, quiz, now).items] == [BOTH]
    assert attempts.find_attempt(ines, course, quiz, attempt, now).listed.name == BOTH
    group = groups.make(ines, course, "Lab", now)
    groups.put_member(ines, course, fatima.id, frozenset({group}), now)
    assert BOTH in {one.subject for one in audit.list_changes(course).items}


def test_a_roster_names_accounts_that_it_finds(ines: Person, course: int, now: datetime) -> None:
    lea = a_person(now, "lea99", email="lea@school.example")
    confirm_email(lea, now)
    applied(ines, course, "LEA@school.example,Lea Roth", now)
    assert shown(course) == [("Lea Roth (lea99)", "lea@school.example", "LEA@school.example")]
    again = applied(ines, course, "lea@school.example,lea roth", now)
    assert [row.outcome for row in again.plan.rows] == [Outcome.STAYS]
    other = applied(ines, course, "lea@school.example,Lea Weber", now)
    assert [row.outcome for row in other.plan.rows] == [Outcome.NAMED]
    assert [name for name, *_ in shown(course, "weber")] == ["Lea Weber (lea99)"]
    members.remove(ines, course, lea.id, now)
    applied(ines, course, "lea@school.example,LEA99", now)
    assert [name for name, *_ in shown(course)] == ["lea99"]


def test_a_member_who_came_by_the_code_is_named_by_a_later_roster(
    ines: Person, course: int, now: datetime
) -> None:
    lea = a_person(now, "lea99", email="lea@school.example")
    confirm_email(lea, now)
    put_in(course, lea, CourseRole.LEARNER, now)
    applied(ines, course, "lea@school.example,Lea Roth", now)
    assert [name for name, *_ in shown(course)] == ["Lea Roth (lea99)"]


def test_nobody_is_renamed_by_trying_the_link_of_somebody_else(
    ines: Person, fatima: Person, course: int, now: datetime
) -> None:
    tom = a_person(now, "Tom")
    put_in(course, tom, CourseRole.ASSISTANT, now)
    for person in (fatima, tom):
        token = invitations.invite_one(ines, course, NewInvitation("mia@school.example", "Mia"), now, None)
        assert token
        invitations.accept(person, token, now)
        reading().rollback()
    assert {one.name for one in members.list_members(ANYBODY, course).items} == {"Ines", "Tom", BOTH}
