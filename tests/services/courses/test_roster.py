"""Rosters: each row says beforehand what it will do, and does it; nothing is guessed, and nobody dropped."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from support.courses import a_course, put_in
from support.jobs import do_jobs
from support.mail import Mailbox
from support.parallel import at_once
from support.people import a_person, confirm_email, everything_stored

from quizapp.interchange.roster.reading import read_roster
from quizapp.interchange.roster.rows import Roster
from quizapp.services.banks.audience import ANYBODY
from quizapp.services.courses import audit, courses, groups, handing_out, invitations, members, roster
from quizapp.services.courses.handing_out import Renewed
from quizapp.services.courses.invitations import LASTS
from quizapp.services.courses.roster import AppliedRoster
from quizapp.services.courses.roster_plan import Outcome, RosterPlan
from quizapp.services.errors import NotAllowedError, NotFoundError, SpentLinkError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

DAY = timedelta(days=1)


@pytest.fixture
def ines(in_app: None, now: datetime) -> Person:  # noqa: ARG001 -- a person needs the app
    return a_person(now, "Ines", Role.INSTRUCTOR)


@pytest.fixture
def course(ines: Person, now: datetime) -> int:
    return a_course(ines, now)


def somebody(now: datetime, name: str, email: str, role: Role = Role.LEARNER) -> Person:
    """Sign somebody up whose address is confirmed."""
    person = a_person(now, name, role, email)
    confirm_email(person, now)
    return person


def rows(*lines: str) -> Roster:
    return read_roster("\n".join(["email,name,group,role", *lines]))


def planned(ines: Person, course: int, file: Roster, now: datetime) -> RosterPlan:
    reading().rollback()
    return roster.plan(ines, course, file, now)


def outcomes(plan: RosterPlan) -> list[tuple[Outcome, str]]:
    return [(row.outcome, row.note) for row in plan.rows]


def applied(ines: Person, course: int, file: Roster, now: datetime) -> AppliedRoster:
    """Apply a roster as it is shown."""
    done = roster.apply(ines, course, file, planned(ines, course, file, now).digest, now, None)
    assert isinstance(done, AppliedRoster)
    reading().rollback()
    return done


def people_of(course: int) -> dict[str, tuple[CourseRole, list[str]]]:
    reading().rollback()
    page = members.list_members(ANYBODY, course)
    return {one.display_name: (one.role, [group.name for group in one.groups]) for one in page.items}


def test_a_confirmed_address_joins_and_an_unknown_one_is_invited(
    ines: Person, course: int, now: datetime
) -> None:
    lea = somebody(now, "Lea", "lea@example.org")
    file = rows("LEA@example.org,Lea from school,8a", "new@example.org,New Kid,8a")
    plan = planned(ines, course, file, now)
    assert outcomes(plan) == [(Outcome.JOINS, ""), (Outcome.INVITED, "")]
    assert (plan.rows[0].user_id, plan.rows[0].display_name) == (lea.id, "Lea")
    assert plan.new_groups == ("8a",)
    done = applied(ines, course, file, now)
    assert people_of(course) == {"Ines": (CourseRole.OWNER, []), "Lea": (CourseRole.LEARNER, ["8a"])}
    (link,) = done.handed_out
    assert (link.email, link.name, link.group) == ("new@example.org", "New Kid", "8a")
    kid = a_person(now, "Kid")
    invitations.accept(kid, link.token.lower().replace("-", " "), now)
    assert people_of(course)["Kid"] == (CourseRole.LEARNER, ["8a"])


def test_looking_at_a_plan_writes_nothing(ines: Person, course: int, now: datetime) -> None:
    before = everything_stored()
    planned(ines, course, rows("a@example.org,A,8a", "nonsense,,"), now)
    reading().rollback()
    assert everything_stored() == before


def test_twice_the_same_file_changes_nothing_the_second_time(
    ines: Person, course: int, now: datetime
) -> None:
    somebody(now, "Lea", "lea@example.org")
    file = rows("lea@example.org,Lea,8a", "new@example.org,New,8b", "came@example.org,Came,8b")
    first = applied(ines, course, file, now)
    invitations.accept(a_person(now, "Came"), first.handed_out[1].token, now)
    reading().rollback()
    before = everything_stored()
    again = applied(ines, course, file, now + DAY)
    assert outcomes(again.plan) == [(Outcome.STAYS, ""), (Outcome.STAYS_INVITED, ""), (Outcome.STAYS, "")]
    assert again.handed_out == ()
    assert everything_stored() == before


def test_nobody_is_dropped_by_a_file_and_who_left_returns(ines: Person, course: int, now: datetime) -> None:
    for name in ("Lea", "Tom"):
        somebody(now, name, f"{name}@example.org")
    applied(ines, course, rows("lea@example.org,Lea,8a", "tom@example.org,Tom,8a"), now)
    tom = next(one for one in members.list_members(ines, course).items if one.display_name == "Tom")
    reading().rollback()
    members.remove(ines, course, tom.user_id, now)
    applied(ines, course, rows("lea@example.org,Lea,8a"), now)
    assert set(people_of(course)) == {"Ines", "Lea"}
    back = applied(ines, course, rows("tom@example.org,Tom,"), now)
    assert outcomes(back.plan) == [(Outcome.RETURNS, "")]
    assert people_of(course)["Tom"] == (CourseRole.LEARNER, ["8a"])


def test_another_group_is_one_more(ines: Person, course: int, now: datetime) -> None:
    somebody(now, "Lea", "lea@example.org")
    applied(ines, course, rows("lea@example.org,Lea,8a"), now)
    other = applied(ines, course, rows("lea@example.org,Lea,8B"), now)
    assert outcomes(other.plan) == [(Outcome.REGROUPED, "Stays in these groups too: 8a.")]
    assert people_of(course)["Lea"] == (CourseRole.LEARNER, ["8a", "8B"])
    assert outcomes(planned(ines, course, rows("lea@example.org,,8b"), now)) == [(Outcome.STAYS, "")]


def test_an_address_that_is_only_claimed_finds_nobody(ines: Person, course: int, now: datetime) -> None:
    """Else whoever names the address of a classmate would come in as them."""
    a_person(now, "Claims", email="lea@example.org")
    a_person(now, "Claims too", email="LEA@example.org")
    plan = planned(ines, course, rows("lea@example.org,Lea,"), now)
    assert outcomes(plan) == [(Outcome.INVITED, "An account has this address, but hasn't confirmed it.")]
    assert plan.rows[0].user_id is None
    somebody(now, "Lea", "lea@example.org")
    assert outcomes(planned(ines, course, rows("lea@example.org,Lea,"), now)) == [(Outcome.JOINS, "")]


def test_two_rows_for_one_person_are_refused_unless_they_say_the_same(
    ines: Person, course: int, now: datetime
) -> None:
    file = rows("a@example.org,A,8a", "A@example.org,A,8b", "b@example.org,B,8a", "B@example.org,b,8A")
    plan = planned(ines, course, file, now)
    assert outcomes(plan) == [
        (Outcome.REFUSED, "Line 3 has the same email address, but other data. Keep only one of them."),
        (Outcome.REFUSED, "Line 2 has the same email address, but other data. Keep only one of them."),
        (Outcome.INVITED, ""),
        (Outcome.REPEATED, "The same as line 4."),
    ]
    assert len(applied(ines, course, file, now).handed_out) == 1


def test_two_addresses_of_one_person_are_seen(ines: Person, course: int, now: datetime) -> None:
    first = applied(ines, course, rows("home@example.org,Lea,8a"), now)
    lea = somebody(now, "Lea", "school@example.org")
    invitations.accept(lea, first.handed_out[0].token, now)
    plan = planned(ines, course, rows("school@example.org,Lea,8b", "home@example.org,Lea,8a"), now)
    assert outcomes(plan) == [
        (Outcome.REGROUPED, "Stays in these groups too: 8a."),
        (Outcome.REFUSED, "The same person as in line 2."),
    ]


def test_rosters_change_no_roles_of_members_and_make_staff_for_owners_alone(
    ines: Person, course: int, now: datetime
) -> None:
    ada = somebody(now, "Ada", "ada@example.org", Role.INSTRUCTOR)
    for name in ("Lea", "Tim"):
        somebody(now, name, f"{name}@example.org")
    put_in(course, ada, CourseRole.INSTRUCTOR, now)
    applied(ines, course, rows("lea@example.org,,"), now)
    file = rows("ada@example.org,,", "lea@example.org,,,assistant", "tim@example.org,,,assistant")
    assert outcomes(planned(ines, course, file, now)) == [
        (Outcome.REFUSED, "Is on the staff of this course. A class list can't change that."),
        (Outcome.REFUSED, "Is a learner of this course. An owner can change the role under People."),
        (Outcome.JOINS, ""),
    ]
    assert outcomes(planned(ada, course, file, now))[2] == (
        Outcome.REFUSED,
        "Only owners can add staff. Leave the role empty, or ask an owner.",
    )
    applied(ines, course, file, now)
    assert people_of(course)["Tim"] == (CourseRole.ASSISTANT, [])
    assert people_of(course)["Ada"] == (CourseRole.INSTRUCTOR, [])
    assert people_of(course)["Lea"] == (CourseRole.LEARNER, [])


def test_somebody_who_teaches_elsewhere_is_told(ines: Person, course: int, now: datetime) -> None:
    somebody(now, "Ada", "ada@example.org", Role.INSTRUCTOR)
    assert outcomes(planned(ines, course, rows("ada@example.org,,"), now)) == [
        (Outcome.JOINS, "Teaches elsewhere.")
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "a@example.org,\u0410nna,",
            "Please write each word in one alphabet: letters that look alike would mislead.",
        ),
        ("a@exa\u2800mple.org,Anna,", "This doesn't look like an email address, such as anna@example.org."),
    ],
)
def test_what_cant_be_stored_is_refused(
    ines: Person, course: int, row: str, reason: str, now: datetime
) -> None:
    assert outcomes(planned(ines, course, rows(row), now)) == [(Outcome.REFUSED, reason)]


def test_a_name_that_is_not_stored_may_be_any(ines: Person, course: int, now: datetime) -> None:
    somebody(now, "Anna", "anna@example.org")
    assert outcomes(planned(ines, course, rows("anna@example.org,\u0410nna,"), now)) == [(Outcome.JOINS, "")]


def test_there_is_room_for_so_many_groups(ines: Person, course: int, now: datetime) -> None:
    file = rows(*(f"p{n}@example.org,,G{n}" for n in range(groups.MOST_GROUPS + 2)), "p@example.org,,g0")
    done = applied(ines, course, file, now)
    assert done.plan.count(Outcome.INVITED) == groups.MOST_GROUPS + 1
    assert [row.note for row in done.plan.rows if row.outcome is Outcome.REFUSED] == [
        "A course has at most 200 groups."
    ] * 2


def test_a_course_that_changed_meanwhile_is_shown_anew_and_nothing_written(
    ines: Person, course: int, now: datetime
) -> None:
    lea = somebody(now, "Lea", "lea@example.org")
    file = rows("lea@example.org,,8a")
    shown = planned(ines, course, file, now)
    put_in(course, lea, CourseRole.LEARNER, now)
    before = everything_stored()
    again = roster.apply(ines, course, file, shown.digest, now, None)
    assert isinstance(again, RosterPlan)
    assert outcomes(again) == [(Outcome.REGROUPED, "")]
    reading().rollback()
    assert everything_stored() == before


def test_of_two_who_apply_a_roster_at_once_one_does(
    app: Flask, ines: Person, course: int, now: datetime
) -> None:
    ada = somebody(now, "Ada", "ada@example.org", Role.INSTRUCTOR)
    put_in(course, ada, CourseRole.INSTRUCTOR, now)
    names = [f"P{n}" for n in range(12)]
    for name in names[:8]:
        somebody(now, name, f"{name}@example.org")
    file = rows(*(f"{name}@example.org,{name},8a" for name in names))
    digest = planned(ines, course, file, now).digest
    reading().rollback()
    both = [partial(roster.apply, person, course, file, digest, now, None) for person in (ines, ada)]
    done = at_once(both, app)
    assert {type(one) for one in done} == {AppliedRoster, RosterPlan}
    assert sorted(people_of(course)) == sorted(["Ada", "Ines", *names[:8]])
    assert len(invitations.list_open(course)) == 4
    assert len(groups.list_groups(ines, course)) == 1


def test_a_roster_is_noted_once_by_its_counts(ines: Person, course: int, now: datetime) -> None:
    somebody(now, "Lea", "lea@example.org")
    applied(ines, course, rows("lea@example.org,,8a", "new@example.org,,8a"), now)
    reading().rollback()
    event = audit.list_changes(course).items[0]
    assert (event.action, event.by, event.after) == (
        "roster:applied",
        "Ines",
        {"joins": 1, "invited": 1},
    )


def test_invitations_are_mailed_where_mail_is_sent(
    ines: Person, course: int, mailbox: Mailbox, now: datetime
) -> None:
    file = rows("new@example.org,New Kid,8a")
    digest = planned(ines, course, file, now).digest
    done = roster.apply(ines, course, file, digest, now, "https://quiz.example.org/invitations/")
    assert isinstance(done, AppliedRoster)
    assert done.handed_out == ()
    do_jobs(mailbox.server, now)
    letter = mailbox.next()
    assert letter["To"] == "new@example.org"
    assert "Hello New Kid" in letter.get_content()


def test_only_those_who_may_change_the_people_apply_a_roster(
    ines: Person, course: int, now: datetime
) -> None:
    tim, lea, zoe = (a_person(now, name) for name in ("Tim", "Lea", "Zoe"))
    put_in(course, tim, CourseRole.ASSISTANT, now)
    put_in(course, lea, CourseRole.LEARNER, now)
    file = rows("new@example.org,,")
    digest = planned(ines, course, file, now).digest
    reading().rollback()
    for person, error in ((tim, NotAllowedError), (lea, NotAllowedError), (zoe, NotFoundError)):
        with pytest.raises(error):
            roster.apply(person, course, file, digest, now, None)
        with pytest.raises(error):
            handing_out.renew(person, course, now, None)


def test_the_largest_roster_is_applied(ines: Person, course: int, now: datetime) -> None:
    file = rows(*(f"p{n}@example.org,P {n},G{n % 20}" for n in range(2_000)))
    assert len(applied(ines, course, file, now).handed_out) == 2_000


# --- Links given out again ---


def test_an_expired_invitation_is_renewed_by_the_same_file(ines: Person, course: int, now: datetime) -> None:
    file = rows("new@example.org,New,8a")
    first = applied(ines, course, file, now)
    again = applied(ines, course, file, now + LASTS)
    assert outcomes(again.plan) == [(Outcome.INVITED_ANEW, "")]
    later = now + LASTS + DAY
    with pytest.raises(SpentLinkError):
        invitations.behind(first.handed_out[0].token, later)
    assert invitations.behind(again.handed_out[0].token, later).name == "New"


def test_a_new_link_ends_the_one_before(ines: Person, course: int, now: datetime) -> None:
    file = rows("b@example.org,B,8b", "a@example.org,A,8a", "c@example.org,C,")
    first = applied(ines, course, file, now)
    one = invitations.list_open(course)[0]
    reading().rollback()
    renewed = handing_out.renew(ines, course, now + DAY, None, invitation_id=one.id)
    assert renewed.emails == ("a@example.org",)
    (link,) = renewed.handed_out
    assert (link.name, link.group) == ("A", "8a")
    old = {given.email: given.token for given in first.handed_out}
    with pytest.raises(SpentLinkError):
        invitations.behind(old["a@example.org"], now + DAY)
    assert invitations.behind(old["b@example.org"], now + DAY).name == "B"
    reading().rollback()
    everybody = handing_out.renew(ines, course, now + DAY, None)
    assert sorted(given.email for given in everybody.handed_out) == sorted(old)


def test_where_no_invitation_is_open_none_is_renewed(ines: Person, course: int, now: datetime) -> None:
    assert handing_out.renew(ines, course, now, None) == Renewed((), ())
    other = a_course(ines, now, "History")
    applied(ines, other, rows("a@example.org,,"), now)
    foreign = invitations.list_open(other)[0].id
    reading().rollback()
    with pytest.raises(NotFoundError):
        handing_out.renew(ines, course, now, None, invitation_id=foreign)


def test_whoever_joins_with_a_confirmed_address_needs_the_invitation_no_more(
    ines: Person, course: int, now: datetime
) -> None:
    file = rows("lea@example.org,Lea,8a")
    link = applied(ines, course, file, now).handed_out[0]
    somebody(now, "Lea", "lea@example.org")
    assert outcomes(applied(ines, course, file, now).plan) == [(Outcome.JOINS, "")]
    assert invitations.list_open(course) == ()
    with pytest.raises(SpentLinkError):
        invitations.behind(link.token, now)


def test_an_invitation_keeps_what_a_later_file_leaves_out(ines: Person, course: int, now: datetime) -> None:
    applied(ines, course, rows("a@example.org,Anna,8a", "b@example.org,,,assistant"), now)
    plan = planned(ines, course, rows("a@example.org,,", "b@example.org,,"), now + LASTS)
    assert [(row.outcome, row.name, row.group) for row in plan.rows] == [
        (Outcome.INVITED_ANEW, "Anna", "8a"),
        (Outcome.REFUSED, "", ""),
    ]
    assert plan.rows[1].note == "Is invited as staff. A class list can't change that."


def test_nobody_is_put_into_an_archived_course(ines: Person, course: int, now: datetime) -> None:
    file = rows("a@example.org,Anna,8a")
    applied(ines, course, file, now)
    more = rows("b@example.org,Ben,8a")
    digest = planned(ines, course, more, now).digest
    reading().rollback()
    courses.archive(ines, course, now)
    for act in (
        partial(roster.apply, ines, course, more, digest, now, None),
        partial(handing_out.renew, ines, course, now, None),
    ):
        with pytest.raises(NotAllowedError, match="archived"):
            act()


def test_those_who_may_not_invite_staff_renew_the_others(ines: Person, course: int, now: datetime) -> None:
    ada = a_person(now, "Ada")
    put_in(course, ada, CourseRole.INSTRUCTOR, now)
    applied(ines, course, rows("a@example.org,,", "b@example.org,,,assistant"), now)
    ids = {one.email: one.id for one in invitations.list_open(course)}
    reading().rollback()
    assert handing_out.renew(ada, course, now, None).emails == ("a@example.org",)
    with pytest.raises(NotAllowedError):
        handing_out.renew(ada, course, now, None, invitation_id=ids["b@example.org"])
    assert len(handing_out.renew(ines, course, now, None).emails) == 2
