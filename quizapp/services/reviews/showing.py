"""Showing cards: the next one, its question side, its answer side. Nothing is written for it.

A page holds a `ShownCard`, signed: what it showed must still be so when it is rated. Cards are the
learner's own; a card that can't be reviewed isn't found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from quizapp.models import BankRecord, Card, QuestionRecord, Revision, StudiedBank
from quizapp.question_types.base import Mark, Response
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.suggestion import Suggestion
from quizapp.services.banks.questions import ASKED_COLUMNS, CURRENT_WORDING, AskedQuestion, make_asked
from quizapp.services.errors import NotFoundError
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.person import Person
from quizapp.services.reviews.buttons import Button, make_buttons, suggest_by
from quizapp.services.reviews.today import Ahead, Today, find_ahead, find_next, find_today, with_ahead
from quizapp.services.reviews.undoing import find_last_review
from quizapp.services.study import MAY_STUDY_NOW, studying
from quizapp.services.transaction import reading, reading_rows
from quizapp.translation.texts import _

#: A question is reviewed while it is in force, where the learner studies its bank or has begun it, and still
#: may study that.
MAY_REVIEW = (
    QuestionRecord.retired_at.is_(None)
    & MAY_STUDY_NOW
    & (
        Card.id.is_not(None)
        | exists().where(
            StudiedBank.user_id == bindparam("user_id"), StudiedBank.bank_id == QuestionRecord.bank_id
        )
    )
)
IS_OWN_CARD = (Card.question_id == QuestionRecord.id) & (Card.user_id == bindparam("user_id"))
#: Built once: building a statement takes longer than running it.
_CARD = (
    select(*ASKED_COLUMNS, func.coalesce(Card.version, 0).label("version"))
    .join(QuestionRecord, CURRENT_WORDING)
    .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
    .outerjoin(Card, IS_OWN_CARD)
    .where(QuestionRecord.id == bindparam("question_id"), MAY_REVIEW)
)
#: The wording that a page showed: retired since or not, but in no bank that the learner may not study now.
_SHOWN = (
    select(*ASKED_COLUMNS)
    .join(QuestionRecord, QuestionRecord.id == Revision.question_id)
    .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
    .where(Revision.id == bindparam("revision_id"), MAY_STUDY_NOW)
)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as a page showed it: the wording, the card's version, since when, and with how many hints.

    `is_ahead` says that tomorrow's cards come after today's.
    """

    question_id: int
    revision_id: int
    version: int
    at: datetime
    hints: int = 0
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSide:
    """A card before its answer; `last_review` is the one that "undo" takes back, 0 for none."""

    asked: AskedQuestion
    shown: ShownCard
    today: Today
    last_review: int


@dataclass(frozen=True, slots=True)
class QueueEnd:
    """The end of the queue, for now; `ahead` is what could be reviewed early."""

    today: Today
    last_review: int
    ahead: Ahead | None


@dataclass(frozen=True, slots=True)
class AnsweredCard:
    """What a page that shows the answer must bring back with the rating.

    `promised` are the due days that its buttons showed on `study_day`.
    """

    shown: ShownCard
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
    answered: AnsweredCard
    today: Today
    last_review: int


def next_card(person: Person, now: datetime, seed: int) -> QuestionSide | QueueEnd:
    """Return the card to ask now, or the end of the queue.

    The seed should be the learner's own and secret: with it and the card's version the choices are
    ordered, the same however often a page is loaded, and another way at the next review.
    """
    connection = reading_rows()
    last = find_last_review(connection, person, now)
    day, question_id = find_next(connection, person, now, last.card_id)
    if question_id is None:
        return QueueEnd(day, last.id, find_ahead(connection, person, now))
    return _card_side(connection, person, question_id, day, last.id, now, seed)


