"""Workers as real processes: they do what waits, stop when told, and leave nothing undone when killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from support.http import over_http
from support.jobs import do_jobs, jobs
from support.mail import Mailbox
from support.people import a_person
from support.server import Server
from support.shell import run_bare

from quizapp.models import Job
from quizapp.services.accounts import recovery
from quizapp.services.jobs.claims import LEASE

#: How long a process may take to do something on a busy machine, in seconds.
PATIENCE = 60
Start = Callable[..., subprocess.Popen[str]]
LINK = "https://quiz.example.org/new-password/"


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def events_in(log: str) -> list[str]:
    """Return the security events of a log that holds nothing else."""
    return [json.loads(line)["event"] for line in log.splitlines()]


def mail_settings(port: int) -> str:
    lines = ('SMTP_HOST = "127.0.0.1"', f"SMTP_PORT = {port}", 'SMTP_SECURITY = "none"')
    return "\n".join((*lines, 'PUBLIC_URL = "https://quiz.example.org"', "HTTPS = false")) + "\n"


def set_mail_server(instance: Path, port: int) -> None:
    with (instance / "settings.toml").open("a") as file:
        file.write(mail_settings(port))


@pytest.fixture
def instance(app: Flask) -> Path:
    return Path(app.instance_path)


@pytest.fixture
def request_of_anna(app: Flask) -> None:
    """Let somebody ask for a link."""
    now = datetime.now(UTC)
    with app.app_context():
        a_person(now, "Anna", email="anna@example.org")
        recovery.request_letters("Anna", LINK, now)


@pytest.fixture
def silence() -> Iterator[socket.socket]:
    """Give a mail server that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


def letter(app: Flask) -> Job | None:
    """Return the letter among the jobs, once it was looked up for whom."""
    with app.app_context():
        return next((job for job in jobs() if job.user_id), None)


def state_of_letter(app: Flask) -> str | None:
    found = letter(app)
    return found and found.state


@pytest.fixture
def start(instance: Path) -> Iterator[Start]:
    """Return a function that starts a worker; those that are left are killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "quizapp", "work", *options],
                env={**os.environ, "QUIZAPP_INSTANCE": str(instance)},
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


@pytest.mark.usefixtures("request_of_anna")
def test_once_does_all_that_is_due_and_stops(app: Flask, instance: Path, mailbox: Mailbox) -> None:
    set_mail_server(instance, mailbox.server.port)
    result = run_bare(instance, "work", "--once")
    assert (result.returncode, events_in(result.stderr)) == (0, ["password-link-made"])
    assert mailbox.next()["To"] == "anna@example.org"
    with app.app_context():
        assert {job.state for job in jobs()} == {"done"}


@pytest.mark.usefixtures("request_of_anna")
def test_a_job_whose_worker_was_killed_is_taken_up_by_another(
    app: Flask, instance: Path, mailbox: Mailbox, silence: socket.socket, start: Start
) -> None:
    set_mail_server(instance, silence.getsockname()[1])
    worker = start()
    connection, _ = silence.accept()
    worker.kill()
    worker.wait(PATIENCE)
    connection.close()
    assert state_of_letter(app) == "running"
    with app.app_context():
        do_jobs(mailbox.server, datetime.now(UTC))
        assert mailbox.is_empty
        do_jobs(mailbox.server, datetime.now(UTC) + LEASE)
    assert mailbox.next()["To"] == "anna@example.org"
    assert state_of_letter(app) == "done"
    assert mailbox.is_empty


@pytest.mark.usefixtures("request_of_anna")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_in_the_middle_gives_its_job_back(
    number: signal.Signals, app: Flask, instance: Path, silence: socket.socket, start: Start
) -> None:
    set_mail_server(instance, silence.getsockname()[1])
    worker = start()
    connection, _ = silence.accept()
    worker.send_signal(number)
    _, said = worker.communicate(timeout=PATIENCE)
    connection.close()
    assert (worker.returncode, "Traceback" in said) == (0, False)
    found = letter(app)
    assert found
    assert (found.state, found.attempts) == ("waiting", 0)


def test_an_idle_worker_stops_when_told(
    app: Flask, instance: Path, mailbox: Mailbox, request_of_anna: None, start: Start
) -> None:
    assert request_of_anna is None
    set_mail_server(instance, mailbox.server.port)
    worker = start()
    assert mailbox.next()
    wait_for(lambda: state_of_letter(app) == "done")
    worker.terminate()
    _, said = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, events_in(said)) == (0, ["password-link-made"])


def children_of(parent: int) -> list[int]:
    """Return the processes that a process has started and that run, in the order of their starts."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name of a program may hold anything; its state and its parent come after the last bracket.
            state, its_parent, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(its_parent) == parent and state != "Z":
                found.append(int(folder.name))
    return sorted(found)


