"""Every route with keys that are somebody else's, nobody's or none at all, and with methods it hasn't.

The routes come from the app itself, so that a new one is tried without being named here.
"""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl, quote_plus, urlsplit

import pytest
from sqlalchemy import select
from support.crawl import Walk
from support.foreign import token_of
from support.http import without_tokens
from support.resync import PICTURE
from support.world import ADMINISTRATOR, ANONYMOUS, ANOTHER, LEARNER, VISITOR, WHO, World
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from quizapp.models import Review
from quizapp.services.transaction import reading
from quizapp.web.access import Anonymous, needed_by

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
#: A key that nothing has yet.
UNKNOWN = "987654321"
#: What is no key, as it stands in an address.
NO_KEY = [
    "0", "-1", "007", "1" + "0" * 20, str(2**63), "9" * 5000, "1.5", "1e3", "x", "%00", "1%00", "%FF",
    "%ED%A0%80", "%D9%A3", "%C2%B2", "1;2", "1'--", "..%2f..", "%2e%2e", "%7B%7B7*7%7D%7D", "x" * 20_000,
]  # fmt: skip
NO_TEXT = ["%00", "%FF", "%ED%A0%80", "%C0%AF"]
NO_SENSE = ["", "-1", "1" + "0" * 20, "9" * 5000, "1e400", "\u00b2", "[]", "%", "{{ 7*7 }}", "%_" * 30_000]
METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", ""]
#: What is not there is gone already: that leads onward, for anybody who may ask.
GONE_ANYWAY = {
    "quizzes.discard",
    "overrides.remove",
    "course_people.delete_group",
    "joining.withdraw",
    "roster.renew",
}


def rules(world: World, argument: str | None = None) -> list[Rule]:
    """Return the routes, those with an argument of a name."""
    return [rule for rule in world.app.url_map.iter_rules() if argument is None or argument in rule.arguments]


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def address(world: World, rule: Rule, **other: object) -> str:
    """Return where a route leads with what the learner has, and with `other` arguments, as they are."""
    own = {
        "attempt_id": world.attempts(LEARNER)[-1],
        "number": 2,
        "bank_id": world.bank,
        "question_id": 1,
        "user_id": world.person(LEARNER).id,
        "job_id": world.job,
        "token": token_of(world, rule.endpoint),
        "course_id": world.course.id,
        "group_id": world.course.group,
        "assignment_id": world.course.assignment,
        "override_id": world.course.override,
        "invitation_id": world.course.invitation_id,
        "filename": "quizapp.css",
        "image": PICTURE,
    }
    if rule.endpoint.startswith("course_attempts."):
        own |= {"assignment_id": world.course.homework, "attempt_id": world.course.attempt}
    if rule.endpoint.startswith("marking."):
        own |= world.course.marking
    return ARGUMENT.sub(lambda found: str((own | other)[found[1]]), rule.rule)


def lets_through(world: World, who: str, rule: Rule) -> bool:
    """Tell whether somebody may open a route, for what is theirs and in the learner's course."""
    with world.app.app_context():
        needed = needed_by(world.app, rule.endpoint)
        return needed.is_given(world.people[who] or Anonymous(), {"course_id": world.course.id})


def reader_of(world: World, rule: Rule) -> str:
    return LEARNER if lets_through(world, LEARNER, rule) else ADMINISTRATOR


def ask(world: World, who: str, method: str, path: str) -> TestResponse:
    """Ask as somebody; a form has what the forms of our own might have in it."""
    body = f"csrf_token={world.token}&response=1857&sequence=0&role=learner&rating=3".encode()
    return world.send(who, method, path, body if method == "POST" else None)


def seen(response: TestResponse, key: object) -> tuple[int, str, str]:
    """Return what somebody can tell an answer by, but for the key that they asked for."""
    text, location = (
        part.replace(f"/quizzes/{key}", "/quizzes/KEY").replace(f"/attempts/{key}", "/attempts/KEY")
        for part in (without_tokens(response.text), response.location or "")
    )
    return response.status_code, text, location


@pytest.fixture
def missing(world: World) -> Callable[[str], str]:
    """Return a function that gives the page of what isn't there, as somebody sees it."""

    @cache
    def look(who: str) -> str:
        page = world.send(who, "GET", "/no-such-page")
        assert page.status_code == 404
        return without_tokens(page.text)

    return look


def test_every_page_is_there_for_whom_it_is(world: World) -> None:
    for rule in rules(world):
        if "GET" in methods(rule) and rule.endpoint != "accounts.welcome":
            who = reader_of(world, rule)
            assert ask(world, who, "GET", address(world, rule)).status_code in {200, 302}, rule
    assert world.changed() == []


@pytest.mark.parametrize(
    ("who", "whose"), [(who, LEARNER) for who in WHO if who != LEARNER] + [(LEARNER, VISITOR)]
)
def test_somebody_elses_quiz_is_missing_like_one_that_never_was(
    who: str, whose: str, world: World, missing: Callable[[str], str]
) -> None:
    for rule in rules(world, "attempt_id"):
        is_allowed = lets_through(world, who, rule)
        for method in methods(rule):
            unknown = ask(world, who, method, address(world, rule, attempt_id=UNKNOWN))
            if is_allowed and rule.endpoint not in GONE_ANYWAY:
                assert (unknown.status_code, without_tokens(unknown.text)) == (404, missing(who)), rule
            for attempt in world.attempts(whose):
                foreign = ask(world, who, method, address(world, rule, attempt_id=attempt))
                assert seen(foreign, attempt) == seen(unknown, UNKNOWN), rule
    assert world.changed() == []


