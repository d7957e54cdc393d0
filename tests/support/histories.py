"""Short and long histories, written in bulk: by the ordinary way years of study would take minutes.

The cards are what their logs say, as `quizapp memory check` confirms.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, func, insert, select

from quizapp.models import Answer, Attempt, Card, QuestionRecord, Review, ReviewDay, Slot, StudiedBank
from quizapp.question_types.base import Response
from quizapp.quizzes.certainty import Certainty
from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, refold
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.retention import elapsed_days, retention_of, scheduled_days
from quizapp.services.banks.questions import load_current
from quizapp.services.memory.card_rows import columns_of
from quizapp.services.person import Person
from quizapp.services.transaction import writing

#: Nobody comes back to a card later than this, so that a long history fits into few years.
LONGEST_WAIT = 28
#: Questions of a quiz.
SLOTS = 10
TESTS = ("young", "young_remembered", "mature", "mature_remembered")
SUMS = ("rated", "introduced", "reviewed", *TESTS, "duration_ms")

Row = dict[str, Any]


@dataclass(frozen=True)
class History:
    """How much somebody has done: cards, reviews of each, and finished quizzes of ten questions."""

    name: str
    cards: int
    reviews: int
    attempts: int


@dataclass(frozen=True)
class Known:
    """A question of the bank, and how it is answered rightly."""

    id: int
    revision_id: int
    right: Response


def write_history(person: Person, history: History, bank_id: int, now: datetime) -> tuple[int, ...]:
    """Let a person study a bank and have done so much in it. Needs an app context.

    Returns the questions whose cards they have begun.
    """
    chance = Random(history.name)
    with writing() as session:
        connection = session.connection()
        connection.execute(insert(StudiedBank), {"user_id": person.id, "bank_id": bank_id, "since": now})
        questions = _questions(connection, bank_id)
        begun = questions[: history.cards]
        _write_cards(connection, person, begun, history.reviews, now, chance)
        for number in range(1, history.attempts + 1):
            at = now - timedelta(days=2 * number)
            _write_attempt(connection, person, bank_id, chance.sample(questions, SLOTS), at, chance)
    return tuple(question.id for question in begun)


def _questions(connection: Connection, bank_id: int) -> list[Known]:
    ids = connection.scalars(
        select(QuestionRecord.id).where(QuestionRecord.bank_id == bank_id).order_by(QuestionRecord.position)
    ).all()
    asked = [load_current(connection, question_id, 0) for question_id in ids]
    marked = (one for one in asked if one.kind.is_marked)
    return [Known(one.question_id, one.revision_id, one.right_response) for one in marked]


def _write_cards(
    connection: Connection,
    person: Person,
    questions: Sequence[Known],
    reviews: int,
    now: datetime,
    chance: Random,
) -> None:
    mine = {"user_id": person.id}
    cards: list[Row] = []
    entries: list[Row] = []
    first = (connection.scalar(select(func.max(Card.id))) or 0) + 1
    for card_id, question in enumerate(questions, first):
        state, log = _one_log(person, reviews, now, chance)
        card = mine | {"id": card_id, "question_id": question.id, "version": len(log)}
        cards.append(card | columns_of(state))
        entries += [mine | {"card_id": card_id, "revision_id": question.revision_id} | entry for entry in log]
    connection.execute(insert(Card), cards)
    connection.execute(insert(Review), entries)
    connection.execute(insert(ReviewDay), [mine | day for day in _days(entries)])


def _one_log(person: Person, reviews: int, now: datetime, chance: Random) -> tuple[CardState, list[Row]]:
    """Return a card's state and its log; most cards are due in the days to come, some are overdue."""
    between = chance.choices(list(Rating), weights=(15, 15, 60, 10), k=max(0, reviews - 2))
    # Whatever comes between, the card ends up in the review phase.
    ratings = [Rating.EASY, *between, Rating.GOOD][:reviews]
    waits = list(_waits(ratings, now))
    passed = chance.randint(1, waits[-1]) if chance.random() < 0.9 else waits[-1] + chance.randint(0, 2)
    at = now - timedelta(days=sum(waits[:-1]) + passed)
    state, log = NEW_CARD, []
    for sequence, (rating, wait) in enumerate(zip(ratings, waits, strict=True), 1):
        before, today = state, person.clock.study_day(at)
        after = refold(before, rating, at=at, study_day=today, parameters=DEFAULT_PARAMETERS)
        in_review = after.phase is Phase.REVIEW
        # A card in steps is come back to days later, as if the learner had broken off there.
        due: Row = {"due_day": today + timedelta(days=wait)} if in_review else {"due_at": at}
        state = replace(after, **due)
        log.append(
            {
                "sequence": sequence,
                "event": "review",
                "reviewed_at": at,
                "study_day": today,
                "rating": rating,
                "phase_before": before.phase,
                "interval_before": scheduled_days(before),
                "elapsed_days": elapsed_days(before, today),
                "due_at": state.due_at,
                "due_day": state.due_day,
                "desired_retention": person.preferences.desired_retention,
                "parameter_set_id": DEFAULT_PARAMETERS.id,
                "duration_ms": chance.randint(2_000, 20_000),
            }
        )
        at += timedelta(days=wait)
    return state, log


