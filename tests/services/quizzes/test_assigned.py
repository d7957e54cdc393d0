"""Assignments as learners take them: begun by their terms, ended by their time, told when released."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, change_terms, settings_of
from support.courses import a_course, put_in
from support.parallel import at_once
from support.people import a_person

from quizapp.assignments.scoring import ResultState
from quizapp.assignments.standing import Reason
from quizapp.assignments.terms import LateStep, Release, Terms
from quizapp.models import AssignmentQuestion, Attempt, LearnerTerms, QuestionRecord, Review
from quizapp.quizzes.composition import just_draw
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services.assignments import embargo
from quizapp.services.courses import assignments
from quizapp.services.courses.losses import LosesTimeError
from quizapp.services.errors import (
    ClosedError,
    InvalidError,
    NotFoundError,
    NothingToAskError,
    NotNowError,
    StaleError,
    StillOpenError,
    ThrottledError,
)
from quizapp.services.exports.personal_data import records
from quizapp.services.exports.personal_records import SECTIONS
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, assigned, attempts, beginning, closing, history, settling
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.quizzes.withholding import withhold
from quizapp.services.reviews import showing, studied_banks
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, writing

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECTION_OF_ANSWERS = next(section for section in SECTIONS if section.name == "answers")
TIMED = QuizRules(Feedback.END, time_limit=60)


@pytest.fixture
def owner(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    return a_person(now, role=Role.INSTRUCTOR)


@pytest.fixture
def ada(owner: Person, now: datetime) -> Person:
    assert owner
    return a_person(now)


@pytest.fixture
def course(owner: Person, ada: Person, bank: int, now: datetime) -> int:
    course_id = a_course(owner, now, banks=[bank])
    put_in(course_id, ada, CourseRole.LEARNER, now)
    return course_id


def reviews(person: Person) -> int:
    reading().rollback()
    return reading().scalar(select(func.count()).where(Review.user_id == person.id)) or 0


# ---- beginning


def test_an_attempt_asks_what_was_set_and_ends_by_limit_or_close(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(rules=TIMED, closes_at=now + 2 * HOUR)
    quiz = assign(owner, course, settings_of(bank, terms), now)
    found = assigned.find_assigned(ada, course, quiz, now)
    assert (found.questions, found.standing.may_begin, found.result.state) == (5, True, ResultState.NOT_BEGUN)
    first = begin(ada, course, quiz, now)
    assert attempts.progress(ada, first).ends_at == now + HOUR
    bo = a_person(now)
    put_in(course, bo, CourseRole.LEARNER, now)
    later = now + timedelta(minutes=90)
    assert attempts.progress(bo, begin(bo, course, quiz, later)).ends_at == now + 2 * HOUR


def test_begun_again_while_it_is_open_it_goes_on(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms()), now)
    assert begin(ada, course, quiz, now) == begin(ada, course, quiz, now + HOUR)


def test_twenty_starts_at_once_give_one_attempt(
    app: Flask, owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms()), now)
    begun = at_once([partial(begin, ada, course, quiz, now)] * 20, app)
    # Those that would have waited too long for a turn were told so.
    assert len({one for one in begun if isinstance(one, int)}) == 1
    assert reading().scalar(select(func.count()).where(Attempt.assignment_id == quiz)) == 1


def test_an_attempt_whose_time_is_just_up_is_not_in_the_way_of_the_next(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(rules=TIMED, attempts=2)), now)
    first = begin(ada, course, quiz, now)
    # No page has looked at it yet.
    assert begin(ada, course, quiz, now + HOUR + GRACE + timedelta(milliseconds=1)) != first
    assert attempts.result(ada, first).finished_at == now + HOUR


def test_used_up_attempts_closed_ones_and_those_of_others_cant_be_begun(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + DAY)), now)
    attempt = begin(ada, course, quiz, now)
    closing.finish(ada, attempt, now)
    with pytest.raises(NotNowError):
        begin(ada, course, quiz, now)
    assert assigned.find_assigned(ada, course, quiz, now).standing.reason is Reason.USED_UP
    stranger = a_person(now)
    with pytest.raises(NotFoundError):
        begin(stranger, course, quiz, now)
    bo = a_person(now)
    put_in(course, bo, CourseRole.LEARNER, now)
    with pytest.raises(NotNowError):
        begin(bo, course, quiz, now + DAY)


def test_a_draft_is_nothing_to_learners(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assignments.create(owner, course, settings_of(bank, Terms()), now)
    with pytest.raises(NotFoundError):
        assigned.find_assigned(ada, course, quiz, now)
    with pytest.raises(NotFoundError):
        begin(ada, course, quiz, now)


def test_an_access_code_opens_the_door_and_guesses_are_throttled(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(access_codes=("Blue Door",))), now)
    for _ in range(10):
        with pytest.raises(InvalidError):
            begin(ada, course, quiz, now, "red door")
    with pytest.raises(ThrottledError):
        begin(ada, course, quiz, now, "blue door")
    assert begin(ada, course, quiz, now + HOUR, "blue-door")


def test_only_some_networks_may_be_let_in(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(networks=("10.0.0.0/8",))), now)
    with pytest.raises(NotNowError, match="networks"):
        begin(ada, course, quiz, now)


# ---- the end, and changes on the way


def test_time_that_is_up_hands_in_as_of_its_end(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    late = LateStep(now + DAY, 50)
    terms = Terms(rules=TIMED, due_at=now + HOUR, closes_at=now + DAY, late=(late,))
    quiz = assign(owner, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, right, now)
    closing.close_overdue(ada, now + HOUR + GRACE + timedelta(seconds=1))
    found = assigned.find_assigned(ada, course, quiz, now + 2 * HOUR)
    assert found.attempts[0].summary.finished_at == now + HOUR
    assert found.attempts[0].percent == 100
    # What comes then is kept apart, and changes nothing by itself.
    assert answering.answer(ada, attempt, 1, None, 1, now + 2 * HOUR).saved is Saved.LATE
    assert attempts.result(ada, attempt).items[0].is_answered


@pytest.mark.parametrize(("shows", "saved"), [(Shows.EXAM, Saved.NEW), (Shows.HOMEWORK, Saved.LATE)])
def test_an_answer_that_waited_while_its_attempt_was_finished_counts_unless_marks_show(
    shows: Shows, saved: Saved, owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(rules=TIMED, shows=shows)), now)
    attempt = begin(ada, course, quiz, now)
    end = now + HOUR + GRACE
    closing.close_overdue(ada, end + timedelta(milliseconds=1))
    assert answering.answer(ada, attempt, 1, None, 0, end).saved is saved


def test_a_later_close_reaches_open_attempts_and_an_earlier_one_only_when_confirmed(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + HOUR)), now)
    attempt = begin(ada, course, quiz, now)
    change_terms(owner, course, quiz, now, closes_at=now + 2 * HOUR)
    assert attempts.progress(ada, attempt).ends_at == now + 2 * HOUR
    with pytest.raises(LosesTimeError) as error:
        change_terms(owner, course, quiz, now, closes_at=now + HOUR / 2)
    assert [loss.name for loss in error.value.losses] == [ada.display_name]
    assert attempts.progress(ada, attempt).ends_at == now + 2 * HOUR
    change_terms(owner, course, quiz, now, closes_at=now + HOUR / 2, may_take_time=True)
    assert attempts.progress(ada, attempt).ends_at == now + HOUR / 2


def test_a_close_moved_before_an_attempt_began_ends_it_where_it_began(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + HOUR)), now - HOUR)
    attempt = begin(ada, course, quiz, now)
    answering.answer(ada, attempt, 1, right(attempts.show(ada, attempt, 1).asked), 0, now)
    change_terms(owner, course, quiz, now, closes_at=now - HOUR / 2, may_take_time=True)
    closing.close_overdue(ada, now + GRACE + timedelta(seconds=1))
    found = attempts.result(ada, attempt)
    assert (found.finished_at, sum(item.is_answered for item in found.items)) == (now, 1)


def test_changes_by_the_staff_and_by_many_learners_at_once_wait_for_each_other(
    app: Flask, owner: Person, course: int, bank: int, now: datetime
) -> None:
    learners = [a_person(now) for _ in range(6)]
    for learner in learners:
        put_in(course, learner, CourseRole.LEARNER, now)
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + HOUR)), now)

    def take(learner: Person) -> None:
        closing.finish(learner, begin(learner, course, quiz, now), now)

    def move(hours: int) -> None:
        # Another change may have come first.
        with suppress(StaleError):
            change_terms(owner, course, quiz, now, closes_at=now + hours * HOUR)

    for start in range(2, 14, 4):
        work = [partial(take, learner) for learner in learners]
        work += [partial(move, hours) for hours in range(start, start + 4)]
        assert at_once(work, app) == [None] * len(work)
        with writing() as session:
            session.execute(update(Attempt).values(annulled_at=now))
    assert reading().scalar(select(func.count()).select_from(LearnerTerms)) == 7


# ---- what shows when


@pytest.mark.parametrize("shows", [Shows.HOMEWORK, Shows.EXAM, Shows.SEALED])
def test_marks_and_answers_show_when_the_preset_says(
    shows: Shows, owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(rules=QuizRules(Feedback.EACH, time_limit=30), closes_at=now + DAY)
    quiz = assign(owner, course, settings_of(bank, _showing(terms, shows)), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    assert attempts.show(ada, attempt, 1).mark is None
    closing.finish(ada, attempt, now)
    settling.settle(ada, now)
    result = attempts.result(ada, attempt)
    assert result.is_told == (shows is Shows.HOMEWORK)
    assert not any(item.disclosure.right_answer for item in result.items)
    if shows is not Shows.HOMEWORK:
        assert all(item.response is None and item.mark is None for item in result.items)
    assert reviews(ada) == 0
    settling.settle(ada, now + DAY + GRACE)
    result = attempts.result(ada, attempt)
    assert result.is_told
    assert all(item.disclosure.right_answer == (shows is not Shows.SEALED) for item in result.items)
    assert reviews(ada) == 5
    # Once is enough.
    settling.settle(ada, now + 2 * DAY + GRACE)
    assert reviews(ada) == 5


def _showing(terms: Terms, shows: Shows) -> Terms:
    return Terms(rules=terms.rules, closes_at=terms.closes_at, shows=shows)


def test_an_early_release_keeps_the_answers_from_a_learner_who_may_still_begin(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(shows=Shows.EXAM, attempts=2, closes_at=now + DAY, release=Release.BY_HAND)
    quiz = assign(owner, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, right, now)
    closing.finish(ada, attempt, now)
    assignments.release(owner, course, quiz, now)
    settling.settle(ada, now)
    result = attempts.result(ada, attempt)
    assert result.is_told
    assert not any(item.disclosure.right_answer for item in result.items)
    closing.finish(ada, begin(ada, course, quiz, now), now)
    settling.settle(ada, now + HOUR)
    assert all(item.disclosure.right_answer for item in attempts.result(ada, attempt).items)


def test_practice_tells_at_once_and_teaches_at_once(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(rules=QuizRules(Feedback.EACH), shows=Shows.PRACTICE, attempts=None)
    quiz = assign(owner, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    assert attempts.result(ada, attempt).is_told
    assert reviews(ada) == 5
    found = assigned.find_assigned(ada, course, quiz, now)
    assert (found.result.state, found.result.points) == (ResultState.MARKED, 0)


def test_answers_are_entered_on_the_day_on_which_they_were_given(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + 3 * DAY)), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    closing.finish(ada, attempt, now)
    settling.settle(ada, now + 3 * DAY + GRACE)
    days = set(reading().scalars(select(Review.study_day).where(Review.user_id == ada.id)))
    assert days == {ada.clock.study_day(now)}


# ---- what else could give it away


def test_an_attempt_at_an_assignment_isnt_repeated_as_a_quiz_of_ones_own(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + DAY)), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, wrong, now)
    with pytest.raises(StillOpenError):
        beginning.practise_missed(ada, attempt, now, 1)
    closing.finish(ada, attempt, now)
    for again in (beginning.practise_missed, beginning.begin_again):
        with pytest.raises(NotFoundError):
            again(ada, attempt, now, 1)


def test_the_list_of_quizzes_names_the_assignment_and_no_mark_too_early(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(shows=Shows.EXAM, closes_at=now + DAY)
    quiz = assign(owner, course, settings_of(bank, terms), now)
    attempt = begin(ada, course, quiz, now)
    answer_all(ada, attempt, right, now)
    assert [one.quiz_title for one in history.list_open(ada).items] == ["Midterm"]
    closing.finish(ada, attempt, now)
    assert [one.credit for one in history.list_finished(ada).items] == [None]
    settling.settle(ada, now + DAY + GRACE)
    assert [one.credit for one in history.list_finished(ada).items] == [5]


def test_an_annulled_attempt_takes_no_answer_and_frees_another(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assign(owner, course, settings_of(bank, Terms(closes_at=now + DAY)), now)
    attempt = begin(ada, course, quiz, now)
    with writing() as session:
        session.get_one(Attempt, attempt).annulled_at = datetime.now(UTC)
    with pytest.raises(ClosedError, match="annulled"):
        answering.answer(ada, attempt, 1, None, 0, now)
    assert begin(ada, course, quiz, now) != attempt


# ---- the embargo


def pool_of(quiz: int) -> set[int]:
    statement = select(AssignmentQuestion.question_id).where(AssignmentQuestion.assignment_id == quiz)
    return set(reading().scalars(statement))


@pytest.fixture
def rivers(owner: Person, course: int, bank: int, now: datetime) -> int:
    """Set an exam on rivers, which opens in ten days for a day."""
    terms = Terms(shows=Shows.EXAM, opens_at=now + 10 * DAY, closes_at=now + 11 * DAY)
    return assign(owner, course, settings_of(bank, terms, just_draw(3, ["rivers"])), now)


def test_an_exam_holds_its_pool_from_a_week_before_until_the_learner_is_done(
    ada: Person, course: int, rivers: int, now: datetime
) -> None:
    pool = pool_of(rivers)
    assert len(pool) > 3
    assert not embargo.held_among(ada, pool, now)
    for moment in (now + 3 * DAY, now + 10 * DAY):
        assert embargo.held_among(ada, pool, moment) == pool
    (why,) = embargo.list_holding(ada, now + 4 * DAY)
    assert (why.title, why.until) == ("Midterm", now + 11 * DAY + GRACE)
    reading().rollback()
    attempt = begin(ada, course, rivers, now + 10 * DAY)
    closing.finish(ada, attempt, now + 10 * DAY + HOUR)
    assert not embargo.held_among(ada, pool, now + 10 * DAY + HOUR)
    assert not embargo.held_among(a_person(now), pool, now + 10 * DAY)


def test_homework_holds_only_what_the_learner_was_asked(
    owner: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(shows=Shows.HOMEWORK, attempts=2, closes_at=now + DAY)
    quiz = assign(owner, course, settings_of(bank, terms), now)
    everything = set(reading().scalars(select(QuestionRecord.id)))
    assert not embargo.held_among(ada, everything, now)
    reading().rollback()
    attempt = begin(ada, course, quiz, now)
    asked = {attempts.show(ada, attempt, number).asked.question_id for number in range(1, 6)}
    assert embargo.held_among(ada, everything, now) == asked
    assert not embargo.held_among(ada, everything, now + DAY + GRACE)


def test_what_is_held_is_nowhere_to_be_studied(ada: Person, bank: int, rivers: int, now: datetime) -> None:
    studied_banks.study(ada, bank, now)
    before = beginning.begin(ada, QuizRequest(bank, ("rivers",), count=20), now, 1)
    answer_all(ada, before.attempt_id, wrong, now)
    pool, held_at = pool_of(rivers), now + 4 * DAY
    reading().rollback()
    due = show_today(ada, held_at)
    reading().rollback()
    assert due.learning + due.reviews == 0
    with pytest.raises(NothingToAskError):
        beginning.begin(ada, QuizRequest(bank, ("rivers",), count=20), held_at, 2)
    asked = beginning.begin(ada, QuizRequest(bank, count=100), held_at, 3)
    assert not pool & {
        attempts.show(ada, asked.attempt_id, number).asked.question_id
        for number in range(1, asked.questions + 1)
    }
    reading().rollback()
    for question_id in pool:
        with pytest.raises(NotFoundError):
            showing.card(ada, question_id, held_at, 1)
    for item in withhold(ada, attempts.result(ada, before.attempt_id).items, held_at):
        assert item.is_withheld
        assert item.response is None
        assert not item.disclosure.right_answer
    for record in records(SECTION_OF_ANSWERS, ada, held_at):
        assert record["response"] is record["credit"] is record["response_in_words"] is None
    reading().rollback()
    assert show_today(ada, now + 11 * DAY).left > 0
