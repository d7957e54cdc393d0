"""A quiz from its first question to its result: one attempt, one mark, one memory."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from support.answers import right, wrong
from support.people import a_person
from support.statements import statements

from quizapp.bank.reading import read_bank
from quizapp.models import Answer, Attempt, Card, Question, Review
from quizapp.question_types.base import Response
from quizapp.services import accounts, attempts, banks, quiz_history, quizzes
from quizapp.services.attempts import Feedback
from quizapp.services.errors import (
    ClosedError,
    NotFoundError,
    NothingToAskError,
    StaleError,
    StillOpenError,
)
from quizapp.services.person import Person
from quizapp.services.questions import AskedQuestion
from quizapp.services.quizzes import Saved, Wish
from quizapp.services.transaction import reading, writing

EXAMPLE_BANK = Path(__file__).parents[1] / "banks" / "example"
LATER = timedelta(minutes=1)


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def give(
    person: Person, attempt_id: int, number: int, choose: Callable[[AskedQuestion], Response], now: datetime
) -> quizzes.Answered:
    """Answer a question as its page shows it now."""
    slot = attempts.show(person, attempt_id, number)
    return quizzes.answer(person, attempt_id, number, choose(slot.asked), slot.sequence, now)


def count(model: type[Answer] | type[Review] | type[Card] | type[Attempt]) -> int:
    return reading().scalar(select(func.count()).select_from(model)) or 0


def keys_of(person: Person, attempt_id: int) -> list[str]:
    total = attempts.stand(person, attempt_id).questions
    return [attempts.show(person, attempt_id, number).asked.question.id for number in range(1, total + 1)]


# ---- beginning


def test_the_same_seed_draws_the_same_quiz(bank: int, ada: Person, now: datetime) -> None:
    wish = Wish(bank, count=5)
    first, second = (quizzes.begin(ada, wish, now, 42).attempt_id for _ in range(2))
    assert keys_of(ada, first) == keys_of(ada, second)
    orders = [attempts.show(ada, first, number).asked.order for number in range(1, 6)]
    assert orders == [attempts.show(ada, second, number).asked.order for number in range(1, 6)]


def test_only_questions_at_or_below_the_chosen_topics_are_asked(
    bank: int, ada: Person, now: datetime
) -> None:
    begun = quizzes.begin(ada, Wish(bank, ("rivers",), count=100), now, 1)
    assert set(keys_of(ada, begun.attempt_id)) == {
        "longest-river",
        "baltic-rivers",
        "danube-through-vienna",
        "danube-mouth",
        "rhine-source",
        "capitals-on-the-danube",
        "oder-is-polish",
    }
    below = quizzes.begin(ada, Wish(bank, ("rivers/baltic",), count=100), now, 1)
    assert set(keys_of(ada, below.attempt_id)) == {"baltic-rivers", "oder-is-polish"}


def test_fewer_questions_than_wished_for_are_all_asked_and_it_says_so(
    bank: int, ada: Person, now: datetime
) -> None:
    begun = quizzes.begin(ada, Wish(bank, ("rivers/baltic",), count=10), now, 1)
    assert (begun.questions, begun.wanted) == (2, 10)


def test_a_retired_question_is_not_drawn(bank: int, ada: Person, now: datetime) -> None:
    with writing() as session:
        session.scalars(select(Question).where(Question.key == "oder-is-polish")).one().retired_at = now
    begun = quizzes.begin(ada, Wish(bank, ("rivers/baltic",)), now, 1)
    assert keys_of(ada, begun.attempt_id) == ["baltic-rivers"]


@pytest.mark.parametrize("topics", [("nowhere",), ("river",), ("rivers/baltic/deep",)])
def test_nothing_to_ask_begins_nothing(
    bank: int, ada: Person, now: datetime, topics: tuple[str, ...]
) -> None:
    with pytest.raises(NothingToAskError):
        quizzes.begin(ada, Wish(bank, topics), now, 1)
    assert count(Attempt) == 0


# ---- showing


def test_the_mark_shows_only_after_the_first_answer(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank), now, 1).attempt_id
    before = attempts.show(ada, quiz, 1)
    assert (before.response, before.mark, before.is_revealed, before.sequence) == (None, None, False, 0)
    give(ada, quiz, 1, wrong, now)
    after = attempts.show(ada, quiz, 1)
    assert after.is_revealed
    assert after.mark is not None
    assert after.mark.outcome == "wrong"
    assert after.answered == (True, *[False] * 9)


def test_with_feedback_at_the_end_no_mark_shows_before_it(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, feedback=Feedback.END), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    slot = attempts.show(ada, quiz, 1)
    assert slot.response == right(slot.asked)
    assert (slot.mark, slot.is_revealed) == (None, False)
    assert [line.credit for line in quiz_history.list_open(ada)] == [None]
    with pytest.raises(StillOpenError):
        attempts.result(ada, quiz)
    with pytest.raises(StillOpenError):
        quizzes.practise_missed(ada, quiz, now, 2)
    quizzes.finish(ada, quiz, now)
    assert attempts.show(ada, quiz, 1).mark is not None
    assert attempts.show(ada, quiz, 2).is_revealed


def test_the_next_unanswered_question_comes_around(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=3), now, 1).attempt_id
    give(ada, quiz, 3, right, now)
    assert attempts.show(ada, quiz, 3).next_unanswered == 1
    give(ada, quiz, 1, right, now)
    assert attempts.show(ada, quiz, 1).next_unanswered == 2
    give(ada, quiz, 2, right, now)
    assert attempts.show(ada, quiz, 2).next_unanswered is None


@pytest.mark.parametrize("number", [0, -1, 6, 10**20])
def test_a_number_that_the_quiz_lacks_is_not_found(
    bank: int, ada: Person, now: datetime, number: int
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=5), now, 1).attempt_id
    with pytest.raises(NotFoundError):
        attempts.show(ada, quiz, number)
    with pytest.raises(NotFoundError):
        quizzes.answer(ada, quiz, number, "x", 0, now)


def test_nobody_finds_the_attempt_of_another(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank), now, 1).attempt_id
    eve = a_person(now)
    for attempt in (
        lambda: attempts.show(eve, quiz, 1),
        lambda: attempts.stand(eve, quiz),
        lambda: attempts.result(eve, quiz),
        lambda: quizzes.answer(eve, quiz, 1, 0, 0, now),
        lambda: quizzes.finish(eve, quiz, now),
        lambda: quizzes.begin_again(eve, quiz, now, 1),
        lambda: quizzes.practise_missed(eve, quiz, now, 1),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert quiz_history.list_open(eve) == ()
    assert count(Answer) == 0


# ---- answering


def test_the_first_answer_stands_where_feedback_follows_it(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank), now, 1).attempt_id
    assert give(ada, quiz, 1, wrong, now).saved is Saved.NEW
    slot = attempts.show(ada, quiz, 1)
    again = [
        quizzes.answer(ada, quiz, 1, right(slot.asked), sequence, now + LATER).saved for sequence in (0, 1, 7)
    ]
    assert again == [Saved.FIRST_STANDS] * 3
    assert attempts.show(ada, quiz, 1).response == wrong(slot.asked)
    assert count(Answer) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_the_same_answer_sent_twice_is_written_once(
    bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, feedback=feedback), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    answered = [quizzes.answer(ada, quiz, 1, response, 0, now) for _ in range(2)]
    assert [one.saved for one in answered] == [Saved.NEW, Saved.REPEATED]
    assert [one.sequence for one in answered] == [1, 1]
    assert count(Answer) == 1


def test_with_feedback_at_the_end_an_answer_may_be_changed(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, feedback=Feedback.END), now, 1).attempt_id
    for choose in (wrong, right, wrong):
        assert give(ada, quiz, 1, choose, now).saved is Saved.NEW
    slot = attempts.show(ada, quiz, 1)
    assert slot.sequence == 3
    assert slot.response == wrong(slot.asked)
    quizzes.finish(ada, quiz, now)
    assert attempts.result(ada, quiz).credit == 0


def test_a_page_that_is_out_of_date_changes_nothing(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, feedback=Feedback.END), now, 1).attempt_id
    old = attempts.show(ada, quiz, 1)
    give(ada, quiz, 1, right, now)
    with pytest.raises(StaleError):
        quizzes.answer(ada, quiz, 1, wrong(old.asked), old.sequence, now)
    assert attempts.show(ada, quiz, 1).response == right(old.asked)
    with pytest.raises(StaleError):
        quizzes.answer(ada, quiz, 2, wrong(attempts.show(ada, quiz, 2).asked), 1, now)
    assert count(Answer) == 1


def test_a_finished_quiz_takes_no_answer(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank), now, 1).attempt_id
    quizzes.finish(ada, quiz, now)
    with pytest.raises(ClosedError):
        give(ada, quiz, 1, right, now)
    assert attempts.result(ada, quiz).credit == 0
    assert count(Answer) == 0


def test_the_last_answer_sent_twice_finishes_once(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=1), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    quizzes.answer(ada, quiz, 1, response, 0, now)
    assert quizzes.answer(ada, quiz, 1, response, 0, now + LATER).saved is Saved.REPEATED
    assert attempts.result(ada, quiz).finished_at == now
    assert count(Review) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_two_copies_at_once_leave_one_answer(
    app: Flask, bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=1, feedback=feedback), now, 1).attempt_id
    response = wrong(attempts.show(ada, quiz, 1).asked)
    reading().rollback()
    ready = threading.Barrier(4)
    saved: list[object] = []

    def send() -> None:
        with app.app_context():
            ready.wait(timeout=10)
            try:
                saved.append(quizzes.answer(ada, quiz, 1, response, 0, now).saved)
            except Exception as error:  # noqa: BLE001 -- shown by the assertion
                saved.append(error)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(map(str, saved)) == [str(Saved.NEW), *[str(Saved.REPEATED)] * 3]
    reading().rollback()
    assert count(Answer) == 1
    assert count(Review) == (1 if feedback is Feedback.EACH else 0)


def test_two_different_answers_at_once_leave_the_first(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=2), now, 1).attempt_id
    slot = attempts.show(ada, quiz, 1)
    responses = [wrong(slot.asked), right(slot.asked)]
    reading().rollback()
    ready = threading.Barrier(2)
    saved: list[object] = []

    def send(response: Response) -> None:
        with app.app_context():
            ready.wait(timeout=10)
            try:
                saved.append(quizzes.answer(ada, quiz, 1, response, 0, now).saved)
            except Exception as error:  # noqa: BLE001 -- shown by the assertion
                saved.append(error)

    threads = [threading.Thread(target=send, args=(response,)) for response in responses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(map(str, saved)) == [str(Saved.FIRST_STANDS), str(Saved.NEW)]
    reading().rollback()
    assert count(Answer) == 1


# ---- finishing and the result


def test_the_last_answer_finishes_a_quiz_with_feedback_after_each(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=3), now, 1).attempt_id
    for number in (1, 3):
        give(ada, quiz, number, right, now)
    assert not attempts.stand(ada, quiz).is_finished
    give(ada, quiz, 2, wrong, now + LATER)
    result = attempts.result(ada, quiz)
    assert result.finished_at == now + LATER
    assert result.credit == 2
    assert [item.outcome for item in result.items] == ["right", "wrong", "right"]


def test_an_unanswered_question_earns_and_teaches_nothing(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=4, feedback=Feedback.END), now, 1).attempt_id
    give(ada, quiz, 2, right, now)
    assert attempts.stand(ada, quiz).unanswered == (1, 3, 4)
    quizzes.finish(ada, quiz, now)
    result = attempts.result(ada, quiz)
    assert result.credit == 1
    assert (result.count("right"), result.count("unanswered")) == (1, 3)
    assert (count(Card), count(Review)) == (0, 0)


def test_finishing_twice_finishes_once(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=2, feedback=Feedback.END), now, 1).attempt_id
    give(ada, quiz, 1, wrong, now)
    for moment in (now, now + LATER):
        quizzes.finish(ada, quiz, moment)
    assert attempts.result(ada, quiz).finished_at == now
    assert count(Review) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_a_missed_question_becomes_a_card_that_is_due(
    bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=3, feedback=feedback), now, 1).attempt_id
    for number, choose in ((1, wrong), (2, right), (3, wrong)):
        give(ada, quiz, number, choose, now)
    quizzes.finish(ada, quiz, now)
    result = attempts.result(ada, quiz)
    assert (result.put_into_reviews, result.counted_as_reviews) == (2, 0)
    missed = {item.asked.question_id for item in result.items if item.outcome == "wrong"}
    cards = reading().scalars(select(Card)).all()
    assert {card.question_id for card in cards} == missed
    assert all(card.due_at == now for card in cards)
    answers = {answer.id for answer in reading().scalars(select(Answer).where(Answer.credit == 0))}
    assert {review.answer_id for review in reading().scalars(select(Review))} == answers


def test_a_right_answer_to_a_card_that_is_due_counts_as_its_review(
    bank: int, ada: Person, now: datetime
) -> None:
    first = quizzes.begin(ada, Wish(bank, count=1), now, 1).attempt_id
    give(ada, first, 1, wrong, now)
    second = quizzes.practise_missed(ada, first, now, 2).attempt_id
    give(ada, second, 1, right, now + timedelta(days=1))
    result = attempts.result(ada, second)
    assert (result.put_into_reviews, result.counted_as_reviews) == (0, 1)
    card = reading().scalars(select(Card)).one()
    assert card.version == 2
    assert card.due_at is not None
    assert card.due_at > now + timedelta(days=1)


def test_the_mark_is_that_of_the_wording_that_was_asked(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, ("rivers",), count=100), now, 1).attempt_id
    files = read_bank(EXAMPLE_BANK).bank
    assert files is not None
    changed = [
        question.model_copy(update={"answer": False, "prompt": "Changed."})
        if question.id == "danube-through-vienna"
        else question
        for question in files.questions
        if question.id != "rhine-source"
    ]
    banks.sync([replace(files, questions=tuple(changed))], now + LATER)
    for number in range(1, 8):
        slot = attempts.show(ada, quiz, number)
        if slot.asked.question.id == "danube-through-vienna":
            assert quizzes.answer(ada, quiz, number, True, 0, now + LATER).saved is Saved.NEW
        else:
            give(ada, quiz, number, right, now + LATER)
    result = attempts.result(ada, quiz)
    assert result.credit == 7
    assert "Changed." not in {item.asked.question.prompt for item in result.items}


def test_part_of_a_right_answer_earns_its_part(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, ("rivers/baltic",), count=2), now, 1).attempt_id
    for number in (1, 2):
        slot = attempts.show(ada, quiz, number)
        if slot.asked.question.type == "multiple":
            quizzes.answer(ada, quiz, number, [0], 0, now)
        else:
            give(ada, quiz, number, right, now)
    result = attempts.result(ada, quiz)
    assert result.credit == 1.5
    assert result.count("partly") == 1
    assert [line.credit for line in quiz_history.list_finished(ada, 1).attempts] == [1.5]


# ---- once more


def test_the_missed_questions_alone_are_practised(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=5), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    give(ada, quiz, 2, wrong, now)
    quizzes.finish(ada, quiz, now)
    keys = keys_of(ada, quiz)
    again = quizzes.practise_missed(ada, quiz, now, 2).attempt_id
    assert sorted(keys_of(ada, again)) == sorted(keys[1:])


def test_there_is_nothing_to_practise_where_nothing_was_missed(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=1), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    with pytest.raises(NothingToAskError):
        quizzes.practise_missed(ada, quiz, now, 2)


def test_a_missed_question_that_was_retired_is_not_practised(bank: int, ada: Person, now: datetime) -> None:
    quiz = quizzes.begin(ada, Wish(bank, count=2), now, 1).attempt_id
    quizzes.finish(ada, quiz, now)
    keys = keys_of(ada, quiz)
    with writing() as session:
        session.scalars(select(Question).where(Question.key == keys[0])).one().retired_at = now
    assert keys_of(ada, quizzes.practise_missed(ada, quiz, now, 2).attempt_id) == [keys[1]]


def test_again_means_the_same_settings(bank: int, ada: Person, now: datetime) -> None:
    first = quizzes.begin(ada, Wish(bank, ("mountains",), 4, Feedback.END), now, 1)
    again = quizzes.begin_again(ada, first.attempt_id, now, 2)
    assert again.questions == 4
    line = quiz_history.list_open(ada)[0]
    assert (line.id, line.topics, line.feedback) == (again.attempt_id, ("mountains",), Feedback.END)


# ---- trying without an account


@pytest.mark.usefixtures("in_app")
def test_a_visitor_goes_on_with_the_quiz_they_have_open(bank: int, now: datetime) -> None:
    visitor = accounts.begin_visit(now)
    first = quizzes.begin_try_out(visitor, bank, now, 1)
    assert first.questions == 5
    assert quizzes.begin_try_out(visitor, bank, now, 2).attempt_id == first.attempt_id
    quizzes.finish(visitor, first.attempt_id, now)
    assert quizzes.begin_try_out(visitor, bank, now, 3).attempt_id != first.attempt_id


def test_there_is_nothing_to_try_in_an_empty_bank(bank: int, ada: Person, now: datetime) -> None:
    with writing() as session:
        for question in session.scalars(select(Question)):
            question.retired_at = now
    with pytest.raises(NothingToAskError):
        quizzes.begin_try_out(ada, bank, now, 1)


# ---- lists


def test_finished_quizzes_come_newest_first_a_page_at_a_time(bank: int, ada: Person, now: datetime) -> None:
    ids = []
    for number in range(quiz_history.PAGE_SIZE + 1):
        ids.append(quizzes.begin(ada, Wish(bank, count=1), now + number * LATER, number).attempt_id)
        quizzes.finish(ada, ids[-1], now + number * LATER)
    first, second, far = (quiz_history.list_finished(ada, page) for page in (1, 2, 99))
    assert [line.id for line in first.attempts] == ids[:0:-1]
    assert [line.id for line in second.attempts] == ids[:1]
    assert (first.page, first.pages, far) == (1, 2, second)
    assert quiz_history.list_open(ada) == ()


def test_history_costs_no_further_statements(bank: int, ada: Person, now: datetime) -> None:
    def cost() -> list[int]:
        quiz = quizzes.begin(ada, Wish(bank, count=5), now, 1).attempt_id
        slot = attempts.show(ada, quiz, 1)
        counted = [
            statements(lambda: attempts.show(ada, quiz, 1)),
            statements(lambda: quizzes.answer(ada, quiz, 1, wrong(slot.asked), 0, now)),
            statements(lambda: quiz_history.list_open(ada)),
            statements(lambda: quiz_history.list_finished(ada, 1)),
            statements(lambda: quizzes.finish(ada, quiz, now)),
            statements(lambda: attempts.result(ada, quiz)),
        ]
        with writing() as session:
            session.execute(delete(Review))
            session.execute(delete(Card))
        return counted

    before = cost()
    for seed in range(10):
        quiz = quizzes.begin(ada, Wish(bank, count=12), now, seed).attempt_id
        give(ada, quiz, 1, right, now)
        if seed % 2:
            quizzes.finish(ada, quiz, now)
    assert cost() == before
