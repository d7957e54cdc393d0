"""Ready quizzes that name questions, draw in sections and weigh what they ask."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from support.answers import give, keys_of, right, wrong
from support.people import a_person
from support.resync import EXAMPLE_BANK

from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank, QuizSection, ReadyQuiz, WholeFixedQuestion, WholeQuizItem
from quizapp.models import QuestionRecord, Slot
from quizapp.services.banks import sync
from quizapp.services.errors import NotFoundError, NothingToAskError
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning, closing, history, ready
from quizapp.services.transaction import reading


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


@pytest.fixture
def keys(bank: int, ada: Person) -> list[str]:
    """Return the ids of the questions of the bank that a quiz can ask and that exclude none, in order."""
    assert ada
    statement = select(QuestionRecord.key).where(
        QuestionRecord.bank_id == bank,
        QuestionRecord.excludes == "",
        QuestionRecord.type.not_in(("card", "essay")),
    )
    return list(reading().scalars(statement.order_by(QuestionRecord.position)))


def files(*quizzes: ReadyQuiz) -> Bank:
    bank = read_bank(EXAMPLE_BANK).bank
    assert bank
    return replace(bank, quizzes=quizzes)


def in_sections(keys: list[str]) -> ReadyQuiz:
    return ReadyQuiz(
        id="parts",
        title="Parts",
        sections=(
            QuizSection(items=(WholeQuizItem(question=keys[0], points=2), WholeQuizItem(question=keys[1]))),
            QuizSection(
                heading="The rest",
                shuffle=True,
                items=(WholeQuizItem(count=2, points=0.5), WholeQuizItem(question=keys[2])),
            ),
        ),
    )


def slots_of(attempt_id: int) -> list[Slot]:
    return list(reading().scalars(select(Slot).where(Slot.attempt_id == attempt_id).order_by(Slot.number)))


def test_named_questions_come_in_their_order_then_what_is_drawn(
    bank: int, ada: Person, keys: list[str], now: datetime
) -> None:
    fixed = (WholeFixedQuestion(question=keys[3]), WholeFixedQuestion(question=keys[0], points=3))
    sync.sync([files(ReadyQuiz(id="q", title="Q", questions=fixed, count=2))], now)
    for seed in range(4):
        begun = beginning.begin_ready(ada, bank, "q", now, seed)
        asked = keys_of(ada, begun.attempt_id)
        assert asked[:2] == [keys[3], keys[0]]
        assert (begun.questions, begun.requested, len(set(asked))) == (4, 4, 4)
        assert [(slot.points, slot.heading) for slot in slots_of(begun.attempt_id)] == [
            (1, None), (3, None), (1, None), (1, None),
        ]  # fmt: skip


def test_a_heading_stands_at_the_first_question_of_its_section(
    bank: int, ada: Person, keys: list[str], now: datetime
) -> None:
    sync.sync([files(in_sections(keys))], now)
    orders = set()
    for seed in range(6):
        begun = beginning.begin_ready(ada, bank, "parts", now, seed)
        slots = slots_of(begun.attempt_id)
        assert [slot.heading for slot in slots] == [None, None, "The rest", None, None]
        assert [slot.points for slot in slots[:2]] == [2, 1]
        assert sorted(slot.points for slot in slots[2:]) == [0.5, 0.5, 1]
        orders.add(tuple(slot.points for slot in slots[2:]))
    assert len(orders) > 1


def test_a_question_that_was_retired_takes_no_heading_with_it(
    bank: int, ada: Person, keys: list[str], now: datetime
) -> None:
    quiz = in_sections(keys)
    first, last = quiz.sections[0].items
    section = QuizSection(heading="The first", items=(first, last))
    sync.sync([files(quiz.model_copy(update={"sections": (section,)}))], now)
    whole = read_bank(EXAMPLE_BANK).bank
    assert whole
    left = tuple(one for one in whole.questions if one.id != keys[0])
    sync.sync([replace(files(quiz.model_copy(update={"sections": (section,)})), questions=left)], now)
    begun = beginning.begin_ready(ada, bank, "parts", now, 1)
    assert keys_of(ada, begun.attempt_id) == [keys[1]]
    assert (begun.questions, begun.requested) == (1, 2)
    assert [slot.heading for slot in slots_of(begun.attempt_id)] == ["The first"]


def test_a_quiz_all_of_whose_questions_are_retired_asks_nothing(
    bank: int, ada: Person, keys: list[str], now: datetime
) -> None:
    quiz = ReadyQuiz(id="q", title="Q", questions=(WholeFixedQuestion(question=keys[0]),))
    bank_files = files(quiz)
    left = tuple(one for one in bank_files.questions if one.id != keys[0])
    sync.sync([replace(bank_files, questions=left)], now)
    with pytest.raises(NothingToAskError):
        beginning.begin_ready(ada, bank, "q", now, 1)


def test_results_weigh_what_each_question_earned(
    bank: int, ada: Person, keys: list[str], now: datetime
) -> None:
    sync.sync([files(in_sections(keys))], now)
    begun = beginning.begin_ready(ada, bank, "parts", now, 1).attempt_id
    give(ada, begun, 1, right, now)
    give(ada, begun, 2, wrong, now)
    assert attempts.show(ada, begun, 1).is_weighted
    closing.finish(ada, begun, now)
    result = attempts.result(ada, begun)
    assert (result.credit, result.out_of, result.share, result.is_weighted) == (2, 5, 0.4, True)
    assert (result.items[0].worth, result.items[2].heading) == (2, "The rest")
    (line,) = history.list_finished(ada).items
    assert (line.credit, line.out_of, line.questions) == (2, 5, 5)
    (offered,) = ready.list_offered(ada, bank)
    assert offered.last
    assert (offered.last.credit, offered.last.out_of, offered.last.share) == (2, 5, 0.4)


def test_a_quiz_like_others_weighs_nothing(bank: int, ada: Person, now: datetime) -> None:
    begun = beginning.begin_ready(ada, bank, "rivers", now, 1).attempt_id
    assert not attempts.show(ada, begun, 1).is_weighted
    give(ada, begun, 1, right, now)
    closing.finish(ada, begun, now)
    result = attempts.result(ada, begun)
    assert (result.credit, result.out_of, result.is_weighted) == (1, 5, False)


def test_a_quiz_that_only_courses_set_is_neither_offered_nor_begun(
    bank: int, ada: Person, now: datetime
) -> None:
    sync.sync([files(ReadyQuiz(id="exam", title="E", count=2, only_assigned=True))], now)
    assert [quiz.id for quiz in ready.list_ready(bank)] == ["exam"]
    assert ready.list_offered(ada, bank) == ()
    with pytest.raises(NotFoundError):
        beginning.begin_ready(ada, bank, "exam", now, 1)
