# ruff: noqa: RUF001 -- Cyrillic letters are meant
import re
from contextlib import suppress
from datetime import date, timedelta
from itertools import product

import pytest
from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError, Mark
from quizapp.question_types.date.foreign import MONTHS
from quizapp.question_types.date.kind import Date, DateQuestion
from quizapp.question_types.date.parsing import spelled
from quizapp.question_types.date.reading import read
from quizapp.question_types.date.span import Day
from quizapp.question_types.date.tables import TABLES
from quizapp.question_types.date.tokens import keys_of
from quizapp.question_types.date.words import ENGLISH

DATE = Date()
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def question(answer: str, **own: object) -> DateQuestion:
    return DateQuestion.model_validate(
        {"id": "q", "type": "date", "topics": ["t"], "prompt": "?", "answer": answer, **own}
    )


def as_day(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def mark(answer: str, response: str) -> Mark:
    asked = question(answer)
    return DATE.grade(asked, DATE.parse(asked, response, ()))


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def spellings(day: date) -> list[str]:
    """Return the spellings of a day that no reader can take for another."""
    name = ENGLISH.months[day.month - 1].capitalize()
    d, m, y = day.day, day.month, day.year
    unmistakable = [f"{d}/{m}/{y}", f"{m}/{d}/{y}", f"{d:02}-{m:02}-{y}"] if d > 12 or d == m else []
    return [
        f"{d} {name} {y}",
        f"{name} {d}, {y}",
        f"{name} {ordinal(d)}, {y}",
        f"the {ordinal(d)} of {name}, {y}",
        f"on {d} {name[:3]}. {y}",
        f"{d:02} {name[:4]} {y}",
        f"{d}-{name[:3]}-{y}",
        f"{d}.{m}.{y}",
        f"{d:02}.{m:02}.{y}",
        f"{d}. {m}. {y}",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y} {name} {d}",
        f"{day:%A}, {d} {name} {y}",
        *unmistakable,
    ]


@given(days, st.sampled_from([str, str.upper, str.lower]))
def test_every_spelling_of_a_day_is_that_day(day: date, case: type[str]) -> None:
    for spelling in spellings(day):
        span = read(case(spelling))
        assert (span.start, span.end, span.precision) == (as_day(day), as_day(day), "day")
    assert read(spelled(read(day.isoformat()))) == read(day.isoformat())


@given(days)
def test_every_spelling_of_a_month_is_that_month(day: date) -> None:
    name = ENGLISH.months[day.month - 1].capitalize()
    for spelling in (
        f"{name} {day.year}",
        f"{name}, {day.year}",
        f"in {name[:3]}. of {day.year}",
        f"{day.year} {name}",
        f"{day.month:02}/{day.year}",
        f"{day.month}.{day.year}",
        f"{day.year}-{day.month:02}",
    ):
        span = read(spelling)
        assert span.precision == "month"
        assert span.start == as_day(day.replace(day=1))
        assert (date(*span.end) + timedelta(days=1)).day == 1
        assert span.start <= as_day(day) <= span.end


@given(st.integers(100, 9998), st.sampled_from(["{}", "in {}", "the year {}", "c. {}", "{}.", "AD {}"]))
def test_a_year_is_all_its_days(year: int, form: str) -> None:
    span = read(form.format(year))
    assert (span.start, span.end, span.precision) == ((year, 1, 1), (year, 12, 31), "year")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("spring 1996", date(1996, 3, 1), date(1996, 5, 31)),
        ("summer 1997", date(1997, 6, 1), date(1997, 8, 31)),
        ("fall of 2000", date(2000, 9, 1), date(2000, 11, 30)),
        ("autumn 2000", date(2000, 9, 1), date(2000, 11, 30)),
        ("winter 2000", date(2000, 12, 1), date(2001, 2, 28)),
        ("winter 2003", date(2003, 12, 1), date(2004, 2, 29)),
    ],
)
def test_a_season_is_three_months(text: str, start: date, end: date) -> None:
    span = read(text)
    assert (span.start, span.end, span.precision) == (as_day(start), as_day(end), "season")


@given(days, days)
def test_a_different_day_never_earns_credit(answer: date, other: date) -> None:
    assume(answer != other)
    for spelling in spellings(other):
        assert mark(answer.isoformat(), spelling).credit == 0


