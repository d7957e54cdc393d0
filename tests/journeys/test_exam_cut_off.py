"""A class in the middle of an exam when the server goes: what was acknowledged is there when it is back."""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException

import pytest
from support.databases import Backend
from support.sitting import BUSY, QUESTIONS, RIGHT, Sitting, Tab, sitting_at

from quizapp.assignments.terms import Terms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.person import Person

pytestmark = pytest.mark.every_database

LEARNERS = 10
#: Of all of them together before the server goes.
ANSWERS = 400
#: Of each at most: more changes within a minute are refused.
OF_EACH = 100
EXAM = Terms(shows=Shows.EXAM, rules=QuizRules(Feedback.END, time_limit=60))


@pytest.fixture(scope="module")
def sitting(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    with sitting_at(backend, tmp_path_factory.mktemp("exam"), 2 * LEARNERS) as sitting:
        yield sitting


class Answering:
    """A class that answers until the server is gone, and what the server said is saved."""

    def __init__(self) -> None:
        self.enough = threading.Event()
        self._count = itertools.count(1)

    def go_on(self, tab: Tab, attempt: int, saved: dict[tuple[int, int], str]) -> None:
        """Answer the questions of an attempt over and over; keep what is saved by question and sequence."""
        sequences = dict.fromkeys(range(1, QUESTIONS + 1), 0)
        # The server goes while an answer is under way, as it should.
        with suppress(HTTPException, OSError):
            for turn in range(OF_EACH):
                number = turn % QUESTIONS + 1
                text = RIGHT if turn // QUESTIONS % 2 else f"not {turn}"
                reply = tab.save(attempt, number, sequences[number], text)
                assert reply.status in {HTTPStatus.OK, BUSY}, reply
                if reply.saved is not None:
                    sequences[number] = reply.saved
                    saved[number, reply.saved] = text
                    if next(self._count) == ANSWERS:
                        self.enough.set()


def test_after_kill_9_what_was_acknowledged_is_there_and_the_exam_goes_on(sitting: Sitting) -> None:
    cut_off(sitting, sitting.learners[:LEARNERS], sitting.server.kill)


def test_after_sigterm_what_was_acknowledged_is_there_and_the_exam_goes_on(sitting: Sitting) -> None:
    # Others, since so many changes of one answer within a minute are refused.
    cut_off(sitting, sitting.learners[LEARNERS:], sitting.server.stop)


def cut_off(sitting: Sitting, learners: Sequence[Person], end: Callable[[], None]) -> None:
    """Let the server go while learners answer, start it again, and let them go on and submit."""
    quiz = sitting.assign(EXAM)
    answering = Answering()
    saved: dict[int, dict[tuple[int, int], str]] = {}
    threads = []
    for learner in learners:
        tab = sitting.tab(learner)
        attempt = sitting.begin(tab, quiz).attempt
        assert attempt
        saved[attempt] = {}
        threads.append(threading.Thread(target=answering.go_on, args=(tab, attempt, saved[attempt])))
    for thread in threads:
        thread.start()
    assert answering.enough.wait(60)
    end()
    for thread in threads:
        thread.join(60)
    assert "Traceback" not in sitting.server.said
    assert sum(map(len, saved.values())) >= ANSWERS

    sitting.server.start()
    points = {}
    for (attempt, acknowledged), learner in zip(saved.items(), learners, strict=True):
        stored = {
            (number, sequence): text
            for number in range(1, QUESTIONS + 1)
            for sequence, text in sitting.answers(attempt, number).items()
        }
        assert acknowledged.items() <= stored.items()
        # Only what was under way may be there besides.
        assert len(stored) <= len(acknowledged) + 1
        tab = sitting.tab(learner)
        last = tab.sequence(attempt, 1)
        assert tab.save(attempt, 1, last, "written afterwards").saved == last + 1
        assert tab.finish(attempt).status == HTTPStatus.SEE_OTHER
        # The last of each question counts.
        counted = {number: text for (number, _), text in sorted(stored.items())} | {1: ""}
        points[attempt] = sum(text == RIGHT for text in counted.values())
    assert {row.id: row.points for row in sitting.attempts(quiz)} == points
