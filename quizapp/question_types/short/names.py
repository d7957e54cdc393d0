"""What a text names, apart from the words around it: "the Irtysh River" names the Irtysh."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from quizapp.question_types.folding import fold, without_article
from quizapp.question_types.short.naming_words import LINKS, PLAIN, SEVERAL, WORDS, Named
from quizapp.question_types.short.person_words import AFTER_SURNAMES, PARTICLES, PATRONYMICS, TITLES
from quizapp.question_types.short.slips import TOO_MANY, slips, words_of

#: What parts the names of a person; a hyphen doesn't.
_BETWEEN: Final = re.compile(r"[\s.()·]+")
_BEFORE_BYNAMES: Final = frozenset({"the", "der", "el"})
#: The fewest letters of a word whose last is that of the plural.
_LETTERS_OF_A_PLURAL: Final = 4
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
#: Languages that write a word around a name together with it, and the fewest letters of both.
COMPOUNDING: Final = frozenset(("de", "nl"))
LETTERS_OF_A_COMPOUND: Final = (4, 3)
#: Named after something else: Japan isn't the Sea of Japan.
_OF_ANOTHER: Final[frozenset[Named]] = frozenset(("sea", "island"))
_NUMERAL: Final = re.compile(r"[ivxl]+")
#: How many letters a given name needs, as it is written or as it was typed, for a slip in it.
_LETTERS_OF_GIVEN: Final = 5
#: Endings by which the name of a woman differs from that of a man, the longer first.
_FEMALE: Final = (
    ("skaya", "sky"),
    ("skaya", "ski"),
    ("ская", "ский"),
    ("a", ""),
    ("\N{CYRILLIC SMALL LETTER A}", ""),
)


class _Word(NamedTuple):
    """A word around names: its row, and whether it may be left out, stand before the name, and after it."""

    row: int
    needed: bool
    before: bool
    after: bool


def base_of(language: str) -> str:
    """Return the language of the tables for a BCP 47 tag: English where there is none."""
    base = language.partition("-")[0].lower()
    return base if base in WORDS else "en"


def _parts(text: str) -> tuple[str, ...]:
    """Return the words of a text, and the characters of one in Chinese, which has no spaces."""
    return words_of(text) if text.isascii() or not _CHINESE.search(text) else tuple(fold(text))


@lru_cache(maxsize=512)
def words_around(named: Named, base: str) -> dict[tuple[str, ...], _Word]:
    """Return the phrases that go with a name, each in its words."""
    found: dict[tuple[str, ...], _Word] = {}
    for row, line in enumerate(WORDS[base].get(named, ())):
        for phrase in line.lstrip("!").split(" | "):
            before, after = not phrase.startswith("…"), not phrase.endswith("…")
            found[_parts(phrase.strip(" …"))] = _Word(row, line.startswith("!"), before, after)
    return found


@lru_cache(maxsize=512)
def _longest(named: Named, base: str) -> int:
    """Return how many words, or Chinese characters, the longest phrase around a name has."""
    return max(map(len, words_around(named, base)), default=0)


@lru_cache(maxsize=64)
def phrases(table: str, base: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of "titles", "links" or "several", each in its words."""
    rows = {"titles": TITLES, "links": LINKS, "several": SEVERAL}[table][base]
    return frozenset(filter(None, map(_parts, rows.split("|"))))


@lru_cache(maxsize=32)
def _plain(base: str) -> frozenset[str]:
    return frozenset(map(fold, PLAIN[base].split()))


@dataclass(frozen=True, slots=True)
class Thing:
    """What a text names: its words without those around them, and the first of these, if any."""

    words: tuple[str, ...]
    word: _Word | None
    language: str
    #: The name without the words around it, folded.
    folded: str

    def slips(self, given: "Thing", most: int) -> int:
        """Return how many slips in another text make it name this; `TOO_MANY` where it doesn't."""
        if abs(len(self.folded) - len(given.folded)) > most:
            return TOO_MANY
        if not most and self.folded != given.folded:
            return TOO_MANY
        if given.word is None:
            if self.word is not None and (
                self.word.needed or not _plain(self.language).isdisjoint(self.words[:1])
            ):
                return TOO_MANY
        elif self.word is not None and self.word.row != given.word.row:
            return TOO_MANY
        if self.folded == given.folded:
            return 0
        return slips(self.folded, given.folded, " ".join(self.words), " ".join(given.words), most)


