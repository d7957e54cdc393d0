"""The apps that the benchmarks serve, each as a factory that the production server calls."""

from flask import Flask, Response, g, has_app_context
from sqlalchemy import event
from sqlalchemy.engine import Engine

from quizapp.app import create_app
from tests.benchmarks.servers import STATEMENTS


def hello() -> Flask:
    """Make the smallest page that Flask can serve."""
    app = Flask(__name__)
    # The server asks for it.
    app.config["MAX_CONTENT_LENGTH"] = 1024

    @app.get("/")
    def index() -> str:
        return "Hello, World!"

    return app


def quizapp() -> Flask:
    """Make quizapp as it is served, but for a header that tells how many statements a page took."""
    app = create_app()

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: object) -> None:
        if has_app_context():
            g.statements = g.get("statements", 0) + 1

    @app.after_request
    def _tell(response: Response) -> Response:
        response.headers[STATEMENTS] = str(g.get("statements", 0))
        return response

    return app
