"""The one memory: what the caches say is what the log says, whatever a learner does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update
from support import shell
from support.answers import right, wrong
from support.people import a_person

from quizapp.models import Card, Review, ReviewDay
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.errors import StaleError
from quizapp.services.memory import check
from quizapp.services.memory.learner_memory import LearnerMemory, ReviewAnswer
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.transaction import reading, writing, writing_for

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def ada(in_app: None, bank: int, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    person = a_person(now)
    studied_banks.study(person, bank, now)
    return person


def next_question(person: Person, at: datetime) -> int:
    side = showing.next_card(person, at, 1)
    assert isinstance(side, showing.QuestionSide)
    return side.asked.question_id


def state(person: Person, question_id: int, at: datetime) -> CardState:
    reading().rollback()
    return LearnerMemory(reading(), person, at, [question_id]).state(question_id)


def rate(person: Person, question_id: int, rating: Rating, at: datetime) -> int:
    """Rate a card as its pages do; return the review's id."""
    shown = showing.card(person, question_id, at, 1).shown
    asked = showing.shown_question(person, shown, at, 1)
    side = showing.answer(person, shown, asked, None, at)
    recording.rate(person, side.answered, rating, at)
    return last_entry(person).id


def last_entry(person: Person) -> Review:
    entry = reading().scalar(
        select(Review).where(Review.user_id == person.id).order_by(Review.id.desc()).limit(1)
    )
    assert entry
    return entry


def miss_in_a_quiz(person: Person, bank: int, at: datetime, seed: int = 1) -> int:
    """Answer the one question of a quiz wrong; return which it was."""
    begun = beginning.begin(person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), at, seed)
    asked = attempts.show(person, begun.attempt_id, 1).asked
    answering.answer(person, begun.attempt_id, 1, wrong(asked), 0, at)
    return asked.question_id


def test_a_rating_moves_the_card_and_is_written_down_with_what_it_depended_on(
    ada: Person, now: datetime
) -> None:
    question_id = next_question(ada, now)
    rate(ada, question_id, Rating.GOOD, now)
    card = reading().scalar(select(Card).where(Card.question_id == question_id))
    assert card
    assert (card.phase, card.version, card.reviews) == (Phase.LEARNING, 1, 1)
    entry = last_entry(ada)
    assert (entry.event, entry.sequence, entry.phase_before, entry.interval_before) == ("review", 1, "new", 0)
    assert (entry.due_at, entry.due_day) == (card.due_at, None)
    assert entry.study_day == date(2026, 3, 2)
    assert entry.parameter_set_id == DEFAULT_PARAMETERS.id
    assert entry.desired_retention == ada.preferences.desired_retention
    rate(ada, question_id, Rating.EASY, now + 10 * MINUTE)
    reading().refresh(card)
    entry = last_entry(ada)
    assert (entry.due_at, entry.due_day) == (None, card.due_day)


def test_an_interval_is_kept_with_the_review_that_ended_it(ada: Person, now: datetime) -> None:
    question_id = next_question(ada, now)
    rate(ada, question_id, Rating.EASY, now)
    due_day = state(ada, question_id, now).due_day
    assert due_day
    rate(ada, question_id, Rating.GOOD, ada.clock.begins(due_day) + 3 * DAY)
    assert last_entry(ada).interval_before == (due_day - ada.clock.study_day(now)).days


def test_an_undo_repeats_the_day_of_the_review_it_takes_back(ada: Person, now: datetime) -> None:
    question_id = next_question(ada, now)
    review_id = rate(ada, question_id, Rating.EASY, now)
    undoing.undo(ada, review_id, now + 20 * DAY)
    entry = last_entry(ada)
    assert (entry.event, entry.undoes, entry.study_day) == ("undo", 1, date(2026, 3, 2))
    day = reading().scalars(select(ReviewDay)).one()
    assert (day.study_day, day.rated, day.introduced, day.reviewed) == (date(2026, 3, 2), 0, 0, 0)


def test_only_the_last_effective_answer_of_a_card_can_be_undone(ada: Person, now: datetime) -> None:
    question_id = next_question(ada, now)
    first = rate(ada, question_id, Rating.AGAIN, now)
    rate(ada, question_id, Rating.AGAIN, now + MINUTE)
    with pytest.raises(StaleError):
        undoing.undo(ada, first, now + 2 * MINUTE)
    assert check.check().differences == ()


def test_a_missed_quiz_question_becomes_a_card_that_is_due(ada: Person, bank: int, now: datetime) -> None:
    question_id = miss_in_a_quiz(ada, bank, now)
    found = state(ada, question_id, now)
    assert (found.phase, found.due_at) == (Phase.LEARNING, now)
    entry = last_entry(ada)
    assert (entry.event, entry.rating, entry.credit) == ("quiz", Rating.AGAIN, 0)
    assert entry.answer_id


def test_a_right_quiz_answer_of_a_new_card_leaves_it_new(ada: Person, bank: int, now: datetime) -> None:
    begun = beginning.begin(ada, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), now, 1)
    asked = attempts.show(ada, begun.attempt_id, 1).asked
    answering.answer(ada, begun.attempt_id, 1, right(asked), 0, now)
    assert reading().scalar(select(func.count()).select_from(Card)) == 0


