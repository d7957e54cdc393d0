"""Learners with and without a bank to study."""

from datetime import datetime

import pytest
from support.people import a_person

from quizapp.services.person import Person
from quizapp.services.reviews import studied_banks


@pytest.fixture
def bob(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


@pytest.fixture
def ada(in_app: None, bank: int, now: datetime) -> Person:  # noqa: ARG001 -- as above
    person = a_person(now)
    studied_banks.study(person, bank, now)
    return person
