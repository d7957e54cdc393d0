"""What is told of a date that can't be read: what was understood, and what is missing.

Examples in braces are filled in as the language of the question has them (`examples.py`).
"""

import re
from typing import Final

WRITE_A_DATE: Final = "Write a date, such as {day}, {month} or 2004."
TWO_FIGURES: Final = "Write the year in full, such as 2004: two figures may be of any century."
MANY_FIGURES: Final = "A year has at most four figures: write it in full, such as 2004."
NO_YEAR_0: Final = "There is no year 0: 1 BC is followed by AD 1."
WHOLE_DECADE: Final = "Write the decade in full, such as {decade}: its century is missing."
NO_DECADE: Final = "A decade begins with a year that ends in 0: write one such as {decade}, or the year."
TWO_DATES: Final = "You wrote two dates: write the one that you mean."
WHICH_ERA: Final = "Is that {year} BC or AD {year}? Write BC behind the year, or AD."
ONE_DATE: Final = "Write one date, not from when to when."
ONE_ERA: Final = "You wrote both BC and AD: write one of them."
NO_MINUS: Final = "Write BC behind a year before the year 1, such as 221 BC, and no minus in front."
NO_DATE_BEHIND: Final = (
    "You wrote a word such as early or before without a date: add one, such as {early year}."
)
WHICH_CENTURY: Final = "Write the number of the century too, such as {century}."
NUMBER_ALONE: Final = (
    "You wrote {number} alone: add the month and the year, such as {day},"
    " or write the year in full, such as 2004."
)
ROMAN_ALONE: Final = (
    "You wrote Roman figures alone: add the year to a month, such as VII 2004, or write {century}."
)
MONTH_AS_A_WORD: Final = "Write the month as a word, such as {day}."
DAY_MONTH: Final = "You wrote a month and a day: add the year, such as {day}."
#: By what the question asks for.
_EXAMPLES: Final = {
    "day": "a day, such as {day}",
    "month": "a month, such as {month}",
    "season": "a season, such as {season}",
    "year": "a year, such as 2004",
    "decade": "a decade, such as {decade}",
    "century": "a century, such as {century}",
    "part of the month": "a part of a month, such as {mid month}",
    "part of the season": "a part of a season, such as {late season}",
    "part of the year": "a part of a year, such as {mid year}",
    "part of the decade": "a part of a decade, such as {early decade}",
    "part of the century": "a part of a century, such as {early century}",
}
#: By what was written (the letters of `parsing`).
MISSING: Final = {
    "D": "You wrote a day: add the month and the year, such as {day}.",
    "M": "You wrote a month: add the year, such as {month}.",
    "S": "You wrote a season: add the year, such as {season}.",
    **dict.fromkeys(("DM", "MD"), DAY_MONTH),
    **dict.fromkeys(("DMD", "MDD", "SD", "DS"), TWO_FIGURES),
    **dict.fromkeys(("DY", "YD"), "You wrote a day and a year: add the month, such as {day}."),
    **dict.fromkeys(("MMY", "YMM", "DMMY"), "You wrote two months: write one, such as {month}."),
    **dict.fromkeys(("SSY", "YSS"), "You wrote two seasons: write one, such as {season}."),
    **dict.fromkeys(("DDMY", "MDDY"), "You wrote two days: write one, such as {day}."),
}
#: The examples of hints: the years that they lie in, and what to write where the answer lies there too.
_OTHER_EXAMPLES: Final = (
    (2004, 2004, "2004", "1962"),
    (1960, 1969, "1960", "1810"),
    (1801, 1900, r"(?<!\d)19(?!\d)", "16"),
    (1801, 1900, "XIX", "XVI"),
)


def too_coarse(written: str, asked: str) -> str:
    """Return what somebody is told who wrote a date of one precision where another is asked for."""
    return f"You wrote a {written}. The question asks for {_EXAMPLES[asked]}."


def telling_no_answer(hint: str, first_year: int, last_year: int) -> str:
    """Return a hint with other examples than the answer, which lies in these years."""
    told, such_as, example = hint.partition("such as ")
    for first, last, shown, other in _OTHER_EXAMPLES:
        if first_year <= last and first <= last_year:
            example = re.sub(shown, other, example)
    return told + such_as + example
