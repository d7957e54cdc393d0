"""Characters that a keyboard, a script or a printed page decides, and no learner."""
# ruff: noqa: RUF001 -- letters and signs that look like others are what this is about

import re
from typing import Final
from unicodedata import category, decimal, normalize

#: Apostrophes, single quotation marks and primes.
_APOSTROPHES: Final = (
    "`\u02b9\u02bb\u02bc\u02bd\u055a\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\ua78b\ua78c"
)
_HYPHENS: Final = "\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b"
#: What nobody sees: joiners, directions, variation selectors; and the stroke that only stretches Arabic.
_UNSEEN: Final = [
    *"\u00ad\u034f\u061c\u0640\ufeff",
    *map(chr, range(0x180B, 0x180F)),
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2070)),
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0100, 0xE01F0)),
]
#: Before Unicode takes them for a space with an accent, or for a raised letter.
BEFORE: Final = str.maketrans(
    dict.fromkeys("\u00b4\u0384\u1fbd\u1fbf", "'")
    | dict.fromkeys("\u00ba\u02da", "°")
    | dict.fromkeys("™℠®©", "")
)
#: Letters that differ in code alone: Arabic, Persian and Urdu ones.
SAME_LETTERS: Final = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ە": "ه"})
#: Afterwards.
SAME: Final = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys("“”„‟«»″‶", '"')
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_UNSEEN, "")
    | dict.fromkeys("\u02be\u02bf", "")  # half rings of transliteration
    | {"\N{FRACTION SLASH}": "/", "\N{DIVISION SLASH}": "/", "٫": ".", "٬": ","}
    | SAME_LETTERS
)
#: Letters that Unicode doesn't take apart, as a keyboard without them has them.
_LETTERS: Final = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "þ": "th",
    "ß": "ss",
    "ı": "i",
}
#: What is forgiven with the accents.
PLAIN: Final = SAME | str.maketrans(
    _LETTERS
    | {letter.upper(): plain.upper() for letter, plain in _LETTERS.items() if letter not in "ßı"}
    | {"ẞ": "SS", "ى": "ي", "ة": "ه", "ۃ": "ه", "ٱ": "ا"}
)
#: A hamza of its own at the end of a longer word: صنعا is صنعاء, but ما isn't ماء.
LAST_HAMZA: Final = re.compile("(?<=[\u0620-\u064a]{3}\u0627)\u0621(?![\u0620-\u064a])")

#: What a stroke through it turns into its contrary: ≠ isn't =.
_NEGATED: Final = "".join(
    {apart[0] for code in range(0x2190, 0x2B00) if (apart := normalize("NFD", chr(code)))[1:] == "\u0338"}
)
#: Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic. Marks of other
#: scripts are letters: が isn't か. So are a few Cyrillic ones, kept by the first group: й isn't и.
ACCENT: Final = re.compile(
    "([\u0438\u0443\u0418\u0423]\u0306|[\u0456\u0406]\u0308|[\u0433\u043a\u0413\u041a]\u0301"
    f"|[{re.escape(_NEGATED)}]\u0338)"
    "|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_CEDILLA: Final = re.compile("(?<=[stST])\u0327")
_FIGURE: Final = re.compile(r"(?![0-9])\d")


def without_accents(apart: str) -> str:
    """Return a text that was taken apart (NFKD) with plain letters."""
    bare = ACCENT.sub(lambda match: match[1] or "", apart).translate(PLAIN)
    return LAST_HAMZA.sub("", bare)


def with_accents(apart: str) -> str:
    """Return a text that was taken apart (NFKD) with its accents, the cedilla as the comma of Romanian."""
    return normalize("NFC", _CEDILLA.sub("\u0326", apart.translate(SAME)))


def with_plain_figures(text: str) -> str:
    """Return a text with the figures of every script as ASCII figures."""
    return _FIGURE.sub(lambda match: str(decimal(match[0])), text)


def is_sign(character: str) -> bool:
    """Tell whether a character is neither a letter nor a figure nor a mark on one, nor a space."""
    return category(character)[0] in "PS"
