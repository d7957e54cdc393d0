"""Whom an installation lets sign up: everybody, or only those whom a course lets in."""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from quizapp.services.courses import invitations, joining
from quizapp.services.errors import SpentLinkError
from quizapp.web import clock
from quizapp.web.accounts.redirects import next_path


@dataclass(frozen=True, slots=True)
class LedInto:
    """The course whose link or invitation the sign-up leads back to."""

    course_id: int
    title: str
    #: What the invitation says of the person; "" by the link that is everybody's.
    name: str = ""
    email: str = ""


def course_of_link() -> LedInto | None:
    """Return the course whose link or invitation the sign-up leads back to; None where it is neither."""
    if "next" not in request.args:
        return None
    try:
        endpoint, arguments = current_app.url_map.bind("").match(next_path())
    except HTTPException:
        return None
    try:
        if endpoint == "joining.show":
            course = joining.course_behind(arguments["token"])
            return LedInto(course.id, course.title)
        if endpoint == "joining.show_invitation":
            invited = invitations.behind(arguments["token"], clock.now())
            return LedInto(invited.course_id, invited.course, invited.name, invited.email)
    except SpentLinkError:
        pass
    return None


def may_sign_up() -> bool:
    """Tell whether somebody who asks for this page may make an account."""
    return bool(current_app.config["OPEN_SIGN_UP"]) or course_of_link() is not None
