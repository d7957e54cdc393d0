"""The language of an answer: that of the account, else of a cookie, else of the browser.

The address of a page never decides: a link that is passed on is read by everybody in their own language.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.services.accounts import profile
from quizapp.services.permissions import Permission, is_known
from quizapp.translation.languages import (
    CATALOGUES,
    ENGLISH,
    OFFERED,
    CatalogueError,
    Language,
    first_known,
    read_language,
)
from quizapp.translation.texts import language, read_in
from quizapp.web.access import me, needs
from quizapp.web.accounts.redirects import next_path
from quizapp.web.scopes import shared
from quizapp.web.session_cookies import FILES

logger = logging.getLogger(__name__)
blueprint = Blueprint("languages", __name__)
#: The cookie of somebody who chose a language without an account, and how long it is kept.
COOKIE, KEPT = "language", timedelta(days=365)
#: The folder in `instance/` for catalogues of an installation's own.
OWN_CATALOGUES = "translations"


@blueprint.post("/language")
@needs(Permission.VISIT_SITE, shared)
def choose() -> ResponseReturnValue:
    """Keep the language that somebody chose, and lead back to where they were."""
    chosen = languages().get(request.form.get("language", ""))
    if chosen is None:
        abort(HTTPStatus.BAD_REQUEST)
    if is_known(current_user):
        profile.change_language(me(), chosen.code)
    response = cast("Response", redirect(next_path(), HTTPStatus.SEE_OTHER))
    response.set_cookie(
        COOKIE,
        chosen.code,
        max_age=KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def languages() -> Mapping[str, Language]:
    """Return all languages of the installation by their codes, English first."""
    return cast("Mapping[str, Language]", current_app.extensions["languages"])


def _read() -> None:
    """Find the language of the request: first without the database, in case that is away."""
    if len(languages()) == 1 or request.endpoint in FILES:
        return
    wanted = [request.cookies.get(COOKIE), *request.accept_languages.values()]
    read_in(first_known(wanted, languages()))
    if is_known(current_user):
        read_in(first_known([me().preferences.language, *wanted], languages()))


def _forget(_error: BaseException | None) -> None:
    """Leave nothing to what the thread does next."""
    read_in(ENGLISH)


def _vary(response: Response) -> Response:
    """Say that the page depends on what the browser asks for."""
    if len(languages()) > 1 and response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def _read_all(*files: Path) -> Mapping[str, Language]:
    found = {ENGLISH.code: ENGLISH}
    for file in files:
        try:
            found[file.stem] = read_language(file)
        except CatalogueError as error:
            logger.warning("a catalogue was left out: %s", error)
    return found


def install(app: Flask) -> None:
    """Read the catalogues, and find the language of each request before the guard looks at it.

    A catalogue that can't be read is logged and left out: its readers get the next language they asked for.
    """
    own = Path(app.instance_path) / OWN_CATALOGUES
    offered = (CATALOGUES / f"{code}.po" for code in OFFERED)
    app.extensions["languages"] = _read_all(*offered, *sorted(own.glob("*.po")))
    app.before_request(_read)
    app.after_request(_vary)
    app.teardown_request(_forget)
    app.add_template_global(language, "language")
    # Beside a question, `language` is that of its bank.
    app.add_template_global(lambda: language().code, "page_language")
    app.add_template_global(languages, "languages")
