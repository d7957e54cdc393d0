"""A class at an exam, in a process of its own: it reads a plan and writes what came of it, both as JSON.

`-m tests.benchmarks.candidates log-in` lets everybody log in, `... exam` sit the exam. Each is a thread
that sleeps nearly all the time.
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from random import Random

from tests.benchmarks.browser import Browser, Form, Page, UnexpectedError

#: How long a learner takes for a question, in seconds, and how often an open page asks how much time is left.
FASTEST, SLOWEST, ASKED = 5, 20, 10
#: How long they wait before they ask a busy server again, in seconds.
AFTER_BUSY = 1
#: Everybody logs in, and later begins, within so many seconds.
WITHIN = 60


@dataclass
class Plan:
    """Who sits which exam where; `speed` is how much faster than people they are."""

    port: int
    names: list[str] = field(default_factory=list)
    password: str = ""
    cookies: list[dict[str, str]] = field(default_factory=list)
    exam: str = ""
    speed: float = 1


@dataclass
class Outcome:
    """What came of it: seconds by what was asked for, and what the server said is saved.

    An answer that was acknowledged is its attempt, its question's number and its sequence.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    acknowledged: list[tuple[int, int, int]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cookies: list[dict[str, str]] = field(default_factory=list)
    cpu: float = 0
    wall: float = 0

    def note(self, what: str, ask: Callable[[], Page]) -> Page:
        """Ask for a page and note how long it took; where the server is busy, an error, it is asked again."""
        while True:
            try:
                page = ask()
            except UnexpectedError as error:
                if error.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
                self.errors.append(f"{what}: {error.status}")
                time.sleep(AFTER_BUSY)
            else:
                self.seconds.setdefault(what, []).append(page.seconds)
                return page


class Candidate:
    """One learner in one browser."""

    def __init__(self, plan: Plan, place: int, outcome: Outcome) -> None:
        self._plan = plan
        self._outcome = outcome
        self._chance = Random(place)
        self._browser = Browser(plan.port, plan.cookies[place])

    def sit(self) -> None:
        """Take the whole exam; what goes wrong is noted, and ends it."""
        try:
            self._wait(self._chance.uniform(0, WITHIN))
            begin = self._note("open", self._get(self._plan.exam)).form("begin")
            attempt = self._note("begin", lambda: self._browser.send(begin)).location
            path = self._note("go on", self._get(attempt, 302)).location
            while path.startswith(f"{attempt}/") and path.rpartition("/")[2].isdigit():
                path = self._answer(path)
            finish = self._note("before submitting", self._get(path)).form("finish")
            done = self._note("submit", lambda: self._browser.send(finish)).location
            self._note("submitted", self._get(done))
        except (AssertionError, HTTPException, OSError, KeyError) as error:
            self._outcome.errors.append(f"{type(error).__name__}: {str(error)[:300]}")
        finally:
            self._browser.close()

    def _answer(self, path: str) -> str:
        """Answer a question, change the answer, and go on; return where that leads."""
        form = self._note("show", self._get(path)).form("answer")
        pause = self._chance.uniform(FASTEST, SLOWEST)
        self._wait(pause / 2)
        self._save(form, path, 0)
        for _ in range(int(pause // ASKED)):
            self._note("time left", self._get(f"{path.rpartition('/')[0]}/time-left"))
        self._wait(pause / 4)
        self._save(form, path, 1)
        self._wait(pause / 4)
        return self._note("next", lambda: self._browser.send(form)).location

    def _save(self, form: Form, path: str, which: int) -> None:
        form.answer(which)
        self._note("save", lambda: self._browser.save(form))
        _, _, attempt, number = path.split("/")
        self._outcome.acknowledged.append((int(attempt), int(number), int(form.fields["sequence"])))

    def _get(self, path: str, status: int = 200) -> Callable[[], Page]:
        return lambda: self._browser.get(path, status)

    def _note(self, what: str, ask: Callable[[], Page]) -> Page:
        return self._outcome.note(what, ask)

    def _wait(self, seconds: float) -> None:
        time.sleep(seconds / self._plan.speed)


def log_in(plan: Plan, outcome: Outcome) -> None:
    """Let everybody log in."""

    def enter(name: str) -> dict[str, str]:
        time.sleep(Random(name).uniform(0, WITHIN) / plan.speed)
        browser = Browser(plan.port)
        form = browser.get("/log-in").form("log-in")
        form.fields |= {"name": name, "password": plan.password}
        outcome.note("log in", lambda: browser.send(form))
        browser.close()
        return browser.cookies

    with ThreadPoolExecutor(len(plan.names)) as threads:
        outcome.cookies = list(threads.map(enter, plan.names))


def exam(plan: Plan, outcome: Outcome) -> None:
    """Let everybody sit the exam."""
    with ThreadPoolExecutor(len(plan.cookies)) as threads:
        for place in range(len(plan.cookies)):
            threads.submit(Candidate(plan, place, outcome).sit)


if __name__ == "__main__":
    outcome = Outcome()
    start = time.perf_counter()
    {"log-in": log_in, "exam": exam}[sys.argv[1]](Plan(**json.load(sys.stdin)), outcome)
    outcome.cpu, outcome.wall = time.process_time(), time.perf_counter() - start
    json.dump(asdict(outcome), sys.stdout)
