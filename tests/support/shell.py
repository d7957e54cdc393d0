"""The command `quizapp`: in the process on the app of a test, or as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import Result
from flask import Flask

from quizapp.cli import main


def run(app: Flask, *words: str) -> Result:
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
