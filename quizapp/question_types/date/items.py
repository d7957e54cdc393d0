"""What is in a line in which a date was typed: figures and words, each with what it means."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import OSA

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date import hints
from quizapp.question_types.date.meanings import ROMAN, Kind
from quizapp.question_types.date.tokens import Token, date_characters, tokens_of
from quizapp.question_types.date.words import DateWords
from quizapp.question_types.misspelt import misspelt
from quizapp.question_types.plain import plain_characters

#: What changes nothing around a date, and within it; a hyphen in front would be a minus.
_END: Final = " .,;:'\"?!()"
#: "'04" is a year cut short.
_BEGINNING: Final = ' .,;:"?!()~\N{ALMOST EQUAL TO}'
_GAP: Final = re.compile(r"[ ,.:/'\"()#-]*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR_FIGURES: Final = 4
_DAY_FIGURES: Final = 2
#: How many figures a day has without any separators: 20040714, 140704.
_FIGURES_OF_A_DAY: Final = (6, 8)
_COUNTING_CENTURIES: Final = frozenset({"figures", "day", "roman"})
#: Letters that a word needs before it may be one with a slip in it, or with two.
_LETTERS_FOR_A_SLIP: Final = (4, 6)
#: What lacks its year where nothing else is known beside it but a few words.
_LETTERS: Final = {"month": "M", "season": "S", "day": "D"}
_MOST_UNKNOWN: Final = 3
_SHORT: Final = 3
#: Names of months and seasons that are other words too, but beside these.
_VERBS: Final = frozenset({"may", "march", "fall", "spring", "mar", "set"})
_RELATIVE: Final = frozenset(
    {"last", "next", "this", "that", "previous", "following", "same", "past", "year", "years"}
)
#: Cyrillic letters with which Roman figures are typed.
_CYRILLIC_ROMAN: Final = str.maketrans(
    {"\N{CYRILLIC SMALL LETTER HA}": "x", "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}": "i"}
)
_CHINESE_FIGURES: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
#: What is joined to the figures of a century: XIXe siècle.
_ROMAN_ENDING: Final = re.compile(r"(?<=[ivx])(?:e|eme|th|st|nd|rd|o)$")


class Item(NamedTuple):
    """A word or figures with what they mean; figures have their number as they were typed as `text`."""

    kind: Kind | Literal["year", "figures", "cut year", "roman"]
    value: int | str
    text: str
    gap: str
    #: How the name is spelled in which there was a slip.
    spelling: str | None = None

    @property
    def number(self) -> int:
        """Return the number of a month, a day or a year."""
        return int(self.value)


def items_of(text: str, words: DateWords) -> list[Item]:
    """Return what is in a line, without all that changes nothing.

    Raises `MalformedError` for another word, for signs that no date has, and for too many figures.
    """
    if words.accented:
        text = _WORD.sub(lambda word: words.accented.get(word[0], word[0]), plain_characters(text))
    tokens, rest = tokens_of(date_characters(text).lstrip(_BEGINNING).rstrip(_END))
    found: list[Item] = []
    gap, at = "", 0
    if tokens and tokens[0].gap.endswith("-"):
        raise MalformedError(hints.NO_MINUS if tokens[0].text.isdecimal() else hints.WRITE_A_DATE)
    if rest or not all(_GAP.fullmatch(token.gap) for token in tokens):
        raise MalformedError(hints.PERIOD if rest in {"-", " -"} and tokens else hints.WRITE_A_DATE)
    while at < len(tokens):
        token = tokens[at]
        meaning, count = words.longest_at(tokens, at)
        gap += token.gap
        at += count
        if meaning is None:
            item = _figures(token.text, gap) if token.text.isdecimal() else _unknown(token, gap, words, text)
        else:
            if meaning.kind == "ordinal" and found and found[-1].kind == "figures":
                found[-1] = found[-1]._replace(kind="day")
            is_century = meaning.kind == "century sign" and found and _may_end(tokens[at:], words)
            if is_century and found[-1].kind in _COUNTING_CENTURIES:
                item = Item("century", 0, token.text, gap)
            elif meaning.kind in {"ordinal", "filler", "century sign"}:
                continue
            else:
                item = Item(meaning.kind, meaning.value, token.text, gap)
        found.append(item)
        gap = ""
    return found


def _may_end(tokens: Sequence[Token], words: DateWords) -> bool:
    """Tell whether a date may end here: nothing follows, or an era does."""
    meaning = words.longest_at(tokens, 0)[0] if tokens else None
    return not tokens or (meaning is not None and meaning.kind == "era")


def _figures(text: str, gap: str) -> Item:
    if len(text) > _YEAR_FIGURES:
        raise MalformedError(hints.MONTH_AS_A_WORD if len(text) in _FIGURES_OF_A_DAY else hints.MANY_FIGURES)
    if len(text) == _YEAR_FIGURES - 1 and text.startswith("0"):
        # A slip of the space bar: "October2 003".
        raise MalformedError(hints.CUT_APART.replace("{number}", text))
    if len(text) > _DAY_FIGURES:
        return Item("year", int(text), text, gap)
    return Item("cut year" if gap.endswith("'") else "figures", int(text), text, gap)


def _unknown(token: Token, gap: str, words: DateWords, typed: str) -> Item:
    """Return Roman or Chinese figures, or the one name in which the word is a slip.

    Raises `MalformedError` for another word, with a name like it.
    """
    figures = token.text.translate(_CHINESE_FIGURES)
    if figures.isdecimal() and len(figures) == _YEAR_FIGURES:
        return _figures(figures, gap)
    roman = _ROMAN_ENDING.sub("", token.text.translate(_CYRILLIC_ROMAN))
    if roman in ROMAN:
        return Item("roman", ROMAN[roman], token.text, gap)
    if item := _with_a_slip(token, gap, words):
        return item
    if near := _near(token.text, words.names):
        raise MalformedError(misspelt(_as_typed(token.text, typed), *near))
    raise MalformedError(hints.WRITE_A_DATE)


def _as_typed(word: str, text: str) -> str:
    """Return a word of a line in the capitals in which it was typed, if it is found there."""
    found = re.search(re.escape(word), text, re.IGNORECASE)
    return found[0] if found else word


def lacking_its_year(text: str, words: DateWords) -> str | None:
    """Return what to ask of a month or a season beside a word that isn't known: "last October"."""
    tokens, _rest = tokens_of(date_characters(text))
    letters, unknown, at = "", [], 0
    while at < len(tokens):
        token = tokens[at]
        meaning, count = words.longest_at(tokens, at)
        at += count
        if meaning is None and not token.text.isdecimal():
            is_long = len(token.text) >= _LETTERS_FOR_A_SLIP[1]
            if is_long and (item := _with_a_slip(token, "", words)):
                letters += _LETTERS.get(item.kind, "?")
            else:
                unknown.append(token.text)
        elif meaning is None:
            letters += "D" if len(token.text) <= _DAY_FIGURES else "?"
        elif meaning.kind == "month" and count == 1 and is_from_abroad(token.text, words):
            unknown.append(token.text)
        elif token.text in _VERBS and count == 1 and _RELATIVE.isdisjoint(one.text for one in tokens):
            return None
        elif meaning.kind not in {"filler", "ordinal", "century sign"}:
            letters += _LETTERS.get(meaning.kind, "?")
    is_one = 0 < len(unknown) <= _MOST_UNKNOWN and letters in {"M", "S", "DM", "MD"}
    return str(hints.MISSING[letters]) if is_one else None


