"""Reviewing: today's cards in order, one shown, answered, rated, and taken back.

A page holds a `Shown` card, signed: what it showed must still be so when it is rated, or nothing is
written. Cards are the learner's own; a card that can't be reviewed isn't found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.models import BankRecord, Card, QuestionRecord, Review, StudiedBank
from quizapp.question_types.base import Mark, Response
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.scheduling.suggestion import Suggestion
from quizapp.services.banks.questions import (
    ASKED_COLUMNS,
    CURRENT_WORDING,
    AskedQuestion,
    load_revision,
    make_asked,
)
from quizapp.services.errors import NotFoundError, StaleError
from quizapp.services.memory.card_rows import is_effective
from quizapp.services.memory.learner_memory import LearnerMemory, Recall
from quizapp.services.person import Person
from quizapp.services.reviews.buttons import Button, duration_ms, make_buttons, suggest_by
from quizapp.services.reviews.today import Today, find_next, sum_up
from quizapp.services.transaction import reading, reading_rows, writing_for

_entry = aliased(Review)
#: Built once, as in `due`.
_LAST_REVIEW = (
    select(Review.id)
    .where(
        Review.user_id == bindparam("user_id"),
        Review.event == "review",
        Review.study_day.between(bindparam("yesterday"), bindparam("today")),
        is_effective(),
        # What a quiz has built upon can't be taken back.
        ~exists().where(
            _entry.card_id == Review.card_id, _entry.event == "quiz", _entry.sequence > Review.sequence
        ),
    )
    .order_by(Review.study_day.desc(), Review.id.desc())
    .limit(1)
)
_may_review = QuestionRecord.retired_at.is_(None) & (
    Card.id.is_not(None)
    | exists().where(
        StudiedBank.user_id == bindparam("user_id"), StudiedBank.bank_id == QuestionRecord.bank_id
    )
)
_is_own_card = (Card.question_id == QuestionRecord.id) & (Card.user_id == bindparam("user_id"))
_CARD = (
    select(*ASKED_COLUMNS, func.coalesce(Card.version, 0).label("version"))
    .join(QuestionRecord, CURRENT_WORDING)
    .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
    .outerjoin(Card, _is_own_card)
    .where(QuestionRecord.id == bindparam("question_id"), _may_review)
)
_REVIEWABLE = (
    select(QuestionRecord.id)
    .outerjoin(Card, _is_own_card)
    .where(QuestionRecord.id == bindparam("question_id"), _may_review)
)
LEFT_REVIEWS = "This question has left your reviews since this page was opened; nothing was saved."
MOVED_ON = "This card has moved on since this page was opened; nothing was saved."


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as a page showed it: the wording, the card's version, since when, and with how many hints."""

    question_id: int
    revision_id: int
    version: int
    at: datetime
    hints: int = 0


@dataclass(frozen=True, slots=True)
class CardSide:
    """A card before its answer; `last_review` is the one that "undo" takes back."""

    asked: AskedQuestion
    shown: Shown
    today: Today
    last_review: int | None


@dataclass(frozen=True, slots=True)
class Rest:
    """The end of the queue, for now."""

    today: Today
    last_review: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a page that shows the answer must bring back with the rating.

    `promised` are the due days that its buttons showed on `study_day`.
    """

    shown: Shown
    study_day: date
    response: Response | None = None
    credit: float | None = None
    promised: Mapping[Rating, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerSide:
    """A card with its answer. Without `buttons` it has moved on since it was shown."""

    asked: AskedQuestion
    response: Response | None
    mark: Mark | None
    #: Which button is marked and why; None where nothing was marked, or there are no buttons.
    suggestion: Suggestion | None
    buttons: tuple[Button, ...]
    answered: Answered
    today: Today
    last_review: int | None


def today(person: Person, now: datetime) -> Today:
    """Sum up what is left of a learner's day, in a handful of statements whatever their history."""
    return sum_up(reading_rows(), person, now)


def next_card(person: Person, now: datetime, seed: int) -> CardSide | Rest:
    """Return the card to ask now, or a rest where there is none.

    The seed should be the learner's own and secret: with it and the card's version the choices are
    ordered, the same however often a page is loaded, and another way at the next review.
    """
    connection = reading_rows()
    day, question_id = find_next(connection, person, now)
    if question_id is None:
        return Rest(day, _find_last_review(connection, person, now))
    return _card_side(connection, person, question_id, day, now, seed)


def card(person: Person, question_id: int, now: datetime, seed: int) -> CardSide:
    """Return one card, due or not. Raises `NotFoundError` for one that the learner can't review."""
    connection = reading_rows()
    return _card_side(connection, person, question_id, sum_up(connection, person, now), now, seed)


def shown_question(shown: Shown, seed: int) -> AskedQuestion:
    """Return the question in the wording and the order in which it was shown."""
    return load_revision(reading_rows(), shown.revision_id, _order(seed, shown.question_id, shown.version))


