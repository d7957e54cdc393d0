"""What keyboards and languages write otherwise: ö as oe, & as “and”, a Cyrillic о in a Latin word."""
# ruff: noqa: RUF001, RUF002, RUF003 -- letters and signs that look like others are what this is about

import re
from functools import lru_cache
from itertools import product
from typing import Final
from unicodedata import normalize

from quizapp.question_types.folding.characters import without_accents

#: How else a letter is written where a keyboard lacks it, beside the letter without its accent.
_ELSE: Final = {
    "ä": ("ae",),
    "ö": ("oe",),
    "ü": ("ue",),
    "å": ("aa",),
    "ø": ("oe",),
    "º": ("o",),
    "ə": ("e", "a"),
    # Of the Turkic languages and of Tajik, on a Russian keyboard.
    "қ": ("к",),
    "ғ": ("г",),
    "ң": ("н",),
    "ө": ("о",),
    "ұ": ("у",),
    "ү": ("у",),
    "ә": ("а", "э"),
    "һ": ("х",),
    "ҳ": ("х",),
    "ҷ": ("ч",),
}
_DJ: Final[dict[str, tuple[str, ...]]] = {"đ": ("dj",)}
_ELSE_IN: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "zh": {"ä": (), "ö": (), "ü": ("v",)},
    "nl": {"ij": ("y",), "ĳ": ("y",)},
    "hr": _DJ,
    "sr": _DJ,
    "bs": _DJ,
    "eo": {letter: (f"{plain}x", f"{plain}h") for letter, plain in zip("ĉĝĥĵŝŭ", "cghjsu", strict=True)},
}
#: For how many such letters each is looked at by itself; in a longer text all are written alike.
_MOST_LETTERS: Final = 3

#: “And”, as the language has it; the first is what the others are read as.
_AND: Final = {
    "ar": "و",
    "az": "və",
    "be": "і",
    "bg": "и",
    "bs": "i",
    "ca": "i",
    "cs": "a",
    "cy": "a ac",
    "da": "og",
    "de": "und u.",
    "el": "και",
    "en": "and",
    "eo": "kaj",
    "es": "y e",
    "et": "ja",
    "eu": "eta",
    "fa": "و",
    "fi": "ja",
    "fr": "et",
    "ga": "agus",
    "gl": "e",
    "hr": "i",
    "hu": "és",
    "id": "dan",
    "is": "og",
    "it": "e ed",
    "ja": "と",
    "kk": "және мен пен",
    "ky": "жана менен",
    "la": "et",
    "lt": "ir",
    "lv": "un",
    "mk": "и",
    "ms": "dan",
    "nb": "og",
    "nl": "en",
    "nn": "og",
    "no": "og",
    "pl": "i oraz",
    "pt": "e",
    "ro": "și",
    "ru": "и",
    "sk": "a",
    "sl": "in",
    "sq": "dhe",
    "sr": "i и",
    "sv": "och",
    "tg": "ва",
    "tr": "ve",
    "uk": "і й та",
    "ur": "اور",
    "uz": "va ва",
    "vi": "và",
    "zh": "和 与",
}
#: What language a bank is in, to write its own letters rightly; the others are foreign there.
_OWN: Final = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöüß",
    "es": "áéíóúüñ",
    "et": "äõöüšž",
    "fi": "äöå",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòóù",
    "nb": "æøå",
    "no": "æøå",
    "pl": "ąćęłńóśźż",
    "pt": "áàâãçéêíóôõú",
    "ro": "ăâîșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sv": "åäö",
    "tr": "çğıöşü",
}

#: Letters that look alike, to Latin. Small ones only where they do: a small в is no b.
_LIKE_LATIN: Final = {
    **dict(zip("асеіјкморѕтхуАВСЕНІЈКМОРЅТХУ", "aceijkmopstxyABCEHIJKMOPSTXY", strict=True)),
    **dict(zip("ΑΒΕΗΙΚΝΟΡΤΧΥΖονβ", "ABEHIKNOPTXYZovß", strict=True)),  # Μ is the capital of µ
}
_TO_LATIN: Final = str.maketrans(_LIKE_LATIN)
_LIKE_CYRILLIC: Final = {
    latin: other for other, latin in _LIKE_LATIN.items() if "\u0400" <= other <= "\u04ff"
}
_TO_CYRILLIC: Final = str.maketrans(_LIKE_CYRILLIC)
_LIKE_GREEK: Final = {latin: other for other, latin in _LIKE_LATIN.items() if "\u0370" <= other <= "\u03ff"}
_TO_GREEK: Final = str.maketrans(_LIKE_GREEK)
_LATIN_LETTER: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u052f]")
_GREEK_LETTER: Final = re.compile("[\u0370-\u03ff]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_OTHER_ALPHABETS: Final = frozenset(
    ("be", "bg", "el", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "uz")
)


