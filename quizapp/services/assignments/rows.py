"""Terms and overrides as rows have them: the one place where they are taken apart and put together."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func

from quizapp.assignments.resolving import INHERIT, Override
from quizapp.assignments.terms import Counts, LateStep, Navigation, Release, Terms
from quizapp.models import Assignment
from quizapp.quizzes.rules import Feedback, QuizRules, Shows

_MOMENTS = ("opens_at", "due_at", "closes_at")
_NUMBERS_AND_CODE = ("time_limit", "attempts", "access_code")
_date = func.coalesce(Assignment.due_at, Assignment.closes_at)
#: The order of assignments in all lists of the staff: by when they are due or close; without a date last.
BY_DATE = (_date.is_(None), _date, Assignment.id)


def terms_of(row: Assignment) -> Terms:
    """Return the terms of an assignment, before anything differs for anybody."""
    return Terms(
        rules=QuizRules(Feedback(row.feedback), row.asks_certainty, row.time_limit),
        opens_at=row.opens_at,
        due_at=row.due_at,
        closes_at=row.closes_at,
        late=tuple(LateStep(datetime.fromisoformat(step["until"]), step["percent"]) for step in row.late),
        attempts=row.attempts,
        wait=row.wait,
        counts=Counts(row.counts),
        access_codes=(row.access_code,) if row.access_code else (),
        networks=tuple(row.networks),
        navigation=Navigation(row.navigation),
        shows=Shows(row.shows),
        release=Release(row.release),
        releases_at=row.releases_at,
    )


def columns_of(terms: Terms) -> dict[str, Any]:
    """Return the values of the columns that keep the terms of an assignment: one access code at most."""
    return {
        "feedback": terms.rules.feedback,
        "asks_certainty": terms.rules.asks_certainty,
        "time_limit": terms.rules.time_limit,
        "opens_at": terms.opens_at,
        "due_at": terms.due_at,
        "closes_at": terms.closes_at,
        "late": [{"until": _written(step.until), "percent": step.percent} for step in terms.late],
        "attempts": terms.attempts,
        "wait": terms.wait,
        "counts": terms.counts,
        "access_code": next(iter(terms.access_codes), None),
        "networks": list(terms.networks),
        "navigation": terms.navigation,
        "shows": terms.shows,
        "release": terms.release,
        "releases_at": terms.releases_at,
    }


def override_of(changes: Mapping[str, Any]) -> Override:
    """Return the override that a row keeps as its `changes`."""
    said: dict[str, Any] = {name: _moment(changes[name]) for name in _MOMENTS if name in changes}
    said |= {name: changes[name] for name in _NUMBERS_AND_CODE if name in changes}
    if "networks" in changes:
        said["networks"] = tuple(changes["networks"] or ())
    return Override(**said)


def changes_of(override: Override) -> dict[str, Any]:
    """Return what a row keeps of an override: only what differs, spans in seconds and moments in UTC."""
    changes: dict[str, Any] = {}
    for name in (*_MOMENTS, *_NUMBERS_AND_CODE, "networks"):
        value = getattr(override, name)
        if value is not INHERIT:
            changes[name] = _plain(value)
    return changes


def _moment(value: Any) -> datetime | timedelta | None:
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return None if value is None else timedelta(seconds=value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _written(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return list(value) if isinstance(value, tuple) else value


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
