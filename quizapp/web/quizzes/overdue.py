"""The one place that finishes attempts whose time is up: before any page that shows how attempts stand."""

from datetime import timedelta

from flask import Flask, request
from flask_login import current_user

from quizapp.quizzes import timing
from quizapp.services.permissions import is_known
from quizapp.services.quizzes import closing
from quizapp.web import clock
from quizapp.web.access import me

#: Pages of other areas that show attempts.
ELSEWHERE = frozenset({"home.index", "progress.index"})
#: Requests of quizzes that look at the clock themselves, and lead to the result once the time is up.
SHOW_NONE = frozenset({"quizzes.answer", "quizzes.hint", "quizzes.question", "quizzes.time_left"})


def close() -> None:
    """Finish a person's overdue attempts before a page that shows attempts."""
    endpoint = request.endpoint or ""
    is_of_quizzes = request.blueprint == "quizzes" and endpoint not in SHOW_NONE
    if (is_of_quizzes or endpoint in ELSEWHERE) and is_known(current_user):
        # A learner who asks for the result has no answer on its way any more.
        grace = timedelta(0) if endpoint == "quizzes.result" else timing.GRACE
        closing.close_overdue(me(), clock.now(), grace)


def install(app: Flask) -> None:
    """Close overdue attempts before the views of `app`, after the guard."""
    app.before_request(close)
