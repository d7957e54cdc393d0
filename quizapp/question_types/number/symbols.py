"""Units with their symbols and names, as people write them."""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

from collections.abc import Iterator
from typing import Final

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
#: Prefixes, and names that may stand behind one, spelled out: "micro-farad".
PREFIXES: Final = "|".join(_PREFIXES.values())
PREFIXED: Final = "|".join(name for _, names in _PREFIXED.values() for name in names.split())
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
μm: micron
kg: kilo
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
person: people human soul individual inhabitant resident citizen 人 человек человека людей чел personen
state: country nation
"""
PRODUCTS: Final = {
    "kph": "km/h",
    "kmh": "km/h",
    "kmph": "km/h",
    "mph": "mi/h",
    "mps": "m/s",
    "cc": "cm3",
    "ccm": "cm3",
    "qm": "m2",
    "sqm": "m2",
    "qkm": "km2",
    "qcm": "cm2",
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


def spellings() -> Iterator[tuple[str, str]]:
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
