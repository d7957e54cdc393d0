"""The person behind a request, and whether they may have what they ask for.

Every view names its permission and how the scope of what it is asked for is found, or the app won't start.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import (
    COOKIE_NAME,
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    current_user,
    user_loaded_from_cookie,
)

from quizapp.services.accounts import sessions
from quizapp.services.permissions import RULES, Asker, Permission, Role, has_account, is_hidden, is_open, may
from quizapp.services.person import Person
from quizapp.web import clock, session_cookies
from quizapp.web.scopes import ScopeFinder, shared
from quizapp.web.security import LARGEST_KEY

View = TypeVar("View", bound=Callable[..., Any])
#: The attribute of a view that holds what it needs.
NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Needed:
    """What a view needs: a permission, for what its route is asked for."""

    permission: Permission
    scope: ScopeFinder

    def is_given(self, person: Asker, arguments: Mapping[str, Any]) -> bool:
        """Tell whether a person may call the view with these arguments of its route."""
        return may(person, self.permission, self.scope.find(person, arguments))

    def is_hidden(self, person: Asker, arguments: Mapping[str, Any]) -> bool:
        """Tell whether what the view is asked for looks to this person as if it didn't exist."""
        return is_hidden(person, self.scope.find(person, arguments))


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The person behind the session cookie, as Flask-Login and the templates see them."""

    def __init__(self, person: Person, session_name: str | None = None) -> None:
        self.person = person
        # One from before sessions had names has an empty one, and shares it with the others of its person.
        self.session_name = secrets.token_urlsafe(16) if session_name is None else session_name
        self.id = person.id
        self.display_name = person.display_name
        self.role = person.role

    def get_id(self) -> str:
        """Name the person and the session, with a token that logging out everywhere replaces."""
        return f"{self.person.id}.{self.person.session_token}.{self.session_name}"


class Anonymous(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Somebody without a session."""

    id = None
    display_name = None
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
    session_cookies.note_use(current_app, person, clock.now())
    return SignedIn(person, session_name)


def needs(permission: Permission, scope: ScopeFinder) -> Callable[[View], View]:
    """Mark a view with the permission that it takes, and with how to find whose thing it is asked for."""

    def mark(view: View) -> View:
        setattr(view, NEEDED, Needed(permission, scope))
        return view

    return mark


def needed_by(app: Flask, endpoint: str) -> Needed:
    """Return what an endpoint needs. Raises `LookupError` where it doesn't say."""
    needed = getattr(app.view_functions[endpoint], NEEDED, None)
    if needed is None and endpoint == "static":
        return Needed(Permission.VISIT_SITE, shared)
    if not isinstance(needed, Needed) or needed.permission not in RULES:
        raise LookupError(f"the view of {endpoint!r} names no permission: mark it with @needs(...)")
    return needed


def me() -> Person:
    """Return the person who asks, in a view whose permission leaves no anonymous ones."""
    return cast("Person", current_user.person)


def may_open(endpoint: str, **arguments: object) -> bool:
    """Tell whether the person who asks may open a page; templates link to no other."""
    return needed_by(current_app, endpoint).is_given(_asker(), arguments)


def device_key() -> str:
    """Return the name by which a browser tells one person's things from another's; "" for nobody.

    It is no secret, and doesn't depend on the secret key: with a new key people still find what they typed.
    """
    if _asker().id is None:
        return ""
    person = me()
    name = f"quizapp person {person.id} {person.created_at.timestamp()}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _asker() -> SignedIn | Anonymous:
    """Return the one who asks: Flask-Login's proxy would look them up again for each attribute."""
    return cast("SignedIn | Anonymous", current_user._get_current_object())  # noqa: SLF001 -- Werkzeug's own way


def drop_remember_cookie() -> None:
    """Have Flask-Login drop a "stay logged in" of an older version when its time is over.

    So it does with one that isn't ASCII, which it can't even compare.
    """
    cookie = request.cookies.get(COOKIE_NAME)
    if cookie is not None and not (cookie.isascii() and session_cookies.takes_old(current_app, clock.now())):
        session["_remember"] = "clear"


def take_over_remembered(_app: Flask, user: SignedIn) -> None:
    """Move somebody who came by such a cookie to a session that stays; the cookie, which has no end, goes."""
    session_cookies.begin(user.person, clock.now(), remember=True)
    session["_remember"] = "clear"


def guard() -> ResponseReturnValue | None:
    """Let a request through only if the person may; ask the others to log in, or refuse."""
    if request.endpoint is None:
        return None
    needed = needed_by(current_app, request.endpoint)
    # What everybody may do is let through before anybody is looked up: a file costs no database.
    if is_open(needed.permission) or needed.is_given(_asker(), request.view_args or {}):
        return None
    if has_account(current_user):
        is_hidden = needed.is_hidden(_asker(), request.view_args or {})
        abort(HTTPStatus.NOT_FOUND if is_hidden else HTTPStatus.FORBIDDEN)
    if request.method == "POST":
        # Its page keeps what the form held (refused.py).
        abort(HTTPStatus.UNAUTHORIZED)
    return redirect(url_for("accounts.log_in", next=request.full_path.rstrip("?")))


def install(app: Flask, login_manager: LoginManager) -> None:
    """Put the guard before every view of `app`; raises `LookupError` for one that doesn't say its needs."""
    login_manager.anonymous_user = Anonymous
    login_manager.user_loader(load_signed_in)
    app.before_request(drop_remember_cookie)
    user_loaded_from_cookie.connect(take_over_remembered, app)
    app.before_request(guard)
    app.add_template_global(current_user, "current_user")
    app.add_template_global(may_open)
    app.add_template_global(device_key)
    for endpoint in app.view_functions:
        argument = needed_by(app, endpoint).scope.argument
        if argument and not all(argument in rule.arguments for rule in app.url_map.iter_rules(endpoint)):
            raise LookupError(f"the scope of {endpoint!r} depends on {argument!r}, which its route lacks")
