"""Email addresses: confirmed by a mailed link, and from then on as good as the user name."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from support.entering import is_logged_in, log_in, sign_up
from support.jobs import do_jobs
from support.mail import Mailbox
from support.people import PASSWORD, a_browser, a_person, confirm_email, everything_stored, logged_in
from support.wording import words

from quizapp.services.accounts.mail import server_of

SITE = "https://quiz.example.org"


@pytest.fixture
def mailing_app(install: Callable[..., Flask], mailbox: Mailbox) -> Flask:
    """Return an installation that mails."""
    return install(
        f'SMTP_HOST = "{mailbox.server.host}"',
        f"SMTP_PORT = {mailbox.server.port}",
        'SMTP_SECURITY = "none"',
        f'PUBLIC_URL = "{SITE}"',
        "HTTPS = false",  # this browser comes by itself, without the proxy
    )


@pytest.fixture
def hers(mailing_app: Flask) -> webtest.TestApp:
    """Return the browser in which Anna has just signed up with an address."""
    browser = a_browser(mailing_app)
    assert sign_up(browser, name="Anna", email="anna@example.org").status_int == 303
    return browser


def mailed_path(app: Flask, mailbox: Mailbox) -> str:
    """Have the mail done, and return the path of the link in the next email."""
    with app.app_context():
        do_jobs(server_of(app.config), datetime.now(UTC))
    (link,) = re.findall(r"https://\S+", mailbox.next().get_content())
    assert link.startswith(f"{SITE}/confirm-email/")
    return str(link.removeprefix(SITE))


def account_section(browser: webtest.TestApp) -> str:
    return " ".join(
        browser.get("/settings").html.select_one("[aria-labelledby=account-heading]").text.split()
    )


def test_signing_up_with_an_address_brings_a_link_that_confirms_it(
    hers: webtest.TestApp, mailing_app: Flask, mailbox: Mailbox
) -> None:
    assert "anna@example.org, not confirmed" in account_section(hers)
    path = mailed_path(mailing_app, mailbox)
    with mailing_app.app_context():
        before = everything_stored()
    elsewhere = a_browser(mailing_app)
    # Mail programs look at links before people do.
    for _ in range(2):
        page = elsewhere.get(path)
    with mailing_app.app_context():
        assert everything_stored() == before
    assert "anna@example.org will belong to the account Anna" in words(page)
    done = page.forms["confirm-email"].submit()
    assert done.location == "/log-in"
    assert "anna@example.org is confirmed." in done.follow()
    # The link proves the address; it lets nobody in.
    assert not is_logged_in(elsewhere)
    assert "anna@example.org, confirmed" in account_section(hers)
    log_in(elsewhere, "Anna@example.org")
    assert is_logged_in(elsewhere)
    assert "no longer works" in elsewhere.get(path, status=410)


def test_a_changed_address_is_mailed_a_link_and_another_on_request(
    hers: webtest.TestApp, mailing_app: Flask, mailbox: Mailbox
) -> None:
    old = mailed_path(mailing_app, mailbox)
    form = hers.get("/settings/email").forms["change-email"]
    form["email"], form["current_password"] = "anna@example.net", PASSWORD
    page = form.submit().follow()
    assert "A link to confirm anna@example.net is on its way." in page
    first = mailed_path(mailing_app, mailbox)
    (again,) = [
        form
        for form in hers.get("/settings/email").forms.values()
        if form.action == "/settings/email/confirmation"
    ]
    assert "A link to confirm anna@example.net" in again.submit().follow()
    second = mailed_path(mailing_app, mailbox)
    assert len({old, first, second}) == 3
    hers.get(old, status=410)
    assert hers.get(second).forms["confirm-email"].submit().location == "/settings"
    hers.get(first).forms["confirm-email"].submit()
    assert "Not confirmed yet" not in hers.get("/settings/email")
    # With nothing to confirm, nothing is mailed.
    assert "on its way" not in again.submit().follow()
    assert mailbox.is_empty


def test_a_confirmed_address_logs_in_until_the_next_one_is_confirmed(
    hers: webtest.TestApp, mailing_app: Flask, mailbox: Mailbox
) -> None:
    hers.get(mailed_path(mailing_app, mailbox)).forms["confirm-email"].submit()
    page = hers.get("/settings/email")
    assert "this one stays active" in page
    form = page.forms["change-email"]
    form["email"], form["current_password"] = "anna@exampel.org", PASSWORD
    page = form.submit().follow()
    assert (
        "anna@exampel.org is saved. anna@example.org stays active until you have confirmed the new address."
        in page
    )
    assert "anna@example.org, confirmed; anna@exampel.org, not confirmed yet" in account_section(hers)
    page = hers.get("/settings/email")
    assert "anna@example.org is confirmed, and stays active until" in words(page)
    elsewhere = a_browser(mailing_app)
    log_in(elsewhere, "anna@example.org")
    assert is_logged_in(elsewhere)
    # The address as it was is had back by itself.
    form = page.forms["change-email"]
    form["email"], form["current_password"] = "anna@example.org", PASSWORD
    assert "on its way" not in form.submit().follow()
    assert "exampel" not in account_section(hers)


def test_another_accounts_address_stays_its_own_with_a_clear_sentence(
    hers: webtest.TestApp, mailing_app: Flask, mailbox: Mailbox
) -> None:
    mailed_path(mailing_app, mailbox)
    with mailing_app.app_context():
        now = datetime.now(UTC)
        confirm_email(a_person(now, "Bo", email="family@example.org"), now)
    form = hers.get("/settings/email").forms["change-email"]
    form["email"], form["current_password"] = "family@example.org", PASSWORD
    # Whoever only claims the address learns nothing about the other account.
    page = form.submit().follow()
    assert "A link to confirm family@example.org is on its way." in page
    assert "another account" not in page.text.lower()
    path = mailed_path(mailing_app, mailbox)
    with mailing_app.app_context():
        before = everything_stored()
    page = hers.get(path).forms["confirm-email"].submit(status=422)
    assert "Another account has confirmed this address already" in page.html.select_one(".error-summary").text
    assert "Bo" not in page.html.main.text.split()
    with mailing_app.app_context():
        assert everything_stored() == before
    log_in(a_browser(mailing_app), "family@example.org")


def test_every_wrong_log_in_looks_the_same(app: Flask) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        a_person(now, "Bo", email="bo@example.org")
        confirm_email(a_person(now, "Anna", email="anna@example.org"), now)
    logins = ("Anna", "Nobody", "anna@example.org", "bo@example.org", "nobody@example.org")
    pages = [log_in(a_browser(app), login, "a wrong guess", status=422) for login in logins]
    texts = {re.sub(r'value="[^"]*"', "", page.text) for page in pages}
    assert len(texts) == 1


def test_without_a_mail_server_nothing_is_promised(app: Flask) -> None:
    browser = logged_in(app)
    form = browser.get("/settings/email").forms["change-email"]
    form["email"], form["current_password"] = "anna@example.org", PASSWORD
    page = form.submit().follow()
    assert "Your email address is saved." in page
    assert "on its way" not in page
    token = page.forms["study"]["csrf_token"].value
    assert "on its way" not in browser.post("/settings/email/confirmation", {"csrf_token": token}).follow()
    with app.app_context():
        assert everything_stored()["jobs"] == []


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 5000, "%00", "%ff", "%c3%a9", "a%2Fb"])
def test_a_link_that_never_was_says_what_to_do(token: str, pages: webtest.TestApp) -> None:
    page = pages.get(f"/confirm-email/{token}", status="*")
    assert page.status_int in (404, 410)
    if page.status_int == 410:
        assert "no longer works" in page


def test_a_display_name_is_changed_and_shown_everywhere(app: Flask) -> None:
    browser = logged_in(app, name="anna.s")
    form = browser.get("/settings/display-name").forms["display-name"]
    assert form["display_name"].value == "anna.s"
    form["display_name"] = " "
    assert form.submit(status=422).html.select_one("#display_name-error")
    form["display_name"] = "Anna <b>Schmidt</b>"
    page = form.submit().follow()
    assert "Your display name is changed." in page
    assert page.html.select_one(".account__name").text == "Anna <b>Schmidt</b>"
    assert "User name anna.s Display name Anna <b>Schmidt</b>" in account_section(browser)
    log_in(a_browser(app), "anna.s")
