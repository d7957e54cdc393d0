"""The app as tests make it, thousands of times."""

from pathlib import Path

from flask import Flask

from quizapp.app import create_app
from support import compiled

_TEMPLATES = compiled.Templates()
compiled.share()


def make_app(instance: Path) -> Flask:
    """Make the app of an instance; to compile its templates takes longer than most tests."""
    app = create_app(instance)
    app.jinja_env.bytecode_cache = _TEMPLATES
    return app
