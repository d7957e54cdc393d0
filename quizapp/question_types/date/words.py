"""The words in which dates are written, by language.

English is written out here. Of other languages the CLDR knows the months, the days of the week and the eras;
what else is needed to read a date stands in a table, for those languages that have one. English is read in
every language, and so are the months of larger languages (`foreign.py`); a language's own words come first.
"""

# ruff: noqa: RUF001 -- Cyrillic letters are meant

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from babel import Locale

from quizapp.question_types.date import foreign
from quizapp.question_types.date.tokens import Token, keys_of
from quizapp.question_types.locales import locale_of
from quizapp.question_types.plain import plain_characters

Kind = Literal[
    "month",  # its number, January being 1
    "months",  # a name that is one month in one language and another elsewhere
    "season",  # its first month; a season has three
    "day",  # its number, as an ordinal in words
    "bound",  # a word before a date of which all that lies before or after is meant
    "behind",  # such a word behind the date
    "part",  # the first, the middle or the last third of a date: 0, 1, 2
    "decade",  # behind the first year of a decade: the "s" of "1990s"
    "decades",  # before or behind it: "decade"
    "nineties",  # a decade without its century
    "century",
    "range",  # a word between two dates
    "era",  # before the year 1: 0; after: 1
    "ordinal",  # the "th" of "15th"
    "filler",  # changes nothing: "in", "of", a weekday, "I think"
]
Key = tuple[str, ...]


class Word(NamedTuple):
    """What a word or a phrase means in a date."""

    kind: Kind
    value: int | str = 0


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


@dataclass(frozen=True, slots=True)
class _Table:
    """What the CLDR doesn't tell of a language: words, each with what it means where that isn't plain.

    A phrase is joined by "_".
    """

    seasons: str = ""
    fillers: str = ""
    bounds: str = ""
    parts: str = ""
    decades: str = ""
    centuries: str = ""
    before_christ: str = ""
    after_christ: str = ""

    def words(self) -> Iterator[tuple[Key, Word]]:
        """Yield every word with its meaning."""
        for key, month in _meanings(self.seasons):
            yield key, Word("season", int(month))
        for key, _ in _meanings(self.fillers):
            yield key, Word("filler")
        for key, bound in _meanings(self.bounds):
            yield key, Word("bound", bound)
        for key, part in _meanings(self.parts):
            yield key, Word("part", int(part))
        for key, place in _meanings(self.decades):
            yield key, Word("decades" if place == "before" else "decade")
        for key, _ in _meanings(self.centuries):
            yield key, Word("century")
        for era, names in enumerate((self.before_christ, self.after_christ)):
            for key, _ in _meanings(names):
                yield from _era(key, era)


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH: Final = _Table(
    seasons="spring=3 springtime=3 summer=6 summertime=6 autumn=9 fall=9 winter=12 wintertime=12",
    fillers="in on at the of a year years yr date during"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    # What a learner says of the answer, and how sure they are of it.
    " about around approximately approx roughly circa ca c some or_so or_thereabouts probably perhaps maybe"
    " possibly i_think i_believe i_guess i_suppose i_would_say i'd_say i'm_sure it's that's it_is it_was"
    " that_is that_was this_was must_be must_have_been might_be may_have_been it_happened happened"
    " that_it_was the_answer_is",
    bounds="before=before prior_to=before earlier_than=before after=after later_than=after"
    " since=since from=since"
    " starting=since starting_in=since starting_from=since starting_with=since beginning_in=since"
    " beginning_from=since beginning_with=since as_of=since as_from=since"
    " until=until till=until til=until by=until up_to=until up_until=until ending=until ending_in=until"
    " no_later_than=until",
    parts="early=0 beginning=0 start=0 mid=1 middle=1 late=2 end=2",
    decades="s decade=before",
    centuries="century cent",
    before_christ="b_c b_c_e before_christ before_the_common_era before_common_era",
    after_christ="a_d c_e anno_domini common_era of_the_common_era",
)
_BEHIND: Final = {
    "onward": "since",
    "onwards": "since",
    "or later": "since",
    "and later": "since",
    "or earlier": "until",
    "and earlier": "until",
}
_NINETIES: Final = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
    *(f"twenty {unit}" for unit in ("first", "second", "third", "fourth", "fifth", "sixth")),
    *("twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first"),
)

