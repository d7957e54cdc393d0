"""What in a document could be asked about: its dates, figures, agreements and names, by their looks.

A finder, not a reader: it goes by the habits of English prose (capital letters, the names of months, what
treaties are called). It may find too much, which an author leaves out with a reason, and should miss little.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """What a fact is."""

    DATE = "date"
    FIGURE = "figure"
    AGREEMENT = "agreement"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of a paragraph (counted from 1) that could be asked about, and where in it they stand."""

    paragraph: int
    start: int
    end: int
    words: str
    category: Category

    @property
    def folded(self) -> str:
        """Return the words as all mentions of the same have them."""
        return self.words.casefold()


_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2})(?!\d|,\d)"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_YEARS: Final = rf"{_YEAR}s?(?:(?:[ ]?[-–][ ]?|[ ](?:to|through|and)[ ]){_YEAR}s?)?"
_DATE: Final = re.compile(
    rf"""(?<![\w.,-])(?:
      (?:{_DAY}\ (?:of\ )?)?{_MONTH}(?:\ {_DAY}\b)?(?:,?\ {_YEAR})?
    | (?:spring|summer|autumn|fall|winter)(?:\ of)?\ {_YEAR}
    | (?:(?:early|mid|late|beginning|end)(?:-|\ of\ |\ ))?(?:the\ )?{_YEARS}
    | [\w-]+(?:th|st|nd|rd)\ century
    | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}
    )""",
    re.VERBOSE,
)
_NUMBER_WORDS: Final = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?"
    "|billions?|dozens?|tens|half|twice|thrice|twofold|threefold|tenfold"
)
_SCALE: Final = "(?:hundred|thousand|million|billion|trillion)s?"
_FIGURE: Final = re.compile(
    rf"""(?<![\w.,])(?:
      [$€£¥]?\d+(?:[.,]\d+)*(?:\ ?%|\ per\ ?cent\b)?(?:\ {_SCALE}\b)?
    | (?:{_NUMBER_WORDS})\b(?:-\w+)?(?:\ (?:of\ )?{_SCALE}\b)*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AGREEMENT: Final = re.compile(
    r"\b(?:treat(?:y|ies)|agreements?|accords?|pacts?|conventions?|declarations?|memorand(?:um|a)"
    r"|protocols?|charters?|communiqu[eé]s?|contracts?)\b",
    re.IGNORECASE,
)
#: A capitalised word, with the initials before it, without the ’s of a possessive.
_CAPITAL: Final = r"(?:[A-Z]\.[ ]?)*[A-Z](?:[\w-]|[’'](?!s\b)\w)*"
_NAME: Final = re.compile(rf"{_CAPITAL}(?: (?:of (?:the )?)?{_CAPITAL})*")
#: The number of a note or of a conclusion, with which its paragraph begins.
_NUMBERED: Final = re.compile(r"\d+\.? (?=\S)")
_SENTENCE_ENDS: Final = re.compile(r"(?:^|[.:;!?()“”\"—\d]\s*)$")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")


def find_facts(paragraphs: Sequence[str]) -> Iterator[Fact]:
    """Yield the facts of a document in the order in which they stand; a date is no figure as well."""
    names = _names(paragraphs)
    for number, paragraph in enumerate(paragraphs, start=1):
        taken: list[tuple[int, int]] = []
        found: list[Fact] = []
        numbered = _NUMBERED.match(paragraph)
        begin = numbered.end() if numbered else 0
        for category, pattern in (
            (Category.DATE, _DATE),
            (Category.FIGURE, _FIGURE),
            (Category.AGREEMENT, _AGREEMENT),
        ):
            for match in pattern.finditer(paragraph, begin):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    taken.append(match.span())
                    found.append(Fact(number, *match.span(), match[0], category))
        found += (fact for fact in _named(number, paragraph) if fact.words in names)
        yield from sorted(found, key=lambda fact: fact.start)


def _names(paragraphs: Sequence[str]) -> set[str]:
    """Return what is a name somewhere, and not only a word with which a sentence begins."""
    text = "\n".join(paragraphs)
    common = {word for word in _WORD.findall(text) if word[:1].islower()}
    sure: set[str] = set()
    for number, paragraph in enumerate(paragraphs, start=1):
        for fact in _named(number, paragraph):
            begins = _SENTENCE_ENDS.search(paragraph[: fact.start])
            if " " in fact.words or fact.words[1:].isupper() or not begins:
                sure.add(fact.words)
    return {name for name in sure if name[:1].lower() + name[1:] not in common}


def _named(number: int, paragraph: str) -> Iterator[Fact]:
    for match in _NAME.finditer(paragraph):
        start, end = match.span()
        if before := _BEFORE_NAMES.match(match[0]):
            start += before.end()
        words = paragraph[start:end]
        if words and words not in _NO_NAMES:
            yield Fact(number, start, end, words, Category.NAME)


_MONTHS: Final = frozenset(_MONTH[3:-1].split("|"))
#: Words with which English sentences begin, before a name.
_OPENINGS: Final = frozenset(
    re.findall(
        r"\w+",
        """A After All Already Although An And As At Back Because Before Both But By Even For From Furthermore
        Given Here However If In It Later Neither No On Only Over See Since So Some Soon Such That
        The Their Then These They This Thus To Today Under Until When While With Yet""",
    )
)
_TITLES: Final = r"President|Premier|Prime Minister|Foreign Minister|Defense Minister|Gen\.|Col\.|Dr\."
#: "In Almaty" at the beginning of a sentence is a word and a name; a president is the person.
_BEFORE_NAMES: Final = re.compile(rf"(?:(?:{'|'.join(sorted(_OPENINGS))}|{_TITLES}) (?:of )?)+(?=[A-Z])")
_NO_NAMES: Final = _OPENINGS | _MONTHS | {"I", "Vol", "pp"}
