"""Sixteen learners at once, each in a quiz: a question is shown, an answer is kept, and so on."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.browser import Browser
from tests.benchmarks.learners import PASSWORD, Learner
from tests.benchmarks.report import Table, in_milliseconds
from tests.benchmarks.servers import Served

CLIENTS = 16
#: As many processes as `quizapp serve` makes: they too wait for each other to write.
WORKERS = 2
#: Questions of each quiz.
QUESTIONS = 20


def measure(app: Served, people: Sequence[Learner], seconds: float) -> Table:
    """Let all of them answer for some seconds."""
    table = Table(
        f"{len(people)} learners at once, {app.workers} workers",
        ("what", "requests a second", "p50 ms", "p99 ms", "longest ms"),
    )
    browsers = [Browser(app.port) for _ in people]
    for browser, learner in zip(browsers, people, strict=True):
        browser.log_in(learner.name, PASSWORD)
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(len(browsers)) as threads:
        found = list(threads.map(lambda browser: _answer(browser, until), browsers))
    for place, name in enumerate(("show a question", "submit an answer")):
        times = [taken for one in found for taken in one[place]]
        table.rows.append((name, len(times) / seconds, *in_milliseconds(times), max(times) * 1000))
    return table


def _answer(browser: Browser, until: float) -> tuple[list[float], list[float]]:
    """Take quizzes until a moment; return how long each question and each answer took."""
    shown: list[float] = []
    sent: list[float] = []
    while time.perf_counter() < until:
        begin = browser.get("/quizzes").form("begin")
        begin.fields["count"] = str(QUESTIONS)
        begun = browser.send(begin).location
        for place in range(1, QUESTIONS + 1):
            page = browser.get(f"{begun}/{place}")
            shown.append(page.seconds)
            sent.append(browser.send(page.form("answer")).seconds)
            # Not before: on a busy machine to begin a quiz may take all the time there is.
            if time.perf_counter() >= until:
                break
    return shown, sent
