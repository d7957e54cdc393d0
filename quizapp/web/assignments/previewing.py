"""An assignment tried out by its staff: the page before the start, and the result once released."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.assignments.admission import takes_address
from quizapp.assignments.timing import minutes_at_start
from quizapp.services.courses import previews
from quizapp.services.errors import NothingToAskError
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import find_set
from quizapp.web.quizzes.by_topic import by_topic
from quizapp.web.scopes import of_course
from quizapp.web.seeds import new_seed

blueprint = Blueprint("preview", __name__, template_folder="templates")

#: The field that names the learner as whom it is taken; empty for the class.
AS = "as"
#: In digits.
LONGEST_KEY = 19


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/preview")
@needs(Permission.PREVIEW_ASSIGNMENT, of_course)
def show(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show what a learner, or the class, finds before the start, and what would keep them from it."""
    now, whom = clock.now(), _whom(request.args)
    door = previews.find_door(me(), course_id, assignment_id, whom, now)
    terms = door.quiz.terms
    return render_template(
        "assignments/preview.html",
        quiz=find_set(course_id, assignment_id),
        door=door,
        now=now,
        minutes=minutes_at_start(terms, max(now, terms.opens_at or now)),
        is_inside=takes_address(terms, request.remote_addr or ""),
    )


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/preview")
@needs(Permission.PREVIEW_ASSIGNMENT, of_course)
def begin(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Begin a preview; the one before is deleted."""
    try:
        attempt_id = previews.begin(
            me(), course_id, assignment_id, _whom(request.form), clock.now(), new_seed()
        )
    except NothingToAskError:
        flash(_("The assignment has no questions yet, or none of them can be asked."), "warning")
        return _to("preview.show", course_id, assignment_id)
    return redirect(url_for("quizzes.resume", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/preview/result")
@needs(Permission.PREVIEW_ASSIGNMENT, of_course)
def result(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show the result of a preview as a learner sees theirs after the release."""
    found = previews.find_released(me(), course_id, assignment_id)
    if found is None:
        flash(_("You have no submitted preview."))
        return redirect(url_for("preview.show", course_id=course_id, assignment_id=assignment_id))
    return render_template(
        "quizzes/result.html", result=found, earlier=(), topics=by_topic(found.items), is_released=True
    )


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/preview/delete")
@needs(Permission.PREVIEW_ASSIGNMENT, of_course)
def remove(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Delete a preview; sent twice it is gone once."""
    previews.remove(me(), course_id, assignment_id)
    flash(_("The preview is deleted."))
    return _to("preview.show", course_id, assignment_id)


def _whom(values: MultiDict[str, str]) -> int | None:
    """Return the key of the learner as whom it is taken; None for the class. What is no key is missing."""
    said = values.get(AS, "")
    if not said:
        return None
    is_key = said.isascii() and said.isdigit() and len(said) <= LONGEST_KEY
    return int(said) if is_key else abort(HTTPStatus.NOT_FOUND)


def _to(endpoint: str, course_id: int, assignment_id: int) -> ResponseReturnValue:
    address = url_for(endpoint, course_id=course_id, assignment_id=assignment_id)
    return redirect(address, HTTPStatus.SEE_OTHER)
