"""Reviewing: which card comes, what a rating does once and never twice, and how it is taken back."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update
from support.answers import right, wrong
from support.people import a_person
from support.statements import statements

from quizapp.models import Card, QuestionRecord, Review, ReviewDay, User
from quizapp.question_types.base import Response
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.interval import interval_text
from quizapp.scheduling.memory import Phase, Rating, wait_for
from quizapp.services.accounts import sessions
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.errors import NotFoundError, StaleError
from quizapp.services.memory.card_rows import state_of
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.showing import AnsweredCard, QuestionSide, QueueEnd
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, writing

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def bob(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


@pytest.fixture
def ada(in_app: None, bank: int, now: datetime) -> Person:  # noqa: ARG001 -- as above
    person = a_person(now)
    studied_banks.study(person, bank, now)
    return person


def show(person: Person, at: datetime) -> QuestionSide:
    reading().rollback()
    side = showing.next_card(person, at, 1)
    assert isinstance(side, QuestionSide)
    return side


def rest(person: Person, at: datetime) -> QueueEnd:
    reading().rollback()
    found = showing.next_card(person, at, 1)
    assert isinstance(found, QueueEnd)
    return found


def turn(person: Person, side: QuestionSide, at: datetime, response: Response | None = None) -> AnsweredCard:
    return showing.answer(person, side.shown, side.asked, response, at).answered


def rate_next(person: Person, rating: Rating, at: datetime) -> int:
    """Rate the next card; return its question."""
    side = show(person, at)
    recording.rate(person, turn(person, side, at), rating, at)
    return side.asked.question_id


def entries() -> list[Review]:
    reading().rollback()
    return list(reading().scalars(select(Review).order_by(Review.id)))


def miss(person: Person, bank: int, at: datetime, question_id: int | None = None) -> int:
    """Miss the one question of a quiz, that one if it is named; return which it was."""
    for seed in itertools.count(int(at.timestamp()) * 1000):
        reading().rollback()
        begun = beginning.begin(person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), at, seed)
        asked = attempts.show(person, begun.attempt_id, 1).asked
        if question_id in {None, asked.question_id}:
            answering.answer(person, begun.attempt_id, 1, wrong(asked), 0, at)
            return asked.question_id
    raise AssertionError


def with_settings(person: Person, **settings: object) -> Person:
    with writing() as session:
        session.execute(update(User).where(User.id == person.id).values(**settings))
    again = sessions.find_person(person.id)
    assert again
    return again


# ---- what comes next


def test_new_cards_come_in_the_order_of_the_bank(ada: Person, bank: int, now: datetime) -> None:
    order = reading().scalars(
        select(QuestionRecord.id).where(QuestionRecord.bank_id == bank).order_by(QuestionRecord.position)
    )
    asked = [rate_next(ada, Rating.EASY, now + number * SECOND) for number in range(4)]
    assert asked == order.all()[:4]


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


# ---- the answer


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
    assert showing.shown_question(show(ada, now).shown, 1).order in orders


def test_an_answer_is_shown_in_the_wording_in_which_the_question_was(ada: Person, now: datetime) -> None:
    side = show(ada, now)
    with writing() as session:
        session.execute(update(QuestionRecord).values(current_revision=99))
    assert showing.shown_question(side.shown, 1).question == side.asked.question


# ---- rating


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


# ---- undo


def test_undo_takes_back_one_review_after_another(ada: Person, now: datetime) -> None:
    states = []
    rated = []
    for number, rating in enumerate([Rating.AGAIN, Rating.GOOD, Rating.EASY]):
        at = now + number * MINUTE
        question_id = show(ada, at).asked.question_id
        states.append(LearnerMemory(reading(), ada, at, [question_id]).state(question_id))
        rated.append(rate_next(ada, rating, at))
    later = now + 10 * MINUTE
    for before, question_id in zip(reversed(states), reversed(rated), strict=True):
        last = showing.card(ada, question_id, later, 1).last_review
        assert last
        assert undoing.undo(ada, last, later) == question_id
        reading().rollback()
        assert LearnerMemory(reading(), ada, later, [question_id]).state(question_id) == before
    assert [entry.event for entry in entries()] == ["review"] * 3 + ["undo"] * 3
    assert show(ada, later).last_review is None


def test_the_same_undo_sent_twice_takes_back_one_review(ada: Person, now: datetime) -> None:
    rate_next(ada, Rating.EASY, now)
    second = rate_next(ada, Rating.EASY, now + SECOND)
    last = entries()[-1].id
    assert undoing.undo(ada, last, now) == second
    assert undoing.undo(ada, last, now) == second
    assert [entry.event for entry in entries()] == ["review", "review", "undo"]


def test_a_review_before_a_quiz_answer_of_the_same_card_stays(ada: Person, bank: int, now: datetime) -> None:
    missed = miss(ada, bank, now)
    assert rate_next(ada, Rating.GOOD, now + SECOND) == missed
    review_id = entries()[-1].id
    miss(ada, bank, now + MINUTE, missed)
    count = len(entries())
    with pytest.raises(StaleError):
        undoing.undo(ada, review_id, now + 2 * MINUTE)
    assert len(entries()) == count


def test_a_quiz_answer_cannot_be_undone(ada: Person, bank: int, now: datetime) -> None:
    miss(ada, bank, now)
    assert show(ada, now).last_review is None
    with pytest.raises(NotFoundError):
        undoing.undo(ada, entries()[-1].id, now)


def test_somebody_elses_review_cannot_be_undone(ada: Person, bob: Person, now: datetime) -> None:
    rate_next(ada, Rating.GOOD, now)
    with pytest.raises(NotFoundError):
        undoing.undo(bob, entries()[-1].id, now)
    with pytest.raises(NotFoundError):
        undoing.undo(bob, 10**15, now)


def test_undoing_the_review_of_a_retired_question_leads_to_no_card(ada: Person, now: datetime) -> None:
    question_id = rate_next(ada, Rating.GOOD, now)
    with writing() as session:
        session.execute(update(QuestionRecord).where(QuestionRecord.id == question_id).values(retired_at=now))
    assert undoing.undo(ada, entries()[-1].id, now) is None


# ---- banks


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


# ---- many at once, and much of it


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
