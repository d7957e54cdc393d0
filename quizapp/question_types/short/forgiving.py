"""How much is forgiven in an answer of a few words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from quizapp.question_types.folding import USUAL, Forgiven, fold, without_article
from quizapp.question_types.short.naming_words import Named
from quizapp.question_types.short.slips import words_of
from quizapp.translation.texts import _

#: How many letters an answer needs for one slip in it, and for two: "Iraq" is no slip in "Iran".
LETTERS_FOR_A_SLIP: Final = (5, 8)
#: The same for a name where its author says nothing of slips.
LETTERS_IN_A_NAME: Final = (5, 12)
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
#: The fewest letters behind an article that is left out, and behind one of a single letter.
_AFTER_AN_ARTICLE: Final = (2, 3)


class Rules(NamedTuple):
    """How answers are compared with what is typed; `typos` is None where their author says nothing."""

    language: str
    forgive: tuple[Forgiven, ...]
    typos: int | None
    regex: str | None
    named: Named | None
    surname: str | None
    full_name: bool
    originals: tuple[str, ...]
    #: Whether capital letters count in chemical symbols.
    case_in_symbols: bool

    def fold(self, text: str) -> str:
        """Return what is left of a text once what is forgiven is."""
        return fold(text, self.forgive, self.language)

    @property
    def lenient(self) -> bool:
        """Tell whether all is forgiven that usually is, and so what stands around an answer as well."""
        return set(USUAL) <= set(self.forgive)


def without_an_article(text: str, rules: Rules) -> str:
    """Return a text without an article, where something is left."""
    rest = without_article(text, rules.language)
    article = text[: len(text) - len(rest)].strip()
    return rest if len(rules.fold(rest)) >= _AFTER_AN_ARTICLE[len(article) == 1] else text


@lru_cache(maxsize=1024)
def most_slips(text: str, rules: Rules) -> int:
    """Return how many slips in an answer are forgiven: what its author says, or what is usual in a name."""
    length = len(rules.fold(text))
    if rules.typos is not None:
        return sum(length >= letters for letters in LETTERS_FOR_A_SLIP[: rules.typos])
    if not rules.lenient or not (rules.named or is_name(text)) or not is_spelled(text):
        return 0
    return sum(length >= letters for letters in LETTERS_IN_A_NAME)


def most_in(folded: str) -> int:
    """Return the most slips that a name of its length may ever have: "Zhou" is no slip in "Zhu"."""
    one, two = LETTERS_FOR_A_SLIP
    return (len(folded) >= one) + (len(folded) >= two)


def is_name(text: str) -> bool:
    """Tell whether a text looks like a name: it has a word with a capital letter, behind a hyphen too."""
    return any(word[:1].isupper() for word in _BETWEEN_WORDS.split(text))


def is_spelled(text: str) -> bool:
    """Tell whether a text is made of words, and is no abbreviation or formula of which each letter counts."""
    words = text.split()
    letters = "".join(filter(str.isalpha, text))
    if letters.isupper() or any(sign in text for sign in "+=^#@<>*_"):
        return False
    return not any(any(map(str.isdecimal, word)) and any(map(str.isalpha, word)) for word in words) and bool(
        words_of(text)
    )


def forgiven_slips(rules: Rules, texts: Sequence[str]) -> Iterator[str]:
    """Yield from how many letters on so many slips are forgiven, in words, for those who teach."""
    letters = LETTERS_IN_A_NAME if rules.typos is None else LETTERS_FOR_A_SLIP[: rules.typos]
    if any(most_slips(text, rules) for text in texts):
        for count, least in enumerate(letters, start=1):
            yield _("%(count)s from %(least)s letters on", count=count, least=least)
