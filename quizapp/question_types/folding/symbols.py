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
#: With the charge as it is typed too: Fe+2, Fe(2+).
_AS_TYPED: Final = re.compile(_FORMULA.pattern + r"(?:\^?(?:[+-]\d|\(\d?[+-]\)))?")
_ELEMENT: Final = re.compile(ELEMENT)
_AS_WRITTEN: Final = re.compile(f"(?:{ELEMENT})+")
#: Runs of letters, of figures and of low ones.
_RUNS: Final = re.compile("(?P<letters>[A-Za-z]+)|[0-9]+|(?P<low>[₀-₉]+)")
#: Symbols that are words as well, and are answers as words more often than not.
_WORDS: Final = frozenset(("No", "He", "In", "As", "At", "Be", "Am"))
#: Of capital letters alone, and no abbreviations: UN and IS could be formulas too.
_COMPOUNDS: Final = frozenset(("CO", "NO", "HCN", "HF", "HI", "KI"))
#: The longest symbol or formula without figures and signs that is no word.
_LONGEST_OF_LETTERS: Final = 4
#: Short words of chemistry that could be formulas in small letters.
_NAMES: Final = frozenset(("fer", "ion", "iron", "neon", "tin"))


@lru_cache(maxsize=1024)
def lacks_capitals(text: str) -> bool:
    """Tell whether a text is no formula as it stands, but one if its letters had another case.

    "fe2+" is meant for one, be it the wrong one; "CO" is one as it stands, though not cobalt.
    """
    text = text.strip()
    if text.isalpha() and (len(text) > _LONGEST_OF_LETTERS or text.lower() in _NAMES):
        return False
    runs = list(_RUNS.finditer(text))
    # With runs cut short, no pattern looks at a text more than once.
    form = _RUNS.sub(lambda run: "H" if run["letters"] else "₂" if run["low"] else "2", text)
    if not _AS_TYPED.fullmatch(form):
        return False
    letters = [run["letters"] for run in runs if run["letters"]]
    return all(_is_made_of_elements(run.lower()) for run in letters) and not all(
        _AS_WRITTEN.fullmatch(run) for run in letters
    )


def _is_made_of_elements(letters: str) -> bool:
    """Tell whether small letters can be parted into symbols of elements."""
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(
            end - size in ends and _ELEMENT.fullmatch(letters[end - size : end].capitalize())
            for size in (1, 2)
        ):
            ends.add(end)
    return len(letters) in ends


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
