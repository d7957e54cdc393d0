"""What holds for every history: generated logs, times and zones, among them times that go back."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support.logs import apply_quiz, entry_of, undo_at

from quizapp.scheduling.context import HIGHEST_RETENTION, LOWEST_RETENTION, SchedulingContext
from quizapp.scheduling.log import LogEntry, replay
from quizapp.scheduling.memory import (
    NEW_CARD,
    CardState,
    Phase,
    Rating,
    is_due,
    preview,
    recall_probability,
    review,
    wait_for,
)
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.spread import MAXIMUM_INTERVAL, fuzz_range
from quizapp.scheduling.study_day import StudyClock

START = datetime(2025, 1, 6, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A card with some history, about to be answered."""

    state: CardState
    at: datetime
    context: SchedulingContext

    @property
    def today(self) -> date:
        return self.context.clock.study_day(self.at)

    def interval(self, after: CardState) -> int:
        assert after.due_day is not None
        return (after.due_day - self.today).days

    def range_of(self, after: CardState) -> tuple[int, int]:
        """Return the intervals near the moment at which recall falls to the desired share."""
        share, decay = self.context.desired_retention, self.context.parameters.decay
        assert after.stability is not None
        wanted = after.stability * (share ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
        return fuzz_range(min(max(round(wanted), 1), MAXIMUM_INTERVAL))


ratings = st.sampled_from(Rating)
zones = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"]
clocks = st.builds(StudyClock, st.sampled_from([*zones, "Africa/Casablanca"]), st.integers(0, 23))
loads = st.dictionaries(
    st.integers(0, 400).map(lambda days: START.date() + timedelta(days=days)), st.integers(0, 30)
)
#: Beside what every learner begins with, somebody who forgets faster and for whom every number differs.
parameter_sets = st.sampled_from(
    [
        DEFAULT_PARAMETERS,
        replace(DEFAULT_PARAMETERS, id=2, numbers=tuple(n * 1.07 for n in DEFAULT_PARAMETERS.numbers)),
    ]
)
contexts = st.builds(
    SchedulingContext,
    clocks,
    st.floats(LOWEST_RETENTION, HIGHEST_RETENTION),
    parameter_sets,
    loads,
    st.integers(0, 2**32),
)
# Minutes, hours, days and years; now and then back in time.
gaps = st.one_of(
    st.timedeltas(timedelta(0), timedelta(hours=20)),
    st.timedeltas(timedelta(hours=20), timedelta(days=40)),
    st.timedeltas(timedelta(days=-3), timedelta(0)),
    st.timedeltas(timedelta(days=40), timedelta(days=3000)),
)
relaxed = settings(deadline=None)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    context = draw(contexts)
    state, at = NEW_CARD, START
    for rating, gap in draw(st.lists(st.tuples(ratings, gaps), max_size=12)):
        at += gap
        state = review(state, rating, at, context)
    return Scene(state, at + draw(gaps), context)


@relaxed
@given(scenes())
def test_each_button_does_what_its_preview_shows(scene: Scene) -> None:
    shown = preview(scene.state, scene.at, scene.context)
    assert list(shown) == list(Rating)
    for rating, after in shown.items():
        assert after == review(scene.state, rating, scene.at, scene.context)


@relaxed
@given(scenes())
def test_a_better_rating_never_comes_back_sooner_nor_with_less_stability(scene: Scene) -> None:
    shown = preview(scene.state, scene.at, scene.context)
    stabilities = [after.stability for after in shown.values() if after.stability is not None]
    assert len(stabilities) == 4
    assert stabilities == sorted(stabilities)
    waits = [wait_for(after, scene.at, scene.context.clock) for after in shown.values()]
    assert waits == sorted(waits)


@relaxed
@given(scenes(), ratings)
def test_a_card_comes_back_later_and_a_review_not_before_tomorrow(scene: Scene, rating: Rating) -> None:
    after = review(scene.state, rating, scene.at, scene.context)
    assert (after.last_review, after.last_study_day) == (scene.at, scene.today)
    assert after.reviews == scene.state.reviews + 1
    if after.phase is Phase.REVIEW:
        assert after.due_at is None
        assert 1 <= scene.interval(after) <= MAXIMUM_INTERVAL
    else:
        assert after.due_day is None
        assert after.due_at is not None
        assert after.due_at > scene.at


@relaxed
@given(scenes(), ratings, clocks, gaps)
def test_no_change_of_zone_or_hour_makes_a_card_due_on_the_day_of_its_review_or_moves_its_day(
    scene: Scene, rating: Rating, other: StudyClock, gap: timedelta
) -> None:
    after = review(scene.state, rating, scene.at, scene.context)
    later = scene.at + gap
    if after.due_day is not None:
        if other.study_day(later) <= scene.today:
            assert not is_due(after, later, other)
        begins = other.begins(after.due_day)
        assert is_due(after, begins, other)
        assert not is_due(after, begins - timedelta(seconds=1), other)
    else:  # minutes are the same everywhere
        assert is_due(after, later, other) == is_due(after, later, scene.context.clock)


@relaxed
@given(scenes())
def test_load_moves_a_review_only_within_the_range_of_what_the_model_asks_for(scene: Scene) -> None:
    is_review, shorter = scene.state.phase is Phase.REVIEW, 0
    for after in preview(scene.state, scene.at, scene.context).values():
        if after.phase is Phase.REVIEW:
            shortest, longest = scene.range_of(after)
            # In review each button is a day longer than the one before, whatever the model sees.
            longest = max(longest, shorter + 1) if is_review else longest
            assert shortest <= scene.interval(after) <= min(longest, MAXIMUM_INTERVAL)
            shorter = scene.interval(after)


@relaxed
@given(scenes())
def test_a_right_answer_in_review_brings_no_card_sooner_by_chance(scene: Scene) -> None:
    if scene.state.phase is not Phase.REVIEW or scene.state.last_study_day is None:
        return
    passed = (scene.today - scene.state.last_study_day).days
    states = preview(scene.state, scene.at, scene.context)
    days = [scene.interval(states[rating]) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    for state, chosen in zip(
        (states[Rating.HARD], states[Rating.GOOD], states[Rating.EASY]), days, strict=True
    ):
        assert chosen >= passed or scene.range_of(state)[1] < passed
    for shorter, longer in pairwise(days):
        assert longer > shorter or longer == MAXIMUM_INTERVAL


@relaxed
@given(scenes(), st.integers(0, 4000), st.integers(1, 400))
def test_recall_fades_day_by_day(scene: Scene, days: int, more: int) -> None:
    state = review(scene.state, Rating.GOOD, scene.at, scene.context)
    day = scene.today + timedelta(days=days)
    parameters = scene.context.parameters
    later = recall_probability(state, day + timedelta(days=more), parameters)
    assert 0 < later < recall_probability(state, day, parameters) <= 1


events = st.sampled_from(["review", "quiz", "undo"])


@relaxed
@given(st.lists(st.tuples(events, ratings, st.floats(0, 1), gaps, contexts), max_size=20))
def test_replaying_a_log_gives_every_state_back_bit_for_bit_after_undo_at_any_place(
    steps: list[tuple[str, Rating, float, timedelta, SchedulingContext]],
) -> None:
    """Keep a stack of the states as they were, beside the log, and compare after every step.

    From one answer to the next the parameters may be others, as after a fit.
    """
    states: list[CardState] = [NEW_CARD]
    log: list[LogEntry] = []
    at = START
    for event, rating, credit, gap, context in steps:
        at += gap
        if event == "undo":
            if len(states) > 1:
                states.pop()
                log.append(undo_at(at, context))
        elif event == "review":
            states.append(review(states[-1], rating, at, context))
            log.append(entry_of("review", rating, states[-1], context))
        elif learnt := apply_quiz(states[-1], credit, at, context):
            states.append(learnt[1])
            log.append(entry_of("quiz", *learnt, context))
        assert replay(log) == states[-1]
