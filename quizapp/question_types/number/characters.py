"""Bring a typed number with its unit to plain characters, in the case in which it is written.

Symbols of units have more look-alikes than figures: three signs for a degree, four dots that multiply.
"""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

import re
from typing import Final
from unicodedata import normalize

from quizapp.question_types.latex import without_markup
from quizapp.question_types.number.style import NumberStyle
from quizapp.question_types.plain import clear_characters

#: A letter, or a mark that belongs to one: vowels of Devanagari and Arabic are marks.
LETTER: Final = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u0e00-\u0eff])"
_LOOK_ALIKE: Final = str.maketrans(
    dict.fromkeys("º˚∘", "°")
    | dict.fromkeys("⋅∙•‧・", "·")
    | dict.fromkeys("✕✖⨯", "×")
    | {"∕": "/", "⁄": "/", "÷": "/", "⁒": "%", "٪": "%", "﹪": "%", "≃": "≈", "∼": "~", "[": "(", "]": ")"}
)
#: ½ is a figure of its own: 1½ isn't 11/2.
_FRACTION: Final = re.compile("(?<=[0-9])[ -]?(?=[¼-¾⅐-⅞])")
#: Signs that stand for several: ½, ℃, ㎞, Ω, µ, and the full-width ones.
_SEVERAL: Final = re.compile("[¼-¾⅐-⅞µℂ-⅏㍱-㏿㊀-㊿￠-￦]")
#: Words that are written as one by some: "seventyfold", "twentyone".
_GLUED: Final = re.compile(
    r"(?<=[a-z])-?(?=fold\b)|(?<=twenty|thirty|eighty|ninety)(?=[a-z])|(?<=forty|fifty|sixty)(?=[a-z])|(?<=seventy)(?=[a-z])",
    re.IGNORECASE,
)
#: A comma that can only stand before a fraction: no thousands have that many figures.
_FRACTION_COMMA: Final = re.compile(r"(?<![\d.,'])(\d{1,9}),(\d{1,2}|\d{4,12})(?![\d.,'])")
#: Chinese and Japanese write figures, "ten thousand" and what is counted without a space.
_MYRIAD: Final = re.compile("(?<=[0-9百千万萬亿億])([百千万萬亿億]+)")


#: 3.10^8: a point that multiplies, as it is taught in Germany and France.
_POINT_THAT_MULTIPLIES: Final = re.compile(r"(?<=\d)(?: ?\. ?| )(?=10 ?(?:\^|\*\*|[⁰¹²³⁴-⁹⁻]))")


def clear(text: str, style: NumberStyle) -> str:
    """Return a line in plain characters, with its commas and points as English has them."""
    text = _POINT_THAT_MULTIPLIES.sub("·", without_markup(text))
    if not text.isascii():
        point, comma = (",", ".") if style.has_decimal_comma else (".", ",")
        text = text.replace("\N{ARABIC DECIMAL SEPARATOR}", point)
        text = text.replace("\N{ARABIC THOUSANDS SEPARATOR}", comma)
        text = _FRACTION.sub(" ", clear_characters(text.translate(_LOOK_ALIKE)))
        text = _SEVERAL.sub(lambda match: normalize("NFKC", match[0]), text).translate(_LOOK_ALIKE)
        text = _MYRIAD.sub(r" \1 ", text)
    english = style.as_english(" ".join(_GLUED.sub(" ", text).split()))
    return with_point(english) if english.count(",") == 1 else english


def with_point(english: str) -> str:
    """Return figures with a point where a comma can only stand before their fraction."""
    return _FRACTION_COMMA.sub(r"\1.\2", english)
