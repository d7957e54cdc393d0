"""What people write behind a date to explain it: "2006 (if all goes well)", "in 1992, after that it fell"."""

import re
from typing import Final

from quizapp.question_types.date.tokens import date_characters, tokens_of
from quizapp.question_types.date.words import DateWords

_BEGINNING: Final = re.compile(r"[(,;:]| because ")
#: Words that make no other date of the one that they stand behind.
_HARMLESS: Final = frozenset({"filler", "bound", "ordinal", "century sign"})


def without_explanation(text: str, words: DateWords) -> str | None:
    """Return what stands before an explanation; None without one, and where it may change the date."""
    beginning = _BEGINNING.search(text)
    if beginning is None or not text[: beginning.start()].strip():
        return None
    tokens, _ = tokens_of(date_characters(text[beginning.start() :]))
    at = 0
    while at < len(tokens):
        meaning, count = words.longest_at(tokens, at)
        if tokens[at].text.isdecimal() or (meaning is not None and meaning.kind not in _HARMLESS):
            return None
        at += count
    return text[: beginning.start()]