def thing(text: str, named: Named, language: str) -> Thing:
    """Read what a text names, which is no person."""
    base = base_of(language)
    around = words_around(named, base)
    words = _parts(without_article(text.strip(), base))
    several, longest = phrases("several", base), _longest(named, base)
    # A single Chinese character is no name alone: 黄 isn't 黄河.
    least = 2 if _CHINESE.search(text) else 1
    found: _Word | None = None
    for _ in range(2):
        for size in range(min(longest, len(words) - least), 0, -1):
            if (word := around.get(words[:size])) and word.before:
                rest = _without_link(words[size:], base)
                if rest in several:
                    continue
                if named in _OF_ANOTHER and rest != words[size:]:
                    word = word._replace(needed=True)
                words, found = rest, found or word
                break
            if (word := around.get(words[-size:])) and word.after:
                if named == "country" and words[:-size] in several:
                    continue
                words, found = words[:-size], found or word
                break
    if found is None and base in COMPOUNDING:
        words, found = _taken_apart(words, around)
    if named in {"people", "mountains"} and words:
        words = (*words[:-1], _singular(words[-1], base))
    return Thing(words, found, base, "".join(words))


def _taken_apart(
    words: tuple[str, ...], around: dict[tuple[str, ...], _Word]
) -> tuple[tuple[str, ...], _Word | None]:
    """Return words without one that is written together with the last: Altaigebirge.

    It isn't left out: Boden is not the Bodensee.
    """
    least_name, least_word = LETTERS_OF_A_COMPOUND
    last = words[-1] if words else ""
    for start in range(least_name, len(last) - least_word + 1):
        if (word := around.get((last[start:],))) and word.after:
            return (*words[:-1], last[:start]), word._replace(needed=True)
    return words, None


def says_what_it_is(name: Thing, named: Named) -> bool:
    """Tell whether there is a word around a name, be it written together with a short one."""
    if name.word or name.language not in COMPOUNDING:
        return name.word is not None
    last = name.words[-1] if name.words else ""
    return any(last.endswith(phrase[-1]) for phrase in words_around(named, name.language))


def _without_link(words: tuple[str, ...], base: str) -> tuple[str, ...]:
    links = phrases("links", base)
    size = next((size for size in (2, 1) if words[:size] in links and len(words) > size), 0)
    return words[size:]


def _singular(word: str, base: str) -> str:
    """Leave out the s of the plural, where the language has one."""
    is_plural = (
        base in {"en", "fr", "es"}
        and len(word) >= _LETTERS_OF_A_PLURAL
        and word.endswith("s")
        and not word.endswith("ss")
    )
    return word[:-1] if is_plural else word


@dataclass(frozen=True, slots=True)
class Person:
    """The names of a person, folded: the surname, and what stands before or after it.

    `full` demands a given name. A response has no surname of its own: all its names are `given`.
    """

    surname: tuple[str, ...]
    given: tuple[str, ...]
    full: bool = False
    #: The surname without the particles before it, and how both are folded as a whole.
    forms: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def folded(self) -> str:
        """Return the surname, folded."""
        return "".join(self.surname)

    def slips(self, response: "Person", most: int) -> int:
        """Return how many slips in another text make it name this person; `TOO_MANY` where it doesn't."""
        names, best = response.given, TOO_MANY
        for surname, folded in self.forms:
            size = len(surname)
            for own, given in ((names[-size:], names[:-size]), (names[:size], names[size:])):
                other = own[0] if len(own) == 1 else "".join(own)
                if (not given and self.full) or abs(len(folded) - len(other)) > most:
                    continue
                count = _surname_slips(folded, other, (surname, own), most)
                if count <= most:
                    best = min(best, count + self._given_slips(given))
                if not given:
                    break  # the other order is the same
        return best if best <= most else TOO_MANY

    def _given_slips(self, given: Sequence[str]) -> int:
        """Return how many slips make given names or initials agree with those of this person."""
        if not given or "".join(given) == "".join(self.given):
            return 0
        rest, count = list(self.given), 0
        for place, name in enumerate(given):
            agreeing = next((at for at, own in enumerate(rest) if _agrees(own, name) <= 1), None)
            if agreeing is not None:
                count += _agrees(rest[agreeing], name)
                del rest[: agreeing + 1]
            elif place == 0 or len(self.given) > 1 or not (len(name) == 1 or name.endswith(PATRONYMICS)):
                return TOO_MANY
        return TOO_MANY if self.full and all(len(name) == 1 for name in given) else count


def _surname_slips(own: str, other: str, words: tuple[tuple[str, ...], tuple[str, ...]], most: int) -> int:
    if own == other:
        return 0
    if not most or (count := slips(own, other, " ".join(words[0]), " ".join(words[1]), most)) == TOO_MANY:
        return TOO_MANY
    for female, male in _FEMALE:
        for one, two in ((own, other), (other, own)):
            # Nearer without its ending, it is the other one's with a slip, or as another language writes it.
            if one.endswith(female) and OSA.distance(one.removesuffix(female) + male, two) < count:
                return TOO_MANY
    return count


