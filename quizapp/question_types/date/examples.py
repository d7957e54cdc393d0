"""Dates to be shown as examples, as each language writes them."""

# ruff: noqa: RUF001 -- letters of other scripts are meant

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.parsing import parse, spelled
from quizapp.question_types.date.span import of_day, of_month
from quizapp.question_types.date.tables import TABLES

_ENGLISH: Final = {
    "season": "summer 2004",
    "decade": "1960s",
    "century": "19th century",
    "mid month": "mid-July 2004",
    "late season": "late summer 2004",
    "mid year": "mid-2004",
    "early year": "early 2004",
    "early decade": "early 1960s",
    "early century": "early 19th century",
}
#: By language: a season, a decade, a century. English ones are read everywhere.
_OWN: Final = {
    "de": ("Sommer 2004", "1960er", "19. Jahrhundert"),
    "fr": ("été 2004", "années 1960", "XIXe siècle"),
    "es": ("verano 2004", "años 1960", "siglo XIX"),
    "it": ("estate 2004", "anni 1960", "XIX secolo"),
    "pt": ("verão 2004", "anos 1960", "século XIX"),
    "nl": ("zomer 2004", "jaren 1960", "19e eeuw"),
    "pl": ("lato 2004", "lata 1960", "XIX wiek"),
    "ru": ("лето 2004", "1960-е годы", "XIX век"),
    "uk": ("літо 2004", "1960-ті роки", "XIX століття"),
    "kk": ("2004 жазы", "1960 жылдар", "XIX ғасыр"),
    "tr": ("2004 yazı", "1960'lar", "19. yüzyıl"),
    "ar": ("صيف 2004", "", "القرن 19"),
    "fa": ("تابستان 2004", "", "قرن 19"),
    "zh": ("2004年夏天", "1960年代", "19世纪"),
    "ja": ("2004年夏", "1960年代", "19世紀"),
    "ko": ("2004년 여름", "1960년대", "19세기"),
}
_EXAMPLE: Final = re.compile(r"\{([a-z ]+)\}")
#: The parts that are shown, and the place of each among early, mid and late.
_PARTS: Final = ("early", "mid", "late")


def filled(hint: str, language: str) -> str:
    """Return a hint with its examples, such as {day}."""
    if "{" not in hint:
        return hint
    examples = _examples(language.partition("-")[0].lower(), language)
    # Some languages end a date with a full stop.
    return _EXAMPLE.sub(lambda example: examples[example[1]], hint).replace("..", ".")


@lru_cache(maxsize=64)
def _examples(name: str, language: str) -> dict[str, str]:
    shown = {
        "day": spelled(of_day(2004, 7, 14), language),
        "month": spelled(of_month(2004, 7), language),
        "year": "2004",
        **_ENGLISH,
    }
    shown |= {
        what: own
        for what, own in zip(("season", "decade", "century"), _OWN.get(name, ()), strict=False)
        if _is_read_as(own, _ENGLISH[what], language)
    }
    words = dict(_words_of_parts(name))
    for key in _ENGLISH:
        part, _, what = key.partition(" ")
        if part in words and _is_read_as(own := f"{words[part]} {shown[what]}", _ENGLISH[key], language):
            shown[key] = own
    return shown


def _words_of_parts(name: str) -> Iterator[tuple[str, str]]:
    """Yield "early", "mid" and "late" with the first word that a language has for each."""
    table = TABLES.get(name)
    for entry in reversed(table.parts.split() if table else ()):
        word, _, part = entry.partition("=")
        yield _PARTS[int(part)], word.replace("_", " ").capitalize() if name == "de" else word


def _is_read_as(own: str, english: str, language: str) -> bool:
    try:
        return parse(own, language) == parse(english)
    except MalformedError:
        return False
