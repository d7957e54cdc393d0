"""Sessions end where they are ended, and nowhere else."""

from datetime import datetime

import pytest
from support.people import (
    a_person,
    everything_stored,
)

from quizapp.services.accounts import (
    sessions,
)

pytestmark = pytest.mark.usefixtures("in_app")


def test_a_session_that_is_logged_out_is_over_and_no_other(now: datetime) -> None:
    anna, bo = a_person(now, "Anna"), a_person(now, "Bo")
    for _ in range(2):
        sessions.end_session(anna, "phone")
    assert sessions.find_person(anna.id, "phone") is None
    assert sessions.find_person(anna.id, "desk") == anna
    assert sessions.find_person(bo.id, "phone") == bo
    sessions.end_all_sessions(anna)
    assert everything_stored()["ended_sessions"] == []


def test_logging_out_everywhere_changes_the_token_of_all_sessions(now: datetime) -> None:
    anna = a_person(now, "Anna")
    renewed = sessions.end_all_sessions(anna)
    assert renewed.session_token != anna.session_token
    assert sessions.find_person(anna.id) == renewed
