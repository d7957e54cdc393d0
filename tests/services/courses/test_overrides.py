"""Overrides for a group or a person: what differs, for whom, and whose time it takes."""

from datetime import datetime, timedelta

import pytest
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.people import a_person

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.courses import audit, groups, invitations, overrides
from quizapp.services.courses.audit import AuditAction
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.losses import LosesTimeError
from quizapp.services.courses.overrides import FaultyOverrideError, ForGroup, ForPerson, Shown
from quizapp.services.errors import InvalidError, NotAllowedError, NotFoundError
from quizapp.services.permissions import CourseRole
from quizapp.services.person import Person
from quizapp.services.quizzes import assigned, attempts
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def quiz(ines: Person, course: int, bank: int, now: datetime) -> int:
    terms = Terms(rules=QuizRules(Feedback.END, time_limit=60), due_at=now + DAY)
    return assign(ines, course, settings_of(bank, terms), now)


def terms_of(person: Person, course_id: int, assignment_id: int, now: datetime) -> Terms:
    reading().rollback()
    return assigned.find_assigned(person, course_id, assignment_id, now).terms


def ends_at(person: Person, attempt_id: int) -> datetime | None:
    reading().rollback()
    return attempts.progress(person, attempt_id).ends_at


def test_what_differs_for_a_person_holds_at_once_and_is_recorded(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    attempt = begin(ada, course, quiz, now)
    longer = Override(due_at=2 * DAY, time_limit=90)
    (moved,) = overrides.put(ines, course, quiz, ForPerson(ada.id), longer, "Flu", now)
    assert (moved.before, moved.after) == (now + HOUR, now + timedelta(minutes=90))
    assert ends_at(ada, attempt) == now + timedelta(minutes=90)
    assert terms_of(ada, course, quiz, now).due_at == now + 3 * DAY + timedelta(minutes=30)
    (listed,) = overrides.list_overrides(ines, course, quiz)
    assert (listed.name, listed.override, listed.reason) == ("Ada", longer, "Flu")
    entry = audit.list_changes(course).items[0]
    assert (entry.action, entry.subject, entry.reason) == (AuditAction.OVERRIDE_CHANGED, "Ada", "Flu")
    assert entry.after == {"due_at": 2 * 86_400, "time_limit": 90}


def test_what_is_set_again_takes_the_place_of_what_differed_before(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    overrides.put(ines, course, quiz, ForPerson(ada.id), Override(attempts=3), "", now)
    overrides.put(ines, course, quiz, ForPerson(ada.id), Override(attempts=2), "", now)
    (listed,) = overrides.list_overrides(ines, course, quiz)
    assert listed.override == Override(attempts=2)
    assert terms_of(ada, course, quiz, now).attempts == 2


def test_a_group_is_whoever_is_in_it_now_or_later(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    group = groups.make(ines, course, "Lab", now)
    with pytest.raises(InvalidError, match="This group has no members"):
        overrides.put(ines, course, quiz, ForGroup(group), Override(attempts=2), "", now)
    groups.put_member(ines, course, ada.id, frozenset({group}), now)
    overrides.put(ines, course, quiz, ForGroup(group), Override(attempts=2), "", now)
    bo = a_person(now, "Bo")
    put_in(course, bo, CourseRole.LEARNER, now)
    assert [terms_of(one, course, quiz, now).attempts for one in (ada, bo)] == [2, 1]
    groups.put_member(ines, course, bo.id, frozenset({group}), now)
    assert terms_of(bo, course, quiz, now).attempts == 2
    groups.delete_group(ines, course, group, now)
    assert overrides.list_overrides(ines, course, quiz) == ()
    assert terms_of(bo, course, quiz, now).attempts == 1


def test_a_group_that_people_are_only_invited_into_can_have_its_terms(
    ines: Person, course: int, quiz: int, now: datetime
) -> None:
    group = groups.make(ines, course, "Lab", now)
    new = NewInvitation("lou@example.org", "Lou", group_id=group)
    token = invitations.invite_one(ines, course, new, now, None) or ""
    assert [(one.members, one.invited) for one in groups.list_groups(ines, course)] == [(0, 1)]
    reading().rollback()
    overrides.put(ines, course, quiz, ForGroup(group), Override(attempts=2), "", now)
    lou = a_person(now, "Lou")
    invitations.accept(lou, token, now)
    assert terms_of(lou, course, quiz, now).attempts == 2
    assert [(one.members, one.invited) for one in groups.list_groups(ines, course)] == [(1, 0)]


@pytest.mark.parametrize(
    ("override", "field"),
    [
        (Override(opens_at=datetime.fromisoformat("2027-01-01T00:00Z"), due_at=DAY), "due_at"),
        (Override(time_limit=0), "time_limit"),
        (Override(attempts=0), "attempts"),
    ],
)
def test_what_cant_hold_is_refused_and_nothing_written(
    override: Override, field: str, ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    before = terms_of(ada, course, quiz, now)
    with pytest.raises(FaultyOverrideError) as error:
        overrides.put(ines, course, quiz, ForPerson(ada.id), override, "", now)
    assert field in {fault.field for fault in error.value.faults}
    with pytest.raises(InvalidError, match="at least one field"):
        overrides.put(ines, course, quiz, ForPerson(ada.id), Override(), "", now)
    assert overrides.list_overrides(ines, course, quiz) == ()
    assert terms_of(ada, course, quiz, now) == before


def test_time_is_taken_from_nobody_until_that_is_confirmed(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    overrides.put(ines, course, quiz, ForPerson(ada.id), Override(time_limit=90), "", now)
    attempt = begin(ada, course, quiz, now)
    (given,) = overrides.list_overrides(ines, course, quiz)
    for take in (
        lambda *, may_take_time=False: overrides.put(
            *(ines, course, quiz, ForPerson(ada.id), Override(time_limit=70), "", now),
            Shown(losses=may_take_time),
        ),
        lambda **sure: overrides.remove(ines, course, quiz, given.id, now, **sure),
    ):
        before = ends_at(ada, attempt)
        with pytest.raises(LosesTimeError) as error:
            take()
        (loss,) = error.value.losses
        assert (loss.name, loss.before) == ("Ada", before)
        assert ends_at(ada, attempt) == before
        take(may_take_time=True)
        assert ends_at(ada, attempt) == loss.after
    assert overrides.list_overrides(ines, course, quiz) == ()


def test_the_staff_and_people_of_other_courses_have_no_overrides(
    ines: Person, ada: Person, course: int, quiz: int, bank: int, now: datetime
) -> None:
    stranger = a_person(now)
    with pytest.raises(InvalidError, match="for learners"):
        overrides.put(ines, course, quiz, ForPerson(ines.id), Override(attempts=2), "", now)
    with pytest.raises(NotFoundError):
        overrides.put(ines, course, quiz, ForPerson(stranger.id), Override(attempts=2), "", now)
    elsewhere = a_course(ines, now, "Elsewhere", banks=[bank])
    group = groups.make(ines, elsewhere, "Lab", now)
    with pytest.raises(NotFoundError):
        overrides.put(ines, course, quiz, ForGroup(group), Override(attempts=2), "", now)
    overrides.put(ines, course, quiz, ForPerson(ada.id), Override(attempts=2), "", now)
    (given,) = overrides.list_overrides(ines, course, quiz)
    with pytest.raises(NotFoundError):
        overrides.remove(ines, elsewhere, quiz, given.id, now)
    assistant = a_person(now)
    put_in(course, assistant, CourseRole.ASSISTANT, now)
    with pytest.raises(NotAllowedError):
        overrides.remove(assistant, course, quiz, given.id, now)
    assert [one.name for one in overrides.list_learners(ines, course)] == ["Ada"]


def test_an_access_code_isnt_in_the_record(
    ines: Person, ada: Person, course: int, quiz: int, now: datetime
) -> None:
    overrides.put(ines, course, quiz, ForPerson(ada.id), Override(access_code="Rumpelstilt"), "", now)
    assert audit.list_changes(course).items[0].after == {"access_code": "set"}
