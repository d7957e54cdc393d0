"""One person's failing page is their own trouble: everybody else goes on, on the real server."""

import sqlite3
from contextlib import closing
from pathlib import Path

import webtest
from support.http import over_http
from support.server import Server

from quizapp.services.exports.personal_data import NOT_DESCRIBED

BANKS = Path(__file__).parents[1] / "banks"
PASSWORD = "seven grey geese"
#: So many downloads that every connection of both processes may have served one.
DOWNLOADS, ROUNDS = 8, 25


def sign_up(browser: webtest.TestApp, name: str) -> None:
    form = browser.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = name, PASSWORD
    form.submit(status=303)


def begin(browser: webtest.TestApp) -> str:
    form = browser.get("/quizzes", status=200).forms["begin"]
    form["feedback"] = "end"
    return str(form.submit(status=303).location)


def plant_strange_answers(instance: Path) -> None:
    """Store answers that nobody can describe: far more than a download reads at once."""
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection, connection:
        connection.execute("PRAGMA busy_timeout = 15000")
        columns = "user_id, slot_id, response, credit, answered_at, study_day"
        connection.executemany(
            f"INSERT INTO answers ({columns}, sequence) SELECT {columns}, ? FROM answers WHERE sequence = 1",
            [(number,) for number in range(2, 1500)],
        )
        connection.execute("""UPDATE answers SET response = '{"a": 1}'""")


def test_downloads_of_what_nobody_can_describe_spoil_nobody_elses_pages(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "settings.toml").write_text("PASSWORD_MEMORY = 8\nPASSWORD_PASSES = 1\n")
    with Server(instance, questions=BANKS) as server:
        with over_http(server.url) as unlucky:
            sign_up(unlucky, "unlucky")
            quiz = begin(unlucky)
            unlucky.get(f"{quiz}/1").forms["answer"].submit("unknown", status=303)
            unlucky.get(f"{quiz}/finish").forms["finish"].submit(status=303)
            plant_strange_answers(instance)
            downloads = [unlucky.get("/settings/my-data.json", status=[200, 500]) for _ in range(DOWNLOADS)]
        with over_http(server.url) as other:
            sign_up(other, "other")
            for _ in range(ROUNDS):
                quiz = begin(other)
                # Each request may come to the other process, by another connection.
                with over_http(server.url) as tab:
                    tab.cookiejar = other.cookiejar
                    tab.get(quiz, status=302)
                    page = tab.get(f"{quiz}/1", status=200)
                    page.forms["answer"].submit("unknown", status=303)
    assert "locked" not in server.said
    for download in downloads:
        assert download.status_code == 200
        assert {one["response_in_words"] for one in download.json["answers"]} == {NOT_DESCRIBED}
