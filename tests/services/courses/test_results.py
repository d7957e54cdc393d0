"""Learners × assignments as the staff finds them: states, terms of each, and who sees whom."""

from datetime import datetime, timedelta

import pytest
from support.answers import right, wrong
from support.assigning import answer_all, assign, begin, override, settings_of
from support.courses import a_course, put_in
from support.people import a_person, confirm_email
from support.statements import statements

from quizapp.assignments.resolving import Override
from quizapp.assignments.scoring import ResultState, SetResult
from quizapp.assignments.terms import LateStep, Terms
from quizapp.quizzes.composition import just_draw
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import assignments, groups, learner_record, members, result_overrides, results
from quizapp.services.courses.result_rows import Wanted
from quizapp.services.courses.results import Cell, Results
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def bob(now: datetime) -> Person:
    return a_person(now, "Bob")


@pytest.fixture
def course(ines: Person, ada: Person, bob: Person, bank: int, now: datetime) -> int:
    course_id = a_course(ines, now, banks=[bank])
    for person in (bob, ada):
        put_in(course_id, person, CourseRole.LEARNER, now)
    return course_id


def set_quiz(ines: Person, course: int, bank: int, now: datetime, **terms: object) -> int:
    values = {"shows": Shows.EXAM, "due_at": now + DAY, **terms}
    return assign(ines, course, settings_of(bank, Terms(**values), just_draw(3)), now)  # type: ignore[arg-type]


def found(asker: Person, course: int, now: datetime, wanted: Wanted | None = None) -> Results:
    reading().rollback()
    return results.find_results(asker, course, now, wanted)


def cell_of(asker: Person, course: int, name: str, now: datetime) -> Cell:
    """Return somebody's cell in the first column."""
    return next(one.cells[0] for one in found(asker, course, now).learners if one.name == name)


def take(person: Person, course: int, quiz: int, now: datetime, *, well: bool = True) -> int:
    attempt_id = begin(person, course, quiz, now)
    answer_all(person, attempt_id, right if well else wrong, now)
    closing.finish(person, attempt_id, now)
    return attempt_id


def put(ines: Person, course: int, quiz: int, person: Person, result: SetResult, now: datetime) -> None:
    """Set a result on top of whatever was set before."""
    changes = learner_record.find_record(ines, course, person.id, now).find(quiz)
    assert changes
    its = ines, course, quiz, person.id
    result_overrides.set_result(*its, result, "ill", changes.sequence, now)


def test_every_state_is_told_apart(ines: Person, ada: Person, course: int, bank: int, now: datetime) -> None:
    quiz = set_quiz(ines, course, bank, now)
    cell = cell_of(ines, course, "Ada", now)
    assert (cell.result.state, cell.attempt_id, cell.is_missed) == (ResultState.NOT_BEGUN, None, False)
    attempt_id = begin(ada, course, quiz, now)
    cell = cell_of(ines, course, "Ada", now)
    assert (cell.result.state, cell.attempt_id) == (ResultState.OPEN, attempt_id)
    answer_all(ada, attempt_id, right, now)
    # Its time is up, and nobody has looked at it since.
    assert cell_of(ines, course, "Ada", now + 2 * DAY).result.state is ResultState.SUBMITTED
    closing.finish(ada, attempt_id, now + HOUR)
    cell = cell_of(ines, course, "Ada", now + HOUR)
    # Nothing is released, and staff sees it all the same.
    assert (cell.result.state, cell.result.percent, cell.attempt_id) == (ResultState.MARKED, 100, attempt_id)


