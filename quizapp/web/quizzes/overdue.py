"""What time alone does to attempts, before any page that shows how they stand.

This is the one place that finishes those whose time is up, and releases results that are due.
"""

from datetime import timedelta

from flask import Flask, request
from flask_login import current_user

from quizapp.quizzes import timing
from quizapp.services.permissions import is_known
from quizapp.services.quizzes import closing, settling
from quizapp.web import clock
from quizapp.web.access import me

#: Pages of other areas that show attempts.
ELSEWHERE = frozenset({"home.index", "progress.index", "assignments.show", "assignments.begin"})
#: Those that show what follows from results.
OF_RESULTS = frozenset({"reviews.index", "settings.my_data_json", "settings.my_data_csv"})
#: Areas of the staff that show attempts of the learners of a course.
OF_STAFF = frozenset({"course_attempts", "marking", "results"})
#: The page of a course, which tells its staff how far assignments are.
OF_COURSE = "courses.show"
#: Requests of quizzes that look at the clock themselves, and lead to the result once the time is up.
SHOW_NONE = frozenset(
    f"quizzes.{name}" for name in ("answer", "flag", "hint", "leave", "question", "time_left")
)


def close() -> None:
    """Finish overdue attempts, and release results that are due, before a page that shows them."""
    endpoint = request.endpoint or ""
    if (request.blueprint in OF_STAFF or endpoint == OF_COURSE) and is_known(current_user):
        closing.close_overdue_in_course((request.view_args or {})["course_id"], clock.now())
        return
    is_of_quizzes = request.blueprint == "quizzes" and endpoint not in SHOW_NONE
    # Who it is costs the database, which a file and a refusal do without.
    if not (is_of_quizzes or endpoint in ELSEWHERE | OF_RESULTS) or not is_known(current_user):
        return
    if endpoint not in OF_RESULTS:
        # A learner who asks for the result has no answer on its way any more.
        grace = timedelta(0) if endpoint == "quizzes.result" else timing.GRACE
        closing.close_overdue(me(), clock.now(), grace)
    settling.settle(me(), clock.now())


def install(app: Flask) -> None:
    """Close overdue attempts before the views of `app`, after the guard."""
    app.before_request(close)
