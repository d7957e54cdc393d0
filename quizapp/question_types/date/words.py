"""The words in which dates are written, by language.

English is written out here. Of other languages the CLDR knows the months, the days of the week and the eras;
what else is needed to read a date stands in a table, for those languages that have one. English is read in
every language.
"""

# ruff: noqa: RUF001 -- Cyrillic letters are meant

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from babel import Locale

from quizapp.question_types.date.span import Bound
from quizapp.question_types.folding import fold
from quizapp.question_types.locales import locale_of
from quizapp.question_types.plain import plain_characters


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates; all in lower case."""

    #: The months' full names, January first.
    months: tuple[str, ...]
    #: Every accepted name of a month, to its number.
    month_numbers: dict[str, int]
    #: Every accepted name of a season, to its first month; a season has three.
    seasons: dict[str, int]
    #: Words that change nothing: "in", "of", a weekday, the "th" of "15th".
    fillers: frozenset[str]
    #: Words before a date of which all that lies before or after is meant.
    bounds: dict[str, Bound]
    #: Words before a date of which only the first, the middle or the last third is meant: 0, 1, 2.
    parts: dict[str, int]
    #: What stands behind the first year of a decade: the "s" of "1990s".
    decades: frozenset[str]
    centuries: frozenset[str]
    #: Words between two dates.
    ranges: frozenset[str]
    #: Marks of a year before the year 1 (group `before`) or after, which may have fewer than three figures.
    eras: re.Pattern[str]
    #: Where the CLDR has the language: what it is called there.
    locale: Locale | None = None


_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_ERAS: Final = r"b[. ]{0,2}c(?:[. ]{0,2}e)?", r"a[. ]{0,2}d|c[. ]{0,2}e"


def _eras(before: str, after: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:(?P<before>{before})|{after})(?![^\W_])\.?")


ENGLISH: Final = DateWords(
    months=_MONTHS,
    # Three or four letters are how months are cut short: Sep and Sept, Jun, Janu.
    month_numbers={
        short: number
        for number, month in enumerate(_MONTHS, start=1)
        for short in (month, month[:3], month[:4])
    },
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    fillers=frozenset({"in", "on", "at", "the", "of", "year", "during", "st", "nd", "rd", "th", *_WEEKDAYS}),
    bounds={
        "before": "before",
        "after": "after",
        "since": "since",
        "from": "since",
        "until": "until",
        "till": "until",
        "by": "until",
    },
    parts={"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2},
    decades=frozenset({"s"}),
    centuries=frozenset({"century"}),
    ranges=frozenset({"between", "to", "and", "or"}),
    eras=_eras(*_ENGLISH_ERAS),
)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the CLDR doesn't tell of a language: words, each with what it means where that isn't plain."""

    seasons: str
    fillers: str
    bounds: str
    parts: str
    decades: str
    centuries: str


_NOTHING: Final = _Table("", "", "", "", "", "")
_TABLES: Final = {
    "de": _Table(
        seasons="frühling=3 frühjahr=3 sommer=6 herbst=9 winter=12",
        fillers="am im in der den dem des das vom jahr jahre jahren",
        bounds="vor=before nach=after seit=since ab=since bis=until",
        parts="anfang=0 früh=0 mitte=1 ende=2 spät=2",
        decades="er ern",
        centuries="jahrhundert jahrhunderts",
    ),
    "es": _Table(
        seasons="primavera=3 verano=6 otoño=9 invierno=12",
        fillers="a en el la los de del año",
        bounds="antes=before después=after desde=since hasta=until",
        parts="principios=0 comienzos=0 inicios=0 mediados=1 finales=2 fines=2",
        decades="",
        centuries="siglo",
    ),
    "fr": _Table(
        seasons="printemps=3 été=6 automne=9 hiver=12",
        fillers="en le la les du de au an année er",
        bounds="avant=before après=after depuis=since jusqu=until",
        parts="début=0 mi=1 milieu=1 fin=2",
        decades="",
        centuries="siècle",
    ),
    "ru": _Table(
        seasons="весна=3 весной=3 весны=3 лето=6 летом=6 лета=6"
        " осень=9 осенью=9 осени=9 зима=12 зимой=12 зимы=12",
        fillers="в во г гг год года году годы годов го",
        bounds="до=before после=after с=since",
        parts="начало=0 начале=0 середина=1 середине=1 конец=2 конце=2",
        decades="е х",
        centuries="век века веке",
    ),
}


@lru_cache(maxsize=64)
def words_of(language: str) -> DateWords:
    """Return the words of a language (a BCP 47 tag); English where the CLDR has no words for months."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    names = dict(_month_names(locale))
    months = tuple(locale.months["format"]["wide"][number] for number in range(1, 13))
    if not all(_letters(month) in names for month in months):
        return ENGLISH
    table = _TABLES.get(language.partition("-")[0].lower(), _NOTHING)
    days = (_letters(day) for day in locale.days["format"]["wide"].values())
    return DateWords(
        months=tuple(map(_letters, months)),
        month_numbers=ENGLISH.month_numbers | names,
        seasons=ENGLISH.seasons | {word: int(month) for word, month in _meanings(table.seasons)},
        fillers=ENGLISH.fillers | {*_unquoted(locale), *table.fillers.split(), *days},
        bounds=ENGLISH.bounds | {word: cast("Bound", bound) for word, bound in _meanings(table.bounds)},
        parts=ENGLISH.parts | {word: int(part) for word, part in _meanings(table.parts)},
        decades=ENGLISH.decades | set(table.decades.split()),
        centuries=ENGLISH.centuries | {word for word, _ in _meanings(table.centuries)},
        ranges=ENGLISH.ranges,
        eras=_eras(*(f"{_spaced(locale, era)}|{_ENGLISH_ERAS[era]}" for era in (0, 1))),
        locale=locale,
    )


def _meanings(words: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a table, with and without its accents, and what it means."""
    for entry in words.split():
        word, _, meaning = entry.partition("=")
        yield word, meaning
        yield fold(word), meaning


def _month_names(locale: Locale) -> Iterator[tuple[str, int]]:
    """Yield the names of months that are words, whole and cut short, with and without their accents."""
    for width in ("abbreviated", "wide"):
        for context in ("stand-alone", "format"):
            for number, name in locale.months[context][width].items():
                letters = _letters(name)
                if letters.isalpha():
                    yield letters, number
                    yield fold(letters), number


def _letters(name: str) -> str:
    return plain_characters(name).rstrip(".")


def _unquoted(locale: Locale) -> Iterator[str]:
    """Yield the words that the CLDR puts into a date beside its parts: the "de" of "15 de junio"."""
    for quoted in re.findall(r"'([^']*)'", locale.date_formats["long"].pattern):
        yield from re.findall(r"[^\W\d_]+", plain_characters(quoted))


def _spaced(locale: Locale, era: int) -> str:
    """Return a pattern for the name of an era with points and spaces, or without."""
    words = re.findall(r"[^\W\d_]+", plain_characters(locale.eras["abbreviated"][era]))
    return r"\W{0,2}".join(map(re.escape, words))
