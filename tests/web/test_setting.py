"""Assignments as the staff of a course sets them: drafts, terms, publishing, two instructors at once."""

from datetime import UTC, datetime, timedelta

import bs4
import pytest
import webtest
from flask import Flask
from support.assigning import begin
from support.courses import put_in
from support.people import a_browser, a_person
from support.setting import ZONE, Taught, fault_of, form_to, in_days, local, taught

from quizapp.assignments.terms import Counts, Release, Terms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import members
from quizapp.services.permissions import CourseRole
from quizapp.services.quizzes import attempts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def settings(course: Taught, quiz: int) -> webtest.forms.Form:
    return course.open(quiz, "settings").forms["settings"]


def words_of(element: bs4.Tag) -> str:
    return " ".join(element.get_text(" ").split())


# ---- from nothing to a published assignment


def test_a_ready_quiz_is_set_in_a_few_steps(course: Taught) -> None:
    page = course.staff.get(f"/courses/{course.id}").click("All assignments")
    form = page.click("New assignment").forms["new"]
    form["asks"] = f"{course.bank}:final"
    page = form.submit().follow()
    assert page.html.h1.get_text(strip=True) == "The final"
    form = page.forms["settings"]
    assert form["time_limit"].value == "30"
    form["due_at"] = in_days(3)
    page = form.submit().follow()
    assert "The settings are saved" in page.text
    page = page.click("Check and publish it")
    assert "8 questions of Rivers and mountains" in " ".join(page.html.get_text(" ").split())
    page = form_to(page, "publish").submit().follow()
    assert "learners see it now" in page.text
    listed = course.staff.get(f"/courses/{course.id}/assignments")
    row = listed.html.select_one("tbody tr").get_text(" ", strip=True)
    assert row.startswith("The final Open –")
    assert "Attempts" in listed.click("The final").html.h1.get_text()
    course.learner.get(f"/courses/{course.id}").click("The final")
    assert "The final" in course.learner.get("/").text


def test_what_is_put_together_needs_a_title(course: Taught) -> None:
    page = course.staff.get(f"/courses/{course.id}/assignments/new")
    form = page.forms["new"]
    form["asks"] = f"{course.bank}:"
    refused = form.submit(status=422)
    assert fault_of(refused, "title") == "Please give it a title."
    form["title"] = "Rivers only"
    assert form.submit().follow().html.h1.get_text(strip=True) == "Questions of Rivers only"


def test_all_terms_are_saved_on_the_clocks_of_the_course(course: Taught) -> None:
    quiz = course.draft()
    form = settings(course, quiz)
    moments = {name: in_days(days) for name, days in (("opens_at", 1), ("due_at", 3), ("late_until", 5))}
    for name, typed in moments.items():
        form[name] = typed
    form["time_limit"], form["attempts"], form["shows"] = "45", "2", "exam"
    form["late_percent"], form["counts"], form["wait"] = "50", "last", "10"
    form["access_code"], form["networks"] = "Geese", "192.0.2.0/24\n 2001:db8::/32 "
    form["asks_certainty"], form["release"] = True, "by-hand"
    form["instructions"] = "Bring **nothing**."
    form.submit().follow()
    saved = course.view(quiz).settings
    terms = saved.terms
    assert saved.instructions == "Bring **nothing**."
    assert terms.rules == QuizRules(Feedback.END, asks_certainty=True, time_limit=45)
    assert [local(one) for one in (terms.opens_at, terms.due_at, terms.closes_at) if one] == [
        *moments.values()
    ]
    assert [(step.percent, step.until) for step in terms.late] == [(50, terms.closes_at)]
    assert (terms.attempts, terms.wait, terms.counts) == (2, 10, Counts.LAST)
    assert (terms.access_codes, terms.networks) == (("Geese",), ("192.0.2.0/24", "2001:db8::/32"))
    assert (terms.shows, terms.release) == (Shows.EXAM, Release.BY_HAND)
    form = settings(course, quiz)
    form.submit().follow()
    assert course.view(quiz).settings == saved
    assert course.view(quiz).version == 2


