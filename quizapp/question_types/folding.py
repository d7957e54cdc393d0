"""What a short answer says, apart from how it is written.

Folding forgives what a keyboard or a habit decides (case, accents, hyphens, apostrophes, full stops,
spacing) and keeps what changes the answer: "C++" isn't "C", 1.5 isn't 15, -5 isn't 5.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import category, normalize

#: Letters that Unicode doesn't take apart, as a keyboard without them has them; and what Unicode
#: calls letters or symbols but writers use as punctuation.
_PLAIN: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{FRACTION SLASH}": "/", "\N{MINUS SIGN}": "-"}
    | dict.fromkeys(map(chr, range(0x2010, 0x2016)), "-")  # hyphens and dashes
    | dict.fromkeys(map(chr, range(0x02B9, 0x02C0)), "")  # apostrophes of transliteration
    | {"\N{ARABIC TATWEEL}": "", "\N{LATIN SMALL LETTER SALTILLO}": ""}
)
_TRADE_MARKS: Final = str.maketrans(dict.fromkeys("™℠®©", ""))
#: A small figure raised behind a figure, or a fraction: 10² isn't 102, and 1½ isn't 11/2.
_RAISED: Final = re.compile(r"(?<=\d)(?=[²³¹⁰⁴-⁹¼-¾⅐-⅞])")
#: Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic. Marks of other
#: scripts are letters: が isn't か. So are a few Cyrillic ones, kept by the first group: й isn't и.
_ACCENT: Final = re.compile(
    "([\u0438\u0443]\u0306|\u0456\u0308|[\u0433\u043a]\u0301)"
    "|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
#: Between groups of three figures.
_GROUPED: Final = re.compile(r"(?<=\d)[ ,](?=\d{3}(?!\d))")
#: What stands between figures, or as a sign before them, is kept; all else that is no letter and
#: no figure is looked at by `_kept`.
_MARK: Final = re.compile(r"(?P<figures>(?<=\d)[ .,:/^-](?=\d)|(?<![^ ])[-.]+(?=\d))|[\W_]")
#: Punctuation to Unicode that writers use as a word.
_WORDS: Final = frozenset("#%&@*")


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return what two spellings of the same answer have in common; "" for punctuation alone.

    Cached, because the answer and its aliases are folded anew for every response to them.
    """
    if text.isascii():
        folded = text.lower()
    else:
        raised = _RAISED.sub("^", text.translate(_TRADE_MARKS))
        # In this order: folding the case of letters taken apart leaves nothing to be taken apart.
        apart = normalize("NFKD", raised).casefold()
        folded = _ACCENT.sub(lambda match: match[1] or "", apart).translate(_PLAIN)
    spaced = _GROUPED.sub("", " ".join(folded.split()))
    return _MARK.sub(_kept, spaced)


def fold_words(text: str) -> list[str]:
    """Return the words of a text, each folded, for a search: "on to" isn't "onto" there."""
    return [folded for word in text.split() if (folded := fold(word))]


def _kept(match: re.Match[str]) -> str:
    mark = match[0]
    kind = category(mark[0])
    is_word = mark in _WORDS or kind[0] == "M" or kind in {"Sm", "Sc", "So", "No"}
    return mark if match["figures"] or is_word else ""
