"""Quizzes begun: as requested, from the missed, once more; and begun once, whatever is sent how often."""

from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.answers import give, keys_of, right, wrong
from support.parallel import at_once
from support.people import a_person
from support.resync import resync
from support.statements import statements

from quizapp.bank.schema import ReadyQuiz, TryOut
from quizapp.models import Attempt, QuestionRecord, Slot
from quizapp.question_types.base import Question, Response
from quizapp.quizzes.focus import Focus
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.accounts import visitors
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.errors import NotFoundError, NothingToAskError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import attempts, beginning, closing, history
from quizapp.services.quizzes.beginning import QuizRequest, StartedQuiz
from quizapp.services.transaction import reading, writing


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def count(model: type[Attempt] | type[Slot]) -> int:
    return reading().scalar(select(func.count()).select_from(model)) or 0


# ---- beginning


def right_and_wrong_in_turn(bank: int, person: Person, now: datetime) -> list[str]:
    """Answer four questions of a quiz of six, every other one wrong; return the keys of the four."""
    attempt = beginning.begin(person, QuizRequest(bank, count=6), now, 1).attempt_id
    for number, choose in enumerate((right, wrong, right, wrong), 1):
        give(person, attempt, number, choose, now)
    return keys_of(person, attempt)[:4]


def drawn_first(bank: int, person: Person, focus: Focus, count: int, now: datetime) -> set[str]:
    begun = beginning.begin(person, QuizRequest(bank, count=count, focus=focus), now, 100 + count)
    return set(keys_of(person, begun.attempt_id))


def test_a_quiz_of_what_is_new_asks_nothing_that_was_answered_while_there_is_more(
    bank: int, ada: Person, now: datetime
) -> None:
    answered = set(right_and_wrong_in_turn(bank, ada, now))
    assert drawn_first(bank, ada, Focus.UNSEEN, 4, now).isdisjoint(answered)
    # Those answered are asked too when nothing else is left; and somebody else hasn't answered them.
    assert not drawn_first(bank, ada, Focus.UNSEEN, 100, now).isdisjoint(answered)
    assert not drawn_first(bank, a_person(now), Focus.UNSEEN, 10, now).isdisjoint(answered)


def test_a_quiz_of_weak_spots_asks_first_what_was_missed_and_so_does_another_like_it(
    bank: int, ada: Person, now: datetime
) -> None:
    keys = right_and_wrong_in_turn(bank, ada, now)
    weak = beginning.begin(ada, QuizRequest(bank, count=2, focus=Focus.WEAK), now, 7).attempt_id
    assert set(keys_of(ada, weak)) == {keys[1], keys[3]}
    again = beginning.begin_again(ada, weak, now, 8).attempt_id
    assert set(keys_of(ada, again)) == {keys[1], keys[3]}


def test_what_was_partly_right_is_weak_once_its_mark_is_told(bank: int, ada: Person, now: datetime) -> None:
    def partly(asked: AskedQuestion) -> Response:
        response = asked.right_response
        assert isinstance(response, list)
        return response[:-1]

    request = QuizRequest(bank, count=1, types=("multiple",), rules=QuizRules(Feedback.END))
    first = beginning.begin(ada, request, now, 1).attempt_id
    give(ada, first, 1, partly, now)
    (key,) = keys_of(ada, first)
    pool = QuizRequest(bank, count=1, focus=Focus.WEAK)
    before = {keys_of(ada, beginning.begin(ada, pool, now, seed).attempt_id)[0] for seed in range(10, 20)}
    assert key not in before
    closing.finish(ada, first, now)
    assert keys_of(ada, beginning.begin(ada, pool, now, 30).attempt_id) == [key]


def test_a_ready_quiz_has_the_focus_that_its_author_gave_it(bank: int, ada: Person, now: datetime) -> None:
    first = beginning.begin(ada, QuizRequest(bank, count=3), now, 1).attempt_id
    for number in (1, 2, 3):
        give(ada, first, number, wrong, now)
    resync(lambda question: question, now, quizzes=(ReadyQuiz(id="weak", title="W", count=3, focus="weak"),))
    weak = beginning.begin_ready(ada, bank, "weak", now, 2).attempt_id
    assert set(keys_of(ada, weak)) == set(keys_of(ada, first))


