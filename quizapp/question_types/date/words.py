"""The words in which dates are written, a table a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates; all in lower case."""

    #: The months' full names, January first.
    months: tuple[str, ...]
    #: Every accepted name of a month, to its number.
    month_numbers: Mapping[str, int]
    #: Every accepted name of a season, to its first month; a season has three.
    seasons: Mapping[str, int]
    #: Words that change nothing: "in", "of", a weekday, the "th" of "15th".
    fillers: frozenset[str]
    #: Words that ask for what can't be marked yet: "mid-2004", "late April 1997".
    modifiers: frozenset[str]
    #: Marks of a year that may have fewer than three figures: "AD 79".
    eras: frozenset[str]


_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BOUNDS: Final = ("before", "after", "since", "until", "by", "between", "from", "to")

ENGLISH: Final = DateWords(
    months=_MONTHS,
    # Three or four letters are how months are cut short: Sep and Sept, Jun, Janu.
    month_numbers={
        short: number
        for number, month in enumerate(_MONTHS, start=1)
        for short in (month, month[:3], month[:4])
    },
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    fillers=frozenset({"in", "on", "the", "of", "year", "during", "st", "nd", "rd", "th", *_WEEKDAYS}),
    modifiers=frozenset({"mid", "early", "late", "beginning", "start", "end", *_BOUNDS, "s", "bc", "bce"}),
    eras=frozenset({"ad", "ce"}),
)

_LANGUAGES: Final = {"en": ENGLISH}


def words_of(language: str) -> DateWords:
    """Return the words of a language (a BCP 47 tag); English for one that isn't here yet."""
    return _LANGUAGES.get(language.lower().partition("-")[0], ENGLISH)
