"""Who is asking, and whether they may: every view names its permission, or the app won't start."""

import hmac
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import COOKIE_NAME, AnonymousUserMixin, LoginManager, UserMixin, current_user

from quizapp.services.accounts import sessions
from quizapp.services.permissions import ALLOWED, EVERYBODY, Permission, Role, may
from quizapp.services.person import Person
from quizapp.web.security import LARGEST_KEY

View = TypeVar("View", bound=Callable[..., Any])
#: The attribute of a view that holds its permission.
PERMISSION = "permission"


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The person behind the session cookie, as Flask-Login and the templates see them."""

    def __init__(self, person: Person, session_name: str | None = None) -> None:
        self.person = person
        # One from before sessions had names has an empty one, and shares it with the others of its person.
        self.session_name = secrets.token_urlsafe(16) if session_name is None else session_name
        self.id = person.id
        self.name = person.name
        self.role = person.role

    def get_id(self) -> str:
        """Name the person and the session, with a token that logging out everywhere replaces."""
        return f"{self.person.id}.{self.person.session_token}.{self.session_name}"


class Anonymous(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Somebody without a session."""

    name = None
    role = Role.ANONYMOUS


def load_signed_in(cookie: str) -> SignedIn | None:
    """Return the person whom a cookie names, or None where its session has ended."""
    key, _, rest = cookie.partition(".")
    token, _, session_name = rest.partition(".")
    # Its length first: a number of thousands of digits isn't even read.
    if not (key.isascii() and key.isdigit() and len(key) <= len(str(LARGEST_KEY))) or int(key) > LARGEST_KEY:
        return None
    person = sessions.find_person(int(key), session_name)
    if person is None or not hmac.compare_digest(person.session_token.encode(), token.encode()):
        return None
    return SignedIn(person, session_name)


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission that it takes."""

    def mark(view: View) -> View:
        setattr(view, PERMISSION, permission)
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> Permission:
    """Return the permission that an endpoint takes. Raises `LookupError` where it names none."""
    view = app.view_functions[endpoint]
    permission = getattr(view, PERMISSION, None)
    if permission is None and endpoint == "static":
        return Permission.VISIT
    if permission not in ALLOWED:
        raise LookupError(f"the view of {endpoint!r} names no permission: mark it with @needs(...)")
    return cast("Permission", permission)


def me() -> Person:
    """Return the person who asks, in a view whose permission leaves no anonymous ones."""
    return cast("Person", current_user.person)


def may_open(endpoint: str) -> bool:
    """Tell whether whoever asks may open a page: what they may not, no template leads to."""
    return may(current_user.role, permission_of(current_app, endpoint))


def drop_broken_cookie() -> None:
    """Have Flask-Login drop a "stay logged in" that it can't even compare: with other than ASCII it fails."""
    cookie = request.cookies.get(current_app.config.get("REMEMBER_COOKIE_NAME", COOKIE_NAME), "")
    if not cookie.isascii():
        session["_remember"] = "clear"


def guard() -> ResponseReturnValue | None:
    """Let a request through only if the person may; ask the others to log in, or refuse."""
    if request.endpoint is None:
        return None
    permission = permission_of(current_app, request.endpoint)
    # What everybody may do is let through before anybody is looked up: a file costs no database.
    if ALLOWED[permission] == EVERYBODY or may(current_user.role, permission):
        return None
    if not may(current_user.role, Permission.OWN_ACCOUNT):
        onward = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.log_in", next=onward))
    return abort(HTTPStatus.FORBIDDEN)


def install(app: Flask, login_manager: LoginManager) -> None:
    """Put the guard before every view of `app`; raises `LookupError` for one without a permission."""
    login_manager.anonymous_user = Anonymous
    login_manager.user_loader(load_signed_in)
    app.before_request(drop_broken_cookie)
    app.before_request(guard)
    app.add_template_global(current_user, "current_user")
    app.add_template_global(may_open)
    for endpoint in app.view_functions:
        permission_of(app, endpoint)
