"""An answer that isn't sent yet is kept for its person: through log-ins that end, and a server that goes."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from support import databases
from support.browsing import BANKS, PASSWORD, AnswerKey, enter, log_in
from support.drafting import DRAFTS, ESSAY, KEPT, PHONE, STANDS, drafts, give, kept, open_question
from support.people import CONTEXT
from support.server import Server

from quizapp.app import create_app
from quizapp.quizzes.rules import Feedback
from quizapp.services.accounts import registration
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.person import Person

pytestmark = pytest.mark.browser

#: Let all that is kept be older by so many milliseconds.
AGE = f"""by => {{ for (const name of {DRAFTS}) {{
    const draft = JSON.parse(localStorage.getItem(name));
    localStorage.setItem(name, JSON.stringify({{ ...draft, at: draft.at - by }}));
}} }}"""


def test_it_is_forgotten_after_a_week_and_for_somebody_else(
    phone: Page, installation: Flask, person: Person, base_url: str, names: Iterator[str]
) -> None:
    open_question(phone, installation, person, "short")
    phone.locator("#response").fill("Loch Lomond")
    assert len(drafts(phone)) == 1
    phone.goto("/")  # a page that is left keeps what stands in it
    phone.evaluate(AGE, timedelta(days=6) // timedelta(milliseconds=1))
    phone.go_back()
    expect(kept(phone)).to_contain_text(KEPT)
    phone.goto("/")
    phone.evaluate(AGE, timedelta(days=2) // timedelta(milliseconds=1))
    phone.go_back()
    expect(phone.locator("#response")).to_have_value("")
    assert drafts(phone) == []

    phone.locator("#response").fill("Loch Lomond")
    left_open = phone.context.new_page()
    left_open.goto(phone.url)
    with installation.app_context():
        from_now = NewAccount(next(names), PASSWORD)
        other = registration.sign_up(from_now, CONTEXT, datetime.now(UTC))
    enter(phone, installation, other, base_url)
    phone.goto("/")
    assert drafts(phone) == []
    # A page of the first person that is still open writes nothing any more.
    left_open.locator("#response").fill("Loch Awe")
    assert drafts(phone) == []


def test_logging_out_asks_what_becomes_of_it(phone: Page, installation: Flask, person: Person) -> None:
    address = open_question(phone, installation, person, "short")
    phone.locator("#response").fill("Loch Lomond")
    for choice in ("Stay", "Keep it and log out", "Remove it and log out"):
        phone.goto("/")
        phone.locator(".account").click()
        phone.get_by_role("button", name="Log out", exact=True).click()
        expect(phone.get_by_role("dialog", name="An answer isn't sent yet")).to_be_visible()
        expect(phone.get_by_role("button", name="Stay")).to_be_focused()
        phone.get_by_role("button", name=choice).click()
        if choice == "Stay":
            expect(phone.get_by_role("dialog")).to_be_hidden()
            continue
        expect(phone.get_by_text("You are logged out.")).to_be_visible()
        assert len(drafts(phone)) == (choice == "Keep it and log out")
        log_in(phone, person.user_name or "")
        phone.wait_for_url("**/")
        phone.goto(address)
        expect(phone.locator("#response")).to_have_value(
            "Loch Lomond" if choice == "Keep it and log out" else ""
        )


def test_where_nothing_can_be_stored_pages_work_as_before(
    phone: Page, installation: Flask, person: Person
) -> None:
    phone.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    open_question(phone, installation, person, "short", Feedback.END)
    phone.locator("#response").fill("Loch Lomond")
    expect(phone.locator("[data-save-status]")).to_have_text("Saved")


def test_a_server_that_goes_and_comes_back_loses_nothing(
    browser: Browser, tmp_path: Path, key: AnswerKey
) -> None:
    instance = tmp_path / "instance"
    databases.write_settings(instance, f"sqlite:///{instance / 'quizapp.sqlite'}")
    for bank in BANKS[1:]:  # the small ones
        shutil.copytree(bank, tmp_path / "questions" / bank.name)
    server = Server(instance, questions=tmp_path / "questions")
    server.start()
    app = create_app(instance)
    with app.app_context():
        person = registration.sign_up(NewAccount("Ada", PASSWORD), CONTEXT, datetime.now(UTC))
    context = browser.new_context(base_url=server.url, reduced_motion="reduce", viewport=PHONE)
    try:
        practice, saving, card = (context.new_page() for _ in range(3))
        enter(practice, app, person, server.url)
        address = open_question(practice, app, person, "short")
        open_question(saving, app, person, "single", Feedback.END, seed=2)
        open_question(card, app, person, "essay")
        practice.locator("#response").fill("Loch Lomond")
        card.locator("textarea").fill(ESSAY)
        server.kill()
        given = give(saving, key)
        expect(saving.locator("[data-save-status]")).to_contain_text("Your answer is kept on this device.")
        practice.get_by_role("button", name="Check").click()
        practice.wait_for_url("chrome-error://**")
        # Everybody's session ends, too.
        (instance / "secret_key").unlink()
        server.command += ["--port", server.url.rpartition(":")[2]]
        server.start()

        # The page that saves by itself says so, and leads to the log-in and back.
        saving.evaluate("dispatchEvent(new Event('online'))")
        saving.get_by_role("link", name="Log in again").click()
        saving.get_by_label("User name or email address").fill("Ada")
        saving.get_by_label("Password", exact=True).fill(PASSWORD)
        saving.get_by_role("button", name="Log in").click()
        expect(saving.locator("[data-save-status]")).to_have_text("Saved")
        assert saving.evaluate(STANDS) == given

        practice.goto(address)
        expect(practice.locator("#response")).to_have_value("Loch Lomond")
        practice.get_by_role("button", name="Check").click()
        expect(practice.locator(".feedback .outcome")).to_be_visible()
        card.reload()
        expect(card.locator("textarea")).to_have_value(ESSAY)
        expect(kept(card)).to_contain_text(KEPT)
    finally:
        context.close()
        databases.close(app)
        server.stop()


def test_a_page_from_before_another_log_in_is_sent_again_as_it_was(
    phone: Page, installation: Flask, person: Person
) -> None:
    address = open_question(phone, installation, person, "short")
    phone.locator("#response").fill("Loch Lomond")
    elsewhere = phone.context.new_page()
    elsewhere.goto("/")
    elsewhere.locator(".account").click()
    elsewhere.get_by_role("button", name="Log out", exact=True).click()
    elsewhere.get_by_role("button", name="Keep it and log out").click()
    expect(elsewhere.get_by_text("You are logged out.")).to_be_visible()
    log_in(elsewhere, person.user_name or "")
    expect(elsewhere.get_by_role("heading", name="Today")).to_be_visible()
    phone.get_by_role("button", name="Check").click()
    expect(phone.get_by_label("Your answer")).to_have_value("Loch Lomond")
    assert len(drafts(phone)) == 1
    phone.get_by_role("button", name="Send it again").click()
    expect(phone.locator(".feedback .outcome")).to_be_visible()
    expect(phone).to_have_url(re.compile(f"{address}$"))
    assert drafts(phone) == []


def test_without_javascript_a_refused_text_comes_back_after_the_log_in(
    browser: Browser, installation: Flask, person: Person, base_url: str
) -> None:
    context = browser.new_context(base_url=base_url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    enter(page, installation, person, base_url)
    open_question(page, installation, person, "essay")
    page.locator("textarea").fill(ESSAY)
    context.clear_cookies()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_label("Your answer")).to_have_value(ESSAY)
    page.get_by_label("User name or email address").fill(person.user_name or "")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Your answer")).to_have_value(ESSAY)
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".rating").first).to_be_visible()
    expect(page.locator(".feedback")).to_contain_text(ESSAY.strip())
    context.close()