# ---- what can't be


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"opens_at": 2.0, "due_at": 1.0}, "due_at", "after it opens"),
        ({"opens_at": 2.0, "closes_at": 1.0}, "closes_at", "close after it opens"),
        ({"due_at": 3.0, "closes_at": 2.0}, "due_at", "can't be due after it closes"),
        ({"time_limit": "0"}, "time_limit", "at least 1 minute"),
        ({"time_limit": "soon"}, "time_limit", "whole number"),
        ({"attempts": "0"}, "attempts", "at least 1 attempt"),
        ({"wait": "-1"}, "wait", "can't be less than 0"),
        ({"late_percent": "50"}, "late_until", "until when"),
        ({"late_until": 3.0}, "late_percent", "how much late submissions earn"),
        ({"late_percent": "50", "late_until": 3.0}, "late_percent", "Without a due date"),
        ({"due_at": "yesterday evening"}, "due_at", "a day and a time"),
        ({"due_at": "0001-01-01T00:00"}, "due_at", "a day and a time"),
        ({"networks": "the library"}, "networks", "isn't a network"),
        ({"access_code": "---"}, "access_code", "letters or digits"),
        ({"release": "at"}, "releases_at", "when the results are released"),
        ({"title": " "}, "title", "give it a title"),
        ({"title": "Rivers \u202eabc"}, "title", "characters that can't be seen"),
        ({"time_limit": "1_0"}, "time_limit", "whole number"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_saved(
    typed: dict[str, str | float], field: str, sentence: str, course: Taught
) -> None:
    quiz = course.draft()
    before = course.view(quiz)
    form = settings(course, quiz)
    form["instructions"] = "Typed with care."
    for name, value in typed.items():
        form[name] = in_days(value) if isinstance(value, float) else value
    page = form.submit(status=422)
    assert sentence in fault_of(page, field)
    assert page.forms["settings"]["instructions"].value == "Typed with care."
    assert course.view(quiz) == before


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"due_at": 400.0}, "due_at", "more than a year"),
        ({"due_at": -1.0}, "due_at", "in the past"),
        ({"opens_at": 1.0, "due_at": 1.02, "time_limit": "90"}, "time_limit", "longer than the time between"),
    ],
)
def test_what_is_odd_is_asked_back_once(
    typed: dict[str, str | float], field: str, sentence: str, course: Taught
) -> None:
    quiz = course.draft()
    form = settings(course, quiz)
    for name, value in typed.items():
        form[name] = in_days(value) if isinstance(value, float) else value
    page = form.submit(status=422)
    assert sentence in fault_of(page, field)
    assert course.view(quiz).version == 1
    page.forms["settings"].submit(status=422)
    form = page.forms["settings"]
    form["meant"] = True
    page = form.submit().follow()
    assert course.view(quiz).version == 2
    # It was meant, and isn't asked back as long as it stays.
    page.forms["settings"].submit().follow()


def test_a_time_that_the_clocks_skip_or_have_twice_is_told(course: Taught) -> None:
    page = course.staff.get(f"/courses/{course.id}/settings")
    page.forms["course"]["time_zone"].force_value("Europe/Berlin")
    page.forms["course"].submit().follow()
    year = datetime.now(UTC).year + 1
    spring = max(day for day in range(25, 32) if datetime(year, 3, day, tzinfo=UTC).weekday() == 6)
    autumn = max(day for day in range(25, 32) if datetime(year, 10, day, tzinfo=UTC).weekday() == 6)
    quiz = course.draft()
    form = settings(course, quiz)
    form["opens_at"], form["due_at"] = f"{year}-03-{spring}T02:30", f"{year}-10-{autumn}T02:30"
    page = form.submit().follow()
    assert "the clocks skip 02:30 that night" in page.text
    assert "twice that night. The second one is taken" in page.text
    terms = course.view(quiz).settings.terms
    assert terms.opens_at == datetime(year, 3, spring, 1, 30, tzinfo=UTC)
    assert terms.due_at == datetime(year, 10, autumn, 1, 30, tzinfo=UTC)
    assert page.forms["settings"]["opens_at"].value == f"{year}-03-{spring}T03:30"


