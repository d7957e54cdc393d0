"""Serving: what can't be is said in a sentence, and what is made belongs to its owner alone."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import webtest
from support.http import over_http
from support.resync import EXAMPLE_BANK
from support.server import ROOT, Server, environment_of, wait_for
from support.shell import run_bare


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run_bare(tmp_path / "instance", "serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "choose another port with --port" in result.stderr
    assert "Traceback" not in result.stderr


def test_where_links_lead_is_said_where_others_reach_the_app(tmp_path: Path) -> None:
    instance, sentence = tmp_path / "instance", "Links for new passwords begin with http://"
    with Server(instance) as server:
        assert sentence not in server.said
    with Server(instance, "--host", "0.0.0.0") as server:
        assert sentence in server.said
        assert "0.0.0.0" not in server.url
        assert "set PUBLIC_URL" in server.said
    (instance / "settings.toml").write_text("TRUSTED_PROXIES = 1\n")
    with Server(instance) as server:
        assert sentence in server.said
    (instance / "settings.toml").write_text('TRUSTED_PROXIES = 1\nPUBLIC_URL = "http://quiz.example.org"\n')
    with Server(instance) as server:
        assert sentence not in server.said


def test_a_database_that_cannot_be_reached_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = run_bare(
        tmp_path / "instance", "serve", QUIZAPP_DATABASE=f"sqlite:///{tmp_path}/none/at/all.sqlite"
    )
    assert result.returncode == 1
    assert "The database can't be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_made_belongs_to_its_owner_alone_and_a_second_start_keeps_it(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    # A command that comes too early makes a database without tables.
    command = [sys.executable, "-m", "quizapp", "bank", "sync"]
    assert subprocess.run(command, cwd=ROOT, env=environment_of(instance), check=False).returncode == 1
    with Server(instance) as first, over_http(first.url) as pages:
        assert first.administrator_link
        form = pages.get(first.administrator_link).forms["welcome"]
        form["name"], form["password"] = "Admin", "seven grey geese"
        form.submit(status=303)
    made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in instance.iterdir()}
    assert set(made) >= {"quizapp.sqlite", "secret_key"}
    assert set(made.values()) == {0o600}
    with Server(instance) as second, over_http(second.url) as pages:
        assert second.administrator_link is None
        form = pages.get("/log-in").forms["log-in"]
        form["name"], form["password"] = "Admin", "seven grey geese"
        form.submit(status=303)
        pages.get("/people", status=200)


def test_a_bank_that_is_gone_stays_in_use_and_is_asked_about(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    for name in ("moon", "mars"):
        (questions / name).mkdir(parents=True)
        (questions / name / "bank.yaml").write_text(
            f"schema: 1\nbank: {name}\ntitle: The {name}\n"
            "questions: [{id: a, type: short, topics: [t], prompt: Which?, answer: x}]\n"
        )
    with Server(tmp_path / "instance", questions=questions) as server:
        assert "gone" not in server.said
    shutil.rmtree(questions / "mars")
    with Server(tmp_path / "instance", questions=questions) as server:
        assert "mars: this bank is gone from" in server.said
        assert "--retire mars" in server.said
    listed = run_bare(tmp_path / "instance", "bank", "sync", str(questions), "--dry-run").stdout
    assert "mars: this bank is gone from" in listed


@pytest.mark.parametrize("background", ["true", "false"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_leaves_the_database_whole_in_its_one_file(
    number: int, background: str, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "settings.toml").write_text(f"BACKGROUND_WORKER = {background}\n")
    server = Server(instance, questions=EXAMPLE_BANK)
    server.start()
    with over_http(server.url) as pages:
        form = pages.get("/sign-up").forms["sign-up"]
        form["name"], form["password"] = "Somebody", "seven grey geese"
        form.submit(status=303)
        assert (instance / "quizapp.sqlite-wal").stat().st_size
        assert server.process
        # Ctrl+C reaches all of its processes, and a service manager the first of them.
        (os.killpg if number == signal.SIGINT else os.kill)(server.process.pid, number)
        server.process.wait(60)
    assert [path.name for path in instance.glob("quizapp.sqlite*")] == ["quizapp.sqlite"]
    copy = shutil.copy(instance / "quizapp.sqlite", tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT user_name FROM users").fetchall() == [("Somebody",)]
    server.kill()


def test_a_fault_in_the_questions_is_printed_and_the_last_synced_ones_serve(tmp_path: Path) -> None:
    bank = tmp_path / "questions" / "broken"
    bank.mkdir(parents=True)
    (bank / "bank.yaml").write_text("schema: 1\nbank: broken\ntitel: Broken\n")
    with Server(tmp_path / "instance", questions=bank.parent) as server, over_http(server.url) as pages:
        pages.get("/", status=200)
        assert "bank.yaml:3:1: " in server.said
        assert "were not synced" in server.said


def test_the_log_is_on_standard_error_and_a_full_disk_stops_no_page(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Server(tmp_path / "instance", log=log) as server, over_http(server.url) as pages:
        assert "log" in server.said
        assert "standard error" in server.said
        failed = fail_to_log_in(pages)
        (line,) = [line for line in log.read_text().splitlines() if line.startswith("{")]
        assert json.loads(line)["event"] == "log-in-failed"
        assert json.loads(line)["request"] == failed.headers["X-Request-ID"]
    with Server(tmp_path / "instance", log=Path("/dev/full")) as server, over_http(server.url) as pages:
        fail_to_log_in(pages)
        pages.get("/log-in", status=200)


def test_a_server_whose_input_and_output_are_closed_serves(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    words = ["serve", "--port", str(port), "--questions", str(EXAMPLE_BANK)]
    process = subprocess.Popen(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-m", "quizapp", *words],
        cwd=ROOT,
        env=environment_of(tmp_path / "instance"),
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/log-in")
    finally:
        process.terminate()
        assert process.wait(30) == 0


def fail_to_log_in(pages: webtest.TestApp) -> webtest.TestResponse:
    form = pages.get("/log-in").forms["log-in"]
    form["name"], form["password"] = "Nobody", "seven grey geese"
    return form.submit(status=422)


def test_what_fails_outside_of_every_page_can_forge_no_line_either(tmp_path: Path) -> None:
    """The server itself logs what an app raises; its log is the app's."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "support.broken_app", "serve", "--port", str(port), "--workers", "1"]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "tests"),
        "QUIZAPP_INSTANCE": str(tmp_path / "instance"),
    }
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/log-in")
    finally:
        process.terminate()
        process.wait(30)
    lines = (tmp_path / "log").read_text().splitlines()
    about = [line for line in lines if "broken" in line or "forged" in line]
    assert about
    assert all(re.match(r"\[20|    [0-9a-f]{16} \| ", line) for line in about)
    assert "\x1b" not in "".join(lines)
