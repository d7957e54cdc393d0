"""The words in which dates are written, by language.

English is read in every language, and so are the months of larger ones (`foreign.py`). Of others the CLDR
knows the months, the days of the week and the eras; what else is needed to read a date stands in a table, for
those that have one. A language's own words come first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale

from quizapp.question_types.date import cldr, foreign
from quizapp.question_types.date.english import english_words
from quizapp.question_types.date.meanings import MONTHS, Key, Table, Word, named_months
from quizapp.question_types.date.tables import TABLES
from quizapp.question_types.date.tokens import Token, keys_of
from quizapp.question_types.habits.phrases import phrases_of
from quizapp.question_types.habits.table import HABITS
from quizapp.question_types.locales import locale_of


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates; keys are words as `tokens.keys_of` cuts them."""

    #: The months' full names, January first, as they are written.
    months: tuple[str, ...]
    #: All that is read: words and phrases.
    meanings: dict[Key, Word]
    #: The most words of a phrase, by its first.
    longest: dict[str, int]
    #: Full names of months and seasons, by their keys: what a word with a slip may have been.
    names: dict[str, str]
    #: Short names that only an accent tells from those of other months, to the full ones: "sú" and "su".
    accented: dict[str, str]
    #: Where the CLDR has the language: what it is called there.
    locale: Locale | None = None

    def longest_at(self, tokens: Sequence[Token], at: int) -> tuple[Word | None, int]:
        """Return what the longest known phrase at a place means, and how many tokens it has."""
        for count in range(min(self.longest.get(tokens[at].key, 0), len(tokens) - at), 0, -1):
            if found := self.meanings.get(tuple(token.key for token in tokens[at : at + count])):
                return found, count
        return None, 1


@lru_cache(maxsize=64)
def words_of(language: str) -> DateWords:
    """Return the words of a language (a BCP 47 tag); English alone where the CLDR has no words for months."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    table = TABLES.get(language.partition("-")[0].lower(), Table())
    months = tuple(locale.months["format"]["wide"][number] for number in range(1, 13))
    own = dict(cldr.months(locale))
    own = dict(table.words()) | own
    own.update((key, word) for key, word in cldr.eras(locale) if key not in own)
    own.update((key, Word("filler")) for key in cldr.fillers(locale) if key not in own and _is_free(key))
    has_words = all(any(not part.isdecimal() for part in keys_of(month)) for month in months)
    return _assembled(
        months if has_words else MONTHS,
        ENGLISH.meanings | own,
        ENGLISH.names
        | {"".join(keys_of(month)): month for month in months}
        | {"".join(keys_of(word)): word for word in re.findall(r"[^\W\d]+", table.seasons)},
        cldr.accented(locale),
        locale,
    )


def _assembled(
    months: tuple[str, ...],
    meanings: dict[Key, Word],
    names: dict[str, str],
    accented: dict[str, str],
    locale: Locale | None = None,
) -> DateWords:
    longest: dict[str, int] = {}
    for key in meanings:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return DateWords(months, meanings, longest, names, accented, locale)


def _foreign() -> Iterator[tuple[Key, Word]]:
    """Yield what is read of other languages in all: their months, their seasons, what stands beside."""
    for filler in foreign.FILLERS.split():
        yield keys_of(filler.replace("_", " ")), Word("filler")
    yield from _foreign_seasons()
    yield from named_months(
        (name.replace("_", " "), number)
        for months in foreign.MONTHS.values()
        for number, names in enumerate(months.split(), start=1)
        for name in names.split("/")
    )
    for number, name in enumerate(foreign.CHINESE_DAYS, start=1):
        yield from ((keys_of(name + sign), Word("day", number)) for sign in foreign.CHINESE_DAY_SIGNS)
    for sign in foreign.MONTH_SIGNS:
        yield from (((str(number), *keys_of(sign)), Word("month", number)) for number in range(1, 13))


def _habits() -> Iterator[tuple[Key, Word]]:
    """Yield what is said around an answer in any language: fillers, and words for "or"."""
    said = phrases_of(HABITS.values(), "saying", "hedges", "afterthoughts", "roughly")
    yield from ((key, Word("filler")) for phrase in said if (key := keys_of(phrase)))
    alternatives = phrases_of(HABITS.values(), "alternatives")
    yield from ((keys_of(word), Word("alternative")) for word in alternatives)


def _foreign_seasons() -> Iterator[tuple[Key, Word]]:
    """Yield the names of seasons that mean the same in all languages that have them."""
    meanings: dict[Key, set[Word]] = {}
    for table in TABLES.values():
        for key, word in table.season_words():
            meanings.setdefault(key, set()).add(word)
    yield from ((key, word) for key, (word, *others) in meanings.items() if not others)


def _is_free(key: Key) -> bool:
    """Tell whether a filler may have this key: what means something in English isn't dropped."""
    word = ENGLISH.meanings.get(key)
    is_english = key in _ENGLISH_KEYS and word is not None and word.kind not in _LIGHT
    return bool(key) and not is_english and not all(part.isdecimal() for part in key)


#: Meanings of English words that a word of another language may take.
_LIGHT: Final = frozenset({"filler", "range", "alternative", "ordinal", "century sign"})
_ENGLISH_WORDS: Final = dict(english_words())
_ENGLISH_KEYS: Final = frozenset(_ENGLISH_WORDS)
ENGLISH: Final = _assembled(
    MONTHS,
    dict(_habits()) | dict(_foreign()) | _ENGLISH_WORDS,
    {month.lower(): month for month in MONTHS}
    | {season: season.capitalize() for season in ("spring", "summer", "autumn", "winter")},
    {},
)