# ---- two instructors, and learners under way


def test_of_two_instructors_the_second_is_shown_both_and_can_save_on_top(course: Taught) -> None:
    quiz = course.draft()
    mine, theirs = settings(course, quiz), settings(course, quiz)
    theirs["title"], theirs["attempts"] = "Theirs", "3"
    theirs.submit().follow()
    mine["title"] = "Mine"
    page = mine.submit(status=409)
    both = page.html.select_one("table").get_text(" ", strip=True)
    assert "Theirs" in both
    assert "Mine" in both
    assert course.view(quiz).settings.title == "Theirs"
    page.forms["settings"].submit().follow()
    saved = course.view(quiz).settings
    assert (saved.title, saved.terms.attempts) == ("Mine", 1)


def test_settings_sent_twice_are_saved_once(course: Taught) -> None:
    quiz = course.draft()
    form = settings(course, quiz)
    form["title"], form["due_at"], form["access_code"] = "Twice", in_days(3), "abc"
    for _ in range(2):
        assert "The settings are saved." in form.submit(status=303).follow().text
    assert course.view(quiz).version == 2
    form["title"] = "Thrice"
    assert "This assignment was changed since" in form.submit(status=409).text


def test_who_would_lose_time_is_shown_before_it_is_taken(course: Taught) -> None:
    quiz = course.published(Terms(rules=QuizRules(Feedback.END, time_limit=60)))
    with course.app.app_context():
        attempt = begin(course.ada, course.id, quiz, datetime.now(UTC))
        end = attempts.progress(course.ada, attempt).ends_at
    assert end
    form = settings(course, quiz)
    assert "shows" not in form.fields
    form["time_limit"] = "45"
    page = form.submit(status=409)
    losses = page.html.find(id="losses").get_text(" ", strip=True)
    assert "Ada" in losses
    assert "15 minutes less" in losses
    assert course.view(quiz).settings.terms.rules.time_limit == 60
    form = page.forms["settings"]
    assert form["time_limit"].value == "45"
    form["takes_time"] = True
    form.submit().follow()
    with course.app.app_context():
        assert attempts.progress(course.ada, attempt).ends_at == end - timedelta(minutes=15)
    form = settings(course, quiz)
    form["time_limit"] = "90"
    assert "The end of 1 attempt in progress has changed" in form.submit().follow().text


# ---- publishing and what follows it


def test_an_assignment_without_questions_isnt_published(course: Taught) -> None:
    form = course.staff.get(f"/courses/{course.id}/assignments/new").forms["new"]
    form["asks"], form["title"] = f"{course.bank}:", "Nothing yet"
    form.submit().follow()
    page = course.staff.get(f"/courses/{course.id}/assignments").click("Nothing yet").click("Publishing")
    refused = form_to(page, "publish").submit(status=422)
    assert "The assignment has no questions yet" in refused.text
    assert course.learner.get(f"/courses/{course.id}").text.count("Nothing yet") == 0


def test_it_is_withdrawn_until_somebody_has_begun_then_released_and_archived(course: Taught) -> None:
    quiz = course.published(Terms(release=Release.BY_HAND))
    page = course.open(quiz, "publish")
    assert "By the settings you release them here." in words_of(page.html.find("main"))
    assert "A release can't be undone." in words_of(page.html.find("main"))
    withdraw, release, archive = (form_to(page, name) for name in ("withdraw", "release", "archive"))
    withdraw.submit().follow()
    assert course.view(quiz).published_at is None
    form_to(course.open(quiz, "publish"), "publish").submit().follow()
    with course.app.app_context():
        begin(course.ada, course.id, quiz, datetime.now(UTC))
    assert "Learners have started the assignment" in withdraw.submit(status=422).text
    assert "A learner has an open attempt" in archive.submit(status=422).text
    asked = release.submit(status=409)
    assert "1 learner has an attempt in progress: Ada." in words_of(asked.html.find(id="under-way"))
    assert course.view(quiz).released_at is None
    asked.forms["confirm-release"].submit().follow()
    assert course.view(quiz).released_at
    other = course.published()
    form_to(course.open(other, "publish"), "archive").submit().follow()
    course.staff.get(course.path(other, "settings"), status=404)