def again(person: Person, shown: Shown, asked: AskedQuestion, now: datetime) -> CardSide:
    """Return the side before the answer once more, as it was shown: its time goes on."""
    connection = reading_rows()
    day = sum_up(connection, person, now)
    return CardSide(asked, shown, day, _find_last_review(connection, person, now))


def with_hint(person: Person, shown: Shown, asked: AskedQuestion, now: datetime) -> CardSide:
    """Return the side before the answer once more, with a further hint if there is one."""
    hints = min(shown.hints + 1, len(asked.question.hints))
    return again(person, replace(shown, hints=hints), asked, now)


def answer(
    person: Person, shown: Shown, asked: AskedQuestion, response: Response | None, now: datetime
) -> AnswerSide:
    """Return the side with the answer; a response of None means that the learner just recalled."""
    session = reading()
    connection = session.connection()
    mark = asked.mark(response)
    memory = LearnerMemory(session, person, now, [shown.question_id])
    suggestion: Suggestion | None = None
    buttons: tuple[Button, ...] = ()
    if memory.version(shown.question_id) == shown.version:
        if mark is not None:
            suggestion = suggest_by(mark, asked, memory, hints=shown.hints, shown_at=shown.at, now=now)
        buttons = make_buttons(memory, person, shown.question_id, suggestion, now)
    return AnswerSide(
        asked=asked,
        response=response,
        mark=mark,
        suggestion=suggestion,
        buttons=buttons,
        answered=Answered(
            shown=shown,
            study_day=person.clock.study_day(now),
            response=response,
            credit=mark.credit if mark else None,
            promised={button.rating: button.due_day for button in buttons if button.due_day},
        ),
        today=sum_up(connection, person, now),
        last_review=_find_last_review(connection, person, now),
    )


def rate(person: Person, answered: Answered, rating: Rating, now: datetime) -> None:
    """Rate a card as it was shown. The same rating of the same showing sent again is no other.

    Raises `StaleError` for a card that has moved on, or can't be reviewed any more.
    """
    shown = answered.shown
    with writing_for(person.id) as (session, _):
        if session.scalar(_REVIEWABLE, {"user_id": person.id, "question_id": shown.question_id}) is None:
            raise StaleError(LEFT_REVIEWS)
        memory = LearnerMemory(session, person, now, [shown.question_id])
        version = memory.version(shown.question_id)
        if version == shown.version + 1 and _is_rated(session, person, shown, rating):
            return
        if version != shown.version:
            raise StaleError(MOVED_ON)
        recall = Recall(shown.revision_id, answered.response, answered.credit, duration_ms(shown.at, now))
        is_today = person.clock.study_day(now) == answered.study_day
        memory.rate(shown.question_id, rating, recall, answered.promised if is_today else None)


def undo(person: Person, review_id: int, now: datetime) -> int | None:
    """Take a review back; return its question, or None where that is retired.

    What is undone already stays so: a form sent twice undoes one review. Raises `NotFoundError`,
    and `StaleError` where the card has been answered again since.
    """
    with writing_for(person.id) as (session, _):
        row = session.execute(
            select(Review, QuestionRecord, is_effective())
            .join(Card, Card.id == Review.card_id)
            .join(QuestionRecord, QuestionRecord.id == Card.question_id)
            .where(Review.id == review_id, Review.user_id == person.id, Review.event == "review")
        ).one_or_none()
        if row is None:
            raise NotFoundError
        review, question, is_still_effective = row
        if is_still_effective:
            LearnerMemory(session, person, now, [question.id]).undo(question.id, review)
        return None if question.retired_at else question.id


def _card_side(
    connection: Connection, person: Person, question_id: int, day: Today, now: datetime, seed: int
) -> CardSide:
    row = connection.execute(_CARD, {"user_id": person.id, "question_id": question_id}).one_or_none()
    if row is None:
        raise NotFoundError
    asked = make_asked(row, _order(seed, question_id, row.version))
    shown = Shown(question_id, asked.revision_id, row.version, now)
    return CardSide(asked, shown, day, _find_last_review(connection, person, now))


def _order(seed: int, question_id: int, version: int) -> int:
    return seed ^ (question_id * 1_000_003 + version)


def _is_rated(session: Session, person: Person, shown: Shown, rating: Rating) -> bool:
    """Tell whether the entry after the version that was shown is this very rating."""
    statement = (
        select(Review.rating)
        .join(Card, Card.id == Review.card_id)
        .where(
            Card.user_id == person.id,
            Card.question_id == shown.question_id,
            Review.sequence == shown.version + 1,
            Review.event == "review",
        )
    )
    return session.scalar(statement) == rating


def _find_last_review(connection: Connection, person: Person, now: datetime) -> int | None:
    """Return the learner's last review that is effective, of today or yesterday."""
    today = person.clock.study_day(now)
    days = {"today": today, "yesterday": today - ONE_DAY}
    return connection.scalar(_LAST_REVIEW, {"user_id": person.id} | days)
