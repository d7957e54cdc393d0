"""Attempts of learners at an assignment as the staff sees them: the list, and one in full."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.services.courses import attempts, groups
from quizapp.services.permissions import Permission
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import find_set
from quizapp.web.scopes import of_course

blueprint = Blueprint("course_attempts", __name__, template_folder="templates")

_ADDRESS = "/courses/<key:course_id>/assignments/<key:assignment_id>/attempts"


@blueprint.get(_ADDRESS)
@needs(Permission.READ_COURSE_RESULTS, of_course)
def index(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """List the attempts at an assignment, all or those of a group."""
    quiz, now = find_set(course_id, assignment_id), clock.now()
    offered, wanted = groups.list_groups(course_id), request.args.get("group", type=int)
    group = next((one for one in offered if one.id == wanted), None)
    page = attempts.list_attempts(
        *(me(), course_id, assignment_id, now),
        group.id if group else None,
        request.args.get("page", 1, type=int),
    )
    return render_template(
        "assignments/attempts.html", quiz=quiz, groups=offered, group=group, page=page, now=now
    )


@blueprint.get(f"{_ADDRESS}/<key:attempt_id>")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def show(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Show one attempt with every question, answer and mark."""
    quiz, now = find_set(course_id, assignment_id), clock.now()
    return render_template(
        "assignments/attempt.html",
        quiz=quiz,
        attempt=attempts.find_attempt(me(), course_id, assignment_id, attempt_id, now),
        now=now,
    )
