"""What people change about themselves."""

from datetime import datetime

import pytest
from support.people import CONTEXT, PASSWORD, a_person, everything_stored

from quizapp.services.accounts import people, profile, sessions
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.errors import InvalidError

pytestmark = pytest.mark.usefixtures("in_app")


def test_a_display_name_is_changed_and_the_user_name_stays(now: datetime) -> None:
    anna = a_person(now, "anna.s")
    profile.change_display_name(anna, "  Anna   Schmidt ")
    again = sessions.find_person(anna.id)
    assert again
    assert (again.user_name, again.display_name) == ("anna.s", "Anna Schmidt")
    assert authenticate("anna.s", PASSWORD, CONTEXT, now)
    assert authenticate("Anna Schmidt", PASSWORD, CONTEXT, now) is None


def test_several_may_be_called_the_same(now: datetime) -> None:
    for person in (a_person(now, "anna.s"), a_person(now, "anna.t"), a_person(now, "Anna")):
        profile.change_display_name(person, "Anna")
    assert [listed.display_name for listed in people.list_people().items] == ["Anna"] * 3


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "A\u202enna", "\u0430nna"])
def test_what_nobody_can_be_called_is_refused(name: str, now: datetime) -> None:
    anna = a_person(now, "Anna")
    before = everything_stored()
    with pytest.raises(InvalidError):
        profile.change_display_name(anna, name)
    assert everything_stored() == before
