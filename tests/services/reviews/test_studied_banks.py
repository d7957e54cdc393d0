"""The banks that a learner studies."""

from datetime import datetime, timedelta

import pytest
from support.reviewing import rate_next, show

from quizapp.scheduling.memory import Rating
from quizapp.services.errors import NotFoundError
from quizapp.services.person import Person
from quizapp.services.reviews import studied_banks
from quizapp.services.reviews.today import show_today

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def test_studying_a_bank_twice_is_studying_it_once(bob: Person, bank: int, now: datetime) -> None:
    studied_banks.study(bob, bank, now)
    studied_banks.study(bob, bank, now + DAY)
    assert [one.is_studied for one in studied_banks.list_all(bob)] == [True]


def test_a_bank_that_is_not_studied_any_more_gives_no_new_cards_but_its_due_ones(
    ada: Person, bank: int, now: datetime
) -> None:
    begun = rate_next(ada, Rating.EASY, now)
    studied_banks.stop(ada, bank)
    studied_banks.stop(ada, bank)
    assert show_today(ada, now).new == 0
    assert show(ada, now + 30 * DAY).asked.question_id == begun
    (listed,) = studied_banks.list_all(ada)
    assert (listed.is_studied, listed.begun) == (False, 1)


def test_an_unknown_bank_cannot_be_studied(bob: Person, now: datetime) -> None:
    for do in (lambda: studied_banks.study(bob, 10**15, now), lambda: studied_banks.stop(bob, 10**15)):
        with pytest.raises(NotFoundError):
            do()
