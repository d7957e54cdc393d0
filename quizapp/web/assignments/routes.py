"""Assignments as learners find them: what counts, beginning an attempt, what came of earlier ones."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.assignments.admission import takes_address
from quizapp.assignments.timing import minutes_at_start
from quizapp.services.errors import InvalidError, NothingToAskError, NotNowError
from quizapp.services.permissions import Permission
from quizapp.services.quizzes import assigned
from quizapp.services.quizzes.assigned import Entry
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.forms import EntryForm
from quizapp.web.scopes import of_course
from quizapp.web.seeds import keyed_seed

blueprint = Blueprint("assignments", __name__, template_folder="templates")


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>")
@needs(Permission.TAKE_ASSIGNMENT, of_course)
def show(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Say what counts before an attempt begins, and what came of the earlier ones."""
    return _page(EntryForm(), course_id, assignment_id)


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>")
@needs(Permission.TAKE_ASSIGNMENT, of_course)
def begin(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that is open; sent twice it begins one."""
    form = EntryForm()
    if not form.was_sent_well():
        return _page(form, course_id, assignment_id)
    entry = Entry(form.code.data or "", request.remote_addr or "")
    seed = keyed_seed("assignment", me().id, assignment_id)
    try:
        with form.throttled():
            attempt_id = assigned.begin_assigned(me(), course_id, assignment_id, entry, clock.now(), seed)
            return redirect(url_for("quizzes.resume", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)
    except InvalidError as error:
        form.code.errors = [str(error)]
    except (NotNowError, NothingToAskError) as error:
        flash(str(error), "warning")
        return redirect(
            url_for("assignments.show", course_id=course_id, assignment_id=assignment_id),
            HTTPStatus.SEE_OTHER,
        )
    return _page(form, course_id, assignment_id)


def _page(form: EntryForm, course_id: int, assignment_id: int) -> ResponseReturnValue:
    now = clock.now()
    quiz = assigned.find_assigned(me(), course_id, assignment_id, now)
    minutes = minutes_at_start(quiz.terms, max(now, quiz.terms.opens_at or now))
    is_inside = takes_address(quiz.terms, request.remote_addr or "")
    values = {"quiz": quiz, "now": now, "minutes": minutes, "is_inside": is_inside}
    if request.method == "POST":
        return form.page("assignments/show.html", **values)
    return render_template("assignments/show.html", form=form, **values)
