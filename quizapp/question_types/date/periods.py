"""Periods that are written where one date is asked for: "von 1999 bis 2001", "从1999年到2001年"."""

from collections.abc import Iterator
from typing import Final

from quizapp.question_types.date.tokens import keys_of
from quizapp.question_types.habits.amounts import AMOUNTS

_ENDS: Final = 2
_YEAR_FIGURES: Final = (3, 4)


def _words(kind: str) -> Iterator[str]:
    """Yield the words of a kind in all languages; the last of a phrase stands for it."""
    for amounts in AMOUNTS.values():
        yield from (keys_of(phrase)[-1] for phrase in getattr(amounts, kind).split("|") if keys_of(phrase))


_OPENINGS: Final = frozenset(_words("openings"))
_JOINTS: Final = frozenset(_words("joints"))
_JOINTS_BEHIND_OPENINGS: Final = frozenset(_words("joints_behind_openings"))


def names_period(text: str) -> bool:
    """Tell whether a line names two years, and a word between them that makes a period of them."""
    keys = keys_of(text)
    years = [at for at, key in enumerate(keys) if key.isdecimal() and len(key) in _YEAR_FIGURES]
    if len(years) != _ENDS:
        return False
    first, last = years
    between = keys[first + 1 : last]
    is_opened = not _OPENINGS.isdisjoint(keys[:first])
    return not _JOINTS.isdisjoint(between) or (is_opened and not _JOINTS_BEHIND_OPENINGS.isdisjoint(between))