def test_who_missed_it_has_no_silent_nought(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    take(ada, course, set_quiz(ines, course, bank, now), now, well=False)
    later = now + 2 * DAY
    missed, taken = cell_of(ines, course, "Bob", later), cell_of(ines, course, "Ada", later)
    assert (missed.result.state, missed.result.percent, missed.is_missed) == (
        ResultState.NOT_BEGUN,
        None,
        True,
    )
    assert (taken.result.percent, taken.is_missed) == (0, False)
    assert found(ines, course, later).means == (0,)


def test_each_has_their_own_terms(
    ines: Person, ada: Person, bob: Person, course: int, bank: int, now: datetime
) -> None:
    late = (LateStep(now + 3 * DAY, 50),)
    quiz = set_quiz(ines, course, bank, now, closes_at=now + 3 * DAY, late=late)
    override(course, quiz, bob, Override(due_at=DAY), now)
    then = now + DAY + HOUR
    for person in (ada, bob):
        take(person, course, quiz, then)
    by_name = {one.name: one.cells[0].result for one in found(ines, course, then).learners}
    assert (by_name["Ada"].percent, by_name["Ada"].is_late) == (50, True)
    assert (by_name["Bob"].percent, by_name["Bob"].is_late) == (100, False)


def test_what_staff_set_last_holds(
    ines: Person, ada: Person, bob: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = set_quiz(ines, course, bank, now)
    take(ada, course, quiz, now, well=False)
    put(ines, course, quiz, ada, SetResult(is_excused=True), now)
    put(ines, course, quiz, ada, SetResult(80), now)
    put(ines, course, quiz, bob, SetResult(is_excused=True), now)
    ada_s, bob_s = (cell_of(ines, course, name, now) for name in ("Ada", "Bob"))
    assert (ada_s.result.percent, ada_s.result.points, ada_s.result.is_set) == (80, pytest.approx(2.4), True)
    assert bob_s.result.state is ResultState.EXCUSED
    assert found(ines, course, now).means == (80,)
    put(ines, course, quiz, ada, SetResult(), now)
    assert cell_of(ines, course, "Ada", now).result.percent == 0


def test_drafts_and_what_is_archived_have_no_column(
    ines: Person, course: int, bank: int, now: datetime
) -> None:
    assert found(ines, course, now).assignments == ()
    quiz = set_quiz(ines, course, bank, now)
    assert [one.id for one in found(ines, course, now).assignments] == [quiz]


def test_learners_are_found_by_name_and_group_and_those_who_left_on_demand(
    ines: Person, ada: Person, bob: Person, course: int, bank: int, now: datetime
) -> None:
    set_quiz(ines, course, bank, now)
    group = groups.make(ines, course, "Lab", now)
    groups.put_member(ines, course, bob.id, frozenset({group}), now)

    def names(wanted: Wanted) -> list[str]:
        return [one.name for one in found(ines, course, now, wanted).learners]

    assert names(Wanted()) == ["Ada", "Bob"]
    assert names(Wanted(search=" BO")) == names(Wanted(group_id=group)) == ["Bob"]
    members.remove(ines, course, ada.id, now)
    assert names(Wanted()) == ["Bob"]
    assert names(Wanted(with_left=True)) == ["Ada", "Bob"]
    (left, _) = found(ines, course, now, Wanted(with_left=True)).learners
    assert left.has_left


def test_assistants_in_a_group_see_its_learners_alone(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    set_quiz(ines, course, bank, now)
    asa = a_person(now, "Asa")
    put_in(course, asa, CourseRole.ASSISTANT, now)
    assert len(found(asa, course, now).learners) == 2
    group = groups.make(ines, course, "Lab", now)
    for person in (asa, ada):
        groups.put_member(ines, course, person.id, frozenset({group}), now)
    assert [one.name for one in found(asa, course, now).learners] == ["Ada"]
    assert len(found(ines, course, now).learners) == 2


def test_an_address_is_told_once_it_is_confirmed(ines: Person, course: int, bank: int, now: datetime) -> None:
    zoe = a_person(now, "Zoe", email="zoe@example.org")
    put_in(course, zoe, CourseRole.LEARNER, now)
    set_quiz(ines, course, bank, now)
    assert found(ines, course, now).learners[-1].email is None
    reading().rollback()
    confirm_email(zoe, now)
    assert found(ines, course, now).learners[-1].email == "zoe@example.org"


def test_a_large_class_takes_no_more_statements(ines: Person, course: int, bank: int, now: datetime) -> None:
    def cost() -> int:
        reading().rollback()
        return statements(lambda: results.find_results(ines, course, now))

    set_quiz(ines, course, bank, now, rules=QuizRules(Feedback.END, time_limit=60))
    small = cost()
    for number in range(5):
        put_in(course, a_person(now, f"Learner {number}"), CourseRole.LEARNER, now)
        set_quiz(ines, course, bank, now)
    assert cost() == small <= 9


def test_assignments_stand_by_when_they_are_due_or_close_as_in_every_list(
    ines: Person, course: int, bank: int, now: datetime
) -> None:
    last = set_quiz(ines, course, bank, now, due_at=None)
    later = set_quiz(ines, course, bank, now, due_at=now + 3 * DAY)
    closing_first = set_quiz(ines, course, bank, now, due_at=None, closes_at=now + DAY)
    between = set_quiz(ines, course, bank, now, due_at=now + 2 * DAY, closes_at=now + 9 * DAY)
    in_order = [closing_first, between, later, last]
    assert [one.id for one in found(ines, course, now).assignments] == in_order
    assert [one.id for one in assignments.list_assignments(course)] == in_order
