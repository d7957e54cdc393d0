"""Right and wrong responses to any question of the example bank, and giving them."""

from collections.abc import Callable
from datetime import datetime

from quizapp.question_types.base import FieldData, Response
from quizapp.services import attempts, quizzes
from quizapp.services.person import Person
from quizapp.services.questions import AskedQuestion

#: What is right for no question of these types.
WRONG: dict[str, list[FieldData]] = {
    "truefalse": ["true", "false"],
    "short": ["Loch Ness"],
    "number": ["77"],
    "date": ["1 April 1605"],
}


def right(asked: AskedQuestion) -> Response:
    """Return the right response to a question."""
    return asked.right_response


def wrong(asked: AskedQuestion) -> Response:
    """Return a response to a question that earns nothing."""
    places = [str(place) for place in range(len(asked.order))]
    tries = WRONG | {"single": [*places], "multiple": [[place] for place in places]}
    for data in tries[asked.question.type]:
        response = asked.parse(data)
        if asked.grade(response).credit == 0:
            return response
    raise AssertionError(f"nothing is wrong for {asked.key}")


def give(
    person: Person, attempt_id: int, number: int, choose: Callable[[AskedQuestion], Response], now: datetime
) -> quizzes.Receipt:
    """Answer a question as its page shows it now."""
    slot = attempts.show(person, attempt_id, number)
    return quizzes.answer(person, attempt_id, number, choose(slot.asked), slot.sequence, now)


def keys_of(person: Person, attempt_id: int) -> list[str]:
    total = attempts.stand(person, attempt_id).questions
    return [attempts.show(person, attempt_id, number).asked.question.id for number in range(1, total + 1)]
