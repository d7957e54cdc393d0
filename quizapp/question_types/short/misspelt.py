"""Words around a name with a slip in them: "Kulma Mountian Pass" says no more than "Kulma Mountain Pass".

Such a word is read as what it stands for, unless it may be a word of its own, or part of a name.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract, extractOne

from quizapp.question_types.folding import fold
from quizapp.question_types.short.forgiving import Rules
from quizapp.question_types.short.names import (
    COMPOUNDING,
    LETTERS_OF_A_COMPOUND,
    base_of,
    phrases,
    words_around,
)
from quizapp.question_types.short.naming_words import ALIKE, PLAIN, WORDS, Named
from quizapp.question_types.short.slips import RAW_WORD, TOO_MANY, slips, words_of

#: The fewest letters of a word in which there may be a slip.
_LETTERS: Final = 6
_ARABIC_ARTICLE: Final = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


class _Around(NamedTuple):
    """Words around what is named: the rows of each in which a slip may be; and all others that are known."""

    long: dict[str, frozenset[int]]
    others: frozenset[str]


@lru_cache(maxsize=512)
def _around(named: Named, base: str) -> _Around:
    rows: dict[str, set[int]] = {}
    if named == "person":
        for title in phrases("titles", base):
            for word in title:
                rows.setdefault(word, set()).add(0)
    else:
        for phrase, found in words_around(named, base).items():
            for word in phrase:
                rows.setdefault(word, set()).add(found.row)
    long = {word: frozenset(own) for word, own in rows.items() if _is_long(word)}
    return _Around(long, (_known(base) | rows.keys()) - long.keys())


def _is_long(word: str) -> bool:
    return len(word.removeprefix(_ARABIC_ARTICLE)) >= _LETTERS


@lru_cache(maxsize=32)
def _known(base: str) -> frozenset[str]:
    """Return the words that go with names of any kind, and those that look like one of them."""
    around = {word for named in WORDS[base] for phrase in words_around(named, base) for word in phrase}
    titles = {word for title in phrases("titles", base) for word in title}
    several = {word for name in phrases("several", base) for word in name}
    return frozenset(around | titles | several | set(map(fold, (PLAIN[base] + " " + ALIKE[base]).split())))


class Misspelt:
    """Mends slips in the words around what is named. Words of `texts`, which are names, are no such slips."""

    def __init__(self, named: Named, language: str, texts: Iterable[str]) -> None:
        self._base = base_of(language)
        self._long, others = _around(named, self._base)
        self._candidates = list(self._long)
        own = {word for text in texts for word in words_of(text)}
        self._distinct = others | (own - self._long.keys())
        #: Words of names in which there may be a slip as well.
        self._names = [word for word in own - self._long.keys() if len(word) >= _LETTERS - 1]

    def mended(self, text: str) -> str | None:
        """Return a text without slips in words that go with names; None where it has none."""
        mended = RAW_WORD.sub(lambda raw: self._word(fold(raw[0])) or raw[0], text)
        return mended if mended != text else None

    def _word(self, word: str) -> str | None:
        if len(word) < _LETTERS - 1 or word in self._long or word in self._distinct:
            return None
        return self._meant(word) or self._compound(word)

    def _meant(self, word: str) -> str | None:
        """Return the word around a name for which a word stands that has a slip in it."""
        near = [
            one
            for one, *_ in extract(word, self._candidates, scorer=OSA.distance, score_cutoff=1, limit=None)
        ]
        if not near or extractOne(word, self._names, scorer=OSA.distance, score_cutoff=1):
            return None
        if not frozenset.intersection(*(self._long[one] for one in near)):
            return None
        return next((one for one in near if slips(one, word, one, word, 1) != TOO_MANY), None)

    def _compound(self, word: str) -> str | None:
        """Return a word at whose end one with a slip is written together with the name: Altaigebrige."""
        if self._base not in COMPOUNDING:
            return None
        for start in range(LETTERS_OF_A_COMPOUND[0], len(word) - _LETTERS + 2):
            tail = word[start:]
            if tail in self._long or tail in self._distinct:
                return None
        tails = (
            (start, self._meant(word[start:]))
            for start in range(LETTERS_OF_A_COMPOUND[0], len(word) - _LETTERS + 2)
        )
        return next((word[:start] + meant for start, meant in tails if meant), None)


def misspelt_by(rules: Rules, texts: Iterable[str]) -> Misspelt | None:
    """Return what mends slips in words around names; None where nothing is named, or no slip is forgiven."""
    return Misspelt(rules.named, rules.language, texts) if rules.named and rules.typos != 0 else None
