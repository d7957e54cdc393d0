"""Numbers in words, alone or behind figures: "fifty-one", "11 million", "1 million 200 thousand"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod
from typing import Final

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
    **{scale: "S" if len(scale) > _LONGEST_SHORT else "s" for scale in SCALES},
}
_FIGURES: Final = "f"
_BELOW_100: Final = "(?:to?|o|n)"
_IN_WORDS: Final = f"(?:a|f|{_BELOW_100})?h(?:&?{_BELOW_100})?|{_BELOW_100}"
_GROUP: Final = f"(?:{_IN_WORDS}|f|a(?=[sS]))"
# Figures don't end a number that a scale began: "11 m2" is an area, not eleven million and two.
_NUMBER: Final = re.compile(f"z|S[sS]*|{_GROUP}|{_GROUP}[sS]+(?:&?{_GROUP}[sS]+)*(?:&?(?:{_IN_WORDS}))?")
_SEGMENT: Final = re.compile(f"&?({_GROUP})?([sS]*)")

#: A word in lower case, or figures already read.
Piece = str | Decimal


def is_word(text: str) -> bool:
    """Tell whether a word in lower case can be part of a number."""
    return text in _LETTERS


def compose(pieces: Sequence[Piece]) -> Decimal | None:
    """Return the number that the pieces make up; None if they don't make up one."""
    letters = "".join(_FIGURES if isinstance(piece, Decimal) else _LETTERS[piece] for piece in pieces)
    if not _NUMBER.fullmatch(letters):
        return None
    if letters == "z":
        return Decimal(0)
    total, below = Decimal(0), Decimal("Infinity")
    for segment in _SEGMENT.finditer(letters):
        if not segment[0]:
            continue
        group = _group(pieces[segment.start(1) : segment.end(1)]) if segment[1] else Decimal(1)
        scale = prod((_value(piece) for piece in pieces[segment.start(2) : segment.end(2)]), start=Decimal(1))
        if group * scale >= below:  # "200 thousand 1 million" isn't one number
            return None
        total, below = total + group * scale, scale
    return total


def _group(pieces: Sequence[Piece]) -> Decimal:
    """Return the value of what stands before a scale, such as "two hundred and five"."""
    if "hundred" not in pieces:
        return sum(map(_value, pieces), start=Decimal(0))
    place = pieces.index("hundred")
    hundreds = sum(map(_value, pieces[:place]), start=Decimal(0)) if place else Decimal(1)
    rest = (_value(piece) for piece in pieces[place + 1 :] if piece != "and")
    return 100 * hundreds + sum(rest, start=Decimal(0))


def _value(piece: Piece) -> Decimal:
    return piece if isinstance(piece, Decimal) else _VALUES[piece]
