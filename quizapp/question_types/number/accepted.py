"""Which unit of a question a text names, and what may stand beside a number without saying anything else."""

# ruff: noqa: RUF001 -- the words of other languages

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from quizapp.question_types.base import MalformedError
from quizapp.question_types.number.characters import LETTER, clear
from quizapp.question_types.number.spoken import multiplies
from quizapp.question_types.number.style import style_of
from quizapp.question_types.number.units import Unit, Vocabulary, vocabulary_of
from quizapp.question_types.number.words import NumberWords, words_of
from quizapp.question_types.wording import either
from quizapp.translation.texts import _

#: Found where the page itself prints the unit, and the question has none.
PRINTED: Final = ""
#: For how long amounts are told in prose: "20 million tonnes" may be those of a year.
_PERIODS: Final = ("yr", "month", "wk", "d")
_LENGTHS: Final = {"km", "cm", "dm", "mm", "μm", "nm", "mi", "ft", "in", "yd", "nmi", "ly", "AU"}
_MASSES: Final = {"kg", "g", "mg", "kt", "Mt", "lb", "oz", "st"}
#: Symbols that are also short for a thousand and more, and other units of what they measure.
_OF_A_KIND: Final = {
    "m": _LENGTHS,
    "M": _LENGTHS | {"m"},
    "t": _MASSES,
    "T": _MASSES | {"t"},
    "k": {"K", "°C", "°F"},
    "K": {"°C", "°F"},
    "b": {"B", "kb", "kB", "Mb", "MB", "Gb", "GB"},
}
_DEGREES: Final[tuple[Unit, ...]] = ((("°C", 1),), (("°F", 1),))
#: Words that make another number of the one before them, or leave it open.
_MORE_WORDS: Final = """
or and to not no nor but minus plus less more fewer than over under by per from between except without
percent half quarter third dozens score gross pair pairs couple hundreds thousands millions billions grand
myriad each square cubic double triple squared cubed point versus if until till
oder und bis nicht kein keine mal halb halbe ou et pas ni fois o y e não и или до не раз либо ни
"""
_SAYING_MORE: Final = frozenset(_MORE_WORDS.split())
_WORD: Final = re.compile(rf"{LETTER}(?:{LETTER}|['’-](?={LETTER}))*")
#: Ten thousand and more in Chinese, behind a measure word; the rest of 0xFF.
_NO_NOUN: Final = re.compile("[百千万萬亿億半打]|^x[0-9a-f]+$", re.IGNORECASE)
_LAST_WORD: Final = re.compile(rf"(?<=[\d ])({LETTER}+)\.?$")
_NOUN_PHRASE: Final = re.compile(rf"{_WORD.pattern}(?:,? {_WORD.pattern})*")
#: "two million of people", "deux millions d'habitants".
_OF: Final = re.compile(r"^(?:(?:in|of|de|di|do|da|von) |d')(?=.)", re.IGNORECASE)
_SPELLED_OUT: Final = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS: Final = 6
_MOST_WORDS_OF_A_UNIT: Final = 4
MOST_SHOWN: Final = 30
_HOW_MANY: Final = re.compile(
    r"\b(?:how many|how much|what number of|wie ?viele?|combien d[e']|cuánt[oa]s|quant[oaie]s?|"
    r"скольк(?:о|их)|неше|қанша) ?",
    re.IGNORECASE,
)
_NOT_IN_PROSE: Final = "us of in at a am as is it me gray mole henry stone bar second time state no st mo fr"
#: Words that are seldom units where a page is written in whole sentences.
_PROSE: Final = frozenset(_NOT_IN_PROSE.split())


