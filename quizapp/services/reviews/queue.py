"""The cards of today in their order, of which the first is asked; of siblings one comes a day.

Only of questions with siblings more than the first is read, and of these no more than their keys.
"""

from datetime import date, datetime
from random import Random

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Date,
    bindparam,
    case,
    extract,
    func,
    or_,
    select,
)

from quizapp.models import Card, QuestionRecord, Review, StudiedBank
from quizapp.scheduling.memory import Phase
from quizapp.scheduling.queue import LEARN_AHEAD
from quizapp.scheduling.siblings import BuriedSiblings
from quizapp.scheduling.study_day import ONE_DAY
from quizapp.services.person import Person
from quizapp.services.study import MAY_STUDY_NOW, studying

#: A prime, for the remainders by which equals are shuffled.
_PRIME = 1_000_003
#: A question's bank, and its key there.
_Name = tuple[int, str]

_user_id: BindParameter[int] = bindparam("user_id")
_today: BindParameter[date] = bindparam("today", type_=Date)
_is_mine = Card.user_id == _user_id
#: Learning and relearning: the others have a day or, while they are new, nothing.
_is_in_steps = Card.due_day.is_(None) & Card.due_at.is_not(None)
#: By today, or by so many days after it as are looked ahead.
_is_due = Card.due_day <= bindparam("until", type_=Date)
#: A card that was answered today doesn't come again today, though it be due tomorrow.
_is_open = _is_due & or_(Card.due_day <= _today, Card.last_study_day < _today)
#: Questions that are retired, or that the learner may not study now, aren't asked.
_is_asked = QuestionRecord.retired_at.is_(None) & MAY_STUDY_NOW

# Built once: building a statement takes longer than running it.
_FIRST_IN_STEPS = (
    select(Card.question_id)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(_is_mine, _is_in_steps, _is_asked)
    # Of those that may be asked now the card just answered is the last. Of those that come before their time
    # the one not seen for longest is the first, or a card missed each time would come every other time.
    .order_by(
        Card.due_at > bindparam("learn_ahead_ends"),
        Card.id == bindparam("just_answered"),
        Card.due_at > bindparam("now"),
        case((Card.due_at <= bindparam("now"), Card.due_at), else_=Card.last_review_at),
        Card.question_id,
    )
    .limit(1)
)

_elapsed = extract("epoch", _today) - extract("epoch", Card.last_study_day)
_LIKELIEST_FORGOTTEN_FIRST = (
    # Retrievability falls as elapsed days over stability rise, so this is its order.
    (_elapsed / Card.stability).desc(),
    Card.question_id * bindparam("shuffle", type_=BigInteger) % _PRIME,
    Card.question_id,
)
_FIRST_REVIEW = (
    select(Card.question_id)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(
        _is_mine,
        _is_open,
        _is_asked,
        # Of those with siblings one is known to be the first.
        or_(QuestionRecord.excludes == "", QuestionRecord.id == bindparam("first_sibling")),
    )
    .order_by(*_LIKELIEST_FORGOTTEN_FIRST)
    .limit(1)
)

_COUNT_REVIEWS = (
    select(func.count())
    .select_from(Card)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(_is_mine, _is_open, _is_asked)
)

_SIBLING = (QuestionRecord.id, QuestionRecord.bank_id, QuestionRecord.key, QuestionRecord.excludes)
_answered_today = select(Review.card_id).where(
    Review.user_id == _user_id, Review.event.in_(("review", "quiz")), Review.study_day >= _today
)
#: A card in steps never waits: its minutes are running.
_comes_anyway = Card.due_at.is_not(None) | (Card.last_study_day >= _today)
#: The cards with siblings that are in steps or were answered today, then those that are due.
_WITH_SIBLINGS = (
    select(*_SIBLING, _comes_anyway)
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(
        _is_mine,
        # What an index finds, and then what of it is meant: an answer may have been taken back.
        or_(Card.due_day.is_(None), _is_due, Card.id.in_(_answered_today)),
        or_(_comes_anyway, _is_due),
        _is_asked,
        QuestionRecord.excludes != "",
    )
    .order_by(_comes_anyway.desc(), *_LIKELIEST_FORGOTTEN_FIRST)
)

