from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.memory import Phase, Rating
from quizapp.scheduling.suggestion import CardAnswer, suggest, was_quick

#: A line of 60 characters answered by one of 12: known, it takes nine seconds.
TYPED = CardAnswer(credit=1, phase=Phase.REVIEW, read=60, typed=12)
QUICK, SLOW = timedelta(seconds=7), timedelta(seconds=30)

answers = st.builds(
    CardAnswer,
    credit=st.floats(0, 1),
    phase=st.sampled_from(Phase),
    has_slip=st.booleans(),
    hints=st.integers(0, 5),
    took=st.none() | st.timedeltas(timedelta(seconds=-5), timedelta(minutes=10)),
    read=st.integers(0, 500),
    typed=st.integers(0, 60),
    was_seen_today=st.booleans(),
)


@pytest.mark.parametrize(
    ("answer", "rating", "reason"),
    [
        (replace(TYPED, took=QUICK), Rating.EASY, "right at once"),
        (replace(TYPED, took=QUICK, phase=Phase.NEW), Rating.EASY, "right at once"),
        (replace(TYPED, took=SLOW), Rating.GOOD, "right, but not at once"),
        (replace(TYPED, took=None), Rating.GOOD, "your answer was right"),
        (replace(TYPED, took=QUICK, phase=Phase.LEARNING), Rating.GOOD, "right, but seen not long ago"),
        (
            replace(TYPED, took=QUICK, phase=Phase.RELEARNING),
            Rating.GOOD,
            "right, but seen not long ago",
        ),
        (replace(TYPED, took=QUICK, was_seen_today=True), Rating.GOOD, "right, but seen not long ago"),
        (replace(TYPED, took=QUICK, typed=0), Rating.GOOD, "your answer was right"),
        (replace(TYPED, took=QUICK, has_slip=True), Rating.GOOD, "right, with a slip in the spelling"),
        (replace(TYPED, took=SLOW, has_slip=True), Rating.HARD, "right, with a slip in the spelling"),
        (replace(TYPED, took=QUICK, hints=1), Rating.HARD, "right, with a hint"),
        (replace(TYPED, took=SLOW, hints=2), Rating.HARD, "right, with hints"),
        (replace(TYPED, took=QUICK, credit=0.5), Rating.HARD, "your answer was partly right"),
        (replace(TYPED, took=QUICK, credit=0.49), Rating.AGAIN, "partly right, but less than half"),
        (replace(TYPED, took=QUICK, credit=0), Rating.AGAIN, "your answer was wrong"),
    ],
)
def test_an_answer_suggests_a_rating_and_says_why(answer: CardAnswer, rating: Rating, reason: str) -> None:
    suggestion = suggest(answer)
    assert (suggestion.rating, suggestion.reason) == (rating, reason)


def test_a_longer_question_and_a_longer_answer_may_take_longer() -> None:
    took = timedelta(seconds=10)
    assert not was_quick(replace(TYPED, took=took))
    assert was_quick(replace(TYPED, took=took, read=200))
    assert was_quick(replace(TYPED, took=took, typed=30))


@given(answers, st.floats(0, 1))
def test_more_credit_never_lowers_the_suggestion(answer: CardAnswer, other: float) -> None:
    less, more = sorted((answer.credit, other))
    assert suggest(replace(answer, credit=less)).rating <= suggest(replace(answer, credit=more)).rating


@given(answers, st.timedeltas(timedelta(0), timedelta(minutes=10)))
def test_a_slower_answer_never_raises_the_suggestion(answer: CardAnswer, more: timedelta) -> None:
    assert (
        answer.took is None
        or answer.took < timedelta(0)
        or (suggest(replace(answer, took=answer.took + more)).rating <= suggest(answer).rating)
    )
    assert suggest(replace(answer, took=None)).rating <= suggest(answer).rating


@given(answers)
def test_neither_a_hint_nor_a_slip_raises_the_suggestion(answer: CardAnswer) -> None:
    assert suggest(replace(answer, hints=answer.hints + 1)).rating <= suggest(answer).rating
    assert suggest(replace(answer, has_slip=True)).rating <= suggest(replace(answer, has_slip=False)).rating


@given(answers)
def test_less_than_half_is_again_and_anything_else_is_not(answer: CardAnswer) -> None:
    assert (suggest(answer).rating is Rating.AGAIN) == (answer.credit < 0.5)


@given(answers)
def test_easy_takes_a_whole_mark_a_measured_time_and_an_answer_out_of_ones_memory(answer: CardAnswer) -> None:
    if suggest(answer).rating is Rating.EASY:
        assert answer.credit == 1
        assert answer.took is not None
        assert answer.took >= timedelta(0)
        assert answer.typed
        assert not answer.hints
        assert not answer.has_slip
        assert answer.phase in {Phase.NEW, Phase.REVIEW}


@pytest.mark.parametrize("credit", [-0.1, 1.1, float("nan")])
def test_a_credit_out_of_range_is_refused(credit: float) -> None:
    with pytest.raises(ValueError, match="credit"):
        suggest(replace(TYPED, credit=credit))