def base(language: str) -> str:
    """Return the language of a BCP 47 tag, without its region and script."""
    return language.partition("-")[0].lower()


def in_one_script(text: str, language: str) -> str:
    """Return a text in which no word mixes Latin with letters of another script that look the same."""
    return text if text.isascii() else _WORD.sub(lambda match: _in_one_script(match[0], language), text)


def _in_one_script(word: str, language: str) -> str:
    if not _LATIN_LETTER.search(word):
        return word
    is_cyrillic = _CYRILLIC_LETTER.search(word) is not None
    other = _CYRILLIC_LETTER if is_cyrillic else _GREEK_LETTER
    if not other.search(word):
        return word
    to_latin = not other.search(word.translate(_TO_LATIN))
    # A formula may well hold one Greek letter beside Latin ones.
    if is_cyrillic or base(language) == "el":
        back, like = (_TO_CYRILLIC, _LIKE_CYRILLIC) if is_cyrillic else (_TO_GREEK, _LIKE_GREEK)
        is_foreign = base(language) not in _OTHER_ALPHABETS
        if all(letter in like for letter in _LATIN_LETTER.findall(word)) and not (to_latin and is_foreign):
            return word.translate(back)
    return word.translate(_TO_LATIN) if to_latin else word


def as_latin(text: str) -> str:
    """Return a text with the words that look the same in Latin as Latin ones: СССР as CCCP."""
    if text.isascii():
        return text
    return _WORD.sub(_word_as_latin, text)


def _word_as_latin(match: re.Match[str]) -> str:
    latin = match[0].translate(_TO_LATIN)
    return latin if latin.isascii() else match[0]


@lru_cache(maxsize=64)
def _ands(language: str) -> tuple[str, re.Pattern[str] | None]:
    first, *others = _AND.get(base(language), "&").split()
    if base(language) == "es":  # "e" stands for "y" before an i alone
        return first, re.compile(r"(?<= )e(?= h?[ií])", re.IGNORECASE)
    if not others:
        return first, None
    return first, re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, others))})(?= )", re.IGNORECASE)


def with_and(text: str, language: str) -> str:
    """Return a text with the word of its language for “&”, and for another word that means the same."""
    first, others = _ands(language)
    if "&" in text and first != "&":
        text = re.sub(r"\s*&\s*(?!&)", f" {first} ", text) if "&&" not in text else text
    return others.sub(first, text) if others and " " in text else text


def and_of(language: str) -> str:
    """Return the word for “and”; "&" in a language of which none is known."""
    return _ands(language)[0]


@lru_cache(maxsize=64)
def _otherwise(language: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    small = _ELSE | _ELSE_IN.get(base(language), {})
    ways = {letter: other for letter, other in small.items() if other}
    return ways, re.compile("|".join(sorted(ways, key=len, reverse=True)), re.IGNORECASE)


def written_otherwise(text: str, language: str) -> tuple[str, ...]:
    """Return how else a text may be written by keyboards that lack some of its letters; not as it stands."""
    ways, pattern = _otherwise(language)
    whole = normalize("NFC", text)
    pieces = pattern.split(whole)
    if len(pieces) == 1:
        return ()
    letters = pattern.findall(whole)
    choices = [(letter, *(_cased(other, letter) for other in ways[letter.lower()])) for letter in letters]
    if len(letters) > _MOST_LETTERS:
        chosen = [tuple(options[min(place, len(options) - 1)] for options in choices) for place in (1, 2)]
    else:
        chosen = list(product(*choices))[1:]
    return tuple(
        "".join(piece + letter for piece, letter in zip(pieces, (*one, ""), strict=True)) for one in chosen
    )


def _cased(other: str, letter: str) -> str:
    return other if letter.islower() else other.capitalize()


# ---- what is told


#: Vowel points, which are left out in writing; Russian ё, which is written е as well.
_LEFT_OUT: Final = re.compile("[\u0591-\u05c7\u064b-\u0652\u0670]|(?<=[\u0435\u0415])\u0308")


def accents_matter(right: str, given: str, language: str) -> bool:
    """Tell whether a learner should see how a text is spelled whose accents they wrote otherwise.

    An accent too many matters among the letters of the language alone: Xīnjiāng is no wrong Xinjiang.
    """
    one, other = (normalize("NFC", _LEFT_OUT.sub("", normalize("NFD", text))) for text in (right, given))
    if one == other:
        return False
    has_accents = without_accents(normalize("NFD", one)) != one
    return has_accents or not set(_OWN.get(base(language), "")).isdisjoint(other)
