"""A type of question made only of this folder, to show that a new one needs no more."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from typing_extensions import override
from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.widgets import RangeInput

from quizapp.question_types.base import (
    Example,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Question,
    QuestionType,
    Written,
)


class ToyQuestion(Question):
    type: Literal["toy"]
    answer: int


QUESTION: dict[str, Any] = {"id": "t", "type": "toy", "topics": ["a"], "prompt": "How warm?", "answer": "40"}


class Toy(QuestionType[ToyQuestion, int]):
    """A slider: the nearer, the better."""

    name = "toy"
    label = "Slider"
    model = ToyQuestion
    examples = (
        Example(QUESTION, "40", 1),
        Example(QUESTION, "45", 0.5),
        Example(QUESTION, "80", 0),
        Example(QUESTION, "warm", None),
    )

    @override
    def faults(self, question: ToyQuestion) -> Iterator[Fault]:
        if not 0 <= question.answer <= 100:
            yield Fault(("answer",), "the answer is off the slider", "write 0 to 100")

    @override
    def field(self, question: ToyQuestion, order: Sequence[int]) -> "UnboundField[Any]":
        return UnboundField(StringField, "Your answer", widget=RangeInput())

    @override
    def parse(self, question: ToyQuestion, data: FieldData, order: Sequence[int]) -> int:
        if not isinstance(data, str) or data not in map(str, range(101)):
            raise MalformedError("Move the slider.")
        return int(data)

    @override
    def data(self, question: ToyQuestion, response: int, order: Sequence[int]) -> str:
        return str(response)

    @override
    def read_written(self, question: ToyQuestion, written: Written) -> int:
        return self.parse(question, written if isinstance(written, str) else None, ())

    @override
    def grade(self, question: ToyQuestion, response: int) -> Mark:
        return Mark(max(0, 10 - abs(response - question.answer)) / 10)

    @override
    def describe(self, question: ToyQuestion, response: int) -> str:
        return str(response)

    @override
    def right_response(self, question: ToyQuestion) -> int:
        return question.answer

    @override
    def answer_text(self, question: ToyQuestion) -> str:
        return str(question.answer)
