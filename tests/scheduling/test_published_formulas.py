"""A second implementation of FSRS-6, written from its published formulas, as an oracle.

https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm, with the two details in
which py-fsrs 6.3.2 and the benchmark's own model agree: a same-day Hard doesn't lower stability,
and a lapse takes the smaller of the two post-lapse stabilities.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.logs import a_context

from quizapp.scheduling.memory import NEW_CARD, Rating, recall_probability, review
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.study_day import StudyClock

W: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # 0-3: the first stability
    *(6.4133, 0.8334, 3.0194, 0.001),  # 4-7: difficulty
    *(1.8722, 0.1666, 0.796),  # 8-10: stability after recall
    *(1.4835, 0.0614, 0.2629, 1.6483),  # 11-14: stability after a lapse
    *(0.6014, 1.8729),  # 15-16: Hard and Easy
    *(0.5425, 0.0912, 0.0658),  # 17-19: the same day
    0.1542,  # 20: the forgetting curve
)

CLOCK = StudyClock("UTC", day_starts_at=0)
START = datetime(2025, 1, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Memory:
    stability: float
    difficulty: float

    @staticmethod
    def first(grade: int) -> "Memory":
        return Memory(W[grade - 1], clamped(initial_difficulty(grade)))

    def recall(self, days: int) -> float:
        factor = 0.9 ** (-1 / W[20]) - 1
        return float((1 + factor * days / self.stability) ** -W[20])

    def after(self, grade: int, days: int) -> "Memory":
        if days == 0:
            stability = self.same_day(grade)
        elif grade == 1:
            stability = self.forgotten(days)
        else:
            stability = self.recalled(grade, days)
        return Memory(max(stability, 0.001), self.next_difficulty(grade))

    def same_day(self, grade: int) -> float:
        increase = exp(W[17] * (grade - 3 + W[18])) * self.stability ** -W[19]
        return float(self.stability * (increase if grade == 1 else max(1.0, increase)))

    def recalled(self, grade: int, days: int) -> float:
        gain = exp(W[8]) * (11 - self.difficulty) * self.stability ** -W[9]
        gain *= exp(W[10] * (1 - self.recall(days))) - 1
        gain *= {2: W[15], 3: 1.0, 4: W[16]}[grade]
        return float(self.stability * (1 + gain))

    def forgotten(self, days: int) -> float:
        long_term = W[11] * self.difficulty ** -W[12] * ((self.stability + 1) ** W[13] - 1)
        long_term *= exp(W[14] * (1 - self.recall(days)))
        return float(min(long_term, self.stability / exp(W[17] * W[18])))

    def next_difficulty(self, grade: int) -> float:
        damped = self.difficulty - W[6] * (grade - 3) * (10 - self.difficulty) / 9
        return clamped(W[7] * initial_difficulty(4) + (1 - W[7]) * damped)


def initial_difficulty(grade: int) -> float:
    return W[4] - exp(W[5] * (grade - 1)) + 1


def clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)


elapsed_days = st.one_of(st.just(0), st.integers(0, 5), st.integers(0, 2000))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(Rating), elapsed_days), min_size=1, max_size=30))
def test_both_implementations_agree_after_every_answer(history: list[tuple[Rating, int]]) -> None:
    state, at = NEW_CARD, START
    expected: Memory | None = None
    for rating, days in history:
        at += timedelta(days=days)
        if expected is not None:
            recall = recall_probability(state, at.date(), DEFAULT_PARAMETERS)
            assert recall == pytest.approx(expected.recall(days), rel=1e-12)
        expected = expected.after(rating, days) if expected else Memory.first(rating)
        state = review(state, rating, at, a_context(CLOCK))
        assert state.stability == pytest.approx(expected.stability, rel=1e-12)
        assert state.difficulty == pytest.approx(expected.difficulty, rel=1e-12)
