"""What people type around a number that says nothing of its value: "It was about 5.", "I think 5", "n = 5".

"More than 220,000" names a figure as "about 220,000" does. Which figure it is decides about the mark.
"""

import re
from typing import Final

_SAYING: Final = """
the year|in the year|the|in
it was|it is|it's|its|it|that is|that was|that's|there are|there were|there is|there was
there have been|they had|they have|we have|it had|it has|it took|it lasted|it cost|it costs
they are
they were|these are
i think|i guess|i believe|i suppose|i'd say|i would say|i reckon|my answer is|the answer is|answer is
the answer|answer|ans
maybe|perhaps|probably|possibly|presumably|exactly|precisely|just|only|well|so|equals|equal to|is|was
are|were
a total of|total of|in total|altogether|all in all|es sind|es waren|es war|ich glaube|vielleicht|ce sont
c'est|il y a
son|eran|creo que|думаю|это|было
"""
_HEDGE: Final = """
about|around|approximately|approx.|approx|appr.|roughly|circa|ca.|ca|c.|c|some|somewhere around
more or less|an estimated
estimated|almost|nearly|not quite|close to|near|nearer|more than|greater than|slightly more than
a little more than
a bit more than|over|well over|just over|slightly over|a little over|above|just above|upwards of
in excess of|exceeding
at least|no less than|not less than|no fewer than|a minimum of|minimum|less than|fewer than
slightly less than|under
just under|below|just below|up to|at most|no more than|not more than|a maximum of|maximum
in the region of|of the order of|on the order of
etwa|ungefähr|ungefahr|rund|zirka|an die|mehr als|über|uber|fast|beinahe|knapp|gut|mindestens|wenigstens
höchstens|weniger als
environ|à peu près|a peu pres|plus de|près de|pres de|presque|au moins|moins de|quelque
aproximadamente|alrededor de|unos|unas|cerca de|más de|mas de|casi|al menos|por lo menos|menos de
mais de|quase|pelo menos
più di|piu di|oltre|quasi|almeno|meno di
около|примерно|приблизительно|порядка|более чем|более|больше чем|больше|свыше|почти|не менее|не меньше
менее|меньше|до
шамамен|жуық
"""
_AFTERTHOUGHT: Final = """
i think|i guess|i believe|i suppose|maybe|perhaps|probably|approximately|approx|roughly|circa|or so
or thereabouts|ish
but i'm not sure|i'm not sure|not sure|or more|or less|more or less|give or take|at least|exactly
in total|in all|altogether|all together|all in all|total|overall
ungefähr|etwa|insgesamt|mindestens|environ|à peu près|en tout|au total|en total|más o menos|mas o menos
примерно|приблизительно|всего
"""


def _any_of(phrases: str) -> str:
    return "|".join(
        map(re.escape, sorted(phrases.strip().replace("\n", "|").split("|"), key=len, reverse=True))
    )


_LEADING: Final = re.compile(
    rf"(?:(?:{_any_of(_SAYING)}|{_any_of(_HEDGE)})(?:[ ,:]+|(?<=\.))"
    r"|(?:no|nr|number|num|numero|vol|volume|chapter|part)(?:\.|\b)[ ]?(?=\d|[CLXVI]+$)"
    r"|no(?=\d)|n°[ ]?|\#[ ]?"
    r"|(?:[^\W\d_]{1,12}[ ]?)?[=:][ ]?|[~≈≅<>≤≥][ ]?|[\"“”„«»*`]+[ ]?)",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    rf"(?:(?:(?<![^\W_])|(?<=\d))(?:{_any_of(_AFTERTHOUGHT)})|(?<=[\w%])[ ]?\+|[.?!,;…/\\\"“”„«»*`-])$",
    re.IGNORECASE,
)
#: How many of them one after the other are left out.
_MOST: Final = 8


def without_habits(text: str) -> str:
    """Leave out what stands before and behind a number by habit."""
    for _ in range(_MOST):
        before = text
        if text.startswith("(") and text.find(")") == len(text) - 1:
            text = text[1:-1]
        if text[:1] == text[-1:] == "'":
            text = text[1:-1]
        if leading := _LEADING.match(text):
            text = text[leading.end() :].lstrip()
        if trailing := _TRAILING.search(text, max(0, len(text) - 20)):
            text = text[: trailing.start()].rstrip()
        if text == before:
            break
    return text
