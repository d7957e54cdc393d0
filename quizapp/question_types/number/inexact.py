"""What is written instead of one number: "10–12", "between 5 and 7", "two thirds" of a whole, "dozens"."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from quizapp.question_types.habits.amounts import AMOUNTS
from quizapp.question_types.habits.phrases import Phrases

#: How many places are tried at which the ends of a range may part, and words before a part of a whole.
_MOST_JOINTS: Final = 8
_MOST_WORDS_AHEAD: Final = 4
#: Letters of words that are written together with the figures before them.
_CLOSE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ARABIC_AND: Final = "\N{ARABIC LETTER WAW}"


def _phrases(kind: str) -> Iterator[str]:
    for amounts in AMOUNTS.values():
        yield from filter(None, getattr(amounts, kind).split("|"))


def _either(phrases: Iterable[str], spaced: str, unspaced: str) -> str:
    """Return a pattern for phrases, put into another by whether spaces stand around them."""
    longest_first = sorted(set(phrases), key=len, reverse=True)
    close = [phrase for phrase in longest_first if _CLOSE.match(phrase)]
    apart = [phrase for phrase in longest_first if phrase not in close]
    return f"{spaced.format('|'.join(apart))}|{unspaced.format('|'.join(close))}"


#: A hyphen between words may be one of a number (quatre-vingt-deux), and 1e-3 has a minus.
_SIGNS: Final = r"(?:(?<!\de)(?:[ ]?-{1,3}[ ]?(?=[\d.$€£¥])|(?<=[\d ])-{1,3}[ ]?)|[ ]?(?:\.{2,3}|…|~)[ ]?)"
_BETWEEN: Final = ("(?<=[ ])(?:{0})[ ]", "[ ]?(?:{0})[ ]?")
_OPENING: Final = re.compile(_either(_phrases("openings"), "(?:{0})[ ]", "(?:{0})[ ]?"), re.IGNORECASE)
_CLOSING: Final = re.compile(
    f"(?:{_either(_phrases('closings'), '[ ](?:{0})', '[ ]?(?:{0})')})$", re.IGNORECASE
)
_JOINT: Final = re.compile(f"(?<=.)(?:{_either(_phrases('joints'), *_BETWEEN)}|{_SIGNS})", re.IGNORECASE)
_JOINT_BEHIND_OPENING: Final = re.compile(
    "(?<=.)(?:"
    + _either([*_phrases("joints"), *_phrases("joints_behind_openings")], *_BETWEEN)
    + f"|(?<=[ ]){_ARABIC_AND}|{_SIGNS})",
    re.IGNORECASE,
)
_PARTS: Final = Phrases(_phrases("parts"))
_VAGUE: Final = Phrases(_phrases("vague"))
#: Written without spaces, or around figures: 三分の二, 3분의 2.
_PARTS_CLOSE: Final = re.compile("分之|分の|분의|一半|大半|过半|過半|半数|半數|半分|절반")
_VAGUE_CLOSE: Final = re.compile("(?<![人总總])[数數几幾何][十百千万萬亿億]|[上成][百千万萬]")
#: Words that make a limit of a part of a whole, wherever they stand in a line: "more than half".
_LIMITS: Final = frozenset(_phrases("limits"))
_LIMITS_CLOSE: Final = re.compile(
    "超过|超過|不到|以上|以下|未満|未满|近く|将近|將近|至少|最多|多于|少于|弱|強|넘|이상|이하|미만"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NEXT_WORD: Final = re.compile(r"\S+\s+")


def range_in(text: str, number_in: Callable[[str], Decimal | None]) -> tuple[str, str] | None:
    """Return the ends of a range as they are written; None where a text is none."""
    opening, closing = _OPENING.match(text), _CLOSING.search(text)
    bare = text[opening.end() if opening else 0 : closing.start() if closing else len(text)]
    joints = _JOINT_BEHIND_OPENING if opening or closing else _JOINT
    for joint in islice(joints.finditer(bare), _MOST_JOINTS):
        low, high = bare[: joint.start()].strip(), bare[joint.end() :].strip()
        first, last = number_in(low), number_in(high)
        if first is None or last is None:
            continue
        # "12-10" may be a sum.
        if first < last or (first > last and any(map(str.isalpha, joint[0]))):
            return low, high
    return None


def is_vague(*texts: str) -> bool:
    """Tell whether one of some texts, all of one line, leaves open how many: "several hundred"."""
    return any(
        _begins(_VAGUE, text) or (not text.isascii() and _VAGUE_CLOSE.search(text) is not None)
        for text in texts
    )


def names_limit(text: str) -> bool:
    """Tell whether a text with a part of a whole says that it is more or less: "almost half"."""
    if not text.isascii() and _LIMITS_CLOSE.search(text):
        return True
    # Two of them are a way to say "about": "more or less half".
    return len(_LIMITS.intersection(map(str.casefold, _WORD.findall(text)))) == 1


def is_part(*texts: str) -> bool:
    """Tell whether one of some texts, all of one line, names a part of a whole: "più della metà"."""
    return any(map(_is_part, texts))


def _is_part(text: str) -> bool:
    if not text.isascii() and _PARTS_CLOSE.search(text):
        return True
    for _ in range(_MOST_WORDS_AHEAD):
        if _begins(_PARTS, text):
            return True
        word = _NEXT_WORD.match(text)
        if word is None:
            return False
        text = text[word.end() :]
    return False


def _begins(phrases: Phrases, text: str) -> bool:
    # A phrase ends before a space.
    return not any(map(str.isdecimal, text)) and phrases.end_ahead(f"{text} ") > 0
