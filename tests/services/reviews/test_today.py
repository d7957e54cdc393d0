"""Today's queue: what the statements count and choose, weighed against a sorted list of the same cards."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from support.people import a_person

from quizapp.models import Card, QuestionRecord, ReviewDay
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, recall_probability
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.accounts import profile, sessions
from quizapp.services.memory.card_rows import columns_of
from quizapp.services.person import Person
from quizapp.services.progress import overview
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.showing import QuestionSide, QueueEnd
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def in_steps(wait: timedelta, phase: Phase = Phase.LEARNING, seen: timedelta = MINUTE) -> CardState:
    return CardState(phase, 0, 2.0, 5.0, NOON + wait, None, NOON - seen, TODAY, 1, 0)


def in_review(stability: float, seen: date, due: date) -> CardState:
    return CardState(Phase.REVIEW, None, stability, 5.0, None, due, NOON, seen, 3, 0)


def due_today(stability: float = 8.0) -> CardState:
    return in_review(stability, TODAY - 8 * DAY, TODAY)


@dataclass(frozen=True)
class Deck:
    """The states of a bank's first questions (None: never seen) and what was done and is wanted today.

    `siblings` are pairs of places of questions that tell each other's answers.
    """

    states: tuple[CardState | None, ...]
    retired: frozenset[int] = frozenset()
    new_per_day: int = 20
    reviews_per_day: int = 200
    introduced: int = 0
    reviewed: int = 0
    is_studied: bool = True
    siblings: frozenset[tuple[int, int]] = frozenset()

    def siblings_of(self, place: int) -> set[int]:
        """Return the places of a question's siblings."""
        return {other for pair in self.siblings if place in pair for other in pair} - {place}


def owner(deck: Deck, bank: int, now: datetime = NOON) -> tuple[Person, list[int]]:
    """Write a deck down for somebody new; return them, and the questions in the order of the bank."""
    person = a_person(now)
    if deck.is_studied:
        studied_banks.study(person, bank, now)
    person = wanting(person, new_per_day=deck.new_per_day, reviews_per_day=deck.reviews_per_day)
    with writing() as session:
        ids = list(session.scalars(select(QuestionRecord.id).order_by(QuestionRecord.position)))
        rows = [
            columns_of(state) | {"user_id": person.id, "question_id": id_, "version": state.reviews}
            for id_, state in zip(ids, deck.states, strict=False)
            if state
        ]
        if rows:
            session.execute(insert(Card), rows)
        keys = list(session.scalars(select(QuestionRecord.key).order_by(QuestionRecord.position)))
        excludes = [" ".join(keys[other] for other in deck.siblings_of(place)) for place in range(len(ids))]
        for id_, text in zip(ids, excludes, strict=True):
            values = {"retired_at": None, "excludes": text and f" {text} "}
            session.execute(update(QuestionRecord).where(QuestionRecord.id == id_).values(values))
        retired = [ids[place] for place in deck.retired]
        session.execute(update(QuestionRecord).where(QuestionRecord.id.in_(retired)).values(retired_at=now))
        rated = deck.introduced + deck.reviewed
        done = {"rated": rated, "introduced": deck.introduced, "reviewed": deck.reviewed, "duration_ms": 0}
        tests = dict.fromkeys(("young", "young_remembered", "mature", "mature_remembered"), 0)
        session.execute(insert(ReviewDay), {"user_id": person.id, "study_day": TODAY} | done | tests)
    return person, ids


def wanting(person: Person, **wanted: object) -> Person:
    profile.save_preferences(person, replace(person.preferences, **wanted))  # type: ignore[arg-type]
    found = sessions.find_person(person.id)
    assert found
    return found


def next_question(person: Person, at: datetime = NOON) -> int | None:
    reading().rollback()
    side = showing.next_card(person, at, 1)
    return side.asked.question_id if isinstance(side, QuestionSide) else None


def rate(person: Person, rating: Rating, at: datetime = NOON) -> int:
    """Rate the next card; return its question."""
    reading().rollback()
    side = showing.next_card(person, at, 1)
    assert isinstance(side, QuestionSide)
    answered = showing.answer(person, side.shown, side.asked, None, at).answered
    recording.rate(person, answered, rating, at)
    return side.asked.question_id


def order(person: Person, cards: int, at: datetime = NOON) -> list[int]:
    """Return which cards come today, each sent away by an Easy."""
    return [rate(person, Rating.EASY, at) for _ in range(cards)]


# ---- one oracle for all of it


@dataclass(frozen=True)
class Expected:
    """The counts of the day, the questions among which the next one must be, and when the next comes."""

    counts: tuple[int, int, int]
    next: set[int]
    next_due: datetime | None


