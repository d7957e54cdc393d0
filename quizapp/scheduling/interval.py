"""A wait in words: short on a button, spelled out for a screen reader."""

from datetime import timedelta

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAYS_A_YEAR = 365
_DAYS_A_MONTH = _DAYS_A_YEAR / 12

_SHORT = {"minute": "min", "hour": "h", "day": "d", "month": "mo", "year": "y"}


def interval_text(wait: timedelta) -> str:
    """Return a wait as a button shows it: "now", "10 min", "2 h", "1 d", "3.4 mo", "2.1 y"."""
    amount, unit = _measure(wait)
    return f"{amount:g} {_SHORT[unit]}" if amount else "now"


def spoken_interval(wait: timedelta) -> str:
    """Return a wait as it is said: "now", "in 10 minutes", "in 1 day", "in 3.4 months"."""
    amount, unit = _measure(wait)
    if not amount:
        return "now"
    return f"in {amount:g} {unit if amount == 1 else unit + 's'}"


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
