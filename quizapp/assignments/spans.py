"""Spans of time as people write them: "+2 days", "1 week", "90 min", "-3 hours"."""

import re
from datetime import timedelta
from typing import Final

from quizapp.translation.texts import _, ngettext

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
        # Translators: Units are typed in English: leave "2 days, 3 hours", "90 minutes" as they are.
        raise ValueError(_("Write a time span such as 2 days, 3 hours or 90 minutes."))
    parts = re.findall(_PART, found[2], re.IGNORECASE)
    span = sum((int(number) * _UNITS[unit[0].lower()] for number, unit in parts), timedelta())
    if span > LONGEST_SPAN:
        raise ValueError(_("That is more than a year."))
    return span if found[1] in {"", "+"} else -span


def write_span(span: timedelta) -> str:
    """Return a span as `read_span` reads it: "+2 days", "-1 day 3 hours"."""
    days, hours, minutes = _parts(span)
    units = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    length = " ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in units if number)
    return f"{'-' if span < timedelta() else '+'}{length or '0 days'}"


def span_words(span: timedelta) -> str:
    """Return a span as it is said: "2 days later", "1 day 3 hours earlier"."""
    if not span:
        return _("as for everyone")
    if span > timedelta():
        return _("%(span)s later", span=_length(span))
    return _("%(span)s earlier", span=_length(span))


def _length(span: timedelta) -> str:
    days, hours, minutes = _parts(span)
    units = (
        (days, ngettext("%(count)s day", "%(count)s days", days, count=days)),
        (hours, ngettext("%(count)s hour", "%(count)s hours", hours, count=hours)),
        (minutes, ngettext("%(count)s minute", "%(count)s minutes", minutes, count=minutes)),
    )
    return " ".join(words for number, words in units if number)


def _parts(span: timedelta) -> tuple[int, int, int]:
    """Return the days, hours and minutes of a span, whichever its direction."""
    days, rest = divmod(abs(span), _UNITS["d"])
    hours, rest = divmod(rest, _UNITS["h"])
    return days, hours, rest // _UNITS["m"]
