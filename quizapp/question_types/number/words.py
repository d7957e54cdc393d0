"""Numbers in words, alone or behind figures: "fifty-one", "11 million", "three quarters of a million".

Numbers in words are read in English, and small ones in the words of some languages (`spoken.py`). Behind
figures every language has its own words (Millionen, млн), which the CLDR knows: a German Billion is a
thousand English ones. Words that mean one thing wherever they are used are read in every language.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from math import prod
from typing import Final

from babel import Locale
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from quizapp.question_types.folding import fold
from quizapp.question_types.folding.letters import written_otherwise
from quizapp.question_types.locales import locale_of
from quizapp.question_types.number.spoken import articles, small_numbers
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
#: Those that mean as much in a language without a billion of its own, which may be a million millions.
_ENGLISH_SCALES: Final = {word: scale for word, scale in SCALES.items() if len(word) > 1 and word != "tn"}
_BILLION: Final = ("bil", "bln", "bio", "bi", "bn")
#: Words of other languages that mean one thing: not "billion", "mil" or "bin".
_ABROAD_BY_POWER: Final = {
    2: "百",
    3: """
    tausend tsd milliers тысяча тысячи тысяч тыс мың миң ming 千 ألف آلاف هزار हज़ार हजार tys tysięcy tisíc
    """,
    4: "万 萬 만",
    5: "लाख",
    6: """
    mln mio million millions millionen millones millón milhão milhao milhões milhoes milione milioni milyon
    миллион миллиона миллионов млн мільйон мільйона мільйонів miljoen miljon miljoner miljoona miljoonaa
    miliony milionów milioane مليون ملايين ملیون میلیون
    """,
    7: "करोड़",
    8: "亿 億 억",
    9: """
    mrd mld mia milliarde milliarden milliard milliards miliardo miliardi milyar miljard miljarder miliard
    miliardy miliardów миллиард миллиарда миллиардов млрд мільярд мільярда мільярдів مليار ملیارد میلیارد अरब
    """,
    12: "трлн триллион триллиона триллионов billionen billones biliony",
}
_ABROAD: Final = {
    word: Decimal(10) ** power for power, words in _ABROAD_BY_POWER.items() for word in words.split()
}
_DOZEN: Final = {"dozen": Decimal(12)}
#: What a part is called, by how many of them make one.
_PARTS: Final = {
    2: "half halves",
    4: "quarter quarters fourth fourths",
    **{
        number: f"{name} {name}s"
        for number, name in (
            (3, "third"),
            *enumerate(["fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=5),
            (100, "hundredth"),
            (1000, "thousandth"),
        )
    },
}
_PART_OF: Final = {word: number for number, words in _PARTS.items() for word in words.split()}
_VALUES: Final = {
    **dict.fromkeys(("zero", "nil", "none", "nought", "naught"), Decimal(0)),
    **{word: Decimal(number) for number, word in enumerate(("once", "twice", "thrice"), start=1)},
    "a": Decimal(1),
    "an": Decimal(1),
    **{word: Decimal(number) for number, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: Decimal(10 * number) for number, word in enumerate(_TENS, start=2)},
    **SCALES,
    **_DOZEN,
    **{word: Decimal(number) for word, number in _PART_OF.items()},
}
_ONLY_ABROAD: Final = _ABROAD.keys() - _VALUES.keys()
#: The longest abbreviation: "mln". Alone, "million" is a number and "m" isn't.
_LONGEST_SHORT: Final = 3
#: One letter a word, so that a number's grammar can be written as a regular expression over letters.
_LETTERS: Final = {
    **dict.fromkeys(("zero", "nil", "none", "nought", "naught"), "z"),
    **dict.fromkeys(("once", "twice", "thrice"), "w"),
    "point": "p",
    "of": "~",
    **dict.fromkeys(_PART_OF, "q"),
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
_NUMBER: Final = re.compile(
    f"z|w|S[sS]*|{_GROUP}|{_GROUP}[sS]+(?:&?{_GROUP}[sS]+)*(?:&?(?:{_IN_WORDS})|(?<=S)f)?"
)
#: "half", "three quarters", "one and a half", each of a scale or not: "half a million".
_IN_PARTS: Final = re.compile(
    f"(?:(?P<whole>{_GROUP})&)?(?P<count>[aonf])?(?P<part>q)(?:~?a?(?P<scale>[sS]+))?"
)
_AFTER_POINT: Final = re.compile(f"(?P<whole>{_GROUP}|z)?p(?P<digits>[zo]+)(?P<scale>[sS]*)")
#: Parts that are named without a count; "fifth" alone is a place in an order.
_ALONE: Final = frozenset({"half", "quarter"})
_SEGMENT: Final = re.compile(f"&?({_GROUP})?([sS]*)")
#: What the CLDR writes a shortened number as: zeros for its figures, and a word.
_SHORTENED: Final = re.compile(r"(0+)\s*([^\W\d_]+)\.?")

_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
#: How long a word is in which a slip can be told, and from which length on two may be.
_SHORTEST_SLIP: Final = 3
_LONGEST_SLIP: Final = 14
_SHORT_WORD: Final = 5

#: A word in lower case, or figures already read.
Piece = str | Decimal


@dataclass(frozen=True)
class NumberWords:
    """The words of one language that can be part of a number, in lower case."""

    #: Each word's letter in the grammar.
    letters: Mapping[str, str]
    values: Mapping[str, Decimal]
    #: Those of small numbers, where the language isn't English; and those for 1 that are articles too.
    small: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    def known(self, word: str) -> str | None:
        """Return a word as it is known, in whatever case and with whatever accents it was written."""
        folded = word.casefold()
        if folded in self.letters:
            return folded
        return None if folded.isascii() else next((f for f in (fold(folded),) if f in self.letters), None)

    def value_of(self, word: str) -> Decimal:
        """Return the number that a word stands for, 0 for none."""
        return self.values.get(self.known(word) or "", Decimal(0))

    def is_number(self, piece: Piece) -> bool:
        """Tell whether a piece or a word is a number, or multiplies one: "and" and "of" aren't."""
        known = self.known(piece) if isinstance(piece, str) else None
        if isinstance(piece, Decimal):
            return True
        return known is not None and self.letters[known] not in "a&~pq" and known not in self.articles

    def is_letter(self, piece: Piece) -> bool:
        """Tell whether a piece is a letter that stands for a scale, such as the "m" of "11m"."""
        return isinstance(piece, str) and len(piece) == 1 and self.letters[piece] == "s"

    def is_fraction(self, piece: Piece) -> bool:
        """Tell whether a piece is a word such as "half"."""
        return isinstance(piece, str) and self.letters[piece] == "q"

    def near(self, text: str, before: Sequence[Piece]) -> list[str]:
        """Return one word or two for which a slip at the beginning of a text may stand, behind pieces."""
        first = _FIRST_WORD.match(text)
        word = first[0].casefold() if first else ""
        if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP or self.known(word):
            return []
        near: dict[tuple[int, bool], list[str]] = {}
        longest = 2 if len(word) > _SHORT_WORD and not before else 1
        for known, slips, _ in extract(
            word, self._may_have_slips, scorer=OSA.distance, score_cutoff=longest, limit=None
        ):
            starts_alike = known[0] == word[0]
            most = longest if len(known) > _SHORT_WORD else 1
            is_near = slips <= most and (starts_alike or len(word) >= _SHORT_WORD)
            if is_near and self.compose([*before, known]) is not None:
                near.setdefault((slips, not starts_alike), []).append(known)
        found = near[min(near)] if near else []
        return sorted(found, key=lambda known: (-len(known), known))[:2]

    @cached_property
    def _may_have_slips(self) -> list[str]:
        return [
            word
            for word, letter in self.letters.items()
            if letter not in "s&ap~" and word not in _ONLY_ABROAD and word not in self.articles
        ]

    def compose(self, pieces: Sequence[Piece]) -> Decimal | None:
        """Return the number that the pieces make up; None if they don't make up one."""
        letters = "".join(_FIGURES if isinstance(piece, Decimal) else self.letters[piece] for piece in pieces)
        if parts := _IN_PARTS.fullmatch(letters):
            return self._in_parts(parts, pieces)
        if point := _AFTER_POINT.fullmatch(letters):
            return self._after_point(point, pieces)
        if not _NUMBER.fullmatch(letters):
            return None
        if letters in "zw":
            return self._value(pieces[0])
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

    def _in_parts(self, parts: re.Match[str], pieces: Sequence[Piece]) -> Decimal | None:
        """Return the value of what `_IN_PARTS` matched: "two and three quarters"."""
        part = pieces[parts.start("part")]
        if not parts["count"] and part not in _ALONE:
            return None
        count = self._value(pieces[parts.start("count")]) if parts["count"] else Decimal(1)
        whole = self._group(pieces[slice(*parts.span("whole"))]) if parts["whole"] else Decimal(0)
        return (whole + count / self._value(part)) * self._scale(parts, pieces)

    def _after_point(self, point: re.Match[str], pieces: Sequence[Piece]) -> Decimal:
        """Return the value of what `_AFTER_POINT` matched: "three point one four million"."""
        whole = self._group(pieces[slice(*point.span("whole"))]) if point["whole"] else Decimal(0)
        digits = "".join(str(self._value(piece)) for piece in pieces[slice(*point.span("digits"))])
        return (whole + Decimal(f"0.{digits}")) * self._scale(point, pieces)

    def _scale(self, match: re.Match[str], pieces: Sequence[Piece]) -> Decimal:
        return prod(map(self._value, pieces[slice(*match.span("scale"))]), start=Decimal(1))

    def _value(self, piece: Piece) -> Decimal:
        return piece if isinstance(piece, Decimal) else self.values[piece]


def _letters_of(scales: Mapping[str, Decimal]) -> dict[str, str]:
    return {word: "S" if len(word) > _LONGEST_SHORT else "s" for word in scales}


#: The words of other languages, beneath those of English.
_EVERYWHERE: Final = _letters_of(_ABROAD)
ENGLISH: Final = NumberWords(_EVERYWHERE | _LETTERS | _letters_of(SCALES) | {"dozen": "S"}, _ABROAD | _VALUES)


@lru_cache(maxsize=64)
def words_of(language: str) -> NumberWords:
    """Return the words of a language (a BCP 47 tag); English for one that the CLDR doesn't know."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    own = dict(_scales(locale))
    scales = _ABROAD | own
    if not any(fold(word).startswith(_BILLION) for word in own):
        scales = _ENGLISH_SCALES | scales
    small, letters = dict[str, Decimal](), dict[str, str]()
    for word, value, letter in small_numbers(language):
        for way in (word, fold(word), *written_otherwise(word, language)):
            small[way], letters[way] = value, letter
    named = frozenset(small.keys() - scales.keys())
    return NumberWords(letters | _letters_of(scales), small | scales, named, articles(language))


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
