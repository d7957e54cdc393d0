"""What stood in a column before or after a change, in words: the record keeps plain values of JSON."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from quizapp.assignments.scoring import shown
from quizapp.assignments.spans import write_span
from quizapp.services.courses.audit import Values
from quizapp.web.assignments.staff_words import (
    COUNTS_WORDS,
    FEEDBACK_WORDS,
    NAVIGATION_WORDS,
    RELEASE_WORDS,
    SHOWS_WORDS,
)
from quizapp.web.filters import count, moment_in

#: What is set from now on, from what was set before, on the clocks of a time zone.
_Words = Callable[[Any, str], str]
_LABELS: Final = {
    "opens_at": "opens",
    "due_at": "due",
    "closes_at": "closes",
    "releases_at": "results released",
    "late": "late submissions earn",
    "wait": "wait between attempts",
    "counts": "the attempt that counts",
    "navigation": "going back to earlier questions",
    "asks_certainty": "asking how sure learners are",
    "shows": "what learners see",
    "release": "release of the results",
    "composition": "what it asks",
    "instructions": "the instructions",
}
#: Too long to be told: that they changed is said.
_UNTOLD: Final = {"composition", "instructions"}


def differences(before: Values, after: Values, time_zone: str) -> str:
    """Return what differs, each with what it was and is: "due never → 4 December 2026, 23:59"."""
    return "; ".join(
        _difference(name, before.get(name), value, time_zone)
        for name, value in after.items()
        if before.get(name) != value
    )


def settings(values: Values, time_zone: str) -> str:
    """Return what is set, where nothing was: "due +2 days; time limit 90 minutes"."""
    return "; ".join(f"{_label(name)} {_in_words(name, value, time_zone)}" for name, value in values.items())


def override_differences(before: Values, after: Values, time_zone: str) -> str:
    """Return what differs between two overrides, of which each names only what isn't as for the class."""
    names = [name for name in {**before, **after} if before.get(name, ...) != after.get(name, ...)]

    def said(values: Values, name: str) -> str:
        return _in_words(name, values[name], time_zone) if name in values else "as for the class"

    return "; ".join(f"{_label(name)} {said(before, name)} → {said(after, name)}" for name in names)


def _difference(name: str, before: Any, after: Any, time_zone: str) -> str:
    if name in _UNTOLD:
        return _label(name)
    return f"{_label(name)} {_in_words(name, before, time_zone)} → {_in_words(name, after, time_zone)}"


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " "))


def _in_words(name: str, value: Any, time_zone: str) -> str:
    words = _IN_WORDS.get(name)
    return words(value, time_zone) if words else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _moment(value: str | float | None, time_zone: str, *, none: str) -> str:
    """Return a moment, or the span that an override moves that of the class by."""
    if value is None:
        return none
    if isinstance(value, str):
        return moment_in(datetime.fromisoformat(value), time_zone)
    return write_span(timedelta(seconds=value))


def _late(steps: list[dict[str, Any]] | None, time_zone: str) -> str:
    said = [
        f"{step['percent']}\N{NO-BREAK SPACE}% until {_moment(step['until'], time_zone, none='')}"
        for step in steps or ()
    ]
    return ", then ".join(said) or "all points"


def _number(value: int | None, _time_zone: str, *, noun: str = "", none: str) -> str:
    if not value:
        return none
    return count(value, noun) if noun else str(value)


def _chosen(value: str | None, _time_zone: str, *, words: Mapping[str, str]) -> str:
    """Return what was chosen as the form says it, without what that means."""
    said = words.get(value or "", value or "none").partition(":")[0]
    return said[0].lower() + said[1:]


def _result(value: str | float | None, _time_zone: str) -> str:
    if isinstance(value, int | float):
        return f"{shown(value)}\N{NO-BREAK SPACE}%"
    return "what the attempts earned" if value == "by the attempts" else _plain(value)


_IN_WORDS: Final[Mapping[str, _Words]] = {
    "opens_at": partial(_moment, none="as soon as published"),
    "due_at": partial(_moment, none="never"),
    "closes_at": partial(_moment, none="when due"),
    "releases_at": partial(_moment, none="at no set time"),
    "late": _late,
    "time_limit": partial(_number, noun="minute", none="none"),
    "wait": partial(_number, noun="minute", none="none"),
    "attempts": partial(_number, none="any number"),
    "extra_minutes": partial(_number, noun="minute", none="none"),
    "extra_attempts": partial(_number, none="none"),
    "extra_days": partial(_number, noun="day", none="none"),
    "counts": partial(_chosen, words=COUNTS_WORDS),
    "feedback": partial(_chosen, words=FEEDBACK_WORDS),
    "navigation": partial(_chosen, words=NAVIGATION_WORDS),
    "release": partial(_chosen, words=RELEASE_WORDS),
    "shows": partial(_chosen, words=SHOWS_WORDS),
    "result": _result,
}
