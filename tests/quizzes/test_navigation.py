"""The way through a quiz, for whatever is asked of it in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.navigation import Way

counts = st.integers(1, 100)
steps = st.lists(st.integers(-3, 110), max_size=150)


@given(counts, steps)
def test_forward_the_open_question_is_one_and_never_one_before(questions: int, left: list[int]) -> None:
    way = Way(questions, only_forward=True)
    for number in left:
        after = way.leave(number)
        assert after.reached - way.reached == (number == way.reached <= questions)
        way = after
        opened = [one for one in range(-3, questions + 4) if way.is_open(one) and one in way.open_numbers]
        assert opened == ([] if way.is_through else [way.reached])
        assert all(way.is_behind(one) for one in range(1, way.reached))
        assert not any(way.is_behind(one) for one in way.open_numbers)


@given(counts, st.integers(1, 100))
def test_leaving_twice_is_leaving_once(questions: int, reached: int) -> None:
    way = Way(questions, min(reached, questions), only_forward=True)
    assert way.leave(way.reached).leave(way.reached) == way.leave(way.reached)


@given(counts)
def test_forward_every_question_is_open_once_and_then_none(questions: int) -> None:
    way = Way(questions, only_forward=True)
    passed = []
    while not way.is_through:
        passed.append(way.reached)
        way = way.leave(way.reached)
    assert passed == list(range(1, questions + 1))
    assert way.leave(way.reached) == way
    assert not way.open_numbers


@given(counts, st.integers(1, 101))
def test_reopened_it_goes_on_where_it_ended_and_never_behind_the_last(questions: int, reached: int) -> None:
    way = Way(questions, min(reached, questions + 1), only_forward=True)
    again = way.reopened()
    assert again.is_open(min(way.reached, questions))
    assert not again.is_through
    assert again.reopened() == again


@given(counts, steps)
def test_to_and_fro_all_questions_are_open_whatever_was_left(questions: int, left: list[int]) -> None:
    way = Way(questions)
    for number in left:
        way = way.leave(number)
    assert not way.is_through
    assert way.reopened() == way
    assert all(way.is_open(one) and not way.is_behind(one) for one in range(1, questions + 1))
    assert not way.is_open(0)
    assert not way.is_open(questions + 1)
