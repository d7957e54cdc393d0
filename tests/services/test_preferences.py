"""What learners decide touches their own row only."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from support.people import a_history, a_person, everything_stored

from quizapp.models import User
from quizapp.services.accounts import profile, sessions
from quizapp.services.preferences import Preferences
from quizapp.services.transaction import writing

pytestmark = pytest.mark.usefixtures("in_app")

NEW = Preferences("Pacific/Apia", 23, 0.97, 0, 9999)


def test_what_is_saved_is_what_the_person_has(now: datetime) -> None:
    anna = a_person(now, "Anna")
    profile.save_preferences(anna, NEW)
    again = sessions.find_person(anna.id)
    assert again
    assert again.preferences == NEW


#: The last that may be, and the first that may not.
LIMITS: dict[str, list[tuple[float, float]]] = {
    "day_starts_at": [(0, -1), (23, 24)],
    "desired_retention": [(0.7, 0.69), (0.97, 0.98)],
    "new_per_day": [(0, -1), (999, 1000)],
    "reviews_per_day": [(0, -1), (9999, 10_000)],
}


@pytest.mark.parametrize(("name", "well", "beyond"), [(n, *pair) for n in LIMITS for pair in LIMITS[n]])
def test_nobody_can_wish_for_what_lies_outside_the_limits(
    name: str, well: float, beyond: float, now: datetime
) -> None:
    anna = a_person(now, "Anna")
    profile.save_preferences(anna, replace(NEW, **{name: well}))  # type: ignore[arg-type]  # one field of several types
    with pytest.raises(ValueError, match=r"\d"):
        replace(NEW, **{name: beyond})  # type: ignore[arg-type]  # as above
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(update(User).where(User.id == anna.id).values({name: beyond}))


def test_a_wished_zone_is_one_of_the_list() -> None:
    with pytest.raises(ValueError, match="Europe/Atlantis"):
        replace(NEW, time_zone="Europe/Atlantis")


def test_a_change_touches_nothing_but_the_persons_own_row(bank: int, now: datetime) -> None:
    bo = a_person(now, "Bo")
    anna = a_person(now, "Anna")
    for person in (anna, bo):
        a_history(person, bank, now)
    before = everything_stored()
    profile.save_preferences(anna, NEW)
    after = everything_stored()
    others = [user for user in after.pop("users") if user["id"] != anna.id]
    assert others == [user for user in before.pop("users") if user["id"] != anna.id]
    assert after == before


def test_a_zone_that_this_machine_no_longer_knows_counts_as_utc(now: datetime) -> None:
    anna = a_person(now, "Anna")
    with writing() as session:
        session.execute(update(User).where(User.id == anna.id).values(time_zone="Europe/Atlantis"))
    again = sessions.find_person(anna.id)
    assert again
    assert again.clock == replace(anna.clock, time_zone="UTC")