@dataclass(frozen=True, slots=True)
class Accepted:
    """The units of a question, and what the page prints of units."""

    units: tuple[str, ...]
    vocabulary: Vocabulary
    words: NumberWords
    #: Each unit of the question as it is written, in plain characters.
    exact: Mapping[str, str]
    by_meaning: Mapping[Unit, tuple[str, ...]]
    #: Units that begin with a word such as "mln", by what it is and what stands behind it.
    by_scale: Mapping[tuple[Decimal, str], str]
    #: The unit that the page asks for where the question has none; None without one.
    printed: Unit | None
    #: The periods that the page names.
    periods: frozenset[str]
    #: The words right behind the field, in small letters.
    behind: tuple[str, ...]
    language: str

    @property
    def shown(self) -> str:
        """Return the first unit, for what a learner is told."""
        return next(iter(self.units), "the unit of the question")

    def finds(self, text: str) -> str | None:
        """Return the unit of the question that a text names; None for none, `PRINTED` for that of the page.

        Raises `MalformedError` where small and capital letters alone would tell which it is.
        """
        text = _OF.sub("", text.rstrip(". "), count=1)
        if text in self.exact:
            return self.exact[text]
        if self.by_scale and (unit := self._of_a_scale(text)):
            return unit
        if not self.by_meaning and self.printed is None:
            return None
        readings = self.vocabulary.parse(text) if text else frozenset()
        own = {reading: units for reading in readings if (units := self._own(reading))}
        if not own:
            return None
        if len(own) > 1 or (len(readings) > 1 and self.vocabulary.differ_by_case(text)):
            symbols = either(sorted(map(_shown, readings)))
            raise MalformedError(
                _("“%(text)s” may be %(symbols)s. Write which it is.", text=text, symbols=symbols)
            )
        return next(iter(own.values()))[0]

    def begins(self, text: str) -> str | None:
        """Return the unit with which a phrase begins ("tonnes of oil"), or the noun with which it ends."""
        if not self.by_meaning and self.printed is None:
            return None
        words = text.split(" ")
        for count in range(min(len(words) - 1, _MOST_WORDS_OF_A_UNIT), 0, -1):
            rest = " ".join(words[count:]).removeprefix("more")
            unit = self.finds(" ".join(words[:count]).rstrip(","))
            if unit is not None and self._says_nothing_else(rest):
                return unit
        for begin in range(1, len(words)):
            noun, before = " ".join(words[begin:]), " ".join(words[:begin])
            if not self.is_measure(noun) and self._says_nothing_else(before):
                unit = self.finds(noun)
                if unit is not None:
                    return unit
        return None

    def respelled(self, text: str) -> tuple[str, str] | None:
        """Return the unit of the question that a text names but for slips, and how its names are spelled."""
        words = _SPELLED_OUT.findall(text)
        if not self.units or not 0 < len(words) <= _MOST_WORDS_OF_A_UNIT:
            return None
        found = {word: name for word in words if (name := self.vocabulary.respelled(word))}
        unit = self.finds(_SPELLED_OUT.sub(lambda word: found.get(word[0], word[0]), text)) if found else None
        return (unit, ", ".join(found.values())) if unit else None

    def forgives(self, text: str) -> bool:
        """Tell whether a text beside a number of no unit says no more than it: a noun for what is counted."""
        return not self.units and self._says_nothing_else(text)

    def without_printed(self, text: str) -> str:
        """Leave out at the end of a line what the page prints right behind the field anyway."""
        folded = text.casefold()
        scale = self.words.values.get(self.behind[0]) if self.behind else None
        if scale and (word := _LAST_WORD.search(folded)) and self.words.values.get(word[1]) == scale:
            # "30 mln" where the page goes on with "million".
            return text[: word.start()].rstrip(" -")
        for count in range(len(self.behind), 0, -1):
            tail = " ".join(self.behind[:count])
            bare = text[: -len(tail)]
            if (
                folded.endswith(tail)
                and bare[-1:]
                and not bare[-1].isalpha()
                and self.finds(tail) in {None, PRINTED}
            ):
                return bare.rstrip(" -")
        return text

    def ends_with_signs(self, text: str) -> bool:
        """Tell whether a text ends with a unit of the question in which there are signs that part numbers."""
        return any(("=" in unit or "(" in unit) and text.endswith(unit) for unit in self.exact)

    def is_measure(self, text: str) -> bool:
        """Tell whether a text names a unit that is known."""
        return bool(self.vocabulary.measures(text))

    def is_percent(self, text: str) -> bool:
        """Tell whether a text says "percent"."""
        return (("%", 1),) in self.vocabulary.parse(text)

    def is_of_a_kind(self, letter: str) -> bool:
        """Tell whether a letter is a unit of what the question measures, though none of its own."""
        kind = _OF_A_KIND.get(letter, set())
        asked = {*self.by_meaning, *([self.printed] if self.printed else [])}
        return ((letter, 1),) not in asked and any(unit[0][0] in kind for unit in asked if len(unit) == 1)

    def complaint(self, text: str, *, needs_unit: bool) -> str:
        """Return what to tell a learner who wrote something else beside a number."""
        text = text.strip(" .,")
        if self.is_measure(text):
            # Without the unit it would be another number.
            if self.units:
                return _(
                    "You wrote %(text)s. The question asks for %(unit)s: write the number in that.",
                    text=quoted(text),
                    unit=self.shown,
                )
            return _(
                "You wrote %(text)s, which the question doesn't ask for. Write the number alone.",
                text=quoted(text),
            )
        understood = _("The number is understood, but not %(text)s beside it.", text=quoted(text))
        if needs_unit:
            return f"{understood} {_('Write the number in %(unit)s.', unit=self.shown)}"
        if self.units:
            in_unit = _("Write the number in %(unit)s; a number alone is enough.", unit=self.shown)
            return f"{understood} {in_unit}"
        return f"{understood} {_('A number alone is enough.')}"

    def _of_a_scale(self, text: str) -> str | None:
        """Return the unit whose word for a scale is written otherwise: "milionów" for mln."""
        return self.by_scale.get(_scaled(text, self.words))

    def _own(self, reading: Unit) -> tuple[str, ...]:
        """Return the units of the question that mean this; a period may go without saying."""
        if own := self.by_meaning.get(reading):
            return own
        if reading == self.printed:
            return (PRINTED,)
        for period in _PERIODS:
            if self.periods and period not in self.periods:
                continue
            per = (period, -1)
            bare = tuple(factor for factor in reading if factor != per)
            with_period = tuple(sorted((*reading, per)))
            if bare != reading and bare in self.by_meaning:
                return self.by_meaning[bare]
            if with_period in self.by_meaning:
                return self.by_meaning[with_period]
        return ()

    def _says_nothing_else(self, text: str) -> bool:
        phrase, _, named = text.partition(":")
        if any(self.words.is_number(word) for word in _WORD.findall(text)) or self.is_measure(phrase):
            return False
        if multiplies(phrase, self.language):
            return False
        words = phrase.replace(",", "").split()
        return (
            not any(map(str.isdecimal, named))
            and len(words) <= _MOST_WORDS
            and _SAYING_MORE.isdisjoint(map(str.casefold, words))
            and (not phrase or bool(_NOUN_PHRASE.fullmatch(phrase)))
            and not _NO_NOUN.search(phrase)
        )


