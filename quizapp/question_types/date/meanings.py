"""What a word or a phrase may mean in a date, and how tables of such words are written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from quizapp.question_types.date.tokens import keys_of

Kind = Literal[
    "month",  # its number, January being 1
    "months",  # a name that is one month in one language and another elsewhere
    "season",  # its first month; a season has three
    "day",  # its number, as an ordinal in words
    "bound",  # a word before a date of which all that lies before or after is meant
    "behind",  # such a word behind the date
    "part",  # the first, the middle or the last third of a date: 0, 1, 2
    "decade",  # behind the first year of a decade: the "s" of "1990s"
    "decades",  # before or behind it: "decade", or "years", which may be a century
    "nineties",  # a decade without its century
    "century",  # its number where that is in the word
    "century sign",  # one letter that is a century behind figures that end a line, else nothing: "15th c."
    "range",  # a word between the first and the last date of a time
    "alternative",  # a word between two dates of which one is meant: "1618 or 1619"
    "era",  # before the year 1: 0; after: 1
    "ordinal",  # the "th" of "15th"
    "filler",  # changes nothing: "in", "of", a weekday, "I think"
]
Key = tuple[str, ...]


class Word(NamedTuple):
    """What a word or a phrase means in a date."""

    kind: Kind
    value: int | str = 0


#: Roman figures up to 29, of months and centuries.
ROMAN: Final = {
    tens + units: 10 * ten + unit
    for ten, tens in enumerate(("", "x", "xx"))
    for unit, units in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens + units
}
#: The months in English, January first.
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """What the CLDR doesn't tell of a language: words, each with what it means where that isn't plain.

    A phrase is joined by "_". Where a word stands twice, the later place holds.
    """

    seasons: str = ""
    fillers: str = ""
    bounds: str = ""
    #: The same behind a date.
    behind: str = ""
    parts: str = ""
    decades: str = ""
    centuries: str = ""
    #: Letters that are a century only behind figures: XIX в., 15th c.
    century_signs: str = ""
    before_christ: str = ""
    after_christ: str = ""

    def words(self) -> Iterator[tuple[Key, Word]]:
        """Yield every word with its meaning."""
        yield from ((key, Word("filler")) for key, _ in _meanings(self.fillers))
        yield from self.season_words()
        yield from ((key, Word("bound", bound)) for key, bound in _meanings(self.bounds))
        yield from ((key, Word("behind", bound)) for key, bound in _meanings(self.behind))
        yield from ((key, Word("part", int(part))) for key, part in _meanings(self.parts))
        for key, means in _meanings(self.decades):
            yield key, Word("decades", means) if means else Word("decade")
        yield from self._centuries()
        for era, names in enumerate((self.before_christ, self.after_christ)):
            for key, _ in _meanings(names):
                yield from named_era(key, era)

    def season_words(self) -> Iterator[tuple[Key, Word]]:
        """Yield the seasons."""
        yield from ((key, Word("season", int(month))) for key, month in _meanings(self.seasons))

    def _centuries(self) -> Iterator[tuple[Key, Word]]:
        yield from ((key, Word("century")) for key, _ in _meanings(self.centuries))
        yield from ((key, Word("century sign")) for key, _ in _meanings(self.century_signs))


def named_months(names: Iterable[tuple[str, int]]) -> Iterator[tuple[Key, Word]]:
    """Yield names of months, those of several months as such."""
    numbers: dict[Key, set[int]] = {}
    for name, number in names:
        numbers.setdefault(keys_of(name), set()).add(number)
    for key, found in numbers.items():
        if all(part.isdecimal() for part in key):
            continue
        one, *others = sorted(found)
        yield (
            key,
            Word("months", " or ".join(MONTHS[n - 1] for n in (one, *others)))
            if others
            else Word("month", one),
        )


def named_era(key: Key, era: int) -> Iterator[tuple[Key, Word]]:
    """Yield the name of an era (before the year 1: 0; after: 1), as words and as one."""
    yield key, Word("era", era)
    yield ("".join(key),), Word("era", era)


def _meanings(words: str) -> Iterator[tuple[Key, str]]:
    """Yield each word of a table, and what it means."""
    for entry in words.split():
        word, _, meaning = entry.partition("=")
        yield keys_of(word.replace("_", " ")), meaning
