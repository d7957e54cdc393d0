"""Names in Cyrillic or Chinese letters, as they are written in Latin ones.

Each country has its own way (Khrushchev, Chruschtschow, Khrouchtchev), and learners mix them. So a text is
held against the original letter by letter: each has the Latin letters that any usual way gives it.
"""

# ruff: noqa: RUF001 -- Cyrillic letters are what this is about

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

#: What each letter becomes: in English (BGN/PCGN), in passports (ICAO), in libraries (ISO 9), in German, in
#: French; then in other usual ways. An empty way is "-".
_LETTERS: Final = {
    "а": "a a a a a",
    "б": "b b b b b",
    "в": "v v v w v",
    "г": "g g g g g h gu gh",
    "д": "d d d d d",
    "е": "e e e e e ye je ie",
    "ё": "yo e e jo io o ye je",
    "ж": "zh zh ž sch j zj dj",
    "з": "z z z s z",
    "и": "i i i i i y",
    "й": "y i j j i",
    "к": "k k k k k c q",
    "л": "l l l l l",
    "м": "m m m m m",
    "н": "n n n n n",
    "о": "o o o o o",
    "п": "p p p p p",
    "р": "r r r r r",
    "с": "s s s s s ss",
    "т": "t t t t t",
    "у": "u u u u ou oe",
    "ф": "f f f f f ph",
    "х": "kh kh h ch kh x",
    "ц": "ts ts c z ts tz cz tc",
    "ч": "ch ch č tsch tch tsj cz",
    "ш": "sh sh š sch ch sj sz",
    "щ": "shch shch šč schtsch chtch sht sch shh sjtsj szcz š",
    "ъ": "- ie - - - a u",
    "ы": "y y y y y i",
    "ь": "- - - - - j",
    "э": "e e e e e",
    "ю": "yu iu ju ju iou u you",
    "я": "ya ia ja ja ia",
    # Ukrainian and Belarusian
    "є": "ye ie je je ie e",
    "і": "i i i i i y",
    "ї": "yi i i ji i",
    "ґ": "g g g g g",
    "ў": "w u u w w",
    # Kazakh, Kyrgyz, Tajik, Uzbek and Mongolian
    "ә": "a a a ae a e",
    "ғ": "gh g g gh gh",
    "қ": "q k k k k",
    "ң": "ng n n ng ng",
    "ө": "o o o oe o u",
    "ұ": "u u u u ou",
    "ү": "u u u ue u",
    "һ": "h h h h h",
    "ҳ": "h h h h h kh",
    "ҷ": "j j č dsch dj",
    "ӣ": "i i i i i",
    "ӯ": "u u u u ou",
    # Serbian and Macedonian
    "ј": "j j j j j y",
    "љ": "lj lj lj lj lj ly",
    "њ": "nj nj nj nj nj ny",
    "ћ": "č c č č č ch",
    "ђ": "dj d dj dj dj",
    "џ": "dz dz dž dsch dj dzh",
    "ѓ": "gj g gj gj gj",
    "ќ": "kj k kj kj kj",
    "ѕ": "dz z dz ds dz",
    # What is more than its letters
    "ий": "iy ii ij i i y yi yy yj",
    "ый": "yy yi yj y y yj",
    "ия": "iya iia ija ija ia",
    "ья": "ya ia ja ja ia",
    "ьё": "yo e e jo io ye je",
    "ьи": "i i i ji i yi",
    "кс": "ks ks ks x x",
    "дж": "dzh dzh dž dsch dj j",
}
#: At the beginning of a word, and after a vowel or a hard or soft sign.
_OPEN_E: Final = "ye e e je e ie"
#: At the end of a word, by what it ends with.
_ENDS: Final = {"в": "v v v w v ff f", "ин": "n n n n ne", "др": "r r r r re er"}
_HUSHING: Final = frozenset("жчшщ")
_HUSHED_YO: Final = "yo e e o e o jo io ye"
_VOWEL: Final = frozenset("аеёиоуыэюяъьіїєәөұүй")
#: In Kazakh names ж is the English j.
_KAZAKH: Final = frozenset("әғқңөұүһ")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_USUAL_WAYS: Final = 5
_SPACE: Final = (" ",) * _USUAL_WAYS
#: The letters that are others by their accent; all other accents are left out.
_CARON: Final = re.compile("([szc])([\u030c\u0302\u0301])")
_CARONS: Final = {"s": "š", "z": "ž", "c": "č"}
_NO_LETTER: Final = re.compile(r"[\W\d_]+")


def _bare(text: str) -> str:
    apart = _CARON.sub(lambda match: _CARONS[match[1]], normalize("NFKD", text).casefold())
    return _NO_LETTER.sub("", apart)


@lru_cache(maxsize=512)
def _units(original: str) -> tuple[tuple[str, ...], ...]:
    """Return the Latin letters that each letter of a Cyrillic text may become, in the usual ways first."""
    units: list[tuple[str, ...]] = []
    for word in re.split(r"[\W_]+", normalize("NFC", original).lower()):
        place = 0
        while place < len(word):
            pair = word[place : place + 2]
            letter = pair if pair in _LETTERS else word[place]
            size = len(letter)
            written = _LETTERS.get(letter) or " ".join([letter] * _USUAL_WAYS)
            if letter == "е" and (place == 0 or word[place - 1] in _VOWEL):
                written = _OPEN_E
            elif place + size == len(word):
                written = _ENDS.get(letter) or _ENDS.get(word[-2:], written)
            if letter == "ж" and not _KAZAKH.isdisjoint(word):
                written += " j"
            elif letter == "ё" and place and word[place - 1] in _HUSHING:
                written = _HUSHED_YO
            units.append(tuple("" if way == "-" else way for way in written.split()))
            place += size
        units.append(_SPACE)
    return tuple(units[:-1])


def is_cyrillic(original: str) -> bool:
    """Tell whether a text has Cyrillic letters, so that `is_one_of` can hold a Latin one against it."""
    return _CYRILLIC.search(original) is not None


@lru_cache(maxsize=512)
def romanised(original: str) -> tuple[str, ...]:
    """Return a text in Latin letters, in each of the usual ways; nothing if it has neither script."""
    if is_cyrillic(original):
        units = _units(original)
        ways = ("".join(unit[way] for unit in units) for way in range(_USUAL_WAYS))
        return tuple(dict.fromkeys(way.title() if original[:1].isupper() else way for way in ways))
    return _pinyin(original) if _CHINESE.search(original) else ()


def _pinyin(original: str) -> tuple[str, ...]:
    # Its dictionary takes half a second and 60 MB, which only banks with Chinese originals should cost.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    syllables = lazy_pinyin(original)
    ways = [" ".join(syllables), "-".join(lazy_pinyin(original, style=Style.WADEGILES))]
    if any("v" in syllable for syllable in syllables):
        ways += [ways[0].replace("v", other) for other in ("u", "yu", "ue")]
    return tuple(dict.fromkeys(ways))


def is_one_of(originals: tuple[str, ...], text: str) -> bool:
    """Tell whether a Latin text is one of these in Cyrillic or Chinese letters, in any mixture of ways."""
    given = _bare(text)
    return bool(given) and given.isprintable() and any(_is(original, given) for original in originals)


def _is(original: str, given: str) -> bool:
    if not is_cyrillic(original):
        return any(_bare(way) == given for way in romanised(original))
    # All places in the text to which the letters so far may reach.
    places = {0}
    for unit in _units(original):
        if unit is not _SPACE:
            places = {place + len(way) for place in places for way in unit if given.startswith(way, place)}
        if not places:
            return False
    return len(given) in places
