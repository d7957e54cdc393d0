"""Forms of the staff by which something goes, sent twice from one page, by two people or a double click."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import webtest
from flask import Flask
from support.assigning import begin
from support.courses import put_in
from support.people import a_person, everything_stored
from support.setting import Taught, form_to, taught

from quizapp.assignments.resolving import Override
from quizapp.assignments.scoring import SetResult
from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.courses import (
    attempt_changes,
    courses,
    groups,
    invitations,
    joining,
    overrides,
    previews,
    result_overrides,
)
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.overrides import ForPerson
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import closing

#: The page with the form, and how the form's address ends.
Place = tuple[webtest.TestResponse, str]
LIMITED = Terms(rules=QuizRules(Feedback.END, time_limit=60), attempts=None)


def now() -> datetime:
    return datetime.now(UTC)


def an_override(course: Taught) -> Place:
    quiz = course.published()
    with course.app.app_context():
        its = course.ines, course.id, quiz
        overrides.put(*its, ForPerson(course.ada.id), Override(attempts=9), "Flu", now())
    return course.staff.get(course.path(quiz, "overrides")), "remove"


def a_group(course: Taught) -> Place:
    with course.app.app_context():
        group = groups.make(course.ines, course.id, "Lab", now())
    return course.staff.get(f"/courses/{course.id}/groups/{group}"), "delete"


def a_learner(course: Taught) -> Place:
    return course.staff.get(f"/courses/{course.id}/people/{course.ada.id}"), f"people/{course.ada.id}/remove"


def oneself(course: Taught) -> Place:
    with course.app.app_context():
        put_in(course.id, a_person(now(), "Olga"), CourseRole.OWNER, now())
    return course.staff.get(f"/courses/{course.id}"), "leave"


def an_invitation(course: Taught) -> Place:
    with course.app.app_context():
        new = NewInvitation("tom@example.org")
        invitations.invite_one(course.ines, course.id, new, now(), link_beginning=None)
    return course.staff.get(f"/courses/{course.id}/invitations"), "withdraw"


def an_invitation_that_is_used(course: Taught) -> Place:
    """Return the page as it was before somebody came by the link."""
    place = an_invitation(course)
    with course.app.app_context():
        token = invitations.invite_one(
            course.ines, course.id, NewInvitation("tom@example.org"), now(), link_beginning=None
        )
        assert token
        invitations.accept(a_person(now(), "Tom"), token, now())
    return place


def links_of_nobody(course: Taught) -> Place:
    """Return where all get new links, as it was before the only one of them came."""
    return an_invitation_that_is_used(course)[0], "invitations/renew"


def a_link_of_nobody(course: Taught) -> Place:
    return an_invitation_that_is_used(course)[0], "renew"


def a_code(course: Taught) -> Place:
    return course.staff.get(f"/courses/{course.id}"), "joining/renew"


def open_joining(course: Taught) -> Place:
    return course.staff.get(f"/courses/{course.id}"), "joining/close"


def closed_joining(course: Taught) -> Place:
    with course.app.app_context():
        joining.close_joining(course.ines, course.id, now())
    return course.staff.get(f"/courses/{course.id}"), "joining/open"


def a_course_in_use(course: Taught) -> Place:
    return course.staff.get(f"/courses/{course.id}/settings"), "archive"


def a_course_put_away(course: Taught) -> Place:
    with course.app.app_context():
        courses.archive(course.ines, course.id, now())
    return course.staff.get(f"/courses/{course.id}/settings"), "restore"


def a_draft(course: Taught) -> Place:
    return course.staff.get(course.path(course.draft(), "publish")), "publish"


def to_withdraw(course: Taught) -> Place:
    return course.staff.get(course.path(course.published(), "publish")), "withdraw"


def to_release(course: Taught) -> Place:
    return course.staff.get(course.path(course.published(), "publish")), "release"


def to_archive(course: Taught) -> Place:
    return course.staff.get(course.path(course.published(), "publish")), "archive"


def a_preview(course: Taught) -> Place:
    quiz = course.published()
    with course.app.app_context():
        previews.begin(course.ines, course.id, quiz, None, now(), seed=1)
    return course.staff.get(course.path(quiz, "preview")), "preview/delete"


def a_question(course: Taught) -> Place:
    fixed = FixedItem("height-of-mont-blanc", 1.0)
    return course.staff.get(
        course.path(course.draft(asks=Composition((Section((fixed,)),))), "questions")
    ), "questions/item"


def a_section(course: Taught) -> Place:
    fixed = FixedItem("height-of-mont-blanc", 1.0)
    return course.staff.get(
        course.path(course.draft(asks=Composition((Section((fixed,)),))), "questions")
    ), "questions/section"


def an_attempt(course: Taught, *, is_submitted: bool = True, is_annulled: bool = False) -> str:
    quiz = course.published(LIMITED)
    with course.app.app_context():
        attempt = begin(course.ada, course.id, quiz, now())
        if is_submitted:
            closing.finish(course.ada, attempt, now())
        if is_annulled:
            attempt_changes.annul(course.ines, course.id, quiz, attempt, "Smoke", now())
    return course.path(quiz, f"attempts/{attempt}")


def to_annul(course: Taught) -> Place:
    return course.staff.get(an_attempt(course)), "annul"


def to_restore(course: Taught) -> Place:
    return course.staff.get(an_attempt(course, is_annulled=True)), "restore"


def to_reopen(course: Taught) -> Place:
    return course.staff.get(an_attempt(course)), "reopen"


def to_lengthen(course: Taught) -> Place:
    return course.staff.get(an_attempt(course, is_submitted=False)), "more-time"


def to_lengthen_all(course: Taught) -> Place:
    return course.staff.get(an_attempt(course, is_submitted=False).rpartition("/")[0]), "more-time"


def a_result(course: Taught) -> Place:
    """Return where a result that was set by hand is taken back."""
    quiz = course.published()
    with course.app.app_context():
        its = course.ines, course.id, quiz, course.ada.id
        result_overrides.set_result(*its, SetResult(percent=80), "An interview", 0, now())
    path = f"/courses/{course.id}/people/{course.ada.id}/results/{quiz}"
    return course.staff.get(path), f"results/{quiz}"


#: What goes, the fields that are filled in, and the button that is pressed.
FORMS: list[tuple[Callable[[Taught], Place], dict[str, Any], str]] = [
    *((place, {}, "") for place in (an_override, a_group, a_learner, oneself, an_invitation)),
    *((place, {}, "") for place in (links_of_nobody, a_link_of_nobody, a_code, open_joining, closed_joining)),
    (an_invitation_that_is_used, {}, ""),
    *((place, {}, "") for place in (a_course_in_use, a_course_put_away, a_draft, to_withdraw)),
    *((place, {}, "") for place in (to_release, to_archive, a_preview)),
    (a_question, {}, "remove"),
    (a_section, {}, "remove"),
    *((place, {"reason": "Smoke"}, "") for place in (to_annul, to_restore, to_reopen)),
    *((place, {"reason": "Smoke", "minutes": "5"}, "") for place in (to_lengthen, to_lengthen_all)),
    (a_result, {"result": "attempts", "reason": "A slip"}, ""),
]


@pytest.mark.parametrize(("prepare", "fields", "button"), FORMS, ids=[one[0].__name__ for one in FORMS])
def test_what_is_gone_already_is_gone_and_written_once(
    app: Flask, bank: int, prepare: Callable[[Taught], Place], fields: dict[str, Any], button: str
) -> None:
    course = taught(app, bank)
    form = wanted(*prepare(course), button)
    for name, value in fields.items():
        form[name] = value
    done = form.submit("do", value=button, status=303) if button else form.submit(status=303)
    assert done.follow().status_code == 200
    with app.app_context():
        stored = everything_stored()
    again = form.submit("do", value=button, status=303) if button else form.submit(status=303)
    assert again.follow().status_code == 200
    with app.app_context():
        assert everything_stored() == stored


def wanted(page: webtest.TestResponse, last: str, button: str) -> webtest.forms.Form:
    if not button:
        return form_to(page, last)
    pressed = next(one for one in page.html.find_all("button", value=button) if last in one.parent["action"])
    return page.forms[page.html.find_all("form").index(pressed.find_parent("form"))]
