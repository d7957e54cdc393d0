"""Numbers in words, alone or behind figures: "fifty-one", "11 million", "1 million 200 thousand".

Whole numbers in words are read in English. Behind figures every language has its own words (Millionen, млн),
which the CLDR knows: a German Billion is a thousand English ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import Final

from babel import Locale

from quizapp.question_types.folding import fold
from quizapp.question_types.locales import locale_of
from quizapp.question_types.plain import plain_characters

_ONES: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_STEMS: Final = ["fif", "six", "seven", "eigh", "nine"]
_TEENS: Final = ["ten", "eleven", "twelve", "thirteen", "fourteen", *(f"{stem}teen" for stem in _STEMS)]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_POWERS: Final = {
    3: "thousand thousands k",
    5: "lakh lakhs",
    6: "million millions mio mln mn m",
    7: "crore crores",
    9: "billion billions bln bn b",
    12: "trillion trillions trn tn t",
}

#: Words that multiply what stands before them, and their common abbreviations.
SCALES: Final = {word: Decimal(10) ** power for power, words in _POWERS.items() for word in words.split()}
_VALUES: Final = {
    "zero": Decimal(0),
    "a": Decimal(1),
    "an": Decimal(1),
    **{word: Decimal(number) for number, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: Decimal(10 * number) for number, word in enumerate(_TENS, start=2)},
    **SCALES,
}
#: The longest abbreviation: "mln". Alone, "million" is a number and "m" isn't.
_LONGEST_SHORT: Final = 3
#: One letter a word, so that a number's grammar can be written as a regular expression over letters.
_LETTERS: Final = {
    "zero": "z",
    "a": "a",
    "an": "a",
    "and": "&",
    "hundred": "h",
    **dict.fromkeys(_ONES, "o"),
    **dict.fromkeys(_TEENS, "n"),
    **dict.fromkeys(_TENS, "t"),
}
_FIGURES: Final = "f"
_BELOW_100: Final = "(?:to?|o|n)"
_IN_WORDS: Final = f"(?:a|f|{_BELOW_100})?h(?:&?{_BELOW_100})?|{_BELOW_100}"
_GROUP: Final = f"(?:{_IN_WORDS}|f|a(?=[sS]))"
# Figures don't end a number that a scale began: "11 m2" is an area, not eleven million and two.
_NUMBER: Final = re.compile(f"z|S[sS]*|{_GROUP}|{_GROUP}[sS]+(?:&?{_GROUP}[sS]+)*(?:&?(?:{_IN_WORDS}))?")
_SEGMENT: Final = re.compile(f"&?({_GROUP})?([sS]*)")
#: What the CLDR writes a shortened number as: zeros for its figures, and a word.
_SHORTENED: Final = re.compile(r"(0+)\s*([^\W\d_]+)\.?")

#: A word in lower case, or figures already read.
Piece = str | Decimal


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of one language that can be part of a number, in lower case."""

    #: Each word's letter in the grammar.
    letters: Mapping[str, str]
    values: Mapping[str, Decimal]

    def compose(self, pieces: Sequence[Piece]) -> Decimal | None:
        """Return the number that the pieces make up; None if they don't make up one."""
        letters = "".join(_FIGURES if isinstance(piece, Decimal) else self.letters[piece] for piece in pieces)
        if not _NUMBER.fullmatch(letters):
            return None
        if letters == "z":
            return Decimal(0)
        total, below = Decimal(0), Decimal("Infinity")
        for segment in _SEGMENT.finditer(letters):
            if not segment[0]:
                continue
            group = self._group(pieces[segment.start(1) : segment.end(1)]) if segment[1] else Decimal(1)
            scale = prod(map(self._value, pieces[segment.start(2) : segment.end(2)]), start=Decimal(1))
            if group * scale >= below:  # "200 thousand 1 million" isn't one number
                return None
            total, below = total + group * scale, scale
        return total

    def _group(self, pieces: Sequence[Piece]) -> Decimal:
        """Return the value of what stands before a scale, such as "two hundred and five"."""
        if "hundred" not in pieces:
            return sum(map(self._value, pieces), start=Decimal(0))
        place = pieces.index("hundred")
        hundreds = sum(map(self._value, pieces[:place]), start=Decimal(0)) if place else Decimal(1)
        rest = (self._value(piece) for piece in pieces[place + 1 :] if piece != "and")
        return 100 * hundreds + sum(rest, start=Decimal(0))

    def _value(self, piece: Piece) -> Decimal:
        return piece if isinstance(piece, Decimal) else self.values[piece]


def _letters_of(scales: Mapping[str, Decimal]) -> dict[str, str]:
    return {word: "S" if len(word) > _LONGEST_SHORT else "s" for word in scales}


ENGLISH: Final = NumberWords(_LETTERS | _letters_of(SCALES), _VALUES)


@lru_cache(maxsize=64)
def words_of(language: str) -> NumberWords:
    """Return the words of a language (a BCP 47 tag); English for one that the CLDR doesn't know."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    scales = dict(_scales(locale))
    return NumberWords(_letters_of(scales), scales)


def _scales(locale: Locale) -> Iterator[tuple[str, Decimal]]:
    """Yield the words for thousands, millions and more, with and without their accents."""
    for by_plural in locale.compact_decimal_formats.values():
        for by_size in by_plural.values():
            for size, pattern in by_size.items():
                shortened = _SHORTENED.fullmatch(pattern.pattern.replace("'", ""))
                if shortened:
                    scale = Decimal(size) / 10 ** (len(shortened[1]) - 1)
                    for word in (plain_characters(shortened[2]), fold(shortened[2])):
                        yield word, scale
