"""Every route for every role: what the table allows, and nothing else."""

import pytest
import webtest
from flask import Flask
from support.people import a_browser, somebody
from support.routes import Call, calls

from quizapp.app import create_app
from quizapp.services.permissions import ALLOWED, Permission, Role, may
from quizapp.web import access
from quizapp.web.access import needs, permission_of

#: Whom each permission lets through: the table once more, so that no change to it goes unseen.
EVERYBODY = {"anonymous", "visitor", "learner", "instructor", "administrator"}
TABLE = {
    Permission.VISIT: EVERYBODY,
    Permission.LOG_OUT: EVERYBODY,
    Permission.TRY_A_QUIZ: EVERYBODY,
    Permission.SEE_IMAGES: EVERYBODY,
    Permission.ANSWER: EVERYBODY - {"anonymous"},
    Permission.STUDY: EVERYBODY - {"anonymous", "visitor"},
    Permission.OWN_ACCOUNT: EVERYBODY - {"anonymous", "visitor"},
    Permission.READ_BANKS: {"instructor", "administrator"},
    Permission.MANAGE_PEOPLE: {"administrator"},
}
#: What the areas take at the least: nothing of theirs is open to everybody by mistake.
AREAS = {
    "banks": {Permission.READ_BANKS},
    "images": {Permission.SEE_IMAGES},
    "people": {Permission.MANAGE_PEOPLE},
    "progress": {Permission.STUDY},
    "quizzes": {Permission.STUDY, Permission.ANSWER, Permission.TRY_A_QUIZ},
    "reviews": {Permission.STUDY},
    "settings": {Permission.OWN_ACCOUNT},
    "accounts": {Permission.VISIT, Permission.LOG_OUT},
    "home": {Permission.VISIT},
    "static": {Permission.VISIT},
}


def test_the_table_says_who_may_do_what() -> None:
    assert ALLOWED == TABLE


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_what_the_table_does_not_name(role: Role, permission: Permission) -> None:
    assert may(role, permission) == (role in TABLE[permission])


def test_every_view_takes_a_permission_of_its_area(app: Flask) -> None:
    for endpoint in app.view_functions:
        assert permission_of(app, endpoint) in AREAS[endpoint.split(".")[0]], endpoint


@pytest.mark.parametrize("role", Role)
def test_every_route_lets_through_whom_the_table_allows_and_refuses_the_rest(role: Role, app: Flask) -> None:
    wrong = [
        f"{call} answered {page.status} to {role}"
        for call in calls(app)
        for page in [ask(app, role, call)]
        if was_let_through(page, call, role) != (role in TABLE[permission_of(app, call.endpoint)])
    ]
    assert wrong == []


def ask(app: Flask, role: Role, call: Call) -> webtest.TestResponse:
    """Ask as somebody new: some calls end the session."""
    with app.app_context():
        person = somebody(role)
    browser = a_browser(app, person)
    token = browser.get("/settings/delete" if may(role, Permission.OWN_ACCOUNT) else "/log-in").forms
    fields = {"csrf_token": next(iter(token.values()))["csrf_token"].value}
    return browser.request(
        call.path, method=call.method, POST=fields if call.method == "POST" else None, status="*"
    )


def was_let_through(page: webtest.TestResponse, call: Call, role: Role) -> bool:
    """Tell whether the guard let a call pass, whatever the view made of it."""
    assert page.status_int < 500, f"{call} failed for {role}"
    if page.status_int == 403:
        return False
    onward = f"/log-in?next={call.path}" if call.method == "GET" else "/log-in"
    # Logging out everywhere leads to the log-in as well, and says so.
    return page.location != onward or (
        call.endpoint == "settings.log_out_everywhere" and role in TABLE[Permission.OWN_ACCOUNT]
    )


@pytest.mark.parametrize("role", Role)
def test_the_navigation_leads_where_one_may_go_and_nowhere_else(role: Role, app: Flask) -> None:
    with app.app_context():
        browser = a_browser(app, somebody(role))
    header = browser.get("/").html.find("header")
    paths = {link["href"] for link in header.find_all("a")}
    places = {
        rule.rule: rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint in app.view_functions and rule.methods and "GET" in rule.methods
    }
    assert paths <= set(places)
    assert all(role in TABLE[permission_of(app, places[path])] for path in paths)
    for path in ("/banks", "/people", "/settings", "/review"):
        assert (path in paths) == (role in TABLE[permission_of(app, places[path])]), path


def test_an_app_with_a_view_that_names_no_permission_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "open to everybody"
    with pytest.raises(LookupError, match="'forgotten' names no permission"):
        access.install(app, app.login_manager)  # type: ignore[attr-defined]


def test_a_view_that_comes_later_without_a_permission_answers_nobody(bare: Flask) -> None:
    bare.add_url_rule("/marked", "marked", needs(Permission.VISIT)(lambda: "open to everybody"))
    bare.add_url_rule("/forgotten", "forgotten", lambda: "open to everybody")
    browser = webtest.TestApp(bare)
    assert browser.get("/marked").text == "open to everybody"
    assert "open to everybody" not in browser.get("/forgotten", status=500, expect_errors=True)


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make an app that no request has reached yet."""
    return create_app(tmp_path_factory.mktemp("instance"))
