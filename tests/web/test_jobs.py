"""The page of background work, which only administrators see."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.jobs import a_failed_letter, jobs, jobs_of_each_state
from support.people import a_person, logged_in
from support.wording import words, words_of

from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import Role
from quizapp.web.jobs.routes import JOB_WORDS, job_words


@pytest.fixture
def boss(app: Flask) -> webtest.TestApp:
    """Return an administrator's browser."""
    return logged_in(app, Role.ADMINISTRATOR)


def cells(page: webtest.TestResponse) -> list[list[str]]:
    return [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in page.html.select("tbody tr")]


def test_each_job_is_put_into_words() -> None:
    assert set(JOB_WORDS) == set(JobName)
    assert job_words("of:another-version") == "of:another-version"


def test_where_there_is_nothing_to_do_the_page_says_so(boss: webtest.TestApp) -> None:
    page = boss.get("/").click("Background work")
    assert "Nothing to do." in page
    assert "no mail server is named in the settings" in words(page)


def test_jobs_are_listed_with_state_attempts_and_last_error_but_not_with_what_was_typed(
    app: Flask, boss: webtest.TestApp
) -> None:
    with app.app_context():
        jobs_of_each_state(datetime.now(UTC))
    page = boss.get("/jobs")
    failed, running, *_, done = cells(page)
    assert failed[:2] == ["Mail a link for a new password", "Failed Try again"]
    assert failed[3] == "8"
    assert failed[2].startswith("given up ")
    assert failed[4] == "The mail server 127.0.0.1:1 can't be reached: Connection refused"
    assert running[1] == "Running"
    assert running[2].startswith("started ")
    assert done[2].startswith("finished ")
    assert [row[2].rpartition(" ")[0].split(",")[0].split(" ")[0] for row in cells(page)[2:4]] == [
        "due",
        "next",
    ]
    assert done[1] == "Done"
    assert "1 failed, 1 running, 2 waiting, 2 done" in page
    for hidden in ("Pia Post", "Nobody", "new-password/"):
        assert hidden not in page.html.find("main").text
    assert "No worker is running" not in page


def test_a_failed_job_is_tried_again_at_the_press_of_a_button(app: Flask, boss: webtest.TestApp) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        a_person(now, "Anna", email="anna@example.org")
        a_failed_letter("Anna", now)
    (form,) = [form for form in boss.get("/jobs").forms.values() if form.action.endswith("/retry")]
    page = form.submit(status=303).follow()
    assert "The job will be tried again." in page
    assert cells(page)[0][1] == "Waiting"
    # The same page sent twice changes nothing more.
    assert form.submit(status=303)
    with app.app_context():
        assert [job.state for job in jobs()] == ["done", "waiting"]


def test_a_job_that_is_no_longer_kept_is_missing(boss: webtest.TestApp) -> None:
    token = next(iter(boss.get("/").forms.values()))["csrf_token"].value
    assert boss.post("/jobs/7/retry", {"csrf_token": token}, status=404)
