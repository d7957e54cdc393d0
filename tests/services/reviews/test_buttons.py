"""Which rating an answer to a card suggests, as the learner's page has it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from quizapp.models import QuestionRecord
from quizapp.question_types.base import Response
from quizapp.scheduling.memory import Rating
from quizapp.services.person import Person
from quizapp.services.reviews import recording, showing, undoing
from quizapp.services.reviews.showing import AnswerSide
from quizapp.services.transaction import reading

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def answer(person: Person, key: str, response: Response | None, at: datetime, took: timedelta) -> AnswerSide:
    """Answer the card of a question of the example bank."""
    reading().rollback()
    question_id = reading().scalars(select(QuestionRecord.id).where(QuestionRecord.key == key)).one()
    side = showing.card(person, question_id, at, seed=1)
    return showing.answer(person, side.shown, side.asked, response, at + took)


def suggested(side: AnswerSide) -> Rating | None:
    """Return the one rating that is marked; the reason given must be for it."""
    marked = [button.rating for button in side.buttons if button.is_suggested]
    assert marked == ([side.suggestion.rating] if side.suggestion else [])
    return marked[0] if marked else None


@pytest.mark.parametrize(
    ("response", "took", "rating"),
    [
        ("Mont Blanc", 3 * SECOND, Rating.EASY),
        ("Mont Blanc", 60 * SECOND, Rating.GOOD),
        ("Mont Blanc", 3 * DAY, Rating.GOOD),
        ("Mont Blanc", -60 * SECOND, Rating.GOOD),
        ("Elbrus", 3 * SECOND, Rating.AGAIN),
        (None, 3 * SECOND, None),
    ],
)
def test_the_mark_and_the_time_suggest_a_rating(
    ada: Person, now: datetime, response: str | None, took: timedelta, rating: Rating | None
) -> None:
    assert suggested(answer(ada, "highest-mountain", response, now, took)) is rating


def test_a_slip_in_a_unit_that_may_be_left_out_lowers_no_rating(ada: Person, now: datetime) -> None:
    key = "height-of-mont-blanc"
    right, slip = (answer(ada, key, text, now, 3 * SECOND) for text in ("4,807 metres", "4,807 mettres"))
    assert right.mark
    assert slip.mark
    assert (slip.mark.credit, slip.mark.spelling) == (right.mark.credit, "metres")
    assert suggested(slip) is suggested(right) is Rating.EASY


def test_what_is_chosen_among_others_is_never_easy(ada: Person, now: datetime) -> None:
    side = answer(ada, "danube-through-vienna", True, now, SECOND)
    assert side.mark
    assert side.mark.credit == 1
    assert suggested(side) is Rating.GOOD


def test_a_card_seen_minutes_ago_is_not_easy(ada: Person, now: datetime) -> None:
    first = answer(ada, "highest-mountain", "Elbrus", now, SECOND)
    recording.rate(ada, first.answered, Rating.AGAIN, now + SECOND)
    assert suggested(answer(ada, "highest-mountain", "Mont Blanc", now + 90 * SECOND, SECOND)) is Rating.GOOD


def test_a_card_that_has_moved_on_suggests_nothing(ada: Person, now: datetime) -> None:
    side = answer(ada, "highest-mountain", "Mont Blanc", now, SECOND)
    recording.rate(ada, side.answered, Rating.GOOD, now + SECOND)
    reading().rollback()
    late = showing.answer(ada, side.answered.shown, side.asked, "Mont Blanc", now + 5 * SECOND)
    assert late.suggestion is None
    assert late.buttons == ()


@pytest.mark.parametrize(("later", "rating"), [(90 * SECOND, Rating.GOOD), (DAY, Rating.EASY)])
def test_an_answer_seen_before_its_rating_was_undone_is_not_easy_on_the_same_day(
    ada: Person, now: datetime, later: timedelta, rating: Rating
) -> None:
    first = answer(ada, "highest-mountain", "Mont Blanc", now, SECOND)
    recording.rate(ada, first.answered, Rating.EASY, now + SECOND)
    reading().rollback()
    last = showing.card(ada, first.answered.shown.question_id, now, 1).last_review
    assert last
    undoing.undo(ada, last, now + 2 * SECOND)
    assert suggested(answer(ada, "highest-mountain", "Mont Blanc", now + later, SECOND)) is rating


def test_a_card_that_is_opened_once_more_on_its_day_is_not_easy(ada: Person, now: datetime) -> None:
    first = answer(ada, "highest-mountain", "Mont Blanc", now, SECOND)
    recording.rate(ada, first.answered, Rating.EASY, now + SECOND)
    assert suggested(answer(ada, "highest-mountain", "Mont Blanc", now + 90 * SECOND, SECOND)) is Rating.GOOD
