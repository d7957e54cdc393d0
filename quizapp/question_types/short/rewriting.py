"""Numerals and common short forms, as the answers of a question write them: World War 2, St. Petersburg."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from quizapp.question_types.folding import fold

#: What may be short for what. A point is needed after a single letter.
_SHORT: Final = {
    "st": ("saint", "sankt", "street"),
    "ste": ("sainte",),
    "sta": ("santa",),
    "sto": ("santo",),
    "s": ("são", "san", "sankt", "saint"),
    "mt": ("mount", "mont", "monte"),
    "ft": ("fort",),
    "ave": ("avenue",),
    "blvd": ("boulevard",),
    "rt": ("route",),
    "rte": ("route",),
    "hwy": ("highway",),
}
#: Behind a name; the others stand before it.
_BEHIND: Final = frozenset(("street", "avenue", "boulevard"))
_PAIRS: Final = tuple(
    (short, long) for short, row in _SHORT.items() for long in dict.fromkeys((*row, *map(fold, row)))
)
_ONES: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
#: Up to 39: C and L alone are letters more often than numerals.
_ROMAN: Final = tuple(tens + ones for tens in ("", "X", "XX", "XXX") for ones in _ONES)
_IN_WORDS: Final = """
one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth
ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth fourteen/fourteenth fifteen/fifteenth
sixteen/sixteenth
"""
_OF_WORD: Final = {
    word: number for number, words in enumerate(_IN_WORDS.split(), start=1) for word in words.split("/")
}
#: Behind a word: a numeral, be it the number of somebody in a row.
_NUMERAL: Final = re.compile(
    r"(?<=[^\W\d_][ .-])(?:(?:the|der|die|das|le|el|il|o) )?"
    rf"(?:(?P<figures>\d{{1,2}})(?:st|nd|rd|th|[.ºª])?|(?P<words>{'|'.join(_OF_WORD)})|(?P<roman>[IVX]+)\.?)"
    r"(?![\w.,-])",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")


class Rewriting:
    """Rewrites what learners type as some texts of an author are written."""

    def __init__(self, texts: Iterable[str]) -> None:
        numerals = [found for text in texts for found in _NUMERAL.finditer(text)]
        self._as_roman = any(_is_roman(found) for found in numerals)
        self._as_figures = any(found["figures"] for found in numerals)
        words = {word.lower() for text in texts for word in _WORD.findall(text)}
        self._pairs = [
            (_pattern(one, is_behind=long in _BEHIND), other)
            for short, long in _PAIRS
            for one, other in ((short, long), (long, short))
            if other in words and len(other) > 1
        ]

    def ways(self, text: str) -> Iterator[str]:
        """Yield how else a text may be written; not as it stands."""
        for pattern, word in self._pairs:
            if pattern.search(text):
                yield pattern.sub(word, text)
        if self._as_roman:
            yield from _other(text, _ROMAN.__getitem__)
        if self._as_figures:
            yield from _other(text, str)


@lru_cache(maxsize=64)
def _pattern(word: str, *, is_behind: bool) -> re.Pattern[str]:
    place = r"(?<=[\w.] )" if is_behind else r"(?=\S+\W+\w)"
    return re.compile(
        place + rf"(?<!\w){word}(?:\.|(?![\w.]))" if len(word) > 1 else rf"(?<!\w){word}\.", re.IGNORECASE
    )


def _other(text: str, write: Callable[[int], str]) -> Iterator[str]:
    way = _NUMERAL.sub(lambda found: write(number) if (number := _value(found)) else found[0], text)
    if way != text:
        yield way


def _value(found: re.Match[str]) -> int | None:
    """Return the number that a numeral is; None for none, or one too large."""
    if found["figures"]:
        number = int(found["figures"])
        return number if number < len(_ROMAN) else None
    if found["words"]:
        return _OF_WORD[found["words"].lower()]
    return _ROMAN.index(found["roman"]) if _is_roman(found) else None


def _is_roman(found: re.Match[str]) -> bool:
    return found["roman"] in _ROMAN