def test_keys_that_nothing_has_lead_nowhere(world: World, missing: Callable[[str], str]) -> None:
    for rule in rules(world):
        for name in rule.arguments:
            for method in methods(rule):
                for who in (LEARNER, ADMINISTRATOR):
                    response = ask(world, who, method, address(world, rule, **{name: UNKNOWN}))
                    # Whom it isn't for is told so; a link is spent; a form without its card is refused.
                    usual = {303} if rule.endpoint in GONE_ANYWAY else set()
                    assert response.status_code in {302, 400, 403, 404, 410} | usual, (rule, name)
                    if response.status_code == 404:
                        assert without_tokens(response.text) == missing(who), (rule, name)
    assert world.changed() == []


def test_what_is_no_key_is_a_missing_page(world: World, missing: Callable[[str], str]) -> None:
    for rule in rules(world):
        for name in rule.arguments:
            is_text = name in {"token", "filename"}
            for value in NO_KEY:
                response = ask(world, LEARNER, methods(rule)[0], address(world, rule, **{name: value}))
                # A form beside a page of the same address is told that it isn't taken there.
                expected = {200, 308, 404, 410} if is_text else {404, 405}
                assert response.status_code in expected, (rule, name, value[:20])
                if response.status_code == 404:
                    assert without_tokens(response.text) == missing(LEARNER), (rule, name, value[:20])
    assert world.changed() == []


def test_only_a_post_changes_anything(world: World) -> None:
    for rule in rules(world):
        who = reader_of(world, rule)
        path = address(world, rule)
        taken = {
            method for other in rules(world) if other.rule == rule.rule for method in other.methods or ()
        }
        for method in METHODS:
            response = ask(world, who, method, path)
            # The server's gateway writes methods in capitals.
            expected = {200, 302, 410} if method.upper() in taken else {405}
            assert response.status_code in expected, (method, path)
    assert world.changed() == []


@pytest.fixture
def queries(inhabited: World, walked: Walk) -> set[tuple[str, str, str]]:
    """Return who asks for which path with which parameter, in links and forms that only ask."""
    found = {
        # These need more people, more quizzes or nobody at all.
        (ADMINISTRATOR, "/people", "page"),
        (LEARNER, "/quizzes", "page"),
        (ADMINISTRATOR, f"/banks/{inhabited.bank}", "page"),
        (ANONYMOUS, "/log-in", "next"),
        (ANONYMOUS, "/sign-up", "next"),
    } | {
        (who, urlsplit(page.request.path_qs).path, name)
        for who, pages in walked.pages.items()
        for page in pages
        for name, _ in parse_qsl(urlsplit(page.request.path_qs).query, keep_blank_values=True)
    }
    assert {"q", "bank", "card", "response", "text", "topic", "seed"} <= {name for _, _, name in found}
    return found


def test_parameters_that_are_no_text_are_refused(world: World, queries: set[tuple[str, str, str]]) -> None:
    for who, path, name in sorted(queries):
        for value in NO_TEXT:
            assert ask(world, who, "GET", f"{path}?{name}={value}").status_code == 400, (path, name, value)
        raw = world.send(who, "GET", path, QUERY_STRING=f"{name}=\xff")
        assert raw.status_code == 400, (path, name)
    assert world.changed() == []


def test_parameters_that_make_no_sense_are_no_error_of_ours(
    world: World, queries: set[tuple[str, str, str]]
) -> None:
    for who, path, name in sorted(queries):
        for value in NO_SENSE:
            query = f"check=1&{name}={quote_plus(value)}&{name}=2"
            response = ask(world, who, "GET", f"{path}?{query}")
            assert response.status_code < 500, (path, name, value[:20])
    assert world.changed() == []


def test_another_persons_review_cannot_be_undone(world: World, missing: Callable[[str], str]) -> None:
    with world.app.app_context():
        theirs = list(reading().scalars(select(Review.id).where(Review.user_id == world.person(ANOTHER).id)))
    assert theirs
    for review in [*theirs, int(UNKNOWN), -1, 0, 2**63, 10**20]:
        body = f"csrf_token={world.token}&review={review}".encode()
        response = world.send(LEARNER, "POST", "/review/undo", body)
        assert (response.status_code, without_tokens(response.text)) == (404, missing(LEARNER)), review
    assert world.changed() == []


def test_another_persons_card_cannot_be_rated(world: World) -> None:
    def form(who: str) -> tuple[str, str]:
        page = world.browser(who).get("/review").forms["answer"].submit("recalled")
        return page.forms["rate"].action, page.forms["rate"]["card"].value

    path, theirs = form(ANOTHER)
    assert path == form(LEARNER)[0]
    for card in (theirs, theirs[:-1], theirs + "x", "e30.x", "\u00e9", "." * 1000):
        body = f"csrf_token={world.token}&rating=3&card={quote_plus(card)}".encode()
        assert world.send(LEARNER, "POST", path, body).status_code == 400
    assert world.changed() == []
