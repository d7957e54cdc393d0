"""What differs for a group or a learner, as the staff types it."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
import webtest
from flask import Flask
from support.assigning import begin
from support.courses import put_in
from support.people import a_browser, a_person
from support.setting import ZONE, Taught, fault_of, form_to, in_days, taught

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.courses import audit, groups, overrides
from quizapp.services.courses.audit import AuditAction
from quizapp.services.courses.overrides import ForGroup, ForPerson, OverrideView
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import attempts
from quizapp.web.assignments.overrides_form import NONE_OF
from quizapp.web.filters import on_clock

DAY = timedelta(days=1)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


@pytest.fixture
def quiz(course: Taught) -> int:
    due_at = datetime.now(UTC).replace(microsecond=0) + 3 * DAY
    return course.published(Terms(rules=QuizRules(Feedback.END, time_limit=60), due_at=due_at))


def listed(course: Taught, quiz: int) -> tuple[OverrideView, ...]:
    with course.app.app_context():
        return overrides.list_overrides(course.ines, course.id, quiz)


def test_a_learner_gets_two_days_more_and_then_three_and_then_none(course: Taught, quiz: int) -> None:
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["due_span"] = f"person-{course.ada.id}", "+2 days"
    form["time_limit"], form["reason"] = "90", "Flu"
    page = form.submit().follow()
    (one,) = listed(course, quiz)
    assert (one.name, one.override, one.reason) == ("Ada", Override(due_at=2 * DAY, time_limit=90), "Flu")
    assert "Due 2 days later; 90 minutes" in page.html.select_one(".card p").get_text()
    form = page.click("Change").forms["override"]
    assert (form["due_span"].value, form["time_limit"].value) == ("+2 days", "90")
    form["due_span"], form["time_limit"] = "3 days", ""
    page = form.submit().follow()
    assert [one.override for one in listed(course, quiz)] == [Override(due_at=3 * DAY)]
    page = form_to(page, "remove").submit().follow()
    assert "The override for Ada is removed." in page.text
    assert listed(course, quiz) == ()


#: What the form says of each field, and what it comes to.
SAID: dict[str, tuple[dict[str, str], object]] = {
    "opens_at": ({"opens_span": "+1 day"}, DAY),
    "due_at": ({"due_span": "+2 days"}, 2 * DAY),
    "closes_at": ({"closes_span": "+3 days"}, 3 * DAY),
    "time_limit": ({"time_limit": "90"}, 90),
    "attempts": ({"attempts": "9"}, 9),
    "access_code": ({"access_code": " Room 12 "}, "Room 12"),
    "networks": ({"networks": "192.0.2.0/24\r\n10.0.0.0/8\r\n"}, ("192.0.2.0/24", "10.0.0.0/8")),
}


def test_every_field_can_be_set_in_the_form() -> None:
    assert SAID.keys() == {one.name for one in fields(Override)} == NONE_OF.keys()


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("is_taken_away", [False, True], ids=["another", "none"])
def test_a_field_is_set_in_the_form_and_kept_when_that_is_saved_again(
    name: str, *, is_taken_away: bool, course: Taught
) -> None:
    opens_at = datetime.now(UTC).replace(microsecond=0)
    rules = QuizRules(Feedback.END, time_limit=60)
    terms = Terms(rules=rules, opens_at=opens_at, due_at=opens_at + 3 * DAY, closes_at=opens_at + 9 * DAY)
    quiz = course.published(terms)
    typed, value = ({}, () if name == "networks" else None) if is_taken_away else SAID[name]
    form = course.open(quiz, "overrides").forms["override"]
    form["target"] = f"person-{course.ada.id}"
    if is_taken_away:
        pick(form, name)
    for field, text in typed.items():
        form[field] = text
    page = form.submit(status="*")
    # That takes days from those of the class.
    if (name, is_taken_away) == ("closes_at", True):
        assert "closes earlier than for other learners" in fault_of(page, "closes_span")
        form = page.forms["override"]
        form["meant"] = True
        page = form.submit()
    page = page.follow()
    (one,) = listed(course, quiz)
    assert one.override == Override(**{name: value})
    assert page.html.select_one(".card p").get_text(strip=True)
    form = page.click("Change").forms["override"]
    form["reason"] = "Said twice"
    form.submit(status=303)
    (one,) = listed(course, quiz)
    assert (one.override, one.reason) == (Override(**{name: value}), "Said twice")


def test_a_code_and_networks_that_were_set_elsewhere_stay_when_the_form_is_saved(
    course: Taught, quiz: int
) -> None:
    set_elsewhere = Override(due_at=DAY, access_code="CDFG-3479", networks=("192.0.2.0/24",))
    with course.app.app_context():
        its = course.ines, course.id, quiz
        overrides.put(*its, ForPerson(course.ada.id), set_elsewhere, "", datetime.now(UTC))
    form = course.open(quiz, "overrides").click("Change").forms["override"]
    form["due_span"] = "2 days"
    form.submit(status=303)
    (one,) = listed(course, quiz)
    assert one.override == replace(set_elsewhere, due_at=2 * DAY)


def pick(form: webtest.forms.Form, name: str) -> None:
    """Say that they have none of something."""
    form.set("none_of", True, index=list(NONE_OF).index(name))


def test_an_override_sent_twice_is_put_once(course: Taught, quiz: int) -> None:
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["attempts"], form["reason"] = f"person-{course.ada.id}", "9", "Flu"
    for _ in range(2):
        assert "The override is saved. It applies at once" in form.submit(status=303).follow().text
    with course.app.app_context():
        actions = [one.action for one in audit.list_changes(course.id).items]
    assert actions.count(AuditAction.OVERRIDE_CHANGED) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"due_span": "soon"}, "due_span", "such as 2 days"),
        ({"due_span": "2 days", "due_at": 5.0}, "due_at", "not both"),
        ({"opens_at": 9.0, "due_span": "1 day"}, "due_span", "after it opens"),
        ({"time_limit": "0"}, "time_limit", "at least 1 minute"),
        ({"attempts": "many"}, "attempts", "whole number"),
        ({}, "due_span", "at least one field"),
        ({"access_code": "-- --"}, "access_code", "letters or digits"),
        ({"networks": "the library"}, "networks", "isn't a network"),
        ({"none_of": "networks", "networks": "10.0.0.0/8"}, "networks", "Either fill this in"),
        ({"none_of": "due_at", "due_span": "1 day"}, "due_span", "Either fill this in"),
        ({"target": "group", "attempts": "2"}, "target", "This group has no members"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_saved(
    typed: dict[str, str | float], field: str, sentence: str, course: Taught, quiz: int
) -> None:
    with course.app.app_context():
        group = groups.make(course.ines, course.id, "Lab", datetime.now(UTC))
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["reason"] = f"person-{course.ada.id}", "Typed with care."
    for name, value in typed.items():
        if name == "none_of":
            pick(form, str(value))
            continue
        form[name] = (
            f"group-{group}" if value == "group" else in_days(value) if isinstance(value, float) else value
        )
    page = form.submit(status=422)
    assert sentence in fault_of(page, field)
    assert page.forms["override"]["reason"].value == "Typed with care."
    assert listed(course, quiz) == ()


def test_a_second_override_for_the_same_person_is_put_into_the_first(course: Taught, quiz: int) -> None:
    first = Override(due_at=2 * DAY, time_limit=90, access_code="CDFG-3479")
    with course.app.app_context():
        overrides.put(course.ines, course.id, quiz, ForPerson(course.ada.id), first, "Flu", datetime.now(UTC))
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["time_limit"], form["attempts"] = f"person-{course.ada.id}", "80", "2"
    page = form.submit(status=409)
    assert [one.override for one in listed(course, quiz)] == [first]
    assert "override for Ada already" in page.html.find(class_="error-summary").get_text()
    said = page.html.find(id="put").table.get_text(" ", strip=True)
    assert "Time limit 90 80" in said
    assert "Attempts allowed – 2" in said
    assert "Due" not in said
    form = page.forms["override"]
    assert (form["due_span"].value, form["time_limit"].value) == ("+2 days", "80")
    assert (form["access_code"].value, form["reason"].value) == ("CDFG-3479", "Flu")
    form.submit(status=303)
    (one,) = listed(course, quiz)
    assert (one.override, one.reason) == (replace(first, time_limit=80, attempts=2), "Flu")


def test_what_is_typed_takes_the_place_of_a_date_and_of_none(course: Taught, quiz: int) -> None:
    at = datetime.now(UTC).replace(microsecond=0, second=0) + 5 * DAY
    first = Override(due_at=at, time_limit=None, attempts=None)
    with course.app.app_context():
        overrides.put(course.ines, course.id, quiz, ForPerson(course.ada.id), first, "", datetime.now(UTC))
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["due_span"], form["time_limit"] = f"person-{course.ada.id}", "1 day", "80"
    form.submit(status=409).forms["override"].submit(status=303)
    (one,) = listed(course, quiz)
    assert one.override == Override(due_at=DAY, time_limit=80, attempts=None)


def test_of_two_who_change_an_override_the_second_is_shown_both(course: Taught, quiz: int) -> None:
    its = course.ines, course.id, quiz, ForPerson(course.ada.id)
    with course.app.app_context():
        overrides.put(*its, Override(attempts=3), "Flu", datetime.now(UTC))
    form = course.open(quiz, "overrides").click("Change").forms["override"]
    with course.app.app_context():
        overrides.put(*its, Override(attempts=4, due_at=DAY), "Flu", datetime.now(UTC))
    form["attempts"] = "5"
    page = form.submit(status=409)
    said = page.html.find(id="put").table.get_text(" ", strip=True)
    assert "Attempts allowed 4 5" in said
    assert "Due later by +1 day –" in said
    page.forms["override"].submit(status=303)
    (one,) = listed(course, quiz)
    assert one.override == Override(attempts=5)


def test_an_override_that_was_removed_meanwhile_is_set_anew_only_knowingly(course: Taught, quiz: int) -> None:
    its = course.ines, course.id, quiz, ForPerson(course.ada.id)
    with course.app.app_context():
        overrides.put(*its, Override(attempts=3), "Flu", datetime.now(UTC))
    form = course.open(quiz, "overrides").click("Change").forms["override"]
    form_to(course.open(quiz, "overrides"), "remove").submit(status=303)
    form["attempts"] = "5"
    page = form.submit(status=422)
    assert listed(course, quiz) == ()
    assert "was removed since" in page.html.find(class_="error-summary").get_text()
    assert page.forms["override"]["attempts"].value == "5"
    page.forms["override"].submit(status=303)
    (one,) = listed(course, quiz)
    assert (one.override, one.reason) == (Override(attempts=5), "Flu")


def test_a_hurried_save_is_for_nobody(course: Taught, quiz: int) -> None:
    with course.app.app_context():
        groups.make(course.ines, course.id, "Lab", datetime.now(UTC))
    form = course.open(quiz, "overrides").forms["override"]
    assert form["target"].value == ""
    form["attempts"] = "3"
    page = form.submit(status=422)
    assert fault_of(page, "target") == "Please choose a group or a learner."
    assert listed(course, quiz) == ()


def test_the_form_says_what_the_class_has_and_the_card_what_comes_of_it(course: Taught, quiz: int) -> None:
    page = course.open(quiz, "overrides")
    assert (
        "Replaces the assignment's time limit of 60 minutes"
        in page.html.find(id="time_limit-hint").get_text()
    )
    now = datetime.now(UTC)
    with course.app.app_context():
        both = Override(due_at=timedelta(hours=2), access_code="CDFG-3479")
        overrides.put(course.ines, course.id, quiz, ForPerson(course.ada.id), both, "", now)
    form = course.staff.get(f"/courses/{course.id}/people/{course.ada.id}").forms["accommodation"]
    form["extra_minutes"] = "30"
    form.submit(status=303)
    due_at = course.view(quiz).settings.terms.due_at
    assert due_at
    said = course.open(quiz, "overrides").html.select_one(".card").get_text(" ", strip=True)
    assert "an access code of their own, CDFG-3479" in said
    assert on_clock(due_at + timedelta(hours=2, minutes=30), ZONE) in said
    assert "90 minutes" in said


def test_who_would_lose_time_is_shown_before_it_is_taken(course: Taught, quiz: int) -> None:
    with course.app.app_context():
        attempt = begin(course.ada, course.id, quiz, datetime.now(UTC))
        end = attempts.progress(course.ada, attempt).ends_at
    assert end
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["time_limit"] = f"person-{course.ada.id}", "90"
    page = form.submit().follow()
    removal = form_to(page, "remove")
    page = removal.submit(status=409)
    assert "30 minutes less" in page.html.find(id="losses").get_text(" ", strip=True)
    assert len(listed(course, quiz)) == 1
    confirmed = page.forms["confirm-removal"]
    confirmed["takes_time"] = True
    confirmed.submit().follow()
    assert listed(course, quiz) == ()
    form = course.open(quiz, "overrides").forms["override"]
    form["target"], form["time_limit"] = f"person-{course.ada.id}", "45"
    page = form.submit(status=422)
    assert fault_of(page, "time_limit") == "That is less time than other learners have."
    form = page.forms["override"]
    form["meant"] = True
    page = form.submit(status=409)
    assert "15 minutes less" in page.html.find(id="losses").get_text(" ", strip=True)
    form = page.forms["override"]
    form["takes_time"] = True
    form.submit().follow()
    with course.app.app_context():
        assert attempts.progress(course.ada, attempt).ends_at == end - timedelta(minutes=15)


def test_less_time_by_an_accommodation_or_a_group_is_asked_back_too(course: Taught, quiz: int) -> None:
    with course.app.app_context():
        now = datetime.now(UTC)
        group = groups.make(course.ines, course.id, "Lab", now)
        groups.put_member(course.ines, course.id, course.ada.id, frozenset({group}), now)
        overrides.put(course.ines, course.id, quiz, ForGroup(group), Override(time_limit=80), "", now)
    member = f"/courses/{course.id}/people/{course.ada.id}"
    form = course.staff.get(member).forms["accommodation"]
    form["extra_minutes"] = "10"
    form.submit().follow()
    with course.app.app_context():
        attempt = begin(course.ada, course.id, quiz, datetime.now(UTC))
        end = attempts.progress(course.ada, attempt).ends_at
    form = course.staff.get(member).forms["accommodation"]
    form["extra_minutes"], form["reason"] = "0", "As agreed"
    page = form.submit(status=409)
    assert "10 minutes less" in page.html.find(id="losses").get_text(" ", strip=True)
    page = page.forms["confirm"].submit().follow()
    assert page.forms["accommodation"]["reason"].value == "As agreed"
    page = course.staff.get(f"/courses/{course.id}/groups/{group}")
    page = form_to(page, "delete").submit(status=409)
    assert "20 minutes less" in page.html.find(id="losses").get_text(" ", strip=True)
    assert "Lab is deleted" in page.forms["confirm"].submit().follow().text
    with course.app.app_context():
        assert end
        assert attempts.progress(course.ada, attempt).ends_at == end - timedelta(minutes=30)


def test_an_assistant_of_a_group_reads_of_its_learners_alone(course: Taught, quiz: int) -> None:
    now = datetime.now(UTC)
    with course.app.app_context():
        asa, bob = a_person(now, "Asa"), a_person(now, "Bob")
        put_in(course.id, asa, CourseRole.ASSISTANT, now)
        put_in(course.id, bob, CourseRole.LEARNER, now)
        group = groups.make(course.ines, course.id, "Lab", now)
        for person in (asa, bob):
            groups.put_member(course.ines, course.id, person.id, frozenset({group}), now)
        for person in (course.ada, bob):
            reason = f"That of {person.display_name}."
            overrides.put(
                course.ines, course.id, quiz, ForPerson(person.id), Override(attempts=9), reason, now
            )
    text = a_browser(course.app, asa).get(course.path(quiz, "overrides")).text
    assert "That of Bob." in text
    assert "Ada" not in text
