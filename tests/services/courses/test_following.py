"""What assignments come to follows the people of a course: who joins, leaves, is regrouped or gets time."""

from datetime import UTC, datetime, timedelta

import pytest
from support.assigning import assign, begin, settings_of
from support.courses import a_course, join, put_in
from support.people import a_person

from quizapp.assignments.resolving import Accommodation, Override
from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.courses import accommodations, courses, groups, invitations, joining, members, overrides
from quizapp.services.courses.accommodations import GivenAccommodation
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.losses import LosesTimeError
from quizapp.services.courses.overrides import ForGroup
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import assigned_lists, attempts
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIMED = Terms(rules=QuizRules(Feedback.END, time_limit=60))


@pytest.fixture
def course(ines: Person, bank: int, now: datetime) -> int:
    return a_course(ines, now, banks=[bank])


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    return assign(ines, course, settings_of(bank, TIMED), now)


def listed(person: Person, now: datetime) -> list[int]:
    reading().rollback()
    return [one.id for one in assigned_lists.list_coming(person, now)]


def ends_at(person: Person, attempt_id: int) -> datetime | None:
    reading().rollback()
    return attempts.progress(person, attempt_id).ends_at


def test_who_joins_late_has_it_and_who_leaves_hasnt(
    ines: Person, course: int, quiz: int, now: datetime
) -> None:
    lea, coded, invited = a_person(now), a_person(now), a_person(now)
    join(course, lea, now)
    reading().rollback()
    joining.join_by_code(coded, courses.find(course).join_code, "192.0.2.1", now)
    token = invitations.invite_one(ines, course, NewInvitation("lou@example.org"), now, None)
    invitations.accept(invited, token or "", now)
    assert [listed(one, now) for one in (lea, coded, invited)] == [[quiz]] * 3
    members.leave(lea, course, now)
    members.remove(ines, course, coded.id, now)
    members.change_role(ines, course, invited.id, CourseRole.ASSISTANT, now)
    assert [listed(one, now) for one in (lea, coded, invited)] == [[]] * 3
    join(course, lea, now)
    assert listed(lea, now) == [quiz]


def test_a_changed_accommodation_moves_the_end_of_an_open_attempt(
    ines: Person, course: int, quiz: int, now: datetime
) -> None:
    lea = a_person(now, "Lea")
    put_in(course, lea, CourseRole.LEARNER, now)
    attempt = begin(lea, course, quiz, now)
    double, none = (GivenAccommodation(Accommodation(time_factor=factor), "") for factor in (2, 1))
    accommodations.change(ines, course, lea.id, double, now)
    assert ends_at(lea, attempt) == now + 2 * HOUR
    with pytest.raises(LosesTimeError) as error:
        accommodations.change(ines, course, lea.id, none, now)
    assert [(loss.name, loss.assignment) for loss in error.value.losses] == [("Lea", "Midterm")]
    assert accommodations.find(course, lea.id).accommodation.time_factor == 2
    accommodations.change(ines, course, lea.id, none, now, may_take_time=True)
    assert ends_at(lea, attempt) == now + HOUR


def test_what_is_overridden_for_a_group_follows_its_members(
    ines: Person, course: int, quiz: int, now: datetime
) -> None:
    lea = a_person(now, "Lea")
    put_in(course, lea, CourseRole.LEARNER, now)
    group = groups.make(ines, course, "Lab", now)
    groups.put_member(ines, course, lea.id, frozenset({group}), now)
    overrides.put(ines, course, quiz, ForGroup(group), Override(time_limit=90), "", now)
    attempt = begin(lea, course, quiz, now)
    assert ends_at(lea, attempt) == now + timedelta(minutes=90)
    for leave in (
        lambda **sure: groups.put_member(ines, course, lea.id, frozenset(), now, **sure),
        lambda **sure: groups.delete_group(ines, course, group, now, **sure),
    ):
        with pytest.raises(LosesTimeError):
            leave()
        assert ends_at(lea, attempt) == now + timedelta(minutes=90)
        leave(may_take_time=True)
        assert ends_at(lea, attempt) == now + HOUR
        groups.put_member(
            ines, course, lea.id, frozenset(one.id for one in groups.list_groups(ines, course)), now
        )


def test_another_time_zone_that_takes_time_is_confirmed_first(
    ines: Person, bank: int, course: int, now: datetime
) -> None:
    lea = a_person(now, "Lea")
    put_in(course, lea, CourseRole.LEARNER, now)
    one_day = GivenAccommodation(Accommodation(extra_days=1), "")
    accommodations.change(ines, course, lea.id, one_day, now)
    # In the night after it clocks are set forward in Berlin, and not in Tashkent.
    due = datetime(2026, 3, 28, 18, tzinfo=UTC)
    quiz = assign(ines, course, settings_of(bank, Terms(due_at=due)), now)
    attempt = begin(lea, course, quiz, now)
    assert ends_at(lea, attempt) == due + DAY
    berlin = CourseSettings("Geography", "Europe/Berlin", frozenset({bank}))
    version = courses.find(course).version
    with pytest.raises(LosesTimeError):
        courses.change(ines, course, berlin, version, now)
    assert ends_at(lea, attempt) == due + DAY
    assert courses.find(course).version == version
    courses.change(ines, course, berlin, version, now, may_take_time=True)
    assert ends_at(lea, attempt) == due + DAY - HOUR
