"""A remark beside an answer, in brackets or after a comma: "Naryn (Kyrgyzstan)", "Louis XIV, king of France".

What is a remark follows from the form of a line alone, never from whether the rest is right: else asking it
back would tell that.
"""

import re
from typing import Final, NamedTuple

from quizapp.question_types.short.forgiving import Rules
from quizapp.question_types.short.names import begins_description
from quizapp.question_types.short.naming_words import Named
from quizapp.question_types.short.pairs import in_brackets
from quizapp.question_types.short.slips import is_numeral

#: After a comma such a name is often followed by what it lies in.
_PLACES: Final[frozenset[Named]] = frozenset(
    ("city", "region", "river", "lake", "sea", "mountains", "pass", "island")
)
_YEARS: Final = re.compile(r"(?:ca?\.? )?\d{3,4}(?:\s?[-–—/]\s?\d{2,4})?")
_WORD: Final = re.compile(r"[^\W\d_]{3,}|[\u4e00-\u9fff]")
#: The most letters of an abbreviation that stands beside a name.
_LONGEST_ABBREVIATION: Final = 8


class Remark(NamedTuple):
    """A remark, and what it stands beside."""

    beside: str
    text: str


def remark_in(line: str, rules: Rules) -> Remark | None:
    """Return the remark in a line; None where it has none, or where it may be another answer."""
    found = in_brackets(line)
    if found:
        name, text = found
        # Without a space before it, a bracket may belong to its word: "state(s)".
        if line.startswith((f"{name}(", f"{name}[")) and not (text[0].isupper() or _YEARS.fullmatch(text)):
            return None
        is_remark = _YEARS.fullmatch(text) or (_WORD.search(text) and not _is_abbreviation(text))
        return Remark(name, text) if is_remark and not is_numeral(text) else None
    name, _, text = (part.strip() for part in line.rstrip(" .").partition(","))
    if not (name and text) or "," in text:
        return None
    is_place = rules.named in _PLACES and _WORD.search(text) and not _is_abbreviation(text)
    is_description = rules.named == "person" and (
        (name[0].isupper() and text[0].islower()) or begins_description(text, rules.language)
    )
    return Remark(name, text) if _YEARS.fullmatch(text) or is_place or is_description else None


def _is_abbreviation(text: str) -> bool:
    """Tell whether a text is a word of capital letters, be it with points: another name, if a wrong one."""
    letters = "".join(filter(str.isalpha, text))
    capitals = sum(map(str.isupper, letters))
    return " " not in text and len(letters) <= _LONGEST_ABBREVIATION and 2 * capitals > len(letters)
