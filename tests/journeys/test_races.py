"""What meets at one moment at an assignment, at the real server with its two processes, on either database.

Whatever comes first: the result is that of the last answer which the server said is saved.
"""

import itertools
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

import pytest
from sqlalchemy import select, update
from support.assigning import change_terms
from support.databases import Backend
from support.parallel import at_once
from support.sitting import BUSY, RIGHT, Sitting, Tab, sitting_at

from quizapp.assignments.terms import Terms
from quizapp.models import Attempt
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.quizzes.timing import GRACE
from quizapp.services.courses import attempt_changes
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import closing
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.every_database

LEARNERS = 10
#: Autosave against submission: in all, and so spread over the learners.
ROUNDS = 200
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SEEN = Terms(shows=Shows.HOMEWORK, attempts=None)
TIMED = QuizRules(Feedback.END, time_limit=60)
#: What is told of an answer that doesn't count: from an old page, or late, and then kept apart for the staff.
REFUSED = {HTTPStatus.CONFLICT, HTTPStatus.ACCEPTED}
#: What may come of an answer: it is saved, it doesn't count, or nobody had time for it.
FORESEEN = {HTTPStatus.OK, BUSY} | REFUSED


@pytest.fixture(scope="module")
def sitting(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    with sitting_at(backend, tmp_path_factory.mktemp("sitting"), LEARNERS) as sitting:
        yield sitting


@dataclass
class Typing:
    """Somebody who types into one question: right and wrong in turn, each saved before the next."""

    tab: Tab
    attempt: int
    number: int = 1
    #: What the server said is saved, by its sequence.
    saved: dict[int, str] = field(default_factory=dict)
    #: Set as soon as so many answers are saved.
    enough: threading.Event = field(default_factory=threading.Event)

    def go_on(self, most: int, wait_for: int = 1) -> HTTPStatus:
        """Save answers until one is refused, or there are so many; return what was said last."""
        status = HTTPStatus.OK
        try:
            while (sequence := self.sequence) < most:
                text = RIGHT if sequence % 2 else f"not {sequence}"
                reply = self.tab.save(self.attempt, self.number, sequence, text)
                status = HTTPStatus(reply.status)
                assert status in FORESEEN, reply
                if status in REFUSED:
                    break
                if reply.saved is not None:
                    self.saved[reply.saved] = text
                if self.sequence >= wait_for:
                    self.enough.set()
        finally:
            self.enough.set()
        return status

    @property
    def sequence(self) -> int:
        return max(self.saved, default=0)

    @property
    def last(self) -> str:
        return self.saved.get(self.sequence, "")


def well(said: list[Any]) -> list[Any]:
    """Return what came of work that mustn't have failed."""
    for one in said:
        if isinstance(one, Exception):
            raise one
    return said


def check(sitting: Sitting, row: Attempt, typing: Typing) -> None:
    """Hold a finished attempt to what its learner was told."""
    assert sitting.answers(typing.attempt, typing.number) == typing.saved
    assert row.finished_at
    assert row.finished_at >= row.started_at
    assert row.points == (1 if typing.last == RIGHT else 0)


def begin(sitting: Sitting, tab: Tab, assignment: int) -> int:
    """Begin an attempt, tried again while the server is busy."""
    while (reply := sitting.begin(tab, assignment)).status == BUSY:
        pass
    assert reply.attempt, reply
    return reply.attempt


def finish(tab: Tab, attempt: int) -> None:
    while (reply := tab.finish(attempt)).status == BUSY:
        pass
    assert reply.status == HTTPStatus.SEE_OTHER, reply


# ---- beginning


def test_twenty_starts_at_once_begin_one_attempt(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms())
    for learner in sitting.learners[:3]:
        tabs = [sitting.tab(learner) for _ in range(20)]
        said = well(at_once([partial(sitting.begin, tab, quiz) for tab in tabs]))
        assert {reply.status for reply in said} <= {HTTPStatus.SEE_OTHER, BUSY}
        assert len({reply.attempt for reply in said if reply.attempt}) == 1
    assert len(sitting.attempts(quiz)) == 3


def test_starts_while_the_only_attempt_ends_begin_no_other(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms())
    for learner in sitting.learners[:3]:
        tabs = [sitting.tab(learner) for _ in range(10)]
        attempt = begin(sitting, tabs[0], quiz)
        starts = [partial(sitting.begin, tab, quiz) for tab in tabs[1:]]
        said = well(at_once([partial(tabs[0].finish, attempt), *starts]))
        assert {reply.status for reply in said} <= {HTTPStatus.SEE_OTHER, BUSY}
        assert {reply.attempt for reply in said if reply.attempt} <= {attempt}
    assert len(sitting.attempts(quiz)) == 3


# ---- answering


def test_of_two_tabs_each_answer_is_kept_in_turn_or_refused(sitting: Sitting) -> None:
    quiz = sitting.assign(SEEN)

    def keep_answering(tab: Tab, attempt: int, who: str) -> dict[int, str]:
        """Answer five times, each time from the page as it stands; return what was saved."""
        saved: dict[int, str] = {}
        while len(saved) < 5:
            text = f"{who}{len(saved)}"
            reply = tab.save(attempt, 1, tab.sequence(attempt, 1), text)
            assert reply.status in FORESEEN
            if reply.saved is not None:
                saved[reply.saved] = text
        return saved

    work = []
    for learner in sitting.learners[:4]:
        tabs = sitting.tab(learner), sitting.tab(learner)
        attempt = begin(sitting, tabs[0], quiz)
        work += [partial(keep_answering, tab, attempt, who) for tab, who in zip(tabs, "ab", strict=True)]
    said = well(at_once(work))
    for row, one, other in zip(sitting.attempts(quiz), said[::2], said[1::2], strict=True):
        assert not one.keys() & other.keys()
        assert sitting.answers(row.id, 1) == one | other


# ---- submitting


def test_what_is_saved_while_it_is_submitted_counts_or_is_refused(sitting: Sitting) -> None:
    quiz = sitting.assign(SEEN)

    def take_in_turn(learner: Person) -> list[Typing]:
        typing, submitting = sitting.tab(learner), sitting.tab(learner)
        return [one_round(typing, submitting, number) for number in range(ROUNDS // LEARNERS)]

    def one_round(tab: Tab, other: Tab, number: int) -> Typing:
        typing = Typing(tab, begin(sitting, tab, quiz))

        def submit() -> None:
            # After none, one or two answers: at each point of saving the next.
            typing.enough.wait(60)
            finish(other, typing.attempt)

        if number % 3 == 0:
            typing.enough.set()
        thread = threading.Thread(target=submit)
        thread.start()
        typing.go_on(most=6, wait_for=number % 3)
        thread.join(60)
        return typing

    said = well(at_once([partial(take_in_turn, learner) for learner in sitting.learners]))
    rounds = {typing.attempt: typing for typing in itertools.chain(*said)}
    rows = sitting.attempts(quiz)
    assert len(rows) == len(rounds) == ROUNDS
    for row in rows:
        check(sitting, row, rounds[row.id])


def test_fifty_identical_submissions_make_one_result(sitting: Sitting) -> None:
    quiz = sitting.assign(SEEN)
    learner = sitting.learners[0]
    tab = sitting.tab(learner)
    typing = Typing(tab, begin(sitting, tab, quiz))
    typing.go_on(most=4)
    tabs = [sitting.tab(learner) for _ in range(50)]
    said = well(at_once([partial(one.finish, typing.attempt) for one in tabs]))
    assert {reply.status for reply in said} <= {HTTPStatus.SEE_OTHER, BUSY}
    (row,) = sitting.attempts(quiz)
    check(sitting, row, typing)
    assert {tab.finish(typing.attempt).status} == {HTTPStatus.SEE_OTHER}
    assert sitting.attempts(quiz)[0].finished_at == row.finished_at


# ---- the end of its time


def test_at_the_end_of_the_time_what_was_saved_counts_and_nothing_after(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms(shows=Shows.HOMEWORK, rules=TIMED))
    typing = [Typing(tab, begin(sitting, tab, quiz)) for tab in map(sitting.tab, sitting.learners)]
    ended_at = datetime.now(UTC) - GRACE + timedelta(seconds=1)
    with sitting.app.app_context(), writing() as session:
        times = {"started_at": ended_at - HOUR, "ends_at": ended_at}
        session.execute(update(Attempt).where(Attempt.assignment_id == quiz).values(times))

    def look(one: Typing, tab: Tab) -> None:
        """Ask for pages that finish what is over, until one of them has."""
        while not one.enough.is_set() or datetime.now(UTC) < ended_at + GRACE:
            reply = tab.get(f"/courses/{sitting.course}/assignments/{quiz}")
            assert reply.status in {HTTPStatus.OK, BUSY}
        tab.get(f"/quizzes/{one.attempt}/result")

    def look_as_staff() -> None:
        """Finish what is over as the staff's pages and the background worker do."""
        while (now := datetime.now(UTC)) < ended_at + GRACE + timedelta(seconds=0.2):
            closing.close_overdue_in_course(sitting.course, now)
            reading().rollback()

    watching = [
        partial(look, one, sitting.tab(learner))
        for one, learner in zip(typing, sitting.learners, strict=True)
    ]
    watching.append(partial(in_app, sitting, look_as_staff))
    said = well(at_once([*(partial(one.go_on, most=100) for one in typing), *watching]))
    # What comes in the end is kept apart.
    assert {*said[: len(typing)]} <= {HTTPStatus.ACCEPTED, HTTPStatus.OK}
    assert HTTPStatus.ACCEPTED in said
    for row, one in zip(sitting.attempts(quiz), typing, strict=True):
        check(sitting, row, one)
        assert (row.finished_at, row.finished_by) == (ended_at, "time")


# ---- terms that change meanwhile


def test_more_and_less_time_for_attempts_under_way_lose_no_answer(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms(shows=Shows.HOMEWORK, rules=TIMED))
    typing = [Typing(tab, begin(sitting, tab, quiz)) for tab in map(sitting.tab, sitting.learners)]
    now = datetime.now(UTC)
    limits = itertools.cycle([90, 45, 120, 30])

    def change(limit: int) -> None:
        rules = QuizRules(Feedback.END, time_limit=limit)
        change_terms(
            sitting.instructor, sitting.course, quiz, datetime.now(UTC), may_take_time=True, rules=rules
        )

    def change_often() -> None:
        for _ in range(12):
            change(next(limits))

    half = len(typing) // 2

    def answer_and_submit(one: Typing) -> None:
        one.go_on(most=8)
        finish(one.tab, one.attempt)

    well(
        at_once(
            [
                *(partial(one.go_on, most=15) for one in typing[:half]),
                *(partial(answer_and_submit, one) for one in typing[half:]),
                partial(in_app, sitting, change_often),
            ]
        )
    )
    for row, one in zip(sitting.attempts(quiz), typing, strict=True):
        assert sitting.answers(one.attempt, one.number) == one.saved
        if one in typing[half:]:
            check(sitting, row, one)
        else:
            assert row.ends_at == row.started_at + timedelta(minutes=30)

    # A close before they even began, confirmed: answers that were saved count all the same.
    begin_earlier(sitting, quiz, HOUR / 4)
    in_app(
        sitting,
        lambda: change_terms(
            *(sitting.instructor, sitting.course, quiz, datetime.now(UTC)),
            may_take_time=True,
            closes_at=now - HOUR / 2,
        ),
    )
    for row, one in zip(sitting.attempts(quiz)[:half], typing[:half], strict=True):
        assert one.tab.save(row.id, 2, 0, RIGHT).status == HTTPStatus.ACCEPTED
        assert one.tab.get(f"/quizzes/{row.id}/result").status == HTTPStatus.OK
    for row, one in zip(sitting.attempts(quiz), typing, strict=True):
        check(sitting, row, one)


# ---- what the staff does about attempts meanwhile


def test_attempts_that_are_reopened_while_they_are_taken_lose_no_answer(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms(shows=Shows.EXAM))
    typing = [Typing(tab, begin(sitting, tab, quiz)) for tab in map(sitting.tab, sitting.learners[:6])]

    def take(one: Typing) -> None:
        """Answer and submit three times over: what is submitted is reopened in between."""
        for most in (3, 6, 9):
            while one.sequence < most:
                one.go_on(most)
            finish(one.tab, one.attempt)

    def reopen_all() -> None:
        given = sitting.instructor, sitting.course, quiz
        while not all(one.sequence >= 9 for one in typing):
            for one in typing:
                if one.sequence < 9:
                    with suppress(InvalidError, StaleError):
                        now = datetime.now(UTC)
                        attempt_changes.reopen(*given, one.attempt, None, "The line was cut", now)

    takers = [partial(take, one) for one in typing]
    well(at_once([*takers, partial(in_app, sitting, reopen_all)]))
    rows = sitting.attempts(quiz)
    assert len(rows) == len(typing)
    for row, one in zip(rows, typing, strict=True):
        finish(one.tab, one.attempt)
        check(sitting, next(again for again in sitting.attempts(quiz) if again.id == row.id), one)


def test_what_is_saved_while_an_attempt_is_annulled_counts_or_is_refused(sitting: Sitting) -> None:
    quiz = sitting.assign(Terms(shows=Shows.HOMEWORK, attempts=1))
    typing = [Typing(tab, begin(sitting, tab, quiz)) for tab in map(sitting.tab, sitting.learners[:6])]

    def annul_all() -> None:
        for one in typing:
            one.enough.wait(60)
            given = sitting.instructor, sitting.course, quiz, one.attempt, "It began too early"
            attempt_changes.annul(*given, datetime.now(UTC))

    said = well(at_once([*(partial(one.go_on, 20) for one in typing), partial(in_app, sitting, annul_all)]))
    assert {*said[:-1]} <= {HTTPStatus.CONFLICT, HTTPStatus.OK}
    for row, one in zip(sitting.attempts(quiz), typing, strict=True):
        assert row.annulled_at
        assert sitting.answers(row.id, 1) == one.saved
        # It counts as though it had never been.
        assert begin(sitting, one.tab, quiz) != row.id


def begin_earlier(sitting: Sitting, assignment: int, span: timedelta) -> None:
    """Let attempts have begun by a span earlier than they did."""
    with sitting.app.app_context(), writing() as session:
        for attempt in session.scalars(select(Attempt).where(Attempt.assignment_id == assignment)):
            attempt.started_at -= span


def in_app(sitting: Sitting, work: Any) -> Any:
    with sitting.app.app_context():
        return work()
