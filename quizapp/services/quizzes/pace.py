"""How fast, and how often, answers may be changed: no faster than anybody types."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from quizapp.models import Answer
from quizapp.services.accounts.throttle import AHEAD, Limit
from quizapp.services.errors import ThrottledError
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.translation.texts import _

#: How often somebody may change answers: a page saves one every 0.7 seconds at most while they type.
CHANGES = (Limit(120, timedelta(minutes=1)), Limit(3000, timedelta(hours=1)))
#: How often one answer may be changed in all.
MOST_CHANGES = 1000
_CHANGED_AT = [
    select(Answer.answered_at)
    .where(
        Answer.user_id == bindparam("user_id"), Answer.sequence > 1, Answer.answered_at <= bindparam("until")
    )
    .order_by(Answer.answered_at.desc())
    .offset(limit.tries - 1)
    .limit(1)
    .scalar_subquery()
    for limit in CHANGES
]
_CHANGES = select(*_CHANGED_AT)


def check_pace(connection: Connection, person: Person, slot: QuizSlot, now: datetime) -> None:
    """Raise `ThrottledError` where answers are changed faster, or more often, than anybody types.

    The first answer to a question is no change.
    """
    if slot.sequence == 0:
        return
    if slot.sequence > MOST_CHANGES:
        raise ThrottledError(
            _("This answer has been changed %(count)s times: the last one counts.", count=MOST_CHANGES),
            timedelta(hours=1),
        )
    until = now + AHEAD
    changed = connection.execute(_CHANGES, {"user_id": person.id, "until": until}).one()
    ends = [at + limit.within for at, limit in zip(changed, CHANGES, strict=True) if at]
    wait = max(ends, default=now) - now
    if wait > timedelta(0):
        raise ThrottledError(
            _("Answers were changed too often in a short time. The saved ones count; please wait a little."),
            wait,
        )
