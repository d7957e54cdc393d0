"""Certainty-based marking: its points, and that it pays to say how sure one is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.certainty import MOST_POINTS, Calibration, Certainty, pays_between, points_for

LEVELS = st.sampled_from(Certainty)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("certainty", "right", "wrong"),
    [(Certainty.SURE, 3, -6), (Certainty.FAIRLY, 2, -2), (Certainty.GUESS, 1, 0), (None, 0, 0)],
)
def test_right_and_wrong_earn_what_the_scheme_says(
    certainty: Certainty | None, right: float, wrong: float
) -> None:
    assert (points_for(certainty, 1), points_for(certainty, 0)) == (right, wrong)


def test_half_right_earns_half_way() -> None:
    assert [points_for(certainty, 0.5) for certainty in Certainty] == [-1.5, 0, 0.5]


@given(LEVELS, SHARES, SHARES)
def test_more_credit_never_earns_fewer_points(certainty: Certainty, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert points_for(certainty, less) <= points_for(certainty, more) <= MOST_POINTS


@given(SHARES)
def test_to_say_how_sure_one_is_earns_most(chance: float) -> None:
    best = max(points_for(certainty, chance) for certainty in Certainty)
    for certainty in Certainty:
        least, most = pays_between(certainty)
        if least <= chance <= most:
            assert points_for(certainty, chance) == pytest.approx(best)
        else:
            assert points_for(certainty, chance) < best


def test_the_levels_share_all_chances_among_them() -> None:
    assert pays_between(Certainty.GUESS) == (0, pytest.approx(2 / 3))
    assert pays_between(Certainty.FAIRLY) == (pytest.approx(2 / 3), pytest.approx(0.8))
    assert pays_between(Certainty.SURE) == (pytest.approx(0.8), 1)


@given(st.sampled_from(Certainty), st.floats(0, 1), st.floats(0, 1))
def test_hints_take_their_share_of_a_gain_and_nothing_off_a_loss(
    certainty: Certainty, credit: float, left: float
) -> None:
    points = points_for(certainty, credit)
    assert points_for(certainty, credit, left) == (points * left if points > 0 else points)


@given(LEVELS, SHARES)
def test_what_would_have_earned_most_earns_no_less_than_what_was_said(
    certainty: Certainty, share: float
) -> None:
    share = round(share, 2)
    best = Calibration(certainty, 100, share).earns_most
    earned = points_for(certainty, share)
    assert points_for(best, share) == pytest.approx(max(points_for(level, share) for level in Certainty))
    assert best is certainty or points_for(best, share) > earned


def test_on_the_edge_between_two_ones_own_judgement_is_right() -> None:
    for certainty in (Certainty.SURE, Certainty.FAIRLY):
        assert Calibration(certainty, 10, 0.7999999).earns_most is certainty
