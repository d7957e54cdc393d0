"""English billions in another language's bank: 1.4 billion are 1,4 Milliarden, or 1,4 Billionen."""

import re
from decimal import Decimal
from typing import Final

from babel.numbers import format_compact_decimal, format_decimal

from quizapp.question_types.base import MalformedError
from quizapp.question_types.locales import locale_of
from quizapp.question_types.number import reading
from quizapp.question_types.number.quantity import Asked
from quizapp.question_types.number.style import style_of
from quizapp.question_types.number.words import SCALES, words_of
from quizapp.question_types.wording import either
from quizapp.translation.texts import _

_ENGLISH: Final = re.compile(r"(?<=\w)[ -]{0,2}(?<![^\W\d_])(billions?|bn|trillions?)\b", re.IGNORECASE)
#: What each of them is in languages that count by millions.
_LONG: Final = {Decimal("1e9"): Decimal("1e12"), Decimal("1e12"): Decimal("1e18")}
_ENGLISH_POINT: Final = re.compile(r"\d\.\d")
#: What the CLDR has words for.
_LARGEST: Final = Decimal("1e15")
_MOST_DIGITS: Final = 6
#: Where the figures stand in what the CLDR writes a shortened number as.
_ZEROS: Final = re.compile("0+")


def doubt(text: str, language: str) -> str:
    """Return what to ask a learner who wrote such a word; "" where it can only be the language's own."""
    found = _ENGLISH.search(text)
    if found is None:
        return ""
    word = found[1].lower()
    own, scale = words_of(language).value_of(word), SCALES[word]
    if own == scale:
        return ""
    head = text[: found.start()]
    try:
        number = reading.read(head, Asked(language=language)).number
    except MalformedError:
        return ""
    points = style_of(language).has_decimal_comma and _ENGLISH_POINT.search(head)
    if (
        own
        and not points
        and (word == "bn" or _in_words(number * own, language).split()[-1].casefold() == word)
    ):
        return ""
    readings = either(_in_words(number * one, language) for one in (scale, _LONG[scale]))
    return _("Is that %(readings)s? Write which it is.", readings=readings)


def _in_words(number: Decimal, language: str) -> str:
    """Return a large number as the language writes it: 1,4 Milliarden."""
    if abs(number) >= _LARGEST:
        style = style_of(language)
        return style.in_groups(style.as_english(f"{number.normalize():e}"))
    locale, group = locale_of(language), Decimal(1).scaleb(number.adjusted() // 3 * 3)
    count = (number / group).normalize()
    patterns = locale.compact_decimal_formats["long"] if locale else {}
    pattern = patterns.get(locale.plural_form(count) if locale else "", {}).get(f"{group:f}")
    if pattern is None:
        return format_compact_decimal(number, format_type="long", locale=locale, fraction_digits=_MOST_DIGITS)
    return _ZEROS.sub(format_decimal(count, locale=locale), pattern.pattern.replace("'", ""))