_NEW = (
    select(*_SIBLING)
    .join(StudiedBank, StudiedBank.bank_id == QuestionRecord.bank_id)
    .outerjoin(Card, (Card.user_id == StudiedBank.user_id) & (Card.question_id == QuestionRecord.id))
    .where(StudiedBank.user_id == _user_id, _is_asked, or_(Card.id.is_(None), Card.phase == Phase.NEW))
    .order_by(StudiedBank.since, StudiedBank.bank_id, QuestionRecord.study_position, QuestionRecord.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


class Queue:
    """The cards of a learner's day, read as far as they have siblings."""

    def __init__(self, connection: Connection, person: Person, now: datetime, ahead: int = 0) -> None:
        """Read what has siblings; `ahead` takes in the reviews that are due so many days after today."""
        self._connection, self._now = connection, now
        today = person.clock.study_day(now)
        # Another order on another day, the same all day long.
        shuffle = Random(f"{person.id}/{today}").randrange(1, _PRIME)  # noqa: S311 -- an order, no secret
        self._wanted = studying(person, now) | {
            "today": today,
            "until": today + ahead * ONE_DAY,
            "shuffle": shuffle,
        }
        self._siblings = BuriedSiblings[_Name]()
        self._first_sibling: int | None = None
        #: How many of these reviews are buried until tomorrow.
        self.buried = 0
        with_siblings = connection.execute(_WITH_SIBLINGS, self._wanted).all()
        for id_, bank_id, key, excludes, comes_anyway in with_siblings:
            if comes_anyway:
                self._siblings.bury(_names(bank_id, excludes))
            elif not self._siblings.ask_unless_buried((bank_id, key), _names(bank_id, excludes)):
                self.buried += 1
            elif self._first_sibling is None:
                self._first_sibling = id_

    def first_in_steps(self, just_answered: int) -> int | None:
        """Return the question of the card whose step ended first, else of that not seen for longest.

        The card just answered comes last; `just_answered` is its key, 0 for none.
        """
        wanted = {
            "just_answered": just_answered,
            "now": self._now,
            "learn_ahead_ends": self._now + LEARN_AHEAD,
        }
        return self._connection.scalar(_FIRST_IN_STEPS, self._wanted | wanted)

    def first_review(self) -> int | None:
        """Return the question of the review that is likeliest to be forgotten, and isn't buried."""
        return self._connection.scalar(_FIRST_REVIEW, self._wanted | {"first_sibling": self._first_sibling})

    def count_reviews(self) -> int:
        """Return how many reviews are due and aren't buried."""
        return (self._connection.scalar(_COUNT_REVIEWS, self._wanted) or 0) - self.buried

    def new(self, limit: int) -> list[int]:
        """Return the first questions of the studied banks that the learner hasn't begun, in study order.

        Buried ones are passed over.
        """
        siblings = self._siblings.copy()
        found: list[int] = []
        offset, size = 0, limit
        while len(found) < limit:
            rows = self._connection.execute(_NEW, self._wanted | {"limit": size, "offset": offset}).all()
            for id_, bank_id, key, excludes in rows:
                if siblings.ask_unless_buried((bank_id, key), _names(bank_id, excludes)):
                    found.append(id_)
            if len(rows) < size:
                break
            # Each time twice as many: a few statements, even where a whole bank is buried.
            offset, size = offset + size, 2 * size
        return found[: max(0, limit)]

    def has_new(self) -> bool:
        """Tell whether there is a question that the learner hasn't begun, be it for another day."""
        one = self._wanted | {"limit": 1, "offset": 0}
        return self._connection.execute(_NEW, one).first() is not None


def _names(bank_id: int, keys: str) -> list[_Name]:
    return [(bank_id, key) for key in keys.split()]
