"""People as administrators see them, and the one administrator who always remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from support.people import CONTEXT, PASSWORD, a_person, confirm_email, everything_stored

from quizapp.services.accounts import people, profile, recovery, sessions, visitors
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.errors import NotAllowedError, NotFoundError, SpentLinkError
from quizapp.services.permissions import Role
from quizapp.services.person import Person

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)


@pytest.fixture
def boss(now: datetime) -> Person:
    return a_person(now, "The Boss", Role.ADMINISTRATOR)


def test_people_are_listed_by_name_without_visitors(boss: Person, now: datetime) -> None:
    for name in ("zoe", "Mia", "anna"):
        a_person(now, name)
    visitors.begin_visit(now)
    page = people.list_people()
    assert [listed.display_name for listed in page.items] == ["anna", "Mia", boss.display_name, "zoe"]
    assert (page.total, page.number, page.pages) == (4, 1, 1)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ANN", ["Anna 100%", "Hannah"]),
        ("\uff21nna 1", ["Anna 100%"]),
        ("%", ["Anna 100%"]),
        ("_", []),
        ("\\", []),
        ("x" * 100_000, []),
        ("  ", ["Anna 100%", "Hannah"]),
    ],
)
def test_a_search_finds_part_of_a_name_whatever_its_case(
    search: str, found: list[str], now: datetime
) -> None:
    for name in ("Anna 100%", "Hannah"):
        a_person(now, name)
    page = people.list_people(search)
    assert [listed.display_name for listed in page.items] == found
    assert page.total == len(found)


def test_a_search_looks_at_both_names_and_the_address(now: datetime) -> None:
    anna = a_person(now, "a.schmidt", email="zebra@example.org")
    a_person(now, "Bo")
    profile.change_display_name(anna, "Anna")
    for search in ("schmidt", "ANNA", "Zebra@"):
        assert [listed.id for listed in people.list_people(search).items] == [anna.id]


def test_people_are_listed_with_both_names_and_their_address_with_its_state(now: datetime) -> None:
    anna = a_person(now, "a.schmidt", email="anna@example.org")
    profile.change_display_name(anna, "Anna")
    listed = people.find(anna.id)
    assert (listed.user_name, listed.display_name, listed.email) == ("a.schmidt", "Anna", "anna@example.org")
    assert not listed.email_is_confirmed
    confirm_email(anna, now)
    assert people.find(anna.id).email_is_confirmed


def test_pages_are_read_in_two_statements_however_many_people_there_are(now: datetime) -> None:
    for number in range(people.PAGE_SIZE + 1):
        a_person(now, f"Person {number:03}")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        first, second = people.list_people(), people.list_people(page=2)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 4
    assert (first.total, first.pages, len(first.items)) == (51, 2, 50)
    assert [listed.display_name for listed in second.items] == ["Person 050"]


@pytest.mark.parametrize("role", [Role.LEARNER, Role.INSTRUCTOR, Role.ADMINISTRATOR])
def test_an_administrator_gives_others_a_role(role: Role, boss: Person, now: datetime) -> None:
    anna = a_person(now, "Anna")
    assert people.change_role(boss, anna.id, role).role == role
    again = sessions.find_person(anna.id)
    assert again
    assert again.role == role


def test_nobody_changes_their_own_role(boss: Person, now: datetime) -> None:
    a_person(now, "Bo", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowedError, match="their own role"):
        people.change_role(boss, boss.id, Role.LEARNER)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.INSTRUCTOR])
def test_only_administrators_change_roles_and_make_links(role: Role, boss: Person, now: datetime) -> None:
    somebody = a_person(now, "Anna", role)
    before = everything_stored()
    with pytest.raises(NotAllowedError):
        people.change_role(somebody, boss.id, Role.LEARNER)
    with pytest.raises(NotAllowedError):
        people.make_password_link(somebody, boss.id, now)
    assert everything_stored() == before


def test_a_visitor_or_nobody_has_no_role_to_change(boss: Person, now: datetime) -> None:
    visitor = visitors.begin_visit(now)
    for user_id in (visitor.id, 10**9, 2**63 - 1):
        with pytest.raises(NotFoundError):
            people.change_role(boss, user_id, Role.LEARNER)
        with pytest.raises(NotFoundError):
            people.make_password_link(boss, user_id, now)
        with pytest.raises(NotFoundError):
            people.find(user_id)


def test_nobody_is_made_a_visitor(boss: Person, now: datetime) -> None:
    with pytest.raises(ValueError, match="visitor"):
        people.change_role(boss, a_person(now).id, Role.VISITOR)


def test_two_administrators_who_demote_each_other_at_once_leave_one(
    app: Flask, boss: Person, now: datetime
) -> None:
    other = a_person(now, "Bo", Role.ADMINISTRATOR)

    def demote(pair: tuple[Person, Person]) -> bool:
        with app.app_context():
            try:
                people.change_role(pair[0], pair[1].id, Role.LEARNER)
            except NotAllowedError:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(demote, [(boss, other), (other, boss)])) == 1


def test_a_link_lets_somebody_choose_a_password_and_ends_their_sessions(boss: Person, now: datetime) -> None:
    anna = a_person(now, "Anna")
    link = people.make_password_link(boss, anna.id, now)
    assert recovery.owner_of(link.token, now).user_name == "Anna"
    renewed = recovery.choose_password(link.token, "eight white swans", CONTEXT, now)
    assert renewed.id == anna.id
    assert renewed.session_token != anna.session_token
    assert authenticate("Anna", PASSWORD, CONTEXT, now) is None
    assert authenticate("Anna", "eight white swans", CONTEXT, now)
    with pytest.raises(SpentLinkError):
        recovery.choose_password(link.token, "nine black crows", CONTEXT, now)


def test_a_second_link_ends_the_first(boss: Person, now: datetime) -> None:
    anna = a_person(now, "Anna")
    first, second = (people.make_password_link(boss, anna.id, now) for _ in range(2))
    with pytest.raises(SpentLinkError):
        recovery.owner_of(first.token, now)
    assert recovery.owner_of(second.token, now).user_name == "Anna"


def test_a_link_ends_after_a_day(boss: Person, now: datetime) -> None:
    link = people.make_password_link(boss, a_person(now, "Anna").id, now)
    assert link.expires_at == now + DAY
    assert recovery.owner_of(link.token, now + DAY - timedelta(seconds=1)).user_name
    with pytest.raises(SpentLinkError):
        recovery.owner_of(link.token, now + DAY)


def test_from_the_shell_a_link_is_made_by_name(boss: Person, now: datetime) -> None:
    link = people.make_password_link_for_name("the  BOSS", now)
    assert recovery.owner_of(link.token, now).user_name == boss.display_name
    anna = a_person(now, "Anna", email="anna@example.org")
    with pytest.raises(NotFoundError):
        people.make_password_link_for_name("anna@example.org", now)
    confirm_email(anna, now)
    link = people.make_password_link_for_name("anna@example.org", now)
    assert recovery.owner_of(link.token, now).user_name == "Anna"
    with pytest.raises(NotFoundError):
        people.make_password_link_for_name("Nobody", now)
