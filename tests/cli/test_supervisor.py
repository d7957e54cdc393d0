"""The process that keeps workers at work."""

import re
import resource
import subprocess
import sys
from pathlib import Path

FAILING = """
import os, signal
from quizapp.cli.supervisor import Worker, supervise
from quizapp.web import log

def fail(parent):
    raise RuntimeError("broken\\n[ERROR] forged \\x1b[31m")

def second(parent):
    if os.path.exists("again"):
        os.kill(parent, signal.SIGTERM)
    open("again", "w").close()

log.configure()
supervise([Worker(fail), Worker(second)])
"""

#: The first worker leaves its parent no file for another process, and the other one lives until told to stop.
CROWDED = """
import os, resource, signal
from quizapp.cli.supervisor import Worker, supervise
from quizapp.web import log

def crowd(parent):
    if os.path.exists("again"):
        os.kill(parent, signal.SIGTERM)
    open("again", "w").close()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.prlimit(parent, resource.RLIMIT_NOFILE, (0, most))

def live(parent):
    print("lives", flush=True)
    signal.pause()

log.configure()
supervise([Worker(crowd), Worker(live)])
print("ended", flush=True)
"""


def test_a_worker_that_fails_is_logged_without_a_forged_line_and_replaced(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILING], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    lines = ended.stderr.splitlines()
    assert "RuntimeError: broken" in ended.stderr
    assert all(re.match(r"\[20|    - \| ", line) for line in lines), lines
    assert "\x1b" not in ended.stderr


def test_a_worker_that_cannot_be_started_is_tried_again_and_the_others_go_on(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CROWDED],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert any("A worker can't be started" in line for line in process.stderr)
        files = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, files)
        assert process.stdout.read().split() == ["lives", "ended"]
    assert process.returncode == 0
