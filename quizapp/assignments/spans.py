"""Spans of time as people write them: "+2 days", "1 week", "90 min", "-3 hours"."""

import re
from datetime import timedelta
from typing import Final

#: More is a slip.
LONGEST_SPAN: Final = timedelta(days=366)
_UNITS: Final = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}
_PART: Final = r"(\d{1,6})\s*(w|weeks?|d|days?|h|hours?|m|mins?|minutes?)\b\.?"
_SPAN: Final = re.compile(rf"([+\-\u2212]?)\s*((?:{_PART}[\s,]*(?:and\s+)?)+)", re.IGNORECASE)


def read_span(text: str) -> timedelta:
    """Return the span that a text says; without a sign it is later. Raises ValueError with a sentence."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError("Please write a span such as 2 days, 3 hours or 90 minutes.")
    parts = re.findall(_PART, found[2], re.IGNORECASE)
    span = sum((int(number) * _UNITS[unit[0].lower()] for number, unit in parts), timedelta())
    if span > LONGEST_SPAN:
        raise ValueError("That is more than a year.")
    return span if found[1] in {"", "+"} else -span


def write_span(span: timedelta) -> str:
    """Return a span as `read_span` reads it: "+2 days", "-1 day 3 hours"."""
    return f"{'-' if span < timedelta() else '+'}{_length(span)}"


def span_words(span: timedelta) -> str:
    """Return a span as it is said: "2 days later", "1 day 3 hours earlier"."""
    if not span:
        return "as for the class"
    return f"{_length(span)} {'later' if span > timedelta() else 'earlier'}"


def _length(span: timedelta) -> str:
    rest, parts = abs(span), []
    for noun, unit in (("day", _UNITS["d"]), ("hour", _UNITS["h"]), ("minute", _UNITS["m"])):
        number, rest = divmod(rest, unit)
        if number:
            parts.append(f"{number} {noun}{'' if number == 1 else 's'}")
    return " ".join(parts) or "0 days"
