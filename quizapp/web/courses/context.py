"""What the pages of a course have in common."""

from flask import current_app
from flask.typing import ResponseReturnValue

from quizapp.address import link_to
from quizapp.services.courses import courses
from quizapp.services.courses.courses import CourseView
from quizapp.services.permissions import CourseRole, is_administrator
from quizapp.web.access import me
from quizapp.web.courses.forms import CodeForm
from quizapp.web.scopes import of_course


def index_page(form: CodeForm) -> ResponseReturnValue:
    """Render the list of the person's courses; administrators find all others below."""
    return form.page(
        "courses/index.html",
        courses=courses.list_mine(me()),
        others=courses.list_others(me()) if is_administrator(me()) else (),
    )


def role_here(course_id: int) -> CourseRole | None:
    """Return what the person is to a course; None for an administrator who isn't in it.

    The guard has looked it up already.
    """
    return of_course.find(me(), {"course_id": course_id}).role


def join_address(course: CourseView) -> str:
    """Return the whole address of the link into a course."""
    return link_to(current_app, "joining.show", course.join_token)
