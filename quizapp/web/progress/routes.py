"""Pages of progress."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("progress", __name__, template_folder="templates")


@blueprint.get("/progress")
@needs(Permission.STUDY)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
