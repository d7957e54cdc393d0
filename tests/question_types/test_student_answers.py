"""Answers as students type them, against the shipped bank.

They were written by somebody who saw the prompts alone, and judged by two others who saw no
marks; where these disagreed, a teacher would ask. The file is there to measure by: it stays as it is.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from quizapp.bank.reading import read_bank
from quizapp.question_types import TYPES
from quizapp.question_types.base import MalformedError, Question
from quizapp.question_types.cloze import gaps
from quizapp.question_types.cloze.kind import ClozeQuestion

BANK = Path(__file__).parents[2] / "questions" / "central-asia-and-china"
ANSWERS = Path(__file__).with_name("student_answers.json")
#: How many of the right answers have to be taken.
TAKEN = 0.95


class Judged(NamedTuple):
    question: str
    gap: str
    response: str
    verdict: str


@cache
def answers() -> tuple[Judged, ...]:
    rows = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return tuple(Judged(row["question"], row.get("gap", ""), row["response"], row["verdict"]) for row in rows)


@cache
def questions() -> dict[str, Question]:
    bank = read_bank(BANK).bank
    assert bank
    return {question.id: question for question in bank.questions}


def outcome(answer: Judged) -> str:
    """Return what happens to an answer: "right", "partly", "wrong" or "ask"."""
    question = questions()[answer.question]
    try:
        if isinstance(question, ClozeQuestion):
            gap = question.gaps[answer.gap]
            return gaps.mark(gap, gaps.read(gap, answer.response)).outcome
        kind = TYPES[question.type]
        return kind.grade(question, kind.parse(question, answer.response, ())).outcome
    except MalformedError:
        return "ask"


def test_nearly_all_right_answers_are_taken_and_no_wrong_one_is() -> None:
    outcomes = [(answer, outcome(answer)) for answer in answers()]
    counts = Counter((answer.verdict, given) for answer, given in outcomes)
    right = sum(count for (verdict, _), count in counts.items() if verdict == "right")
    missed = [answer for answer, given in outcomes if answer.verdict == "right" and given != "right"]
    assert counts["right", "right"] >= TAKEN * right, missed
    taken = [
        answer for answer, given in outcomes if answer.verdict == "wrong" and given in {"right", "partly"}
    ]
    assert taken == []
    # A right answer that isn't taken is asked back, so that its writer can say it otherwise.
    assert counts["right", "wrong"] <= (1 - TAKEN) / 2 * right, missed