@given(days, days)
def test_a_day_is_right_for_a_month_exactly_if_it_lies_in_it(answer: date, day: date) -> None:
    inside = (answer.year, answer.month) == (day.year, day.month)
    assert mark(f"{answer:%Y-%m}", day.isoformat()).credit == inside
    assert mark(f"{answer:%Y-%m}", answer.isoformat()).credit == 1


@given(days)
def test_what_is_less_precise_than_the_question_asks_is_asked_back(day: date) -> None:
    for answer in (day, day.replace(day=1, year=day.year - 1)):
        for response, said in ((str(day.year), "a year"), (f"{day:%Y-%m}", "a month")):
            with pytest.raises(MalformedError, match=f"You wrote {said}. The question asks for a day"):
                mark(answer.isoformat(), response)
        with pytest.raises(MalformedError, match="The question asks for a month"):
            mark(f"{answer:%Y-%m}", str(day.year))


def stored(answer: str, response: str) -> Mark:
    """Mark a response as one that was given before anything like it was asked back."""
    return DATE.grade(question(answer), response)


@given(days)
def test_a_date_that_is_right_as_far_as_it_goes_is_told_so(day: date) -> None:
    year, month = stored(day.isoformat(), str(day.year)), stored(day.isoformat(), f"{day:%Y-%m}")
    assert (year.credit, month.credit) == (0, 0)
    assert year.feedback == ("The year is right. The question asks for the day.",)
    assert month.feedback == ("The month is right. The question asks for the day.",)
    assert stored(f"{day:%Y-%m}", str(day.year)).feedback == (
        "The year is right. The question asks for the month.",
    )


@given(days, days)
def test_nobody_is_told_that_a_wrong_year_is_right(answer: date, other: date) -> None:
    assume(answer.year != other.year)
    assert stored(answer.isoformat(), str(other.year)).feedback == ()
    assert stored(answer.isoformat(), f"{other:%Y-%m}").feedback == ()


def test_a_season_that_holds_the_answer_is_right_as_far_as_it_goes() -> None:
    assert stored("2001-01-05", "winter 2000").feedback == (
        "The season is right. The question asks for the day.",
    )
    assert stored("winter 2000", "2000") == Mark(0)
    assert stored("fall 2000", "2000").feedback == ("The year is right. The question asks for the season.",)


def test_what_the_author_says_goes_before_the_general_remark() -> None:
    asked = question("2001-06-15", feedback=[{"response": "in 2001", "text": "Which day?"}])
    assert DATE.grade(asked, DATE.parse(asked, "2001", ())).feedback == ("Which day?",)
    assert DATE.grade(asked, "June 2001").feedback == ("The month is right. The question asks for the day.",)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1000, 2999), st.sampled_from("/-"))
def test_a_date_that_may_be_two_is_asked_back_with_both(one: int, two: int, year: int, mark_: str) -> None:
    assume(one != two)
    with pytest.raises(MalformedError) as caught:
        read(f"{one}{mark_}{two}{mark_}{year}")
    hint = str(caught.value)
    assert spelled(read(f"{year}-{two}-{one}")) in hint
    assert spelled(read(f"{year}-{one}-{two}")) in hint


