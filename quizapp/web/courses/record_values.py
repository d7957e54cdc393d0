"""What stood in a column before or after a change, in words: the record keeps plain values of JSON."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from quizapp.assignments.scoring import shown
from quizapp.assignments.spans import span_words
from quizapp.services.courses.audit import Values
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.assignments.staff_words import (
    COUNTS_WORDS,
    FEEDBACK_WORDS,
    NAVIGATION_WORDS,
    RELEASE_WORDS,
    SHOWS_WORDS,
)
from quizapp.web.filters import moment_in

#: What is set from now on, from what was set before, on the clocks of a time zone.
_Words = Callable[[Any, str], str]
_LABELS: Final = {
    "title": lazy("title"),
    "time_zone": lazy("time zone"),
    "banks": lazy("banks"),
    "groups": lazy("groups"),
    "result": lazy("result"),
    "time_factor": lazy("time factor"),
    "extra_minutes": lazy("extra minutes"),
    "extra_attempts": lazy("extra attempts"),
    "extra_days": lazy("extra days"),
    "opens_at": lazy("opens"),
    "due_at": lazy("due"),
    "closes_at": lazy("closes"),
    "releases_at": lazy("results released"),
    "late": lazy("points for late submissions"),
    "time_limit": lazy("time limit"),
    "attempts": lazy("attempts"),
    "wait": lazy("wait between attempts"),
    "counts": lazy("attempt that counts"),
    "feedback": lazy("feedback"),
    "navigation": lazy("going back to earlier questions"),
    "asks_certainty": lazy("certainty"),
    "access_code": lazy("access code"),
    "networks": lazy("networks"),
    "shows": lazy("results for learners"),
    "release": lazy("release of the results"),
    "composition": lazy("questions"),
    "instructions": lazy("instructions"),
}
#: Too long to be told: that they changed is said.
_UNTOLD: Final = {"composition", "instructions"}
_NONE: Final = lazy("none")
_AS_CLASS: Final = lazy("as for the class")


def differences(before: Values, after: Values, time_zone: str) -> str:
    """Return what differs, each with what it was and is: "due: never → 4 December 2026, 23:59"."""
    return "; ".join(
        _difference(name, before.get(name), value, time_zone)
        for name, value in after.items()
        if before.get(name) != value
    )


def settings(values: Values, time_zone: str) -> str:
    """Return what is set, where nothing was: "due: 2 days later; time limit: 90 minutes"."""
    return "; ".join(f"{_label(name)}: {_in_words(name, value, time_zone)}" for name, value in values.items())


def override_differences(before: Values, after: Values, time_zone: str) -> str:
    """Return what differs between two overrides, of which each names only what isn't as for the class."""
    names = [name for name in {**before, **after} if before.get(name, ...) != after.get(name, ...)]

    def said(values: Values, name: str) -> str:
        return _in_words(name, values[name], time_zone) if name in values else str(_AS_CLASS)

    return "; ".join(f"{_label(name)}: {said(before, name)} → {said(after, name)}" for name in names)


def points_words(points: float | None) -> str:
    """Return what an answer earned, as its mark before or after a change."""
    if points is None:
        return _("not marked")
    # A fraction has the plural form of 2.
    number = int(points) if points == int(points) else 2
    return ngettext("%(points)s point", "%(points)s points", number, points=shown(points))


def _difference(name: str, before: Any, after: Any, time_zone: str) -> str:
    if name in _UNTOLD:
        return _label(name)
    return f"{_label(name)}: {_in_words(name, before, time_zone)} → {_in_words(name, after, time_zone)}"


def _label(name: str) -> str:
    return str(_LABELS.get(name, name.replace("_", " ")))


def _in_words(name: str, value: Any, time_zone: str) -> str:
    words = _IN_WORDS.get(name)
    return words(value, time_zone) if words else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return str(_NONE)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or str(_NONE)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _moment(value: str | float | None, time_zone: str, *, none: str) -> str:
    """Return a moment, or the span that an override moves that of the class by."""
    if value is None:
        return str(none)
    if isinstance(value, str):
        return moment_in(datetime.fromisoformat(value), time_zone)
    return span_words(timedelta(seconds=value))


def _late(steps: list[dict[str, Any]] | None, time_zone: str) -> str:
    said = [
        _(
            "%(percent)s until %(moment)s",
            percent=f"{step['percent']}\N{NO-BREAK SPACE}%",
            moment=_moment(step["until"], time_zone, none=""),
        )
        for step in steps or ()
    ]
    return ", ".join(said) or _("all points")


def _number(value: int | None, _time_zone: str, *, none: str = _NONE) -> str:
    return str(value or none)


def _minutes(value: int | None, _time_zone: str) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", value, count=value) if value else str(_NONE)


def _days(value: int | None, _time_zone: str) -> str:
    return ngettext("%(count)s day", "%(count)s days", value, count=value) if value else str(_NONE)


def _chosen(value: str | None, _time_zone: str, *, words: Mapping[str, str]) -> str:
    """Return what was chosen as the form says it, without what that means."""
    return str(words.get(value or "", value or _NONE)).partition(":")[0]


def _access_code(value: str | None, _time_zone: str) -> str:
    return _("set") if value else str(_NONE)


def _result(value: str | float | None, _time_zone: str) -> str:
    if isinstance(value, int | float):
        return f"{shown(value)}\N{NO-BREAK SPACE}%"
    return {"by the attempts": _("result of the attempts"), "excused": _("excused")}.get(
        value or "", _plain(value)
    )


_IN_WORDS: Final[Mapping[str, _Words]] = {
    "opens_at": partial(_moment, none=lazy("when published")),
    "due_at": partial(_moment, none=lazy("never")),
    "closes_at": partial(_moment, none=lazy("when due")),
    "releases_at": partial(_moment, none=lazy("no set time")),
    "late": _late,
    "time_limit": _minutes,
    "wait": _minutes,
    "attempts": partial(_number, none=lazy("any number")),
    "access_code": _access_code,
    "extra_minutes": _minutes,
    "extra_attempts": _number,
    "extra_days": _days,
    "counts": partial(_chosen, words=COUNTS_WORDS),
    "feedback": partial(_chosen, words=FEEDBACK_WORDS),
    "navigation": partial(_chosen, words=NAVIGATION_WORDS),
    "release": partial(_chosen, words=RELEASE_WORDS),
    "shows": partial(_chosen, words=SHOWS_WORDS),
    "result": _result,
}
