"""A wait in words: short on a button, spelled out for a screen reader."""

from datetime import timedelta
from math import ceil

from quizapp.translation.texts import _, ngettext

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAYS_A_YEAR = 365
_DAYS_A_MONTH = _DAYS_A_YEAR / 12


def interval_text(wait: timedelta) -> str:
    """Return a wait as a button shows it: "now", "10 min", "2 h", "1 d", "3.4 mo", "2.1 y"."""
    amount, unit = _measure(wait)
    written = f"{amount:g}"
    if not amount:
        return _("now")
    # Translators: the units are as short as possible: they stand on buttons.
    match unit:
        case "minute":
            return _("%(amount)s min", amount=written)
        case "hour":
            return _("%(amount)s h", amount=written)
        case "day":
            return _("%(amount)s d", amount=written)
        case "month":
            return _("%(amount)s mo", amount=written)
        case _years:
            return _("%(amount)s y", amount=written)


def spoken_interval(wait: timedelta) -> str:
    """Return a wait as it is said: "now", "in 10 minutes", "in 1 day", "in 3.4 months"."""
    amount, unit = _measure(wait)
    # A part of one more takes the form of the next.
    number, written = ceil(amount), f"{amount:g}"
    if not amount:
        return _("now")
    match unit:
        case "minute":
            return ngettext("in %(count)s minute", "in %(count)s minutes", number, count=written)
        case "hour":
            return ngettext("in %(count)s hour", "in %(count)s hours", number, count=written)
        case "day":
            return ngettext("in %(count)s day", "in %(count)s days", number, count=written)
        case "month":
            return ngettext("in %(count)s month", "in %(count)s months", number, count=written)
        case _years:
            return ngettext("in %(count)s year", "in %(count)s years", number, count=written)


def _measure(wait: timedelta) -> tuple[float, str]:
    """Return the amount and its unit; an amount of 0 means now."""
    if wait <= timedelta(0):
        return 0, "minute"
    if wait.days:
        return _long_wait(wait.days)
    return _short_wait(wait.seconds)


def _short_wait(seconds: int) -> tuple[float, str]:
    minutes = max(1, int(seconds / _MINUTE + 0.5))
    if minutes < _HOUR // _MINUTE:
        return minutes, "minute"
    return int(seconds / _HOUR + 0.5), "hour"


def _long_wait(days: int) -> tuple[float, str]:
    if days < _DAYS_A_MONTH:
        return days, "day"
    if days < _DAYS_A_YEAR:
        return round(days / _DAYS_A_MONTH, 1), "month"
    return round(days / _DAYS_A_YEAR, 1), "year"