@given(st.integers(1, 12), st.integers(29, 31), st.integers(1000, 2999))
def test_a_day_that_no_calendar_has_is_asked_back(month: int, day: int, year: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        for text in (f"{day}.{month}.{year}", f"{day} {ENGLISH.months[month - 1]} {year}"):
            with pytest.raises(MalformedError, match="days"):
                read(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("October2 003", "“003” is no year. Write the year in full and in one piece"),
        ("15 June 02 001", "“001” is no year"),
        ("97", "in full"),
        ("15 June 01", "in full"),
        ("15.6.01", "in full"),
        ("fall '00", "in full"),
        ("15 June", "a month and a day: add the year, such as 14 July 2004"),
        ("June", "a month: add the year, such as July 2004"),
        ("15/6", "a month and a day: add the year"),
        ("3rd", "a day: add the month and the year"),
        ("3", "3 alone: add the month and the year"),
        ("15 2004", "a day and a year: add the month"),
        ("summer", "a season: add the year"),
        ("before", "without a date: add one"),
        ("century", "the number of the century"),
        ("0th century", "no century 0"),
        ("-221", "Write BC"),
        ("20040714", "month as a word"),
        ("13/1997", "no month 13"),
        ("90s", "decade in full"),
        ("early 15 June 2001", "early, mid or late before"),
        ("15 June 0000", "no year 0"),
        ("juny 1997", "June or July"),
        ("listopad 1997", "October or November"),
        ("1997 early", "Write a date"),
        ("1995s", "a year that ends in 0"),
        ("1997-1998", "“1997-1998” names two years: write the one"),
        ("from 1997 to 1998", "a period. Write one date"),
        ("between 1997 and 1998", "a period. Write one date"),
        ("1997 or 1998", "two years: write the one"),
        ("1996, 1997 or 1998", "several years"),
        ("May or June 1998", "two months"),
        ("14 or 15 May 1998", "two days"),
        ("14 July or August 1998", "two dates"),
        ("spring or summer 1998", "two seasons"),
        ("1980s or 1990s", "two decades"),
        ("last October", "a month: add the year"),
        ("this spring", "a season: add the year"),
        ("on 5 October last year", "a month and a day: add the year"),
        ("it may be", "Write a date"),
        ("the fall of Rome", "Write a date"),
        ("years ago", "Write a date"),
        ("October Revolution 1917", "Write a date"),
        ("soon", "Write a date"),
    ],
)
def test_the_hint_says_what_is_missing(text: str, hint: str) -> None:
    with pytest.raises(MalformedError, match=hint):
        read(text)


@pytest.mark.parametrize(
    ("answer", "response", "example"),
    [
        ("2004-07-14", "14 July", "14 July 1962"),
        ("2004", "04", "1962"),
        ("2000s", "soon", "the decade, such as 1960s"),
        ("2004", "soon", "the year, such as 1962"),
        ("July 2004", "last October", "add the year, such as July 1962"),
        ("2005", "14 July", "14 July 2004"),
        ("1962", "14 July", "14 July 2004"),
        ("2004", "6/7/2004", "Is that 6 July 2004 or 7 June 2004"),
        ("1960s", "20th century", "1810s"),
    ],
)
def test_the_example_of_a_hint_is_not_the_answer(answer: str, response: str, example: str) -> None:
    with pytest.raises(MalformedError, match=re.escape(example)):
        DATE.parse(question(answer), response, ())


@pytest.mark.parametrize("language", ["en", *TABLES, "cs", "hi"])
@pytest.mark.parametrize(
    "answer",
    ["2001-05-03", "May 2001", "spring 2001", "2001", "2000s", "mid-2001", "mid-May 2001", "early 2000s"],
)
def test_the_example_of_a_hint_is_one_in_the_language_of_the_question(answer: str, language: str) -> None:
    asked = question(answer, language=language)
    with pytest.raises(MalformedError) as told:
        DATE.parse(asked, "17th century", ())
    example = str(told.value).partition("such as ")[2].removesuffix(".")
    assert read(example, language).precision == read(answer).precision


@pytest.mark.parametrize(
    ("answer", "typed", "hint"),
    [
        ("2001-06-15", "soon", "Write the day, the month and the year, such as 14 July 2004."),
        ("2001-06-15", "last October", "You wrote a month: add the day and the year, such as 14 July 2004."),
        (
            "2001-06-15",
            "1999/2000",
            "“1999/2000” names two years. The question asks for a day, such as 14 July 2004.",
        ),
        ("June 2001", "soon", "Write the month and the year, such as July 2004."),
        ("June 2001", "this spring", "You wrote a season. The question asks for a month, such as July 2004."),
        (
            "June 2001",
            "from 1999 to 2001",
            "You wrote a period. The question asks for one month, such as July 2004.",
        ),
        (
            "June 2001",
            "1999 or 2000",
            "You wrote two years. The question asks for a month, such as July 2004.",
        ),
        ("2001", "from 1999 to 2001", "You wrote a period. The question asks for one year, such as 2004."),
        ("2001", "1999 or 2000", "You wrote two years: write the one that you mean."),
        ("1990s", "1990-1998", "“1990-1998” names two years. The question asks for a decade, such as 1960s."),
        ("early 1990s", "soon", "Write early, mid or late, and the decade, such as early 1960s."),
        ("before 1997", "soon", "Write before or after, and the date."),
    ],
)
def test_a_hint_asks_for_no_more_than_the_question(answer: str, typed: str, hint: str) -> None:
    with pytest.raises(MalformedError) as told:
        DATE.parse(question(answer), typed, ())
    assert str(told.value) == hint


