"""In which order learners meet new questions: mixed by topic and type, or as the files have them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.reading import read_bank
from quizapp.bank.study_order import StudyOrder, study_order
from quizapp.question_types.base import Question

SHIPPED = Path(__file__).parents[2] / "questions" / "central-asia-and-china"
#: New cards of a first day, where the learner hasn't said otherwise.
FIRST_DAY = 10


@pytest.fixture(scope="module")
def questions() -> Sequence[Question]:
    bank = read_bank(SHIPPED).bank
    assert bank
    return bank.questions


def group(question: Question) -> tuple[str, str]:
    return question.topics[0].partition("/")[0], question.type


def test_a_bank_in_the_order_of_its_files_stays_so(questions: Sequence[Question]) -> None:
    assert study_order(questions, StudyOrder.FILE) == tuple(question.id for question in questions)


@given(st.data())
def test_mixed_every_question_comes_once_and_a_topics_type_in_the_authors_order(
    questions: Sequence[Question], data: st.DataObject
) -> None:
    some = data.draw(
        st.lists(st.sampled_from(questions), unique_by=lambda question: question.id, max_size=40)
    )
    order = study_order(some, StudyOrder.MIXED)
    assert sorted(order) == sorted(question.id for question in some)
    by_id = {question.id: question for question in some}
    met, written = defaultdict(list), defaultdict(list)
    for key in order:
        met[group(by_id[key])].append(key)
    for question in some:
        written[group(question)].append(question.id)
    assert met == written
    assert order == study_order(some, StudyOrder.MIXED)


def test_a_first_day_of_the_shipped_bank_shows_something_of_much(questions: Sequence[Question]) -> None:
    by_id = {question.id: question for question in questions}
    first = [by_id[key] for key in study_order(questions, StudyOrder.MIXED)[:FIRST_DAY]]
    topics = {group(question)[0] for question in questions}
    assert len({group(question)[0] for question in first}) >= min(len(topics), 4)
    assert len({question.type for question in first}) >= 4


def test_neighbours_differ_in_topic_and_type(questions: Sequence[Question]) -> None:
    by_id = {question.id: question for question in questions}
    order = [group(by_id[key]) for key in study_order(questions, StudyOrder.MIXED)]
    alike = [one for one, other in pairwise(order) if one[0] == other[0] or one[1] == other[1]]
    assert len(alike) < len(order) / 20