def test_the_same_seed_draws_the_same_quiz(bank: int, ada: Person, now: datetime) -> None:
    request = QuizRequest(bank, count=5)
    two = [(person, beginning.begin(person, request, now, 42).attempt_id) for person in (ada, a_person(now))]
    first, second = (keys_of(*one) for one in two)
    assert first == second
    first, second = ([attempts.show(*one, number).asked.order for number in range(1, 6)] for one in two)
    assert first == second


def test_only_questions_at_or_below_the_chosen_topics_are_asked(
    bank: int, ada: Person, now: datetime
) -> None:
    begun = beginning.begin(ada, QuizRequest(bank, ("rivers",), count=100), now, 1)
    assert set(keys_of(ada, begun.attempt_id)) == {
        "longest-river",
        "baltic-rivers",
        "danube-through-vienna",
        "danube-mouth",
        "rhine-source",
        "capitals-on-the-danube",
        "oder-is-polish",
    }
    below = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",), count=100), now, 2)
    assert set(keys_of(ada, below.attempt_id)) == {"baltic-rivers", "oder-is-polish"}


def test_fewer_questions_than_wished_for_are_all_asked_and_it_says_so(
    bank: int, ada: Person, now: datetime
) -> None:
    begun = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",), count=10), now, 1)
    assert (begun.questions, begun.requested) == (2, 10)


def test_a_retired_question_is_not_drawn(bank: int, ada: Person, now: datetime) -> None:
    with writing() as session:
        session.scalars(
            select(QuestionRecord).where(QuestionRecord.key == "oder-is-polish")
        ).one().retired_at = now
    begun = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",)), now, 1)
    assert keys_of(ada, begun.attempt_id) == ["baltic-rivers"]


def test_questions_that_exclude_each_other_are_not_asked_in_one_quiz(
    bank: int, ada: Person, now: datetime
) -> None:
    resync(lambda question: excluding(question, "oder-is-polish", "baltic-rivers"), now)
    asked = set()
    for seed in range(20):
        begun = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",)), now, seed)
        (key,) = keys_of(ada, begun.attempt_id)
        asked.add(key)
    assert asked == {"oder-is-polish", "baltic-rivers"}


def test_those_missed_are_all_practised_though_they_exclude_each_other_by_now(
    bank: int, ada: Person, now: datetime
) -> None:
    before = beginning.begin(ada, QuizRequest(bank, ("rivers/baltic",)), now, 1)
    closing.finish(ada, before.attempt_id, now)
    resync(lambda question: excluding(question, "oder-is-polish", "baltic-rivers"), now)
    again = beginning.practise_missed(ada, before.attempt_id, now, 2)
    assert set(keys_of(ada, again.attempt_id)) == {"oder-is-polish", "baltic-rivers"}


def excluding(question: Question, key: str, other: str) -> Question:
    """Let one of the questions of a bank exclude another."""
    return question.model_copy(update={"excludes": (other,)}) if question.id == key else question


@pytest.mark.parametrize("topics", [("nowhere",), ("river",), ("rivers/baltic/deep",)])
def test_nothing_to_ask_begins_nothing(
    bank: int, ada: Person, now: datetime, topics: tuple[str, ...]
) -> None:
    with pytest.raises(NothingToAskError):
        beginning.begin(ada, QuizRequest(bank, topics), now, 1)
    assert count(Attempt) == 0


@pytest.mark.parametrize("which", ["begin", "begin_try_out", "begin_again", "practise_missed"])
def test_a_form_sent_four_times_at_once_begins_one_quiz(
    app: Flask, bank: int, ada: Person, now: datetime, which: str
) -> None:
    first = beginning.begin(ada, QuizRequest(bank, count=3), now, 1).attempt_id
    closing.finish(ada, first, now)
    subject = {"begin": QuizRequest(bank, count=4), "begin_try_out": bank}.get(which, first)
    reading().rollback()
    begun: list[StartedQuiz | Exception] = at_once(
        [partial(getattr(beginning, which), ada, subject, now, 2)] * 4, app
    )
    reading().rollback()
    (only,) = set(begun)
    assert isinstance(only, StartedQuiz)
    assert only.attempt_id != first
    assert count(Attempt) == 2
    assert len(keys_of(ada, only.attempt_id)) == {"begin": 4, "begin_try_out": 5}.get(which, 3)


def test_a_seed_of_somebody_else_begins_a_quiz(bank: int, ada: Person, now: datetime) -> None:
    eve = a_person(now)
    assert (
        beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
        != beginning.begin(eve, QuizRequest(bank), now, 1).attempt_id
    )


