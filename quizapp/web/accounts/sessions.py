"""Entering and leaving: the session begins anew with each log-in, so that none can be planted."""

from flask import Response, after_this_request, current_app, request, session
from flask_login import COOKIE_NAME, login_remembered, login_user, logout_user

from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.throttle import SUCCESSES_ARE_KEPT
from quizapp.services.person import Person
from quizapp.web import clock, session_cookies
from quizapp.web.access import SignedIn


def enter(person: Person, context: AuthenticationContext | None = None, *, remember: bool = False) -> None:
    """Begin a session for a person; with `remember` it outlasts the closing of the browser.

    Given the context in which they proved who they are, the browser keeps its name.
    """
    session.clear()
    login_user(SignedIn(person))
    session_cookies.begin(person, clock.now(), remember=remember)
    if COOKIE_NAME in request.cookies:
        # From an older version, perhaps somebody else's: left in place it would let them in again later.
        session["_remember"] = "clear"
    if context and (browser := context.browser):

        @after_this_request
        def _keep_name(response: Response) -> Response:
            response.set_cookie(
                current_app.config["BROWSER_COOKIE_NAME"],
                browser,
                max_age=SUCCESSES_ARE_KEPT,
                secure=current_app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
            return response


def renew(person: Person) -> None:
    """Begin the person's session anew after their session token changed; it lasts as long as before."""
    enter(person, remember=session.permanent or login_remembered())


def leave() -> None:
    """End the session and forget it in this browser."""
    session.clear()
    logout_user()
