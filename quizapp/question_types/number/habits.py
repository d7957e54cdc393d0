"""What people type around a number that says nothing of its value: "It was about 5.", "I think 5", "n = 5".

"More than 220,000" names a figure as "about 220,000" does. Which figure it is decides about the mark.
"""

import re
from typing import Final, NamedTuple

from quizapp.question_types.habits.phrases import Phrases, alternatives_in, phrases_of
from quizapp.question_types.habits.table import HABITS

#: What is said before amounts only.
_OF_AMOUNTS: Final = """
the year|in the year|the|in|there are|there were|there is|there was|there have been|they had|they have|we have
it had|it has|it took|it lasted|it cost|it costs|exactly|precisely|just|only|well|so|equals|equal to|is|was
are
were|a total of|total of|in total|altogether|all in all|almost|nearly|not quite|insgesamt|genau|fast|beinahe
knapp|gut|presque|casi|quase|quasi|почти|ровно|neredeyse|майже|prawie|bijna
"""
#: What makes a limit of the number behind it.
_LIMITS: Final = """
more than|greater than|slightly more than|a little more than|a bit more than|over|well over|just over
slightly over|a little over|above|just above|upwards of|in excess of|exceeding|at least|no less than
not less than|no fewer than|a minimum of|minimum|less than|fewer than|slightly less than|under|just under
below
just below|up to|at most|no more than|not more than|a maximum of|maximum|mehr als|über|mindestens|wenigstens
höchstens|weniger als|bis zu|plus de|au moins|moins de|más de|al menos|por lo menos|menos de|mais de
pelo menos|più di|oltre|almeno|meno di|meer dan|minstens|minder dan|более чем|более|больше чем|больше|свыше
не менее|не меньше|менее|меньше|до|понад|більше|менше|щонайменше|ponad|więcej niż|co najmniej|mniej niż|en az
en fazla|أكثر من|أقل من|على الأقل|بیش از|کمتر از|حداقل|超过|超過|多于|至少|少于|不到
"""
#: What is said behind amounts only, and what makes a limit there.
_BEHIND_AMOUNTS: Final = """
exactly|in total|in all|altogether|all together|all in all|total|overall|insgesamt|en tout|au total|en total
in totaal|всего|łącznie|toplam
"""
_LIMITS_BEHIND: Final = (
    "or more|or less|at least|at most|or fewer|oder mehr|mindestens|ou plus|o más|или больше"
)


def _in(phrases: str) -> list[str]:
    return phrases.strip().replace("\n", "|").split("|")


_BEFORE: Final = Phrases([*phrases_of(HABITS.values(), "saying", "hedges"), *_in(_OF_AMOUNTS)])
_BEFORE_A_LIMIT: Final = Phrases(_in(_LIMITS))
_BEHIND: Final = Phrases([*phrases_of(HABITS.values(), "afterthoughts", "roughly"), *_in(_BEHIND_AMOUNTS)])
_BEHIND_A_LIMIT: Final = Phrases(_in(_LIMITS_BEHIND))
#: "5 of 6" is a part, but in Dutch.
_OR: Final = alternatives_in(tuple(language for language in HABITS if language != "nl"))
_SIGN_AHEAD: Final = re.compile(
    r"(?:(?:no|nr|number|num|numero|vol|volume|chapter|part)(?:\.|\b)[ ]?(?=\d|[CLXVI]+$)"
    r"|no(?=\d)|n°[ ]?|\#[ ]?"
    r"|(?:[^\W\d_]{1,12}[ ]?)?[=:][ ]?|[~≈≅][ ]?|(?P<limit>[<>≤≥]=?)[ ]?|[\"“”„«»*`]+[ ]?)",
    re.IGNORECASE,
)
_SIGN_BEHIND: Final = re.compile(r"(?:(?P<limit>(?<=[\w%])[ ]?\+)|[.?!,;…/\\\"“”„«»*`-])$")
#: How many of them one after the other are left out.
_MOST: Final = 8


class Said(NamedTuple):
    """What a line says without habits, and whether it calls that a limit: "more than 5"."""

    text: str
    is_limit: bool = False


def without_habits(text: str) -> Said:
    """Leave out what stands before and behind a number by habit."""
    said = Said(text)
    for _ in range(_MOST):
        before = said
        text = said.text
        if text.startswith("(") and text.find(")") == len(text) - 1:
            text = text[1:-1]
        if text[:1] == text[-1:] == "'":
            text = text[1:-1]
        said = said._replace(text=text)
        if not text[:1].isdecimal():
            said = _without_ahead(said)
        if not said.text[-1:].isdecimal():
            said = _without_behind(said)
        if said == before:
            break
    return said


def _without_ahead(said: Said) -> Said:
    text = said.text
    if sign := _SIGN_AHEAD.match(text):
        return Said(text[sign.end() :].lstrip(), said.is_limit or bool(sign["limit"]))
    limit, end = _BEFORE_A_LIMIT.end_ahead(text), _BEFORE.end_ahead(text)
    if not 0 < max(limit, end) < len(text):
        return said
    return Said(text[max(limit, end) :], said.is_limit or limit > end)


def _without_behind(said: Said) -> Said:
    text = said.text
    if sign := _SIGN_BEHIND.search(text, max(0, len(text) - 20)):
        return Said(text[: sign.start()].rstrip(), said.is_limit or bool(sign["limit"]))
    limit, begin = _BEHIND_A_LIMIT.begin_behind(text), _BEHIND.begin_behind(text)
    if not 0 < min(limit, begin) < len(text):
        return said
    return Said(text[: min(limit, begin)].rstrip(" ,(-"), said.is_limit or limit < begin)


def alternative_in(text: str) -> str | None:
    """Return what stands behind the word with which a text goes on to another answer: "or 6"."""
    word = _OR.search(text)
    return None if word is None or text[: word.start()].strip(" ,") else text[word.end() :].strip()
