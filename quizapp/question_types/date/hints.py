"""What is told of a date that can't be read: what was understood, and what is missing.

Hints are in the language of the interface. Examples in braces are filled in as the language of the question
has them (`examples.py`), and what stands in capitals as the question asks for it (`for_asked`).
"""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.question_types.wording import SUCH_AS
from quizapp.translation.texts import _, lazy

# Translators: in these hints, leave what stands in braces as it is: it is filled in.
#: What any hint is that asks for a date as the question asks for it.
WRITE_A_DATE: Final = "{WRITE}"
CUT_APART: Final = lazy("“{number}” is no year. Write the year in full and in one piece, such as 2004.")
TWO_FIGURES: Final = lazy("Write the year in full, such as 2004: two figures may be of any century.")
MANY_FIGURES: Final = lazy("A year has at most four figures: write it in full, such as 2004.")
NO_YEAR_0: Final = lazy("There is no year 0: 1 BC is followed by AD 1.")
WHOLE_DECADE: Final = lazy("Write the decade in full, such as {decade}: its century is missing.")
NO_DECADE: Final = lazy(
    "A decade begins with a year that ends in 0: write one such as {decade}, or the year."
)
WHICH_ERA: Final = lazy("Is that {year} BC or AD {year}? Write BC behind the year, or AD.")
PERIOD: Final = lazy("You wrote a period. {ONE}")
ONE_ERA: Final = lazy("You wrote both BC and AD: write one of them.")
NO_MINUS: Final = lazy("Write BC behind a year before the year 1, such as 221 BC, and no minus in front.")
NO_DATE_BEHIND: Final = lazy(
    "You wrote a word such as early or before without a date: add one, such as {early year}."
)
WHICH_CENTURY: Final = lazy("Write the number of the century too, such as {century}.")
NO_CENTURY_0: Final = lazy("There is no century 0: write one such as 19th century.")
NUMBER_ALONE: Final = lazy(
    "You wrote {number} alone: add the month and the year, such as {day},"
    " or write the year in full, such as 2004."
)
ROMAN_ALONE: Final = lazy(
    "You wrote Roman figures alone: add the year to a month, such as VII 2004, or write {century}."
)
MONTH_AS_A_WORD: Final = lazy("Write the month as a word, such as {day}.")
DAY_MONTH: Final = lazy("You wrote a month and a day: add the year, such as {day}.")
_DAY_OF_MONTH: Final = lazy("You wrote a month: add the day and the year, such as {day}.")
_LACKS_A_YEAR: Final = lazy("The year is missing, or not written in full.")
#: What is to be written, by what the question asks for.
_TO_WRITE: Final = {
    "day": lazy("Write the day, the month and the year."),
    "month": lazy("Write the month and the year."),
    "season": lazy("Write the season and the year."),
    "year": lazy("Write the year."),
    "decade": lazy("Write the decade."),
    "century": lazy("Write the century."),
    "part of the month": lazy("Write early, mid or late, and the month and the year."),
    "part of the season": lazy("Write early, mid or late, and the season and the year."),
    "part of the year": lazy("Write early, mid or late, and the year."),
    "part of the decade": lazy("Write early, mid or late, and the decade."),
    "part of the century": lazy("Write early, mid or late, and the century."),
    "bound": lazy("Write before or after, and the date."),
}
#: The same with examples; "" for any date.
_TO_WRITE_SUCH_AS: Final = {
    "day": lazy("Write the day, the month and the year, such as {day}."),
    "month": lazy("Write the month and the year, such as {month}."),
    "season": lazy("Write the season and the year, such as {season}."),
    "year": lazy("Write the year, such as 2004."),
    "decade": lazy("Write the decade, such as {decade}."),
    "century": lazy("Write the century, such as {century}."),
    "part of the month": lazy("Write early, mid or late, and the month and the year, such as {mid month}."),
    "part of the season": lazy(
        "Write early, mid or late, and the season and the year, such as {late season}."
    ),
    "part of the year": lazy("Write early, mid or late, and the year, such as {mid year}."),
    "part of the decade": lazy("Write early, mid or late, and the decade, such as {early decade}."),
    "part of the century": lazy("Write early, mid or late, and the century, such as {early century}."),
    "": lazy("Write a date, such as {day}, {month} or 2004."),
}
#: What the question asks for.
_ASKS_FOR: Final = {
    "day": lazy("The question asks for a day, such as {day}."),
    "month": lazy("The question asks for a month, such as {month}."),
    "season": lazy("The question asks for a season, such as {season}."),
    "year": lazy("The question asks for a year, such as 2004."),
    "decade": lazy("The question asks for a decade, such as {decade}."),
    "century": lazy("The question asks for a century, such as {century}."),
    "part of the month": lazy("The question asks for a part of a month, such as {mid month}."),
    "part of the season": lazy("The question asks for a part of a season, such as {late season}."),
    "part of the year": lazy("The question asks for a part of a year, such as {mid year}."),
    "part of the decade": lazy("The question asks for a part of a decade, such as {early decade}."),
    "part of the century": lazy("The question asks for a part of a century, such as {early century}."),
}
#: The same, to somebody who wrote more.
_ASKS_FOR_ONE: Final = {
    "day": lazy("The question asks for one day, such as {day}."),
    "month": lazy("The question asks for one month, such as {month}."),
    "season": lazy("The question asks for one season, such as {season}."),
    "year": lazy("The question asks for one year, such as 2004."),
    "decade": lazy("The question asks for one decade, such as {decade}."),
    "century": lazy("The question asks for one century, such as {century}."),
    "part of the month": lazy("The question asks for one part of a month, such as {mid month}."),
    "part of the season": lazy("The question asks for one part of a season, such as {late season}."),
    "part of the year": lazy("The question asks for one part of a year, such as {mid year}."),
    "part of the decade": lazy("The question asks for one part of a decade, such as {early decade}."),
    "part of the century": lazy("The question asks for one part of a century, such as {early century}."),
}
_WRITE_ONE: Final = lazy("Write one date, such as {day}, {month} or 2004.")
#: What is told of the precision of a date.
_WROTE: Final = {
    "day": lazy("You wrote a day."),
    "month": lazy("You wrote a month."),
    "season": lazy("You wrote a season."),
    "year": lazy("You wrote a year."),
    "decade": lazy("You wrote a decade."),
    "century": lazy("You wrote a century."),
    "part of the month": lazy("You wrote a part of the month."),
    "part of the season": lazy("You wrote a part of the season."),
    "part of the year": lazy("You wrote a part of the year."),
    "part of the decade": lazy("You wrote a part of the decade."),
    "part of the century": lazy("You wrote a part of the century."),
}
#: What is told of one that is right and less precise than the answer.
_IS_RIGHT: Final = {
    "day": lazy("The day is right."),
    "month": lazy("The month is right."),
    "season": lazy("The season is right."),
    "year": lazy("The year is right."),
    "decade": lazy("The decade is right."),
    "century": lazy("The century is right."),
    "part of the month": lazy("The part of the month is right."),
    "part of the season": lazy("The part of the season is right."),
    "part of the year": lazy("The part of the year is right."),
    "part of the decade": lazy("The part of the decade is right."),
    "part of the century": lazy("The part of the century is right."),
}
#: What the answer is.
_ASKS_FOR_THE: Final = {
    "day": lazy("The question asks for the day."),
    "month": lazy("The question asks for the month."),
    "season": lazy("The question asks for the season."),
    "year": lazy("The question asks for the year."),
    "decade": lazy("The question asks for the decade."),
    "century": lazy("The question asks for the century."),
    "part of the month": lazy("The question asks for the part of the month."),
    "part of the season": lazy("The question asks for the part of the season."),
    "part of the year": lazy("The question asks for the part of the year."),
    "part of the decade": lazy("The question asks for the part of the decade."),
    "part of the century": lazy("The question asks for the part of the century."),
}
#: By what was written (the letters of `parsing`).
MISSING: Final = {
    "D": lazy("You wrote a day: add the month and the year, such as {day}."),
    "M": lazy("You wrote a month: add the year, such as {month}."),
    "S": lazy("You wrote a season: add the year, such as {season}."),
    **dict.fromkeys(("DM", "MD"), DAY_MONTH),
    **dict.fromkeys(("DMD", "MDD", "SD", "DS"), TWO_FIGURES),
    **dict.fromkeys(("DY", "YD"), lazy("You wrote a day and a year: add the month, such as {day}.")),
    **dict.fromkeys(("MMY", "YMM", "DMMY"), lazy("You wrote two months: write one, such as {month}.")),
    **dict.fromkeys(("SSY", "YSS"), lazy("You wrote two seasons: write one, such as {season}.")),
    **dict.fromkeys(("DDMY", "MDDY"), lazy("You wrote two days: write one, such as {day}.")),
}
#: What several dates are called, by the letters of each (of `parsing`, and s for decades).
_CALLED: Final = {
    "years": {"Y"},
    "months": {"M", "MY", "YM"},
    "seasons": {"S", "SY", "YS"},
    "decades": {"Ys", "Ds", "Qs", "s"},
    "days": {"D", "DM", "MD", "DY", "DMY"},
}
#: What is told of two of them.
_TWO_DATES: Final = {
    "years": lazy("You wrote two years: write the one that you mean."),
    "months": lazy("You wrote two months: write the one that you mean."),
    "seasons": lazy("You wrote two seasons: write the one that you mean."),
    "decades": lazy("You wrote two decades: write the one that you mean."),
    "days": lazy("You wrote two days: write the one that you mean."),
    "dates": lazy("You wrote two dates: write the one that you mean."),
}
#: What is told of more.
_SEVERAL_DATES: Final = {
    "years": lazy("You wrote several years: write the one that you mean."),
    "months": lazy("You wrote several months: write the one that you mean."),
    "seasons": lazy("You wrote several seasons: write the one that you mean."),
    "decades": lazy("You wrote several decades: write the one that you mean."),
    "days": lazy("You wrote several days: write the one that you mean."),
    "dates": lazy("You wrote several dates: write the one that you mean."),
}
#: Parts what is told where a year is asked for from what is told elsewhere, with what is asked for behind it.
_ELSEWHERE: Final = "\x1f"
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
    return f"{_WROTE[written]} {_ASKS_FOR[asked]}"


