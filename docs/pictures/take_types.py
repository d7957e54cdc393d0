"""Take the pictures of docs/question-types.md again: a question of each type, and how it went.

Run by hand, `.venv/bin/python docs/pictures/take_types.py`, after the look of a type has changed. A minute;
it needs Chromium, as the tests do. Names of types take those alone.
"""
# ruff: noqa: INP001 -- a script beside its pictures

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from quizapp.app import ROOT, create_app
from quizapp.question_types import TYPES
from quizapp.services.accounts import registration
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.banks import catalogue
from quizapp.services.banks.catalogue import Wanted
from quizapp.services.reviews import studied_banks

sys.path.append(str(ROOT / "tests"))
from support.browsing import BANKS, Answer, fill_in, log_in
from support.keyboard import put_in_order
from support.server import Server

HERE = Path(__file__).resolve().parent / "types"
NAME, PASSWORD = "Aigerim", "made-up-class"
WIDTH, SPACE = 720, 20
#: From where to where the question stands, with what answers it; and what is told of it afterwards.
ASKED = """() => {
    const answers = "form#answer :is(li, svg, .button, textarea)";
    const pieces = document.querySelectorAll(`.topic-line, #prompt, ${answers}`);
    const boxes = [...pieces]
        .map(piece => piece.getBoundingClientRect()).filter(box => box.height > 2);
    return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom))];
}"""
TOLD = """() => {
    const above = document.querySelector("#prompt").getBoundingClientRect().bottom;
    const boxes = [...document.querySelectorAll("main :is(p, li, td, svg, h2)")]
        .filter(piece => !piece.closest("details, form, .topic-line, #prompt, .visually-hidden"))
        .map(piece => piece.getBoundingClientRect()).filter(box => box.height > 2 && box.top > above);
    return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom))];
}"""


@dataclass(frozen=True)
class Shot:
    """A question, and what somebody answers who knows much of it."""

    question: str
    answer: Answer | Callable[[Page], None] | None = None
    #: Whether what is told afterwards is worth a picture.
    is_told: bool = True


def put(*items: str) -> Callable[[Page], None]:
    """Put items in this order."""
    return lambda page: put_in_order(page, items)


def fill_gaps(*texts: str) -> Callable[[Page], None]:
    """Fill in the gaps of a text from its beginning."""

    def fill(page: Page) -> None:
        for gap, text in zip(page.locator(".gap :is(input, select)").all(), texts, strict=True):
            if gap.evaluate("gap => gap.localName") == "select":
                gap.select_option(label=text)
            else:
                gap.fill(text)

    return fill


#: All of the shipped bank but the essay, of which it has none.
SHOTS: Mapping[str, Shot] = {
    "single": Shot("sco-outsider", "Uzbekistan", is_told=False),
    "multiple": Shot("transit-agreement-parties", ["China", "Kazakhstan", "Kyrgyzstan"]),
    "truefalse": Shot("russia-as-counterweight", "True", is_told=False),
    "short": Shot("kazakh-prime-minister-1998", "Balgimbayew"),
    "number": Shot("pipeline-capacity", "20,000,000 tonnes", is_told=False),
    "date": Shot("friendship-treaty-month", "December 2002", is_told=False),
    "cloze": Shot("passage-beijing-1998", fill_gaps("7", "Zhu Rongji", "Nazarbaev", "five", "space")),
    "matching": Shot(
        "match-states-and-exports",
        {
            "China": "Cheap consumer goods",
            "Kazakhstan": "Rolled metal and fertilizer",
            "Turkmenistan": "Natural gas for Russia and Iran",
        },
    ),
    "categorise": Shot(
        "sort-worries-by-capital",
        {
            "Illegal migration": "Astana's worries",
            "Less water in the Ili": "Astana's worries",
            "Being seen as a threat": "Astana's worries",
            "American planes in Almaty": "Beijing's worries",
        },
    ),
    "ordering": Shot(
        "order-of-road-stations",
        put("Khorog", "Murgab", "Tashkurgan", "The Kulma pass", "The Karakorum highway"),
    ),
    "timeline": Shot(
        "timeline-roads",
        {
            "Transit agreement of four states": "1995",
            "Highway from Tashkent to Kashgar opens": "2000",
            "Highway over the Kulma pass opens": "1999",
            "Steps to revive the transit agreement": "2003",
        },
    ),
    "card": Shot("card-uzbekistan-between-powers"),
    "essay": Shot("why-the-alps-matter", "The Rhine rises there, and the Po."),
}


def addresses(instance: Path) -> dict[str, str]:
    """Sign a learner up who studies the banks; return where each type's question is asked."""
    app = create_app(instance)
    with app.app_context():
        now = datetime.now(UTC)
        context = AuthenticationContext(
            "127.0.0.1", Hasher(app.config["PASSWORD_MEMORY"], app.config["PASSWORD_PASSES"])
        )
        person = registration.sign_up(NewAccount(NAME, PASSWORD, time_zone="Asia/Almaty"), context, now)
        found = {}
        for bank in catalogue.list_banks():
            studied_banks.study(person, bank.id, now)
            for kind, shot in SHOTS.items():
                words = Wanted(text=shot.question.replace("-", " "), type=kind)
                for question in catalogue.find_questions(bank.id, words).items[:1]:
                    found[kind] = f"/review/{question.id}"
    return found


def take(page: Page, name: str, extent: str) -> None:
    """Keep a piece of the page."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    top, bottom = page.evaluate(extent)
    path = HERE / f"{name}.png"
    clip: FloatRect = {"x": 0, "y": top - SPACE, "width": WIDTH, "height": bottom - top + 2 * SPACE}
    page.screenshot(path=path, full_page=True, clip=clip)
    click.echo(f"{path.name}: {path.stat().st_size // 1000} kB")


def take_type(browser: Browser, url: str, kind: str, address: str) -> None:
    """Take a question of a type as it is asked, with an answer in it, and how it went."""
    shot = SHOTS[kind]
    page = browser.new_context(
        base_url=url,
        viewport={"width": WIDTH, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
        timezone_id="Asia/Almaty",
    ).new_page()
    log_in(page, NAME, PASSWORD)
    page.locator(".account").wait_for()
    page.goto(address)
    if callable(shot.answer):
        shot.answer(page)
    elif shot.answer is not None:
        fill_in(page, shot.answer)
    take(page, kind, ASKED)
    page.locator("form#answer .button--primary").click()
    page.locator(".rating").first.wait_for()
    if shot.is_told:
        take(page, f"{kind}-told", TOLD)
    page.context.close()


@click.command()
@click.argument("kinds", nargs=-1, type=click.Choice(list(TYPES)))
def main(kinds: tuple[str, ...]) -> None:
    """Take the pictures of these types, or of all."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        instance, questions = Path(folder, "instance"), Path(folder, "questions")
        instance.mkdir()
        for bank in (BANKS[0], BANKS[-1]):
            shutil.copytree(bank, questions / bank.name)
        with Server(instance, questions=questions) as server, sync_playwright() as playwright:
            found = addresses(instance)
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            for kind in kinds or TYPES:
                take_type(browser, server.url, kind, found[kind])
            browser.close()


if __name__ == "__main__":
    main()
