"""Slips of a letter in a typed name, and what is none: another numeral, another word, another name."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from quizapp.question_types.folding import fold
from quizapp.question_types.short.confusables import (
    NAMES,
    NEGATIONS,
    OPPOSITES,
    OTHERS,
    PREFIXES,
    SAME_PREFIXES,
    SUFFIXES,
)

#: The most slips that can be forgiven in an answer.
MOST_SLIPS: Final = 2
#: More than can be forgiven.
TOO_MANY: Final = MOST_SLIPS + 1
#: A word as it is written; hyphens part words.
RAW_WORD: Final = re.compile(r"[^\s\-\u2010-\u2015\u2212/()\[\]{},;:.!?\"«»“”„·…|]+")
_ROMAN: Final = re.compile("m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
#: The longest beginning of a word that may make it another, in letters.
_LONGEST_PREFIX: Final = max(map(len, PREFIXES))


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each folded; hyphens part words, and points between letters don't."""
    words: list[str] = []
    letters = ""
    for raw in RAW_WORD.findall(text):
        word = fold(raw)
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        words += [letters, word] if letters else [word]
        letters = ""
    return tuple(filter(None, [*words, letters]))


@lru_cache(maxsize=32)
def _rows(language: str) -> dict[str, frozenset[str]]:
    """Return the words that each word of the tables is never taken for, all folded."""
    found: dict[str, frozenset[str]] = {}
    for table in (NAMES, OTHERS, OPPOSITES):
        for row in table.get(language, "").split("|"):
            words = [fold(word) for word in row.split()]
            for word in words:
                found[word] = found.get(word, frozenset()).union(words) - {word}
    return found


def confusable_with(word: str, language: str) -> frozenset[str]:
    """Return the folded words that a folded word is never taken for."""
    return _rows(language.partition("-")[0].lower()).get(word, frozenset())


def rivals(text: str, language: str) -> Iterator[str]:
    """Yield what a text becomes, folded, with a word in it that is never taken for another in its place."""
    words = words_of(text)
    for place, word in enumerate(words):
        for other in confusable_with(word, language):
            yield "".join((*words[:place], other, *words[place + 1 :]))


def slips(right: str, given: str, right_text: str, given_text: str, most: int = MOST_SLIPS) -> int:
    """Return how many slips lie between two folded texts, up to `most`; more where they are no slips.

    The texts as they were written tell where a word ends.
    """
    if abs(len(right) - len(given)) > most:
        return TOO_MANY
    count = OSA.distance(right, given, score_cutoff=most)
    if count > most:
        return TOO_MANY
    return TOO_MANY if count and _differ(words_of(right_text), words_of(given_text)) else count


def _differ(right: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Tell whether words differ in what distinguishes: a figure, a numeral, a beginning, an ending."""
    if "".join(filter(str.isdecimal, "".join(right))) != "".join(filter(str.isdecimal, "".join(given))):
        return True
    lost, gained = _without(right, given), _without(given, right)
    if any(map(is_numeral, (*lost, *gained))) or not NEGATIONS.isdisjoint((*lost, *gained)):
        return True
    return any(_opposed(one, other) for one in lost for other in gained)


def _without(words: Collection[str], others: Collection[str]) -> list[str]:
    left = list(others)
    found = []
    for word in words:
        if word in left:
            left.remove(word)
        else:
            found.append(word)
    return found


def is_numeral(word: str) -> bool:
    """Tell whether a word in small letters is a single letter or a Roman numeral."""
    return len(word) == 1 or bool(_ROMAN.fullmatch(word))


def _opposed(one: str, other: str) -> bool:
    """Tell whether two words differ by a beginning or an ending that makes another word."""
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    for size in range(common, max(common - _LONGEST_PREFIX, 0) - 1, -1):
        first, second = one[: len(one) - size], other[: len(other) - size]
        if not first or not second:
            if first + second in PREFIXES and len(first + second) > 1:
                return True
        elif {first, second} <= PREFIXES and _same(first) != _same(second):
            return True
    return any(
        one[: -len(ending)] == other[: -len(last)]
        for row in SUFFIXES
        for ending in row
        if one.endswith(ending)
        for last in row
        if last != ending and other.endswith(last)
    )


def _same(prefix: str) -> str:
    return SAME_PREFIXES.get(prefix, prefix)
