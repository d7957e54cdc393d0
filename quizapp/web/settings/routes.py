"""Pages of settings."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("settings", __name__, template_folder="templates")


@blueprint.get("/settings")
@needs(Permission.STUDY)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
