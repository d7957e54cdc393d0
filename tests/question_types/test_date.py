from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError, Mark
from quizapp.question_types.date.kind import Date, DateQuestion
from quizapp.question_types.date.reading import read, spelled
from quizapp.question_types.date.words import ENGLISH

DATE = Date()
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def question(answer: str, **own: object) -> DateQuestion:
    return DateQuestion.model_validate(
        {"id": "q", "type": "date", "topics": ["t"], "prompt": "?", "answer": answer, **own}
    )


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
        assert (span.start, span.end, span.precision) == (day, day, "day")
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
        assert span.start == day.replace(day=1)
        assert (span.end + timedelta(days=1)).day == 1
        assert span.start <= day <= span.end


@given(st.integers(100, 9998), st.sampled_from(["{}", "in {}", "the year {}", "c. {}", "{}.", "AD {}"]))
def test_a_year_is_all_its_days(year: int, form: str) -> None:
    span = read(form.format(year))
    assert (span.start, span.end, span.precision) == (date(year, 1, 1), date(year, 12, 31), "year")


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
    assert (span.start, span.end, span.precision) == (start, end, "season")


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
def test_a_date_that_is_right_as_far_as_it_goes_is_told_so(day: date) -> None:
    year, month = mark(day.isoformat(), str(day.year)), mark(day.isoformat(), f"{day:%Y-%m}")
    assert (year.credit, month.credit) == (0, 0)
    assert year.feedback == ("The year is right; the question asks for the day.",)
    assert month.feedback == ("The month is right; the question asks for the day.",)
    assert mark(f"{day:%Y-%m}", str(day.year)).feedback == (
        "The year is right; the question asks for the month.",
    )


@given(days, days)
def test_nobody_is_told_that_a_wrong_year_is_right(answer: date, other: date) -> None:
    assume(answer.year != other.year)
    assert mark(answer.isoformat(), str(other.year)).feedback == ()
    assert mark(answer.isoformat(), f"{other:%Y-%m}").feedback == ()


def test_a_season_that_holds_the_answer_is_right_as_far_as_it_goes() -> None:
    assert mark("2001-01-05", "winter 2000").feedback == (
        "The season is right; the question asks for the day.",
    )
    assert mark("winter 2000", "2000") == Mark(0)
    assert mark("fall 2000", "2000").feedback == ("The year is right; the question asks for the season.",)


def test_what_the_author_says_goes_before_the_general_remark() -> None:
    asked = question("2001-06-15", feedback=[{"response": "in 2001", "text": "Which day?"}])
    assert DATE.grade(asked, "2001").feedback == ("Which day?",)
    assert DATE.grade(asked, "June 2001").feedback == ("The month is right; the question asks for the day.",)


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
        ("97", "in full"),
        ("15 June 01", "in full"),
        ("15.6.01", "in full"),
        ("fall '00", "in full"),
        ("15 June", "year too"),
        ("June", "year too"),
        ("15/6", "year too"),
        ("13/1997", "no month 13"),
        ("Febuary 1997", "February"),
        ("atumn 1997", "Autumn"),
        ("mid-2004", "alone"),
        ("late April 1997", "alone"),
        ("1990s", "alone"),
        ("1997-1998", "one date"),
        ("from 1997 to 1998", "alone"),
        ("soon", "Write a date"),
    ],
)
def test_the_hint_says_what_is_missing(text: str, hint: str) -> None:
    with pytest.raises(MalformedError, match=hint):
        read(text)


PIECES = [*"0123456789 .,/-'", "June", "May", "fall ", "of ", "th ", "AD "]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_is_read_is_always_a_span_in_the_calendar(text: str) -> None:
    try:
        span = read(text)
    except MalformedError:
        return
    assert span.start <= span.end
    assert (span.end - span.start).days < 366


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


def test_another_language_is_read_in_english_until_it_has_its_table() -> None:
    assert read("15 June 2001", "de-AT") == read("15 June 2001", "en-GB")
