"""What a learner is told whose date can't be read: what was understood, and what is missing."""

from typing import Final

WRITE_A_DATE: Final = "Write a date, such as 14 July 2004, July 2004 or 2004."
TWO_FIGURES: Final = "Write the year in full, such as 2004: two figures may be of any century."
MANY_FIGURES: Final = "A year has at most four figures: write it in full, such as 2004."
NO_YEAR_0: Final = "There is no year 0: 1 BC is followed by AD 1."
WHOLE_DECADE: Final = "Write the decade in full, such as 1960s: its century is missing."
NO_DECADE: Final = "A decade begins with a year that ends in 0: write one such as 1960s, or the year alone."
ONE_DATE: Final = "Write one date, not from when to when."
ONE_ERA: Final = "You wrote both BC and AD: write one of them."
NO_MINUS: Final = "Write BC behind a year before the year 1, such as 221 BC, and no minus in front."
NO_DATE_BEHIND: Final = (
    "You wrote a word such as early or before without a date: add one, such as early 2004."
)
WHICH_CENTURY: Final = "Write the number of the century too, such as 19th century."
NUMBER_ALONE: Final = (
    "You wrote {number} alone: add the month and the year, such as {day},"
    " or write the year in full, such as 2004."
)
ROMAN_ALONE: Final = (
    "You wrote Roman figures alone: add the year to a month, such as VII 2004, or write XIX century."
)
MONTH_AS_A_WORD: Final = "Write the month as a word, such as 14 July 2004."
DAY_MONTH: Final = "You wrote a month and a day: add the year, such as {day}."
#: By what was written (the letters of `reading`), with an example of a day or a month to be filled in.
MISSING: Final = {
    "D": "You wrote a day: add the month and the year, such as {day}.",
    "M": "You wrote a month: add the year, such as {month}.",
    "S": "You wrote a season: add the year, such as summer 2004.",
    **dict.fromkeys(("DM", "MD"), DAY_MONTH),
    **dict.fromkeys(("DMD", "MDD", "SD", "DS"), TWO_FIGURES),
    **dict.fromkeys(("DY", "YD"), "You wrote a day and a year: add the month, such as {day}."),
    **dict.fromkeys(("MMY", "YMM", "DMMY"), "You wrote two months: write one, such as {month}."),
    **dict.fromkeys(("SSY", "YSS"), "You wrote two seasons: write one, such as summer 2004."),
    **dict.fromkeys(("DDMY", "MDDY"), "You wrote two days: write one, such as {day}."),
}
_EXAMPLE: Final = "such as "
_EXAMPLE_YEAR: Final = 2004
_OTHER_YEAR: Final = 1962


def telling_no_answer(hint: str, first_year: int, last_year: int) -> str:
    """Return a hint with another year in its example if the answer lies around that of all hints."""
    if not first_year <= _EXAMPLE_YEAR <= last_year:
        return hint
    told, such_as, example = hint.partition(_EXAMPLE)
    return told + such_as + example.replace(str(_EXAMPLE_YEAR), str(_OTHER_YEAR))
