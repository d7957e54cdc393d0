"""Pages of banks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("banks", __name__, template_folder="templates")


@blueprint.get("/banks")
@needs(Permission.READ_BANKS)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
