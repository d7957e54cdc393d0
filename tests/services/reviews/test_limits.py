"""The day's limits: what they hold back, and what they never do."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from support.people import a_person

from quizapp.bank.reading import read_bank
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import profile, sessions
from quizapp.services.banks import catalogue, sync
from quizapp.services.person import Person
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.reviews.showing import QuestionSide

SHIPPED = Path(__file__).parents[3] / "questions" / "central-asia-and-china"
CARDS = 20


@pytest.fixture
def learner(app: Flask, now: datetime) -> Person:
    """Return somebody who has learnt twenty cards and may review one a day."""
    read = read_bank(SHIPPED)
    assert read.bank
    with app.app_context():
        sync.sync([read.bank], now)
        person = a_person(now)
        studied_banks.study(person, catalogue.list_banks()[0].id, now)
        person = limited(person, new=CARDS, reviews=1)
        for _ in range(CARDS):
            rate_next(person, Rating.EASY, now)
        return limited(person, new=0, reviews=1)


def limited(person: Person, *, new: int, reviews: int) -> Person:
    wanted = replace(person.preferences, new_per_day=new, reviews_per_day=reviews)
    profile.save_preferences(person, wanted)
    found = sessions.find_person(person.id)
    assert found
    return found


def rate_next(person: Person, rating: Rating, at: datetime) -> int:
    side = showing.next_card(person, at, 1)
    assert isinstance(side, QuestionSide)
    shown = showing.answer(person, side.shown, side.asked, None, at)
    recording.rate(person, shown.answered, rating, at)
    return side.asked.question_id


@pytest.mark.usefixtures("in_app")
def test_a_card_in_learning_comes_back_however_many_reviews_wait(learner: Person, now: datetime) -> None:
    later = now + timedelta(days=60)
    missed = rate_next(learner, Rating.AGAIN, later)
    # The limit of reviews is reached; nineteen are still due, and the missed one has its step.
    assert rate_next(learner, Rating.GOOD, later + timedelta(minutes=1)) == missed