@pytest.mark.parametrize(
    ("language", "month", "period"),
    [
        ("de", "letzten Oktober", "von 1999 bis 2001"),
        ("de", "im vergangenen Oktober", "zwischen 1999 und 2001"),
        ("fr", "en octobre dernier", "de 1999 à 2001"),
        ("ru", "в прошлом октябре", "с 1999 по 2001"),
        ("es", "en octubre pasado", "desde 1999 hasta 2001"),
        ("zh", "去年十月", "从1999年到2001年"),
    ],
)
def test_what_is_missing_is_told_in_other_languages_too(language: str, month: str, period: str) -> None:
    asked = question("2001-06", language=language)
    for typed, hint in ((month, "You wrote a month: add the year"), (period, "You wrote a period.")):
        with pytest.raises(MalformedError, match=hint):
            DATE.parse(asked, typed, ())


@pytest.mark.parametrize("answer", ["1800s", "early 1900s", "2003/04"])
def test_an_author_is_told_of_an_answer_that_may_be_two_dates(answer: str) -> None:
    (hint,) = DATE.faults(question(answer))
    assert (hint.path, hint.level) == (("answer",), "hint")
    assert hint.remedy.startswith("Is that ")
    assert DATE.grade(question(answer), DATE.right_response(question(answer))).credit == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Febuary 1997", "February"),
        ("atumn 1997", "Autumn"),
        ("summmer 1997", "Summer"),
        ("5 Jully 1997", "July"),
    ],
)
def test_a_slip_in_a_name_is_forgiven_and_told(text: str, meant: str) -> None:
    expected = text.replace(text.split()[-2], meant)
    given = mark(expected, text)
    assert (given.credit, given.spelling) == (1, meant)


def test_a_slip_that_may_be_two_months_is_asked_back() -> None:
    with pytest.raises(
        MalformedError, match=r"“Juny” isn't understood. If you mean June or July, write that"
    ):
        read("Juny 1997")


@pytest.mark.parametrize(
    ("answer", "text"),
    [("1993-10", "Oct. '93"), ("1998-05-07", "07 May, 98"), ("1999-11", "11/99"), ("late 1990s", "late 90s")],
)
def test_a_year_cut_short_lies_in_the_century_of_the_answer(answer: str, text: str) -> None:
    assert mark(answer, text).credit == 1
    with pytest.raises(MalformedError):
        read(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2006 (if everything goes well)", "2006"),
        ("in 1992, after that it went down", "1992"),
        ("July 1992, as far as I know", "July 1992"),
        ("1992 because of the war", "1992"),
    ],
)
def test_an_explanation_behind_a_date_says_nothing_of_it(text: str, same: str) -> None:
    assert read(text) == read(same)


@pytest.mark.parametrize("text", ["1992 (or a bit later)", "1992, not 1993", "1992, in summer perhaps so"])
def test_an_explanation_that_may_change_the_date_is_asked_back(text: str) -> None:
    with pytest.raises(MalformedError):
        read(text)


@pytest.mark.parametrize("text", ["7/5/98", "5-7-04", "7 May 04", "04"])
def test_two_figures_that_may_be_a_day_are_asked_back(text: str) -> None:
    with pytest.raises(MalformedError):
        mark("1998-05-07", text)


@pytest.mark.parametrize(
    "text", ["starting", "fill 1997", "tall", "wall", "quarter", "second half", "Monday"]
)
def test_only_a_word_that_may_be_a_month_is_taken_for_a_slip(text: str) -> None:
    with pytest.raises(MalformedError) as caught:
        read(text)
    assert "If you mean" not in str(caught.value)


PIECES = [*"0123456789 .,/-'", "June", "May", "fall ", "of ", "th ", "AD "]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_is_read_is_always_a_span_in_the_calendar(text: str) -> None:
    try:
        span = read(text)
    except MalformedError:
        return
    assert span.start <= span.end
    assert 1 <= span.start.day <= 31
    assert 1 <= span.end.month <= 12
    assert span.end.year - span.start.year < 100 or span.precision == "bound"


