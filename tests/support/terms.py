"""Terms of assignments, overrides and accommodations, as properties need them; all in one autumn."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from quizapp.assignments.attempts import AttemptSummary
from quizapp.assignments.resolving import INHERIT, Accommodation, Override
from quizapp.assignments.terms import Counts, LateStep, Terms
from quizapp.quizzes.rules import Feedback, QuizRules, Shows

BERLIN = ZoneInfo("Europe/Berlin")
#: The clocks go back on 25 October.
AUTUMN = datetime(2026, 10, 19, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

limits = st.integers(1, 300)
#: Days, or minutes, or both.
spans = st.builds(lambda days, minutes: days * DAY + minutes * MINUTE, st.integers(0, 9), st.integers(0, 300))
any_spans = spans | spans.map(lambda span: -span)
moments = spans.map(lambda span: AUTUMN + span)
accommodations = st.builds(
    Accommodation,
    time_factor=st.sampled_from([1, 1.1, 1.25, 1.5, 2]),
    extra_minutes=st.integers(0, 60),
    extra_attempts=st.integers(0, 2),
    extra_days=st.integers(0, 5),
)


def rules(limit: int | None) -> QuizRules:
    return QuizRules(Feedback.END, time_limit=limit)


@st.composite
def timed_terms(draw: st.DrawFn) -> Terms:
    """Draw terms without a fault, with a due date, a close, and a limit that fits before them."""
    limit = draw(limits)
    opens = draw(moments)
    due = opens + limit * MINUTE + draw(spans)
    closes = draw(st.none() | spans.map(lambda span: due + span))
    late: tuple[LateStep, ...] = ()
    if closes and closes > due and draw(st.booleans()):
        middle = due + (closes - due) / 2
        late = (LateStep(middle, draw(st.integers(50, 100))), LateStep(closes, draw(st.integers(0, 50))))
    return Terms(
        rules=rules(limit),
        opens_at=draw(st.sampled_from([opens, None])),
        due_at=due,
        closes_at=closes,
        late=late,
        attempts=draw(st.none() | st.integers(1, 4)),
        wait=draw(st.sampled_from([0, 0, 30])),
        counts=draw(st.sampled_from(Counts)),
        shows=draw(st.sampled_from(Shows)),
    )


@st.composite
def generous(draw: st.DrawFn) -> Override:
    """Draw an override that takes no time away: no date earlier, and no close beside a limit of its own."""
    later = st.just(INHERIT) | spans
    limit = draw(st.just(INHERIT) | limits)
    return Override(
        opens_at=draw(st.just(INHERIT) | any_spans),
        due_at=draw(later),
        closes_at=draw(later) if limit is INHERIT else INHERIT,
        time_limit=limit,
    )


dates = st.just(INHERIT) | st.none() | any_spans | moments
overrides = st.builds(
    Override,
    opens_at=dates,
    due_at=dates,
    closes_at=dates,
    time_limit=st.just(INHERIT) | st.none() | limits,
    attempts=st.just(INHERIT) | st.none() | st.integers(1, 4),
)


def attempt(number: int = 1, points: float | None = None, **fields: object) -> AttemptSummary:
    """Return an attempt for 10 points, begun at `started_at` or in autumn."""
    summary = {"number": number, "points": points, "full_points": 10, "started_at": AUTUMN}
    return AttemptSummary(**(summary | fields))  # type: ignore[arg-type]
