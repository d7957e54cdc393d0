"""Every route for every role, asked for somebody else's real things: what the table allows, nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

import pytest
import webtest
from flask import Flask
from support.foreign import Call, calls
from support.people import a_browser, everything_stored, somebody
from support.world import (
    ASSISTANT,
    LEARNER,
    LEARNER_ELSEWHERE,
    OWNER,
    OWNER_ELSEWHERE,
    TEACHER,
    VISITOR,
    World,
)
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.services.permissions import (
    Asker,
    CourseRole,
    CourseScope,
    Owned,
    Permission,
    Role,
    has_account,
    is_administrator,
    may,
)
from quizapp.web import access
from quizapp.web.access import Anonymous, needed_by, needs
from quizapp.web.scopes import OfCourse, Own, shared

#: The areas of permissions, where they aren't named like the blueprints.
AREAS = {
    "home": "site",
    "static": "site",
    "languages": "site",
    "course_people": "courses",
    "joining": "courses",
    "roster": "courses",
    **dict.fromkeys(
        ("setting", "asking", "overrides", "preview", "course_attempts", "results", "marking"), "assignments"
    ),
}
#: What people are to the course that all calls are about.
ROLES_IN_COURSE = {
    OWNER: CourseRole.OWNER,
    TEACHER: CourseRole.INSTRUCTOR,
    ASSISTANT: CourseRole.ASSISTANT,
    LEARNER: CourseRole.LEARNER,
    OWNER_ELSEWHERE: None,
    LEARNER_ELSEWHERE: None,
}
#: How what isn't the person's own is missing, where not by 404.
MISSING = {
    "quizzes.discard": 303,  # what is not there is discarded already
}


class Verdict(Enum):
    ALLOWED = "allowed"
    REFUSED = "refused"
    MISSING = "missing"


def is_of_course(world: World, call: Call) -> bool:
    return isinstance(needed_by(world.app, call.endpoint).scope, OfCourse)


def verdict(
    world: World, call: Call, person: Asker, owner: Asker, in_course: CourseRole | None = None
) -> Verdict:
    """Return what the table says of a call by a person, for what is its owner's or belongs to the course."""
    needed = needed_by(world.app, call.endpoint)
    if is_of_course(world, call):
        if may(person, needed.permission, CourseScope(world.course.id, in_course)):
            return Verdict.ALLOWED
        # Administrators count as owners of every course.
        is_nobody_there = in_course is None and not is_administrator(person)
        return Verdict.MISSING if has_account(person) and is_nobody_there else Verdict.REFUSED
    own = needed.scope.find(person, {})
    names_a_thing = isinstance(needed.scope, Own) and (needed.scope.argument or needed.scope.field)
    if may(person, needed.permission, Owned(owner.id) if names_a_thing else own):
        return Verdict.ALLOWED
    # It isn't theirs: where they might have such a thing of their own, it looks as if it never was.
    return Verdict.MISSING if may(person, needed.permission, own) else Verdict.REFUSED


def wrong(call: Call, page: TestResponse, person: Asker, expected: Verdict) -> Iterator[str]:
    """Yield a complaint where a page isn't what was expected."""
    onward = f"/log-in?next={call.path}"
    is_refusal = (
        page.status_code == 403
        if has_account(person)
        else (page.status_code == 401 if call.method == "POST" else page.location == onward)
    )
    is_right = {
        Verdict.ALLOWED: page.status_code not in {403, 404} and not is_refusal,
        Verdict.REFUSED: is_refusal,
        Verdict.MISSING: page.status_code == MISSING.get(call.endpoint, 404),
    }
    if page.status_code >= 500 or not is_right[expected]:
        yield f"{call} by {person.role}: {page.status}, {page.location}, but {expected}"


def newcomer(world: World, role: Role) -> World:
    """Return the world as somebody new comes to it, who has nothing there yet."""
    with world.app.app_context():
        return replace(world, people={role: somebody(role)})


@pytest.mark.parametrize("role", Role)
def test_what_is_refused_or_somebody_elses_changes_nothing(role: Role, world: World) -> None:
    here = newcomer(world, role)
    person = here.people[role] or Anonymous()
    with world.app.app_context():
        here.stored = everything_stored()
    found = set()
    for call in calls(world):
        expected = verdict(world, call, person, world.person(LEARNER))
        if expected is not Verdict.ALLOWED:
            page = here.send(role, call.method, call.path, call.body)
            assert list(wrong(call, page, person, expected)) == []
            found.add(expected)
    assert here.changed() == []
    assert found == {
        Role.ANONYMOUS: {Verdict.REFUSED},
        Role.ADMINISTRATOR: {Verdict.MISSING, Verdict.REFUSED},
    }.get(role, {Verdict.REFUSED, Verdict.MISSING})


@pytest.mark.parametrize("role", Role)
def test_what_the_table_allows_is_there(role: Role, world: World) -> None:
    for call in calls(world):
        # Somebody new each time: some calls end the session.
        here = newcomer(world, role)
        person = here.people[role] or Anonymous()
        if verdict(world, call, person, world.person(LEARNER)) is Verdict.ALLOWED:
            page = here.send(role, call.method, call.path, call.body)
            assert list(wrong(call, page, person, Verdict.ALLOWED)) == []
            if call.method == "POST" and is_of_course(world, call):
                world.restore()


