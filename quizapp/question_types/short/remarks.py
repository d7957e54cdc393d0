"""More than a name, or less: "Naryn (Kyrgyzstan)", "Louis XIV, king of France", "Okhotsk" for a sea.

What is a remark, and what half of a name, follows from the form of a line alone, never from whether the rest
is right: else asking it back would tell that.
"""

import re
from typing import Final, NamedTuple

from quizapp.question_types.folding import fold, without_article
from quizapp.question_types.folding.chinese import simplified
from quizapp.question_types.short.forgiving import Rules
from quizapp.question_types.short.names import (
    base_of,
    begins_description,
    says_what_it_is,
    thing,
    words_around,
)
from quizapp.question_types.short.naming_words import OF_COUNTRIES, Named
from quizapp.question_types.short.pairs import in_brackets
from quizapp.question_types.short.sentences import without_habits
from quizapp.question_types.short.slips import is_numeral, words_of

#: After a comma such a name is often followed by what it lies in.
_PLACES: Final[frozenset[Named]] = frozenset(
    ("city", "region", "river", "lake", "sea", "mountains", "pass", "island", "road", "railway", "pipeline")
)
#: After a comma such a name is often followed by its seat; or by what it is by law, which says nothing.
_WITH_A_SEAT: Final[frozenset[Named]] = frozenset(("organisation", "company"))
_YEARS: Final = re.compile(r"(?:ca?\.? )?\d{3,4}(?:\s?[-–—/]\s?\d{2,4})?")
_OF_COUNTRIES: Final = {
    language: frozenset(map(fold, words.split())) for language, words in OF_COUNTRIES.items()
}
_WORD: Final = re.compile(r"[^\W\d_]{3,}|[\u4e00-\u9fff]")
#: The most letters of an abbreviation that stands beside a name.
_LONGEST_ABBREVIATION: Final = 8
#: Of these, many names have no word that says what they name: NATO, Iraq.
_SELDOM_WITH_A_WORD: Final[frozenset[Named]] = frozenset(
    ("organisation", "company", "country", "people", "language", "person")
)
_MOST_WORDS_OF_A_PART: Final = 2
#: Of these none is known by an abbreviation: what stands in brackets is a country's, or an office.
_WITHOUT_ABBREVIATIONS: Final[frozenset[Named]] = frozenset(
    ("person", "city", "river", "lake", "sea", "mountains", "pass", "island")
)
_SIZE: Final = re.compile(r"\d[\d.,\s]*(?:k?m|ft|mi|(?:kilo)?met(?:er|re)s|miles)\.?")


class Remark(NamedTuple):
    """A remark, and what it stands beside."""

    beside: str
    text: str


def remark_in(line: str, rules: Rules) -> Remark | None:
    """Return the remark in a line; None where it has none, or where it may be another answer."""
    found = in_brackets(line)
    if found:
        name, text = found
        # Without a space before it, a bracket may belong to its word: "state(s)".
        if line.startswith((f"{name}(", f"{name}[")) and not (text[0].isupper() or _YEARS.fullmatch(text)):
            return None
        if _is_abbreviation(text):
            is_remark = rules.named in _WITHOUT_ABBREVIATIONS
        else:
            is_remark = bool(_YEARS.fullmatch(text) or _SIZE.fullmatch(text) or _WORD.search(text))
        return Remark(name, text) if is_remark and not is_numeral(text.lower()) else None
    if rules.named == "road" and (country := _country_ahead(line, rules.language)):
        return country
    plain = without_habits(line, rules.language) if "," in line else line
    name, _, text = (part.strip() for part in plain.rstrip(" .").partition(","))
    if not (name and text) or ("," in text and not _is_abbreviation(text.rpartition(", ")[2])):
        return None
    is_place = rules.named in _PLACES or (bool(_WORD.search(name)) and _may_be_a_seat(text, rules))
    is_place = is_place and bool(_WORD.search(text)) and not _is_abbreviation(text.partition(",")[0])
    is_description = rules.named == "person" and (
        (name[0].isupper() and text[0].islower()) or begins_description(text, rules.language)
    )
    return Remark(name, text) if _YEARS.fullmatch(text) or is_place or is_description else None


def _country_ahead(line: str, language: str) -> Remark | None:
    """Return the country in front of a road's name ("the German A7"), unless it goes with it: US Route 66."""
    bare = without_article(line.strip(), language)
    country, _, name = bare.partition(" ")
    countries = _OF_COUNTRIES.get(language.partition("-")[0].lower(), frozenset())
    if not name or fold(country) not in countries:
        return None
    goes_with_it = words_of(bare)[:2] in words_around("road", base_of(language))
    return None if goes_with_it else Remark(name, country)


def _may_be_a_seat(text: str, rules: Rules) -> bool:
    """Tell whether a text beside the name of an organisation doesn't say that it is another one."""
    if rules.named not in _WITH_A_SEAT:
        return False
    plain = simplified(text, rules.language)
    names = (thing(one, rules.named, rules.language) for one in (plain, f"Name {plain}"))
    return not any(says_what_it_is(name, rules.named) for name in names)


def may_be_a_part(line: str, rules: Rules) -> bool:
    """Tell whether a line may be part of a name, because it has no word that says what it names.

    "Caspian" is one as much as "Okhotsk".
    """
    named = rules.named
    if named is None or named in _SELDOM_WITH_A_WORD or line.isupper():
        return False
    text = without_habits(line, rules.language)
    name = thing(simplified(text, rules.language), named, rules.language)
    return len(name.words) <= _MOST_WORDS_OF_A_PART and not says_what_it_is(name, named)


def _is_abbreviation(text: str) -> bool:
    """Tell whether a text is a word of capital letters, be it with points: another name, if a wrong one."""
    letters = "".join(filter(str.isalpha, text))
    capitals = sum(map(str.isupper, letters))
    return " " not in text and len(letters) <= _LONGEST_ABBREVIATION and 2 * capitals > len(letters)
