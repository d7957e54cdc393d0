"""The first page: for a stranger what this is, for a learner what today asks of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.services.banks import catalogue
from quizapp.services.courses import teaching
from quizapp.services.permissions import Permission, has_account, is_known
from quizapp.services.progress import overview
from quizapp.services.quizzes import assigned_lists, history, ready
from quizapp.services.reviews.today import show_today
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.progress import pictures
from quizapp.web.progress.calendar import draw_calendar
from quizapp.web.scopes import shared

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@needs(Permission.VISIT_SITE, shared)
def index() -> ResponseReturnValue:
    """Show the first page that fits who asks."""
    if not is_known(current_user):
        return render_template("home/welcome.html", banks=catalogue.list_quiz_banks(current_user))
    person, now = me(), clock.now()
    if not has_account(current_user):
        finished = history.list_finished(person).items
        return render_template(
            "home/welcome.html",
            banks=catalogue.list_quiz_banks(person),
            open_attempts=history.list_open(person).items,
            last_attempt=finished[0] if finished else None,
        )
    today = show_today(person, now)
    done = overview.home(person, now)
    open_attempts = history.list_open(person).items
    is_free = not (today.is_ready or open_attempts)
    return render_template(
        "home/today.html",
        now=now,
        today=today,
        # A learner who studies a bank has begun: the others are offered with the reviews.
        banks=() if today.has_banks else catalogue.list_banks(person),
        open_attempts=open_attempts,
        coming=assigned_lists.list_coming(person, now),
        awaited=assigned_lists.list_awaited(person, now),
        released=assigned_lists.list_released(person, now),
        taught=teaching.list_taught(person, now),
        untried=ready.find_untried(person) if is_free else None,
        calendar=draw_calendar(done.days) if done.days else None,
        topics=pictures.topic_rows(done.topics),
    )
