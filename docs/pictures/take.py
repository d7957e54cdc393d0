"""Take the pictures of the README and of docs/courses.md again: real pages, of the class of `quizapp demo`.

Run by hand, `.venv/bin/python docs/pictures/take.py`, after the look has changed. Two minutes; it needs
Chromium, as the tests do.
"""
# ruff: noqa: INP001 -- a script beside its pictures

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from quizapp.cli.demo import PASSWORD
from quizapp.services.demo.course import TITLE

ADDRESS = re.compile(r"quizapp is at (http://\S+)")
HERE = Path(__file__).resolve().parent
#: The people whose days, quizzes and banks are shown.
LEARNER, QUIZZED, INSTRUCTOR = "Aigerim (made up)", "Chinara (made up)", "Instructor (made up)"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
#: Choices of a question that fills a picture well.
CHOICES = 4
#: A card whose answer is typed, with what the picture's learner types.
CARD, ANSWER = "convention", "15 June 2001"


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve the made-up class from a folder that is thrown away; give its address."""
    with tempfile.TemporaryDirectory() as instance, tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "quizapp", "demo", "--port", "0"],
            cwd=HERE.parents[1],
            env={**os.environ, "QUIZAPP_INSTANCE": instance, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            url = next((found[1] for line in server.stdout or () if (found := ADDRESS.search(line))), None)
            if url is None:
                log.seek(0)
                raise click.ClickException(log.read())
            wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str) -> None:
    """Wait until the server answers: it tells its address a moment before."""
    while True:
        try:
            urlopen(url).close()  # noqa: S310 -- our own server
        except URLError:
            time.sleep(0.1)
        else:
            return


class Camera:
    """A browser in which somebody is logged in, and which keeps what it sees."""

    def __init__(
        self, browser: Browser, url: str, name: str, *, dark: bool = False, phone: bool = False
    ) -> None:
        self.page = browser.new_context(
            base_url=url,
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            timezone_id="Asia/Almaty",
        ).new_page()
        self.page.goto("/log-in")
        self.page.get_by_label("User name or email address").fill(name)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.locator(".account").wait_for()

    def take(self, name: str) -> None:
        """Keep what the window shows."""
        # Nothing has the focus in a picture.
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        path = HERE / f"{name}.png"
        self.page.screenshot(path=path)
        click.echo(f"{path.name}: {path.stat().st_size // 1000} kB")


def begin_quiz(page: Page) -> None:
    """Begin a quiz and go on to a question with four choices."""
    page.goto("/quizzes")
    page.get_by_label("At the end").check()
    page.locator("form#begin").get_by_role("button", name="Start quiz").click()
    while page.locator("[type=radio]").count() != CHOICES:
        page.locator("form#answer .button--primary").click()
    page.locator("[type=radio]").nth(1).check()
    page.locator("[data-save-status]", has_text="Saved").wait_for()


def find_card(camera: Camera) -> str:
    """Look a card up as an instructor; return its address as a learner."""
    camera.page.goto("/banks")
    camera.page.locator("main h2 a").click()
    camera.take("bank")
    camera.page.get_by_label("Words").fill(CARD)
    camera.page.get_by_label("Type").select_option("date")
    camera.page.get_by_role("button", name="Search").click()
    address = camera.page.locator("tbody a").first.get_attribute("href") or ""
    return f"/review/{address.rpartition('/')[2]}"


def answer_card(page: Page, address: str) -> None:
    """Give a card a typed answer, and unfold where the document says so."""
    page.goto(address)
    page.locator("#response").fill(ANSWER)
    page.get_by_role("button", name="Check").click()
    page.locator(".sources summary").click()


def open_result(page: Page) -> None:
    """Open the result of a quiz, if there is one whose first questions were not all right."""
    page.goto("/quizzes")
    links = page.get_by_role("region", name="Finished").get_by_role("link").all()
    for address in [link.get_attribute("href") or "" for link in links]:
        page.goto(address)
        if page.locator(".result-list li:nth-child(-n + 2) details[open]").count():
            break


def take_course(camera: Camera) -> None:
    """Take the course as its instructor sees it: its page, results, attempts, and an essay to mark."""
    page = camera.page
    page.goto("/courses")
    page.get_by_role("link", name=TITLE).click()
    course = page.url
    camera.take("course")
    page.goto(f"{course}/results")
    camera.take("course-results")
    page.goto(f"{course}/assignments")
    page.locator("main").get_by_role("link", name="Midterm").click()
    camera.take("course-attempts")
    page.get_by_role("link", name="Marking").click()
    page.get_by_role("link", name="Mark answers to").click()
    camera.take("course-marking")


def open_assignment(page: Page) -> None:
    """Open what is due on the first page, before it is begun."""
    page.goto("/")
    page.get_by_role("link", name="Homework 2").first.click()


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        instructor = Camera(browser, url, INSTRUCTOR)
        card = find_card(instructor)
        take_course(instructor)

        desktop = Camera(browser, url, LEARNER)
        desktop.take("home")
        desktop.page.goto("/progress")
        desktop.take("progress")
        answer_card(desktop.page, card)
        desktop.take("review-answer")

        quizzed = Camera(browser, url, QUIZZED)
        open_result(quizzed.page)
        quizzed.take("result")

        dark = Camera(browser, url, LEARNER, dark=True)
        dark.page.goto("/progress")
        dark.take("progress-dark")

        phone = Camera(browser, url, LEARNER, phone=True)
        phone.take("home-phone")
        answer_card(phone.page, card)
        phone.take("review-answer-phone")
        open_assignment(phone.page)
        phone.take("assignment-phone")

        dark_phone = Camera(browser, url, LEARNER, phone=True, dark=True)
        begin_quiz(dark_phone.page)
        dark_phone.take("question-phone-dark")
        browser.close()


if __name__ == "__main__":
    main()
