"""What is told of a date that can't be read: what was understood, and what is missing.

Examples in braces are filled in as the language of the question has them (`examples.py`), and what stands in
capitals as the question asks for it (`for_asked`).
"""

import re
from collections.abc import Sequence
from typing import Final

WRITE_A_DATE: Final = "Write {WHAT}."
CUT_APART: Final = "“{number}” is no year. Write the year in full and in one piece, such as 2004."
TWO_FIGURES: Final = "Write the year in full, such as 2004: two figures may be of any century."
MANY_FIGURES: Final = "A year has at most four figures: write it in full, such as 2004."
NO_YEAR_0: Final = "There is no year 0: 1 BC is followed by AD 1."
WHOLE_DECADE: Final = "Write the decade in full, such as {decade}: its century is missing."
NO_DECADE: Final = "A decade begins with a year that ends in 0: write one such as {decade}, or the year."
WHICH_ERA: Final = "Is that {year} BC or AD {year}? Write BC behind the year, or AD."
PERIOD: Final = "You wrote a period. {ONE}."
TWO_YEARS: Final = "“{YEARS}” names two years{WHICH}."
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
_ANY_DATE: Final = "such as {day}, {month} or 2004"
#: What is to be written, by what the question asks for.
_TO_WRITE: Final = {
    "day": "the day, the month and the year",
    "month": "the month and the year",
    "season": "the season and the year",
    "year": "the year",
    "decade": "the decade",
    "century": "the century",
    "part of the month": "early, mid or late, and the month and the year",
    "part of the season": "early, mid or late, and the season and the year",
    "part of the year": "early, mid or late, and the year",
    "part of the decade": "early, mid or late, and the decade",
    "part of the century": "early, mid or late, and the century",
    "bound": "before or after, and the date",
}
#: The same with examples.
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
#: What several dates are called, by the letters of each (of `parsing`, and s for decades).
_CALLED: Final = {
    "years": {"Y"},
    "months": {"M", "MY", "YM"},
    "seasons": {"S", "SY", "YS"},
    "decades": {"Ys", "Ds", "Qs", "s"},
    "days": {"D", "DM", "MD", "DY", "DMY"},
}
_WHICH: Final = ": write the one that you mean"
_ONE_DAY_IN_FULL: Final = "DMY"
_TWO: Final = 2
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


def several_dates(each: Sequence[str]) -> str:
    """Return what somebody is told who wrote several dates, by the letters of each."""
    called = next((noun for noun, letters in _CALLED.items() if letters.issuperset(each)), "dates")
    if called == "days" and (each[0] == _ONE_DAY_IN_FULL or set(each) == {"D"}):
        called = "dates"
    many = "several" if len(each) > _TWO else "two"
    return f"You wrote {many} {called}{'{WHICH}' if called == 'years' else _WHICH}."


def for_asked(hint: str, asked: str) -> str:
    """Return a hint as it fits a question that asks for a precision, "" for any."""
    if hint == MISSING["M"] and asked == "day":
        return "You wrote a month: add the day and the year, such as {day}."
    if hint == MISSING["S"] and asked in {"day", "month", "part of the month"}:
        return too_coarse("season", asked)
    if hint == DAY_MONTH and asked == "month":
        # "December 02" may be a year as well as a day.
        return f"The year is missing, or not written in full. The question asks for {_EXAMPLES[asked]}."
    example = _EXAMPLES.get(asked)
    one = f"The question asks for {example}" if example else f"Write one date, {_ANY_DATE}"
    is_year = asked in {"", "year", "bound"}
    return (
        hint.replace("{WHAT}", to_write(asked))
        .replace("{ONE}", one.replace("asks for a ", "asks for one "))
        .replace("{WHICH}", _WHICH if is_year else f". {one}")
    )


def to_write(asked: str, *, with_example: bool = True) -> str:
    """Return what to write where a precision is asked for, "" for any."""
    if asked not in _TO_WRITE:
        return f"a date, {_ANY_DATE}"
    such_as = _EXAMPLES.get(asked, "").partition(", ")[2] if with_example else ""
    return f"{_TO_WRITE[asked]}, {such_as}" if such_as else _TO_WRITE[asked]


def telling_no_answer(hint: str, first_year: int, last_year: int) -> str:
    """Return a hint with other examples than the answer, which lies in these years."""
    told, such_as, example = hint.partition("such as ")
    for first, last, shown, other in _OTHER_EXAMPLES:
        if first_year <= last and first <= last_year:
            example = re.sub(shown, other, example)
    return told + such_as + example
