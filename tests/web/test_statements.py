"""A page costs the same after years of study: as many statements as in the first week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
import webtest
from flask import Flask
from support.histories import History, write_history
from support.people import a_browser, a_person
from support.statements import statements

from quizapp.services.permissions import Role
from quizapp.services.quizzes import beginning, history
from quizapp.services.quizzes.beginning import QuizRequest

SMALL = History("small", cards=3, reviews=2, attempts=2)
LARGE = History("large", cards=12, reviews=60, attempts=50)
#: A file is no page.
NO_PAGE = {"static", "images.show"}
#: A token that opens nothing: its pages are refusals.
NOBODYS = "nobodys"


@dataclass(frozen=True)
class Reader:
    """Somebody who may open every page, and what the addresses of their pages name."""

    browser: webtest.TestApp
    places: Mapping[str, object]
    finished: int


@pytest.fixture
def now() -> datetime:
    """Return the moment it is: the pages' own clock."""
    return datetime.now(UTC)


def a_reader(app: Flask, bank: int, length: History, now: datetime) -> Reader:
    with app.app_context():
        person = a_person(now, role=Role.ADMINISTRATOR)
        begun = write_history(person, length, bank, now)
        places = {
            "attempt_id": beginning.begin(person, QuizRequest(bank, count=5), now, seed=1).attempt_id,
            "number": 1,
            "bank_id": bank,
            "question_id": begun[0],
            "user_id": person.id,
            "token": NOBODYS,
            "job_id": 1,
        }
        finished = history.list_finished(person).items[0].id
    return Reader(a_browser(app, person), places, finished)


def addresses(app: Flask, reader: Reader) -> dict[str, str]:
    """Return an address for each page of the app, so that a new page is never forgotten."""
    shown = reader.browser.get(f"/review/{reader.places['question_id']}").forms["answer"]
    card = urlencode({"card": shown["card"].value, "recalled": 1})
    with app.test_request_context():
        found = {
            rule.endpoint: app.url_for(
                rule.endpoint, **{name: reader.places[name] for name in rule.arguments}
            )
            for rule in app.url_map.iter_rules()
            if rule.methods and "GET" in rule.methods and rule.endpoint not in NO_PAGE
        }
        found["quizzes.result"] = app.url_for("quizzes.result", attempt_id=reader.finished)
    found["reviews.answer"] += f"?{card}"
    return found


def costs(app: Flask, reader: Reader) -> dict[str, int]:
    """Return how many statements each page takes."""
    found = {}
    for endpoint, address in addresses(app, reader).items():
        pages: list[webtest.TestResponse] = []
        found[endpoint] = statements(lambda: pages.append(reader.browser.get(address, status="*")))  # noqa: B023 -- called at once
        assert pages[0].status_int < 400 or NOBODYS in address, (address, pages[0].status)
    return found


def test_no_page_takes_more_statements_for_a_long_history(app: Flask, bank: int, now: datetime) -> None:
    small, large = (costs(app, a_reader(app, bank, length, now)) for length in (SMALL, LARGE))
    assert {page: (small[page], large[page]) for page in small if small[page] != large[page]} == {}