def is_alive(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def workers_of(server: Server) -> list[int]:
    """Return the processes that answer requests, two of them, and the one that works in the background."""
    assert server.process
    parent = server.process.pid
    wait_for(lambda: len(children_of(parent)) == 3)
    return children_of(parent)


def ask_for_a_link(server: Server) -> None:
    with over_http(server.url) as pages:
        form = pages.get("/forgotten-password").forms["forgotten"]
        form["who"] = "Anna"
        form.submit(status=303)


@pytest.fixture
def server(app: Flask, instance: Path, mailbox: Mailbox) -> Iterator[Server]:
    """Give a server with somebody to mail to."""
    with app.app_context():
        a_person(datetime.now(UTC), "Anna", email="anna@example.org")
    set_mail_server(instance, mailbox.server.port)
    server = Server(instance, questions=instance / "none")
    yield server
    server.kill()


def test_a_server_brings_workers_replaces_dead_ones_and_takes_them_along(
    server: Server, mailbox: Mailbox
) -> None:
    server.start()
    ask_for_a_link(server)
    assert mailbox.next()["To"] == "anna@example.org"
    first = workers_of(server)
    for worker in first:
        os.kill(worker, signal.SIGKILL)
    wait_for(lambda: not any(is_alive(worker) for worker in first))
    # The socket is the supervisor's: what comes meanwhile waits.
    ask_for_a_link(server)
    assert mailbox.next()["To"] == "anna@example.org"
    second = workers_of(server)
    assert not {*first} & {*second}
    assert server.process
    # To the server alone, as somebody does who has looked up its number.
    server.process.terminate()
    wait_for(lambda: not any(is_alive(worker) for worker in second))


def test_no_worker_outlives_what_started_it(server: Server) -> None:
    server.start()
    workers = workers_of(server)
    assert server.process
    server.process.kill()
    wait_for(lambda: not any(is_alive(worker) for worker in workers))


@pytest.mark.usefixtures("request_of_anna")
def test_a_job_that_outlives_a_killed_server_leaves_the_port_to_the_next(
    instance: Path, silence: socket.socket
) -> None:
    set_mail_server(instance, silence.getsockname()[1])
    with Server(instance, questions=instance / "none") as first:
        connection, _ = silence.accept()
        workers = workers_of(first)
        assert first.process
        first.process.kill()
        wait_for(lambda: sum(map(is_alive, workers)) == 1)
        port = first.url.rpartition(":")[2]
        with connection, Server(instance, "--port", port, questions=instance / "none") as second:
            assert second.url == first.url


def test_a_server_without_a_worker_leaves_the_work_to_others(
    app: Flask, instance: Path, server: Server, mailbox: Mailbox
) -> None:
    with (instance / "settings.toml").open("a") as file:
        file.write("BACKGROUND_WORKER = false\n")
    server.start()
    ask_for_a_link(server)
    assert server.process
    assert len(children_of(server.process.pid)) == 2
    with app.app_context():
        assert [job.state for job in jobs()] == ["waiting"]
    assert mailbox.is_empty
