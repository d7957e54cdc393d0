"""The made-up class is marked as such, and its cards are what their logs say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from support.resync import EXAMPLE_BANK

from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank, ReadyQuiz
from quizapp.models import Answer, Attempt, Card, QuestionRecord, Review, User
from quizapp.question_types import MARKED, TYPES
from quizapp.quizzes.certainty import Certainty
from quizapp.services.accounts import people, sessions
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.banks import sync
from quizapp.services.courses import assignments
from quizapp.services.demo import course, learners
from quizapp.services.demo.learners import MadeUpClass
from quizapp.services.memory import check
from quizapp.services.quizzes.assigned_lists import ListedState, list_coming
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading

NAMES = learners.NAMES[:4]


def make_class(now: datetime, names: Sequence[str]) -> MadeUpClass:
    """Make a small class that has studied for two weeks."""
    context = AuthenticationContext("127.0.0.1", Hasher(8, 1))
    return learners.make_class(
        context, "made-up-class", now, seed=1, report=lambda _: None, names=names, weeks=2
    )


@pytest.mark.usefixtures("in_app", "bank")
def test_a_made_up_class_has_a_history_that_its_cards_can_be_rebuilt_from(now: datetime) -> None:
    make_class(now, NAMES)
    session = reading()
    assert set(session.scalars(select(User.made_up))) == {True}
    assert session.scalar(select(func.count()).select_from(User)) == len(NAMES) + 2
    assert session.scalar(select(func.count()).select_from(Review)) > 100
    assert session.scalar(select(func.count()).select_from(Answer)) > 0
    assert {*Certainty} & set(session.scalars(select(Answer.certainty)))
    assert {"rivers", "final"} & set(session.scalars(select(Attempt.quiz_key)))
    assert session.scalar(select(func.count()).where(Attempt.finished_at.is_(None))) == 0
    checked = check.check()
    assert checked.cards == session.scalar(select(func.count()).select_from(Card))
    assert checked.differences == ()


@pytest.mark.usefixtures("in_app", "bank")
def test_the_first_of_the_class_studies_until_yesterday_and_has_todays_cards_left(now: datetime) -> None:
    make_class(now, NAMES[:2])
    first = sessions.find_person(people.list_people(NAMES[0]).items[0].id)
    assert first
    assert first.display_name == NAMES[0]
    today = first.clock.study_day(now)
    days = set(reading().scalars(select(Review.study_day).where(Review.user_id == first.id)))
    assert max(days) == today - timedelta(days=1)
    assert len(days) > 10
    left = show_today(first, now)
    assert 0 < left.left < 12
    assert left.is_ready


@pytest.mark.usefixtures("in_app", "bank")
def test_a_made_up_class_may_run_out_of_time(now: datetime) -> None:
    files = read_bank(EXAMPLE_BANK).bank
    assert files
    sync.sync([replace(files, quizzes=(ReadyQuiz(id="q", title="Q", count=8, time_limit=1),))], now)
    make_class(now, NAMES)
    timed = reading().scalars(select(Attempt).where(Attempt.ends_at.is_not(None))).all()
    assert any(attempt.finished_at == attempt.ends_at for attempt in timed)
    assert all(attempt.finished_at and attempt.finished_at <= attempt.ends_at for attempt in timed)


@pytest.mark.usefixtures("in_app")
def test_a_made_up_class_answers_every_type_of_question(now: datetime) -> None:
    questions = [
        kind.model.model_validate({**kind.examples[0].question, "id": f"{kind.name}-{number}"})
        for number in range(4)
        for kind in TYPES.values()
    ]
    sync.sync(
        [Bank("all", "All types", "en", None, documents=(), topics={}, questions=tuple(questions))], now
    )
    make_class(now, NAMES[:3])
    session = reading()
    for kind in MARKED:
        credits_given = session.scalars(
            select(Review.credit)
            .join(Card, Card.id == Review.card_id)
            .join(QuestionRecord, QuestionRecord.id == Card.question_id)
            .where(QuestionRecord.type == kind, Review.credit.is_not(None))
        ).all()
        assert 1 in credits_given, kind
        assert min(credits_given) < 1, kind


@pytest.mark.usefixtures("in_app")
def test_a_made_up_class_finds_a_wrong_answer_where_few_guesses_can_be_read(now: datetime) -> None:
    gaps = {name: {"type": "date", "answer": "May 1998"} for name in ("a", "b")}
    questions = [
        TYPES["cloze"].model.model_validate(
            {"id": f"q{number}", "type": "cloze", "topics": ["t"], "text": "{a} {b}", "gaps": gaps}
        )
        for number in range(20)
    ]
    sync.sync([Bank("dates", "Dates", "en", None, documents=(), topics={}, questions=tuple(questions))], now)
    make_class(now, NAMES[:2])
    assert reading().scalar(select(func.count()).where(Review.credit < 1))


@pytest.mark.usefixtures("in_app", "bank")
def test_their_course_has_three_assignments_at_different_stages(now: datetime) -> None:
    made_up = make_class(now, learners.NAMES[:6])
    course_id = course.make_course(made_up, now, seed=1, report=lambda _: None)
    first, midterm, second = assignments.list_assignments(course_id)
    for one in (first, midterm, second):
        assert one.attempts > 0
    assert first.results_from
    assert first.results_from < now
    assert midterm.results_from is None
    terms = second.settings.terms
    assert terms.opens_at
    assert terms.closes
    assert terms.opens_at < now < terms.closes
    coming = list_coming(made_up.learners[0], now)
    assert [one.title for one in coming if one.state == ListedState.OPEN] == [second.settings.title]
    assert check.check().differences == ()
