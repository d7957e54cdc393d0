"""What a unit is, however it is written: "km/h", "km h⁻¹", "kph" and "kilometres per hour" are one unit.

Capital letters tell symbols apart (mW, MW), so that case is forgiven only where it can't.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice, product
from typing import Any, Final

from babel import Locale
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from quizapp.question_types.locales import locale_of
from quizapp.question_types.number.factors import powers_in, singular
from quizapp.question_types.number.symbols import PRODUCTS, spellings

#: A product of powers, in alphabetical order: (("h", -1), ("km", 1)).
Unit = tuple[tuple[str, int], ...]
#: What a text may mean: one unit as a rule, two where a symbol or a word stands for two.
Readings = frozenset[Unit]

#: What is counted, not measured: any other noun may stand for it.
_COUNTED: Final = {"person", "state", "times"}
#: English words that are symbols where nothing else is.
_NO_UNITS_IN_TEXT: Final = {
    "in",
    "of",
    "a",
    "c",
    "h",
    "d",
    "s",
    "m",
    "at",
    "st",
    "am",
    "second",
    "seconds",
    "bar",
    "bars",
}
#: What is meant in a product by symbols of henry, siemens and molar; a difference of 1 °C is one of 1 K.
_IN_PRODUCTS: Final = {"H": "h", "S": "s", "M": "m", "°C": "K"}
_SHORT: Final = 6
#: Letters of a name in which there may be a slip, or two.
_LETTERS_FOR_A_SLIP: Final = (5, 9)
_MOST_READINGS: Final = 4


@dataclass(frozen=True)
class Vocabulary:
    """The units of one language, by their symbols and names."""

    #: As it is written, symbols in their case.
    exact: Mapping[str, Readings]
    #: In small letters; several readings where case alone tells symbols apart.
    folded: Mapping[str, Readings]

    def named(self, name: str) -> Readings | None:
        """Return what a symbol or a name may mean; None where it is no unit that is known."""
        one = singular(name)
        for key in (
            name,
            one,
            name.removesuffix("n") if len(name) > _SHORT else one,
        ):  # German: in Kilometern
            if key in self.exact:
                return self.exact[key]
        return self.folded.get(name.casefold()) or self.folded.get(one.casefold())

    def parse(self, text: str) -> Readings:
        """Return what a text may mean as a unit; what isn't known is a unit of its own. None for no unit."""
        if whole := self.named(text):
            return whole
        return frozenset(islice(map(_product, product(*self._factors(text))), _MOST_READINGS))

    def measures(self, text: str) -> Readings:
        """Return the units that are known and named in a text, counted things such as people left out."""
        names = [name for name, _ in powers_in(text) or ()]
        if len(names) > 1:
            names = [name for name in names if name.casefold() not in _NO_UNITS_IN_TEXT]
        found = chain(*(self.named(name) or () for name in [text, *names]))
        return frozenset(unit for unit in found if unit[0][0] not in _COUNTED)

    def differ_by_case(self, text: str) -> bool:
        """Tell whether a text is written as no unit is, so that its capital letters may be an accident."""
        return not any(
            one in self.exact for name in (text, singular(text)) for one in (name, name.casefold())
        )

    def respelled(self, word: str) -> str | None:
        """Return the name of a unit in which a word has a slip or two; None where it may be several units."""
        if len(word) < _LETTERS_FOR_A_SLIP[0] or self.named(word):
            return None
        most = sum(len(word) >= letters for letters in _LETTERS_FOR_A_SLIP)
        near: dict[Unit, tuple[int, str]] = {}
        for one in {word.casefold(), singular(word.casefold())}:
            found = extract(one, self._long_names, scorer=OSA.distance, score_cutoff=most, limit=None)
            for name, slips, _ in found:
                for unit in self.folded[name]:
                    near[unit] = min(near.get(unit, (most, name)), (slips, name))
        least = min((slips for slips, _ in near.values()), default=0)
        nearest = [name for slips, name in near.values() if slips == least]
        if len(nearest) != 1:
            return None
        return nearest[0] + "s" if word[-1] in "sS" and nearest[0][-1] != "s" else nearest[0]

    @cached_property
    def _long_names(self) -> list[str]:
        return [name for name in self.folded if len(name) >= _LETTERS_FOR_A_SLIP[0] - 1 and name.isalpha()]

    def is_known(self, text: str) -> bool:
        """Tell whether a text is a measure as a whole."""
        if known := self.named(text):
            return min(known)[0][0] not in _COUNTED
        powers = powers_in(text)
        return bool(powers) and all(self.named(name) for name, _ in powers or ()) and self.parse(text) != {()}

    def _factors(self, text: str) -> Iterator[tuple[Unit, ...]]:
        powers = powers_in(text)
        if not powers:
            yield ()
            return
        for name, power in powers:
            if name == "ms" and power < 0:  # nobody counts per millisecond: "m s⁻²" without its space
                yield ((("m", 1), ("s", power)),)
                continue
            if len(powers) > 1 and name in _IN_PRODUCTS:
                name = _IN_PRODUCTS[name]  # noqa: PLW2901 -- "KM/H"
            known = self.named(name) or self._glued(name) or frozenset({((singular(name).casefold(), 1),)})
            yield tuple(tuple((symbol, own * power) for symbol, own in unit) for unit in known)

    def _glued(self, name: str) -> Readings | None:
        """Return the product of two symbols without a space: Jkg, Pas."""
        for place in range(1, min(len(name), 5)):
            one, other = self.exact.get(name[:place]), self.exact.get(name[place:])
            if one and other and len(name) <= 5:  # noqa: PLR2004 -- longer ones are words
                return frozenset({_product((*one, *other))})
        return None


