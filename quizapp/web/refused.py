"""Forms that were refused because the log-in behind them ended or changed: shown again, to be sent again.

All that they held stands in the page, so that nobody types it twice or sends what they haven't seen;
only passwords have to be typed again. A person who has to log in first finds it after that. A form of another
site is never shown: it would be sent in the person's name by one press.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import COOKIE_NAME

from quizapp.services.permissions import is_open
from quizapp.translation.texts import _, lazy
from quizapp.web import autosave
from quizapp.web.access import needed_by
from quizapp.web.accounts.forms import LogInForm
from quizapp.web.accounts.redirects import is_local_path
from quizapp.web.questions import OFFERED, RESPONSE, words_of

TOO_OLD = lazy("This form was too old, or came from another log-in.")
LOG_IN_FIRST = lazy("You are no longer logged in.")
AGAIN = lazy("Nothing was saved. Below is the form as you filled it in. Check it, then send it again.")
AFTER_LOG_IN = lazy("Nothing was saved. Log in to get the form back as you filled it in, then send it again.")
RELOAD = lazy("Nothing was saved. Go back, reload the page and send it again.")
#: The fields by which the form of the log-in carries another: its address, and what it held.
ACTION, HELD = "again_to", "again"
TOKEN = "csrf_token"  # noqa: S105 -- a field's name
#: Fields that only our pages fill in; a person has nothing to read there.
_OURS = frozenset(
    (
        *("answer", "as", "bank", "card", "digest", "do", "hint", "hints", "item", "meant", "offered"),
        *("review", "section", "seed", "seen", "sequence", "takes_time", "told", "typed", "version"),
        *("was_open", "while_under_way"),
    )
)
#: Fields in which people write at length.
_WRITTEN = frozenset({"comment", "instructions"})
#: What a person reads; any other field is called by its own name.
_LABELS = {
    "response": lazy("Your answer"),
    "text": lazy("The list"),
    "certainty": lazy("How sure you are"),
    "go": lazy("Go to"),
    "count": lazy("How many questions"),
    "comment": lazy("Comment for the learner"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a refused form."""

    name: str
    value: str
    #: Which of those with its name it is, and of how many.
    number: int = 1
    count: int = 1
    #: The words of the choice that its value names, as its page sent them along.
    words: str | None = None

    @property
    def label(self) -> str:
        """Return what a person calls it."""
        label = str(_LABELS.get(self.name) or _words_of(self.name))
        if self.count == 1:
            return label
        return _("%(field)s, part %(number)s of %(total)s", field=label, number=self.number, total=self.count)

    @property
    def is_ours(self) -> bool:
        """Tell whether it says nothing to a person."""
        return self.name in _OURS


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """What a form held, but for its passwords and its token, and where it is sent."""

    action: str
    fields: tuple[Field, ...]
    #: Whether a password was left out.
    lacks_password: bool

    @classmethod
    def of(cls, action: str, items: Iterable[tuple[str, str]]) -> Self:
        """Make one of what was sent."""
        sent = [(name, value) for name, value in items if name not in {TOKEN, ACTION, HELD}]
        offered = dict(sent).get(OFFERED, "")
        counts, so_far = Counter(name for name, _ in sent), Counter[str]()
        fields = []
        for name, value in sent:
            so_far[name] += 1
            if not _is_password(name):
                place = so_far[name]
                words = words_of(offered, value, place - 1) if name == RESPONSE and offered else None
                fields.append(Field(name, value, place, counts[name], words))
        return cls(action, tuple(fields), lacks_password=len(fields) < len(sent))

    @property
    def page(self) -> str | None:
        """Return the address of the page that has the form, where it is the same."""
        return self.action if is_local_path(self.action) else None

    @property
    def carried(self) -> dict[str, str]:
        """Return the fields by which a log-in carries the form."""
        return {ACTION: self.action, HELD: urlencode([(field.name, field.value) for field in self.fields])}


def carried() -> RefusedForm | None:
    """Return the form that a log-in carries along, if it does and the form is one of ours."""
    action = request.form.get(ACTION, "")
    if not is_local_path(action, method="POST"):
        return None
    return RefusedForm.of(action, parse_qsl(request.form.get(HELD, ""), keep_blank_values=True))


def show_carried() -> ResponseReturnValue | None:
    """Return the page of the form that was carried through the log-in just made; None where none was."""
    form = carried()
    if form is None:
        return None
    return _page(form, _("You are logged in again."), HTTPStatus.OK, must_log_in=False)


def held() -> RefusedForm | None:
    """Return the form of the request where it is the person's own, to be sent again as it is; else None."""
    if request.method != "POST" or not g.get("csrf_valid"):
        return None
    return sent()


def written() -> RefusedForm | None:
    """Return that form if somebody wrote at length in it, else None."""
    form = held()
    is_written = form is not None and any(one.name in _WRITTEN and one.value.strip() for one in form.fields)
    return form if is_written else None


def sent() -> RefusedForm:
    """Return the form of the request as it was sent, whose token was found to be good."""
    return RefusedForm.of(_action(), request.form.items(multi=True))


def refuse(reason: str, status: HTTPStatus) -> ResponseReturnValue:
    """Return the page that refuses the form of the request, and keeps what it held."""
    if autosave.saves_itself():
        log_in = url_for("accounts.log_in", next=request.path if is_local_path(request.path) else None)
        return autosave.not_saved(reason, log_in=log_in), status
    if not _is_from_here():
        return render_template("error.html", status=int(status), message=reason, advice=RELOAD), status
    form = carried() or RefusedForm.of(_action(), request.form.items(multi=True))
    # Whether the log-in is still valid only the database knows, and sending the form again will tell.
    must_log_in = status == HTTPStatus.UNAUTHORIZED or not (_has_log_in() or _is_open(form.action))
    return _page(form, reason, status, must_log_in=must_log_in)


def _page(form: RefusedForm, reason: str, status: HTTPStatus, *, must_log_in: bool) -> ResponseReturnValue:
    advice = AFTER_LOG_IN if must_log_in else AGAIN
    log_in = LogInForm()
    log_in.process()  # what was posted is another form
    text = render_template(
        "refused.html",
        refused=form,
        status=int(status),
        message=reason,
        advice=advice,
        log_in=log_in if must_log_in else None,
    )
    return text, status


def _action() -> str:
    """Return the address of the request, as our own routes write it."""
    path = url_for(request.endpoint or "home.index", **(request.view_args or {}))
    query = request.query_string.decode("ascii", "ignore")
    return f"{path}?{query}" if query else path


def _has_log_in() -> bool:
    """Tell whether the browser has a log-in, valid or not."""
    return "_user_id" in session or COOKIE_NAME in request.cookies


def _is_open(action: str) -> bool:
    """Tell whether everybody may send a form."""
    path = unquote(urlsplit(action).path)
    endpoint, _ = current_app.url_map.bind("").match(path, method="POST")
    return is_open(needed_by(current_app, endpoint).permission)


def _words_of(name: str) -> str:
    """Return the name of a field as words: of several that are counted from 0, which one it is."""
    words, _, place = name.replace("_", " ").capitalize().partition("-")
    is_counted = place.isascii() and place.isdigit() and len(place) <= len("99")
    return f"{words} {int(place) + 1}" if is_counted else f"{words} {place}".strip()


def _is_password(name: str) -> bool:
    return "password" in name.casefold()


def _is_from_here() -> bool:
    """Tell whether a page of ours sent the request: every browser of today says so of a form."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