def test_more_questions_cost_no_further_statements(bank: int, ada: Person, now: datetime) -> None:
    _, few, many = (
        statements(lambda: beginning.begin(ada, QuizRequest(bank, count=number), now, number))  # noqa: B023 -- called at once
        for number in (2, 1, 12)  # the first one also fetches what the session remembers
    )
    assert few == many


# ---- once more


def test_the_missed_questions_alone_are_practised(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=5), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    give(ada, quiz, 2, wrong, now)
    closing.finish(ada, quiz, now)
    keys = keys_of(ada, quiz)
    again = beginning.practise_missed(ada, quiz, now, 2).attempt_id
    assert sorted(keys_of(ada, again)) == sorted(keys[1:])


def test_there_is_nothing_to_practise_where_nothing_was_missed(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=1), now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    with pytest.raises(NothingToAskError):
        beginning.practise_missed(ada, quiz, now, 2)


def test_a_missed_question_that_was_retired_is_not_practised(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank, count=2), now, 1).attempt_id
    closing.finish(ada, quiz, now)
    keys = keys_of(ada, quiz)
    with writing() as session:
        session.scalars(select(QuestionRecord).where(QuestionRecord.key == keys[0])).one().retired_at = now
    assert keys_of(ada, beginning.practise_missed(ada, quiz, now, 2).attempt_id) == [keys[1]]


def test_again_means_the_same_settings(bank: int, ada: Person, now: datetime) -> None:
    first = beginning.begin(ada, QuizRequest(bank, ("mountains",), 4, rules=QuizRules(Feedback.END)), now, 1)
    again = beginning.begin_again(ada, first.attempt_id, now, 2)
    assert again.questions == 4
    line = history.list_open(ada).items[0]
    assert [topic.path for topic in line.topics] == ["mountains"]
    assert (line.id, line.rules.feedback) == (again.attempt_id, Feedback.END)


# ---- discarding


def test_a_quiz_without_an_answer_can_be_discarded(bank: int, ada: Person, now: datetime) -> None:
    quiz = beginning.begin(ada, QuizRequest(bank), now, 1).attempt_id
    beginning.discard(ada, quiz)
    assert (count(Attempt), count(Slot)) == (0, 0)
    with pytest.raises(NotFoundError):
        beginning.discard(ada, quiz)


def test_a_quiz_with_an_answer_or_of_another_or_finished_is_kept(
    bank: int, ada: Person, now: datetime
) -> None:
    answered, finished = (beginning.begin(ada, QuizRequest(bank), now, seed).attempt_id for seed in (1, 2))
    give(ada, answered, 1, wrong, now)
    closing.finish(ada, finished, now)
    for quiz in (answered, finished):
        with pytest.raises(StaleError):
            beginning.discard(ada, quiz)
    open_one = beginning.begin(ada, QuizRequest(bank), now, 3).attempt_id
    with pytest.raises(NotFoundError):
        beginning.discard(a_person(now), open_one)
    assert count(Attempt) == 3


# ---- trying without an account


@pytest.mark.usefixtures("in_app")
def test_a_visitor_goes_on_with_the_quiz_they_have_open(bank: int, now: datetime) -> None:
    visitor = visitors.begin_visit(now)
    first = beginning.begin_try_out(visitor, bank, now, 1)
    assert first.questions == 5
    assert beginning.begin_try_out(visitor, bank, now, 2).attempt_id == first.attempt_id
    closing.finish(visitor, first.attempt_id, now)
    assert beginning.begin_try_out(visitor, bank, now, 3).attempt_id != first.attempt_id


def test_a_try_out_asks_what_its_bank_names_for_it(bank: int, ada: Person, now: datetime) -> None:
    named = ("longest-river", "danube-through-vienna", "danube-mouth", "rhine-source", "highest-mountain")
    resync(lambda question: question, now, try_out=TryOut(questions=(*named, "capitals-on-the-danube")))
    drawn = [keys_of(ada, beginning.begin_try_out(ada, bank, now, seed).attempt_id) for seed in range(12)]
    assert {key for keys in drawn for key in keys} == {*named, "capitals-on-the-danube"}
    assert {len(keys) for keys in drawn} == {5}


def test_there_is_nothing_to_try_in_an_empty_bank(bank: int, ada: Person, now: datetime) -> None:
    with writing() as session:
        for question in session.scalars(select(QuestionRecord)):
            question.retired_at = now
    with pytest.raises(NothingToAskError):
        beginning.begin_try_out(ada, bank, now, 1)
