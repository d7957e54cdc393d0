"""Eight learners at once on the real server with its two processes, over HTTP, on either database."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
import webtest
from support.databases import Backend
from support.http import fill_in, over_http
from support.parallel import at_once
from support.server import Server

pytestmark = pytest.mark.every_database

BANKS = Path(__file__).parents[1] / "banks"
EIGHT = 8
QUESTIONS = 12
PASSWORD = "seven grey geese"


@pytest.fixture(scope="module")
def server(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server on a database of its own, as careful with the disk as it is by default."""
    instance = tmp_path_factory.mktemp("busy")
    settings = f'DATABASE = "{backend.bare()}"\nPASSWORD_MEMORY = 8\nPASSWORD_PASSES = 1\n'
    (instance / "settings.toml").write_text(settings)
    server = Server(instance, "--workers", "2", questions=BANKS)
    with server:
        yield server
    # Whatever was logged meanwhile.
    assert "locked" not in server.said
    assert "Traceback" not in server.said
    assert [secret for secret in (PASSWORD, "argon2", "csrf", "session") if secret in server.said] == []


def enter(browser: webtest.TestApp, name: str, page: str = "sign-up") -> None:
    form = browser.get(f"/{page}").forms[page]
    form["name"], form["password"] = name, PASSWORD
    form.submit(status=303)


def begin(browser: webtest.TestApp) -> str:
    form = browser.get("/quizzes").forms["begin"]
    form["count"], form["feedback"] = str(QUESTIONS), "end"
    return str(form.submit(status=303).location)


def save(browser: webtest.TestApp, address: str, text: str) -> bool:
    """Save an answer as the page does by itself; tell whether the server says that it is kept."""
    form = browser.get(address).forms["answer"]
    fill_in(form, text)
    response = browser.post(
        address, form.submit_fields(), headers={"X-Requested-With": "autosave"}, status=[200, 409]
    )
    return bool(response.json["saved"])


def take_a_quiz(url: str, name: str) -> tuple[set[str], set[str]]:
    """Take a quiz whole; return where answers were said to be saved, and where they are kept."""
    with over_http(url) as browser:
        enter(browser, name)
        quiz = begin(browser)
        places = [f"{quiz}/{number}" for number in range(1, QUESTIONS + 1)]
        acknowledged = {place for place in places if save(browser, place, "1999")}
        browser.get(f"{quiz}/finish").forms["finish"].submit(status=303)
        assert f"{QUESTIONS}." in browser.get(f"{quiz}/result", status=200)
        return acknowledged, set(kept(browser))


def kept(browser: webtest.TestApp) -> list[str]:
    data = json.loads(browser.get("/settings/my-data.json").text)
    return [f"/quizzes/{row['attempt']}/{row['place']}" for row in data["answers"]]


def test_every_answer_that_was_acknowledged_is_kept(server: Server) -> None:
    work = [partial(take_a_quiz, server.url, f"Learner {number}") for number in range(EIGHT)]
    for result in at_once(work):
        assert not isinstance(result, Exception), result
        acknowledged, found = result
        assert len(acknowledged) == QUESTIONS
        assert acknowledged == found


def test_eight_browsers_of_one_learner_tell_the_truth(server: Server) -> None:
    with over_http(server.url) as browser:
        enter(browser, "Somebody with many devices")
        quiz = begin(browser)

        def answer_all(device: int, other: webtest.TestApp) -> int:
            return sum(
                save(other, f"{quiz}/{number}", f"{1900 + device}") for number in range(1, QUESTIONS + 1)
            )

        with ExitStack() as stack:
            devices = [stack.enter_context(over_http(server.url)) for _ in range(EIGHT)]
            for device in devices:  # so many tries of one name at the same moment would be held up
                enter(device, "Somebody with many devices", "log-in")
            saved = at_once([partial(answer_all, *numbered) for numbered in enumerate(devices)])
        assert [number for number in saved if not isinstance(number, int)] == []
        places = kept(browser)
    # The same answer from two devices is acknowledged to both and kept once.
    assert {f"{quiz}/{number}" for number in range(1, QUESTIONS + 1)} == set(places)
    assert len(places) <= sum(number for number in saved if isinstance(number, int))


def test_of_eight_who_take_one_name_at_once_one_gets_it(server: Server) -> None:
    def sign_up() -> int:
        with over_http(server.url) as browser:
            form = browser.get("/sign-up").forms["sign-up"]
            form["name"], form["password"] = "Everybody's darling", PASSWORD
            return int(form.submit(status=[303, 422]).status_int)

    assert sorted(map(str, at_once([sign_up] * EIGHT))) == ["303", *["422"] * (EIGHT - 1)]
