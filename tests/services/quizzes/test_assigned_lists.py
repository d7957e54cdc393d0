"""What is set for a learner: in a course all of it, on the first page what comes up."""

from datetime import datetime, timedelta

import pytest
from support.assigning import assign, begin, settings_of

from quizapp.assignments.terms import Terms
from quizapp.services.courses import assignments, courses
from quizapp.services.person import Person
from quizapp.services.quizzes import assigned_lists, closing
from quizapp.services.quizzes.assigned_lists import ListedState
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def states(person: Person, course_id: int, now: datetime) -> list[ListedState]:
    reading().rollback()
    return [one.state for one in assigned_lists.list_in_course(person, course_id, now)]


def test_an_assignment_goes_from_not_open_to_submitted(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    terms = Terms(opens_at=now + DAY, due_at=now + 2 * DAY)
    quiz = assign(ines, course, settings_of(bank, terms), now)
    assert states(ada, course, now) == [ListedState.NOT_OPEN_YET]
    opened = now + DAY
    assert states(ada, course, opened) == [ListedState.OPEN]
    attempt = begin(ada, course, quiz, opened)
    assert states(ada, course, opened) == [ListedState.UNDER_WAY]
    closing.finish(ada, attempt, opened + HOUR)
    assert states(ada, course, opened + 2 * HOUR) == [ListedState.SUBMITTED]
    assert states(ada, course, now + 9 * DAY) == [ListedState.SUBMITTED]


def test_what_nobody_took_in_time_is_closed_and_what_can_be_taken_again_open(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    assign(ines, course, settings_of(bank, Terms(due_at=now + DAY)), now)
    again = assign(ines, course, settings_of(bank, Terms(attempts=None)), now)
    closing.finish(ada, begin(ada, course, again, now), now)
    assert states(ada, course, now + 2 * DAY) == [ListedState.CLOSED, ListedState.OPEN]


def test_the_first_page_names_what_is_open_or_due_within_a_week_by_date(
    ines: Person, ada: Person, course: int, bank: int, now: datetime
) -> None:
    windows = {
        "open": (None, now + 9 * DAY),
        "soon": (now + DAY, now + 3 * DAY),
        "later": (now + DAY, now + 20 * DAY),
        "any time": (None, None),
        "over": (now - 2 * DAY, now - DAY),
    }
    made = {
        name: assign(ines, course, settings_of(bank, Terms(opens_at=opens, due_at=due)), now)
        for name, (opens, due) in windows.items()
    }
    assignments.create(ines, course, settings_of(bank, Terms()), now)
    names = {key: name for name, key in made.items()}
    coming = [names[one.id] for one in assigned_lists.list_coming(ada, now)]
    assert coming == ["soon", "open", "any time"]
    assert assigned_lists.list_coming(ines, now) == ()
    reading().rollback()
    courses.archive(ines, course, now)
    assert assigned_lists.list_coming(ada, now) == ()
