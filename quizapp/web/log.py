"""The log: on standard error, each line its own, with the request that it belongs to.

The sender of a request chooses part of what is logged about it. No such text can begin a line, look like
another one, or steer a terminal: control characters are escaped, and the lines of a traceback are marked.
"""

import json
import logging
import re
import secrets
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, g, has_request_context, request, session
from typing_extensions import override

from quizapp.services import security_log

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The id of the request that a thread works on, or worked on last.
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
#: How many characters of one line are kept: a path may have 64 KB.
LONGEST = 4000
#: More digits than any key has.
LONGEST_KEY = 20


class RequestIds:
    """WSGI middleware that names each request: by the header of a trusted proxy, else by chance."""

    def __init__(self, app: "WSGIApplication", *, trusts_proxy: bool) -> None:
        self._app, self._trusts_proxy = app, trusts_proxy

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request under its name."""
        sent = environ.get("HTTP_X_REQUEST_ID", "") if self._trusts_proxy else ""
        _request_id.set(sent if REQUEST_ID.fullmatch(sent) else secrets.token_hex(8))
        return self._app(environ, start_response)


class LineFormatter(logging.Formatter):
    """Makes a security event one line of JSON, and anything else lines that can't be forged."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if event := getattr(record, security_log.ATTRIBUTE, None):
            return json.dumps({"time": when} | event | _about_request())
        mark = _request_id.get() or "-"
        text = f"[{when}] {record.levelname} in {record.name} ({mark}): {shown(record.getMessage())}"
        details = []
        if record.exc_info:
            details += self.formatException(record.exc_info).split("\n")
        if record.stack_info:
            details += self.formatStack(record.stack_info).split("\n")
        return "\n".join((text, *(f"    {mark} | {shown(line)}" for line in details)))


def shown(text: str) -> str:
    """Return a text as one line of printable characters, all others escaped as Python writes them."""
    kept = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in kept
    )


def request_id() -> str:
    """Return the id of this request."""
    return _request_id.get() or "-"


class LoggedFlask(Flask):
    """Flask that logs what fails without the token of a one-time link, which may still work."""

    @override
    def log_exception(self, exc_info: Any) -> None:
        token = (request.view_args or {}).get("token")
        path = request.path.replace(token, "…") if token else request.path
        self.logger.error("a page failed: %s %s", request.method, path, exc_info=exc_info)


def _about_request() -> dict[str, Any]:
    """Return which request it is, from where, and by whom, as far as that has been found out already."""
    about: dict[str, Any] = {"request": name} if (name := _request_id.get()) else {}
    if has_request_context():
        about |= {"by": _asker_id(), "address": shown(request.remote_addr or "")}
    return about


def _asker_id() -> int | None:
    """Return the key of the person who is logged in; until they are looked up, that of their session."""
    if "_login_user" in g:
        return cast("int | None", g._login_user.id)  # noqa: SLF001 -- Flask-Login's own way
    key = str(session.get("_user_id", "")).partition(".")[0]
    return int(key) if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY else None


def _tell_request_id(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    return response


def configure() -> None:
    """Have this process log to standard error, unless that was configured otherwise."""
    handler = logging.StreamHandler()
    handler.setFormatter(LineFormatter())
    logging.basicConfig(handlers=[handler])
    logging.getLogger("quizapp").setLevel(logging.INFO)


def install(app: Flask) -> None:
    """Name each request of `app`, in its log and in its answer."""
    app.wsgi_app = RequestIds(  # type: ignore[method-assign]  # Flask's documented way
        app.wsgi_app, trusts_proxy=bool(app.config["TRUSTED_PROXIES"])
    )
    app.after_request(_tell_request_id)
    app.add_template_global(request_id)
