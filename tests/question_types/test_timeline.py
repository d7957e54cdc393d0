"""Events to date: what a date earns by its distance, and the axis on which it is drawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.reading import read
from quizapp.question_types.timeline.axis import Axis, around, year_text
from quizapp.question_types.timeline.kind import Timeline, TimelineQuestion, distance

KIND = Timeline()
EVENTS = [
    {"event": "The five meet", "date": "26 April 1996"},
    {"event": "The five become six", "date": "2001-06-15"},
    {"event": "The charter", "date": "2002"},
]


def question(*dates: str, **own: Any) -> TimelineQuestion:
    events = [{"event": f"Event {date}", "date": date} for date in dates] or EVENTS
    shape = {"id": "q", "type": "timeline", "topics": ["t"], "prompt": "When?", "events": events}
    return TimelineQuestion.model_validate(shape | own)


@pytest.mark.parametrize(
    ("right", "given_", "years"),
    [
        ("2001-06-15", "15 June 2001", 0),
        ("2001-06-15", "June 2001", 0),
        ("2001-06-15", "summer 2001", 0),
        ("2001-06-15", "2001", 0),
        ("2001", "15 June 2001", 0),
        ("early 1990s", "1992", 0),
        ("1990s", "early 1990s", 0),
        ("2001-06-15", "2002", 1),
        ("2001-06-15", "2000", 1),
        ("2001", "December 2002", 1),
        ("1990s", "2003", 4),
        ("winter 2000", "2001", 0),
        ("2001-06-15", "15 June 2003", 2),
        ("June 2001", "December 2001", 0.5),
        # The middle of what covers the date, not all of it.
        ("1996", "1990s", 2),
        ("2001", "20th century", 51),
        ("1 BC", "AD 1", 1),
        ("221 BC", "100", 320),
    ],
)
def test_a_date_is_off_by_the_years_between(right: str, given_: str, years: float) -> None:
    assert distance(read(right), read(given_)) == pytest.approx(years, abs=0.02)


@pytest.mark.parametrize(
    ("full", "zero", "years"),
    [(0, 10, range(1990, 2015)), (2, 5, range(1990, 2015)), (0.5, 1, range(1999, 2004))],
)
def test_credit_is_full_near_the_date_falls_evenly_and_ends(full: float, zero: float, years: range) -> None:
    asked = question("2001", "1950", full=full, zero=zero)
    for year in years:
        expected = min(1, max(0, (zero - abs(year - 2001)) / (zero - full)))
        assert KIND.grade(asked, [str(year), ""]).credit == pytest.approx(expected / 2)


days = st.dates().map(lambda day: day.isoformat())


@given(right=days, near=days, far=days)
def test_what_is_further_off_never_earns_more(right: str, near: str, far: str) -> None:
    asked = question(right, "1950", zero=500)
    if distance(read(right), read(near)) <= distance(read(right), read(far)):
        assert KIND.grade(asked, [near, ""]).credit >= KIND.grade(asked, [far, ""]).credit


@given(right=days)
def test_a_date_is_right_by_its_month_and_its_year_too(right: str) -> None:
    asked = question(right, "1950")
    year, month, _ = right.split("-")
    for line in (right, f"{year}-{month}", f"AD {int(year)}"):
        assert KIND.grade(asked, [line, "1950"]).credit == 1


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("6/7/2001", "Event B: Is that"),
        ("97", "Event B: Write the year in full"),
        ("before 1997", "Event B: Write a date, not what"),
        ("9" * 101, "Event B: That is too long"),
        ("a while ago", "Event B: Write a date"),
    ],
)
def test_a_date_that_cannot_be_read_is_asked_back_by_its_letter(line: str, hint: str) -> None:
    with pytest.raises(MalformedError, match=hint) as caught:
        KIND.parse(question(), ["1996", line, ""], (2, 0, 1))
    assert caught.value.part == 1


@pytest.mark.parametrize("written", ["1996", ("1996", "2001"), ("", "", "")])
def test_an_authors_own_test_has_a_date_for_each_event(written: str | tuple[str, ...]) -> None:
    with pytest.raises(MalformedError, match="a list of 3 dates"):
        KIND.read_written(question(), written)


def test_dates_are_read_in_the_language_of_the_question() -> None:
    asked = question("15. Juni 2001", "1950", language="de")
    assert list(KIND.faults(asked)) == []
    assert KIND.grade(asked, KIND.parse(asked, ["Juni 2001", "1950"], (0, 1))).credit == 1
    assert KIND.describe(asked, KIND.right_response(asked)) == KIND.answer_text(asked)


def test_the_feedback_stands_by_date_with_the_letters_of_the_page() -> None:
    order = (2, 0, 1)
    placed = KIND.placed(question(), ["2001", "", "1850"], order)
    assert [(row.letter, row.given, row.mark.outcome) for row in placed] == [
        ("B", "2001", "partly"),
        ("C", "", "wrong"),
        ("A", "1850", "wrong"),
    ]
    assert placed[2].given_at == 0
    assert placed[1].given_at is None
    assert placed[0].right_at < placed[1].right_at < placed[2].right_at


years = st.integers(-9000, 9000)


@given(years=st.lists(years, min_size=1, max_size=20), least=st.floats(0.1, 2000))
def test_the_axis_around_events_has_room_on_both_sides(years: list[int], least: float) -> None:
    axis = around(years, least)
    assert axis.first < min(years)
    assert axis.last > max(years)
    assert axis.last - axis.first >= least
    assert 2 <= len(axis.ticks) <= 9
    assert [tick.at for tick in axis.ticks] == sorted({tick.at for tick in axis.ticks})


@given(first=years, length=st.integers(1, 5000))
def test_any_axis_has_few_years_written_along_it(first: int, length: int) -> None:
    ticks = Axis(first, first + length).ticks
    assert 1 <= len(ticks) <= 7
    assert all(0 <= tick.at <= 1 for tick in ticks)
    # Where there is little room every other one is left out.
    assert sum(not tick.is_between for tick in ticks) <= 4


def test_years_before_christ_are_written_as_such() -> None:
    assert [year_text(year) for year in (1997, 1, 0, -220)] == ["1997", "1", "1 BC", "221 BC"]
    asked = question("221 BC", "AD 79", axis={"from": -300, "to": 100})
    assert list(KIND.faults(asked)) == []
    assert (KIND.axis(asked).first, KIND.axis(asked).last) == (-299, 100)
