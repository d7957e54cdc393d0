"""Find the habits of a language at the beginning and at the end of a line."""
# ruff: noqa: RUF001 -- marks of other scripts are meant

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from quizapp.question_types.folding import fold
from quizapp.question_types.habits.table import HABITS, Habits

_LETTER: Final = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652])"
_WORD: Final = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")
#: What may stand between words, and behind the last of a phrase. No hyphen, which may be a minus; a point
#: only right behind a word, for ".5" begins with one.
_GAP: Final = re.compile(r"\.*[\s,;:!?…\u200c،：，]*")
_TAIL: Final = " .,;:!?…\"'“”„«»\u200c،。！？，"
#: Letters of languages that are written without spaces.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
#: No phrase is longer.
_LONGEST: Final = 60
#: Marks the end of a phrase in a tree of words.
_END: Final = ""

Tree = dict[str, Any]


class Phrases:
    """Phrases of one language, or of all."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._ahead: Tree = {}
        self._behind: Tree = {}
        unspaced = []
        for phrase in phrases:
            words = [_plain(word) for word in _WORD.findall(phrase)]
            if _UNSPACED.match(phrase):
                unspaced.append(re.escape(phrase))
            elif words:
                _plant(self._ahead, words)
                _plant(self._behind, words[::-1])
        either = "|".join(sorted(unspaced, key=len, reverse=True))
        self._unspaced_ahead = re.compile(rf"(?:{either})[\s,:，：]*") if either else None
        self._unspaced_behind = re.compile(rf"[\s,，]*(?:{either})$") if either else None

    def end_ahead(self, line: str) -> int:
        """Return where the longest phrase ends with which a line begins, 0 without one.

        What stands between it and the rest belongs to it.
        """
        tree, at, best = self._ahead, 0, 0
        while word := _WORD.match(line, at):
            tree = tree.get(_plain(word[0]), {})
            if not tree:
                break
            gap = _GAP.match(line, word.end())
            at = gap.end() if gap else word.end()
            if at == word.end():
                break
            if _END in tree:
                best = at
        if not best and self._unspaced_ahead and (match := self._unspaced_ahead.match(line)):
            return match.end()
        return best

    def begin_behind(self, line: str) -> int:
        """Return where the longest phrase begins with which a line ends, its length without one.

        One in brackets of its own counts too: "5 (I think)".
        """
        if line.endswith(")") and (begin := line.rfind("(")) > 0:
            return begin if self.begin_behind(line[begin + 1 : -1]) == 0 else len(line)
        tree, end, best = self._behind, len(line.rstrip(_TAIL)), len(line)
        for word in reversed(list(_WORD.finditer(line, max(0, end - _LONGEST), end))):
            if line[word.end() : end].strip(_TAIL):
                break
            tree = tree.get(_plain(word[0]), {})
            if not tree:
                break
            end = word.start()
            if _END in tree:
                best = end
        if best == len(line) and self._unspaced_behind:
            match = self._unspaced_behind.search(line, max(0, end - _LONGEST), end)
            return match.start() if match else best
        return best


def phrases_of(habits: Iterable[Habits], *kinds: str) -> Iterator[str]:
    """Yield the phrases of some kinds, such as "saying" and "hedges"."""
    for own in habits:
        for kind in kinds:
            yield from filter(None, getattr(own, kind).split("|"))


def habits_of(language: str) -> Habits | None:
    """Return the habits of a language (a BCP 47 tag); None for one without a row in the table."""
    return HABITS.get(language.partition("-")[0].lower())


@lru_cache(maxsize=64)
def alternatives_in(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches a word for "or" of some languages, with spaces around it where it has them."""
    words = set(phrases_of(filter(None, map(habits_of, languages)), "alternatives"))
    spaced = sorted((word for word in words if not _UNSPACED.match(word)), key=len, reverse=True)
    unspaced = sorted(words.difference(spaced), key=len, reverse=True)
    ways = [rf"(?<!\S)(?:{'|'.join(spaced)})(?!\S)"] if spaced else []
    ways += [f"(?:{'|'.join(unspaced)})"] if unspaced else []
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else fold(word.replace("’", "'"), ("case", "accents"))


def _plant(tree: Tree, words: list[str]) -> None:
    for word in words:
        tree = tree.setdefault(word, {})
    tree[_END] = True
