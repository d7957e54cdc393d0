"""A script of one person's fills no table and keeps nobody waiting; who learns meets no bound."""

import io
from datetime import datetime, timedelta
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from support.parallel import PATIENCE, at_once
from support.people import CONTEXT, HOME, PASSWORD, a_person

from quizapp.models import Answer, Attempt, Base, EndedSession, LogIn, OneTimeLink, Slot, User
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.accounts import links, sessions, throttle, visitors
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.throttle import FROM_PERSON, SUCCESSES_OF_A_NAME, Action
from quizapp.services.errors import NotFoundError, ThrottledError
from quizapp.services.exports import personal_data
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import MOST_UNANSWERED, QuizRequest, StartedQuiz
from quizapp.services.quizzes.pace import CHANGES, MOST_CHANGES
from quizapp.services.tidying import AT_ONCE, tidy
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def ada(now: datetime) -> Person:
    return a_person(now, "Ada")


def count(model: type[Base], *which: object) -> int:
    reading().rollback()
    return reading().scalar(select(func.count()).select_from(model).where(*which)) or 0  # type: ignore[arg-type]


def begin(person: Person, bank: int, now: datetime, seed: int, time_limit: int | None = None) -> StartedQuiz:
    rules = QuizRules(Feedback.END, time_limit=time_limit)
    return beginning.begin(person, QuizRequest(bank, count=12, rules=rules), now, seed)


def test_so_many_quizzes_an_hour_and_a_day_are_begun_by_one_person(
    bank: int, ada: Person, now: datetime
) -> None:
    an_hour, a_day = FROM_PERSON[Action.BEGIN]
    seed, moment = 0, now
    while seed < a_day.tries:
        for _ in range(an_hour.tries):
            seed += 1
            begin(ada, bank, moment, seed)
        with pytest.raises(
            ThrottledError, match=r"You have started very many quizzes just now\. Please wait"
        ):
            begin(ada, bank, moment, seed + 1)
        # The form that was sent already leads back to its quiz, however often it is sent.
        begin(ada, bank, moment, seed)
        moment += an_hour.within
    with pytest.raises(ThrottledError, match="20 hours"):
        begin(ada, bank, moment, seed + 1)
    begin(a_person(now, "Bo"), bank, moment, 1)
    begin(ada, bank, now + a_day.within + MINUTE, seed + 1)


def test_quizzes_that_nobody_answered_are_forgotten_the_oldest_first(
    bank: int, ada: Person, now: datetime
) -> None:
    answered, timed = begin(ada, bank, now, 1), begin(ada, bank, now, 2, time_limit=90)
    answering.answer(ada, answered.attempt_id, 1, None, 0, now)
    begun = [
        begin(ada, bank, now + seed * SECOND, seed).attempt_id for seed in range(3, 3 + MOST_UNANSWERED + 2)
    ]
    for attempt_id in begun[:2]:
        with pytest.raises(NotFoundError):
            attempts.progress(ada, attempt_id)
    for attempt_id in (answered.attempt_id, timed.attempt_id, *begun[2:]):
        attempts.progress(ada, attempt_id)
    assert count(Attempt) == 2 + MOST_UNANSWERED
    assert count(Slot) == 12 * (2 + MOST_UNANSWERED)


def change(person: Person, quiz: int, number: int, times: int, now: datetime) -> None:
    """Answer a question, and go on changing the answer."""
    reading().rollback()
    sequence = attempts.show(person, quiz, number).sequence
    for later in range(sequence, sequence + times):
        answering.answer(person, quiz, number, f"a text {later}", later, now)


@pytest.fixture
def short(bank: int, ada: Person, now: datetime) -> tuple[int, int]:
    """Begin a quiz; return it, and the number of a question into which anything can be typed."""
    reading().rollback()  # to see the bank
    quiz = begin(ada, bank, now, 1).attempt_id
    numbers = range(1, 13)
    is_short = (attempts.show(ada, quiz, number).asked.question.type == "short" for number in numbers)
    return quiz, next(number for number, is_it in zip(numbers, is_short, strict=True) if is_it)


def test_answers_are_changed_no_faster_than_anybody_types(
    ada: Person, short: tuple[int, int], now: datetime
) -> None:
    quiz, number = short
    in_a_minute = CHANGES[0].tries
    change(ada, quiz, number, 1 + in_a_minute, now)
    with pytest.raises(ThrottledError, match="changed too often") as refused:
        change(ada, quiz, number, 1, now + 20 * SECOND)
    assert refused.value.wait_seconds == 40
    # What was first given to another question is no change, and the next minute is another.
    other = number % 12 + 1
    answering.answer(ada, quiz, other, None, 0, now)
    reading().rollback()
    asked = attempts.show(ada, quiz, other).asked
    with pytest.raises(ThrottledError):
        answering.answer(ada, quiz, other, asked.right_response, 1, now)
    change(ada, quiz, number, in_a_minute, now + MINUTE)
    assert count(Answer) == 2 + 2 * in_a_minute


