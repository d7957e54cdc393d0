"""What a unit is, however it is written: "km/h", "km h⁻¹", "kph" and "kilometres per hour" are one unit.

Capital letters tell symbols apart (mW, MW), so that case is forgiven only where it can't.
"""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product
from typing import Any, Final

from babel import Locale

from quizapp.question_types.locales import locale_of
from quizapp.question_types.number.characters import LETTER

#: A product of powers, in alphabetical order: (("h", -1), ("km", 1)).
Unit = tuple[tuple[str, int], ...]
#: What a text may mean: one unit as a rule, two where a symbol or a word stands for two.
Readings = frozenset[Unit]

_PREFIXES: Final = {
    "p": "pico",
    "n": "nano",
    "μ": "micro",
    "m": "milli",
    "c": "centi",
    "d": "deci",
    "h": "hecto",
    "k": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
}
#: Symbols, the prefixes with which they are well known, and their names in one number.
_PREFIXED: Final = {
    "m": ("p n μ m c d k", "metre meter mtr"),
    "g": ("n μ m k", "gram gramme gm gr"),
    "t": ("k M G", "tonne ton"),
    "s": ("p n μ m", "second sec"),
    "A": ("μ m k", "ampere amp"),
    "mol": ("n μ m k", "mole"),
    "L": ("n μ m c d h", "litre liter ltr"),
    "N": ("m k M", "newton"),
    "J": ("m k M G T", "joule"),
    "W": ("n μ m k M G T", "watt"),
    "Wh": ("m k M G T", "watthour"),
    "Ah": ("m", "amperehour"),
    "V": ("μ m k M", "volt"),
    "Ω": ("m k M", "ohm"),
    "Hz": ("k M G T", "hertz"),
    "Pa": ("m h k M G", "pascal"),
    "bar": ("m", "bar"),
    "eV": ("m k M G T", "electronvolt"),
    "cal": ("k", "calorie"),
    "F": ("p n μ m", "farad"),
    "H": ("n μ m", "henry"),
    "S": ("μ m", "siemens"),
    "T": ("n μ m", "tesla"),
    "Bq": ("k M G T", "becquerel"),
    "Sv": ("μ m", "sievert"),
    "Gy": ("μ m", "gray"),
    "b": ("k M G T", "bit"),
    "B": ("k M G T", "byte"),
}
#: Other units: a symbol, and whatever else is written for it. Words are known in any case, and in both
#: numbers; "=" says that a symbol is a product.
_OTHERS: Final = """
h: hr hour std
min: minute
d: day
wk: week
month: mo mth
yr: year y annum
decade:
century: centuries
rad: radian
°: deg degree
°C: celsius centigrade oC degC
°F: fahrenheit oF degF
K: kelvin
cd: candela
lm: lumen
lx: lux
ha: hectare hectar
acre: ac
mi: mile
nmi: nauticalmile seamile
yd: yard
ft: foot feet
in: inch inches
ly: lightyear
AU: astronomicalunit
Å: angstrom ångström
lb: pound
oz: ounce
st: stone
gal: gallon
bbl: barrel
kn: knot kt
hp: horsepower
atm: atmosphere
mmHg:
dB: decibel
Ci: curie
M: molar
%: percent pct prozent процент процента процентов
‰: permille permil promille
ppm:
pp: percentagepoint
$: USD dollar buck доллар доллара долларов
€: EUR euro евро
£: GBP pound quid
CNY: ¥ RMB yuan renminbi 元 人民币 CN¥ юань юаня юаней
JPY: ¥ yen 円 иена иены иен
₽: RUB RUR rouble ruble рубль рубля рублей руб
₹: INR rupee Rs
₩: KRW won
₸: KZT tenge тенге
₺: TRY lira
CHF: franc Fr
₴: UAH hryvnia
som: KGS
A$: AUD
C$: CAD
times: time x fold × х
person: people human soul individual inhabitant resident 人 человек человека людей чел personen einwohner
state: country nation
"""
_PRODUCTS: Final = {
    "kph": "km/h",
    "kmh": "km/h",
    "kmph": "km/h",
    "mph": "mi/h",
    "mps": "m/s",
    "cc": "cm3",
    "ccm": "cm3",
    "qm": "m2",
    "sqm": "m2",
    "sqkm": "km2",
    "sqft": "ft2",
    "sqmi": "mi2",
    "cbm": "m3",
    "rpm": "rev/min",
    "Nm": "N m",
    "tpa": "t/yr",
    "bpd": "bbl/d",
    "kbps": "kb/s",
    "Mbps": "Mb/s",
    "Gbps": "Gb/s",
}
#: Two symbols that are one, such as litres.
_SPELLINGS: Final = str.maketrans({"µ": "μ", "ℓ": "L"})
_TIMES: Final = "second|minute|hour|day|week|month|year|decade|century|sec|min|hr|yr|s|h|d|y"
#: What is rewritten before a text is taken apart.
_PHRASES: Final = [
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"\bu\.? ?s\.? ?(?=\$|dollar)|(?<=\$) ?us\b", ""),
        (r"\bper ?cent(?:s|um)?\b|٪|\bпроц\b", "%"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?(?:c(?:elsius)?|centigrade)\b", "°C"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?f(?:ahrenheit)?\b", "°F"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?k(?:elvins?)?\b", "K"),
        (r"\bmetric (?=ton)", ""),
        (r"\b(nautical|sea|light|astronomical|percentage)[ -](?=mile|year|unit|point)", r"\1"),
        (r"\b((?:kilo|mega|giga|tera)?watt)[ -](?=hour)", r"\1"),
        (r"\bhuman beings?\b", "human"),
        (rf"\b(?:an?|each|every|pro|par|por) (?=(?:{_TIMES})s?\b)|\b(?:per|pro|par|por)\b", "/"),
        (r"\b(?:annually|yearly|p\.? ?a\b\.?)|(?<![^ ])в год\b|\bim jahr\b|\bal año\b", "/yr"),
        (r"\bdaily\b", "/d"),
        (r"\bmonthly\b", "/month"),
        (r"\bhourly\b", "/h"),
        (r"\b(?:square\b|sq\b\.?)[ -]?", " sq "),
        (r"\b(?:cubic\b|cu\b\.?)[ -]?", " cu "),
        (r"\.(?=[^\W\d_])", "*"),
    )
]  # fmt: skip
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
_RAISING: Final = {"sq": 2, "squared": 2, "quadrat": 2, "cu": 3, "cubed": 3}
_FACTOR: Final = re.compile(
    rf"(?P<name>°(?:[CFK]\b)?|[ACN]{{0,2}}[$¥]|{LETTER}+|[%‰€£₽₹₩₸₺₴×])(?:\^?(?P<power>[+-]?\d{{1,2}})(?!\d))?"
    r"|(?P<over>/)|[ .,·*()-]+"
)
#: Symbols that nobody means in a product: henry, siemens, molar.
_SHOUTED: Final = {"H", "S", "M"}
_SHORT: Final = 6
#: What is longer is no unit.
_LONGEST: Final = 60
_MOST_READINGS: Final = 4


