"""Every refusal as a page: what happened, that nothing was lost, and what to do next."""

import errno
import logging
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from quizapp.services import security_log
from quizapp.services.errors import ServiceError, ThrottledError
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import DATABASE_AWAY
from quizapp.translation.texts import _, lazy
from quizapp.web import autosave, refused

log = logging.getLogger(__name__)

#: Status -> (what happened, what to do next).
SENTENCES: dict[int, tuple[str, str]] = {
    400: (lazy("That request could not be read."), lazy("Go back, reload the page and try again.")),
    403: (lazy("You can't open this page."), lazy("If you think you should, ask the administrator.")),
    404: (lazy("There is nothing here."), lazy("The address may be mistyped, or the page may be gone.")),
    405: (lazy("This page can't be used in that way."), lazy("Go back and use the buttons of the page.")),
    409: (
        lazy("This page was out of date."),
        lazy("Nothing was saved. Go back and reload the page to see what has changed."),
    ),
    413: (lazy("That was too much at once."), lazy("Nothing was saved. Send something shorter.")),
    429: (lazy("That was too often."), lazy("Wait a little, then try again.")),
    500: (
        lazy("Something went wrong here."),
        lazy("Nothing was saved, and the error is in our log. Please try again."),
    ),
    503: (
        lazy("The database can't be reached or written to just now."),
        lazy("What you just sent was not saved. Go back and try again in a moment."),
    ),
}
#: A form that met one of these may be taken the next time: the page keeps what it held.
MAY_PASS = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
)
#: Where the form may never be taken, what somebody wrote at length is shown to them to be copied.
WRITTEN_IS_KEPT = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
COPY_IT = lazy("Nothing was saved. Below is what you wrote: copy what you need.")
#: What the system says where nothing more can be written, also on the disk of the temporary files.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
#: What a refusal says to programs, beside the page that we put in place of its own.
KEPT_HEADERS = ("Allow", "Retry-After")


def page(status: int, message: str | None = None, advice: str | None = None) -> tuple[str | Response, int]:
    """Render the page of a refusal; without a message of its own it takes that of the status.

    A page that saves by itself gets the message alone.
    """
    usual = SENTENCES.get(status, SENTENCES[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    if autosave.saves_itself():
        return autosave.not_saved(message or usual[0]), status
    held = refused.held() if status in MAY_PASS else refused.written() if status in WRITTEN_IS_KEPT else None
    text = render_template(
        "error.html",
        status=status,
        message=message or usual[0],
        advice=COPY_IT if held and status in WRITTEN_IS_KEPT else advice or usual[1],
        held=held,
        held_token=request.form.get(refused.TOKEN) if held else None,
        navigates=status < HTTPStatus.INTERNAL_SERVER_ERROR and _is_known_who_asks(),
    )
    return text, status


def _is_known_who_asks() -> bool:
    """Tell whether the person can be looked up: only then can a page say where they may go."""
    try:
        return bool(current_user)  # looks the person up
    except DATABASE_AWAY as error:
        log.warning("the database refused, so that a page has no navigation: %s", error)
        return False


def _service_error(error: ServiceError) -> ResponseReturnValue:
    if error.status == HTTPStatus.NOT_FOUND:
        # The page is that of a missing one, whatever the reason, so that it tells nothing.
        return page(error.status)
    if error.status == HTTPStatus.FORBIDDEN:
        _note(SecurityEvent.PERMISSION_REFUSED)
    advice = _("Nothing was changed.") if error.status == HTTPStatus.FORBIDDEN and str(error) else None
    body, code = page(error.status, str(error) or None, advice)
    headers = {"Retry-After": str(error.wait_seconds)} if isinstance(error, ThrottledError) else {}
    return body, code, headers


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error  # a redirect
    if error.code == HTTPStatus.FORBIDDEN:
        _note(SecurityEvent.PERMISSION_REFUSED)
    return *page(error.code), [header for header in error.get_headers() if header[0] in KEPT_HEADERS]


def too_large(_error: HTTPException) -> ResponseReturnValue:
    """Render the page of a request that holds too much: how much may be sent there, and what to do."""
    most = request.max_content_length or 0
    if (request.content_length or most + 1) <= most:
        return page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)  # too many fields, or one too long
    happened, _advice = SENTENCES[HTTPStatus.REQUEST_ENTITY_TOO_LARGE]
    limit = _("At most %(size)s MB can be sent here.", size=f"{round(most / 1e6, 1):g}")
    if autosave.saves_itself():
        return page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{happened} {limit}")
    advice = f"{limit} {_('Nothing was saved. Go back, and send less, or send it in parts.')}"
    return page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, advice=advice)


def _bad_host(_error: HTTPException) -> ResponseReturnValue:
    # Without a host no address can be built, and every page of ours has some.
    message, advice = SENTENCES[HTTPStatus.BAD_REQUEST]
    return f"{message} {advice}\n", HTTPStatus.BAD_REQUEST, {"Content-Type": "text/plain; charset=utf-8"}


def _csrf_error(error: CSRFError) -> ResponseReturnValue:
    _note(SecurityEvent.FORM_REFUSED, reason=error.description)
    return refused.refuse(refused.TOO_OLD, HTTPStatus.BAD_REQUEST)


def _log_in_first(_error: HTTPException) -> ResponseReturnValue:
    return refused.refuse(refused.LOG_IN_FIRST, HTTPStatus.UNAUTHORIZED)


def _database_away(error: Exception) -> ResponseReturnValue:
    log.error("the database refused: %s", error)
    return *page(HTTPStatus.SERVICE_UNAVAILABLE), {"Retry-After": "5"}


def _system_error(error: OSError) -> ResponseReturnValue:
    # Where no folder takes temporary files, Python says that there is none, and names no file.
    if error.errno not in NO_ROOM and not (error.errno == errno.ENOENT and error.filename is None):
        raise error
    log.error("there is no room: %s", error)
    return *page(HTTPStatus.SERVICE_UNAVAILABLE, _("There is no room left on the server for that.")), {
        "Retry-After": "60"
    }


def _note(event: SecurityEvent, reason: str | None = None) -> None:
    """Write down what was refused: the page by its name, for an address may hold a token."""
    security_log.note(event, page=request.endpoint, method=request.method, reason=reason)


def install(app: Flask) -> None:
    """Register the pages of all refusals on `app`."""
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPStatus.UNAUTHORIZED, _log_in_first)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large)
    for host_error in (BadHost, SecurityError):
        app.register_error_handler(host_error, _bad_host)
    app.register_error_handler(OSError, _system_error)
    for error in DATABASE_AWAY:
        app.register_error_handler(error, _database_away)
