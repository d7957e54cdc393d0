"""Pages of people."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("people", __name__, template_folder="templates")


@blueprint.get("/people")
@needs(Permission.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
