"""What was acknowledged is kept, whatever becomes of the server."""

import json
import threading
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import webtest
from support.http import fill_in, over_http
from support.server import Server

ANSWERS = 500
#: Its answers are chosen or typed, in one field.
BANK = Path(__file__).parents[1] / "banks" / "example"
PASSWORD = "correct horse battery"


def sign_up(pages: webtest.TestApp) -> None:
    form = pages.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = "Learner", PASSWORD
    form.submit(status=303)


def answer_until_it_breaks(pages: webtest.TestApp, acknowledged: list[str], enough: threading.Event) -> None:
    """Take quizzes and note each answer that the server says is saved, until it is gone."""
    while True:
        form = pages.get("/quizzes").forms["begin"]
        form["count"] = "40"
        page = form.submit(status=303).maybe_follow()
        while "answer" in page.forms:
            path, form = page.request.path, page.forms["answer"]
            fill_in(form)
            page = form.submit(status=303).maybe_follow()
            acknowledged.append(path)
            if len(acknowledged) == ANSWERS:
                enough.set()
            page = pages.get(page.html.find("a", attrs={"data-key": "enter"})["href"])


def test_after_kill_9_every_acknowledged_answer_is_there(tmp_path: Path) -> None:
    server = Server(tmp_path / "instance", questions=BANK)
    server.start()
    acknowledged: list[str] = []
    enough = threading.Event()

    def kill_in_the_middle() -> None:
        enough.wait()
        server.kill()

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    # The server goes while an answer is under way, as it should.
    with over_http(server.url) as pages, suppress(HTTPException, OSError):
        sign_up(pages)
        answer_until_it_breaks(pages, acknowledged, enough)
    killer.join()
    assert len(acknowledged) >= ANSWERS

    with Server(tmp_path / "instance", questions=BANK) as again, over_http(again.url) as pages:
        form = pages.get("/log-in").forms["log-in"]
        form["name"], form["password"] = "Learner", PASSWORD
        form.submit(status=303)
        data = json.loads(pages.get("/settings/my-data.json").text)
    kept = {f"/quizzes/{row['attempt']}/{row['place']}" for row in data["answers"]}
    assert set(acknowledged) <= kept
