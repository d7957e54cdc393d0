"""What the services of accounts need to know of a request and of the configuration."""

import re
import secrets
from functools import cache

from flask import current_app, request

from quizapp.address import link_to
from quizapp.services.accounts import mail
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.passwords import Hasher
from quizapp.web import clock
from quizapp.web.session_cookies import read_cookie

#: What is in the cookie by which a browser stays known to the throttle from its first log-in on. It lets
#: nobody in.
BROWSER_NAME = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def authentication_context() -> AuthenticationContext:
    """Return where the request comes from, and how passwords are hashed here.

    A browser without a name gets one, which it keeps if `sessions.enter` is given this context.
    """
    config = current_app.config
    sent = read_cookie(current_app, request, config["BROWSER_COOKIE_NAME"], clock.now()) or ""
    return AuthenticationContext(
        address=request.remote_addr or "",
        hasher=_hasher(config["PASSWORD_MEMORY"], config["PASSWORD_PASSES"]),
        browser=sent if BROWSER_NAME.fullmatch(sent) else secrets.token_urlsafe(32),
    )


@cache
def _hasher(memory: int, passes: int) -> Hasher:
    return Hasher(memory, passes)


def sends_mail() -> bool:
    """Tell whether this installation sends mail."""
    return mail.server_of(current_app.config) is not None


def link_beginning(endpoint: str) -> str:
    """Return the whole URL of a one-time link up to its token, which comes last."""
    return link_url(endpoint, "token").removesuffix("token")


def link_url(endpoint: str, token: str) -> str:
    """Return the whole URL of a one-time link, for somebody who opens it elsewhere."""
    return link_to(current_app, endpoint, token)