def quoted(text: str) -> str:
    """Return a text between quotation marks, cut short where it is long."""
    return f"“{text}”" if len(text) <= MOST_SHOWN else f"“{text[:MOST_SHOWN].rstrip()}…”"


@lru_cache(maxsize=1024)
def accepted_of(units: tuple[str, ...], language: str, beside: str, behind: str) -> Accepted:
    """Return what is accepted beside a number. Cached, because it hangs on the question alone."""
    vocabulary, style = vocabulary_of(language), style_of(language)
    plain = {unit: clear(unit, style) for unit in units}
    by_meaning: dict[Unit, tuple[str, ...]] = {}
    for unit, text in plain.items():
        for reading in vocabulary.parse(text):
            by_meaning[reading] = (*by_meaning.get(reading, ()), unit)
    degrees = [scale for scale in _DEGREES if scale in by_meaning]
    if len(degrees) == 1:  # "20 C" and "20 degrees" are clear, though the scale is missing in the latter
        letter = degrees[0][0][0].removeprefix("°").lower()
        by_meaning = {((letter, 1),): by_meaning[degrees[0]], (("°", 1),): (PRINTED,), **by_meaning}
    beside, behind = clear(beside, style), clear(behind, style)
    named = _named_in(f"{beside} {behind}", vocabulary)
    return Accepted(
        units=units,
        vocabulary=vocabulary,
        words=words_of(language),
        exact={text: unit for unit, text in reversed(plain.items())},
        by_meaning=by_meaning,
        by_scale=_by_scale(plain, words_of(language)),
        printed=None
        if units
        else _printed(behind, words_of(language), vocabulary) or _asked_for(beside, vocabulary),
        periods=frozenset(symbol for unit in named for symbol, _ in unit if symbol in _PERIODS),
        behind=tuple(behind.casefold().split()),
        language=language,
    )


