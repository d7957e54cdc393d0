"""Chemical symbols and formulas, in which capital letters tell one from another: Co is cobalt, CO is not."""

import re
from functools import lru_cache
from typing import Final

from quizapp.question_types.folding.formulas import ELEMENT

#: How many of an element, as LaTeX writes it.
INDEX: Final = re.compile(r"_\{?(\d+)\}?")
_FORMULA: Final = re.compile(
    rf"[\[(]*{ELEMENT}(?:{ELEMENT}|[\[(]+{ELEMENT}|[)\]]|[₀-₉]+|_?\{{?\d+\}}?)*(?:\^?\{{?\d*[+-]\}}?|[⁰¹²³⁴-⁹]*[⁺⁻])?"
)
#: Symbols that are words as well, and are answers as words more often than not.
_WORDS: Final = frozenset(("No", "He", "In", "As", "At", "Be", "Am"))
#: Of capital letters alone, and no abbreviations: UN and IS could be formulas too.
_COMPOUNDS: Final = frozenset(("CO", "NO", "HCN", "HF", "HI", "KI"))


@lru_cache(maxsize=2048)
def is_symbol(text: str) -> bool:
    """Tell whether an author's text is the symbol of an element, or a formula of some."""
    if text in _WORDS or not _FORMULA.fullmatch(text):
        return False
    has_figure = any(not one.isalpha() for one in text)
    elements = re.findall(ELEMENT, text)
    return text in _COMPOUNDS or any(map(str.islower, text)) or (has_figure and len(set(elements)) > 1)


def small_ways(text: str, ways: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to type a symbol in small letters too, where these make no other one: H2O is h2o."""
    is_plain = "".join(filter(str.isalpha, text)).isupper()
    return tuple(dict.fromkeys((*ways, *map(str.lower, ways)))) if is_plain else ways