_TABLES: Final = {
    "de": _Table(
        seasons="frühling=3 frühjahr=3 sommer=6 herbst=9 winter=12",
        fillers="am im in der den dem des das vom von jahr jahre jahren um etwa ca circa ungefähr wohl"
        " vielleicht ich_glaube ich_denke es_war das_war",
        bounds="vor=before nach=after seit=since ab=since bis=until",
        parts="anfang=0 früh=0 frühe=0 frühen=0 mitte=1 ende=2 spät=2 späte=2 späten=2",
        decades="er ern",
        centuries="jahrhundert jahrhunderts jh jhd jhdt",
        before_christ="v_chr v_christus vor_christus v_u_z",
        after_christ="n_chr n_christus nach_christus u_z",
    ),
    "es": _Table(
        seasons="primavera=3 verano=6 otoño=9 invierno=12",
        fillers="a en el la los las de del año o hacia alrededor_de aproximadamente creo_que fue quizás",
        bounds="antes=before después=after desde=since a_partir=since hasta=until",
        parts="principios=0 comienzos=0 inicios=0 mediados=1 finales=2 fines=2",
        decades="década=before años=before",
        centuries="siglo",
        before_christ="a_c a_de_c antes_de_cristo",
        after_christ="d_c d_de_c después_de_cristo",
    ),
    "fr": _Table(
        seasons="printemps=3 été=6 automne=9 hiver=12",
        fillers="en le la les l de d du au an année er e ème vers environ je_crois je_pense"
        " c'était que_c'était",
        bounds="avant=before après=after depuis=since à_partir=since dès=since jusqu=until jusqu'à=until"
        " jusqu'en=until",
        parts="début=0 mi=1 milieu=1 fin=2",
        decades="années=before décennie=before",
        centuries="siècle s",
        before_christ="av_j_c avant_j_c avant_jésus_christ avant_notre_ère",
        after_christ="ap_j_c après_j_c après_jésus_christ de_notre_ère",
    ),
    "ru": _Table(
        seasons="весна=3 весной=3 весны=3 весну=3 лето=6 летом=6 лета=6"
        " осень=9 осенью=9 осени=9 зима=12 зимой=12 зимы=12 зиму=12",
        fillers="в во г г_г гг год года году годы годов го около примерно приблизительно кажется наверное"
        " я_думаю думаю это_было было число числа",
        bounds="до=before после=after с=since со=since начиная_с=since по=until",
        parts="начало=0 начале=0 середина=1 середине=1 конец=2 конце=2",
        decades="е х ые ых",
        centuries="век века веке в_в",
        before_christ="до_н_э до_нашей_эры до_рождества_христова до_р_х",
        after_christ="н_э нашей_эры от_рождества_христова",
    ),
}


@lru_cache(maxsize=64)
def words_of(language: str) -> DateWords:
    """Return the words of a language (a BCP 47 tag); English alone where the CLDR has no words for months."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    table = _TABLES.get(language.partition("-")[0].lower(), _Table())
    months = tuple(locale.months["format"]["wide"][number] for number in range(1, 13))
    own = dict(_own_months(locale))
    own.update((key, word) for key, word in table.words() if key not in own)
    own.update((key, word) for key, word in _own_eras(locale) if key not in own)
    own.update((key, Word("filler")) for key in _own_fillers(locale) if key not in own and _is_free(key))
    has_words = all(any(not part.isdecimal() for part in keys_of(month)) for month in months)
    return _assembled(
        months if has_words else _MONTHS,
        ENGLISH.meanings | own,
        ENGLISH.names
        | {"".join(keys_of(month)): month for month in months}
        | {"".join(keys_of(word)): word for word in re.findall(r"[^\W\d]+", table.seasons)},
        _accented(locale),
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


def _meanings(words: str) -> Iterator[tuple[Key, str]]:
    """Yield each word of a table, and what it means."""
    for entry in words.split():
        word, _, meaning = entry.partition("=")
        yield keys_of(word.replace("_", " ")), meaning


def _english() -> Iterator[tuple[Key, Word]]:
    yield from _ENGLISH.words()
    for phrase, bound in _BEHIND.items():
        yield keys_of(phrase), Word("behind", bound)
    for number, ordinal in enumerate(_ORDINALS, start=1):
        yield keys_of(ordinal), Word("day", number)
    for number, decade in enumerate(_NINETIES, start=2):
        yield (decade,), Word("nineties", 10 * number)
    for word in ("between", "to", "and", "or"):
        yield (word,), Word("range")
    for ending in ("st", "nd", "rd", "th"):
        yield (ending,), Word("ordinal")
    for number, month in enumerate(_MONTHS, start=1):
        # Three or four letters are how months are cut short: Sep and Sept, Jun, Janu.
        for short in (month, month[:3], month[:4]):
            yield keys_of(short), Word("month", number)


def _foreign() -> Iterator[tuple[Key, Word]]:
    """Yield what is read of other languages in all: their months, and what stands beside these."""
    for filler in foreign.FILLERS.split():
        yield keys_of(filler.replace("_", " ")), Word("filler")
    yield from _months(
        (name.replace("_", " "), number)
        for months in foreign.MONTHS.values()
        for number, names in enumerate(months.split(), start=1)
        for name in names.split("/")
    )
    for sign in foreign.MONTH_SIGNS:
        yield from (((str(number), *keys_of(sign)), Word("month", number)) for number in range(1, 13))


def _months(names: Iterable[tuple[str, int]]) -> Iterator[tuple[Key, Word]]:
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
            Word("months", " or ".join(_MONTHS[n - 1] for n in (one, *others)))
            if others
            else Word("month", one),
        )


def _own_months(locale: Locale) -> Iterator[tuple[Key, Word]]:
    """Yield the names of months, cut short and whole, with what the CLDR's dates join to them."""
    joined = {("", ""), *_joined(locale, "MMM", "LLL")}
    for width in ("abbreviated", "wide"):
        yield from _months(
            (before + name + behind, number)
            for context in ("stand-alone", "format")
            for number, name in locale.months[context][width].items()
            for before, behind in joined
        )


