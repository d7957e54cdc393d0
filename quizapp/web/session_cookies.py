"""The session's cookie, and when a session is over: the server decides, whatever the browser keeps.

The signature of the cookie tells when it was written, and the cookie of a session in use is written again
about once an hour: so it tells when the session was used. Nothing is stored, and no page has to write.
A copy of a cookie that nobody uses is worth nothing after the same while.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature
from typing_extensions import override

from quizapp.services.permissions import is_visitor
from quizapp.services.person import Person
from quizapp.web import clock

#: The endpoints of what is no page, and the same for everybody: static files, and what questions show.
FILES = frozenset({"static", "images.show"})
#: How often a session in use is noted as used, at most.
NOTED_EVERY = timedelta(hours=1)
#: How long a session lasted before it told when it began.
OLD_LIFETIME = timedelta(days=31)
#: By this prefix browsers let nobody but this host set a cookie, and only by https.
HOST_PREFIX = "__Host-"
#: Keys of a session: when it began, in seconds since 1970, and whether it is one that stays.
BEGUN, STAYS = "begun", "stays"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts since it was last used, and in all."""

    idle: timedelta
    longest: timedelta

    def is_over(self, begun: datetime, used: datetime, now: datetime) -> bool:
        """Tell whether a session is over; one from the future, by a clock that was set back, is not."""
        return now - used >= self.idle or now - begun >= self.longest

    def is_worth_noting(self, used: datetime, now: datetime) -> bool:
        """Tell whether a session that is in use should be noted as used."""
        return abs(now - used) >= min(NOTED_EVERY, self.idle / 4)


class Session(SecureCookieSession):
    """A session that knows when its cookie was written, and by which name it came."""

    written_at: datetime | None = None
    came_by_old_name = False


class SessionCookies(SecureCookieSessionInterface):
    """Reads and writes the session's cookie."""

    session_class = Session

    @override
    def open_session(self, app: Flask, request: Request) -> Session:
        now, name = clock.now(), self.get_cookie_name(app)
        cookie = read_cookie(app, request, name, now)
        opened = self._open(app, cookie, now) if cookie else Session()
        opened.came_by_old_name = cookie is not None and name not in request.cookies
        if opened and opened.came_by_old_name:
            opened.modified = True
        return opened

    def _open(self, app: Flask, cookie: str, now: datetime) -> Session:
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return Session()
        try:
            values, written_at = serializer.loads(cookie, return_timestamp=True)
        except BadSignature:
            return Session()
        opened = Session(values)
        opened.written_at = written_at
        return Session() if _is_over(app, opened, written_at, now) else opened

    @override
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint in FILES:
            # Told that they vary with the cookie, a browser would fetch them again after each change of it.
            return
        super().save_session(app, session, response)
        if cast("Session", session).came_by_old_name:
            response.delete_cookie(
                old_name(self.get_cookie_name(app)), secure=True, httponly=True, samesite="Lax"
            )


def old_name(name: str) -> str:
    """Return what a cookie was called before it was bound to its host."""
    return name.removeprefix(HOST_PREFIX)


def read_cookie(app: Flask, request: Request, name: str, now: datetime) -> str | None:
    """Return a cookie that the browser sent, for a while also by its old name."""
    found = request.cookies.get(name)
    return request.cookies.get(old_name(name)) if found is None and takes_old(app, now) else found


def takes_old(app: Flask, now: datetime) -> bool:
    """Tell whether cookies from before sessions had an end are still taken."""
    until: date = app.config["OLD_COOKIES_UNTIL"]
    return now.date() < until


def begin(person: Person, now: datetime, *, remember: bool) -> None:
    """Note in a new session when it began; with `remember` its cookie outlasts the closing of the browser.

    A visitor's lasts as long on the server, for nobody could log in as them again.
    """
    session[BEGUN] = int(now.timestamp())
    session[STAYS] = remember or is_visitor(person)
    session.permanent = remember


def note_use(app: Flask, person: Person, now: datetime) -> None:
    """Note, from time to time, that somebody uses their session; one from before gets its beginning."""
    if _begun(session) is None:
        begin(person, now, remember=session.permanent)
    written_at = cast("Session", session._get_current_object()).written_at  # type: ignore[attr-defined]  # noqa: SLF001
    if written_at is not None and _lifetime(app, session).is_worth_noting(written_at, now):
        session.modified = True


def _is_over(app: Flask, opened: Session, written_at: datetime, now: datetime) -> bool:
    lifetime = _lifetime(app, opened)
    if "_user_id" not in opened:
        # Nobody's: what it holds is the token of forms.
        return lifetime.is_over(now, written_at, now)
    begun = _begun(opened)
    if begun is None:
        return not takes_old(app, now) or now - written_at >= OLD_LIFETIME
    return lifetime.is_over(begun, written_at, now)


def _lifetime(app: Flask, opened: Any) -> Lifetime:
    stays = "_user_id" not in opened or opened.get(STAYS)
    return cast("Lifetime", app.extensions["lifetimes"][bool(stays)])


def _begun(opened: Any) -> datetime | None:
    begun = opened.get(BEGUN)
    return datetime.fromtimestamp(begun, UTC) if isinstance(begun, int) else None


def install(app: Flask) -> None:
    """Let the sessions of `app` end as its settings say."""
    app.session_interface = SessionCookies()
    config = app.config
    app.extensions["lifetimes"] = {
        False: Lifetime(
            timedelta(hours=config["SESSION_IDLE_HOURS"]), timedelta(days=config["SESSION_LONGEST_DAYS"])
        ),
        True: Lifetime(
            timedelta(days=config["REMEMBERED_IDLE_DAYS"]), timedelta(days=config["REMEMBERED_LONGEST_DAYS"])
        ),
    }
