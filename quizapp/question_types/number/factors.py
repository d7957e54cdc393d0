"""Take a unit apart: "kilometres per hour" is the name "kilometres" and, to the power of -1, "hour"."""
# ruff: noqa: RUF001 -- letters and signs that look like others are the point

import re
from functools import lru_cache
from typing import Final

from quizapp.question_types.number.characters import LETTER
from quizapp.question_types.number.symbols import PREFIXED, PREFIXES

#: Two symbols that are one, such as litres.
_SPELLINGS: Final = str.maketrans({"µ": "μ", "ℓ": "L"})
_TIMES: Final = "second|minute|hour|day|week|month|year|decade|century|sec|min|hr|yr|s|h|d|y"
#: What is rewritten before a text is taken apart.
_PHRASES: Final = [
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"\bu\.? ?s\.? ?(?=\$|dollar)|(?<=\$) ?us\b", ""),
        (r"(?<=dollar) us\b|(?<=dollars) us\b", ""),
        (r"\bper ?cent(?:s|um)?\b|\bp\. ?c\b\.?|٪|\bпроц\b", "%"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?(?:c(?:elsius)?|centigrade)\b", "°C"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?f(?:ahrenheit)?\b", "°F"),
        (r"(?:\bdeg(?:ree)?s?\b\.?|°) ?k(?:elvins?)?\b", "K"),
        (r"\bmetric (?=ton)", ""),
        (r"\b(nautical|sea|light|astronomical|percentage)[ -](?=mile|year|unit|point)", r"\1"),
        (r"\b((?:kilo|mega|giga|tera)?watt)[ -](?=hour)", r"\1"),
        (rf"\b({PREFIXES})[ -](?=(?:{PREFIXED})s?\b)", r"\1"),
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
#: Single words that are rewritten.
_ADVERBS: Final = {"percent", "annually", "yearly", "daily", "monthly", "hourly", "pa", "проц"}
_RAISING: Final = {"sq": 2, "squared": 2, "quadrat": 2, "cu": 3, "cubed": 3}
_FACTOR: Final = re.compile(
    rf"(?P<name>°(?:[CFK]\b)?|[ACN]{{0,2}}[$¥]|{LETTER}+|[%‰€£₽₹₩₸₺₴×])(?:\^?(?P<power>[+-]?\d{{1,2}})(?!\d))?"
    r"|(?P<over>/)|[ .,·*()-]+"
)
#: What is longer is no unit.
_LONGEST: Final = 60


@lru_cache(maxsize=4096)
def powers_in(text: str) -> tuple[tuple[str, int], ...] | None:
    """Return names with their powers; None where something is no part of a unit."""
    if len(text) > _LONGEST:
        return None
    if text.isalpha() and text.casefold() not in _ADVERBS:
        return ((text.translate(_SPELLINGS), 1),)
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
    return tuple(powers)


def singular(name: str) -> str:
    """Return an English noun in one number, roughly: what is the same for both numbers is enough."""
    if len(name) <= 2 or name.endswith(("ss", "SS")):  # noqa: PLR2004 -- "ms" isn't the plural of "m"
        return name
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith(("xes", "ches", "shes", "sses")):
        return name[:-2]
    return name[:-1] if name.endswith(("s", "S")) else name