def _accented(locale: Locale) -> dict[str, str]:
    whole = locale.months["format"]["wide"]
    shared: dict[Key, dict[str, int]] = {}
    for number, name in locale.months["format"]["abbreviated"].items():
        shared.setdefault(keys_of(name), {})[plain_characters(name)] = number
    return {
        name: whole[number] for names in shared.values() if len(names) > 1 for name, number in names.items()
    }


def _parts(locale: Locale) -> Iterator[list[str]]:
    """Yield how the CLDR writes a date: by turns what stands between its parts, and a part."""
    for width in ("medium", "long", "full"):
        yield re.split(r"%\((\w+)\)s", str(locale.date_formats[width].format))


def _joined(locale: Locale, *names: str) -> Iterator[tuple[str, str]]:
    """Yield what stands right before and right behind such a part, without a space between."""
    for parts in _parts(locale):
        for place in range(1, len(parts), 2):
            if parts[place].startswith(names):
                yield re.split(r"\s", parts[place - 1])[-1], re.split(r"\s", parts[place + 1])[0]


def _own_fillers(locale: Locale) -> Iterator[Key]:
    """Yield the days of the week, and words that the CLDR puts into a date: the "de" of "15 de junio"."""
    joined = {("", ""), *_joined(locale, "EEE", "ccc")}
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for name in locale.days[context][width].values():
                yield from (keys_of(before + name + behind) for before, behind in joined)
    for parts in _parts(locale):
        for literal in parts[::2]:
            yield from ((key,) for key in keys_of(literal))


def _is_free(key: Key) -> bool:
    """Tell whether a filler may have this key: what means something in English isn't dropped."""
    word = ENGLISH.meanings.get(key)
    is_english = key in _ENGLISH_KEYS and word is not None and word.kind not in {"filler", "range", "ordinal"}
    return bool(key) and not is_english and not all(part.isdecimal() for part in key)


def _own_eras(locale: Locale) -> Iterator[tuple[Key, Word]]:
    names = [{keys_of(locale.eras[width][era]) for width in ("abbreviated", "wide")} for era in (0, 1)]
    for era in (0, 1):
        for key in names[era] - names[1 - era] - {()}:
            yield from _era(key, era)


def _era(key: Key, era: int) -> Iterator[tuple[Key, Word]]:
    yield key, Word("era", era)
    yield ("".join(key),), Word("era", era)


_ENGLISH_WORDS: Final = dict(_english())
_ENGLISH_KEYS: Final = frozenset(_ENGLISH_WORDS)
ENGLISH: Final = _assembled(
    _MONTHS,
    dict(_foreign()) | _ENGLISH_WORDS,
    {month.lower(): month for month in _MONTHS}
    | {season: season.capitalize() for season in ("spring", "summer", "autumn", "winter")},
    {},
)