@pytest.mark.parametrize("who", ROLES_IN_COURSE)
def test_in_a_course_one_may_what_ones_role_there_allows_and_nothing_else(who: str, world: World) -> None:
    person, role = world.person(who), ROLES_IN_COURSE[who]
    found = dict.fromkeys(Verdict, 0)
    for call in calls(world):
        if is_of_course(world, call):
            expected = verdict(world, call, person, world.person(LEARNER), role)
            page = world.send(who, call.method, call.path, call.body)
            assert list(wrong(call, page, person, expected)) == []
            if expected is not Verdict.ALLOWED:
                assert world.changed() == [], call
            elif call.method == "POST":
                world.restore()
            found[expected] += 1
    if role is None:
        assert found[Verdict.ALLOWED] == found[Verdict.REFUSED] == 0
    else:
        assert found[Verdict.MISSING] == 0
        # Not even owners may do everything: assignments are taken by learners.
        assert found[Verdict.REFUSED]


def test_what_another_course_has_is_not_found_in_ones_own(world: World) -> None:
    """Its people, groups and invitations, asked for by an owner below the address of their own course."""
    there = {
        "course_id": world.course.id,
        "user_id": world.person(OWNER_ELSEWHERE).id,
        "group_id": world.elsewhere.group,
        "assignment_id": world.elsewhere.assignment,
        "override_id": world.elsewhere.override,
        "attempt_id": world.elsewhere.attempt,
        "invitation_id": world.elsewhere.invitation_id,
    }
    adapter = world.app.url_map.bind("localhost")
    found = []
    for call in calls(world):
        endpoint, arguments = adapter.match(call.path, method=call.method)
        if is_of_course(world, call) and len(arguments) > 1:
            named = there
            if endpoint.startswith("marking."):
                named = world.elsewhere.marking | {"course_id": world.course.id}
            path = adapter.build(endpoint, {name: named[name] for name in arguments})
            learns = needed_by(world.app, call.endpoint).permission is Permission.TAKE_ASSIGNMENT
            page = world.send(LEARNER if learns else OWNER, call.method, path, call.body)
            assert page.status_code == 404, call
            found.append(call)
    assert world.changed() == []
    assert found


@pytest.mark.parametrize("who", [LEARNER, VISITOR])
def test_what_is_ones_own_is_there(who: str, world: World) -> None:
    person = world.person(who)
    found = set()
    for call in calls(world, who):
        scope = needed_by(world.app, call.endpoint).scope
        if isinstance(scope, Own) and (scope.argument or scope.field):
            expected = verdict(world, call, person, person)
            page = world.send(who, call.method, call.path, call.body)
            assert list(wrong(call, page, person, expected)) == []
            found.add(expected)
            if call.method == "POST":
                world.restore()
    assert found == {Verdict.ALLOWED} | ({Verdict.REFUSED} if who == VISITOR else set())


def test_every_route_is_somebodys(app: Flask) -> None:
    """One whose scope doesn't fit its permission is refused to all."""
    with app.app_context():
        boss = somebody(Role.ADMINISTRATOR)
    assert boss
    as_learner = CourseScope(1, CourseRole.LEARNER)
    refused = [
        name
        for name in app.view_functions
        if not needed_by(app, name).is_given(boss, {})
        and not may(boss, needed_by(app, name).permission, as_learner)
    ]
    assert refused == []


def test_every_view_takes_a_permission_of_its_area(app: Flask) -> None:
    for endpoint in app.view_functions:
        blueprint = endpoint.split(".")[0]
        area = needed_by(app, endpoint).permission.split(":")[0]
        assert area == AREAS.get(blueprint, blueprint), endpoint


@pytest.mark.parametrize("role", Role)
def test_the_navigation_leads_where_one_may_go_and_nowhere_else(role: Role, app: Flask) -> None:
    with app.app_context():
        person = somebody(role)
    header = a_browser(app, person).get("/").html.find("header")
    paths = {link["href"] for link in header.find_all("a")}
    open_to_them = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.methods and "GET" in rule.methods
        if needed_by(app, rule.endpoint).is_given(person or Anonymous(), {})
    }
    assert paths <= open_to_them
    for path in ("/banks", "/people", "/settings", "/review"):
        assert (path in paths) == (path in open_to_them), path


def test_an_app_with_a_view_that_names_no_permission_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "open to everybody"
    with pytest.raises(LookupError, match="'forgotten' names no permission"):
        access.install(app, app.login_manager)  # type: ignore[attr-defined]


def test_an_app_with_a_scope_that_its_route_cannot_find_does_not_start(bare: Flask) -> None:
    view = needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))(lambda **_: "somebody's")
    bare.add_url_rule("/odd/<key:attempt>", "odd", view)
    with pytest.raises(LookupError, match="'odd' depends on 'attempt_id'"):
        access.install(bare, bare.login_manager)  # type: ignore[attr-defined]


def test_a_view_that_comes_later_without_a_permission_answers_nobody(bare: Flask) -> None:
    bare.add_url_rule("/marked", "marked", needs(Permission.VISIT_SITE, shared)(lambda: "open to everybody"))
    bare.add_url_rule("/forgotten", "forgotten", lambda: "open to everybody")
    browser = webtest.TestApp(bare)
    assert browser.get("/marked").text == "open to everybody"
    assert "open to everybody" not in browser.get("/forgotten", status=500, expect_errors=True)


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make an app that no request has reached yet."""
    return create_app(tmp_path_factory.mktemp("instance"))