def next_card_ahead(person: Person, now: datetime, seed: int) -> QuestionSide | QueueEnd:
    """Return the card to ask now as `next_card` does; after today's cards come tomorrow's.

    One that was just forgotten waits for them, until its time has come.
    """
    found = next_card(person, now, seed)
    connection = reading_rows()
    ahead = found.ahead if isinstance(found, QueueEnd) else find_ahead(connection, person, now)
    day = with_ahead(found.today, ahead) if ahead and not found.today.reviews else found.today
    if ahead and (isinstance(found, QueueEnd) or _is_early(connection, person, found.shown.question_id, now)):
        found = _card_side(connection, person, ahead.question_id, day, found.last_review, now, seed)
    if isinstance(found, QueueEnd):
        return found
    return replace(found, shown=replace(found.shown, is_ahead=True), today=day)


def card(person: Person, question_id: int, now: datetime, seed: int) -> QuestionSide:
    """Return one card, due or not. Raises `NotFoundError` for one that the learner can't review."""
    connection = reading_rows()
    day, last = find_today(connection, person, now), find_last_review(connection, person, now)
    return _card_side(connection, person, question_id, day, last.id, now, seed)


def shown_question(person: Person, shown: ShownCard, now: datetime, seed: int) -> AskedQuestion:
    """Return the question in the wording and the order in which it was shown. Raises `NotFoundError`."""
    wanted = studying(person, now) | {"revision_id": shown.revision_id}
    row = reading_rows().execute(_SHOWN, wanted).one_or_none()
    if row is None:
        raise NotFoundError(_("This question has left your reviews."))
    return make_asked(row, _order(seed, shown.question_id, shown.version))


def show_again(person: Person, shown: ShownCard, asked: AskedQuestion, now: datetime) -> QuestionSide:
    """Return the side before the answer once more, as it was shown: its time goes on."""
    connection = reading_rows()
    day = _counted(find_today(connection, person, now), shown, connection, person, now)
    return QuestionSide(asked, shown, day, find_last_review(connection, person, now).id)


def with_hint(person: Person, shown: ShownCard, asked: AskedQuestion, now: datetime) -> QuestionSide:
    """Return the side before the answer once more, with a further hint if there is one."""
    hints = min(shown.hints + 1, len(asked.question.hints))
    return show_again(person, replace(shown, hints=hints), asked, now)


def answer(
    person: Person, shown: ShownCard, asked: AskedQuestion, response: Response | None, now: datetime
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
        answered=AnsweredCard(
            shown=shown,
            study_day=person.clock.study_day(now),
            response=response,
            credit=mark.credit if mark else None,
            promised={button.rating: button.due_day for button in buttons if button.due_day},
        ),
        today=_counted(find_today(connection, person, now), shown, connection, person, now),
        last_review=find_last_review(connection, person, now).id,
    )


def _is_early(connection: Connection, person: Person, question_id: int, now: datetime) -> bool:
    """Tell whether a card in its steps would be asked before its time, for want of others."""
    own = (Card.user_id == person.id, Card.question_id == question_id)
    due_at = connection.scalar(select(Card.due_at).where(*own))
    return due_at is not None and due_at > now


def _counted(day: Today, shown: ShownCard, connection: Connection, person: Person, now: datetime) -> Today:
    """Return the day as it is counted where a card is shown: with tomorrow's cards once they are asked."""
    if not shown.is_ahead or day.reviews:
        return day
    ahead = find_ahead(connection, person, now)
    return with_ahead(day, ahead) if ahead else day


def _card_side(
    connection: Connection,
    person: Person,
    question_id: int,
    day: Today,
    last_review: int,
    now: datetime,
    seed: int,
) -> QuestionSide:
    row = connection.execute(_CARD, studying(person, now) | {"question_id": question_id}).one_or_none()
    if row is None:
        raise NotFoundError
    asked = make_asked(row, _order(seed, question_id, row.version))
    shown = ShownCard(question_id, asked.revision_id, row.version, now)
    return QuestionSide(asked, shown, day, last_review)


def _order(seed: int, question_id: int, version: int) -> int:
    return seed ^ (question_id * 1_000_003 + version)