@pytest.mark.parametrize(
    ("answer", "shown", "asked_for"),
    [
        ("2001-06-15", "15 June 2001", "day"),
        ("15.6.2001", "15 June 2001", "day"),
        ("June 15, 2001", "June 15, 2001", "day"),
        ("2001-06", "June 2001", "month"),
        ("fall 2000", "fall 2000", "season"),
        ("1997", "1997", "year"),
    ],
)
def test_the_answer_is_shown_in_words_and_the_page_says_how_precise_it_is(
    answer: str, shown: str, asked_for: str
) -> None:
    assert DATE.answer_text(question(answer)) == shown
    assert asked_for in DATE.asks(question(answer))


# ---- longer and shorter spans


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("the 1990s", (1990, 1, 1), (1999, 12, 31), "decade"),
        ("1990's", (1990, 1, 1), (1999, 12, 31), "decade"),
        ("in the early 1990s", (1990, 1, 1), (1993, 12, 31), "part of the decade"),
        ("mid-1990s", (1994, 1, 1), (1996, 12, 31), "part of the decade"),
        ("the late 1990s", (1997, 1, 1), (1999, 12, 31), "part of the decade"),
        ("mid-2004", (2004, 5, 1), (2004, 8, 31), "part of the year"),
        ("late 1997", (1997, 9, 1), (1997, 12, 31), "part of the year"),
        ("the beginning of 1997", (1997, 1, 1), (1997, 4, 30), "part of the year"),
        ("at the end of 1997", (1997, 9, 1), (1997, 12, 31), "part of the year"),
        ("early February 2004", (2004, 2, 1), (2004, 2, 10), "part of the month"),
        ("mid-June 2001", (2001, 6, 11), (2001, 6, 20), "part of the month"),
        ("late Feb. 2004", (2004, 2, 21), (2004, 2, 29), "part of the month"),
        ("early fall 2000", (2000, 9, 1), (2000, 9, 30), "part of the season"),
        ("late winter 2000", (2001, 2, 1), (2001, 2, 28), "part of the season"),
        ("19th century", (1801, 1, 1), (1900, 12, 31), "century"),
        ("the early 21st century", (2001, 1, 1), (2033, 12, 31), "part of the century"),
        ("221 BC", (-220, 1, 1), (-220, 12, 31), "year"),
        ("221BCE", (-220, 1, 1), (-220, 12, 31), "year"),
        ("221 B.C.E.", (-220, 1, 1), (-220, 12, 31), "year"),
        ("15 March 44 B.C.", (-43, 3, 15), (-43, 3, 15), "day"),
        ("March 44 BC", (-43, 3, 1), (-43, 3, 31), "month"),
        ("29 February 1 BC", (0, 2, 29), (0, 2, 29), "day"),
        ("the 220s BC", (-228, 1, 1), (-219, 12, 31), "decade"),
        ("3rd century BC", (-299, 1, 1), (-200, 12, 31), "century"),
        ("winter 2 BC", (-1, 12, 1), (0, 2, 29), "season"),
        ("A.D. 9", (9, 1, 1), (9, 12, 31), "year"),
        ("the 30s AD", (30, 1, 1), (39, 12, 31), "decade"),
    ],
)
def test_a_span_is_all_its_days(
    text: str, start: tuple[int, ...], end: tuple[int, ...], precision: str
) -> None:
    span = read(text)
    assert (span.start, span.end, span.precision) == (start, end, precision)
    assert mark(text, text).credit == 1


@given(days, st.sampled_from(["{:%Y}", "{:%Y-%m}", "{:%Y-%m-%d}"]))
def test_before_and_after_a_date_lie_all_other_days(day: date, form: str) -> None:
    text = form.format(day)
    span = read(text)
    before, until = read(f"before {text}"), read(f"until {text}")
    since, after = read(f"since {text}"), read(f"after {text}")
    for bound, holds_it in ((before, False), (until, True), (since, True), (after, False)):
        assert bound.contains(span) == holds_it
    assert before.contains(read((date(*span.start) - timedelta(days=1)).isoformat()))
    assert after.contains(read((date(*span.end) + timedelta(days=1)).isoformat()))
    assert (until.end, since.start) == (span.end, span.start)


