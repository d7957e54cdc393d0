"""The process that keeps workers at work."""

import re
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


def test_a_worker_that_fails_is_logged_without_a_forged_line_and_replaced(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILING], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    lines = ended.stderr.splitlines()
    assert "RuntimeError: broken" in ended.stderr
    assert all(re.match(r"\[20|    - \| ", line) for line in lines), lines
    assert "\x1b" not in ended.stderr