def expect(deck: Deck, ids: list[int]) -> Expected:
    """Sort all cards of a deck without siblings as docs/memory.md tells it."""
    cards = [(id_, state or NEW_CARD) for id_, state in _in_force(deck, ids)]
    steps = sorted((state.due_at, id_) for id_, state in cards if state.due_at)
    days = [(state.due_day, id_, state) for id_, state in cards if state.due_day]
    every_new = [id_ for id_, state in cards if state.phase is Phase.NEW] if deck.is_studied else []
    due = [
        (id_, recall_probability(state, TODAY, DEFAULT_PARAMETERS))
        for day, id_, state in days
        if day <= TODAY
    ]
    room_for_reviews = max(0, deck.reviews_per_day - deck.reviewed)
    room_for_new = max(0, deck.new_per_day - deck.introduced)
    new = every_new[:room_for_new]

    if steps and steps[0][0] <= NOON:
        next_ = {steps[0][1]}
    elif due and room_for_reviews:
        least = min(chance for _, chance in due)
        next_ = {id_ for id_, chance in due if chance == pytest.approx(least)}
    elif new:
        next_ = {new[0]}
    elif steps and steps[0][0] <= NOON + 20 * MINUTE:
        early = [(id_, state) for id_, state in cards if state.due_at and state.due_at <= NOON + 20 * MINUTE]
        next_ = {min(early, key=lambda one: (one[1].last_review, one[0]))[0]}
    else:
        next_ = set()

    coming: Iterable[datetime] = chain(
        (moment for moment, _ in steps),
        (begins(day) for day, _, _ in days if day > TODAY),
        (begins(TODAY + DAY) for _ in due if deck.reviews_per_day),
        (begins(TODAY + DAY) for _ in every_new if deck.new_per_day),
    )
    return Expected(
        counts=(min(len(due), room_for_reviews), len(steps), len(new)),
        next=next_,
        next_due=None if next_ else min(coming, default=None),
    )


def begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def _in_force(deck: Deck, ids: list[int]) -> list[tuple[int, CardState | None]]:
    states = [*deck.states, *[None] * (len(ids) - len(deck.states))]
    return [
        (id_, state)
        for place, (id_, state) in enumerate(zip(ids, states, strict=True))
        if place not in deck.retired
    ]


QUESTIONS = 12
# Few days and stabilities, so that some cards are equally likely to be forgotten.
seen = st.sampled_from([0, 1, 8, 20]).map(lambda ago: TODAY - ago * DAY)
due = st.integers(-30, 30).map(lambda offset: TODAY + offset * DAY)
states = st.one_of(
    st.sampled_from([None, NEW_CARD]),
    st.builds(
        in_steps,
        st.timedeltas(-DAY, DAY) | st.timedeltas(-30 * MINUTE, 30 * MINUTE),
        st.sampled_from([Phase.LEARNING, Phase.RELEARNING]),
        st.sampled_from([MINUTE, 2 * MINUTE, 5 * MINUTE]),
    ),
    st.builds(in_review, st.sampled_from([0.5, 8.0, 8.5, 300.0]), seen, due),
)
decks = st.builds(
    Deck,
    st.lists(states, max_size=QUESTIONS).map(tuple),
    retired=st.frozensets(st.integers(0, QUESTIONS - 1), max_size=4) | st.just(frozenset(range(QUESTIONS))),
    new_per_day=st.integers(0, 4),
    reviews_per_day=st.integers(0, 4),
    introduced=st.integers(0, 5),
    reviewed=st.integers(0, 5),
    is_studied=st.booleans(),
)