@pytest.mark.parametrize("shows", [Shows.PRACTICE, Shows.SEALED])
def test_what_a_release_tells_no_right_answer_of_is_released_at_once(course: Taught, shows: Shows) -> None:
    quiz = course.published(Terms(shows=shows, release=Release.BY_HAND))
    with course.app.app_context():
        begin(course.ada, course.id, quiz, datetime.now(UTC))
    form_to(course.open(quiz, "publish"), "release").submit().follow()
    assert course.view(quiz).released_at


def test_nobody_who_is_done_or_left_keeps_results_from_being_released(course: Taught) -> None:
    quiz = course.published(Terms(release=Release.BY_HAND))
    with course.app.app_context():
        now = datetime.now(UTC)
        begin(course.ada, course.id, quiz, now)
        members.remove(course.ines, course.id, course.ada.id, now)
    page = course.open(quiz, "publish")
    assert page.html.find(id="under-way") is None
    form_to(page, "release").submit().follow()
    assert course.view(quiz).released_at


def test_what_never_ends_is_worth_a_second_look(course: Taught) -> None:
    endless = course.draft()
    assert "would never be released" in course.open(endless, "publish").text
    by_hand = course.draft(Terms(release=Release.BY_HAND))
    page = course.open(by_hand, "publish").text
    assert "it never ends" in page
    assert "would never be released" not in page
    dated = course.draft(Terms(due_at=datetime.now(UTC) + DAY))
    assert "it never ends" not in course.open(dated, "publish").text


def test_an_exam_in_a_public_bank_is_warned_of(course: Taught) -> None:
    quiz = course.draft(Terms(shows=Shows.EXAM))
    assert "its bank is open to everybody" in course.open(quiz, "publish").text


def test_assistants_look_and_change_nothing(course: Taught, app: Flask) -> None:
    quiz = course.draft()
    with app.app_context():
        asa = a_person(datetime.now(UTC), "Asa")
        put_in(course.id, asa, CourseRole.ASSISTANT, datetime.now(UTC))
    browser = a_browser(app, asa)
    for page in ("settings", "questions", "overrides", "publish"):
        shown = browser.get(course.path(quiz, page))
        buttons = shown.html.find("main").find_all("button")
        assert not [button for button in buttons if not button.find_parent("form", role="search")]
    assert browser.get(f"/courses/{course.id}/assignments").html.find("a", string="New assignment") is None
    course.learner.get(course.path(quiz, "settings"), status=403)


def test_assistants_read_the_terms_as_plain_text(course: Taught, app: Flask) -> None:
    rules = QuizRules(Feedback.END, time_limit=90)
    quiz = course.published(Terms(rules=rules, due_at=datetime.now(UTC) + DAY, access_codes=("rome",)))
    with app.app_context():
        asa = a_person(datetime.now(UTC), "Asa")
        put_in(course.id, asa, CourseRole.ASSISTANT, datetime.now(UTC))
        begin(course.ada, course.id, quiz, datetime.now(UTC), "rome")
    page = a_browser(app, asa).get(course.path(quiz, "settings"))
    main = page.html.main
    assert not main.find_all(["input", "select", "textarea"])
    assert "Changes take effect at once" not in page.text
    facts = main.find("dl")
    told = {
        words_of(label): words_of(value)
        for label, value in zip(facts.find_all("dt"), facts.find_all("dd"), strict=True)
    }
    assert (told["Opens"], told["Time limit"], told["Attempts allowed"]) == (
        "As soon as it is published",
        "90 minutes",
        "1",
    )
    assert told["Due"].startswith(f"{(datetime.now(UTC) + DAY).astimezone(ZONE):%A}")
    assert told["Review options"].startswith("Homework: ")
    assert told["Ask learners how sure they are of each answer"] == "No"
    assert "Released at" not in told
