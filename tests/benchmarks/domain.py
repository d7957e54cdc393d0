"""What needs neither a database nor a request: marking a response, planning a review."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from quizapp.question_types import TYPES
from quizapp.question_types.base import Example, FieldData, MalformedError, QuestionType
from quizapp.question_types.date.reading import read_in as read_date
from quizapp.question_types.folding import fold
from quizapp.question_types.number.reading import read_in as read_number
from quizapp.question_types.typed import TypedType
from quizapp.scheduling.log import LogEntry, replay
from quizapp.scheduling.memory import NEW_CARD, CardState, Rating, preview, review
from quizapp.scheduling.study_day import ONE_DAY, StudyClock
from tests.benchmarks.report import Table
from tests.support.hard_responses import HARD, fillers
from tests.support.logs import a_context, entry_of

#: How long one figure is measured, in seconds.
A_WHILE = 0.02
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
CLOCK = StudyClock("Europe/Berlin")
REVIEWS = 25


def measure() -> tuple[Table, ...]:
    """Measure grading for each type of question and against ill will, and scheduling."""
    grading = Table(
        "Reading and marking a response, by type",
        ("type", "usual µs", "worst µs", "the worst is"),
        note="Over the type's own examples. Target: 200 µs.",
    )
    for kind in filter(lambda kind: kind.is_marked, TYPES.values()):
        costs = sorted((_mark(kind, example), _shown(example.data)) for example in kind.examples)
        grading.rows.append((kind.name, costs[len(costs) // 2][0], *costs[-1]))

    hostile = Table(
        "Responses that take the most work, by type",
        ("type", "worst µs", "the worst is"),
        note="As many characters as a type reads, for questions hard to mark. Target: 10,000 µs.",
    )
    for name in sorted({own["type"] for own in HARD}):
        hostile.rows.append((name, *max(_hostile(TYPES[name]))))

    scheduling = Table("Scheduling", ("what", "µs"))
    card, log = _card_with_a_log()
    load: dict[date, int] = {NOW.date() + day * ONE_DAY: day % 7 for day in range(100)}
    context = a_context(CLOCK, load=load)
    scheduling.rows += [
        ("the four buttons of a card", _microseconds(lambda: preview(card, NOW, context))),
        ("a rating", _microseconds(lambda: review(card, Rating.GOOD, NOW, context))),
        (f"a card rebuilt from {REVIEWS} reviews", _microseconds(lambda: replay(log))),
    ]
    return grading, hostile, scheduling


def _hostile(kind: QuestionType[Any, Any]) -> Iterator[tuple[float, str]]:
    assert isinstance(kind, TypedType)
    for own in HARD:
        if own["type"] == kind.name:
            question = {"id": "q", "topics": ["t"], "prompt": "?", **own}
            for typed in fillers(kind.marker.most_characters):
                yield _mark(kind, Example(question, typed, None)), _shown(typed)


def _mark(kind: QuestionType[Any, Any], example: Example) -> float:
    question = kind.model.model_validate(example.question)
    order = kind.order(question, 0)

    def mark() -> None:
        # The answer too is read anew, as if nobody had been asked this question of late.
        for read in (fold, read_number, read_date):
            read.cache_clear()
        with suppress(MalformedError):
            kind.grade(question, kind.parse(question, example.data, order))

    return _microseconds(mark)


def _shown(data: FieldData) -> str:
    text = repr(data)
    return text if len(text) <= 30 else f"{text[:20]}… ({len(text) - 2} characters)"


def _card_with_a_log() -> tuple[CardState, list[LogEntry]]:
    state, log = NEW_CARD, []
    at = NOW - timedelta(days=400)
    for number in range(REVIEWS):
        rating = Rating.AGAIN if number % 5 == 4 else Rating.GOOD
        context = a_context(CLOCK, seed=number)
        state = review(state, rating, at, context)
        log.append(entry_of("review", rating, state, context))
        at += timedelta(days=16)
    return state, log


def _microseconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call: the mean over a while, the least of three such."""
    work()
    costs = []
    for _ in range(3):
        calls, start = 0, time.process_time()
        while (spent := time.process_time() - start) < A_WHILE:
            work()
            calls += 1
        costs.append(spent / calls)
    return min(costs) * 1e6
