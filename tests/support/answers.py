"""Right and wrong responses to any question of the example bank, and giving them."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from quizapp.question_types.base import FieldData, MalformedError, Question, QuestionType, Response
from quizapp.question_types.parts import Part, PartsType
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts

#: What is right for no question of these types.
WRONG: dict[str, list[FieldData]] = {
    "truefalse": ["true", "false"],
    "short": ["Loch Ness"],
    "number": ["77"],
    "date": ["1 April 1605"],
}


#: The same, for one part of an answer that is typed.
WRONG_PARTS = ("Loch Ness", "77", "1 April 1605")


def wrong_parts(parts: tuple[Part, ...]) -> Iterator[list[str]]:
    """Yield answers with a single part filled in, one of which is wrong."""
    for place, part in enumerate(parts):
        for text in [value for value, _ in part.options] or WRONG_PARTS:
            yield [text if place == other else "" for other in range(len(parts))]


def first_wrong(kind: QuestionType[Any, Any], question: Question, order: tuple[int, ...]) -> Response:
    """Return a response to a question in this order that earns nothing."""
    places = [str(place) for place in range(len(order))]
    tries = WRONG | {"single": [*places], "multiple": [[place] for place in places]}
    data = wrong_parts(kind.parts(question, order)) if isinstance(kind, PartsType) else tries[kind.name]
    for sent in data:
        with suppress(MalformedError):
            response: Response = kind.parse(question, sent, order)
            if kind.grade(question, response).credit == 0:
                return response
    raise AssertionError(f"nothing is wrong for {question.id}")


def right(asked: AskedQuestion) -> Response:
    """Return the right response to a question."""
    return asked.right_response


def right_answer(asked: AskedQuestion) -> str:
    """Return the right answer in one line of plain text."""
    return asked.kind.answer_text(asked.question)


def wrong(asked: AskedQuestion) -> Response:
    """Return a response to a question that earns nothing."""
    return first_wrong(asked.kind, asked.question, asked.order)


def give(
    person: Person, attempt_id: int, number: int, choose: Callable[[AskedQuestion], Response], now: datetime
) -> answering.Receipt:
    """Answer a question as its page shows it now."""
    slot = attempts.show(person, attempt_id, number)
    return answering.answer(person, attempt_id, number, choose(slot.asked), slot.sequence, now)


def keys_of(person: Person, attempt_id: int) -> list[str]:
    total = attempts.progress(person, attempt_id).questions
    return [attempts.show(person, attempt_id, number).asked.question.id for number in range(1, total + 1)]