def test_cards_fall_on_the_quietest_of_several_good_days(ada: Person, now: datetime) -> None:
    # Ten cards learnt alike: were the load not counted they would all fall on one or two days.
    for index in range(10):
        at = now + index * MINUTE
        rate(ada, next_question(ada, at), Rating.EASY, at)
    days = reading().scalars(select(Card.due_day)).all()
    assert len(set(days)) >= 3
    assert max(days.count(day) for day in days) <= 4


def test_what_a_button_promised_holds_although_other_cards_fill_the_day(ada: Person, now: datetime) -> None:
    question_id = next_question(ada, now)
    side = showing.card(ada, question_id, now, 1)
    answered = showing.answer(ada, side.shown, side.asked, None, now)
    promised = answered.answered.promised[Rating.EASY]
    with writing_for(ada.id) as (session, _):
        others = [id_ for id_ in session.scalars(select(Card.question_id)) if id_ != question_id]
        assert not others
    # Elsewhere the learner rates others alike, until that day is no longer the quietest.
    with writing_for(ada.id) as (session, _):
        memory = LearnerMemory(session, ada, now, [])
        for other in range(question_id + 1, question_id + 6):
            memory.rate(other, Rating.EASY, ReviewAnswer(side.shown.revision_id), {Rating.EASY: promised})
    with writing_for(ada.id) as (session, _):
        fresh = LearnerMemory(session, ada, now, [question_id]).preview(question_id)[Rating.EASY].due_day
    assert fresh != promised
    with writing_for(ada.id) as (session, _):
        # Where no button promised a day, the quietest one is as good as promised.
        unpromised = LearnerMemory(session, ada, now, [question_id])
        unpromised.rate(question_id, Rating.EASY, ReviewAnswer(side.shown.revision_id))
        assert unpromised.state(question_id).due_day == fresh
        session.rollback()
    recording.rate(ada, answered.answered, Rating.EASY, now + MINUTE)
    assert state(ada, question_id, now).due_day == promised


def test_the_check_finds_a_changed_row_and_repairs_it_from_the_log(
    app: Flask, ada: Person, now: datetime
) -> None:
    for index in range(3):
        rate(ada, next_question(ada, now + index * DAY), Rating.GOOD, now + index * DAY)
    assert shell.run(app, "memory", "check").exit_code == 0
    before = caches()
    with writing() as session:
        card_id = session.scalar(select(func.min(Card.id)))
        session.execute(update(Card).where(Card.id == card_id).values(stability=77.5, version=9))
        session.execute(update(ReviewDay).values(rated=ReviewDay.rated + 5))
        session.execute(delete(ReviewDay).where(ReviewDay.study_day == now.date() + DAY))
    result = shell.run(app, "memory", "check")
    assert result.exit_code == 1
    assert "stability is 77.5, not" in result.output
    assert "version is 9, not 2" in result.output
    assert "2026-03-02: the log says -5 rated" in result.output
    assert "2026-03-03: the log says +1 rated" in result.output
    assert shell.run(app, "memory", "check", "--repair").exit_code == 0
    reading().rollback()
    assert caches() == before
    assert shell.run(app, "memory", "check").exit_code == 0


def test_a_log_with_a_gap_is_reported_and_left_alone(app: Flask, ada: Person, now: datetime) -> None:
    rate(ada, next_question(ada, now), Rating.GOOD, now)
    with writing() as session:
        session.execute(update(Review).values(sequence=2))
    before = caches()
    result = shell.run(app, "memory", "check", "--repair")
    assert result.exit_code == 1
    assert "gap" in result.output
    reading().rollback()
    assert caches() == before


def caches() -> list[tuple[object, ...]]:
    session = reading()
    cards = session.execute(select(*Card.__table__.c).order_by(Card.id))
    days = session.execute(select(*ReviewDay.__table__.c).order_by(ReviewDay.study_day))
    return [tuple(row) for row in (*cards, *days)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rate", "rate", "rate", "undo", "miss"]),
        st.sampled_from(list(Rating)),
        st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9)),
    ),
    max_size=14,
)


# One database serves all examples of a test, each with a learner of its own.
@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_can_be_rebuilt_and_undone_to_its_beginning(
    in_app: None,  # noqa: ARG001 -- services work within the app
    bank: int,
    steps: list[tuple[str, Rating, timedelta]],
) -> None:
    now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    ada = a_person(now)
    studied_banks.study(ada, bank, now)
    done: list[int] = []
    missed: set[int] = set()
    for number, (step, rating, wait) in enumerate(steps):
        now += wait
        if step == "miss":
            missed.add(miss_in_a_quiz(ada, bank, now, seed=number))
        elif step == "undo" and done:
            try_to_undo(ada, done, now)
        elif step == "rate":
            side = showing.next_card(ada, now, 1)
            if isinstance(side, showing.QuestionSide):
                done.append(rate(ada, side.asked.question_id, rating, now))
    assert check.check().differences == ()

    while done:
        try_to_undo(ada, done, now)
    cards = reading().scalars(select(Card.question_id).where(Card.user_id == ada.id)).all()
    assert all(state(ada, id_, now) == NEW_CARD for id_ in cards if id_ not in missed)
    assert check.check().differences == ()


def try_to_undo(person: Person, done: list[int], at: datetime) -> None:
    """Undo the last review; it stays where a quiz answer came after it on the same card."""
    review_id = done.pop()
    try:
        undoing.undo(person, review_id, at)
    except StaleError:
        entry = reading().get_one(Review, review_id)
        later = select(Review.id).where(
            Review.card_id == entry.card_id, Review.event == "quiz", Review.id > review_id
        )
        assert reading().scalar(later), "refused although nothing came after it"
