"""Pages of reviews."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("reviews", __name__, template_folder="templates")


@blueprint.get("/review")
@needs(Permission.STUDY)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
