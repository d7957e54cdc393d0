"""What a short answer says, apart from how it is written.

Folding forgives what a keyboard or a habit decides (case, accents, hyphens, apostrophes, full stops,
spacing) and keeps what changes the answer: "C++" isn't "C", 1.5 isn't 15, -5 isn't 5.
"""

import re
from functools import lru_cache
from typing import Final, Literal
from unicodedata import category, normalize

from quizapp.question_types.folding.characters import (
    BEFORE,
    with_accents,
    with_plain_figures,
    without_accents,
)

#: What may be forgiven, by the names that authors write.
Forgiven = Literal["case", "accents", "punctuation", "spacing", "articles"]
#: What is forgiven where an author doesn't say.
USUAL: Final[tuple[Forgiven, ...]] = ("case", "accents", "punctuation", "spacing")

#: A small figure raised behind a figure, or a fraction: 10² isn't 102, and 1½ isn't 11/2.
_RAISED: Final = re.compile(r"(?<=\d)(?=[²³¹⁰⁴-⁹¼-¾⅐-⅞])")
#: Between groups of three figures, by what is forgiven of them.
_GROUPED: Final = {marks: re.compile(rf"(?<=\d)[{marks}](?=\d{{3}}(?!\d))") for marks in (" ,", " ", ",")}
#: What stands between figures, or as a sign before them, is kept; all else that is no letter and
#: no figure is looked at by `_kept`.
_MARK: Final = re.compile(r"(?P<figures>(?<=\d)[ .,:/^-](?=\d)|(?<![^ ])[-.]+(?=\d))|[\W_]")
#: Punctuation to Unicode that writers use as a word.
_WORDS: Final = frozenset("#%&@*")


#: What stands before a noun and says nothing about it, by language.
_ARTICLES: Final = {
    language: re.compile(rf"[\"'(]*(?:(?:{articles})(?=\S))+", re.IGNORECASE)
    for language, articles in {
        "en": "(?:the|an?) ",
        "de": "(?:der|die|das|den|dem|des|eine?[nmrs]?) ",
        "es": "(?:el|l[ao]s?|un[ao]?s?) ",
        "fr": "(?:l[ea]s?|une?|des) |l['’]",
        "it": "(?:il|l[oae]|i|gli|un[ao]?) |(?:l|un)['’]",
        "pt": "(?:[oa]s?|uma?s?|uns) ",
        "nl": "(?:de|het|een|['’]t) ",
    }.items()
}


@lru_cache(maxsize=1024)
def fold(text: str, forgiven: tuple[Forgiven, ...] = USUAL, language: str = "en") -> str:
    """Return what two spellings of the same answer have in common; "" for punctuation alone.

    `language` (a BCP 47 tag) tells what an article is; only one at the beginning is forgiven, because "A" may
    be a letter elsewhere. Cached, because the answer and its aliases are folded anew for every response.
    """
    lower = text.lower() if "case" in forgiven else text
    folded = " ".join((lower if text.isascii() else _plain(text, forgiven)).split())
    article = _ARTICLES.get(language.partition("-")[0].lower()) if "articles" in forgiven else None
    if article and (match := article.match(folded)):
        folded = folded[match.end() :]
    punctuation, spacing = "punctuation" in forgiven, "spacing" in forgiven
    if marks := (" " if spacing else "") + ("," if punctuation else ""):
        folded = _GROUPED[marks].sub("", folded)
    if punctuation and spacing:
        return _MARK.sub(_kept, folded)
    replace = _kept_with_spaces if punctuation else _kept_with_marks if spacing else _visible
    return " ".join(_MARK.sub(replace, folded).split())


def _plain(text: str, forgiven: tuple[Forgiven, ...]) -> str:
    # In this order: folding the case of letters taken apart leaves nothing to be taken apart.
    apart = with_plain_figures(normalize("NFKD", _RAISED.sub("^", text.translate(BEFORE))))
    if "case" in forgiven:
        # A Turkish keyboard has two letters i, each with a capital of its own.
        apart = apart.casefold().replace("i\u0307", "i").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    return without_accents(apart) if "accents" in forgiven else with_accents(apart)


def without_article(text: str, language: str = "en") -> str:
    """Leave out an article at the beginning of a text, if something stands after it."""
    article = _ARTICLES.get(language.partition("-")[0].lower())
    match = article.match(text) if article else None
    return text[match.end() :] if match else text


def fold_words(text: str) -> list[str]:
    """Return the words of a text, each folded, for a search: "on to" isn't "onto" there."""
    return [folded for word in text.split() if (folded := fold(word))]


def _kept(match: re.Match[str]) -> str:
    mark = match[0]
    kind = category(mark[0])
    is_word = mark in _WORDS or kind[0] == "M" or kind in {"Sm", "Sc", "So", "No"}
    return mark if match["figures"] or is_word else ""


def _kept_with_spaces(match: re.Match[str]) -> str:
    return " " if match[0] == " " else _kept(match)


def _kept_with_marks(match: re.Match[str]) -> str:
    return "" if match[0] == " " and not match["figures"] else _visible(match)


def _visible(match: re.Match[str]) -> str:
    return "" if category(match[0][0]) in {"Cf", "Cc"} else match[0]
