"""Which card comes, and what its two sides show."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update
from support.answers import right, wrong
from support.resync import example_bank, resync
from support.reviewing import entries, miss, rate_next, rest, show, turn, with_settings
from support.statements import statements

from quizapp.bank.study_order import StudyOrder, study_order
from quizapp.models import Card, QuestionRecord, Review, ReviewDay
from quizapp.question_types.base import Response
from quizapp.scheduling.interval import interval_text
from quizapp.scheduling.memory import Phase, Rating, wait_for
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.errors import NotFoundError
from quizapp.services.memory.card_rows import state_of
from quizapp.services.person import Person
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.showing import QuestionSide, QueueEnd
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, writing

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize("order", StudyOrder)
def test_new_cards_come_in_the_order_that_the_bank_says(
    order: StudyOrder, ada: Person, now: datetime
) -> None:
    resync(lambda question: question, now, order=order.value)
    ids = {row.key: row.id for row in reading().execute(select(QuestionRecord.key, QuestionRecord.id))}
    asked = [rate_next(ada, Rating.EASY, now + number * SECOND) for number in range(4)]
    assert asked == [ids[key] for key in study_order(example_bank().questions, order)[:4]]


def test_without_a_studied_bank_nothing_new_comes(bob: Person, bank: int, now: datetime) -> None:
    assert rest(bob, now).today == show_today(bob, now)
    assert not show_today(bob, now).has_banks
    studied_banks.study(bob, bank, now)
    assert show(bob, now).today.has_banks


def test_new_cards_stop_at_the_days_limit_and_go_on_tomorrow(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=2)
    first = {rate_next(ada, Rating.EASY, now), rate_next(ada, Rating.EASY, now)}
    end = rest(ada, now)
    assert end.today.next_due == datetime(2026, 3, 3, 4, tzinfo=UTC)
    assert show(ada, now + DAY).asked.question_id not in first


def test_an_undone_new_card_gives_its_place_back(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=1)
    question_id = rate_next(ada, Rating.EASY, now)
    assert rest(ada, now).today.new == 0
    undoing.undo(ada, entries()[-1].id, now)
    assert show(ada, now).asked.question_id == question_id
    assert show_today(ada, now).done == 0


def test_reviews_stop_at_the_days_limit(ada: Person, now: datetime) -> None:
    for number in range(4):
        rate_next(ada, Rating.EASY, now + number * SECOND)
    later = now + 60 * DAY
    ada = with_settings(ada, new_per_day=0, reviews_per_day=3)
    assert show_today(ada, later).reviews == 3
    for number in range(3):
        rate_next(ada, Rating.EASY, later + number * SECOND)
    end = rest(ada, later)
    assert end.today.next_due == datetime(2026, 5, 2, 4, tzinfo=UTC)
    assert end.today.done == 3


def test_a_retired_question_comes_up_no_more(ada: Person, now: datetime) -> None:
    begun = rate_next(ada, Rating.GOOD, now)
    unseen = show(ada, now).asked.question_id
    with writing() as session:
        session.execute(
            update(QuestionRecord).where(QuestionRecord.id.in_([begun, unseen])).values(retired_at=now)
        )
    assert show(ada, now + DAY).asked.question_id not in {begun, unseen}
    assert show_today(ada, now + DAY).learning == 0
    for question_id in (begun, unseen):
        with pytest.raises(NotFoundError):
            showing.card(ada, question_id, now, 1)


def test_a_missed_quiz_question_comes_at_once_from_a_bank_that_is_not_studied(
    bob: Person, bank: int, now: datetime
) -> None:
    question_id = miss(bob, bank, now)
    side = show(bob, now)
    assert side.asked.question_id == question_id
    assert (side.today.learning, side.today.new, side.today.has_banks) == (1, 0, False)


def test_a_missed_quiz_question_comes_before_everything_else(ada: Person, bank: int, now: datetime) -> None:
    rate_next(ada, Rating.AGAIN, now)
    question_id = miss(ada, bank, now + 10 * SECOND)
    assert show(ada, now + 20 * SECOND).asked.question_id == question_id


def test_a_learning_card_is_asked_ahead_when_nothing_else_is_left(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=1)
    question_id = rate_next(ada, Rating.GOOD, now)  # comes in 10 minutes
    side = show(ada, now)
    assert side.asked.question_id == question_id
    assert (side.today.learning, side.today.new) == (1, 0)


def test_a_card_just_forgotten_waits_for_every_other(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=3)
    first = rate_next(ada, Rating.GOOD, now)
    second = rate_next(ada, Rating.AGAIN, now + MINUTE)
    # The minute of the second is over before anybody looks.
    third = rate_next(ada, Rating.AGAIN, now + 4 * MINUTE)
    assert len({first, second, third}) == 3
    asked = [rate_next(ada, Rating.AGAIN, now + (5 + number) * MINUTE) for number in range(20)]
    assert all(one != before for one, before in zip(asked, [third, *asked], strict=False))
    assert set(asked) == {first, second, third}


def test_with_no_other_a_card_just_forgotten_comes_again(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=1)
    only = rate_next(ada, Rating.AGAIN, now)
    assert rate_next(ada, Rating.AGAIN, now + SECOND) == only


def test_who_is_done_may_review_what_is_due_tomorrow(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=5)
    begun = [rate_next(ada, Rating.EASY, now + number * SECOND) for number in range(5)]
    assert rest(ada, now + MINUTE).ahead is None
    due_day = reading().scalars(select(Card.due_day).order_by(Card.due_day)).first()
    assert due_day
    eve = ada.clock.begins(due_day) - 12 * 60 * MINUTE
    ada = with_settings(ada, new_per_day=0)
    due = reading().scalars(select(Card.question_id).where(Card.due_day == due_day)).all()
    ahead = rest(ada, eve).ahead
    assert ahead
    assert ahead.cards == len(due)
    assert ahead.question_id in due
    assert set(due) <= set(begun)
    side = showing.card(ada, ahead.question_id, eve, 1)
    recording.rate(ada, turn(ada, side, eve), Rating.GOOD, eve)
    left = rest(ada, eve + MINUTE).ahead
    assert (left.cards if left else 0) == len(due) - 1


def test_tomorrows_cards_come_one_after_the_other_and_are_counted(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=4)
    for number in range(4):
        rate_next(ada, Rating.EASY, now + number * SECOND)
    due_day = reading().scalars(select(Card.due_day).order_by(Card.due_day)).first()
    assert due_day
    with writing() as session:
        session.execute(update(Card).values(due_day=due_day))
    ada = with_settings(ada, new_per_day=0)
    eve = ada.clock.begins(due_day) - 12 * 60 * MINUTE
    cards = rest(ada, eve).ahead
    assert cards
    for number in range(cards.cards):
        at = eve + number * MINUTE
        reading().rollback()
        side = showing.next_card_ahead(ada, at, 1)
        assert isinstance(side, QuestionSide)
        # The one that was forgotten is still to come, too.
        left = cards.cards - number + (number > 0)
        assert (side.today.answers, side.today.left) == (left, left)
        turned = turn(ada, side, at)
        assert turned.shown.is_ahead
        # One that is forgotten meanwhile comes among them, once its wait is over.
        recording.rate(ada, turned, Rating.AGAIN if number == 0 else Rating.GOOD, at)
    reading().rollback()
    side = showing.next_card_ahead(ada, eve + 60 * MINUTE, 1)
    assert isinstance(side, QuestionSide)
    assert (side.today.learning, side.today.answers) == (1, 1)
    recording.rate(ada, turn(ada, side, eve + 60 * MINUTE), Rating.GOOD, eve + 60 * MINUTE)
    reading().rollback()
    assert isinstance(showing.next_card_ahead(ada, eve + 61 * MINUTE, 1), QueueEnd)


def test_what_was_answered_today_is_not_asked_again_a_day_early(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=1)
    rate_next(ada, Rating.EASY, now)
    tomorrow = ada.clock.study_day(now) + DAY
    with writing() as session:
        session.execute(update(Card).values(due_day=tomorrow))
    assert rest(ada, now + MINUTE).ahead is None


def test_a_person_without_cards_is_told_nothing_comes(bob: Person, now: datetime) -> None:
    assert rest(bob, now).today.next_due is None


def test_the_time_a_card_takes_is_learnt_from_the_learner(ada: Person, now: datetime) -> None:
    ada = with_settings(ada, new_per_day=30)
    before = show_today(ada, now)
    for number in range(5):
        side = show(ada, now + number * 5 * MINUTE)
        at = side.shown.at + 4 * MINUTE
        recording.rate(ada, turn(ada, side, at), Rating.EASY, at)
    after = show_today(ada, now + 25 * MINUTE)
    assert after.left < before.left
    assert after.minutes > before.minutes


@pytest.mark.parametrize(("choose", "suggested"), [(right, Rating.GOOD), (wrong, Rating.AGAIN), (None, None)])
def test_the_mark_suggests_a_rating(
    ada: Person,
    now: datetime,
    choose: Callable[[AskedQuestion], Response] | None,
    suggested: Rating | None,
) -> None:
    side = show(ada, now)
    response = choose(side.asked) if choose else None
    answer = showing.answer(ada, side.shown, side.asked, response, now)
    assert [button.rating for button in answer.buttons] == list(Rating)
    assert [button.rating for button in answer.buttons if button.is_suggested] == (
        [suggested] if suggested else []
    )


@pytest.mark.parametrize("rating", list(Rating))
def test_what_a_button_shows_is_what_happens(ada: Person, now: datetime, rating: Rating) -> None:
    side = show(ada, now)
    for at in (now, now + 30 * DAY):  # as a new card, and in review
        side = showing.card(ada, side.asked.question_id, at, 1)
        answer = showing.answer(ada, side.shown, side.asked, None, at)
        shown = next(button for button in answer.buttons if button.rating is rating)
        recording.rate(ada, answer.answered, rating, at)
        card = reading().scalar(select(Card).where(Card.question_id == side.asked.question_id))
        assert card
        assert card.due_day == shown.due_day
        assert interval_text(wait_for(state_of(card), at, ada.clock)) == shown.interval
        reading().rollback()


def test_the_order_of_choices_stays_until_the_card_is_rated(ada: Person, now: datetime) -> None:
    orders = {show(ada, now).asked.order, show(ada, now + MINUTE).asked.order}
    assert len(orders) == 1
    assert showing.shown_question(ada, show(ada, now).shown, now, 1).order in orders


def test_an_answer_is_shown_in_the_wording_in_which_the_question_was(ada: Person, now: datetime) -> None:
    side = show(ada, now)
    with writing() as session:
        session.execute(update(QuestionRecord).values(current_revision=99))
    assert showing.shown_question(ada, side.shown, now, 1).question == side.asked.question


def test_a_long_history_takes_no_more_statements(ada: Person, now: datetime) -> None:
    def count(do: Callable[[], object]) -> int:
        reading().rollback()
        return statements(do)

    def costs(at: datetime) -> list[int]:
        side = show(ada, at)
        answered = turn(ada, side, at)
        return [
            count(lambda: show_today(ada, at)),
            count(lambda: showing.next_card(ada, at, 1)),
            count(lambda: showing.answer(ada, side.shown, side.asked, None, at)),
            count(lambda: recording.rate(ada, answered, Rating.EASY, at)),
        ]

    rate_next(ada, Rating.EASY, now)
    short = costs(now + 30 * DAY)
    make_history(ada, now)
    assert costs(now + 300 * DAY) == short  # when that card is due again


def make_history(person: Person, now: datetime) -> None:
    """Write a year of reviews into the log of the first card, and of the days."""
    with writing() as session:
        card = session.scalars(select(Card).where(Card.user_id == person.id).order_by(Card.id)).first()
        assert card
        last = session.scalar(select(func.max(Review.sequence)).where(Review.card_id == card.id)) or 0
        days = [(now - ago * DAY).date() for ago in range(1, 366)]
        session.execute(
            insert(Review),
            [
                {
                    "user_id": person.id,
                    "card_id": card.id,
                    "sequence": last + number,
                    "event": "review",
                    "reviewed_at": now,
                    "study_day": day,
                    "rating": 3,
                    "phase_before": Phase.REVIEW,
                    "interval_before": 3,
                    "elapsed_days": 3,
                    "due_day": now.date() + DAY,
                    "desired_retention": 0.9,
                    "parameter_set_id": 1,
                }
                for number, day in enumerate((day for day in days for _ in range(5)), 1)
            ],
        )
        card.version = last + 5 * len(days)
        session.execute(
            insert(ReviewDay),
            [
                {
                    "user_id": person.id,
                    "study_day": day,
                    "rated": 5,
                    "introduced": 0,
                    "reviewed": 5,
                    "young": 5,
                    "young_remembered": 5,
                    "mature": 0,
                    "mature_remembered": 0,
                    "duration_ms": 0,
                }
                for day in days
            ],
        )