@given(st.integers(1, 9998), st.integers(1, 9999))
def test_years_before_the_year_1_run_backwards(one: int, other: int) -> None:
    before = read(f"before {one} BC")
    assert before.contains(read(f"{other} BC")) == (other > one)
    assert not before.contains(read(f"AD {other}"))


def test_a_bound_is_what_its_author_asks_for() -> None:
    assert [mark("before 1991", text).credit for text in ("before 1991", "1990", "1980s", "1991")] == [
        1,
        1,
        1,
        0,
    ]
    for answer, response in (("before 1991", "before 2001"), ("1991", "after 1990")):
        assert mark(answer, response) == Mark(0, ("That is true, but the question asks for more.",))


def test_a_decade_is_right_as_far_as_it_goes() -> None:
    assert stored("early 1990s", "1990s").feedback == (
        "The decade is right. The question asks for the part of the decade.",
    )
    assert stored("1992", "early 1990s").feedback == (
        "The part of the decade is right. The question asks for the year.",
    )


# ---- parts of the credit


@given(days, days)
def test_the_right_year_and_the_right_month_earn_what_the_author_says(answer: date, other: date) -> None:
    asked = question(answer.isoformat(), right_year=0.25, right_month=0.5)
    same_year = answer.year == other.year
    same_month = same_year and answer.month == other.month
    expected = 1 if answer == other else 0.5 if same_month else 0.25 if same_year else 0
    assert DATE.grade(asked, other.isoformat()).credit == expected
    assert DATE.grade(asked, f"{other:%Y-%m}").credit == (0.5 if same_month else 0.25 if same_year else 0)
    assert DATE.grade(asked, f"{other:%Y}").credit == (0.25 if same_year else 0)


def test_a_part_of_the_credit_comes_with_a_word() -> None:
    asked = question("2001-06-15", right_year=0.25, right_month=0.5)
    assert DATE.grade(asked, "16 June 2001").feedback == ("The month and the year are right.",)
    assert DATE.grade(asked, "fall 2001").feedback == ("The year is right.",)
    assert DATE.grade(asked, "2001").feedback == ("The year is right. The question asks for the day.",)
    assert DATE.grade(asked, "early 2000s") == Mark(
        0, ("The part of the decade is right. The question asks for the day.",)
    )


@given(
    st.sampled_from(["2001-06-15", "mid-2004", "fall 2000", "221 BC", "early 1990s", "before 1991"]),
    st.data(),
)
def test_a_date_inside_the_answer_is_right_however_it_is_written(answer: str, data: st.DataObject) -> None:
    span = read(answer)
    if span.start.year < 1:
        return
    first, last = date(*span.start), date(*span.end) if span.end.year < 9999 else date(9999, 12, 31)
    day = data.draw(st.dates(first, last))
    for spelling in spellings(day):
        assert mark(answer, spelling).credit == 1


@pytest.mark.parametrize(("century", "decade"), [(19, "1800"), (20, "1900"), (18, "1700")])
def test_a_name_of_a_century_and_of_a_decade_is_asked_back(century: int, decade: str) -> None:
    both = f"Is that the {century}th century or the decade {decade}–{decade[:-1]}9"
    for answer in (f"{century}th century", decade, "1850"):
        for response in (f"{decade}s", f"the early {decade}s", f"before the {decade}s"):
            with pytest.raises(MalformedError, match=both):
                DATE.parse(question(answer), response, ())
    # The question shows which is meant; and what was stored before is still marked.
    for answer in (f"{decade}s", f"{decade}–{decade[:-1]}9", "1930s"):
        DATE.parse(question(answer), f"{decade}s", ())
    assert DATE.grade(question(f"{century}th century"), f"{decade}s").credit == 0


def test_a_month_that_may_be_two_years_is_asked_back() -> None:
    with pytest.raises(MalformedError, match="April 2003 or the years 2003 and 2004"):
        DATE.parse(question("2003"), "2003/04", ())
    assert mark("2003-04", "2003-04").credit == 1


