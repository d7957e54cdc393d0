"""The first days of those who run a school: the one-time link, roles, a forgotten password, a new wording."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browsing import (
    AnswerKey,
    begin_quiz,
    fill_in,
    fill_in_new_account,
    log_in,
    sign_up,
)
from support.server import ROOT, Server

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OLD = "Which of these rivers is the longest?"
NEW = "Which of these four rivers has the greatest length?"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, questions: Path) -> Iterator[Server]:
    """Give a server of our own, with files of questions that may be changed."""
    folder = tmp_path_factory.mktemp("school")
    shutil.copytree(questions, folder / "questions")
    with Server(folder / "instance", questions=folder / "questions") as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, school: Server) -> Iterator[Callable[[], Page]]:
    """Open pages in browsers of their own, one for each person; none may complain."""
    contexts: list[BrowserContext] = []
    said: list[list[str]] = []

    def open_page() -> Page:
        contexts.append(browser.new_context(base_url=school.url, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda message: said.append(message.text) if "Security Policy" in message.text else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not any(said)


def test_the_first_administrator_gives_roles_and_the_instructor_finds_and_tries_a_question(
    school: Server, open_page: Callable[[], Page], key: AnswerKey
) -> None:
    administrator, instructor, late = open_page(), open_page(), open_page()
    assert school.administrator_link
    administrator.goto(school.administrator_link)
    fill_in_new_account(administrator, "Ada")
    administrator.get_by_role("button", name="Become the administrator").click()
    expect(administrator.get_by_text("Welcome, Ada. You are the administrator.")).to_be_visible()
    late.goto(school.administrator_link)
    expect(late.get_by_role("heading", name="This link no longer works")).to_be_visible()

    sign_up(instructor, "Ines")
    expect(instructor.get_by_role("navigation", name="Main").get_by_role("link", name="Banks")).to_have_count(
        0
    )
    administrator.locator(".account").click()
    administrator.get_by_role("link", name="People").click()
    administrator.get_by_label("Name").fill("ines")
    administrator.get_by_role("button", name="Search").click()
    administrator.get_by_role("link", name="Ines").click()
    administrator.get_by_role("radio", name=re.compile("^Instructor")).check()
    administrator.get_by_role("button", name="Change the role").click()
    expect(administrator.get_by_text("Ines is now an instructor.")).to_be_visible()

    instructor.reload()
    instructor.get_by_role("navigation", name="Main").get_by_role("link", name="Banks").click()
    instructor.get_by_role("link", name=EXAMPLE).click()
    expect(instructor.get_by_role("heading", name=EXAMPLE, level=1)).to_be_visible()
    instructor.locator("html.has-keys").wait_for()
    instructor.keyboard.press("/")
    instructor.keyboard.type("longest")
    expect(instructor.get_by_label("Words")).to_have_value("longest")
    instructor.get_by_label("Type").select_option(label="One choice")
    instructor.get_by_role("button", name="Search").click()
    expect(instructor.get_by_role("status")).to_have_text("1 question found")
    instructor.get_by_role("link", name=OLD).click()
    expect(instructor.locator("article .feedback")).to_have_count(0)
    fill_in(instructor, key.wrong(instructor))
    instructor.get_by_role("button", name="Check").click()
    expect(instructor.locator("article .feedback .outcome")).to_contain_text("Wrong.")
    expect(instructor.locator("article .feedback .sources")).to_contain_text("An atlas")


def test_who_forgot_the_password_chooses_another_by_the_administrators_link(
    school: Server, open_page: Callable[[], Page]
) -> None:
    learner, administrator = open_page(), open_page()
    sign_up(learner, "Lotte")
    enter_as_administrator(administrator, school)
    administrator.goto("/people")
    administrator.get_by_role("link", name="Lotte").click()
    administrator.get_by_role("button", name="Make a link").click()
    link = administrator.get_by_role("textbox", name="Hand this link to Lotte").input_value()
    administrator.reload()
    expect(administrator.get_by_role("textbox", name="Hand this link to Lotte")).to_have_count(0)

    elsewhere = open_page()
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("It is for the account Lotte.")).to_be_visible()
    elsewhere.get_by_label("New password").fill("nine white swans swim")
    elsewhere.get_by_role("button", name="Set password").click()
    expect(elsewhere.get_by_text("Your new password is set")).to_be_visible()
    learner.goto("/settings")
    expect(learner.get_by_role("heading", name="Log in")).to_be_visible()
    log_in(learner, "Lotte", "nine white swans swim")
    expect(learner.get_by_role("heading", name="Today")).to_be_visible()
    elsewhere.goto(link)
    expect(elsewhere.get_by_role("heading", name="This link no longer works")).to_be_visible()


def test_an_edited_question_is_asked_in_its_new_wording_and_a_removed_one_only_remembered(
    school: Server, open_page: Callable[[], Page], key: AnswerKey
) -> None:
    instructor, learner = open_page(), open_page()
    enter_as_administrator(instructor, school)
    sign_up(learner, "Lena")
    begin_quiz(learner, 12, bank=EXAMPLE, feedback="At the end")
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Finish").click()
    learner.get_by_role("button", name="Finish and see the result").click()
    expect(learner.locator(".result-sentence")).to_contain_text("1 of 12 right.")
    result = learner.url
    files = school.instance.parent / "questions" / "example"

    edited = files / "bank.yaml"
    edited.write_text(edited.read_text().replace(OLD, NEW))
    assert "1 changed" in sync(school)
    find(instructor, "rivers")
    expect(instructor.get_by_role("link", name=NEW)).to_be_visible()
    expect(instructor.get_by_role("link", name=OLD)).to_have_count(0)
    instructor.get_by_role("link", name=NEW).click()
    expect(instructor.locator("#prompt")).to_have_text(NEW)
    learner.goto(result)
    expect(learner.locator("details.result:not(#unanswered)", has_text=OLD)).to_have_count(1)
    expect(learner.locator("details.result:not(#unanswered)", has_text=NEW)).to_have_count(0)

    more = files / "more.yaml"
    more.write_text(re.sub(r"  - id: rhine-source\n(?:    .*\n)+", "", more.read_text()))
    assert "1 retired" in sync(school)
    learner.reload()
    gone = learner.locator(
        "details.result:not(#unanswered)", has_text="In which country does the Rhine rise?"
    )
    expect(gone).to_have_count(1)
    begin_quiz(learner, 12, bank=EXAMPLE, feedback="At the end")
    expect(learner.get_by_text("The bank has only 11 questions that fit")).to_be_visible()
    expect(learner.locator(".study-top__place")).to_contain_text("of 11")
    find(instructor, "Rhine")
    expect(instructor.get_by_role("link", name="In which country does the Rhine rise?")).to_have_count(0)


def enter_as_administrator(page: Page, school: Server) -> None:
    """Log Ada in; where she has not been here yet, she comes by the link."""
    assert school.administrator_link
    page.goto(school.administrator_link)
    if page.get_by_role("button", name="Become the administrator").count():
        fill_in_new_account(page, "Ada")
        page.get_by_role("button", name="Become the administrator").click()
    else:
        log_in(page, "Ada")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Banks")).to_be_visible()


def find(page: Page, words: str) -> None:
    page.goto("/banks")
    page.get_by_role("link", name=EXAMPLE).click()
    page.get_by_label("Words").fill(words)
    page.get_by_role("button", name="Search").click()


def sync(school: Server) -> str:
    """Sync the school's questions from the shell, while the server runs; return what was said."""
    return subprocess.run(
        [sys.executable, "-m", "quizapp", "bank", "sync", str(school.instance.parent / "questions")],
        cwd=ROOT,
        env={**os.environ, "QUIZAPP_INSTANCE": str(school.instance)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
