"""The pictures in questions, at addresses that nobody guesses and that always hold the same."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from quizapp.services.banks import images
from quizapp.services.permissions import Permission
from quizapp.web.access import needs
from quizapp.web.assets import YEAR
from quizapp.web.scopes import shared

blueprint = Blueprint("images", __name__)


@blueprint.get("/images/<image>")
@needs(Permission.READ_IMAGE, shared)
def show(image: str) -> Response:
    """Show a picture, for a browser to keep for a year."""
    sha256, _, suffix = image.partition(".")
    found = images.find(sha256)
    if suffix != found.suffix:
        abort(HTTPStatus.NOT_FOUND)
    response = Response(found.content, content_type=found.media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.set_etag(sha256)
    response.make_conditional(request)
    return response