def _scaled(text: str, words: NumberWords) -> tuple[Decimal, str]:
    """Return what the first word of a unit multiplies by, and the rest; 0 for a letter, or another word."""
    first, _, rest = text.rstrip(".").partition(" ")
    first = first.rstrip(".")
    return words.value_of(first) if len(first) > 1 else Decimal(0), rest.casefold()


def _by_scale(plain: Mapping[str, str], words: NumberWords) -> dict[tuple[Decimal, str], str]:
    """Return the units with a word for a scale in front; what stands behind it may go without saying."""
    found: dict[tuple[Decimal, str], str] = {}
    for unit, text in plain.items():
        scale, rest = _scaled(text, words)
        if scale:
            found[scale, rest] = unit
            found.setdefault((scale, ""), unit)
    return found


def _printed(behind: str, numbers: NumberWords, vocabulary: Vocabulary) -> Unit | None:
    """Return the unit with which a text begins, be it after a word such as "million"."""
    words = behind.split()
    while words and numbers.is_number(words[0]):
        words = words[1:]
    unit = _unit_at(words, vocabulary)
    return unit[0] if unit else None


def _asked_for(text: str, vocabulary: Vocabulary) -> Unit | None:
    """Return the unit behind "how many", or the only one that a text names."""
    for asked in _HOW_MANY.finditer(text):
        words = _words(text[asked.end() :][:100])
        if unit := _unit_at(words, vocabulary):
            return unit[0]
    named = set(_named_in(text, vocabulary))
    return named.pop() if len(named) == 1 else None


def _named_in(text: str, vocabulary: Vocabulary) -> Sequence[Unit]:
    return list(_each_named(_words(text), vocabulary))


def _each_named(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Unit]:
    at = 0
    while at < len(words):
        found = _unit_at(words[at : at + _MOST_WORDS_OF_A_UNIT], vocabulary)
        if found:
            yield found[0]
        at += found[1] if found else 1


def _unit_at(words: Sequence[str], vocabulary: Vocabulary) -> tuple[Unit, int] | None:
    """Return the longest unit with which words begin, and of how many it is made."""
    for count in range(min(len(words), _MOST_WORDS_OF_A_UNIT), 0, -1):
        names = words[:count]
        if names[0].casefold() in _PROSE or names[-1].casefold() in _PROSE:
            continue
        text = " ".join(names)
        if vocabulary.is_known(text):
            return min(vocabulary.parse(text)), count
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\s,;:.?!()\"“”]+", text)


def _shown(unit: Unit) -> str:
    return "·".join(symbol if power == 1 else f"{symbol}^{power}" for symbol, power in unit)
