"""A result that staff sets: with a reason, in the record, append-only, told to its learner when marks are."""

from datetime import datetime, timedelta

import pytest
from support.answers import right
from support.assigning import answer_all, assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person, everything_stored

from quizapp.assignments.scoring import Result, ResultState, SetResult
from quizapp.assignments.standing import Reason
from quizapp.assignments.terms import Release, Terms
from quizapp.quizzes.rules import Shows
from quizapp.services.courses import assignments, audit, groups, learner_record, result_overrides
from quizapp.services.courses.audit import AuditAction
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError, NotNowError, StaleError
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import assigned, assigned_lists, closing
from quizapp.services.quizzes.assigned_lists import ListedState
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)
EXCUSED = SetResult(is_excused=True)


def a_quiz(ines: Person, course: int, bank: int, now: datetime, shows: Shows = Shows.EXAM) -> int:
    terms = Terms(shows=shows, due_at=now + DAY, release=Release.BY_HAND)
    return assign(ines, course, settings_of(bank, terms), now)


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    return a_quiz(ines, course, bank, now)


def known(ada: Person, course: int, quiz: int, now: datetime) -> Result:
    """Return what the learner finds."""
    reading().rollback()
    return assigned.find_assigned(ada, course, quiz, now).result


def test_each_change_is_a_further_row_and_in_the_record(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    its = ines, course, quiz, ada.id
    result_overrides.set_result(*its, SetResult(80), "Took it on paper", 0, now)
    result_overrides.set_result(*its, EXCUSED, "Was ill after all", 1, now)
    result_overrides.set_result(*its, SetResult(), "Took it again", 2, now)
    reading().rollback()
    record = learner_record.find_record(ines, course, ada.id, now).find(quiz)
    assert record
    assert [(one.sequence, one.result, one.reason, one.by) for one in record.changes] == [
        (3, SetResult(), "Took it again", "Ines"),
        (2, EXCUSED, "Was ill after all", "Ines"),
        (1, SetResult(80), "Took it on paper", "Ines"),
    ]
    changed = [one for one in audit.list_changes(course).items if one.action is AuditAction.RESULT_CHANGED]
    assert [(one.subject, one.before, one.after, one.reason) for one in changed] == [
        ("Ada", {"result": "excused"}, {"result": "by the attempts"}, "Took it again"),
        ("Ada", {"result": 80}, {"result": "excused"}, "Was ill after all"),
        ("Ada", {"result": "by the attempts"}, {"result": 80}, "Took it on paper"),
    ]


def test_of_two_at_once_the_second_is_told(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    its = ines, course, quiz, ada.id
    result_overrides.set_result(*its, SetResult(80), "Paper", 0, now)
    stored = everything_stored()
    for sequence in (0, 2, -1):
        with pytest.raises(StaleError):
            result_overrides.set_result(*its, SetResult(70), "Paper", sequence, now)
    assert everything_stored() == stored


@pytest.mark.parametrize(
    ("result", "reason"),
    [(SetResult(80), ""), (SetResult(101), "x"), (SetResult(-1), "x"), (SetResult(), "x")],
)
def test_what_makes_no_sense_is_refused(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime, result: SetResult, reason: str
) -> None:
    stored = everything_stored()
    with pytest.raises(InvalidError):
        result_overrides.set_result(ines, course, quiz, ada.id, result, reason, 0, now)
    assert everything_stored() == stored


def test_nobody_sets_what_isnt_theirs_to_set(
    ines: Person, ada: Person, course: int, quiz: int, bank: int, now: datetime
) -> None:
    asa, otto = a_person(now, "Asa"), a_person(now, "Otto")
    put_in(course, asa, CourseRole.ASSISTANT, now)
    draft = assignments.create(ines, course, settings_of(bank, Terms()), now)
    elsewhere = a_course(ines, now, banks=[bank])
    stored = everything_stored()
    wrong = [
        (asa, course, quiz, ada.id, NotAllowedError),
        (otto, course, quiz, ada.id, NotFoundError),
        (ines, course, quiz, otto.id, NotFoundError),
        (ines, course, quiz, asa.id, NotFoundError),
        (ines, course, draft, ada.id, NotFoundError),
        (ines, elsewhere, quiz, ada.id, NotFoundError),
    ]
    for person, course_id, assignment_id, user_id, error in wrong:
        with pytest.raises(error):
            result_overrides.set_result(person, course_id, assignment_id, user_id, EXCUSED, "x", 0, now)
    assert everything_stored() == stored


def test_a_learner_knows_a_percent_once_results_are_released(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    result_overrides.set_result(ines, course, quiz, ada.id, SetResult(80), "Paper", 0, now)
    assert known(ada, course, quiz, now) == Result(state=ResultState.NOT_BEGUN)
    assignments.release(ines, course, quiz, now)
    found = known(ada, course, quiz, now)
    assert (found.state, found.percent, found.is_set) == (ResultState.MARKED, 80, True)


def test_where_marks_show_on_submitting_a_percent_shows_at_once(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    quiz = a_quiz(ines, course, bank, now, Shows.HOMEWORK)
    attempt_id = begin(ada, course, quiz, now)
    answer_all(ada, attempt_id, right, now)
    closing.finish(ada, attempt_id, now)
    assert known(ada, course, quiz, now).percent == 100
    result_overrides.set_result(ines, course, quiz, ada.id, SetResult(60), "Copied", 0, now)
    assert known(ada, course, quiz, now).percent == 60


def test_excused_shows_at_once_and_nothing_can_be_begun_until_it_is_taken_back(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    assert [one.id for one in assigned_lists.list_coming(ada, now)] == [quiz]
    reading().rollback()
    result_overrides.set_result(ines, course, quiz, ada.id, EXCUSED, "Ill", 0, now)
    found = assigned.find_assigned(ada, course, quiz, now)
    assert (found.result.state, found.standing.reason) == (ResultState.EXCUSED, Reason.EXCUSED)
    assert [one.state for one in assigned_lists.list_in_course(ada, course, now)] == [ListedState.EXCUSED]
    assert assigned_lists.list_coming(ada, now) == ()
    reading().rollback()
    with pytest.raises(NotNowError):
        begin(ada, course, quiz, now)
    result_overrides.set_result(ines, course, quiz, ada.id, SetResult(), "Well again", 1, now)
    assert begin(ada, course, quiz, now)


def test_an_assistant_in_groups_has_no_record_of_the_others(
    ines: Person, ada: Person, course: int, now: datetime
) -> None:
    asa = a_person(now, "Asa")
    put_in(course, asa, CourseRole.ASSISTANT, now)
    assert learner_record.find_record(asa, course, ada.id, now).learner.name == "Ada"
    reading().rollback()
    group = groups.make(ines, course, "Lab", now)
    groups.put_member(ines, course, asa.id, frozenset({group}), now)
    with pytest.raises(NotFoundError):
        learner_record.find_record(asa, course, ada.id, now)