def right_but_coarse(written: str, asked: str) -> str:
    """Return what somebody is told whose date is right, and less precise than the answer."""
    return f"{_IS_RIGHT[written]} {_ASKS_FOR_THE[asked]}"


def which_era(year: int) -> str:
    """Return what to ask somebody who left out whether a year is BC."""
    return WHICH_ERA.replace("{year}", str(year))


def century_or_decade(century: str, decade: str) -> str:
    """Return what to ask somebody who wrote "1900s"."""
    return _(
        "Is that the %(century)s or the decade %(decade)s? Write “%(century)s” or “%(decade)s”.",
        century=century,
        decade=decade,
    )


def month_or_years(month: str, year: int) -> str:
    """Return what to ask somebody who wrote "2001-02"."""
    return _(
        "Is that %(month)s or the years %(year)s and %(next)s? Write the month as a word, or one year.",
        month=month,
        year=year,
        next=year + 1,
    )


def two_years(years: str) -> str:
    """Return what somebody is told who wrote two years with a sign between them."""
    which = _("“%(years)s” names two years: write the one that you mean.", years=years)
    return which + _ELSEWHERE + _("“%(years)s” names two years.", years=years)


def several_dates(each: Sequence[str]) -> str:
    """Return what somebody is told who wrote several dates, by the letters of each."""
    called = next((noun for noun, letters in _CALLED.items() if letters.issuperset(each)), "dates")
    if called == "days" and (each[0] == _ONE_DAY_IN_FULL or set(each) == {"D"}):
        called = "dates"
    are_more = len(each) > _TWO
    which = str((_SEVERAL_DATES if are_more else _TWO_DATES)[called])
    if called != "years":
        return which
    return which + _ELSEWHERE + (_("You wrote several years.") if are_more else _("You wrote two years."))


