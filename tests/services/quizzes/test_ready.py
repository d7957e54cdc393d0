"""Ready quizzes: begun as their bank has them, and over when their time is up."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from support.answers import give, keys_of, right, wrong
from support.people import a_person
from support.resync import EXAMPLE_BANK
from support.statements import statements

from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank, ReadyQuiz
from quizapp.models import Attempt, Card, QuestionRecord
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.quizzes.timing import GRACE
from quizapp.scheduling.memory import Rating
from quizapp.services.banks import sync
from quizapp.services.errors import ClosedError, NotFoundError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing, history, ready
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.transaction import reading

LIMIT = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now)


def files(*quizzes: ReadyQuiz) -> Bank:
    bank = read_bank(EXAMPLE_BANK).bank
    assert bank
    return replace(bank, quizzes=quizzes)


def row_of(attempt_id: int) -> Attempt:
    return reading().get_one(Attempt, attempt_id, populate_existing=True)


# ---- synced


def test_a_ready_quiz_is_synced_once_and_changes_with_its_file(bank: int, ada: Person, now: datetime) -> None:
    assert ada
    assert [quiz.id for quiz in ready.list_ready(bank)] == ["rivers", "final"]
    whole = read_bank(EXAMPLE_BANK).bank
    assert whole
    assert [plan.changes_nothing for plan in sync.plan([whole])] == [True]
    fewer = files(ReadyQuiz(id="final", title="The end", count=3))
    (plan,) = sync.sync([fewer], now)
    assert plan.is_described_anew
    assert (plan.changed, plan.added, plan.retired) == ((), (), ())
    assert [(quiz.id, quiz.title, quiz.count) for quiz in ready.list_ready(bank)] == [("final", "The end", 3)]
    assert [plan.changes_nothing for plan in sync.sync([fewer], now)] == [True]


# ---- begun


def test_a_ready_quiz_is_begun_as_it_is_written(bank: int, ada: Person, now: datetime) -> None:
    begun = beginning.begin_ready(ada, bank, "rivers", now, 1)
    row = row_of(begun.attempt_id)
    assert (begun.questions, row.quiz_key, row.topics, row.feedback) == (5, "rivers", ["rivers"], "each")
    assert (row.asks_certainty, row.time_limit, row.ends_at) == (True, None, None)
    final = row_of(beginning.begin_ready(ada, bank, "final", now, 2).attempt_id)
    assert (final.feedback, final.time_limit, final.ends_at) == ("end", 30, now + LIMIT)
    assert not final.asks_certainty


def test_a_ready_quiz_draws_from_its_topics_and_types_alone(bank: int, ada: Person, now: datetime) -> None:
    quiz = ReadyQuiz(id="q", title="Q", topics=("rivers",), types=("short", "number"), count=2)
    sync.sync([files(quiz)], now)
    in_it = set(
        reading().scalars(
            select(QuestionRecord.key).where(
                QuestionRecord.topics.contains(" rivers"), QuestionRecord.type.in_(("short", "number"))
            )
        )
    )
    for seed in range(5):
        drawn = keys_of(ada, beginning.begin_ready(ada, bank, "q", now, seed).attempt_id)
        assert set(drawn) <= in_it


def test_a_ready_quiz_that_the_bank_has_not_is_not_found(bank: int, ada: Person, now: datetime) -> None:
    for bank_id, key in ((bank, "nothing"), (bank + 99, "final")):
        with pytest.raises(NotFoundError):
            beginning.begin_ready(ada, bank_id, key, now, 1)


def test_another_like_it_is_the_ready_quiz_as_the_bank_has_it_now(
    bank: int, ada: Person, now: datetime
) -> None:
    first = beginning.begin_ready(ada, bank, "rivers", now, 1).attempt_id
    sync.sync([files(ReadyQuiz(id="rivers", title="Rivers", topics=("rivers",), count=3, time_limit=5))], now)
    again = beginning.begin_again(ada, first, now, 2)
    row = row_of(again.attempt_id)
    assert (again.questions, row.quiz_key, row.ends_at) == (3, "rivers", now + timedelta(minutes=5))
    sync.sync([files()], now)
    without = beginning.begin_again(ada, again.attempt_id, now, 3)
    row = row_of(without.attempt_id)
    assert (without.questions, row.quiz_key, row.topics, row.ends_at) == (3, None, ["rivers"], None)


def test_another_like_one_that_the_bank_has_no_longer_asks_the_same_types(
    bank: int, ada: Person, now: datetime
) -> None:
    sync.sync([files(ReadyQuiz(id="q", title="Q", types=("number",), count=2))], now)
    numbers = set(reading().scalars(select(QuestionRecord.key).where(QuestionRecord.type == "number")))
    first = beginning.begin_ready(ada, bank, "q", now, 1)
    # Of all types, and no concern of the other.
    beginning.begin(ada, QuizRequest(bank, count=12), now, 99)
    sync.sync([files()], now)
    for seed in range(2, 7):
        again = beginning.begin_again(ada, first.attempt_id, now, seed)
        assert again.questions == first.questions
        assert set(keys_of(ada, again.attempt_id)) <= numbers


def test_the_lists_and_the_result_name_the_ready_quiz_while_the_bank_has_it(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    (line,) = history.list_open(ada).items
    assert (line.quiz_title, line.ends_at) == ("The final", now + LIMIT)
    closing.finish(ada, quiz, now)
    assert attempts.result(ada, quiz).quiz_title == "The final"
    sync.sync([files()], now)
    assert attempts.result(ada, quiz).quiz_title is None


# ---- offered


def take(person: Person, bank: int, key: str, at: datetime, *, knows: int) -> int:
    """Take a ready quiz of a bank, and know the first so many answers."""
    quiz = beginning.begin_ready(person, bank, key, at, int(at.timestamp())).attempt_id
    for number in range(1, attempts.progress(person, quiz).questions + 1):
        give(person, quiz, number, right if number <= knows else wrong, at)
    closing.finish(person, quiz, at)
    return quiz


def test_a_ready_quiz_is_offered_with_the_last_and_the_best_go_at_it(
    bank: int, ada: Person, now: datetime
) -> None:
    eve, day = a_person(now), timedelta(days=1)
    take(ada, bank, "rivers", now, knows=1)
    best = take(ada, bank, "rivers", now + day, knows=4)
    last = take(ada, bank, "rivers", now + 2 * day, knows=2)
    take(eve, bank, "rivers", now, knows=5)
    beginning.begin(ada, QuizRequest(bank, ("rivers",)), now, 9)
    rivers, final = ready.list_offered(ada, bank)
    assert rivers.last
    assert rivers.best
    assert (rivers.last.attempt_id, rivers.last.credit, rivers.last.questions) == (last, 2, 5)
    assert (rivers.best.attempt_id, rivers.best.credit, rivers.best.started_at) == (best, 4, now + day)
    assert (len(rivers.finished_attempts), rivers.open_attempt) == (3, None)
    assert (final.quiz.id, final.last, final.best, final.open_attempt) == ("final", None, None, None)


def test_the_goes_before_one_are_those_of_its_learner_at_its_quiz_that_were_finished(
    bank: int, ada: Person, now: datetime
) -> None:
    hour = timedelta(hours=1)
    goes = [take(ada, bank, "rivers", now + place * hour, knows=place) for place in range(3)]
    take(ada, bank, "final", now + hour / 2, knows=8)
    take(a_person(now), bank, "rivers", now, knows=5)
    beginning.begin(ada, QuizRequest(bank, ("rivers",)), now, 9)
    beginning.begin_ready(ada, bank, "rivers", now + timedelta(minutes=1), 10)
    before = [ready.list_earlier(ada, quiz) for quiz in goes]
    assert [[go.attempt_id for go in some] for some in before] == [[], [goes[0]], [goes[1], goes[0]]]
    assert [go.credit for go in before[2]] == [1, 0]
    assert ready.list_earlier(a_person(now), goes[2]) == ()


def test_of_equally_good_goes_the_newest_is_the_best(bank: int, ada: Person, now: datetime) -> None:
    take(ada, bank, "rivers", now, knows=3)
    again = take(ada, bank, "rivers", now + timedelta(days=1), knows=3)
    rivers, _ = ready.list_offered(ada, bank)
    assert rivers.best == rivers.last
    assert rivers.best
    assert rivers.best.attempt_id == again


def test_a_smaller_quiz_is_compared_by_its_share(bank: int, ada: Person, now: datetime) -> None:
    take(ada, bank, "rivers", now, knows=3)
    sync.sync([files(ReadyQuiz(id="rivers", title="Rivers", topics=("rivers",), count=2))], now)
    take(ada, bank, "rivers", now + timedelta(days=1), knows=2)
    (rivers,) = ready.list_offered(ada, bank)
    assert rivers.best
    assert (rivers.best.credit, rivers.best.questions) == (2, 2)


def test_a_ready_quiz_under_way_is_offered_with_how_far_it_has_come(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    give(ada, quiz, 1, right, now)
    give(ada, quiz, 1, wrong, now)
    _, final = ready.list_offered(ada, bank)
    assert final.open_attempt == ready.OpenAttempt(quiz, now + LIMIT, questions=8, answered=1)
    assert final.finished_attempts == ()


def test_however_many_goes_and_quizzes_are_offered_in_two_statements(
    bank: int, ada: Person, now: datetime
) -> None:
    quizzes_of_bank = [ReadyQuiz(id=f"q{number}", title="Q", count=1) for number in range(30)]
    sync.sync([files(*quizzes_of_bank)], now)
    for quiz in quizzes_of_bank[:10]:
        take(ada, bank, quiz.id, now + timedelta(seconds=int(quiz.id[1:])), knows=1)
    ready.list_offered(ada, bank)  # begins to read
    assert statements(lambda: ready.list_offered(ada, bank)) == 2


def test_the_next_quiz_to_take_is_the_first_never_begun_of_a_bank_that_is_known(
    bank: int, ada: Person, now: datetime
) -> None:
    assert ready.find_untried(ada) is None
    studied_banks.study(ada, bank, now)
    for expected in ("rivers", "final"):
        untried = ready.find_untried(ada)
        assert untried
        assert (untried.bank_id, untried.bank_title) == (bank, "Rivers and mountains")
        assert untried.quiz.id == expected
        beginning.begin_ready(ada, bank, expected, now, len(expected))
    assert ready.find_untried(ada) is None


def test_who_took_a_quiz_on_a_bank_knows_it(bank: int, ada: Person, now: datetime) -> None:
    beginning.begin(ada, QuizRequest(bank), now, 1)
    untried = ready.find_untried(ada)
    assert untried
    assert untried.quiz.id == "rivers"
    assert ready.find_untried(a_person(now)) is None


def test_of_the_quizzes_under_way_those_come_first_whose_time_runs(
    bank: int, ada: Person, now: datetime
) -> None:
    timed = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    sooner = beginning.begin(
        ada, QuizRequest(bank, rules=QuizRules(time_limit=5)), now - timedelta(minutes=1), 2
    ).attempt_id
    others = [
        beginning.begin(ada, QuizRequest(bank), now + timedelta(minutes=place), 3 + place).attempt_id
        for place in (1, 2)
    ]
    assert [line.id for line in history.list_open(ada).items] == [sooner, timed, *reversed(others)]


# ---- the time limit


def test_an_answer_counts_until_the_time_is_up_and_a_moment_after(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    assert give(ada, quiz, 1, right, now + LIMIT).saved is Saved.NEW
    assert give(ada, quiz, 2, right, now + LIMIT + GRACE).saved is Saved.NEW
    with pytest.raises(ClosedError, match="time for this quiz is up"):
        give(ada, quiz, 3, right, now + LIMIT + GRACE + SECOND)
    assert attempts.progress(ada, quiz).unanswered == tuple(range(3, 9))


def test_a_quiz_whose_time_is_up_is_finished_as_of_then_and_teaches_what_was_saved(
    bank: int, ada: Person, now: datetime
) -> None:
    quiz = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    give(ada, quiz, 1, wrong, now)
    later = now + timedelta(days=2)
    closing.close_overdue(ada, now + LIMIT + GRACE)
    assert not attempts.progress(ada, quiz).is_finished
    closing.close_overdue(ada, later)
    result = attempts.result(ada, quiz)
    assert (result.finished_at, result.put_into_reviews) == (now + LIMIT, 1)
    assert result.count("unanswered") == 7
    assert reading().scalar(select(func.count()).select_from(Card)) == 1
    closing.close_overdue(ada, later + timedelta(days=1))
    assert attempts.result(ada, quiz).finished_at == now + LIMIT
    assert reading().scalar(select(func.count()).select_from(Card)) == 1


def test_a_right_answer_counts_as_a_review_only_on_the_day_on_which_it_was_given(
    bank: int, ada: Person, now: datetime
) -> None:
    studied_banks.study(ada, bank, now)
    side = showing.next_card(ada, now, 1)
    assert not isinstance(side, showing.QueueEnd)
    rated = showing.answer(ada, side.shown, side.asked, None, now).answered
    recording.rate(ada, rated, Rating.EASY, now)
    much_later = now + timedelta(days=60)
    for begun, closed, counted in ((now, much_later, 0), (much_later, much_later + timedelta(hours=1), 1)):
        request = QuizRequest(bank, count=20, rules=QuizRules(Feedback.END, time_limit=30))
        quiz = beginning.begin(ada, request, begun, counted).attempt_id
        for number in range(1, attempts.progress(ada, quiz).questions + 1):
            give(ada, quiz, number, right, begun)
        closing.close_overdue(ada, closed)
        assert attempts.result(ada, quiz).counted_as_reviews == counted


def test_nobody_elses_quiz_is_finished_and_none_without_a_limit(
    bank: int, ada: Person, now: datetime
) -> None:
    eve = a_person(now)
    timed = beginning.begin_ready(ada, bank, "final", now, 1).attempt_id
    untimed = beginning.begin(ada, QuizRequest(bank), now, 2).attempt_id
    later = now + timedelta(days=1)
    closing.close_overdue(eve, later)
    assert not attempts.progress(ada, timed).is_finished
    closing.close_overdue(ada, later)
    assert attempts.progress(ada, timed).is_finished
    assert not attempts.progress(ada, untimed).is_finished


@pytest.mark.parametrize("feedback", Feedback)
def test_no_quiz_ends_after_its_time(bank: int, ada: Person, now: datetime, feedback: Feedback) -> None:
    in_grace = now + LIMIT + SECOND
    quiz = beginning.begin(
        ada, QuizRequest(bank, count=1, rules=QuizRules(feedback, time_limit=30)), now, 1
    ).attempt_id
    give(ada, quiz, 1, right, in_grace)
    closing.finish(ada, quiz, in_grace)
    assert attempts.result(ada, quiz).finished_at == now + LIMIT
    early = beginning.begin(
        ada, QuizRequest(bank, count=1, rules=QuizRules(feedback, time_limit=30)), now, 2
    ).attempt_id
    give(ada, early, 1, right, now + SECOND)
    closing.finish(ada, early, now + SECOND)
    assert attempts.result(ada, early).finished_at == now + SECOND


def test_to_look_for_quizzes_that_are_over_takes_one_statement(bank: int, ada: Person, now: datetime) -> None:
    beginning.begin_ready(ada, bank, "final", now, 1)
    closing.close_overdue(ada, now)  # begins to read
    assert statements(lambda: closing.close_overdue(ada, now)) == 1


# ---- certainty


@pytest.mark.parametrize("feedback", Feedback)
def test_certainty_is_kept_where_the_quiz_asks_for_it(
    bank: int, ada: Person, now: datetime, feedback: Feedback
) -> None:
    for asks in (True, False):
        request = QuizRequest(bank, count=3, rules=QuizRules(feedback, asks_certainty=asks))
        quiz = beginning.begin(ada, request, now, int(asks)).attempt_id
        for number, (choose, certainty) in enumerate(((right, Certainty.SURE), (wrong, Certainty.FAIRLY)), 1):
            response = choose(attempts.show(ada, quiz, number).asked)
            answering.answer(ada, quiz, number, response, 0, now, certainty)
        answering.answer(ada, quiz, 3, None, 0, now, Certainty.SURE)
        kept = [attempts.show(ada, quiz, number).certainty for number in (1, 2, 3)]
        assert kept == ([Certainty.SURE, Certainty.FAIRLY, None] if asks else [None] * 3)
        told = [attempts.show(ada, quiz, number).points for number in (1, 2, 3)]
        assert told == ([3, -2, 0] if asks and feedback is Feedback.EACH else [None] * 3)
        closing.finish(ada, quiz, now)
        result = attempts.result(ada, quiz)
        assert result.rules.asks_certainty == asks
        assert (result.points, result.most_points) == ((1, 9) if asks else (0, 9))
        assert result.credit == 1


def test_to_change_ones_mind_about_certainty_is_another_answer(bank: int, ada: Person, now: datetime) -> None:
    request = QuizRequest(bank, count=3, rules=QuizRules(Feedback.END, asks_certainty=True))
    quiz = beginning.begin(ada, request, now, 1).attempt_id
    response = right(attempts.show(ada, quiz, 1).asked)
    saved = [
        answering.answer(ada, quiz, 1, response, sequence, now, certainty).saved
        for sequence, certainty in (
            (0, None),
            (1, Certainty.GUESS),
            (2, Certainty.GUESS),
            (2, Certainty.SURE),
        )
    ]
    assert saved == [Saved.NEW, Saved.NEW, Saved.REPEATED, Saved.NEW]
    assert attempts.show(ada, quiz, 1).certainty is Certainty.SURE
    closing.finish(ada, quiz, now)
    assert attempts.result(ada, quiz).points == 3


def test_a_quiz_like_one_with_certainty_asks_for_it_too(bank: int, ada: Person, now: datetime) -> None:
    first = beginning.begin(
        ada, QuizRequest(bank, count=2, rules=QuizRules(asks_certainty=True)), now, 1
    ).attempt_id
    give(ada, first, 1, wrong, now)
    closing.finish(ada, first, now)
    for begun in (beginning.begin_again(ada, first, now, 2), beginning.practise_missed(ada, first, now, 3)):
        assert row_of(begun.attempt_id).asks_certainty
