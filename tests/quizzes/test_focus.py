"""Which questions come first: those never answered, or those that are known least."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.focus import Focus, tiers_of

questions = st.sets(st.integers(1, 30))
recalls = st.dictionaries(st.integers(1, 30), st.floats(0, 1))


def test_weak_spots_come_before_what_was_never_answered_and_that_before_what_is_known() -> None:
    tiers = tiers_of(Focus.WEAK, range(1, 6), {1: 0.0, 2: 0.89, 3: 0.9}, {3, 4})
    assert tiers == {1: 0, 2: 0, 3: 2, 4: 2, 5: 1}
    # What wasn't right last time is weak, whatever memory makes of it.
    assert tiers_of(Focus.WEAK, range(1, 5), {1: 0.95}, {1, 2, 3}, {1, 2}) == {1: 0, 2: 0, 3: 2, 4: 1}


def test_unseen_is_what_neither_memory_nor_a_quiz_knows() -> None:
    assert tiers_of(Focus.UNSEEN, range(1, 5), {1: 0.0, 2: 1.0}, {2, 3}) == {1: 1, 2: 1, 3: 1, 4: 0}


@given(questions, recalls, questions)
def test_every_question_has_a_tier_and_without_a_focus_all_have_one(
    pool: set[int], recall: dict[int, float], answered: set[int]
) -> None:
    for focus in Focus:
        assert set(tiers_of(focus, pool, recall, answered)) == pool
    assert set(tiers_of(Focus.ALL, pool, recall, answered).values()) <= {0}
