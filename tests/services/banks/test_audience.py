"""Whom a bank is for: found, studied and read by the right people alone, and there again when they are."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from support.answers import right, wrong
from support.courses import a_course, put_in
from support.people import a_person, somebody
from support.resync import resync
from support.reviewing import miss, rest, show, turn

from quizapp.bank.audience import Audience, may_read, may_study
from quizapp.models import Card, Course
from quizapp.scheduling.memory import Rating
from quizapp.services.banks import catalogue
from quizapp.services.courses import courses, members
from quizapp.services.errors import NotFoundError, NothingToAskError, StaleError
from quizapp.services.exports.personal_data import records
from quizapp.services.exports.personal_records import SECTIONS
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.progress.topic_mastery import find_topics
from quizapp.services.progress.upcoming import Upcoming, find_upcoming
from quizapp.services.quizzes import answering, attempts, beginning, closing, ready
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, reading_rows, writing

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    """People and what they are to the one course that has the bank; the last two are in another course."""

    administrator: Person
    owner: Person
    teacher: Person
    assistant: Person
    learner: Person
    gone: Person
    visitor: Person
    other_teacher: Person
    other_learner: Person

    MEMBERS = ("owner", "teacher", "assistant", "learner")
    TEACH = ("owner", "teacher")

    def all(self) -> list[tuple[str, Person]]:
        return [(one.name, getattr(self, one.name)) for one in fields(self)]


@pytest.fixture
def course(bank: int, now: datetime) -> tuple[int, Cast]:
    """Give a course that has the bank, and people inside and outside it."""
    owner, other_teacher = (a_person(now, role=Role.INSTRUCTOR) for _ in range(2))
    visitor = somebody(Role.VISITOR)
    assert visitor
    cast = Cast(
        administrator=a_person(now, role=Role.ADMINISTRATOR),
        owner=owner,
        teacher=a_person(now, role=Role.INSTRUCTOR),
        assistant=a_person(now, role=Role.INSTRUCTOR),
        learner=a_person(now),
        gone=a_person(now),
        visitor=visitor,
        other_teacher=other_teacher,
        other_learner=a_person(now),
    )
    course_id = a_course(owner, now, banks=[bank])
    another = a_course(other_teacher, now, "History")
    put_in(course_id, cast.teacher, CourseRole.INSTRUCTOR, now)
    put_in(course_id, cast.assistant, CourseRole.ASSISTANT, now)
    put_in(course_id, cast.learner, CourseRole.LEARNER, now)
    put_in(course_id, cast.gone, CourseRole.LEARNER, now)
    put_in(another, cast.other_learner, CourseRole.LEARNER, now)
    members.leave(cast.gone, course_id, now)
    return course_id, cast


def is_for(audience: Audience, now: datetime) -> None:
    resync(lambda question: question, now, audience=audience)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("is_archived", [False, True])
def test_lists_show_what_the_rules_say(
    course: tuple[int, Cast], audience: Audience, now: datetime, *, is_archived: bool
) -> None:
    course_id, cast = course
    is_for(audience, now)
    if is_archived:
        courses.archive(cast.owner, course_id, now)
    for name, person in cast.all():
        is_administrator = name == "administrator"
        studies = may_study(
            audience,
            is_member=name in cast.MEMBERS and not is_archived,
            is_administrator=is_administrator,
        )
        reads = may_read(audience, teaches=name in cast.TEACH, is_administrator=is_administrator)
        said = {
            "banks": bool(catalogue.list_banks(person)),
            "banks for quizzes": bool(catalogue.list_quiz_banks(person)),
            "banks to study": bool(studied_banks.list_all(person)),
        }
        assert said == dict.fromkeys(said, studies), name
        assert bool(catalogue.list_all_banks(person)) == reads, name
    is_public = audience is Audience.PUBLIC
    assert bool(catalogue.list_banks()) == bool(catalogue.list_all_banks()) == is_public


def refused(error: type[Exception], do: Callable[..., object], *arguments: object) -> bool:
    reading().rollback()
    try:
        do(*arguments)
    except error:
        return True
    return False


@pytest.mark.parametrize("audience", Audience)
def test_no_door_lets_anybody_in_who_may_not_study_it(
    bank: int, course: tuple[int, Cast], audience: Audience, now: datetime
) -> None:
    _, cast = course
    is_for(audience, now)
    for name, person in cast.all():
        studies = audience is Audience.PUBLIC or (
            audience is Audience.COURSE and name in (*cast.MEMBERS, "administrator")
        )
        request = QuizRequest(bank, count=2)
        shut = {
            "begin": refused(NothingToAskError, beginning.begin, person, request, now, 1),
            "ready": refused(NotFoundError, beginning.begin_ready, person, bank, "rivers", now, 2),
            "try out": refused(NothingToAskError, beginning.begin_try_out, person, bank, now, 3),
            "stop": refused(NotFoundError, studied_banks.stop, person, bank),
            "study": refused(NotFoundError, studied_banks.study, person, bank, now),
        }
        assert shut == dict.fromkeys(shut, not studies), name
        assert bool(ready.find_untried(person)) == studies, name
        reading().rollback()


def test_an_administrator_and_those_who_teach_it_read_a_bank_and_its_questions(
    bank: int, course: tuple[int, Cast], now: datetime
) -> None:
    _, cast = course
    question_id = miss(cast.learner, bank, now)
    is_for(Audience.EXAM, now)
    for name, person in cast.all():
        reads = name in (*cast.TEACH, "administrator")
        assert refused(NotFoundError, catalogue.find_bank, bank, person) != reads, name
        assert refused(NotFoundError, catalogue.preview, bank, question_id, 1, person) != reads, name


@dataclass
class Met:
    """What a learner has of a bank: what they meet of it, and what is stored."""

    today: object
    upcoming: object
    topics: object


def upcoming(person: Person, at: datetime) -> Upcoming:
    return find_upcoming(reading_rows(), person, at, show_today(person, at))


def met(person: Person, at: datetime) -> Met:
    reading().rollback()
    connection = reading_rows()
    return Met(
        show_today(person, at),
        upcoming(person, at),
        find_topics(connection, person, at),
    )


def test_who_leaves_meets_nothing_of_it_any_more_and_finds_all_again_on_coming_back(
    bank: int, course: tuple[int, Cast], now: datetime
) -> None:
    course_id, cast = course
    person = cast.learner
    is_for(Audience.COURSE, now)
    studied_banks.study(person, bank, now)
    quiz = beginning.begin(person, QuizRequest(bank, count=3), now, 1).attempt_id
    for number, choose in enumerate((wrong, wrong, right), 1):
        asked = attempts.show(person, quiz, number).asked
        answering.answer(person, quiz, number, choose(asked), 0, now)
    closing.finish(person, quiz, now)
    later = now + DAY
    side = show(person, later)
    answered = turn(person, side, later)
    recording.rate(person, answered, Rating.GOOD, later)
    review_id = undoing.find_last_review(reading_rows(), person, later).id
    shown = show(person, later)
    before = met(person, later)
    stored = set(reading().scalars(select(Card.id).where(Card.user_id == person.id)))
    assert before.topics
    assert shown.today.left

    reading().rollback()
    members.leave(person, course_id, later)
    end = rest(person, later)
    assert (end.today.left, end.today.next_due, end.today.has_banks) == (0, None, False)
    assert met(person, later).topics == ()
    assert sum(day.due for day in upcoming(person, later).days) == 0
    question_id = shown.asked.question_id
    for error, do, *arguments in (
        (NotFoundError, showing.card, person, question_id, later, 1),
        (NotFoundError, showing.shown_question, person, shown.shown, now, 1),
        (StaleError, recording.rate, person, answered, Rating.AGAIN, later),
        (NothingToAskError, beginning.begin_again, person, quiz, later, 5),
        (NothingToAskError, beginning.practise_missed, person, quiz, later, 6),
        (NotFoundError, beginning.begin_ready, person, bank, "rivers", later, 7),
    ):
        assert refused(error, do, *arguments)
    assert ready.find_untried(person) is None
    # What they did is theirs: their result, and all that they take away.
    assert attempts.result(person, quiz).count("right") == 1
    taken = {section.name: list(records(section, person, now)) for section in SECTIONS}
    assert len(taken["answers"]) == 3
    assert len(taken["cards"]) == len(stored)

    reading().rollback()
    put_in(course_id, person, CourseRole.LEARNER, later)
    assert met(person, later) == before
    assert set(reading().scalars(select(Card.id).where(Card.user_id == person.id))) == stored
    reading().rollback()
    assert review_id
    members.leave(person, course_id, later)
    assert undoing.undo(person, review_id, later) is None


def test_a_bank_that_becomes_one_for_exams_is_studied_by_nobody(
    bank: int, course: tuple[int, Cast], now: datetime
) -> None:
    _, cast = course
    people = cast.administrator, cast.owner, cast.learner, cast.other_learner
    for person in people:
        studied_banks.study(person, bank, now)
        miss(person, bank, now)
    is_for(Audience.EXAM, now)
    for person in people:
        assert rest(person, now + DAY).today.left == 0
        studied_banks.stop(person, bank)  # what one studied can be left still
        assert refused(NotFoundError, studied_banks.stop, person, bank)
    is_for(Audience.PUBLIC, now)
    for person in people:
        assert show(person, now + DAY).today.left == 1


def test_the_cards_of_a_course_that_is_put_away_wait(
    bank: int, course: tuple[int, Cast], now: datetime
) -> None:
    course_id, cast = course
    is_for(Audience.COURSE, now)
    miss(cast.learner, bank, now)
    with writing() as session:
        session.get_one(Course, course_id).archived_at = now
    assert rest(cast.learner, now + DAY).today.left == 0
    with writing() as session:
        session.get_one(Course, course_id).archived_at = None
    assert show(cast.learner, now + DAY).today.left == 1


def test_a_change_of_audience_is_part_of_the_plan(bank: int, now: datetime) -> None:
    assert bank
    is_for(Audience.PUBLIC, now)
    assert len(catalogue.list_banks()) == 1
    is_for(Audience.EXAM, now)
    assert catalogue.list_banks() == ()
