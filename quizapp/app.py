"""The factory, which reads like a table of contents."""

import os
from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from quizapp import config, extensions
from quizapp.extensions import csrf, login_manager, migrate
from quizapp.web import (
    access,
    assets,
    blueprints,
    errors,
    filters,
    languages,
    log,
    plurals,
    security,
    session_cookies,
)
from quizapp.web.log import LoggedFlask
from quizapp.web.quizzes import overdue
from quizapp.web.templating import TranslatedFlask

ROOT = Path(__file__).resolve().parent.parent


class QuizApp(LoggedFlask, TranslatedFlask):
    """Flask with our log, and with templates in the language of the reader."""


def create_app(instance: Path | None = None) -> Flask:
    """Make the application.

    `instance` is the folder of what this installation owns; without it `QUIZAPP_INSTANCE`, or
    `instance/` beside the package.
    Raises `quizapp.config.ConfigurationError` for settings that can't be used.
    """
    app = QuizApp(
        __name__,
        instance_path=str(instance or config.instance_folder(os.environ)),
        template_folder="web/templates",
        static_folder="web/static",
    )
    config.configure(app)
    log.configure()

    session_cookies.install(app)
    extensions.install(app)
    migrate.init_app(app, directory=str(ROOT / "migrations"))
    # Before the token is looked for, which reads the form.
    security.install(app)
    log.install(app)
    csrf.init_app(app)
    # Its context processor would load the person for every page, also for that of a dead database.
    login_manager.init_app(app, add_context_processor=False)

    errors.install(app)
    filters.install(app)
    plurals.install(app)
    assets.install(app)
    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    # Each type of question brings its own two templates: "question_types/<name>/answer.html".
    app.jinja_loader = ChoiceLoader([app.jinja_loader, PackageLoader("quizapp", ".")])  # type: ignore[list-item]
    languages.install(app)
    access.install(app, login_manager)
    overdue.install(app)
    return app
