"""One made-up card through everything that can happen to it, with the states it must have.

Stability and difficulty in the file were computed by the second implementation (see
test_published_formulas.py), the rest was checked by hand. A difference here means that the
states stored on every installation no longer follow from their logs.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from support.logs import a_context, apply_quiz, entry_of, undo_at

from quizapp.scheduling.log import LogEntry, replay
from quizapp.scheduling.memory import CardState, Rating, review
from quizapp.scheduling.study_day import StudyClock

FILE = Path(__file__).with_name("golden-log.jsonl")


def take(step: dict[str, Any], before: CardState, log: list[LogEntry]) -> None:
    """Append to the log what a step of the file amounts to."""
    at = datetime.fromisoformat(step["at"])
    load = {date.fromisoformat(day): cards for day, cards in step.get("load", {}).items()}
    context = a_context(
        StudyClock(*step["clock"]),
        desired_retention=step["desired_retention"],
        load=load,
        seed=before.reviews,
    )
    verb, *credit = step["do"].split()
    if verb == "undo":
        log.append(undo_at(at, context))
    elif verb == "quiz":
        if learnt := apply_quiz(before, float(credit[0]), at, context):
            log.append(entry_of("quiz", *learnt, context))
    else:
        rating = Rating[verb.upper()]
        log.append(entry_of("review", rating, review(before, rating, at, context), context))


def test_the_golden_log_leads_to_the_golden_states() -> None:
    log: list[LogEntry] = []
    for line in FILE.read_text().splitlines():
        step = json.loads(line)
        take(step, replay(log), log)
        state, expected = replay(log), step["after"]
        due_at, due_day = expected.get("due_at"), expected.get("due_day")
        assert state.due_at == (datetime.fromisoformat(due_at) if due_at else None), step
        assert state.due_day == (date.fromisoformat(due_day) if due_day else None), step
        assert state.stability == pytest.approx(expected["stability"], rel=1e-12), step
        assert state.difficulty == pytest.approx(expected["difficulty"], rel=1e-12), step
        for field in ("phase", "step", "reviews", "lapses"):
            assert getattr(state, field) == expected[field], step
