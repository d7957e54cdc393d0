"""The record of what the staff did, as it reads: whole sentences on the clocks of the course."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.assigning import settings_of
from support.setting import Taught, taught

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Counts, LateStep, Navigation, Release, Terms
from quizapp.quizzes.composition import Composition
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses import assignments, groups, overrides, result_overrides
from quizapp.services.courses.overrides import ForGroup, ForPerson
from quizapp.services.courses.result_overrides import SetResult
from quizapp.services.transaction import reading

DUE = datetime(2026, 12, 4, 15, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = Terms(shows=Shows.HOMEWORK)


@pytest.fixture
def course(app: Flask, bank: int) -> Taught:
    return taught(app, bank)


def entries(course: Taught) -> list[str]:
    """Return what was done, the latest first."""
    rows = course.staff.get(f"/courses/{course.id}/audit").html.select("tbody tr")
    return [row.find_all("td")[1].get_text().replace("\xa0", " ") for row in rows]


def change(course: Taught, quiz: int, terms: Terms, asks: Composition | None = None) -> None:
    with course.app.app_context():
        settings = settings_of(course.bank, terms, asks)
        version = assignments.find(course.id, quiz).version
        reading().rollback()
        assignments.change(course.ines, course.id, quiz, settings, version, datetime.now(UTC))


def test_terms_are_told_in_words_and_with_their_assignment(course: Taught) -> None:
    quiz = course.draft(PLAIN)
    late = (LateStep(DUE + DAY, 50), LateStep(DUE + 2 * DAY, 25))
    change(course, quiz, Terms(shows=Shows.HOMEWORK, due_at=DUE, closes_at=DUE + 2 * DAY, late=late))
    assert entries(course)[0] == (
        "Changed “Midterm”: due: never → 4 December 2026, 20:00; closes: when due → 6 December 2026, 20:00; "
        "points for late submissions: all points → 50 % until 5 December 2026, 20:00, "
        "25 % until 6 December 2026, 20:00"
    )
    change(
        course,
        quiz,
        Terms(
            rules=QuizRules(Feedback.EACH, asks_certainty=True, time_limit=1),
            attempts=None,
            wait=5,
            counts=Counts.LAST,
            access_codes=("rome",),
            networks=("10.0.0.0/8",),
            navigation=Navigation.FORWARD,
            shows=Shows.SEALED,
            release=Release.BY_HAND,
        ),
    )
    told = entries(course)[0]
    assert "rome" not in told
    for words in (
        "due: 4 December 2026, 20:00 → never",
        "time limit: none → 1 minute",
        "attempts: 1 → any number",
        "wait between attempts: none → 5 minutes",
        "attempt that counts: The best → The last",
        "certainty: no → yes",
        "networks: none → 10.0.0.0/8",
        "going back to earlier questions: Yes → No",
        "results for learners: Homework → Sealed exam",
        "release of the results: When all are done → By hand",
        "feedback: At the end of an attempt → After each answer",
        "access code: none → set",
    ):
        assert words in told


def test_what_it_asks_is_told_to_have_changed(course: Taught) -> None:
    quiz = course.draft(PLAIN)
    with course.app.app_context():
        before = assignments.find(course.id, quiz).settings.composition
    change(course, quiz, PLAIN, Composition(before.sections * 2))
    assert entries(course)[0] == "Changed “Midterm”: questions"


def test_overrides_are_set_changed_and_removed(course: Taught) -> None:
    quiz = course.published(Terms(shows=Shows.HOMEWORK, due_at=datetime.now(UTC) + DAY))
    with course.app.app_context():
        now = datetime.now(UTC)
        lab = groups.make(course.ines, course.id, "Lab", now)
        groups.put_member(course.ines, course.id, course.ada.id, frozenset({lab}), now)
        common = course.ines, course.id, quiz
        overrides.put(*common, ForGroup(lab), Override(due_at=2 * DAY, attempts=3), "No lab", now)
        overrides.put(*common, ForGroup(lab), Override(due_at=DAY, time_limit=None), "", now)
        overrides.put(*common, ForPerson(course.ada.id), Override(time_limit=90), "", now)
        (of_group, _) = overrides.list_overrides(course.ines, course.id, quiz)
        reading().rollback()
        overrides.remove(*common, of_group.id, now, may_take_time=True)
    assert entries(course)[:4] == [
        "Removed the override for the group “Lab” in “Midterm”: due: 1 day later; time limit: none",
        "Added an override in “Midterm”: time limit: 90 minutes",
        (
            "Changed the override for the group “Lab” in “Midterm”: due: 2 days later → 1 day later; "
            "attempts: 3 → as for the class; time limit: as for the class → none"
        ),
        "Added an override for the group “Lab” in “Midterm”: due: 2 days later; attempts: 3. Reason: No lab",
    ]


def test_results_are_told_with_their_assignment(course: Taught) -> None:
    quiz = course.published(PLAIN)
    with course.app.app_context():
        common = course.ines, course.id, quiz, course.ada.id
        now = datetime.now(UTC)
        result_overrides.set_result(*common, SetResult(40), "On paper", 0, now)
        result_overrides.set_result(*common, SetResult(is_excused=True), "Ill", 1, now)
    assert entries(course)[:2] == [
        "Changed a result of “Midterm”: result: 40 % → excused. Reason: Ill",
        "Changed a result of “Midterm”: result: result of the attempts → 40 %. Reason: On paper",
    ]
