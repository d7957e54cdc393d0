"""Entering and leaving: the session begins anew with each log-in, so that none can be planted."""

from flask import current_app, request, session
from flask_login import login_remembered, login_user, logout_user

from quizapp.services.person import Person
from quizapp.web.access import SignedIn


def enter(person: Person, *, remember: bool = False) -> None:
    """Begin a session for a person; with `remember` it outlasts the closing of the browser."""
    session.clear()
    login_user(SignedIn(person), remember=remember)
    if not remember and current_app.config.get("REMEMBER_COOKIE_NAME", "remember_token") in request.cookies:
        # Somebody else's, from before: left in place it would let them in again later.
        session["_remember"] = "clear"


def renew(person: Person) -> None:
    """Begin the person's session anew after their session token changed; it lasts as long as before."""
    enter(person, remember=login_remembered())


def leave() -> None:
    """End the session and forget it in this browser."""
    session.clear()
    logout_user()
