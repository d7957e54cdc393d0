"""Forgotten passwords: one page, one answer for everybody, and a link that works once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import webtest
from flask import Flask
from support.entering import is_logged_in
from support.jobs import do_jobs
from support.mail import Mailbox
from support.people import a_browser, everything_stored
from support.statements import statements

from quizapp.app import create_app
from quizapp.config import ConfigurationError
from quizapp.services.accounts.mail import server_of
from quizapp.services.jobs.job import JobName

NEW = "eight white swans"


@pytest.fixture
def mailing(install: Callable[..., Flask], mailbox: Mailbox) -> webtest.TestApp:
    """Return a browser at an installation that mails."""
    lines = (
        f'SMTP_HOST = "{mailbox.server.host}"',
        f"SMTP_PORT = {mailbox.server.port}",
        'SMTP_SECURITY = "none"',
        'PUBLIC_URL = "https://quiz.example.org/"',
        "HTTPS = false",  # this browser comes by itself, without the proxy
        'MAIL_FROM = "quizapp@example.org"',
    )
    return a_browser(install(*lines))


def forget(browser: webtest.TestApp, who: str, status: int | None = None) -> webtest.TestResponse:
    form = browser.get("/forgotten-password").forms["forgotten"]
    form["who"] = who
    answer = form.submit(status=status)
    work(browser)
    return answer


def work(browser: webtest.TestApp) -> None:
    """Do what waits in the background."""
    with browser.app.app_context():
        do_jobs(server_of(browser.app.config), datetime.now(UTC))


def test_without_a_mail_server_one_is_told_whom_to_ask(pages: webtest.TestApp) -> None:
    page = pages.get("/forgotten-password")
    assert "Ask the administrator" in page
    assert "forgotten" not in page.forms


def test_a_forgotten_password_is_replaced_through_a_mailed_link(
    anna: str, mailing: webtest.TestApp, mailbox: Mailbox
) -> None:
    page = forget(mailing, anna).follow()
    assert "If there is such an account" in page
    letter = mailbox.next().get_content()
    (link,) = re.findall(r"https://\S+", letter)
    assert link.startswith("https://quiz.example.org/new-password/")
    path = link.removeprefix("https://quiz.example.org")
    # Mail programs look at links before people do.
    for _ in range(2):
        form = mailing.get(path).forms["choose-password"]
    form["password"] = "short"
    form = form.submit(status=422).forms["choose-password"]
    form["password"] = NEW
    assert "Your new password is set" in form.submit().follow()
    assert is_logged_in(mailing)
    gone = mailing.get(path, status=410)
    assert "no longer works" in gone
    assert form.submit(status="*").status_int in (400, 410)


def test_known_and_unknown_names_get_the_same_answer(
    anna: str, mailing: webtest.TestApp, mailbox: Mailbox
) -> None:
    unknown, known = forget(mailing, "Nobody"), forget(mailing, anna)
    assert unknown.status == known.status
    assert unknown.location == known.location
    assert unknown.follow().text == known.follow().text
    assert mailbox.next()["To"] == "anna@example.org"
    assert mailbox.is_empty


def test_for_the_answer_nobody_is_looked_for(anna: str, mailing: webtest.TestApp, mailbox: Mailbox) -> None:
    def ask(who: str) -> int:
        form = mailing.get("/forgotten-password").forms["forgotten"]
        form["who"] = who
        return statements(form.submit)

    # A first request pays for what is prepared once.
    ask("Nobody")
    assert ask(anna) == ask("Nobody") == ask("nobody@example.org") == ask("anna@example.org")
    with mailing.app.app_context():
        stored = everything_stored()
        assert stored["one_time_links"] == []
        assert {(job["name"], job["user_id"], job["state"]) for job in stored["jobs"]} == {
            (JobName.PASSWORD_REQUEST, None, "waiting")
        }
    assert mailbox.is_empty
    work(mailing)
    assert mailbox.next()["To"] == "anna@example.org"


def test_asking_again_and_again_is_throttled(mailing: webtest.TestApp) -> None:
    for _ in range(20):
        forget(mailing, "Nobody")
    assert forget(mailing, "Nobody", status=429).headers["Retry-After"]


def test_a_forged_host_cant_lead_a_mailed_link_elsewhere(
    anna: str, mailing: webtest.TestApp, mailbox: Mailbox
) -> None:
    form = mailing.get("/forgotten-password").forms["forgotten"]
    form["who"] = anna
    form.submit(extra_environ={"HTTP_X_FORWARDED_HOST": "evil.example"})
    work(mailing)
    assert "evil" not in mailbox.next().get_content()


@pytest.mark.parametrize(
    "lines",
    [
        ['SMTP_HOST = "mail.example.org"'],
        ['PUBLIC_URL = "quiz.example.org"'],
        ['PUBLIC_URL = "https://quiz.example.org/path"'],
        ['SMTP_SECURITY = "ssl"'],
    ],
)
def test_settings_of_mail_that_cant_work_stop_the_app_with_a_sentence(
    lines: list[str], tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text("\n".join(lines))
    with pytest.raises(ConfigurationError, match=r"SMTP|PUBLIC_URL"):
        create_app(tmp_path)


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 5000, "%00", "%ff", "%c3%a9", "a%2Fb"])
def test_a_link_that_never_was_says_what_to_do(token: str, pages: webtest.TestApp) -> None:
    for path in ("/new-password/", "/welcome/"):
        page = pages.get(path + token, status="*")
        assert page.status_int in (404, 410)
        if page.status_int == 410:
            assert "no longer works" in page
