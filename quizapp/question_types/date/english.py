"""The words in which English writes dates; they are read in every language."""

from collections.abc import Iterator
from typing import Final

from quizapp.question_types.date.meanings import MONTHS, Key, Table, Word
from quizapp.question_types.date.tokens import keys_of

_ENGLISH: Final = Table(
    seasons="spring=3 springtime=3 summer=6 summertime=6 autumn=9 fall=9 winter=12 wintertime=12",
    fillers="in on at the of a year years yr date during morning afternoon evening"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " it_happened happened that_it_was this_was",
    bounds="before=before prior_to=before earlier_than=before after=after later_than=after"
    " since=since from=since"
    " starting=since starting_in=since starting_from=since starting_with=since beginning_in=since"
    " beginning_from=since beginning_with=since as_of=since as_from=since"
    " until=until till=until til=until by=until up_to=until up_until=until ending=until ending_in=until"
    " no_later_than=until",
    behind="onward=since onwards=since or_later=since and_later=since or_earlier=until and_earlier=until",
    parts="early=0 beginning=0 start=0 mid=1 middle=1 late=2 end=2",
    decades="s decade=decade",
    centuries="century cent",
    century_signs="c",
    before_christ="b_c b_c_e before_christ before_the_common_era before_common_era",
    after_christ="a_d c_e anno_domini common_era of_the_common_era",
)
_NINETIES: Final = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
    *(f"twenty {unit}" for unit in ("first", "second", "third", "fourth", "fifth", "sixth")),
    *("twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first"),
)


def english_words() -> Iterator[tuple[Key, Word]]:
    """Yield every word and phrase with its meaning; a later one of the same words holds."""
    yield from _ENGLISH.words()
    for number, ordinal in enumerate(_ORDINALS, start=1):
        yield keys_of(ordinal), Word("day", number)
    for number, decade in enumerate(_NINETIES, start=2):
        yield (decade,), Word("nineties", 10 * number)
    for word in ("between", "to"):
        yield (word,), Word("range")
    for word in ("and", "or"):
        yield (word,), Word("alternative")
    for ending in ("st", "nd", "rd", "th", "°"):
        yield (ending,), Word("ordinal")
    for number, month in enumerate(MONTHS, start=1):
        # Three or four letters are how months are cut short: Sep and Sept, Jun, Janu.
        for short in (month, month[:3], month[:4]):
            yield keys_of(short), Word("month", number)
