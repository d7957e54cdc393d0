"""The people of a course: who comes, goes and returns; a course always has an owner."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.courses import a_course, in_a_course, join, put_in
from support.parallel import at_once
from support.people import a_person, everything_stored

from quizapp.assignments.resolving import Accommodation
from quizapp.models import Membership
from quizapp.services.courses import accommodations, audit, courses, groups, joining, members, roles
from quizapp.services.courses.accommodations import GivenAccommodation
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError, TakenError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR = timedelta(hours=1)


@pytest.fixture
def course(ines: Person, now: datetime) -> int:
    return a_course(ines, now)


def role_of(person: Person, course_id: int) -> CourseRole | None:
    reading().rollback()
    return roles.role_of(person.id, course_id)


def test_a_learner_who_leaves_is_hidden_and_finds_everything_again(ines: Person, now: datetime) -> None:
    lea = a_person(now, "Lea")
    course_id = in_a_course(ines, lea, now)
    member = members.find(ines, course_id, lea.id)
    members.leave(lea, course_id, now + HOUR)
    assert role_of(lea, course_id) is None
    assert [one.user_id for one in members.list_members(ines, course_id).items] == [ines.id]
    with pytest.raises(NotFoundError):
        members.find(ines, course_id, lea.id)
    assert members.leave(lea, course_id, now + 2 * HOUR) == "Geography"
    join(course_id, lea, now + 2 * HOUR)
    assert members.find(ines, course_id, lea.id) == member
    assert member.has_accommodation
    assert [group.name for group in member.groups] == ["Section A"]


def test_one_who_was_removed_from_the_staff_returns_as_a_learner(
    ines: Person, course: int, now: datetime
) -> None:
    tom = a_person(now, "Tom")
    put_in(course, tom, CourseRole.INSTRUCTOR, now)
    members.remove(ines, course, tom.id, now)
    join(course, tom, now)
    assert role_of(tom, course) is CourseRole.LEARNER


def test_one_of_the_staff_who_uses_the_link_stays_on_the_staff(
    ines: Person, course: int, now: datetime
) -> None:
    join(course, ines, now)
    assert role_of(ines, course) is CourseRole.OWNER


def test_only_owners_give_roles_and_remove_staff(ines: Person, course: int, now: datetime) -> None:
    people = {role: a_person(now, role) for role in CourseRole}
    for role, person in people.items():
        put_in(course, person, role, now)
    teacher, learner = people[CourseRole.INSTRUCTOR], people[CourseRole.LEARNER]
    before = everything_stored()
    for change in (
        partial(members.change_role, teacher, course, learner.id, CourseRole.ASSISTANT, now),
        partial(members.remove, teacher, course, people[CourseRole.ASSISTANT].id, now),
        partial(members.remove, teacher, course, ines.id, now),
        partial(members.remove, people[CourseRole.ASSISTANT], course, learner.id, now),
        partial(members.remove, learner, course, learner.id, now),
    ):
        with pytest.raises(NotAllowedError):
            change()
    assert everything_stored() == before
    members.change_role(ines, course, learner.id, CourseRole.ASSISTANT, now)
    assert role_of(learner, course) is CourseRole.ASSISTANT
    members.change_role(ines, course, learner.id, CourseRole.LEARNER, now)
    members.remove(teacher, course, learner.id, now)
    assert role_of(learner, course) is None
    reading().rollback()
    told = [(one.action, one.by, one.subject) for one in audit.list_changes(course).items]
    assert told == [
        ("member:removed", "instructor", "learner"),
        ("role:changed", "Ines", "learner"),
        ("role:changed", "Ines", "learner"),
        ("course:created", "Ines", None),
    ]


def test_nothing_is_done_to_people_of_another_course(ines: Person, course: int, now: datetime) -> None:
    lea = a_person(now, "Lea")
    elsewhere = in_a_course(a_person(now, "Otto", Role.INSTRUCTOR), lea, now)
    group_there = groups.list_groups(ines, elsewhere)[0].id
    before = everything_stored()
    for change in (
        partial(members.change_role, ines, course, lea.id, CourseRole.ASSISTANT, now),
        partial(members.remove, ines, course, lea.id, now),
        partial(groups.put_member, ines, course, lea.id, frozenset(), now),
        partial(groups.put_member, ines, course, ines.id, frozenset({group_there}), now),
        partial(groups.rename, ines, course, group_there, "Mine", now),
        partial(groups.delete_group, ines, course, group_there, now),
        partial(
            accommodations.change,
            ines,
            course,
            lea.id,
            GivenAccommodation(Accommodation(time_factor=2), ""),
            now,
        ),
        partial(members.remove, ines, elsewhere, lea.id, now),
    ):
        with pytest.raises(NotFoundError):
            change()
    assert everything_stored() == before


def test_the_last_owner_neither_leaves_nor_becomes_less(ines: Person, course: int, now: datetime) -> None:
    boss = a_person(now, "Ada", Role.ADMINISTRATOR)
    before = everything_stored()
    for change in (
        partial(members.leave, ines, course, now),
        partial(members.remove, boss, course, ines.id, now),
        partial(members.change_role, ines, course, ines.id, CourseRole.LEARNER, now),
    ):
        with pytest.raises(NotAllowedError, match="needs an owner"):
            change()
    assert everything_stored() == before
    tom = a_person(now, "Tom")
    put_in(course, tom, CourseRole.LEARNER, now)
    members.change_role(ines, course, tom.id, CourseRole.OWNER, now)
    members.leave(ines, course, now)
    assert role_of(ines, course) is None


def test_of_two_owners_who_remove_each_other_at_once_one_is_left(
    app: Flask, ines: Person, course: int, now: datetime
) -> None:
    tom = a_person(now, "Tom")
    put_in(course, tom, CourseRole.OWNER, now)
    work = [
        partial(members.remove, ines, course, tom.id, now),
        partial(members.remove, tom, course, ines.id, now),
    ]
    said = at_once(work, app)
    assert Counter(type(one) for one in said) == {members.Removed: 1, NotFoundError: 1}
    assert [one.role for one in members.list_members(ines, course).items] == [CourseRole.OWNER]


def test_twenty_joins_of_one_person_at_once_make_one_member(
    app: Flask, ines: Person, course: int, now: datetime
) -> None:
    lea = a_person(now, "Lea")
    token, code = courses.find(course).join_token, courses.find(course).join_code
    by_link = partial(joining.join_by_link, lea, token, now)
    by_code = partial(joining.join_by_code, lea, code, "192.0.2.1", now)
    said = at_once([by_link, by_code] * 10, app)
    assert Counter(one.was_member for one in said if not isinstance(one, Exception)) == {False: 1, True: 19}
    reading().rollback()
    assert reading().scalar(select(func.count()).where(Membership.user_id == lea.id)) == 1
    assert members.list_members(ines, course).total == 2
    assert role_of(ines, course) is CourseRole.OWNER


def test_people_are_listed_by_role_and_name_and_found_by_a_part_of_it(
    ines: Person, course: int, now: datetime
) -> None:
    for name in ("zoe", "Mia", "anna"):
        put_in(course, a_person(now, name, email=f"{name}@example.org"), CourseRole.LEARNER, now)
    put_in(course, a_person(now, "Tom"), CourseRole.ASSISTANT, now)
    a_person(now, "Mia Elsewhere")
    names = [one.display_name for one in members.list_members(ines, course).items]
    assert names == ["Ines", "Tom", "anna", "Mia", "zoe"]
    assert [one.display_name for one in members.list_members(ines, course, "MIA").items] == ["Mia"]
    assert [one.user_name for one in members.list_members(ines, course, "zoe@ex").items] == ["zoe"]
    assert members.list_members(ines, course, "%").items == ()
    group_id = groups.make(ines, course, "Section A", now)
    groups.put_member(ines, course, ines.id, frozenset({group_id}), now)
    assert [one.display_name for one in members.list_members(ines, course, group_id=group_id).items] == [
        "Ines"
    ]


def test_groups_have_names_of_their_own(ines: Person, course: int, now: datetime) -> None:
    first = groups.make(ines, course, "  Section   A ", now)
    second = groups.make(ines, course, "Section B", now)
    for name, refusal in (("section a", TakenError), (" ", InvalidError), ("x" * 81, InvalidError)):
        with pytest.raises(refusal):
            groups.make(ines, course, name, now)
    with pytest.raises(TakenError):
        groups.rename(ines, course, second, "SECTION A", now)
    groups.rename(ines, course, first, "section A", now)
    groups.put_member(ines, course, ines.id, frozenset({first, second}), now)
    groups.put_member(ines, course, ines.id, frozenset({second}), now)
    listed = groups.list_groups(ines, course)
    assert [(one.name, one.members) for one in listed] == [("section A", 0), ("Section B", 1)]
    reading().rollback()
    assert groups.delete_group(ines, course, second, now) == "Section B"
    assert members.find(ines, course, ines.id).groups == ()
    with pytest.raises(NotFoundError):
        groups.find(ines, course, second)


def test_an_accommodation_holds_until_it_is_changed(ines: Person, course: int, now: datetime) -> None:
    put_in(course, lea := a_person(now, "Lea"), CourseRole.LEARNER, now)
    assert accommodations.find(course, lea.id) == GivenAccommodation(Accommodation(), "")
    more = GivenAccommodation(
        Accommodation(time_factor=1.25, extra_minutes=10, extra_attempts=1, extra_days=2), "a broken arm"
    )
    for _ in range(2):
        reading().rollback()
        accommodations.change(ines, course, lea.id, more, now)
    assert accommodations.find(course, lea.id) == more
    changed = [one for one in audit.list_changes(course).items if one.action == "accommodation:changed"]
    assert [one.reason for one in changed] == ["a broken arm"]
