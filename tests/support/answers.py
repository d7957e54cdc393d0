"""Right and wrong responses to any question of the example bank."""

from quizapp.question_types.base import FieldData, Response
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
    answer = asked.question.model_dump()["answer"]
    written = str(answer).lower() if isinstance(answer, bool) else answer
    response: Response = asked.kind.read_written(asked.question, written)
    return response


def wrong(asked: AskedQuestion) -> Response:
    """Return a response to a question that earns nothing."""
    places = [str(place) for place in range(len(asked.order))]
    tries = WRONG | {"single": [*places], "multiple": [[place] for place in places]}
    for data in tries[asked.question.type]:
        response = asked.parse(data)
        if asked.grade(response).credit == 0:
            return response
    raise AssertionError(f"nothing is wrong for {asked.key}")
