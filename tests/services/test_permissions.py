from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.permissions import (
    INSTALLATION,
    RULES,
    Installation,
    Owned,
    Permission,
    Role,
    Scope,
    all_of,
    can_be_given,
    has_account,
    is_anybody,
    is_known,
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
scopes: st.SearchStrategy[Scope] = st.builds(Owned, ids) | st.builds(Installation)


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
    if may(person, permission, scope) and scope != Owned(person.id):
        assert may(person, permission, INSTALLATION)


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


@pytest.mark.parametrize("role", Role)
def test_roles_for_those_with_an_account_can_be_given(role: Role) -> None:
    assert can_be_given(role) == has_account(Somebody(role, 1))
    assert is_known(Somebody(role, 1)) == (role is not Role.ANONYMOUS)
