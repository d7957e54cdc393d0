"""What an assignment asks, put together step by step."""

from datetime import datetime
from functools import partial

import pytest
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person

from quizapp.assignments.terms import Terms
from quizapp.bank.schema import MOST_QUESTIONS
from quizapp.quizzes import editing
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, Item, just_draw
from quizapp.services.courses import asking, assignments
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import ready
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

NOTHING = Composition(())


@pytest.fixture
def course(ines: Person, bank: int, now: datetime) -> int:
    return a_course(ines, now, banks=[bank])


def asked(course_id: int, assignment_id: int) -> Composition:
    reading().rollback()
    return assignments.find(course_id, assignment_id).settings.composition


def add(person: Person, course_id: int, quiz: int, item: Item, now: datetime) -> None:
    reading().rollback()
    version = assignments.find(course_id, quiz).version
    asking.edit(person, course_id, quiz, partial(editing.add_item, number=0, item=item), version, now)


def test_a_draft_asks_nothing_until_something_is_added_and_isnt_published_before(
    ines: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assignments.create(ines, course, settings_of(bank, Terms(), NOTHING), now)
    with pytest.raises(InvalidError, match="has no questions yet"):
        assignments.publish(ines, course, quiz, now)
    add(ines, course, quiz, FixedItem("height-of-mont-blanc", 2.0), now)
    add(ines, course, quiz, DrawItem(2), now)
    assert (asked(course, quiz).count, asked(course, quiz).points) == (3, 4.0)
    assignments.publish(ines, course, quiz, now)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (DrawItem(50), "Only 12 more questions"),
        (DrawItem(1, ("no-such-topic",)), "No question of the bank fits"),
        (FixedItem("no-such-question"), "no such question"),
        (DrawItem(MOST_QUESTIONS + 1), "at most 100 questions"),
    ],
)
def test_what_cant_be_asked_is_refused_and_nothing_changed(
    item: Item, sentence: str, ines: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assignments.create(ines, course, settings_of(bank, Terms(), just_draw(2)), now)
    with pytest.raises(InvalidError, match=sentence):
        add(ines, course, quiz, item, now)
    assert asked(course, quiz) == just_draw(2)


def test_no_question_is_asked_twice(ines: Person, course: int, bank: int, now: datetime) -> None:
    quiz = assignments.create(ines, course, settings_of(bank, Terms(), NOTHING), now)
    add(ines, course, quiz, FixedItem("height-of-mont-blanc"), now)
    with pytest.raises(InvalidError, match="asked already"):
        add(ines, course, quiz, FixedItem("height-of-mont-blanc"), now)


def test_of_two_who_change_it_at_once_the_second_is_told(
    ines: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assignments.create(ines, course, settings_of(bank, Terms(), just_draw(2)), now)
    add(ines, course, quiz, DrawItem(1), now)
    with pytest.raises(StaleError):
        asking.edit(ines, course, quiz, partial(editing.remove_section, number=0), 1, now)
    with pytest.raises(StaleError):
        asking.edit(ines, course, quiz, partial(editing.remove_section, number=7), 2, now)
    assert asked(course, quiz).count == 3


def test_a_ready_quiz_takes_the_place_of_what_stood_there(
    ines: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = assignments.create(ines, course, settings_of(bank, Terms(), NOTHING), now)
    chosen = ready.list_ready(bank)[0]
    reading().rollback()
    assert asking.take_ready(ines, course, quiz, chosen.id, 1, now) == chosen.title
    assert asked(course, quiz) == chosen.composition
    reading().rollback()
    with pytest.raises(InvalidError, match="no such quiz"):
        asking.take_ready(ines, course, quiz, "none", 2, now)


def test_once_somebody_has_begun_it_stays(ines: Person, course: int, bank: int, now: datetime) -> None:
    quiz = assign(ines, course, settings_of(bank, Terms(), just_draw(2)), now)
    ada = a_person(now)
    put_in(course, ada, CourseRole.LEARNER, now)
    begin(ada, course, quiz, now)
    with pytest.raises(InvalidError, match="Learners have started"):
        add(ines, course, quiz, DrawItem(1), now)


def test_the_questions_that_are_named_are_shown_by_their_words(bank: int) -> None:
    composition = Composition(editing.add_item(just_draw(2), 0, FixedItem("height-of-mont-blanc")).sections)
    named = asking.find_named(bank, composition)
    assert named["height-of-mont-blanc"].title.startswith("About how high is Mont Blanc")
