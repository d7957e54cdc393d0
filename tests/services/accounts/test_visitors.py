"""Visitors come and go; nobody else goes with them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.people import (
    a_person,
    everything_stored,
)

from quizapp.models import User
from quizapp.services.accounts import (
    visitors,
)
from quizapp.services.quizzes import beginning
from quizapp.services.tidying import tidy
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)


def ids_of_people() -> list[int]:
    return list(reading().scalars(select(User.id).order_by(User.id)))


def test_purging_takes_old_visitors_and_nobody_else(now: datetime) -> None:
    for _ in range(visitors.PURGED_AT_ONCE + 3):
        visitors.begin_visit(now - 31 * DAY)
    fresh = visitors.begin_visit(now - 29 * DAY)
    anna = a_person(now - 31 * DAY, "Anna")
    tidy(now)
    assert ids_of_people() == [fresh.id, anna.id]
    tidy(now)
    assert ids_of_people() == [fresh.id, anna.id]


def test_each_visitor_takes_a_few_old_ones_away(bank: int, now: datetime) -> None:
    anna = a_person(now - 31 * DAY, "Anna")
    old = [visitors.begin_visit(now - 31 * DAY) for _ in range(visitors.PURGED_AT_ONCE + 3)]
    for visitor in old:
        beginning.begin_try_out(visitor, bank, now - 31 * DAY, seed=1)
    first = visitors.begin_visit(now)
    assert ids_of_people() == [anna.id, *(visitor.id for visitor in old[-3:]), first.id]
    second = visitors.begin_visit(now)
    assert ids_of_people() == [anna.id, first.id, second.id]
    assert everything_stored()["attempts"] == []
