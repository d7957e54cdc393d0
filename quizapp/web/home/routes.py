"""Pages of home."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@needs(Permission.VISIT)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
