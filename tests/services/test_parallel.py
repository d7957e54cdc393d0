"""Eight at once: nobody's work is lost or done twice, and nobody is told that the database is locked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.answers import right, wrong
from support.parallel import at_once
from support.people import CONTEXT, PASSWORD, a_person, answer_right

from quizapp.bank.reading import read_bank
from quizapp.models import Answer, Attempt, Review, ReviewDay, Slot, User
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import deletion, people, profile, registration, sessions, visitors
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.banks import sync
from quizapp.services.errors import NotAllowedError, StaleError, TakenError
from quizapp.services.memory import check
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.preferences import Preferences
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.transaction import reading

EIGHT = 8
#: How often what may go well by chance is tried.
ROUNDS = 5
EXAMPLE_BANK = Path(__file__).parents[1] / "banks" / "example"


@pytest.fixture
def ada(app: Flask, bank: int, now: datetime) -> Person:
    with app.app_context():
        person = a_person(now, "Ada")
        studied_banks.study(person, bank, now)
    return person


def count(app: Flask, model: type, *conditions: object) -> int:
    with app.app_context():
        return reading().scalar(select(func.count()).select_from(model).where(*conditions)) or 0  # type: ignore[arg-type]


def test_of_eight_answers_to_one_question_each_is_kept_in_turn_or_refused(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    with app.app_context():
        quiz = beginning.begin(
            ada, QuizRequest(bank, ("mountains",), 40, rules=QuizRules(Feedback.END)), now, 1
        )
        number = next(
            number
            for number in range(1, quiz.questions + 1)
            if attempts.show(ada, quiz.attempt_id, number).asked.question.type == "short"
        )

    def keep_answering(who: int) -> list[str]:
        """Answer until it is saved, each time from the page as it stands."""
        said = []
        while True:
            reading().rollback()
            slot = attempts.show(ada, quiz.attempt_id, number)
            try:
                answering.answer(ada, quiz.attempt_id, number, f"answer {who}", slot.sequence, now)
            except StaleError:
                said.append("stale")
            else:
                return [*said, "saved"]

    said = at_once([partial(keep_answering, who) for who in range(EIGHT)], app)
    assert [one[-1] if isinstance(one, list) else one for one in said] == ["saved"] * EIGHT
    with app.app_context():
        rows = reading().execute(select(Answer.sequence, Answer.response).order_by(Answer.sequence)).all()
        slot = attempts.show(ada, quiz.attempt_id, number)
    assert [row.sequence for row in rows] == list(range(1, EIGHT + 1))
    assert sorted(row.response for row in rows) == [f"answer {who}" for who in range(EIGHT)]
    assert (slot.sequence, slot.response) == (EIGHT, rows[-1].response)


def test_of_eight_last_answers_one_finishes_the_quiz_and_teaches_once(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    with app.app_context():
        quiz = beginning.begin(ada, QuizRequest(bank, count=3), now, 1).attempt_id
        for number in (1, 2):
            answer_right(ada, quiz, number, now)
        slot = attempts.show(ada, quiz, 3)
        responses = [wrong(slot.asked), right(slot.asked)] * (EIGHT // 2)
    said = at_once([partial(answering.answer, ada, quiz, 3, response, 0, now) for response in responses], app)
    # The first counts; the same again is no other; another one comes too late.
    saved = Counter(type(one).__name__ if isinstance(one, Exception) else one.saved for one in said)
    assert saved == {Saved.NEW: 1, Saved.REPEATED: EIGHT // 2 - 1, "ClosedError": EIGHT // 2}
    assert count(app, Answer) == 3
    assert count(app, Review) <= 3
    with app.app_context():
        assert attempts.result(ada, quiz).items[2].response in responses
        assert check.check().differences == ()


@pytest.mark.parametrize("feedback", Feedback)
def test_eight_finishes_finish_once(
    feedback: Feedback, app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    with app.app_context():
        quiz = beginning.begin(ada, QuizRequest(bank, count=6, rules=QuizRules(feedback)), now, 1).attempt_id
        slot = attempts.show(ada, quiz, 1)
        answering.answer(ada, quiz, 1, wrong(slot.asked), 0, now)
    assert at_once([partial(closing.finish, ada, quiz, now)] * EIGHT, app) == [None] * EIGHT
    assert count(app, Review) == 1


def test_of_eight_ratings_of_one_card_one_counts(app: Flask, ada: Person, now: datetime) -> None:
    with app.app_context():
        side = showing.next_card(ada, now, 1)
        assert isinstance(side, showing.QuestionSide)
        answered = showing.answer(ada, side.shown, side.asked, None, now).answered
    ratings = [*Rating] * (EIGHT // len(Rating))
    said = at_once([partial(recording.rate, ada, answered, rating, now) for rating in ratings], app)
    # Its twin, which says the same, is told that it is done.
    assert Counter(type(one) for one in said) == {type(None): 2, StaleError: EIGHT - 2}
    assert count(app, Review) == 1
    with app.app_context():
        assert check.check().differences == ()


def test_eight_pages_of_one_learner_lose_no_review_of_the_day(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    with app.app_context():
        sides = []
        for _ in range(EIGHT):
            side = showing.next_card(ada, now, 1)
            assert isinstance(side, showing.QuestionSide)
            shown = showing.answer(ada, side.shown, side.asked, None, now)
            recording.rate(ada, shown.answered, Rating.AGAIN, now)
            again = showing.card(ada, side.shown.question_id, now, 1)
            sides.append(showing.answer(ada, again.shown, again.asked, None, now).answered)
        quiz = beginning.begin(ada, QuizRequest(bank, count=12), now, 1)

    def answer_quiz() -> None:
        for number in range(1, quiz.questions + 1):
            reading().rollback()
            slot = attempts.show(ada, quiz.attempt_id, number)
            answering.answer(ada, quiz.attempt_id, number, wrong(slot.asked), 0, now)

    rate = [partial(recording.rate, ada, answered, Rating.GOOD, now) for answered in sides]
    said = at_once([*rate, answer_quiz], app)
    # A quiz answer may come first: then the page of that card is out of date, and says so.
    assert {type(one) for one in said} <= {type(None), StaleError}
    with app.app_context():
        assert check.check().differences == ()
        rated = reading().scalar(select(ReviewDay.rated))
    assert rated == EIGHT + sum(one is None for one in said[:EIGHT])
    assert rated == count(app, Review, Review.event == "review")


def test_eight_learners_and_a_sync_are_in_nobodys_way(app: Flask, bank: int, now: datetime) -> None:
    folder = read_bank(EXAMPLE_BANK).bank
    assert folder
    with app.app_context():
        learners = [a_person(now) for _ in range(EIGHT)]
        begun = [beginning.begin(learner, QuizRequest(bank, count=12), now, 1) for learner in learners]

    def take(learner: Person, quiz: beginning.StartedQuiz) -> None:
        for number in range(1, quiz.questions + 1):
            reading().rollback()
            answer_right(learner, quiz.attempt_id, number, now)

    def sync_often() -> None:
        for title in "abcdefgh":
            changed = folder.questions[0].model_copy(update={"prompt": title})
            sync.sync([replace(folder, questions=(changed, *folder.questions[1:]))], now)

    work: list[Callable[[], None]] = [
        *(partial(take, learner, quiz) for learner, quiz in zip(learners, begun, strict=True)),
        sync_often,
    ]
    assert at_once(work, app) == [None] * (EIGHT + 1)
    assert count(app, Answer) == EIGHT * 12
    assert count(app, Attempt, Attempt.finished_at.is_not(None)) == EIGHT
    with app.app_context():
        assert check.check().differences == ()


def test_a_visitor_who_begins_eight_times_at_once_has_one_quiz(app: Flask, bank: int, now: datetime) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(now)
    begin = [partial(beginning.begin_try_out, visitor, bank, now, seed) for seed in range(EIGHT)]
    said = at_once(begin, app)
    assert len({one if isinstance(one, Exception) else one.attempt_id for one in said}) == 1
    assert (count(app, Attempt), count(app, Slot)) == (1, 5)


def test_a_visitor_who_signs_up_eight_times_at_once_keeps_their_quiz_once(
    app: Flask, bank: int, now: datetime
) -> None:
    with app.app_context():
        visitor = visitors.begin_visit(now)
        quiz = beginning.begin_try_out(visitor, bank, now, 1).attempt_id
        answer_right(visitor, quiz, 1, now)

    def sign_up(name: str) -> Person:
        return registration.sign_up(NewAccount(name, PASSWORD), CONTEXT, now, visitor=visitor)

    said = at_once([partial(sign_up, "Ada" if who % 2 else f"Bo {who}") for who in range(EIGHT)], app)
    assert Counter(type(one) for one in said) == {Person: EIGHT // 2 + 1, TakenError: EIGHT // 2 - 1}
    keepers = [one for one in said if isinstance(one, Person) and one.id == visitor.id]
    assert len(keepers) == 1
    with app.app_context():
        owner = reading().scalars(select(Attempt.user_id)).one()
        names = reading().scalars(select(User.user_name)).all()
    assert owner == keepers[0].id
    assert None not in names


def test_of_eight_administrators_who_demote_each_other_in_a_ring_somebody_is_left(
    app: Flask, now: datetime
) -> None:
    for _ in range(ROUNDS):
        with app.app_context():
            ring = [a_person(now, role=Role.ADMINISTRATOR) for _ in range(EIGHT)]
        pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
        said = at_once(
            [partial(people.change_role, one, other.id, Role.LEARNER) for one, other in pairs], app
        )
        refused = sum(isinstance(one, NotAllowedError) for one in said)
        assert refused == sum(isinstance(one, Exception) for one in said)
        in_ring = User.id.in_([one.id for one in ring])
        assert 1 <= refused == count(app, User, in_ring, User.role == Role.ADMINISTRATOR)


def test_an_account_that_is_deleted_while_it_answers_leaves_nothing(
    app: Flask, bank: int, ada: Person, now: datetime
) -> None:
    with app.app_context():
        quiz = beginning.begin(ada, QuizRequest(bank, count=12), now, 1)

    def answer(number: int) -> None:
        slot = attempts.show(ada, quiz.attempt_id, number)
        answering.answer(ada, quiz.attempt_id, number, wrong(slot.asked), 0, now)

    work: list[Callable[[], object]] = [partial(answer, number) for number in range(1, EIGHT)]
    at_once([*work, partial(deletion.delete_account, ada, PASSWORD, CONTEXT, now)], app)
    assert [count(app, model) for model in (User, Attempt, Slot, Answer, Review, ReviewDay)] == [0] * 6


def test_settings_saved_at_once_are_those_of_one_page(app: Flask, ada: Person) -> None:
    wanted = [
        Preferences("UTC", day_starts_at=who, desired_retention=0.9, new_per_day=who, reviews_per_day=who)
        for who in range(EIGHT)
    ]
    assert at_once([partial(profile.save_preferences, ada, one) for one in wanted], app) == [None] * EIGHT
    with app.app_context():
        person = sessions.find_person(ada.id)
        assert person
        assert person.preferences in wanted
