"""Pages of accounts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.services.permissions import Permission
from quizapp.web.access import needs

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.get("/sign-up")
@needs(Permission.VISIT)
def sign_up() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""


@blueprint.get("/log-in")
@needs(Permission.VISIT)
def log_in() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""


@blueprint.post("/log-out")
@needs(Permission.LOG_OUT)
def log_out() -> ResponseReturnValue:
    """Stand in until the page is built."""
    return ""