def for_asked(hint: str, asked: str) -> str:
    """Return a hint as it fits a question that asks for a precision, "" for any."""
    if hint == MISSING["M"] and asked == "day":
        return str(_DAY_OF_MONTH)
    if hint == MISSING["S"] and asked in {"day", "month", "part of the month"}:
        return too_coarse("season", asked)
    if hint == DAY_MONTH and asked == "month":
        # "December 02" may be a year as well as a day.
        return f"{_LACKS_A_YEAR} {_ASKS_FOR[asked]}"
    which, _sign, elsewhere = hint.partition(_ELSEWHERE)
    one = str(_ASKS_FOR_ONE.get(asked, _WRITE_ONE))
    if elsewhere:
        hint = which if asked in {"", "year", "bound"} else f"{elsewhere} {_ASKS_FOR.get(asked, _WRITE_ONE)}"
    return hint.replace(WRITE_A_DATE, to_write(asked)).replace("{ONE}", one)


def to_write(asked: str, *, with_example: bool = True) -> str:
    """Return what to write where a precision is asked for, "" for any."""
    if asked not in _TO_WRITE:
        return str(_TO_WRITE_SUCH_AS[""])
    told = _TO_WRITE[asked]
    return str(_TO_WRITE_SUCH_AS.get(asked, told) if with_example else told)


def telling_no_answer(hint: str, first_year: int, last_year: int) -> str:
    """Return a hint with other examples than the answer, which lies in these years."""
    told, such_as, example = hint.partition(str(SUCH_AS))
    for first, last, shown, other in _OTHER_EXAMPLES:
        if first_year <= last and first <= last_year:
            example = re.sub(shown, other, example)
    return told + such_as + example
