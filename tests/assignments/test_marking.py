"""Marks by the staff: what they type, and the credit that comes of it."""

from contextlib import suppress
from math import fsum, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.marking import GivenMark, by_points, by_rubric, read_points
from quizapp.assignments.scoring import shown

worths = st.floats(min_value=0.01, max_value=100, allow_nan=False)
rubrics = st.lists(st.tuples(worths, st.floats(min_value=0, max_value=1)), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        *(("0", 0), ("2", 2), ("1.5", 1.5), ("1,5", 1.5), (" 1 ", 1), (".5", 0.5), (",5", 0.5), ("2.", 2)),
        *(("2.50", 2.5), ("\u0662", 2), ("\u0661\u066b\u0665", 1.5), ("\uff12", 2), ("00002", 2)),
    ],
)
def test_points_are_read_as_they_are_typed(typed: str, points: float) -> None:
    assert read_points(typed, 3) == points


@pytest.mark.parametrize(
    "typed", ["", "  ", "-1", "one", "1/2", "1.5.5", "1,500,0", "1e1", "nan", "inf", "²", "9" * 30]
)
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(Write|It is worth) .*\.$"):
        read_points(typed, 3)


def test_nobody_gives_more_than_there_is() -> None:
    with pytest.raises(ValueError, match=r"^It is worth at most 2\.5\.$"):
        read_points("2.51", 2.5)


def test_the_most_can_be_typed_as_it_is_shown() -> None:
    third = 10 / 3
    assert shown(2 * third) == "6.67"
    assert read_points("6.67", 2 * third) == 2 * third


@given(worths, st.floats(min_value=0, max_value=1))
def test_what_is_shown_of_points_can_be_typed_again(most: float, share: float) -> None:
    points = most * share
    assert read_points(shown(points), most) == pytest.approx(points, abs=0.0051)


@given(st.text(max_size=30), worths)
def test_whatever_is_typed_is_read_within_bounds_or_refused(typed: str, most: float) -> None:
    with suppress(ValueError):
        assert 0 <= read_points(typed, most) <= most


@given(rubrics)
def test_a_rubric_earns_its_share(rubric: list[tuple[float, float]]) -> None:
    worth = [most for most, _ in rubric]
    picks = [most * share for most, share in rubric]
    mark = by_rubric(picks, worth)
    assert mark.picks == tuple(picks)
    assert 0 <= mark.credit <= 1
    assert mark.credit == pytest.approx(fsum(picks) / fsum(worth))


@given(rubrics)
def test_all_is_right_and_nothing_is_wrong(rubric: list[tuple[float, float]]) -> None:
    worth = [most for most, _ in rubric]
    assert by_rubric(worth, worth).credit == 1
    assert by_rubric([0] * len(worth), worth).credit == 0


@given(rubrics, st.data())
def test_a_point_more_never_earns_less(rubric: list[tuple[float, float]], data: st.DataObject) -> None:
    worth = [most for most, _ in rubric]
    picks = [most * share for most, share in rubric]
    place = data.draw(st.integers(0, len(worth) - 1))
    more = [*picks[:place], data.draw(st.floats(picks[place], worth[place])), *picks[place + 1 :]]
    assert by_rubric(more, worth).credit >= by_rubric(picks, worth).credit


@given(worths, st.floats(min_value=0, max_value=1))
def test_points_earn_their_share(worth: float, share: float) -> None:
    mark = by_points(worth * share, worth)
    assert mark == GivenMark(mark.credit)
    assert mark.credit == pytest.approx(share)
    assert by_points(worth, worth).credit == 1


@pytest.mark.parametrize(
    ("picks", "worth"), [([], []), ([1], [1, 1]), ([1, 2], [1, 1]), ([-1], [1]), ([nan], [1])]
)
def test_what_fits_no_rubric_is_no_mark(picks: list[float], worth: list[float]) -> None:
    with pytest.raises(ValueError, match="oint"):
        by_rubric(picks, worth)