def _waits(ratings: Sequence[Rating], at: datetime) -> Iterator[int]:
    """Yield the days after each rating that its stability asks for, within limits."""
    state = NEW_CARD
    for rating in ratings:
        state = refold(state, rating, at=at, study_day=at.date(), parameters=DEFAULT_PARAMETERS)
        wait = max(1, min(round(state.stability or 1), LONGEST_WAIT))
        yield wait
        at += timedelta(days=wait)


def _days(entries: Sequence[Row]) -> Iterator[Row]:
    """Yield the sums of each study day."""
    sums: Counter[tuple[date, str]] = Counter()
    for entry in entries:
        day = entry["study_day"]
        sums[day, "rated"] += 1
        sums[day, "introduced"] += entry["phase_before"] == Phase.NEW
        sums[day, "reviewed"] += entry["phase_before"] == Phase.REVIEW
        sums[day, "duration_ms"] += entry["duration_ms"]
        phase, elapsed, interval = entry["phase_before"], entry["elapsed_days"], entry["interval_before"]
        test = retention_of(phase, elapsed, interval, entry["rating"])
        for name, amount in zip(TESTS, (*astuple(test.young), *astuple(test.mature)), strict=True):
            sums[day, name] += amount
    for day in {day for day, _ in sums}:
        yield {"study_day": day} | {name: sums[day, name] for name in SUMS}


def _write_attempt(
    connection: Connection,
    person: Person,
    bank_id: int,
    questions: Sequence[Known],
    at: datetime,
    chance: Random,
) -> None:
    attempt = {"user_id": person.id, "bank_id": bank_id, "topics": [], "feedback": "end"}
    attempt |= {"asks_certainty": True}
    attempt |= {"seed": chance.getrandbits(62), "started_at": at, "finished_at": at}
    attempt_id = connection.execute(insert(Attempt), attempt).inserted_primary_key[0]
    slots = [
        {
            "attempt_id": attempt_id,
            "number": number,
            "question_id": question.id,
            "revision_id": question.revision_id,
            "seed": number,
            "sequence": 1,
        }
        for number, question in enumerate(questions, 1)
    ]
    connection.execute(insert(Slot), slots)
    slot_ids = connection.scalars(
        select(Slot.id).where(Slot.attempt_id == attempt_id).order_by(Slot.number)
    ).all()
    answer = {"user_id": person.id, "sequence": 1, "answered_at": at}
    answer |= {"study_day": person.clock.study_day(at)}
    answers = [
        answer
        | {"slot_id": slot_id, "response": question.right, "credit": chance.choice((0, 0.5, 1))}
        | {"certainty": chance.choice(list(Certainty))}
        for slot_id, question in zip(slot_ids, questions, strict=True)
    ]
    connection.execute(insert(Answer), answers)
