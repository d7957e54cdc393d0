"""What an override says, and what comes of it, in words."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from quizapp.assignments.resolving import Inherit, Moment, Override
from quizapp.assignments.spans import span_words
from quizapp.assignments.terms import Terms
from quizapp.translation.texts import _, ngettext
from quizapp.web.filters import number, on_clock


def differing(override: Override, zone: tzinfo, *, tells_code: bool) -> str:
    """Return what differs: "Due 2 days later; 90 minutes"."""
    text = "; ".join(
        [
            *_moment("opens", override.opens_at, zone),
            *_moment("due", override.due_at, zone),
            *_moment("closes", override.closes_at, zone),
            *_numbers(override),
            *_admission(override, tells_code=tells_code),
        ]
    )
    return text[:1].upper() + text[1:]


def coming_of_it(terms: Terms, zone: tzinfo) -> str:
    """Return the dates and numbers that come of an override: "due on Tuesday 1 December 2026, 20:00"."""
    closes = terms.closes if terms.closes != terms.due_at else None
    return "; ".join(
        [
            *(_moment("opens", terms.opens_at, zone) if terms.opens_at else ()),
            *_moment("due", terms.due_at, zone),
            *(_moment("closes", closes, zone) if closes else ()),
            _time_limit(terms.rules.time_limit),
            _attempts(terms.attempts),
        ]
    )


def _moment(name: str, said: Moment, zone: tzinfo) -> Iterator[str]:
    if isinstance(said, Inherit):
        return
    if said is None:
        yield {"opens": _("open once published"), "due": _("never due"), "closes": _("never closes")}[name]
    elif isinstance(said, timedelta):
        span = span_words(said)
        yield {
            # Translators: These stand in a list: "opens 2 days later; due on Tuesday; 90 minutes".
            "opens": _("opens %(span)s", span=span),
            "due": _("due %(span)s", span=span),
            "closes": _("closes %(span)s", span=span),
        }[name]
    else:
        moment = on_clock(said, zone)
        yield {
            "opens": _("opens on %(moment)s", moment=moment),
            "due": _("due on %(moment)s", moment=moment),
            "closes": _("closes on %(moment)s", moment=moment),
        }[name]


def _numbers(override: Override) -> Iterator[str]:
    if not isinstance(override.time_limit, Inherit):
        yield _time_limit(override.time_limit)
    if not isinstance(override.attempts, Inherit):
        yield _attempts(override.attempts)


def _time_limit(minutes: int | None) -> str:
    if not minutes:
        return _("no time limit")
    return ngettext("%(count)s minute", "%(count)s minutes", minutes, count=number(minutes))


def _attempts(most: int | None) -> str:
    if not most:
        return _("any number of attempts")
    return ngettext("%(count)s attempt", "%(count)s attempts", most, count=number(most))


def _admission(override: Override, *, tells_code: bool) -> Iterator[str]:
    code, networks = override.access_code, override.networks
    if code is None:
        yield _("no access code")
    elif not isinstance(code, Inherit):
        said = _("an access code of their own, %(code)s", code=code)
        yield said if tells_code else _("an access code of their own")
    if not isinstance(networks, Inherit):
        only = _("only from %(networks)s", networks=", ".join(networks or ()))
        yield only if networks else _("from any network")