# One database serves all examples of a test, each with a learner of its own.
@given(decks)
@example(Deck((in_steps(-2 * MINUTE), in_steps(-MINUTE)), retired=frozenset([0])))
@example(Deck((due_today(),), is_studied=False, reviews_per_day=1, reviewed=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_statements_count_and_choose_what_a_sorted_list_would(bank: int, deck: Deck) -> None:
    person, ids = owner(deck, bank)
    assert len(ids) == QUESTIONS
    expected = expect(deck, ids)
    today = show_today(person, NOON)
    assert (today.reviews, today.learning, today.new) == expected.counts
    assert today.next_due == expected.next_due
    assert today.is_ready is bool(expected.next)
    found = next_question(person)
    assert found in expected.next if expected.next else found is None


# ---- the order, in words


def test_reviews_likeliest_to_be_forgotten_come_first(bank: int) -> None:
    person, ids = owner(Deck((due_today(9.0), due_today(3.0), due_today(30.0))), bank)
    assert order(person, 4) == [ids[1], ids[0], ids[2], ids[3]]


def test_equal_risks_are_mixed_differently_each_day_and_stay_so_all_day(bank: int) -> None:
    deck = Deck((due_today(),) * QUESTIONS)
    orders = []
    for _ in range(3):  # the shuffle is each learner's own, too
        person, ids = owner(deck, bank)
        assert next_question(person) == next_question(person, NOON + 90 * MINUTE)
        orders.append(order(person, QUESTIONS))
        assert sorted(orders[-1]) == sorted(ids)
    assert len({tuple(one) for one in (*orders, ids)}) == 4
    firsts = {next_question(owner(deck, bank)[0], NOON + number * DAY) for number in range(6)}
    assert len(firsts) > 1


def test_cards_in_steps_are_kept_apart_from_the_limits(bank: int) -> None:
    deck = Deck((due_today(), in_steps(-MINUTE)), new_per_day=0, reviews_per_day=1, reviewed=1)
    person, ids = owner(deck, bank)
    assert order(person, 1) == [ids[1]]
    assert next_question(person) is None


def test_a_card_missed_again_and_again_does_not_come_every_other_time(bank: int) -> None:
    """At the end of a session only cards in steps are left, and none of their minutes has ended."""
    states = [in_steps((2 + place) * MINUTE, seen=(9 - place) * MINUTE) for place in range(4)]
    person, _ = owner(Deck(tuple(states), new_per_day=0), bank)
    first = next_question(person)
    asked = []
    for place in range(8):
        at = NOON + timedelta(seconds=place)
        asked.append(rate(person, Rating.AGAIN if next_question(person, at) == first else Rating.HARD, at))
    assert asked[:4] == asked[4:]
    assert len(set(asked)) == 4


def test_somebody_elses_cards_are_theirs(bank: int) -> None:
    owner(Deck((due_today(), in_steps(-MINUTE))), bank)
    person, _ = owner(Deck((), new_per_day=0), bank)
    assert isinstance(showing.next_card(person, NOON, 1), QueueEnd)


# ---- siblings

places = st.integers(0, QUESTIONS - 1)
families = st.builds(
    Deck,
    st.lists(
        st.sampled_from([None, in_steps(-MINUTE)]) | st.builds(due_today, st.sampled_from([1.0, 8.0, 9.0])),
        max_size=QUESTIONS,
    ).map(tuple),
    retired=st.frozensets(places, max_size=2),
    new_per_day=st.sampled_from([0, 2, 20]),
    reviews_per_day=st.sampled_from([0, 2, 200]),
    siblings=st.frozensets(st.tuples(places, places).filter(lambda pair: pair[0] < pair[1]), max_size=20),
)
CHAIN = frozenset({(0, 1), (1, 2)})


@given(families)
@example(Deck((due_today(1.0), due_today(2.0), due_today(3.0)), siblings=CHAIN))
@example(Deck((), siblings=CHAIN, new_per_day=2))
@example(Deck((None, in_steps(-MINUTE), due_today()), siblings=CHAIN))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_many_cards_come_as_the_day_says_and_of_siblings_one(bank: int, deck: Deck) -> None:
    person, ids = owner(deck, bank)
    said = show_today(person, NOON)
    asked = order(person, said.left)
    assert next_question(person) is None
    states = dict(_in_force(deck, ids))
    siblings = {id_: {ids[other] for other in deck.siblings_of(place)} for place, id_ in enumerate(ids)}
    for number, id_ in enumerate(asked):
        state = states[id_]
        assert (state is not None and state.due_at) or siblings[id_].isdisjoint(asked[:number])
    # Nothing waits without need: a new card waits for a review too that the day's limit holds back.
    coming = {*asked, *(id_ for id_, state in states.items() if state and state.due_day)}
    for id_ in states.keys() - set(asked):
        is_new = states[id_] is None
        limit, came = (deck.new_per_day, said.new) if is_new else (deck.reviews_per_day, said.reviews)
        assert came == limit or not siblings[id_].isdisjoint(coming if is_new else asked)
    ended = show_today(person, NOON)
    assert (ended.left, ended.is_ready) == (0, False)
    if said.left and len(asked) < len(states) and deck.new_per_day and deck.reviews_per_day:
        assert ended.next_due == begins(TODAY + DAY)


def test_a_sibling_waits_until_tomorrow_and_comes_first_then(bank: int) -> None:
    deck = Deck((due_today(3.0), due_today(9.0)), new_per_day=0, siblings=frozenset({(0, 1)}))
    person, ids = owner(deck, bank)
    assert show_today(person, NOON).reviews == 1
    assert order(person, 1) == [ids[0]]
    assert show_today(person, NOON).next_due == begins(TODAY + DAY)
    assert next_question(person, NOON + DAY) == ids[1]


def test_an_undone_answer_keeps_no_sibling_back(bank: int) -> None:
    deck = Deck((due_today(9.0), due_today(3.0)), new_per_day=0, siblings=frozenset({(0, 1)}))
    person, ids = owner(deck, bank)
    side = showing.card(person, ids[0], NOON, 1)
    answered = showing.answer(person, side.shown, side.asked, None, NOON).answered
    recording.rate(person, answered, Rating.EASY, NOON)
    assert next_question(person) is None
    last = showing.card(person, ids[0], NOON, 1).last_review
    assert last
    undoing.undo(person, last, NOON)
    assert next_question(person) == ids[1]


def test_a_card_whose_minutes_run_comes_whatever_its_siblings(bank: int) -> None:
    deck = Deck((in_steps(5 * MINUTE), in_steps(5 * MINUTE), None), siblings=CHAIN, new_per_day=1)
    person, ids = owner(deck, bank)
    assert rate(person, Rating.EASY) == ids[3]
    assert {rate(person, Rating.EASY, NOON + 6 * MINUTE) for _ in range(2)} == {ids[0], ids[1]}
    assert next_question(person) is None


def test_a_whole_bank_of_siblings_gives_one_new_card_a_day(bank: int) -> None:
    every_pair = frozenset((one, other) for other in range(QUESTIONS) for one in range(other))
    person, ids = owner(Deck((), siblings=every_pair, new_per_day=3), bank)
    assert show_today(person, NOON).new == 1
    assert order(person, 1) == [ids[0]]
    assert next_question(person) is None
    assert next_question(person, NOON + DAY) == ids[1]


def test_what_a_quiz_taught_keeps_siblings_back_too(bank: int) -> None:
    deck = Deck((due_today(9.0), due_today(3.0)), new_per_day=0, siblings=frozenset({(0, 1)}))
    person, ids = owner(deck, bank)
    for seed in count():
        begun = beginning.begin(
            person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), NOON, seed
        )
        asked = attempts.show(person, begun.attempt_id, 1).asked
        if asked.question_id == ids[0]:
            answering.answer(person, begun.attempt_id, 1, asked.right_response, 0, NOON)
            break
    assert next_question(person) is None
    assert show_today(person, NOON).next_due == begins(TODAY + DAY)


# ---- when the learner's clock changes

CHANGES = st.fixed_dictionaries(
    {
        "time_zone": st.sampled_from(["UTC", "Asia/Almaty", "America/Los_Angeles", "Pacific/Kiritimati"]),
        "day_starts_at": st.integers(0, 23),
    }
)


@given(CHANGES, st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_card_moves_with_the_clock_and_none_done_today_comes_again_today(
    bank: int, change: dict[str, object], ratings: list[Rating]
) -> None:
    person, _ = owner(Deck((due_today(),) * 4, new_per_day=0), bank)
    for rating in ratings:
        rate(person, rating)
    before = planned(person)
    moved = wanting(person, **change)
    assert planned(moved) == before

    today = moved.clock.study_day(NOON)
    if today <= TODAY:
        finished = {id_ for id_, (_, due_day) in before.items() if due_day and due_day > TODAY}
        assert show_today(moved, NOON).reviews <= len(before) - len(finished)
        assert next_question(moved) not in finished
    load = Counter(max(due_day or today, today) for _, due_day in before.values())
    upcoming = overview.show(moved, NOON).upcoming
    assert upcoming.days[0].due + upcoming.held_back == load[today]
    load[today + DAY] += upcoming.held_back
    assert all(day.due == load[day.day] for day in upcoming.days[1:])


def test_a_day_that_begins_later_does_not_bring_back_what_was_done(bank: int) -> None:
    person, _ = owner(Deck((due_today(),), new_per_day=0), bank)
    rate(person, Rating.GOOD)
    person = wanting(person, day_starts_at=8)
    (due_day,) = [day for _, day in planned(person).values()]
    assert due_day
    assert next_question(person, begins(due_day) + 120 * MINUTE) is None
    assert next_question(person, begins(due_day) + 240 * MINUTE)


def planned(person: Person) -> dict[int, tuple[datetime | None, date | None]]:
    reading().rollback()
    mine = select(Card.question_id, Card.due_at, Card.due_day).where(Card.user_id == person.id)
    return {id_: (due_at, due_day) for id_, due_at, due_day in reading().execute(mine)}
