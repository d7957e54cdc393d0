"""A typed line beside an answer: how many slips lie between them, and between what they name."""

from dataclasses import dataclass
from typing import NamedTuple

from quizapp.question_types.short.forgiving import most_in
from quizapp.question_types.short.names import Person, Thing, base_of, phrases
from quizapp.question_types.short.slips import TOO_MANY, slips, words_of


@dataclass(frozen=True, slots=True)
class Key:
    """A wording of an answer, or of a particular wrong one, and what it names."""

    text: str
    credit: float
    folded: str
    #: Without an article, where that is forgiven.
    bare: str
    #: Its words but for those that only link others: of, the.
    main_words: tuple[str, ...]
    #: What it names, if its author says so: as it stands, and as keyboards write it that lack some letters.
    names: tuple[Thing | Person, ...]
    #: The most slips that are forgiven in it.
    most: int

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return the wording, and the names in it without the words around them."""
        return (self.text, *(" ".join(name.words) for name in self.names if isinstance(name, Thing)))


class Line(NamedTuple):
    """A line as it may be meant, folded too, and what it names."""

    text: str
    folded: str
    #: As in `Key`.
    main_words: tuple[str, ...]
    name: Thing | Person | None


def main_words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text, folded, but for those that only link others: Bank of China."""
    links = phrases("links", base_of(language))
    return tuple(word for word in words_of(text) if (word,) not in links)


def slips_in(key: Key, line: Line, most: int | None = None) -> int:
    """Return how many slips make a line this answer, as it stands or by what it names."""
    most = key.most if most is None else most
    if key.names and isinstance(key.names[0], Person):
        return name_slips(key, line, most)  # "Karimova" is near to "Karimov", and somebody else
    count = slips(key.bare, line.folded, key.text, line.text, most)
    if count > 1 <= most and len(key.main_words) > 1 and key.main_words == line.main_words:
        return 1  # a small word that is left out is one slip, however many letters it has
    return min(count, name_slips(key, line, most)) if count else 0


def name_slips(key: Key, line: Line, most: int) -> int:
    """Return how many slips make what a line names what the answer names."""
    given, best = line.name, TOO_MANY
    if given is None:
        return TOO_MANY
    for name in key.names:
        # Most answers are far from most lines.
        if isinstance(given, Thing) and abs(len(name.folded) - len(given.folded)) > most:
            continue
        best = min(best, between(name, given, min(most, most_in(name.folded)) if most else 0))
    return best


def between(name: Thing | Person, given: Thing | Person, most: int) -> int:
    """Return how many slips lie between two names; `TOO_MANY` where one is a person and the other isn't."""
    if isinstance(name, Person) and isinstance(given, Person):
        return name.slips(given, most)
    return name.slips(given, most) if isinstance(name, Thing) and isinstance(given, Thing) else TOO_MANY
