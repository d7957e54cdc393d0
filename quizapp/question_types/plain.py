"""Bring a typed number or date to plain characters, before it is read.

The same figure can come from many keyboards: full-width, Arabic-Indic, with a hyphen, a dash or a
minus sign, with thin spaces pasted from a printed page.
"""

import re
from typing import Final
from unicodedata import category, decimal

_RAISED_FIGURES: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED: Final = re.compile("[⁰¹²³⁴-⁹⁺⁻]+")
_MARKS: Final = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{ARABIC DECIMAL SEPARATOR}": ".",
        "\N{ARABIC THOUSANDS SEPARATOR}": ",",
        "\N{ARABIC COMMA}": ",",
    }
)
#: How far the full-width forms of ASCII stand from ASCII.
_WIDE: Final = 0xFEE0
#: "about 11 million": a learner who says so answers 11 million.
_ABOUT: Final = re.compile(
    r"(?:(?:about|around|approximately|roughly|circa|ca|some)(?= )|approx\.?|ca?\.|[~≈]) ?"
)


def plain_characters(text: str) -> str:
    """Return a line in lower case with ASCII figures, signs and spaces; `10⁷` becomes `10^7`."""
    return clear_characters(text).casefold()


def clear_characters(text: str) -> str:
    """Return a line with ASCII figures, signs and spaces, in the case in which it is written."""
    if not text.isascii():
        raised = _RAISED.sub(lambda match: "^" + match[0].translate(_RAISED_FIGURES), text)
        text = "".join(map(_plain, raised.translate(_MARKS)))
    return " ".join(text.split())


def _plain(character: str) -> str:
    figure = decimal(character, None)
    if figure is not None:
        return str(figure)
    if "\N{FULLWIDTH EXCLAMATION MARK}" <= character <= "\N{FULLWIDTH TILDE}":
        return chr(ord(character) - _WIDE)
    match category(character):
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case "Cf":
            return ""
    return character


def without_about(text: str) -> str:
    """Leave out a leading "about", "approx." or "~": it says how sure a learner is, not what."""
    match = _ABOUT.match(text)
    return text[match.end() :] if match else text
