"""Codes, links and invitations: who has one comes in, who guesses is kept waiting."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from support.courses import a_course, put_in
from support.jobs import do_jobs, jobs
from support.mail import Mailbox
from support.parallel import at_once
from support.people import HOME, a_person, everything_stored

from quizapp.services.accounts.throttle import GUESSES, Action
from quizapp.services.courses import courses, groups, invitations, join_code, joining, members, roles
from quizapp.services.courses.invitations import LASTS, NewInvitation
from quizapp.services.errors import (
    InvalidError,
    NotAllowedError,
    SpentLinkError,
    ThrottledError,
)
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

needs_app = pytest.mark.usefixtures("in_app")

SECOND = timedelta(seconds=1)
LOOK_ALIKES = ("0OQ", "1IL", "2Z", "5S", "8B", "6G", "UV")


@pytest.fixture
def ines(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def course(ines: Person, now: datetime) -> int:
    return a_course(ines, now)


@pytest.fixture
def lea(in_app: None, now: datetime) -> Person:  # noqa: ARG001
    return a_person(now, "Lea")


def role_of(person: Person, course_id: int) -> CourseRole | None:
    reading().rollback()
    return roles.role_of(person.id, course_id)


# --- The code ---


def test_no_two_signs_of_a_code_look_alike_and_none_makes_words() -> None:
    signs = set(join_code.ALPHABET)
    assert len(signs) == len(join_code.ALPHABET)
    assert len(signs) ** join_code.LENGTH > 10**10
    assert [pair for pair in LOOK_ALIKES if len(signs & set(pair)) > 1] == []
    assert signs.isdisjoint("AEIOUY")


codes = st.text(join_code.ALPHABET, min_size=join_code.LENGTH, max_size=join_code.LENGTH)


@given(codes, st.lists(st.sampled_from(" \t-\u2013\u2011\u00a0"), max_size=6), st.data())
def test_a_code_is_read_however_it_is_typed(code: str, between: list[str], data: st.DataObject) -> None:
    typed = [data.draw(st.sampled_from((sign, sign.lower()))) for sign in code]
    for sign in between:
        typed.insert(data.draw(st.integers(0, len(typed))), sign)
    assert join_code.fold_code("".join(typed)) == code
    assert join_code.fold_code(join_code.show_code(code)) == code


@given(st.text())
def test_what_is_no_code_is_none(typed: str) -> None:
    code = join_code.fold_code(typed)
    assert code is None or (len(code) == join_code.LENGTH and set(code) <= set(join_code.ALPHABET))


def test_new_codes_are_codes() -> None:
    made = {join_code.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(join_code.fold_code(code) == code for code in made)


# --- Joining ---


@needs_app
def test_a_code_and_a_link_make_learners(course: int, lea: Person, now: datetime) -> None:
    shown = courses.find(course)
    typed = f" {join_code.show_code(shown.join_code).lower()} "
    assert joining.course_behind(shown.join_token).title == "Geography"
    joined = joining.join_by_code(lea, typed, HOME, now)
    assert (joined.id, joined.title, joined.was_member) == (course, "Geography", False)
    assert joining.join_by_link(lea, shown.join_token, now).was_member
    assert role_of(lea, course) is CourseRole.LEARNER


@needs_app
@pytest.mark.parametrize("way", ["closed", "archived", "renewed"])
def test_a_course_that_is_closed_archived_or_renewed_is_not_joined(
    way: str, course: int, ines: Person, lea: Person, now: datetime
) -> None:
    shown = courses.find(course)
    change = {"closed": joining.close_joining, "archived": courses.archive, "renewed": joining.renew}[way]
    back = {"closed": joining.open_joining, "archived": courses.restore}.get(way)
    change(ines, course, now)
    with pytest.raises(InvalidError, match="No course has this code"):
        joining.join_by_code(lea, shown.join_code, HOME, now)
    for use in (partial(joining.join_by_link, lea, shown.join_token, now),
                partial(joining.course_behind, shown.join_token)):  # fmt: skip
        with pytest.raises(SpentLinkError):
            use()
    assert role_of(lea, course) is None
    reading().rollback()
    if back:
        back(ines, course, now)
    shown = courses.find(course)
    reading().rollback()
    assert joining.join_by_code(lea, shown.join_code, HOME, now).id == course


@needs_app
def test_guesses_are_throttled_by_person_and_by_address(course: int, now: datetime) -> None:
    of_person, of_address = GUESSES[Action.JOIN]
    code = courses.find(course).join_code
    wrong = "CCCCCCCC" if code != "CCCCCCCC" else "DDDDDDDD"
    for tried in range(of_address.tries // of_person.tries):
        guesser = a_person(now)
        for _ in range(of_person.tries):
            with pytest.raises(InvalidError):
                joining.join_by_code(guesser, wrong, HOME, now)
        with pytest.raises(ThrottledError, match="Please wait 15 minutes"):
            joining.join_by_code(guesser, code, f"203.0.113.{tried}", now)
    newcomer = a_person(now)
    with pytest.raises(ThrottledError):
        joining.join_by_code(newcomer, code, HOME, now)
    assert joining.join_by_code(newcomer, code, "203.0.113.77", now).id == course
    assert joining.join_by_code(a_person(now), code, HOME, now + of_address.within).id == course
    assert wrong not in str(everything_stored()["log_ins"])


# --- Invitations ---


@needs_app
def test_an_invitation_brings_one_person_into_a_role_and_a_group(
    course: int, ines: Person, lea: Person, now: datetime
) -> None:
    group_id = groups.make(ines, course, "Section A", now)
    new = NewInvitation("tom@example.org", "Tom", CourseRole.ASSISTANT, group_id)
    token = invitations.invite_one(ines, course, new, now, link_beginning=None)
    assert token
    told = invitations.behind(token, now)
    assert (told.course, told.role, told.name) == ("Geography", CourseRole.ASSISTANT, "Tom")
    assert [(one.email, one.group) for one in invitations.list_open(course)] == [
        ("tom@example.org", "Section A")
    ]
    reading().rollback()
    invitations.accept(lea, token, now)
    member = members.find(ines, course, lea.id)
    assert (member.role, [group.name for group in member.groups]) == (CourseRole.ASSISTANT, ["Section A"])
    assert invitations.list_open(course) == ()
    with pytest.raises(SpentLinkError):
        invitations.accept(a_person(now), token, now)


@needs_app
def test_an_invitation_takes_nothing_from_anybody(course: int, ines: Person, now: datetime) -> None:
    token = invitations.invite_one(ines, course, NewInvitation("ines@example.org"), now, None)
    assert invitations.accept(ines, token or "", now).was_member
    assert role_of(ines, course) is CourseRole.OWNER


@needs_app
def test_of_twenty_who_use_an_invitation_at_once_one_comes_in(
    app: Flask, course: int, ines: Person, now: datetime
) -> None:
    token = invitations.invite_one(ines, course, NewInvitation("tom@example.org"), now, None) or ""
    people = [a_person(now) for _ in range(20)]
    said = at_once([partial(invitations.accept, person, token, now) for person in people], app)
    assert sum(isinstance(one, SpentLinkError) for one in said) == 19
    reading().rollback()
    assert members.list_members(ines, course).total == 2


@needs_app
def test_an_invitation_ends_with_its_time_with_another_and_when_it_is_withdrawn(
    course: int, ines: Person, now: datetime
) -> None:
    new = NewInvitation("tom@example.org")
    first = invitations.invite_one(ines, course, new, now, None) or ""
    second = invitations.invite_one(ines, course, new, now, None) or ""
    assert invitations.behind(second, now + LASTS - SECOND)
    for token, at in ((first, now), (second, now + LASTS), ("", now), ("no such token", now)):
        with pytest.raises(SpentLinkError):
            invitations.behind(token, at)
    (waiting,) = invitations.list_open(course)
    reading().rollback()
    assert invitations.withdraw(ines, course, waiting.id, now) == "tom@example.org"
    with pytest.raises(SpentLinkError):
        invitations.behind(second, now)
    assert invitations.withdraw(ines, course, waiting.id, now) is None


@needs_app
def test_only_owners_invite_staff(course: int, ines: Person, now: datetime) -> None:
    put_in(course, tom := a_person(now, "Tom"), CourseRole.INSTRUCTOR, now)
    assert invitations.invite_one(tom, course, NewInvitation("a@example.org"), now, None)
    before = everything_stored()
    for person, role, refusal in (
        (tom, CourseRole.ASSISTANT, NotAllowedError),
        (ines, CourseRole.OWNER, InvalidError),
    ):
        with pytest.raises(refusal):
            invitations.invite_one(person, course, NewInvitation("b@example.org", role=role), now, None)
    assert everything_stored() == before


@needs_app
def test_an_invitation_is_mailed_where_mail_is_sent(
    course: int, ines: Person, lea: Person, mailbox: Mailbox, now: datetime
) -> None:
    new = NewInvitation("tom@example.org", "Tom")
    beginning = "https://quiz.example.org/invitation/"
    assert invitations.invite_one(ines, course, new, now, beginning) is None
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert letter["To"] == "tom@example.org"
    text = letter.get_content()
    assert "Hello Tom," in text
    assert 'course "Geography"' in text
    (link,) = (line for line in text.splitlines() if line.startswith(beginning))
    assert invitations.accept(lea, link.removeprefix(beginning), now).id == course


@needs_app
def test_an_invitation_that_is_withdrawn_before_its_letter_is_not_mailed(
    course: int, ines: Person, mailbox: Mailbox, now: datetime
) -> None:
    for name in ("tom", "mia"):
        invitations.invite_one(ines, course, NewInvitation(f"{name}@example.org"), now, "https://q.example/")
    _mia, tom = invitations.list_open(course)
    reading().rollback()
    invitations.withdraw(ines, course, tom.id, now)
    do_jobs(mailbox.server, now)
    assert mailbox.next()["To"] == "mia@example.org"
    assert mailbox.letters.empty()
    assert [job.state for job in jobs()] == ["done", "done"]
