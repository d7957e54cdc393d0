"""What a rating does once and never twice."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from support.answers import wrong
from support.reviewing import entries, miss, show, turn

from quizapp.models import Card
from quizapp.scheduling.memory import Rating
from quizapp.services.errors import NotFoundError, StaleError
from quizapp.services.person import Person
from quizapp.services.reviews import recording, showing, undoing
from quizapp.services.reviews.showing import AnsweredCard
from quizapp.services.transaction import reading

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def test_the_response_is_kept_with_its_credit_and_its_wording(ada: Person, now: datetime) -> None:
    side = show(ada, now)
    response = wrong(side.asked)
    at = now + 7 * SECOND
    recording.rate(ada, turn(ada, side, at, response), Rating.AGAIN, at)
    (entry,) = entries()
    assert (entry.response, entry.credit, entry.revision_id) == (response, 0, side.asked.revision_id)
    assert entry.duration_ms == 7000


@pytest.mark.parametrize(
    ("took", "milliseconds"),
    [(2 * MINUTE, 120_000), (3 * DAY, 600_000), (-MINUTE, None)],
)
def test_the_time_it_took_is_capped_and_never_negative(
    ada: Person, now: datetime, took: timedelta, milliseconds: int | None
) -> None:
    side = show(ada, now)
    recording.rate(ada, turn(ada, side, now + took), Rating.GOOD, now + took)
    assert entries()[0].duration_ms == milliseconds


def test_the_same_rating_sent_twice_counts_once(ada: Person, now: datetime) -> None:
    answered = turn(ada, show(ada, now), now)
    recording.rate(ada, answered, Rating.GOOD, now)
    recording.rate(ada, answered, Rating.GOOD, now + SECOND)
    assert len(entries()) == 1


def test_another_rating_of_the_same_showing_is_refused(ada: Person, now: datetime) -> None:
    answered = turn(ada, show(ada, now), now)
    recording.rate(ada, answered, Rating.GOOD, now)
    with pytest.raises(StaleError):
        recording.rate(ada, answered, Rating.AGAIN, now + SECOND)
    assert len(entries()) == 1


def test_a_rating_after_an_undo_elsewhere_is_refused(ada: Person, now: datetime) -> None:
    answered = turn(ada, show(ada, now), now)
    recording.rate(ada, answered, Rating.GOOD, now)
    undoing.undo(ada, entries()[0].id, now)
    with pytest.raises(StaleError):
        recording.rate(ada, answered, Rating.GOOD, now)


def test_a_rating_after_a_quiz_answer_is_refused(ada: Person, bank: int, now: datetime) -> None:
    question_id = miss(ada, bank, now)
    side = showing.card(ada, question_id, now, 1)
    answered = turn(ada, side, now)
    miss(ada, bank, now + MINUTE, question_id)
    with pytest.raises(StaleError):
        recording.rate(ada, answered, Rating.GOOD, now + 2 * MINUTE)
    assert [entry.event for entry in entries() if entry.event == "review"] == []


def test_an_answer_that_has_moved_on_shows_no_buttons(ada: Person, now: datetime) -> None:
    side = show(ada, now)
    recording.rate(ada, turn(ada, side, now), Rating.GOOD, now)
    reading().rollback()
    assert showing.answer(ada, side.shown, side.asked, None, now).buttons == ()


def test_a_question_of_a_bank_that_is_not_studied_cannot_be_reviewed(
    ada: Person, bob: Person, now: datetime
) -> None:
    side = show(ada, now)
    with pytest.raises(NotFoundError):
        showing.card(bob, side.asked.question_id, now, 1)
    with pytest.raises(StaleError):
        recording.rate(bob, turn(ada, side, now), Rating.GOOD, now)
    with pytest.raises(StaleError):
        recording.rate(
            ada,
            replace(turn(ada, side, now), shown=replace(side.shown, question_id=10**15)),
            Rating.GOOD,
            now,
        )
    assert entries() == []


def test_a_button_shown_yesterday_promises_nothing(ada: Person) -> None:
    late = datetime(2026, 3, 3, 3, 58, tzinfo=UTC)
    answered = turn(ada, show(ada, late), late)
    after = late + 4 * MINUTE  # the study day begins at 4
    recording.rate(ada, answered, Rating.EASY, after)
    card = reading().scalars(select(Card)).one()
    assert card.due_day
    assert card.due_day != answered.promised[Rating.EASY]
    assert card.last_study_day == ada.clock.study_day(after)


def test_two_pages_that_send_the_same_rating_at_once_write_it_once(
    app: Flask, ada: Person, now: datetime
) -> None:
    for number in range(8):
        at = now + number * SECOND
        answered = turn(ada, show(ada, at), at)
        reading().rollback()
        together = threading.Barrier(2)

        def send(
            answered: AnsweredCard = answered, at: datetime = at, together: threading.Barrier = together
        ) -> None:
            with app.app_context():
                together.wait()
                recording.rate(ada, answered, Rating.EASY, at)

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(entries()) == number + 1
