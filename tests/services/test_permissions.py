from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.permissions import (
    INSTALLATION,
    RULES,
    CourseRole,
    CourseScope,
    Installation,
    Owned,
    Permission,
    Role,
    Scope,
    all_of,
    can_be_given,
    has_account,
    is_anybody,
    is_hidden,
    is_known,
    is_of_owner,
    is_of_staff,
    is_open,
    is_owner,
    may,
)


@dataclass(frozen=True)
class Somebody:
    role: Role
    id: int | None


ids = st.integers(1, 3) | st.none()
people = st.builds(Somebody, st.sampled_from(Role), ids)
course_roles = st.sampled_from(CourseRole) | st.none()
course_scopes = st.builds(CourseScope, ids, course_roles)
scopes: st.SearchStrategy[Scope] = st.builds(Owned, ids) | st.builds(Installation) | course_scopes


def test_each_permission_has_a_rule_and_a_name_in_three_parts() -> None:
    assert set(RULES) == set(Permission)
    assert [name for name in Permission if len(name.split(":")) != 3 or not all(name.split(":"))] == []


@given(people, scopes)
def test_only_an_owner_with_a_row_owns(person: Somebody, scope: Scope) -> None:
    is_theirs = scope == Owned(person.id) and person.id is not None
    assert is_owner(person, scope) == is_theirs


@given(people, scopes, st.sampled_from(Permission))
def test_another_persons_things_are_open_to_those_alone_who_may_do_it_everywhere(
    person: Somebody, scope: Scope, permission: Permission
) -> None:
    if may(person, permission, scope) and scope != Owned(person.id) and not isinstance(scope, CourseScope):
        assert may(person, permission, INSTALLATION)


@given(people, course_scopes, st.sampled_from(Permission))
def test_a_course_opens_more_with_each_role_and_all_to_administrators(
    person: Somebody, scope: CourseScope, permission: Permission
) -> None:
    if may(person, permission, scope):
        higher = [None, *reversed(CourseRole)]
        for role in higher[higher.index(scope.role) :]:
            assert may(person, permission, CourseScope(scope.course_id, role))
        assert may(Somebody(Role.ADMINISTRATOR, 9), permission, CourseScope(scope.course_id, None))


@given(people, course_scopes)
def test_a_course_is_hidden_from_those_who_may_do_nothing_in_it(person: Somebody, scope: CourseScope) -> None:
    elsewhere = {permission for permission in Permission if may(person, permission, INSTALLATION)}
    may_here = {permission for permission in Permission if may(person, permission, scope)} - elsewhere
    assert is_hidden(person, scope) == (not may_here)
    assert not is_hidden(person, INSTALLATION)


@given(people, scopes, st.sampled_from(Permission))
def test_signing_up_and_being_promoted_lose_nothing(
    person: Somebody, scope: Scope, permission: Permission
) -> None:
    if may(person, permission, scope):
        higher = list(Role)[list(Role).index(person.role) :]
        assert all(may(Somebody(role, person.id), permission, scope) for role in higher)


@given(people, scopes)
def test_what_is_open_is_open_to_all(person: Somebody, scope: Scope) -> None:
    assert all(may(person, permission, scope) for permission in Permission if is_open(permission))
    assert all_of(is_anybody, is_anybody)(person, scope)


@given(people, scopes)
def test_all_of_them_must_hold(person: Somebody, scope: Scope) -> None:
    both = all_of(has_account, is_owner)(person, scope)
    assert both == (has_account(person) and is_owner(person, scope))


@pytest.mark.parametrize("role", CourseRole)
def test_the_staff_of_a_course_is_whoever_may_see_its_people(role: CourseRole) -> None:
    scope = CourseScope(1, role)
    assert is_of_staff(role) == may(Somebody(Role.LEARNER, 1), Permission.READ_COURSE_PEOPLE, scope)
    assert is_of_owner(role) == may(Somebody(Role.LEARNER, 1), Permission.CHANGE_COURSE_STAFF, scope)


@pytest.mark.parametrize("role", Role)
def test_roles_for_those_with_an_account_can_be_given(role: Role) -> None:
    assert can_be_given(role) == has_account(Somebody(role, 1))
    assert is_known(Somebody(role, 1)) == (role is not Role.ANONYMOUS)