@dataclass(frozen=True, slots=True)
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
        names = [name for name, _ in _powers(text) or ()]
        if len(names) > 1:
            names = [name for name in names if name.casefold() not in _NO_UNITS_IN_TEXT]
        found = chain(*(self.named(name) or () for name in [text, *names]))
        return frozenset(unit for unit in found if unit[0][0] not in _COUNTED)

    def differ_by_case(self, text: str) -> bool:
        """Tell whether a text is written as no unit is, so that its capital letters may be an accident."""
        return not any(
            one in self.exact for name in (text, singular(text)) for one in (name, name.casefold())
        )

    def is_known(self, text: str) -> bool:
        """Tell whether a text is a measure as a whole."""
        if known := self.named(text):
            return min(known)[0][0] not in _COUNTED
        powers = _powers(text)
        return bool(powers) and all(self.named(name) for name, _ in powers or ()) and self.parse(text) != {()}

    def _factors(self, text: str) -> Iterator[tuple[Unit, ...]]:
        powers = _powers(text)
        if not powers:
            yield ()
            return
        for name, power in powers:
            if name == "ms" and power < 0:  # nobody counts per millisecond: "m s⁻²" without its space
                yield ((("m", 1), ("s", power)),)
                continue
            if len(powers) > 1 and name in _SHOUTED:
                name = name.lower()  # noqa: PLW2901 -- "KM/H"
            known = self.named(name) or self._glued(name) or frozenset({((singular(name).casefold(), 1),)})
            yield tuple(tuple((symbol, own * power) for symbol, own in unit) for unit in known)

    def _glued(self, name: str) -> Readings | None:
        """Return the product of two symbols without a space: Jkg, Pas."""
        for place in range(1, min(len(name), 5)):
            one, other = self.exact.get(name[:place]), self.exact.get(name[place:])
            if one and other and len(name) <= 5:  # noqa: PLR2004 -- longer ones are words
                return frozenset({_product((*one, *other))})
        return None