def is_from_abroad(text: str, words: DateWords) -> bool:
    """Tell whether a short word is cut from no name here, but from one of another language: "years ago"."""
    is_short = len(text) <= _SHORT and text.isascii()
    return is_short and not any(name.startswith(text) for name in words.names)


def _with_a_slip(token: Token, gap: str, words: DateWords) -> Item | None:
    """Return the month or season that a word is with one slip in it; None for several, or none."""
    if len(token.text) < _LETTERS_FOR_A_SLIP[0]:
        return None
    near = {
        meaning: shown
        for name, shown in words.names.items()
        if OSA.distance(token.text, name, score_cutoff=1) <= 1 and (meaning := words.meanings.get((name,)))
    }
    if len(near) != 1:
        return None
    ((meaning, shown),) = near.items()
    return Item(meaning.kind, meaning.value, token.text, gap, shown[:1].upper() + shown[1:])


def _near(word: str, names: dict[str, str]) -> list[str]:
    """Return the names in which a word has a slip or two; a short word begins as the name does."""
    for slips, letters in enumerate(_LETTERS_FOR_A_SLIP, start=1):
        if len(word) < letters:
            break
        near = [
            shown[:1].upper() + shown[1:]
            for name, shown in names.items()
            if OSA.distance(word, name, score_cutoff=slips) <= slips < len(name) - 1
            and (len(name) > letters or slips == 1)
            and (len(word) > _LETTERS_FOR_A_SLIP[0] or word[0] == name[0])
        ]
        if near:
            return list(dict.fromkeys(near))
    return []