def _agrees(own: str, given: str) -> int:
    """Return how many slips make a given name this one, an initial of it counting as the name."""
    if own == given or (1 in {len(own), len(given)} and own[0] == given[0]):
        return 0
    if max(len(own), len(given)) < _LETTERS_OF_GIVEN:
        return TOO_MANY
    return OSA.distance(own, given, score_cutoff=1)


def _without_particles(surname: tuple[str, ...]) -> tuple[str, ...]:
    start = next((place for place, name in enumerate(surname) if name not in PARTICLES), 0)
    return surname[start:]


def _names(text: str, base: str) -> tuple[str, ...]:
    """Return the names of a person in their order, without titles; surname first and a comma turns them."""
    first, comma, second = text.partition(",")
    titles = phrases("titles", base)
    parts = [
        _untitled(tuple(filter(None, map(fold, _BETWEEN.split(part)))), titles) for part in (first, second)
    ]
    parts = [tuple(name for name in part if name not in AFTER_SURNAMES) or part for part in parts]
    turned = comma and parts[1] not in titles and not AFTER_SURNAMES.issuperset(parts[1])
    return (*parts[1], *parts[0]) if turned else parts[0]


def _untitled(names: tuple[str, ...], titles: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    for _ in range(3):
        size = next((size for size in (4, 3, 2, 1) if names[:size] in titles and len(names) > size), 0)
        names = names[size:]
    if len(names) == 1 and _CHINESE.search(names[0]):
        return (_untitled_chinese(names[0], titles),)
    return names


def _untitled_chinese(name: str, titles: frozenset[tuple[str, ...]]) -> str:
    """Leave out a title before or after a name of two characters or more: 江泽民主席."""
    for title in sorted(map("".join, titles), key=len, reverse=True):
        rest = name.removesuffix(title) if name.endswith(title) else name.removeprefix(title)
        if len(title) < len(name) and rest != name and len(rest) > 1:
            return rest
    return name


def is_title(text: str, language: str) -> bool:
    """Tell whether a text is a title alone: "the president"."""
    base = base_of(language)
    return words_of(without_article(text.strip(), base)) in phrases("titles", base)


def begins_description(text: str, language: str) -> bool:
    """Tell whether a text of several words says what somebody is: "president of Kazakhstan", "the Great"."""
    base = base_of(language)
    bare = without_article(text.strip(), base)
    words, titles, links = words_of(bare), phrases("titles", base), phrases("links", base)
    if bare != text.strip() or any(words[:size] in titles for size in range(1, min(5, len(words)))):
        return True
    return any(words[place : place + 1] in links for place in range(1, len(words) - 1))


@lru_cache(maxsize=1024)
def person(text: str, language: str, surname: str | None, *, full: bool) -> Person:
    """Read the name of a person as an author writes it.

    The surname is the last of the names, with the particles before it, unless `surname` says otherwise. Of
    "Louis XIV" and "Peter the Great", and of a text without `surname`, it is all.
    """
    base = base_of(language)
    names = _names(text, base)
    own = _names(surname, base) if surname else ()
    start = next((at for at in range(len(names)) if own and names[at : at + len(own)] == own), None)
    if start is not None:
        return _person(own, (*names[:start], *names[start + len(own) :]), full=full)
    if len(names) > 1 and (own or _NUMERAL.fullmatch(names[-1]) or _is_byname(names)):
        return _person(names, (), full=False)
    start = max(len(names) - 1, 0)
    while start > 1 and names[start - 1] in PARTICLES:
        start -= 1
    return _person(names[start:], names[:start], full=full and start > 0)


def _person(surname: tuple[str, ...], given: tuple[str, ...], *, full: bool) -> Person:
    forms = dict.fromkeys((surname, _without_particles(surname)))
    return Person(surname, given, full, tuple((form, "".join(form)) for form in forms))


def has_surname(text: str, language: str, surname: str) -> bool:
    """Tell whether the name of a person holds a surname as its author writes it."""
    read = person(text, language, surname, full=False)
    return read.surname == _names(surname, base_of(language))


def responding(text: str, language: str) -> Person:
    """Read the names that a learner gives for a person."""
    base = base_of(language)
    return Person((), _names(without_article(text.strip(), base), base))


def _is_byname(names: tuple[str, ...]) -> bool:
    """Tell whether the last of the names says what somebody was like: "the Great"."""
    return names[-2] in _BEFORE_BYNAMES and names[-3:-2] != () and names[-3] not in PARTICLES
