"""The command `quizapp`, run in the process on the app of a test."""

from click.testing import Result
from flask import Flask

from quizapp.cli import main


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(main, words)
