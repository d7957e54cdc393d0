"""Asking back before a change takes time from learners: who loses how much, and all that was typed."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.scheduling.study_day import known_zone
from quizapp.services.courses import courses
from quizapp.services.courses.losses import LosesTimeError

#: The field that says that it is meant.
TAKES_TIME = "takes_time"


def may_take_time() -> bool:
    """Tell whether the form that was sent confirms it."""
    return TAKES_TIME in request.form


def ask_back(course_id: int, error: LosesTimeError, back: str) -> ResponseReturnValue:
    """Render the page that shows who would lose time, with the form to send once more."""
    course = courses.find(course_id)
    page = render_template(
        "courses/takes_time.html",
        course=course,
        losses=error.losses,
        zone=ZoneInfo(known_zone(course.time_zone)),
        held=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in {"csrf_token", TAKES_TIME}
        ],
        back=back,
    )
    return page, HTTPStatus.CONFLICT