@pytest.mark.parametrize(
    ("prompt", "language", "response", "credit"),
    [
        ("Until when was he president?", "en", "until 2020", 1),
        ("How long did it last?", "en", "till 2020", 1),
        ("When did it end?", "en", "until the end of 2020", 1),
        ("Since when has it been a member?", "en", "since 2020", 1),
        ("From which year on?", "en", "from 2020 onwards", 1),
        ("When did it begin?", "en", "starting in 2020", 1),
        ("Before which year?", "en", "before 2020", 1),
        ("Seit wann?", "de", "seit 2020", 1),
        ("Depuis quand ?", "fr", "depuis 2020", 1),
        ("¿Desde cuándo?", "es", "desde 2020", 1),
        ("С какого года?", "ru", "с 2020 года", 1),
        ("До какого года?", "ru", "до 2020 года", 1),
        ("Until when was he president?", "en", "since 2020", 0),
        ("Until when was he president?", "en", "before 2020", 0),
        ("It was in force from 1994 until …", "en", "until 2020", 1),
        ("He took office in 1994 and stayed until?", "en", "until 2020", 1),
        ("Fino a quale anno?", "it", "fino al 2020", 1),
        ("Tot wanneer?", "nl", "tot 2020", 1),
        ("Do którego roku?", "pl", "do 2020 r.", 1),
        ("When, before the war, was it signed?", "en", "before 2020", 0),
        ("When was the last meeting?", "en", "until 2020", 0),
        ("When, at the end of the war, was it signed?", "en", "until 2020", 0),
        ("When did the delegation from China arrive?", "en", "from 2020", 0),
        ("When was it signed by the five?", "en", "by 2020", 0),
        ("When was it signed?", "en", "until 2020", 0),
    ],
)
def test_the_word_with_which_a_question_asks_is_no_part_of_the_date(
    prompt: str, language: str, response: str, credit: float
) -> None:
    asked = question("2020", prompt=prompt, language=language)
    assert DATE.grade(asked, DATE.parse(asked, response, ())).credit == credit


@given(st.text(max_size=100), st.sampled_from(["en", "de", "ru", "zh", "ar", "tr", "dyo", "bo", "xx"]))
def test_any_line_is_read_or_asked_back(text: str, language: str) -> None:
    with suppress(MalformedError):
        span = read(text, language)
        assert span.start <= span.end


# ---- other languages


LANGUAGES = sorted(name for name in locale_identifiers() if "_" not in name and name != "root")
#: A day of every month, and one that may be of another month where it is written in figures.
DAYS = [*(date(2010, month, 27) for month in range(1, 13)), date(2004, 2, 1)]


def test_what_the_cldr_writes_is_read_in_every_language() -> None:
    assert len(LANGUAGES) > 300
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for day, width in (*product(DAYS, ("long", "medium")), *product(DAYS[-2:], ("short",))):
            written = format_date(day, width, locale)
            try:
                assert read(written, language) == read(day.isoformat()), (language, written)
            except MalformedError:
                is_two_dates = day.day <= 12 and len(re.findall("[0-9]+", written)) == 3
                is_cut_short = width == "short" and str(day.year) not in written
                assert is_two_dates or is_cut_short, (language, written)


def test_the_months_of_larger_languages_are_those_of_the_cldr() -> None:
    for language in set(MONTHS) - {"hr", "ar-SY"}:
        words = ENGLISH.meanings
        for number, name in Locale.parse(language, sep="-").months["format"]["wide"].items():
            meant = words[keys_of(name)]
            assert meant.value == number or meant.kind == "months", (language, name)


@pytest.mark.parametrize("language", [*sorted(set(MONTHS) - {"hr"}), "ja", "ko"])
def test_a_date_of_a_larger_language_is_read_in_an_english_bank(language: str) -> None:
    locale = Locale.parse(language, sep="-")
    for month, width in product(range(1, 13), ("long", "medium")):
        day = date(2004, month, 14)
        # Two names of months are other months in Croatian.
        if (language, month) not in {("pl", 7), ("pl", 11)}:
            assert read(format_date(day, width, locale)) == read(day.isoformat())


