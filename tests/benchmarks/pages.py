"""What each page costs on the production server, beside a Flask page that only says hello.

The two are asked in turn, so that whatever slows the machine slows both. A page is asked many
times in a row (what differs between two questions or cards averages out); the CPU time is that of
all the server's processes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.browser import Browser, Form, Page
from tests.benchmarks.cpu import Meter
from tests.benchmarks.learners import PASSWORD, Learner
from tests.benchmarks.report import Cell, Table, in_milliseconds
from tests.benchmarks.servers import Served

COLUMNS = ("page", "history", "CPU ms", "× hello", "p50 ms", "p99 ms", "statements", "requests")
#: Questions of a quiz, and cards that are looked at before they are rated.
BATCH = 40
#: The button that is pressed.
GOOD = "3"

Request = Callable[[], Page]
#: Sends requests, whose cost counts under this name, and returns their pages.
Ask = Callable[[str, Iterable[Request]], list[Page]]


@dataclass(frozen=True)
class Sides:
    """The two servers, and the browsers that ask them."""

    hello: Browser
    hello_meter: Meter
    browser: Browser
    meter: Meter


class Figures:
    """What the requests of one kind have cost so far."""

    def __init__(self) -> None:
        self.cpu = self.hello_cpu = 0.0
        self.seconds: list[float] = []
        self.statements: set[int] = set()

    def ask(self, sides: Sides, requests: Iterable[Request]) -> list[Page]:
        """Send requests, each after one for the hello page; return their pages."""
        sides.meter.read()
        sides.hello_meter.read()
        pages = []
        for request in requests:
            sides.hello.get("/")
            pages.append(request())
        self.cpu += sides.meter.read()
        self.hello_cpu += sides.hello_meter.read()
        self.seconds += [page.seconds for page in pages]
        self.statements |= {page.statements for page in pages}
        return pages

    def row(self, name: str, history: str) -> tuple[Cell, ...]:
        count = len(self.seconds)
        statements = "–".join(str(number) for number in sorted({min(self.statements), max(self.statements)}))
        return (
            name,
            history,
            self.cpu / count * 1000,
            self.cpu / self.hello_cpu,
            *in_milliseconds(self.seconds),
            statements,
            count,
        )


def measure(app: Served, hello: Served, people: Sequence[Learner], bank_id: int, requests: int) -> Table:
    """Measure every page for each person, with about this many requests a page."""
    table = Table(
        "Pages, one worker, one browser",
        COLUMNS,
        note="Targets: 3 ms to show or submit, 5 ms for the first page; the same with any history.",
    )
    for learner in people:
        browser = Browser(app.port)
        browser.log_in(learner.name, PASSWORD)
        sides = Sides(Browser(hello.port), hello.meter(), browser, app.meter())
        # Once unmeasured: templates are compiled and statements built when they are first used.
        _measure_for(learner, sides, bank_id, 1)
        for page, figures in _measure_for(learner, sides, bank_id, requests).items():
            table.rows.append(figures.row(page, learner.history.name))
    return table


def _measure_for(learner: Learner, sides: Sides, bank_id: int, requests: int) -> dict[str, Figures]:
    figures: dict[str, Figures] = {}

    def ask(name: str, wanted: Iterable[Request]) -> list[Page]:
        return figures.setdefault(name, Figures()).ask(sides, wanted)

    batches = max(1, round(requests / BATCH))
    for _ in range(batches):
        _take_a_quiz(sides.browser, ask)
    for _ in range(batches):
        _review(sides.browser, learner.question_ids[:BATCH], ask)
    for name, path in {
        "the next card": "/review",
        "first page": "/",
        "progress": "/progress",
        "list of quizzes": "/quizzes",
        "a bank": f"/banks/{bank_id}",
    }.items():
        ask(name, [_getting(sides.browser, path)] * requests)
    return figures


def _take_a_quiz(browser: Browser, ask: Ask) -> None:
    begin = browser.get("/quizzes").form("begin")
    begin.fields["count"] = str(BATCH)
    begun = browser.send(begin).location
    shown = ask("a question", [_getting(browser, f"{begun}/{place}") for place in range(1, BATCH + 1)])
    sent = ask("submit an answer", [_sending(browser, page.form("answer")) for page in shown])
    ask("a question, answered", [_getting(browser, page.path) for page in sent])


def _review(browser: Browser, question_ids: Sequence[int], ask: Ask) -> None:
    shown = ask("a card", [_getting(browser, f"/review/{question_id}") for question_id in question_ids])
    answers = ask("a card's answer", [_sending(browser, page.form("answer"), 200) for page in shown])
    forms = [page.form("rate") for page in answers]
    for form in forms:
        form.fields["rating"] = GOOD
    ask("rate a card", [_sending(browser, form) for form in forms])


def _getting(browser: Browser, path: str) -> Request:
    return lambda: browser.get(path)


def _sending(browser: Browser, form: Form, status: int = 303) -> Request:
    return lambda: browser.send(form, status)