def test_who_types_for_an_hour_with_a_pause_after_each_key_is_never_held_up(
    ada: Person, short: tuple[int, int], now: datetime
) -> None:
    quiz, number = short
    # The page saves 0.7 seconds after a key at the earliest.
    for key in range(MOST_CHANGES):
        answering.answer(ada, quiz, number, f"key {key}", key, now + key * timedelta(seconds=0.7))


def test_one_answer_is_changed_so_many_times_and_stays(
    ada: Person, short: tuple[int, int], now: datetime
) -> None:
    quiz, number = short
    change(ada, quiz, number, 1, now)
    with writing() as session:
        session.execute(update(Answer).values(sequence=MOST_CHANGES + 1))
        session.execute(update(Slot).where(Slot.number == number).values(sequence=MOST_CHANGES + 1))
    with pytest.raises(ThrottledError, match=f"changed {MOST_CHANGES} times: the last one counts"):
        change(ada, quiz, number, 1, now)


def test_of_many_downloads_at_the_same_moment_one_is_made(app: Flask, ada: Person, now: datetime) -> None:
    refused, all_refused = [], Event()

    def download() -> str:
        try:
            with personal_data.alone(ada, now):
                personal_data.write_json(ada, io.BytesIO(), now)
                assert all_refused.wait(PATIENCE)
                return "done"
        except ThrottledError as error:
            refused.append(str(error))
            if len(refused) == 7:
                all_refused.set()
            return "refused"

    assert sorted(map(str, at_once([download] * 8, app))) == ["done", *["refused"] * 7]
    assert set(refused) == {"Your data is being put together already. Please wait 2 minutes."}
    # What has ended keeps nobody waiting; what was cut off does so for two minutes.
    with personal_data.alone(ada, now):
        pass
    with writing() as session:
        throttle.admit_person(session, Action.DOWNLOAD, ada.id, now)
    with personal_data.alone(a_person(now, "Bo"), now):
        pass
    with pytest.raises(ThrottledError), personal_data.alone(ada, now + MINUTE):
        pass
    with personal_data.alone(ada, now + 2 * MINUTE):
        pass


def test_a_download_that_fails_keeps_nobody_from_the_next(ada: Person, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), personal_data.alone(ada, now):
        raise ZeroDivisionError
    with personal_data.alone(ada, now):
        pass


def test_whoever_logs_in_and_out_all_day_leaves_a_bounded_number_of_rows(now: datetime) -> None:
    a_person(now, "Ada")
    for time in range(SUCCESSES_OF_A_NAME + 20):
        assert authenticate("Ada", PASSWORD, CONTEXT, now + time * SECOND)
    assert count(LogIn, LogIn.name_key == "ada") == SUCCESSES_OF_A_NAME
    # From where they came in last they are known.
    assert count(LogIn, LogIn.address == HOME, LogIn.succeeded) == SUCCESSES_OF_A_NAME


def test_after_very_many_log_outs_all_sessions_end_and_their_rows_go(ada: Person) -> None:
    for number in range(sessions.MOST_ENDED):
        sessions.end_session(ada, f"session {number}")
    assert count(EndedSession) == sessions.MOST_ENDED
    still = sessions.find_person(ada.id, "another")
    assert still
    assert still.session_token == ada.session_token
    assert sessions.find_person(ada.id, "session 0") is None
    sessions.end_session(ada, "the last")
    assert count(EndedSession) == 0
    # A copy of any of those cookies opens nothing: each names the token of before.
    again = sessions.find_person(ada.id, "session 0")
    assert again
    assert again.session_token != ada.session_token


def test_what_is_old_goes_however_much_it_is_and_what_is_kept_stays(now: datetime) -> None:
    old, kept = now - timedelta(days=400), now - timedelta(hours=1)
    for moment in (old, kept):
        with writing() as session:
            for number in range(AT_ONCE + 3):
                session.add(LogIn(name_key=f"{number}", address=HOME, at=moment, succeeded=number % 2 == 0))
            links.new_link(session, Purpose.ADMINISTRATOR, now + timedelta(days=60))
            session.execute(update(OneTimeLink).values(expires_at=moment).where(OneTimeLink.expires_at > now))
        visitors.begin_visit(moment)
    tidy(now)
    assert count(LogIn) == AT_ONCE + 3
    assert (count(OneTimeLink), count(User)) == (1, 1)