@given(days, st.sampled_from(["de", "fr", "ru", "kk", "es", "ky", "uz", "tr", "pt-BR", "it", "pl", "nl"]))
def test_a_day_in_another_language_is_read_as_it_is_shown(day: date, language: str) -> None:
    span = read(day.isoformat(), language)
    shown = spelled(span, language)
    assert any(character.isalpha() for character in shown)
    assert read(shown, language) == span
    assert read(shown.upper(), language) == span
    month = read(f"{day:%Y-%m}", language)
    assert read(spelled(month, language), language) == month


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "15. Juni 2001", "15 June 2001"),
        ("de", "am 15. März 2001", "15 March 2001"),
        ("de-AT", "Jänner 2001", "January 2001"),
        ("de", "Freitag, 15. Juni 2001", "15 June 2001"),
        ("de", "Herbst 2000", "fall 2000"),
        ("de", "im Frühling 2000", "spring 2000"),
        ("de", "Mitte 2004", "mid-2004"),
        ("de", "Anfang der 1990er Jahre", "early 1990s"),
        ("de", "1990er", "1990s"),
        ("de", "vor 1991", "before 1991"),
        ("de", "221 v. Chr.", "221 BC"),
        ("de", "19. Jahrhundert", "19th century"),
        ("fr", "le 15 juin 2001", "15 June 2001"),
        ("fr", "1er août 2001", "1 August 2001"),
        ("fr", "1 aout 2001", "1 August 2001"),
        ("fr", "été 1997", "summer 1997"),
        ("fr", "221 av. J.-C.", "221 BC"),
        ("es", "15 de junio de 2001", "15 June 2001"),
        ("es", "otoño de 2000", "fall 2000"),
        ("es", "siglo 19", "19th century"),
        ("ru", "15 июня 2001 г.", "15 June 2001"),
        ("ru", "июнь 2001 года", "June 2001"),
        ("ru", "осенью 2000 года", "fall 2000"),
        ("ru", "1990-е годы", "1990s"),
        ("ru", "221 до н.э.", "221 BC"),
        ("kk", "2001 ж. 15 маусым", "15 June 2001"),
        ("ky", "15-июнь 2001", "15 June 2001"),
        ("ru", "XIX в.", "19th century"),
        ("ru", "1990-е", "1990s"),
        ("it", "1º giugno 2001", "1 June 2001"),
        ("it", "nell'autunno del 2000", "fall 2000"),
        ("it", "anni 1990", "1990s"),
        ("pt", "século XIX", "19th century"),
        ("pt", "antes de 1991", "before 1991"),
        ("nl", "in het najaar van 2000", "fall 2000"),
        ("nl", "jaren 1990", "1990s"),
        ("nl", "19e eeuw", "19th century"),
        ("pl", "lata 1990", "1990s"),
        ("pl", "do 1991 r.", "until 1991"),
        ("pl", "XIX w.", "19th century"),
        ("uk", "восени 2000 року", "fall 2000"),
        ("uk", "XIX ст.", "19th century"),
        ("tr", "2006'dan beri", "since 2006"),
        ("tr", "19. yüzyıl", "19th century"),
        ("tr", "MÖ 221", "221 BC"),
        ("kk", "2020 жылға дейін", "until 2020"),
        ("kk", "XIX ғасыр", "19th century"),
        ("ar", "خريف 2000", "fall 2000"),
        ("ar", "القرن 19", "19th century"),
        ("fa", "تا 2020", "until 2020"),
        ("zh", "公元前221年", "221 BC"),
        ("zh", "二〇〇一年六月十五日", "15 June 2001"),
        ("zh", "1990年代", "1990s"),
        ("ja", "19世紀", "19th century"),
        ("ja", "2000年の秋", "fall 2000"),
        ("ko", "2006년부터", "since 2006"),
        ("ko", "1990년대", "1990s"),
        ("de", "15 June 2001", "15 June 2001"),
    ],
)
def test_a_date_is_read_in_the_language_of_its_question(language: str, text: str, english: str) -> None:
    asked = question(english, language=language)
    assert DATE.grade(asked, DATE.parse(asked, text, ())).credit == 1
    assert read(text, language) == read(english)


def test_an_ambiguous_date_is_asked_back_in_words_that_can_be_typed() -> None:
    with pytest.raises(MalformedError, match=r"6\. Juli 2001 or 7\. Juni 2001"):
        read("6/7/2001", "de")


def test_where_months_have_no_words_a_date_is_shown_in_figures_or_in_english() -> None:
    assert spelled(read("2001-06-15", "zh"), "zh") == "2001年6月15日"
    assert read(spelled(read("2001-06-15", "yo"), "yo"), "yo") == read("2001-06-15")
    assert read("15 June 2001", "xx-nowhere") == read("15 June 2001")
