"""Change the bank of the tests as its authors would: in its files, which are then synced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank
from quizapp.question_types.base import Question
from quizapp.services.banks import sync

EXAMPLE_BANK = Path(__file__).parents[1] / "banks" / "example"
#: How its picture is called once it is served.
PICTURE = f"{sha256((EXAMPLE_BANK / 'mont-blanc.png').read_bytes()).hexdigest()}.png"


@cache
def example_bank() -> Bank:
    """Return what the files of the bank of the tests say."""
    reading = read_bank(EXAMPLE_BANK)
    assert reading.bank, reading.problems
    return reading.bank


def resync(change: Callable[[Question], Question | None], now: datetime, **others: Any) -> None:
    """Change every question, or retire it where that returns None; `others` are other fields of the bank.

    Needs an app context.
    """
    files = example_bank()
    changed = [change(question) for question in files.questions]
    questions = tuple(question for question in changed if question)
    sync.sync([replace(files, questions=questions, **others)], now)
