"""How an attempt stands: what its pages may tell, its result, and what its answers teach."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from support.answers import give, right, wrong
from support.people import a_person
from support.statements import statements

from quizapp.bank.reading import read_bank
from quizapp.models import Answer, Attempt, Card, Review
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks import sync
from quizapp.services.errors import (
    NotFoundError,
    StillOpenError,
)
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing, history
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading, writing

EXAMPLE_BANK = Path(__file__).parents[2] / "banks" / "example"
LATER = timedelta(minutes=1)


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def count(model: type[Answer] | type[Review] | type[Card] | type[Attempt]) -> int:
    return reading().scalar(select(func.count()).select_from(model)) or 0


# ---- showing


def test_the_mark_shows_only_after_the_first_answer(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    before = attempts.show(ada, quiz, 1)
    assert (before.response, before.mark, before.disclosure.mark, before.sequence) == (None, None, False, 0)
    give(ada, quiz, 1, wrong, now)
    after = attempts.show(ada, quiz, 1)
    assert after.disclosure.right_answer
    assert after.mark is not None
    assert after.mark.outcome == "wrong"
    assert after.answered == (True, *[False] * 9)


def test_with_feedback_at_the_end_no_mark_shows_before_it(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, rules=QuizRules(Feedback.END)), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    slot = attempts.show(ada, quiz, 1)
    assert slot.response == right(slot.asked)
    assert (slot.mark, slot.disclosure.mark) == (None, False)
    assert [line.credit for line in history.list_open(ada).items] == [None]
    with pytest.raises(StillOpenError):
        attempts.result(ada, quiz)
    with pytest.raises(StillOpenError):
        beginning.practise_missed(ada, quiz, now, 2)
    closing.finish(ada, quiz, now)
    assert attempts.show(ada, quiz, 1).mark is not None
    assert attempts.show(ada, quiz, 2).disclosure.right_answer


def test_what_an_answer_earned_when_it_was_given_stands(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=1), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    with writing() as session:  # as if the grading of then had known less than that of today
        session.execute(update(Answer).values(credit=0.5))
    slot = attempts.show(ada, quiz, 1)
    assert slot.mark
    assert (slot.mark.credit, slot.credit, slot.outcome) == (0.5, 0.5, "partly")
    closing.finish(ada, quiz, now)
    assert attempts.result(ada, quiz).credit == 0.5


def test_the_next_unanswered_question_comes_around(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=3), now, 1).attempt_id
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
    quiz = beginning.begin(ada, QuizRequest(bank, count=5), now, 1).attempt_id
    with pytest.raises(NotFoundError):
        attempts.show(ada, quiz, number)
    with pytest.raises(NotFoundError):
        answering.answer(ada, quiz, number, "x", 0, now)


def test_nobody_finds_the_attempt_of_another(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    eve = a_person(now)
    for attempt in (
        lambda: attempts.show(eve, quiz, 1),
        lambda: attempts.progress(eve, quiz),
        lambda: attempts.result(eve, quiz),
        lambda: answering.answer(eve, quiz, 1, 0, 0, now),
        lambda: closing.finish(eve, quiz, now),
        lambda: beginning.begin_again(eve, quiz, now, 1),
        lambda: beginning.practise_missed(eve, quiz, now, 1),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert history.list_open(eve).items == ()
    assert count(Answer) == 0


# ---- finishing and the result


def test_the_last_answer_finishes_a_quiz_with_feedback_after_each(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=3), now, 1).attempt_id
    for number in (1, 3):
        give(ada, quiz, number, right, now)
    assert not attempts.progress(ada, quiz).is_finished
    give(ada, quiz, 2, wrong, now + LATER)
    result = attempts.result(ada, quiz)
    assert result.finished_at == now + LATER
    assert result.credit == 2
    assert [item.outcome for item in result.items] == ["right", "wrong", "right"]


def test_an_unanswered_question_earns_and_teaches_nothing(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=4, rules=QuizRules(Feedback.END)), now, 1).attempt_id
    give(ada, quiz, 2, right, now)
    assert attempts.progress(ada, quiz).unanswered == (1, 3, 4)
    closing.finish(ada, quiz, now)
    result = attempts.result(ada, quiz)
    assert result.credit == 1
    assert (result.count("right"), result.count("unanswered")) == (1, 3)
    assert (count(Card), count(Review)) == (0, 0)


def test_not_knowing_is_an_answer_that_earns_nothing_and_makes_a_card_that_is_due(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=2), now, 1).attempt_id
    assert answering.answer(ada, quiz, 1, None, 0, now).saved is Saved.NEW
    assert answering.answer(ada, quiz, 1, None, 0, now).saved is Saved.REPEATED
    slot = attempts.show(ada, quiz, 1)
    assert (slot.outcome, slot.response, slot.disclosure.mark, slot.sequence) == ("unknown", None, True, 1)
    give(ada, quiz, 2, wrong, now)
    result = attempts.result(ada, quiz)
    assert [item.outcome for item in result.items] == ["unknown", "wrong"]
    assert (result.credit, result.put_into_reviews) == (0, 2)
    card = reading().scalars(select(Card).where(Card.question_id == slot.asked.question_id)).one()
    assert card.due_at == now
    again = beginning.practise_missed(ada, quiz, now, 2)
    assert again.questions == 2


def test_finishing_twice_finishes_once(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=2, rules=QuizRules(Feedback.END)), now, 1).attempt_id
    give(ada, quiz, 1, wrong, now)
    for moment in (now, now + LATER):
        closing.finish(ada, quiz, moment)
    assert attempts.result(ada, quiz).finished_at == now
    assert count(Review) == 1


@pytest.mark.parametrize("feedback", Feedback)
def test_a_missed_question_becomes_a_card_that_is_due(
    bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=3, rules=QuizRules(feedback)), now, 1).attempt_id
    for number, choose in ((1, wrong), (2, right), (3, wrong)):
        give(ada, quiz, number, choose, now)
    closing.finish(ada, quiz, now)
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
    first = beginning.begin(ada, QuizRequest(bank, count=1), now, 1).attempt_id
    give(ada, first, 1, wrong, now)
    second = beginning.practise_missed(ada, first, now, 2).attempt_id
    give(ada, second, 1, right, now + timedelta(days=1))
    result = attempts.result(ada, second)
    assert (result.put_into_reviews, result.counted_as_reviews) == (0, 1)
    card = reading().scalars(select(Card)).one()
    assert card.version == 2
    assert card.due_at
    # The step of ten minutes, lengthened by a quarter at most.
    assert timedelta(0) <= card.due_at - (now + timedelta(days=1, minutes=10)) <= timedelta(minutes=2.5)


def test_the_mark_is_that_of_the_wording_that_was_asked(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, ("rivers",), count=100), now, 1).attempt_id
    files = read_bank(EXAMPLE_BANK).bank
    assert files is not None
    changed = [
        question.model_copy(update={"answer": False, "prompt": "Changed."})
        if question.id == "danube-through-vienna"
        else question
        for question in files.questions
        if question.id != "rhine-source"
    ]
    sync.sync([replace(files, questions=tuple(changed))], now + LATER)
    for number in range(1, 8):
        slot = attempts.show(ada, quiz, number)
        if slot.asked.question.id == "danube-through-vienna":
            assert answering.answer(ada, quiz, number, True, 0, now + LATER).saved is Saved.NEW
        else:
            give(ada, quiz, number, right, now + LATER)
    result = attempts.result(ada, quiz)
    assert result.credit == 7
    assert "Changed." not in {item.asked.question.prompt for item in result.items}


def test_part_of_a_right_answer_earns_its_part(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",), count=2), now, 1).attempt_id
    for number in (1, 2):
        slot = attempts.show(ada, quiz, number)
        if slot.asked.question.type == "multiple":
            answering.answer(ada, quiz, number, [0], 0, now)
        else:
            give(ada, quiz, number, right, now)
    result = attempts.result(ada, quiz)
    assert result.credit == 1.5
    assert result.count("partly") == 1
    assert [line.credit for line in history.list_finished(ada, 1).items] == [1.5]


# ---- lists


def test_finished_quizzes_come_newest_first_a_page_at_a_time(bank: int, ada: Person, now: datetime) -> None:
    ids = []
    for number in range(history.PAGE_SIZE + 1):
        ids.append(beginning.begin(ada, QuizRequest(bank, count=1), now + number * LATER, number).attempt_id)
        closing.finish(ada, ids[-1], now + number * LATER)
    first, second, far = (history.list_finished(ada, page) for page in (1, 2, 99))
    assert [line.id for line in first.items] == ids[:0:-1]
    assert [line.id for line in second.items] == ids[:1]
    assert (first.number, first.pages, far) == (1, 2, second)
    assert history.list_open(ada).items == ()


def test_history_costs_no_further_statements(bank: int, ada: Person, now: datetime) -> None:
    def cost(seed: int) -> list[int]:
        quiz = beginning.begin(ada, QuizRequest(bank, count=5), now, seed).attempt_id
        slot = attempts.show(ada, quiz, 1)
        counted = [
            statements(lambda: attempts.show(ada, quiz, 1)),
            statements(lambda: answering.answer(ada, quiz, 1, wrong(slot.asked), 0, now)),
            statements(lambda: history.list_open(ada)),
            statements(lambda: history.list_finished(ada, 1)),
            statements(lambda: closing.finish(ada, quiz, now)),
            statements(lambda: attempts.result(ada, quiz)),
        ]
        with writing() as session:
            session.execute(delete(Review))
            session.execute(delete(Card))
        return counted

    before = cost(seed=100)
    for seed in range(10):
        quiz = beginning.begin(ada, QuizRequest(bank, count=12), now, seed).attempt_id
        give(ada, quiz, 1, right, now)
        if seed % 2:
            closing.finish(ada, quiz, now)
    assert cost(seed=101) == before
