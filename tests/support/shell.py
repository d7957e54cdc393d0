"""The command `quizapp`: in the process on the app of a test, or as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import Result
from flask import Flask, has_app_context

from quizapp.cli import main
from quizapp.services.transaction import reading


def run(app: Flask, *words: str) -> Result:
    """Run the command on the app of a test; what the test has read of the database so far is over.

    A command gives back every connection at its end, as a process of its own does: one that the test still
    held would be left open.
    """
    if has_app_context():
        reading().rollback()
    return app.test_cli_runner().invoke(main, words)


def run_bare(
    instance: Path, *words: str, within: Sequence[str] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, on an instance and with settings from the environment.

    `within` is a command that runs another one under conditions of its own.
    """
    return subprocess.run(
        [*within, sys.executable, "-m", "quizapp", *words],
        env={**os.environ, "QUIZAPP_INSTANCE": str(instance), **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
