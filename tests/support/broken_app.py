"""`quizapp` with an app that raises outside of every page, where only the server can log it."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask.cli import ScriptInfo

from quizapp.app import create_app as create_whole_app
from quizapp.cli import main


def create_app() -> Flask:
    """Make the app and break it."""
    app = create_whole_app()
    within = app.wsgi_app

    def fail(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        within(environ, start_response)
        raise RuntimeError("broken\n[ERROR] forged \x1b[31m" + environ["PATH_INFO"])

    app.wsgi_app = fail  # type: ignore[method-assign]
    return app


if __name__ == "__main__":
    main(obj=ScriptInfo(create_app=create_app))
