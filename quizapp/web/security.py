"""What holds for every request and every response: readable text in, strict headers out."""

import ipaddress
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import BadHost
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, ValidationError

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST_KEY = 2**63 - 1

View = TypeVar("View", bound=Callable[..., Any])
#: The attribute of a view that takes files.
TAKES_FILES: Final = "takes_files"
#: The largest request with a file in it, in bytes. Larger ones are handed on without their body
#: (`cli/web_worker.py`).
LARGEST_WITH_FILE: Final = 2_000_000

#: A host as a request names it: a name or an address, and perhaps a port.
HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::(?P<port>[0-9]{0,5}))?")
LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")
LONGEST_HOST = 253
LARGEST_PORT = 65_535


class KeyConverter(BaseConverter):
    """A row's key in an address: digits that fit a 64-bit column, anything else is no such page."""

    regex = r"[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Return the key, or no match where no row could have it."""
        key = int(value)
        if key > LARGEST_KEY:
            raise ValidationError
        return key


def takes_files(view: View) -> View:
    """Mark a view to which files are sent, in requests that are larger than others may be."""
    setattr(view, TAKES_FILES, True)
    return view


def allow_files() -> None:
    """Let a form with a file be as large as that; before anything reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype == "multipart/form-data" and getattr(view, TAKES_FILES, False):
        request.max_content_length = request.max_form_memory_size = LARGEST_WITH_FILE


def is_host(text: str) -> bool:
    """Tell whether this can be the host of a request: a name, an IPv4 or [IPv6] address, perhaps a port."""
    found = HOST.fullmatch(text)
    if found is None or int(found["port"] or 0) > LARGEST_PORT:
        return False
    if found["address"]:
        try:
            ipaddress.IPv6Address(found["address"])
        except ValueError:
            return False
        return True
    name = found["name"].removesuffix(".")
    return len(name) <= LONGEST_HOST and all(map(LABEL.fullmatch, name.split(".")))


def refuse_bad_host() -> None:
    """Refuse a request that names no host, or what can't be one: HTTP asks for one."""
    if not is_host(request.headers.get("Host", "")):
        raise BadHost


def refuse_unreadable_text() -> None:
    """Refuse bytes that are no text, lone surrogates among them, and NUL: PostgreSQL stores neither.

    It has to come before anything reads the form, which would keep bad bytes as the signs that encode
    them, and store those.
    """
    sent = request.query_string
    if request.mimetype == "application/x-www-form-urlencoded":
        sent += b"&" + request.get_data()
    try:
        text = unquote_to_bytes(sent).decode()
    except UnicodeDecodeError:
        abort(HTTPStatus.BAD_REQUEST)
    # The other way to send a form has no such encoding, and mends bad bytes when it is read.
    if "\0" in text or any("\0" in key + value for key, value in request.form.items(multi=True)):
        abort(HTTPStatus.BAD_REQUEST)
    if "\0" in request.path:
        abort(HTTPStatus.NOT_FOUND)


def add_headers(response: Response) -> Response:
    """Add the security headers; pages are private and never cached, what is static may be kept."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        below = "; includeSubDomains" if current_app.config["HSTS_SUBDOMAINS"] else ""
        response.headers.setdefault("Strict-Transport-Security", f"max-age=31536000{below}")
    # Werkzeug's own redirects, from "//x" to "/x", lead to whole URLs with the host that the request named.
    location = response.headers.get("Location", "")
    if location and location.startswith(request.host_url):
        response.headers["Location"] = "/" + location.removeprefix(request.host_url).lstrip("/")
    return response


def install(app: Flask) -> None:
    """Put these before and after every request of `app`."""
    app.url_map.converters["key"] = KeyConverter
    app.before_request(refuse_bad_host)
    app.before_request(allow_files)
    app.before_request(refuse_unreadable_text)
    app.after_request(add_headers)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
