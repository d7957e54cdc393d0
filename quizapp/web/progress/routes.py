"""The page of a learner's progress: pictures, each with its figures beneath."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.services.progress import overview
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.filters import zone_of_reader
from quizapp.web.progress import pictures
from quizapp.web.scopes import own

blueprint = Blueprint("progress", __name__, template_folder="templates")


@blueprint.get("/progress")
@needs(Permission.READ_PROGRESS, own)
def index() -> ResponseReturnValue:
    """Show what was done, remembered and mastered, and what is ahead."""
    person, now = me(), clock.now()
    shown = overview.show(person, now)
    return render_template(
        "progress/index.html",
        progress=shown,
        person=person,
        now=now,
        pictures=pictures.draw(shown, zone_of_reader()),
    )
