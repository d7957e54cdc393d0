"""Cut a line into figures and words: what a learner types, and the names that are looked up."""

import re
from typing import Final, NamedTuple
from unicodedata import category

from quizapp.question_types.folding import fold
from quizapp.question_types.plain import plain_characters

#: What stands between two tokens; the signs of Chinese and Japanese dates part words that have no spaces.
_TOKEN: Final = re.compile("[0-9]+|[年月日號号]|(?:(?![年月日號号])[a-z\x80-\U0010ffff])+")


class Token(NamedTuple):
    """Figures or a word, and all that stands between it and the token before."""

    gap: str
    text: str

    @property
    def key(self) -> str:
        """Return the text by which it is looked up: figures without zeros in front."""
        return self.text.lstrip("0") or "0" if self.text.isdecimal() else self.text


def date_characters(text: str) -> str:
    """Return a line in small letters without accents, with ASCII figures and punctuation.

    What isn't ASCII afterwards is a letter, the mark of a letter, or a sign that no date has.
    """
    plain = plain_characters(text)
    if plain.isascii():
        return plain
    folded = fold("".join(map(_without_fractions, plain)), ("case", "accents"))
    return "".join(map(_without_punctuation, folded))


def _without_fractions(character: str) -> str:
    """Return a sign that no date has for a fraction, of which folding makes two numbers."""
    return "%" if category(character) == "No" else character


def _without_punctuation(character: str) -> str:
    return " " if not character.isascii() and category(character)[0] == "P" else character


def tokens_of(line: str) -> tuple[list[Token], str]:
    """Return the tokens of a line in plain characters, and what stands behind the last."""
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(line):
        found.append(Token(line[at : match.start()], match[0]))
        at = match.end()
    return found, line[at:]


def keys_of(text: str) -> tuple[str, ...]:
    """Return a name or a phrase as it is looked up."""
    return tuple(token.key for token in tokens_of(date_characters(text))[0])
