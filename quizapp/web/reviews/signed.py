"""What a page of the reviews carries along, signed, so that it comes back as it was given out.

A token belongs to one learner. It is no secret: it tells neither the right answer nor the author's
order of the choices, which hangs on `order_seed`.
"""

from datetime import UTC, date, datetime
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from quizapp.scheduling.memory import Rating
from quizapp.services.person import Person
from quizapp.services.reviews.showing import AnsweredCard, ShownCard
from quizapp.web.seeds import keyed_seed, secret_key


def order_seed(person: Person) -> int:
    """Return the learner's own seed for the order of choices, which no page tells."""
    return keyed_seed("order of choices in reviews", person.id)


def sign_shown(person: Person, shown: ShownCard) -> str:
    """Return the token of a card that is shown without its answer."""
    return _serializer("shown", person).dumps(_pack(shown))


def read_shown(person: Person, token: str | None) -> ShownCard | None:
    """Return what a token says, or None for one that we didn't give this learner."""
    content = _loads("shown", person, token)
    return None if content is None else _unpack(content)


def sign_answered(person: Person, answered: AnsweredCard) -> str:
    """Return the token of a card that is shown with its answer, to be rated."""
    promised = {rating.name: day.toordinal() for rating, day in answered.promised.items()}
    content = [
        _pack(answered.shown),
        answered.study_day.toordinal(),
        answered.response,
        answered.credit,
        promised,
    ]
    return _serializer("answered", person).dumps(content)


def read_answered(person: Person, token: str | None) -> AnsweredCard | None:
    """Return what a token says, or None for one that we didn't give this learner."""
    content = _loads("answered", person, token)
    if content is None:
        return None
    shown, study_day, response, credit, promised = content
    return AnsweredCard(
        shown=_unpack(shown),
        study_day=date.fromordinal(study_day),
        response=response,
        credit=credit,
        promised={Rating[name]: date.fromordinal(day) for name, day in promised.items()},
    )


def _pack(shown: ShownCard) -> list[int]:
    milliseconds = int(shown.at.timestamp() * 1000)
    return [
        *(shown.question_id, shown.revision_id, shown.version, milliseconds, shown.hints),
        *([1] if shown.is_ahead else []),
    ]


def _unpack(content: list[int]) -> ShownCard:
    question_id, revision_id, version, milliseconds, hints, *ahead = content
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return ShownCard(question_id, revision_id, version, at, hints, bool(ahead))


def _loads(purpose: str, person: Person, token: str | None) -> Any:
    try:
        return _serializer(purpose, person).loads(token or "")
    except BadSignature:
        return None


def _serializer(purpose: str, person: Person) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key(), salt=f"reviews/{purpose}/{person.id}")