def _powers(text: str) -> list[tuple[str, int]] | None:
    """Return names with their powers; None where something is no part of a unit."""
    if len(text) > _LONGEST:
        return None
    text = text.translate(_SPELLINGS).replace("**", "^")
    for pattern, replacement in _PHRASES:
        text = pattern.sub(replacement, text)
    powers: list[tuple[str, int]] = []
    at, sign, raised = 0, 1, 1
    while at < len(text):
        factor = _FACTOR.match(text, at)
        if not factor:
            return None
        at = factor.end()
        name = factor["name"]
        if factor["over"]:
            sign = -1
        elif name in {"sq", "cu"} and not factor["power"] and at < len(text):
            raised = _RAISING[name]
        elif name in _RAISING and powers:
            powers[-1] = powers[-1][0], powers[-1][1] * _RAISING[name]
        elif name:
            powers.append((name, sign * raised * int(factor["power"] or 1)))
            raised = 1
    return powers


def _product(units: tuple[Unit, ...]) -> Unit:
    powers: dict[str, int] = {}
    for symbol, power in chain(*units):
        powers[symbol] = powers.get(symbol, 0) + power
    return tuple(sorted((symbol, power) for symbol, power in powers.items() if power))


def singular(name: str) -> str:
    """Return an English noun in one number, roughly: what is the same for both numbers is enough."""
    if len(name) <= 2 or name.endswith(("ss", "SS")):  # noqa: PLR2004 -- "ms" isn't the plural of "m"
        return name
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith(("xes", "ches", "shes", "sses")):
        return name[:-2]
    return name[:-1] if name.endswith(("s", "S")) else name


def _written() -> Iterator[tuple[str, str]]:
    """Yield every symbol and name with the symbol that stands for it."""
    for base, (prefixes, names) in _PREFIXED.items():
        yield base, base
        for name in names.split():
            yield name, base
            for prefix, spelled in _PREFIXES.items():
                yield spelled + name, prefix + base
        for prefix in prefixes.split():
            yield prefix + base, prefix + base
            if prefix == "μ":
                yield f"u{base}", f"μ{base}"
    for line in _OTHERS.strip().splitlines():
        symbol, _, others = line.partition(":")
        for written in (symbol, *others.split()):
            yield written, symbol


def _english() -> Vocabulary:
    exact: dict[str, Readings] = {}
    for written, symbol in _written():
        exact[written] = exact.get(written, frozenset()) | {_unit(symbol)}
    for written, text in _PRODUCTS.items():
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
        powers = _powers(name)
        if powers and all(ENGLISH.named(name) for name, _ in powers):
            readings = ENGLISH.parse(name)
            for plurals in lengths.values():
                for pattern in plurals.values():
                    if isinstance(pattern, str) and (written := pattern.replace("{0}", "").strip()):
                        yield written.replace("\u00a0", " "), readings