def _product(units: tuple[Unit, ...]) -> Unit:
    powers: dict[str, int] = {}
    for symbol, power in chain(*units):
        powers[symbol] = powers.get(symbol, 0) + power
    return tuple(sorted((symbol, power) for symbol, power in powers.items() if power))


def _english() -> Vocabulary:
    exact: dict[str, Readings] = {}
    for written, symbol in spellings():
        exact[written] = exact.get(written, frozenset()) | {_unit(symbol)}
    for written, text in PRODUCTS.items():
        exact[written] = Vocabulary(exact, {}).parse(text)
    return Vocabulary(exact, _folded(exact) | {"mt": frozenset({_unit("Mt"), _unit("t")})})


def _unit(symbol: str) -> Unit:
    """Return what a symbol stands for: watt-hours are a product, with a prefix and without."""
    if symbol.endswith(("Wh", "Ah")):
        return ((symbol[:-1], 1), ("h", 1)) if symbol < "h" else (("h", 1), (symbol[:-1], 1))
    return ((symbol, 1),)


def _folded(exact: Mapping[str, Readings]) -> dict[str, Readings]:
    folded: dict[str, Readings] = {}
    for written, readings in exact.items():
        key = written.casefold()
        folded[key] = folded.get(key, frozenset()) | readings
    return folded


ENGLISH: Final = _english()


@lru_cache(maxsize=64)
def vocabulary_of(language: str) -> Vocabulary:
    """Return the units of a language (a BCP 47 tag), English ones among them."""
    locale = locale_of(language)
    if locale is None:
        return ENGLISH
    exact: dict[str, Readings] = dict(ENGLISH.exact)
    for written, readings in _of_locale(locale):
        exact.setdefault(written, readings)
    return Vocabulary(exact, _folded(exact) | {"mt": ENGLISH.folded["mt"]})


def _of_locale(locale: Locale) -> Iterator[tuple[str, Readings]]:
    patterns: Mapping[str, Any] = locale.unit_display_names and locale._data["unit_patterns"]  # noqa: SLF001 -- babel offers no list
    for key, lengths in patterns.items():
        name = key.partition("-")[2].replace("-", " ")
        powers = powers_in(name)
        if powers and all(ENGLISH.named(name) for name, _ in powers):
            readings = ENGLISH.parse(name)
            for plurals in lengths.values():
                for pattern in plurals.values():
                    if isinstance(pattern, str) and (written := pattern.replace("{0}", "").strip()):
                        yield written.replace("\u00a0", " "), readings
